#pragma once

#include "core/analysis/pyramid.h"
#include "core/analysis/segment.h"
#include "core/analysis/step_times.h"
#include "core/analysis/tight_list.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace interleave::analysis {

/// How much of a stretch each status covers, in 255ths, by the number of the status; the rest is no lane at all.
using Shares = std::array<std::uint8_t, laneStatusCount>;

/// A part of a column of pixels: a bucket and its weight in 256ths. The same for every lane, so it is found only once.
struct ColumnPart
{
    std::uint32_t bucket;
    std::uint16_t level;
    std::uint16_t weight;
};

/// Which buckets make up each column of pixels of a view.
struct ColumnPlan
{
    std::vector<ColumnPart> parts;
    std::vector<std::uint32_t> firstPart; ///< by column, and one more at the end
    bool isByTime = false;
    Step size = 0; ///< of the run when it was planned
    std::size_t columns() const { return firstPart.empty() ? 0 : firstPart.size() - 1; }
};

/// The plan for columns between `edges` (steps, ascending, one more than columns), weighed by steps or by time.
ColumnPlan planColumns(const StepTimes& times, std::span<const Step> edges, bool isByTime);

/// What one lane did, as a view draws it: eight bytes for every segment, and a pyramid of how much of each bucket every
/// status covers. A segment ends where the next begins.
///
/// Thread-safety: none.
class LaneTrack
{
public:
    struct Piece
    {
        Step begin;
        Step end; ///< noStep for the last
        LaneStatus status;
        std::uint32_t detail; ///< index into LevelOfDetail::detail
    };

    /// From `step` on the lane does this. Requires: steps ascend, and `times` knows every step up to this one.
    void change(std::uint32_t step, LaneStatus status, std::uint32_t detail, const StepTimes& times);

    std::size_t size() const { return m_pieces.size(); }
    Piece piece(std::size_t i) const;
    /// The piece that covers a step; none before the lane began. Cost: logarithmic.
    std::optional<std::size_t> find(Step step) const;

    /// The shares of every column.
    void shares(const ColumnPlan& plan, std::vector<Shares>& into) const;
    std::size_t bytes() const;

private:
    struct Node
    {
        std::uint64_t steps;
        std::uint64_t time;
    };
    void coverTo(std::uint32_t step, Nanoseconds time, const StepTimes& times);
    void closeBucket(const StepTimes& times);
    void append(const Node& node, const StepTimes& times);
    std::uint64_t openNode(const ColumnPart& part, bool isByTime, Step size) const;

    TightList<std::uint64_t> m_pieces; ///< begin << 32 | detail << 4 | status
    Pyramid<Node> m_pyramid;
    // What the last piece began with, up to where it is counted.
    std::uint32_t m_from = 0;
    LaneStatus m_status = LaneStatus::Ready;
    Nanoseconds m_fromTime = 0;
    // The bucket that is being filled, exact.
    std::array<std::uint32_t, laneStatusCount> m_steps{};
    std::array<std::uint64_t, laneStatusCount> m_time{};
};

} // namespace interleave::analysis
