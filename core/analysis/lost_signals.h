#pragma once

#include "core/analysis/detector.h"

#include <vector>

namespace interleave::analysis {

/// Signals that came too early for the lane that now waits for them for ever.
///
/// Lost wake-up: a notification that nobody waited for, and later a wait on that condition that never ends. Missed pulse: an
/// event set and cleared again while a lane, already begun, had not come to wait for it, and never goes on.
class LostSignals final : public Detector
{
public:
    OperationSet wantsAfter() const override;
    void after(const Moment& moment) override;
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

private:
    struct Signal
    {
        Step step = noStep;
        LaneId lane = LaneId::none;
        SourceId source = SourceId::none;
    };
    struct Object
    {
        Signal lost; ///< the latest notification that woke nobody
        Signal set;  ///< the latest Set
        Signal pulse; ///< the latest Set that was followed by a Clear
        Step cleared = noStep;
        std::uint64_t count = 0; ///< notifications that woke nobody, pulses
    };

    void addWakeUp(const Conclusion& end, LaneId lane, std::vector<Finding>& findings) const;
    void addPulse(const Conclusion& end, LaneId lane, std::vector<Finding>& findings) const;

    std::vector<Object> m_objects;
    std::vector<Step> m_begins; ///< by lane, plus 1; 0 before it has begun
    std::vector<Step> m_waits;  ///< by lane: its latest Wait or AwaitSet
};

} // namespace interleave::analysis
