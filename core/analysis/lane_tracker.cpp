#include "core/analysis/lane_tracker.h"

#include "core/analysis/waiting.h"

#include <algorithm>

namespace interleave::analysis {
namespace {

using rules::LanePhase;
using trace::Operation;

/// Events that end lanes other than the one whose event it is.
bool endsOthers(Operation operation)
{
    return operation == Operation::Exit || operation == Operation::Kill;
}

} // namespace

LaneTracker::LaneTracker(const trace::Trace& trace, const HoldTracker& holds, Report report)
    : m_trace(trace)
    , m_holds(holds)
    , m_report(std::move(report))
{}

void LaneTracker::before(const trace::Event& event, const rules::State& state)
{
    m_touched.clear();
    if (!state.knows(event.object))
        return;
    const rules::ObjectEntry& object = state.object(event.object);
    m_touched = object.waiters;
    if (const auto* loop = state.findRules<rules::LoopRules>(event.object);
        loop != nullptr && event.operation == Operation::Select)
        for (const auto& timer : loop->timers)
            m_touched.push_back(timer.lane);
}

void LaneTracker::after(const trace::Event& event, Step step, const rules::State& state)
{
    if (m_open.size() < state.laneCount())
        m_open.resize(state.laneCount());
    const bool runs = isControlled() && !event.isBlocked() && state.knows(event.lane);
    const LaneId carrier = runs ? state.lane(event.lane).facts.home : LaneId::none;
    for (const LaneId previous : {m_runner, m_carrier})
        if (state.knows(previous) && !(runs && (previous == event.lane || previous == carrier)))
            settle(previous, step, state);
    m_runner = m_carrier = LaneId::none;
    if (runs) {
        run(event.lane, step, state);
        if (state.knows(carrier))
            run(carrier, step, state);
        m_runner = event.lane;
        m_carrier = carrier;
    } else if (state.knows(event.lane)) {
        settle(event.lane, step, state);
    }

    // The object may be new: only now it is known whose it is.
    if (state.knows(event.object))
        m_touched.push_back(state.object(event.object).lane);
    for (const LaneId touched : m_touched)
        if (state.knows(touched) && touched != m_runner && touched != m_carrier)
            settle(touched, step, state);
    if (endsOthers(event.operation))
        settleAll(step, state);
    else if (isControlled())
        settleStanding(event, step, state);
}

// A lane that stands may become ready by what happens elsewhere: time, the mutex of its condition, the end of a thread
// that the end of its process waits for.
void LaneTracker::settleStanding(const trace::Event& event, Step step, const rules::State& state)
{
    const bool endsThread = event.operation == Operation::End && state.knows(event.lane)
                            && state.lane(event.lane).facts.kind != trace::LaneKind::Task;
    const std::vector<LaneId> standing = m_standing;
    for (const LaneId lane : standing) {
        const bool wakes = state.lane(lane).pending.operation == Operation::Wake;
        if ((wakes || endsThread || event.operation == Operation::Clock) && lane != m_runner && lane != m_carrier)
            settle(lane, step, state);
    }
}

void LaneTracker::finish(Step size, const rules::State& state)
{
    for (const LaneId lane : {m_runner, m_carrier})
        if (state.knows(lane))
            settle(lane, size, state);
    m_runner = m_carrier = LaneId::none;
}

Segment LaneTracker::describe(LaneId id, const rules::State& state) const
{
    const rules::LaneState& lane = state.lane(id);
    Segment segment{.lane = id};
    switch (lane.phase) {
    case LanePhase::New: segment.lane = LaneId::none; break;
    case LanePhase::Started:
    case LanePhase::Scheduled: break;
    case LanePhase::Active: segment.status = isControlled() ? LaneStatus::Ready : LaneStatus::Running; break;
    case LanePhase::Ended:
        segment.status = LaneStatus::Ended;
        segment.hasFailed = lane.failed;
        break;
    case LanePhase::Killed: segment.status = LaneStatus::Killed; break;
    case LanePhase::Waiting:
    case LanePhase::Suspended: {
        // A native wait that could end has not ended yet: only the gate knows who is ready.
        if (lane.phase == LanePhase::Waiting && isControlled() && couldMove(state, lane.pending))
            break;
        const Lack lack = lackOf(state, lane.pending, lane.phase);
        segment.status = lack.status;
        segment.operation = lane.pending.operation;
        segment.object = lack.object;
        segment.holder = lack.holder;
        segment.holderSince = isNone(lack.object) ? noStep : m_holds.heldSince(lack.object);
        segment.source = lane.pending.source;
        break;
    }
    }
    return segment;
}

void LaneTracker::settle(LaneId lane, Step step, const rules::State& state)
{
    change(lane, describe(lane, state), step, state);
    const bool stands = state.lane(lane).phase == LanePhase::Waiting;
    const auto place = std::find(m_standing.begin(), m_standing.end(), lane);
    if (stands && place == m_standing.end())
        m_standing.push_back(lane);
    else if (!stands && place != m_standing.end())
        m_standing.erase(place);
}

void LaneTracker::settleAll(Step step, const rules::State& state)
{
    for (std::size_t i = 0; i < m_open.size(); ++i)
        if (LaneId(i) != m_runner && LaneId(i) != m_carrier)
            settle(LaneId(i), step, state);
}

void LaneTracker::run(LaneId lane, Step step, const rules::State& state)
{
    std::erase(m_standing, lane);
    change(lane, {.lane = lane, .status = LaneStatus::Running}, step, state);
}

void LaneTracker::change(LaneId lane, const Segment& now, Step step, const rules::State& state)
{
    Segment& open = m_open[index(lane)];
    if (open.lane == now.lane && open.status == now.status && open.operation == now.operation
        && open.object == now.object)
        return;
    close(lane, step, state);
    open = now;
    if (isNone(now.lane))
        return;
    open.begin = step;
    open.beginTime = timeAt(step, state);
    m_report(open);
}

void LaneTracker::close(LaneId lane, Step step, const rules::State& state)
{
    Segment& open = m_open[index(lane)];
    if (isNone(open.lane))
        return;
    open.end = step;
    open.endTime = timeAt(step, state);
    m_report(open);
    open = {};
}

Nanoseconds LaneTracker::timeAt(Step step, const rules::State& state) const
{
    if (isControlled())
        return state.time();
    return step < m_trace.size() ? m_trace.timeAt(step) : m_trace.size() == 0 ? 0 : m_trace.timeAt(m_trace.size() - 1);
}

std::vector<Segment> LaneTracker::open() const
{
    std::vector<Segment> segments;
    for (const Segment& segment : m_open)
        if (!isNone(segment.lane))
            segments.push_back(segment);
    return segments;
}

} // namespace interleave::analysis
