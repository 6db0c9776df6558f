#pragma once

#include "core/analysis/detector.h"

#include <vector>

namespace interleave::analysis {

/// Lanes that look again and again at what does not change, instead of waiting to be told.
///
/// Looking is reading the same value, a snapshot (size, is set) or a try that fails. Sleeping, yielding, and the locks
/// taken for a look, do not end a series; anything else that the lane does, or another value, does.
class BusyWaits final : public Detector
{
public:
    OperationSet wantsAfter() const override { return OperationSet::all(); }
    void after(const Moment& moment) override;
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

    static constexpr std::uint64_t fewest = 16; ///< looks in a row that are worth a word

private:
    struct Series
    {
        LaneId lane = LaneId::none;
        ObjectId object = ObjectId::none;
        SourceId source = SourceId::none;
        std::int64_t value = 0;
        Step begin = 0;
        Step last = 0;
        std::uint64_t looks = 0;
        bool hasSlept = false;
        bool hasFailed = false; ///< tries, rather than looks
    };

    void close(Series& series);

    std::vector<Series> m_lanes;
    std::vector<Series> m_found; ///< the longest of every lane and object
};

} // namespace interleave::analysis
