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

bool onlyReads(Operation operation)
{
    switch (operation) {
    case Operation::Read:
    case Operation::Size:
    case Operation::IsSet:
    case Operation::AwaitSet:
    case Operation::AwaitZero:
        return true;
    default:
        return false;
    }
}

} // namespace

ObjectRules makeRules(const trace::Object& facts)
{
    switch (facts.kind) {
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex:
        return MutexRules(facts);
    case ObjectKind::SharedMutex:
        return SharedMutexRules(facts);
    case ObjectKind::Condition:
        return ConditionRules(facts);
    case ObjectKind::Semaphore:
        return SemaphoreRules(facts);
    case ObjectKind::Event:
        return EventFlagRules(facts);
    case ObjectKind::Latch:
        return LatchRules(facts);
    case ObjectKind::Barrier:
        return BarrierRules(facts);
    case ObjectKind::Queue:
        return QueueRules(facts);
    case ObjectKind::Variable:
        return VariableRules(facts);
    case ObjectKind::Loop:
        return LoopRules(facts);
    case ObjectKind::Task:
    case ObjectKind::Future:
        return FutureRules(facts);
    case ObjectKind::Pipe:
        return PipeRules(facts);
    case ObjectKind::Once:
        return OnceRules(facts);
    case ObjectKind::Unknown:
    case ObjectKind::Process:
    case ObjectKind::Thread:
    case ObjectKind::Outcome:
        break;
    }
    return NoRules{};
}

void State::addLane(LaneId id, const trace::Lane& facts)
{
    if (index(id) >= m_lanes.size())
        m_lanes.resize(index(id) + 1);
    LaneState& added = lane(id);
    added.facts = facts;
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
    added.rules = makeRules(facts);
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
    for (std::size_t i = 0; i < list.size(); ++i)
        if (!list[i].isTimed() || list[i].due <= m_time)
            return true;
    return false;
}

void State::block(const Request& request)
{
    base::check(knows(request.lane), "a lane that blocks is known");
    leaveWaiters(request.lane);
    LaneState& waiting = lane(request.lane);
    waiting.phase = LanePhase::Waiting;
    waiting.pending = request;
    if (knows(request.object))
        object(request.object).waiters.push_back(request.lane);
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
    mergeClocks(request);
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
        if (knows(event.lane) && lane(event.lane).isAlive())
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
    case Operation::Clock:
        m_time = event.value;
        break;
    case Operation::Resume:
        if (knows(event.lane) && lane(event.lane).isAlive()) {
            lane(event.lane).phase = LanePhase::Active;
            if (knows(event.object))
                if (LoopRules* loop = findRules<LoopRules>(object(event.object).related))
                    loop->resumed(event.lane);
        }
        break;
    case Operation::Callback:
        if (LoopRules* loop = findRules<LoopRules>(event.object))
            loop->ranCallback();
        break;
    default:
        break;
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

// Where time is ignored, a lane's clock follows causes: who sees a change is not earlier than who made it.
void State::mergeClocks(const Request& request)
{
    if (!knows(request.object))
        return;
    LaneState& actor = lane(request.lane);
    ObjectEntry& entry = object(request.object);
    actor.clock = std::max(actor.clock, entry.clock);
    if (!onlyReads(request.operation))
        entry.clock = actor.clock;
}

} // namespace interleave::rules
