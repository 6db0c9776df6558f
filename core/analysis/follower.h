#pragma once

#include "core/analysis/causes.h"
#include "core/analysis/hold_tracker.h"
#include "core/analysis/lane_tracker.h"
#include "core/analysis/segment.h"
#include "core/rules/observe.h"
#include "core/rules/state.h"
#include "core/trace/trace.h"

#include <optional>
#include <string>

namespace interleave::analysis {

/// What a follower tells, in the order of steps. Every member has an empty body: override what is needed.
class Sink
{
public:
    virtual ~Sink() = default;
    // Of one event, in this order.
    virtual void holdBegan(const Hold&) {}
    virtual void holdEnded(const Hold&) {}
    virtual void levelChanged(const Level&) {}
    virtual void segmentBegan(const Segment&) {}
    virtual void segmentEnded(const Segment&) {}
    /// The event itself, after it took effect on `state`.
    virtual void event(Step, const trace::Event&, const rules::State&) {}
    virtual void caused(const Cause&) {}
};

/// Goes through a trace once, event by event, with the rules, and tells a sink what follows from it: what lanes do, who
/// holds what, how full things are, what caused what. The memory it needs grows with lanes and objects, not with events.
///
/// Keeps references to the trace, which may grow, and to the sink.
class Follower
{
public:
    Follower(const trace::Trace& trace, Sink& sink);
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;

    /// Takes the next event; false when there is none yet.
    bool takeOne();
    /// Takes events up to `step` (exclusively) or the end of the trace.
    void takeUntil(Step step);
    /// The run is over: who ran in the last step does now what it did next. Segments that lie open stay open.
    void finish();

    Step step() const { return m_step; }
    const rules::State& state() const { return m_state; }
    std::vector<Segment> openSegments() const { return m_lanes.open(); }
    std::vector<Hold> openHolds() const { return m_holds.open(); }
    /// The first event that the rules did not allow, in words. It and later ones of this kind are read over.
    const std::optional<std::string>& complaint() const { return m_complaint; }

private:
    const trace::Trace& m_trace;
    Sink& m_sink;
    rules::State m_state;
    rules::Observer m_observer;
    HoldTracker m_holds;
    LaneTracker m_lanes;
    CauseTracker m_causes;
    Step m_step = 0;
    std::optional<std::string> m_complaint;
    std::vector<Hold> m_changedHolds;
    std::vector<Level> m_changedLevels;
    std::vector<Cause> m_newCauses;
};

} // namespace interleave::analysis
