#include "core/analysis/causes.h"

#include <algorithm>

namespace interleave::analysis {
namespace {

using rules::LanePhase;
using trace::Event;
using trace::Operation;
using trace::Way;

bool isPut(Operation operation)
{
    return operation == Operation::Put || operation == Operation::TryPut || operation == Operation::Send;
}

bool isGet(Operation operation)
{
    return operation == Operation::Get || operation == Operation::TryGet || operation == Operation::Receive;
}

bool mayScheduleTasks(Operation operation)
{
    return operation == Operation::Resolve || operation == Operation::Cancel || operation == Operation::End
           || operation == Operation::Select;
}

/// The mutex that a condition wait gives up.
ObjectId mutexOf(const Event& event, const rules::State& state)
{
    const auto id = static_cast<ObjectId>(static_cast<std::uint32_t>(event.value));
    return state.findRules<rules::ConditionRules>(event.object) != nullptr && state.knows(id) ? id : ObjectId::none;
}

bool isSuspended(const rules::State& state, LaneId lane)
{
    return state.knows(lane) && state.lane(lane).phase == LanePhase::Suspended;
}

} // namespace

CauseTracker::LaneFacts& CauseTracker::lane(LaneId id)
{
    if (index(id) >= m_lanes.size())
        m_lanes.resize(index(id) + 1);
    return m_lanes[index(id)];
}

CauseTracker::ObjectFacts& CauseTracker::object(ObjectId id)
{
    if (index(id) >= m_objects.size())
        m_objects.resize(index(id) + 1);
    return m_objects[index(id)];
}

void CauseTracker::before(const Event& event, const rules::State& state)
{
    m_suspended.clear();
    m_hadWaited = m_wasFull = m_wasEmpty = false;
    if (state.knows(event.lane)) {
        const rules::LaneState& acting = state.lane(event.lane);
        m_hadWaited = acting.phase == LanePhase::Waiting && acting.pending.operation == event.operation;
    }
    if (!state.knows(event.object))
        return;
    if (const auto* queue = state.findRules<rules::QueueRules>(event.object))
        m_wasFull = queue->bound > 0 && queue->count >= queue->bound;
    else if (const auto* pipe = state.findRules<rules::PipeRules>(event.object))
        m_wasFull = pipe->messages.size() >= pipe->capacity;
    else if (const auto* semaphore = state.findRules<rules::SemaphoreRules>(event.object))
        m_wasEmpty = semaphore->permits <= 0;
    if (!mayScheduleTasks(event.operation) || event.isBlocked())
        return;
    for (const LaneId waiter : state.object(event.object).waiters)
        if (isSuspended(state, waiter))
            m_suspended.push_back(waiter);
    if (isSuspended(state, state.object(event.object).lane))
        m_suspended.push_back(state.object(event.object).lane);
    if (const auto* loop = state.findRules<rules::LoopRules>(event.object))
        for (const auto& timer : loop->timers)
            m_suspended.push_back(timer.lane);
}

void CauseTracker::after(const Event& event, Step step, const rules::State& state, std::vector<Cause>& causes)
{
    if (event.isBlocked() || !state.knows(event.lane))
        return;
    explain(event, step, state, causes);
    noteLanes(event, step, state);
    noteWoken(event, step, state);
    noteScheduled(event, step, state);
    if (state.knows(event.object))
        noteObject(event, step, state);
}

void CauseTracker::noteLanes(const Event& event, Step step, const rules::State& state)
{
    switch (event.operation) {
    case Operation::Start:
        if (event.way() == Way::Success && state.knows(event.object) && state.knows(state.object(event.object).lane))
            lane(state.object(event.object).lane).started = step;
        break;
    case Operation::End: lane(event.lane).ended = step; break;
    case Operation::Exit:
    case Operation::Kill:
        for (std::size_t i = 0; i < state.laneCount(); ++i)
            if (!state.lane(LaneId(i)).isAlive() && lane(LaneId(i)).ended == noStep)
                lane(LaneId(i)).ended = step;
        break;
    default: break;
    }
}

void CauseTracker::noteWoken(const Event& event, Step step, const rules::State& state)
{
    const auto woken = [&](const auto& waiters, auto isWoken) {
        for (const auto& waiter : waiters)
            if (isWoken(waiter) && lane(waiter.lane).wokenBy == noStep)
                lane(waiter.lane).wokenBy = step;
    };
    if (event.operation == Operation::NotifyOne || event.operation == Operation::NotifyAll) {
        if (const auto* condition = state.findRules<rules::ConditionRules>(event.object))
            woken(condition->waiters, [](const auto& waiter) { return waiter.isSignalled; });
    } else if (event.operation == Operation::Set) {
        if (const auto* flag = state.findRules<rules::EventFlagRules>(event.object))
            woken(flag->waiters, [](const auto& waiter) { return waiter.isReleased; });
    } else if (event.operation == Operation::Wait || event.operation == Operation::AwaitSet
               || event.operation == Operation::Wake) {
        lane(event.lane).wokenBy = noStep;
    }
}

void CauseTracker::noteScheduled(const Event& event, Step step, const rules::State& state)
{
    for (const LaneId task : m_suspended) {
        if (!state.knows(task) || state.lane(task).phase != LanePhase::Scheduled)
            continue;
        lane(task).scheduledBy = step;
        lane(task).scheduledKind = event.operation == Operation::Select   ? CauseKind::Timer
                                   : event.operation == Operation::Cancel ? CauseKind::Cancel
                                                                          : CauseKind::Resolve;
    }
    if (event.operation == Operation::Resume)
        lane(event.lane).scheduledBy = noStep;
}

void CauseTracker::noteObject(const Event& event, Step step, const rules::State& state)
{
    ObjectFacts& facts = object(event.object);
    if (event.operation == Operation::End) {
        facts.enabledBy = step;
        return;
    }
    if (event.way() != Way::Success)
        return;
    if (isPut(event.operation) || event.operation == Operation::Post) {
        if (facts.things == nullptr)
            facts.things = std::make_unique<std::deque<Thing>>();
        facts.things->push_back({step, event.value});
        return;
    }
    if (isGet(event.operation) && m_wasFull)
        facts.roomBy = step;
    switch (event.operation) {
    case Operation::Unlock:
        if (const auto* mutex = state.findRules<rules::MutexRules>(event.object); mutex != nullptr && !isNone(mutex->owner))
            break;
        facts.enabledBy = step;
        break;
    case Operation::Release:
        if (m_wasEmpty)
            facts.enabledBy = step;
        break;
    case Operation::CountDown:
        if (const auto* latch = state.findRules<rules::LatchRules>(event.object); latch != nullptr && latch->count == 0)
            facts.enabledBy = step;
        break;
    case Operation::Arrive:
        if (const auto* barrier = state.findRules<rules::BarrierRules>(event.object);
            barrier != nullptr && barrier->phase > event.value)
            facts.enabledBy = step;
        break;
    case Operation::Wait:
        if (const ObjectId mutex = mutexOf(event, state); !isNone(mutex))
            object(mutex).enabledBy = step;
        break;
    case Operation::UnlockShared:
    case Operation::TaskDone:
    case Operation::Resolve:
    case Operation::LeaveOnce: facts.enabledBy = step; break;
    case Operation::Close:
    case Operation::CloseEnd: facts.closedBy = step; break;
    default: break;
    }
}

void CauseTracker::explain(const Event& event, Step step, const rules::State& state, std::vector<Cause>& causes)
{
    const auto by = [&](Step cause, CauseKind kind) {
        if (cause != noStep)
            causes.push_back({cause, step, kind, event.object});
    };
    if (event.operation == Operation::Begin) {
        by(lane(event.lane).started, CauseKind::Spawn);
        return;
    }
    if (event.operation == Operation::Resume) {
        by(lane(event.lane).scheduledBy, lane(event.lane).scheduledKind);
        return;
    }
    if (!state.knows(event.object))
        return;
    ObjectFacts& facts = object(event.object);
    if (event.way() == Way::Closed && m_hadWaited)
        by(facts.closedBy, CauseKind::Close);
    if (event.way() != Way::Success)
        return;
    if (isGet(event.operation))
        by(takeThing(event, state), event.operation == Operation::Receive ? CauseKind::Message : CauseKind::Item);
    switch (event.operation) {
    case Operation::Join:
        if (state.knows(state.object(event.object).lane))
            by(lane(state.object(event.object).lane).ended, CauseKind::Join);
        break;
    case Operation::Callback: by(takeThing(event, state), CauseKind::Call); break;
    case Operation::Wake: by(lane(event.lane).wokenBy, CauseKind::Signal); break;
    default: break;
    }
    if (!m_hadWaited)
        return;
    switch (event.operation) {
    case Operation::Lock:
    case Operation::LockShared: by(facts.enabledBy, CauseKind::HandOff); break;
    case Operation::Acquire: by(facts.enabledBy, CauseKind::Permit); break;
    case Operation::AwaitZero:
    case Operation::Pass:
    case Operation::AwaitDone:
    case Operation::EnterOnce: by(facts.enabledBy, CauseKind::Signal); break;
    case Operation::Await: by(facts.enabledBy, CauseKind::Resolve); break;
    case Operation::Put:
    case Operation::Send: by(facts.roomBy, CauseKind::Room); break;
    default: break;
    }
}

Step CauseTracker::takeThing(const Event& event, const rules::State&)
{
    std::deque<Thing>* things = object(event.object).things.get();
    if (things == nullptr || things->empty())
        return noStep;
    auto place = things->begin();
    if (isGet(event.operation))
        place = std::find_if(things->begin(), things->end(), [&](const Thing& thing) { return thing.value == event.value; });
    if (place == things->end())
        return noStep;
    const Step step = place->step;
    things->erase(place);
    return step;
}

} // namespace interleave::analysis
