#include "core/rules/state.h"

#include "core/base/check.h"

#include <algorithm>

namespace interleave::rules {
namespace {

using trace::ObjectKind;

/// Asks the rules of an object; `fallback` speaks for objects without rules of their own.
template <typename Answer, typename Ask>
Answer askObject(const ObjectEntry* entry, Ask ask, Answer fallback)
{
    if (entry == nullptr)
        return fallback;
    return std::visit(
        [&](const auto& rules) -> Answer {
            if constexpr (std::is_same_v<std::decay_t<decltype(rules)>, NoRules>)
                return fallback;
            else
                return ask(rules);
        },
        entry->rules);
}

/// Operations on lanes and of lanes alone; the others are ruled by their object.
bool concernsLanes(Operation operation)
{
    return operation >= Operation::Start && operation <= Operation::Outcome;
}

/// How an operation takes part in the times of its object, where lanes have clocks of their own. Operations that
/// commute must not see each other's times, or their order would show after all.
enum class ClockFlow {
    Ordered, ///< takes all times, and gives its own to everybody
    Reads,   ///< takes the times of those that are Ordered
    Gives,   ///< takes nothing; gives its time to those that are Ordered or Gather
    Gathers, ///< takes all times, gives none
};

ClockFlow clockFlow(const ObjectEntry& object, Operation operation, Way way)
{
    switch (operation) {
    case Operation::Read:
    case Operation::Size:
    case Operation::IsSet:
    case Operation::AwaitDone:
    case Operation::LockShared:
    case Operation::TryLockShared: return ClockFlow::Reads;
    case Operation::Lock:
    case Operation::TryLock:
    case Operation::CompareExchange:
        return way == Way::Failed || way == Way::TimedOut ? ClockFlow::Reads : ClockFlow::Ordered;
    case Operation::AwaitSet:
    case Operation::Wake: {
        const auto* event = std::get_if<EventFlagRules>(&object.rules);
        return event != nullptr && !event->resetsItself ? ClockFlow::Reads : ClockFlow::Ordered;
    }
    case Operation::UnlockShared:
    case Operation::CountDown:
    case Operation::Arrive: return ClockFlow::Gives;
    case Operation::AwaitZero:
    case Operation::Pass: return way == Way::Success ? ClockFlow::Gathers : ClockFlow::Ordered;
    default: return ClockFlow::Ordered;
    }
}

void merge(Nanoseconds& lane, ObjectEntry& object, ClockFlow flow)
{
    if (flow != ClockFlow::Gives)
        lane = std::max(lane, object.clock);
    if (flow == ClockFlow::Ordered || flow == ClockFlow::Gathers)
        lane = std::max(lane, object.sharedClock);
    if (flow == ClockFlow::Ordered)
        object.clock = lane;
    if (flow == ClockFlow::Gives)
        object.sharedClock = std::max(object.sharedClock, lane);
}

} // namespace

ObjectRules makeRules(const trace::Object& facts)
{
    switch (facts.kind) {
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex: return MutexRules(facts);
    case ObjectKind::SharedMutex: return SharedMutexRules(facts);
    case ObjectKind::Condition: return ConditionRules(facts);
    case ObjectKind::Semaphore: return SemaphoreRules(facts);
    case ObjectKind::Event: return EventFlagRules(facts);
    case ObjectKind::Latch: return LatchRules(facts);
    case ObjectKind::Barrier: return BarrierRules(facts);
    case ObjectKind::Queue: return QueueRules(facts);
    case ObjectKind::Variable: return VariableRules(facts);
    case ObjectKind::Loop: return LoopRules(facts);
    case ObjectKind::Task:
    case ObjectKind::Future: return FutureRules(facts);
    case ObjectKind::Pipe: return PipeRules(facts);
    case ObjectKind::Once: return OnceRules(facts);
    case ObjectKind::Unknown:
    case ObjectKind::Process:
    case ObjectKind::Thread:
    case ObjectKind::Outcome: break;
    }
    return NoRules{};
}

void State::reset(Options options)
{
    m_options = options;
    m_lanes.clear();
    m_objects.clear();
    m_time = 0;
    m_spuriousWakeUps = 0;
    m_hasWritersFirst = false;
}

void State::addLane(LaneId id, const trace::Lane& facts)
{
    if (index(id) >= m_lanes.size())
        m_lanes.resize(index(id) + 1);
    LaneState& added = lane(id);
    added.facts = facts;
    added.isAdded = true;
    added.daemon = facts.daemon;
    // Nobody starts the first lane of a run.
    if (isNone(facts.creator))
        added.phase = LanePhase::Started;
    else if (knows(facts.creator))
        added.clock = lane(facts.creator).clock;
    if (knows(facts.object))
        object(facts.object).lane = id;
}

void State::addObject(ObjectId id, const trace::Object& facts)
{
    if (index(id) >= m_objects.size())
        m_objects.resize(index(id) + 1);
    ObjectEntry& added = object(id);
    added.kind = facts.kind;
    added.lane = facts.lane;
    added.related = facts.related;
    added.isAdded = true;
    added.rules = makeRules(facts);
    if (facts.kind == ObjectKind::SharedMutex)
        m_hasWritersFirst = m_hasWritersFirst || rulesOf<SharedMutexRules>(id).writersFirst;
    if (auto* pipe = std::get_if<PipeRules>(&added.rules)) {
        const std::uint32_t process = knows(facts.creator) ? lane(facts.creator).facts.process : 0;
        pipe->open(process, PipeRules::End::Receiving);
        pipe->open(process, PipeRules::End::Sending);
    }
}

void State::alternatives(const Request& request, AlternativeList& into) const
{
    if (!knows(request.lane))
        return;
    if (concernsLanes(request.operation)) {
        laneAlternatives(request, into);
        return;
    }
    askObject(
        knows(request.object) ? &object(request.object) : nullptr,
        [&](const auto& rules) {
            rules.alternatives(*this, request, into);
            return true;
        },
        false);
}

bool State::canMove(const Request& request) const
{
    AlternativeList list;
    alternatives(request, list);
    if (m_options.time == trace::TimeSetting::Ignored)
        return !list.empty();
    for (std::size_t i = 0; i < list.size(); ++i)
        if (!list[i].isTimed() || list[i].due <= m_time)
            return true;
    return false;
}

void State::block(const Request& request)
{
    standAt(request, LanePhase::Waiting);
}

void State::suspend(const Request& request)
{
    standAt(request, LanePhase::Suspended);
    passClockHome(request.lane);
}

// The tasks of a loop run one after the other: its thread is never earlier than what it ran.
void State::passClockHome(LaneId task)
{
    const LaneId home = lane(task).facts.home;
    if (knows(home))
        lane(home).clock = std::max(lane(home).clock, lane(task).clock);
}

void State::standAt(const Request& request, LanePhase phase)
{
    base::check(knows(request.lane), "a lane that waits is known");
    leaveWaiters(request.lane);
    LaneState& waiting = lane(request.lane);
    waiting.phase = phase;
    waiting.pending = request;
    if (knows(waiting.pending.object))
        object(waiting.pending.object).waiters.push_back(request.lane);
}

std::int64_t State::apply(const Request& request, Alternative alternative)
{
    base::check(knows(request.lane), "a lane that moves is known");
    leaveWaiters(request.lane);
    LaneState& moving = lane(request.lane);
    if (moving.isAlive())
        moving.phase = LanePhase::Active;
    // A time-out or a timer carries its own time; where time is ignored this is all that a lane knows of time.
    if (alternative.isTimed())
        moving.clock = std::max(moving.clock, alternative.due);
    if (concernsLanes(request.operation))
        return applyToLane(request, alternative);
    mergeClocks(request, alternative.way);
    if (!knows(request.object))
        return request.argument;
    return std::visit(
        [&](auto& rules) -> std::int64_t {
            if constexpr (std::is_same_v<std::decay_t<decltype(rules)>, NoRules>)
                return request.argument;
            else
                return rules.apply(*this, request, alternative);
        },
        object(request.object).rules);
}

void State::applyLocal(const trace::Event& event)
{
    switch (event.operation) {
    case Operation::Destroy:
        if (knows(event.object))
            object(event.object).isDestroyed = true;
        break;
    case Operation::Begin:
        // A task that is scheduled begins when its loop resumes it.
        if (knows(event.lane) && lane(event.lane).isAlive() && lane(event.lane).phase != LanePhase::Scheduled)
            lane(event.lane).phase = LanePhase::Active;
        break;
    case Operation::Fail:
        if (knows(event.lane))
            lane(event.lane).failed = true;
        break;
    case Operation::End:
        if (knows(event.lane) && lane(event.lane).isAlive())
            endLane(event.lane, LanePhase::Ended);
        break;
    case Operation::Clock: m_time = event.value; break;
    case Operation::Resume:
        if (knows(event.lane) && lane(event.lane).isAlive()) {
            LaneState& task = lane(event.lane);
            const bool wasScheduled = task.phase == LanePhase::Scheduled;
            leaveWaiters(event.lane);
            task.phase = LanePhase::Active;
            if (knows(task.facts.home))
                task.clock = std::max(task.clock, lane(task.facts.home).clock);
            if (LoopRules* loop = wasScheduled ? loopOf(event.lane) : nullptr)
                loop->resumed(event.lane);
        }
        break;
    case Operation::Callback:
        if (LoopRules* loop = findRules<LoopRules>(event.object))
            loop->ranCallback();
        break;
    default: break;
    }
}

Hope State::hope(LaneId id) const
{
    const Request& request = lane(id).pending;
    if (concernsLanes(request.operation))
        return laneHope(request);
    return askObject<Hope>(
        knows(request.object) ? &object(request.object) : nullptr,
        [&](const auto& rules) { return rules.hope(*this, request); }, Hope{});
}

Nanoseconds State::now(LaneId id) const
{
    return m_options.time == trace::TimeSetting::Ignored && knows(id) ? lane(id).clock : m_time;
}

void State::leaveWaiters(LaneId id)
{
    const LaneState& leaving = lane(id);
    if (leaving.phase != LanePhase::Waiting && leaving.phase != LanePhase::Suspended)
        return;
    if (knows(leaving.pending.object))
        std::erase(object(leaving.pending.object).waiters, id);
}

LoopRules* State::loopOf(LaneId task)
{
    const ObjectId self = knows(task) ? lane(task).facts.object : ObjectId::none;
    return knows(self) ? findRules<LoopRules>(object(self).related) : nullptr;
}

// Where time is ignored, a lane's clock follows causes: who sees a change is not earlier than who made it.
void State::mergeClocks(const Request& request, Way way)
{
    if (m_options.time != trace::TimeSetting::Ignored)
        return;
    Nanoseconds& clock = lane(request.lane).clock;
    if (knows(request.object))
        merge(clock, object(request.object), clockFlow(object(request.object), request.operation, way));
    // The mutex that a condition wait gives up or takes again.
    if (knows(request.other))
        merge(clock, object(request.other), ClockFlow::Ordered);
}

} // namespace interleave::rules
