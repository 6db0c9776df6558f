#pragma once

#include "core/analysis/lane_track.h"
#include "core/analysis/object_track.h"
#include "core/analysis/segment.h"
#include "core/analysis/step_times.h"

#include <map>
#include <tuple>
#include <vector>

namespace interleave::analysis {

/// What a waiting segment is about; the same for many segments, so it is kept once.
struct Detail
{
    trace::Operation operation = trace::Operation::None;
    ObjectId object = ObjectId::none;
    LaneId holder = LaneId::none;
    SourceId source = SourceId::none;
    bool hasFailed = false;
};

/// A line that a lane printed.
struct Mark
{
    std::uint32_t step;
    std::uint32_t lane;
};

/// A cause in twelve bytes.
struct PackedCause
{
    std::uint32_t cause;
    std::uint32_t effect;
    std::uint32_t kind : 8;
    std::uint32_t object : 24; ///< the largest number for none

    CauseKind what() const { return static_cast<CauseKind>(kind); }
};

/// What a number of further steps changed, in their order; what a Collector hands to an index.
struct Batch
{
    struct LaneChange
    {
        std::uint32_t step;
        std::uint32_t lane;
        std::uint32_t status : 4;
        std::uint32_t detail : 28;
    };
    struct ObjectChange
    {
        enum class Kind : std::uint8_t { HoldBegan, HoldEnded, WaitBegan, TimerBegan, WaitEnded, Value, Put, Taken };
        std::uint32_t step;
        std::uint32_t object;
        std::uint32_t lane;
        Kind kind;
        std::int64_t value;
    };

    std::vector<Nanoseconds> times; ///< of the steps that the batch adds
    std::vector<LaneChange> lanes;
    std::vector<ObjectChange> objects;
    std::vector<Detail> details; ///< new ones
    std::vector<PackedCause> causes;
    std::vector<Mark> marks;

    void clear();
};

/// Everything a timeline draws of a run, however long: exact segments, and pyramids for where they are narrower than a
/// pixel. Needs no trace; grows with every batch.
///
/// Thread-safety: none; who extends it on one thread and draws from it on another guards it with a mutex.
class LevelOfDetail
{
public:
    /// Takes a batch. A large one is worked on by two threads.
    void append(const Batch& batch);

    Step size() const { return m_times.size(); }
    const StepTimes& times() const { return m_times; }
    /// The track of a lane; an empty one where it did nothing yet.
    const LaneTrack& lane(LaneId id) const;
    const ObjectTrack& object(ObjectId id) const;
    const Detail& detail(std::uint32_t number) const;
    /// By effect.
    const std::vector<PackedCause>& causes() const { return m_causes; }
    const std::vector<Mark>& marks() const { return m_marks; }
    /// Causes whose effect lies in [from, to), as positions in causes().
    std::pair<std::size_t, std::size_t> causesWithin(Step from, Step to) const;
    /// By which event the holder named in a blocked segment had taken the object; noStep when unknown.
    Step heldSince(ObjectId object, Step step) const;

    /// Memory of the index in bytes.
    std::size_t bytes() const;

private:
    void appendLanes(const Batch& batch, std::uint32_t part, std::uint32_t parts);
    void appendObjects(const Batch& batch, std::uint32_t part, std::uint32_t parts);

    StepTimes m_times;
    std::vector<LaneTrack> m_lanes;
    std::vector<ObjectTrack> m_objects;
    std::vector<Detail> m_details;
    std::vector<PackedCause> m_causes;
    std::vector<Mark> m_marks;
};

} // namespace interleave::analysis
