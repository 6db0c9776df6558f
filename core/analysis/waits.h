#pragma once

#include "core/analysis/detector.h"

#include <vector>

namespace interleave::analysis {

/// Who waited longest, and who waited while others had the same thing again and again.
///
/// A lane starves when, during one wait, others took what it waits for more than `fewest` times and more than twice as
/// often as there are lanes that use it: under any fair order it would have had its turn.
class Waits final : public Detector
{
public:
    OperationSet wantsAfter() const override { return OperationSet::all(); }
    void after(const Moment& moment) override;
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

private:
    struct Wait
    {
        LaneId lane = LaneId::none;
        ObjectId object = ObjectId::none;
        SourceId source = SourceId::none;
        Step begin = noStep;
        Step steps = 0;
        Nanoseconds time = 0;
        std::uint64_t overtaken = 0;
        bool isOpen = false;
    };
    struct Lane
    {
        ObjectId object = ObjectId::none; ///< what it waits for now
        SourceId source = SourceId::none;
        Step begin = noStep;
        Nanoseconds since = 0;
        std::uint64_t takings = 0; ///< of the object, when the wait began
    };
    struct Object
    {
        std::uint64_t takings = 0;
        std::vector<LaneId> users;
        Wait longest;
        Wait mostOvertaken;
    };

    void beginWait(const Moment& moment, Lane& lane);
    void endWait(LaneId id, Lane& lane, Step step, Nanoseconds time, bool isOpen);
    void addStarvation(const Conclusion& end, const Object& object, std::vector<Finding>& findings) const;
    void addLongest(const Conclusion& end, std::vector<Finding>& findings) const;

    std::vector<Lane> m_lanes;
    std::vector<Object> m_objects;
};

} // namespace interleave::analysis
