#pragma once

#include "core/analysis/hold_tracker.h"
#include "core/analysis/segment.h"
#include "core/rules/state.h"
#include "core/trace/trace.h"

#include <functional>
#include <vector>

namespace interleave::analysis {

/// Follows what every lane is doing.
///
/// In Live runs a lane that is not waiting runs. In Controlled runs it runs in the steps of its own events (and so does
/// the thread that carries it), and is ready in all others; who waits for what has become free is ready too.
class LaneTracker
{
public:
    /// Called for each segment that begins (its end is noStep) and again when it has ended.
    using Report = std::function<void(const Segment&)>;

    LaneTracker(const trace::Trace& trace, const HoldTracker& holds, Report report);

    /// Before and after each event is taken into the state, in the order of steps.
    void before(const trace::Event& event, const rules::State& state);
    void after(const trace::Event& event, Step step, const rules::State& state);
    /// Behind the last event: whoever ran in it does now what it did next.
    void finish(Step size, const rules::State& state);

    /// Segments that have not ended, by lane.
    std::vector<Segment> open() const;

private:
    bool isControlled() const { return m_trace.info().mode == trace::Mode::Controlled; }
    Segment describe(LaneId lane, const rules::State& state) const;
    void settle(LaneId lane, Step step, const rules::State& state);
    void settleStanding(const trace::Event& event, Step step, const rules::State& state);
    void settleAll(Step step, const rules::State& state);
    void run(LaneId lane, Step step, const rules::State& state);
    void change(LaneId lane, const Segment& now, Step step, const rules::State& state);
    void close(LaneId lane, Step step, const rules::State& state);
    Nanoseconds timeAt(Step step, const rules::State& state) const;

    const trace::Trace& m_trace;
    const HoldTracker& m_holds;
    Report m_report;
    std::vector<Segment> m_open; ///< by lane; of no lane while it has none
    std::vector<LaneId> m_touched;
    std::vector<LaneId> m_standing; ///< who waits, but for tasks that gave their loop back
    LaneId m_runner = LaneId::none;  ///< Controlled: whose event was the last
    LaneId m_carrier = LaneId::none; ///< and the thread that carries it, when it is a task
};

} // namespace interleave::analysis
