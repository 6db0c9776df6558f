#pragma once

#include "core/analysis/detector.h"

namespace interleave::analysis {

/// Who can never move again: DEADLOCK, a ring among some while others go on, HANG.
///
/// Whether somebody is stuck is asked of the rules; this finds the events that show it. A ring is looked for behind the
/// last event and before each event that ends a process, after which its lanes no longer wait.
class Endings final : public Detector
{
public:
    OperationSet wantsBefore() const override { return {trace::Operation::Exit, trace::Operation::Kill}; }
    OperationSet wantsAfter() const override;
    void before(const Moment& moment) override;
    void after(const Moment& moment) override;
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

private:
    struct Ring
    {
        std::vector<LaneId> lanes;
        std::vector<ObjectId> objects;
        std::string sentence;
        std::vector<Step> steps;
        std::vector<SourceId> sources;
    };

    Ring ringOf(const trace::Trace& trace, const rules::State& state, const rules::Stuck& stuck) const;
    void addStep(Ring& ring, LaneId lane) const;
    void addHang(const Conclusion& end, std::vector<Finding>& findings) const;

    std::vector<Step> m_waitsSince; ///< by lane: the latest event with which it began to wait
    std::vector<Ring> m_rings;      ///< of lanes that were ended with their process
};

} // namespace interleave::analysis
