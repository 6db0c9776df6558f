#include "core/rules/dependence.h"

#include "core/rules/state.h"

namespace interleave::rules {
namespace {

using trace::ObjectKind;

struct Act
{
    const Request& request;
    KnownWay way;

    Operation operation() const { return request.operation; }
    bool is(Operation wanted) const { return request.operation == wanted; }
    bool went(Way wanted) const { return way == wanted; }
    /// Asked for a mutex and left it as it was. A Wake that timed out took it all the same.
    bool missedMutex() const
    {
        return (is(Operation::Lock) || is(Operation::TryLock)) && (went(Way::Failed) || went(Way::TimedOut));
    }
    bool mayTimeOut() const { return way ? way == Way::TimedOut : request.deadline != never; }
};

ObjectKind kindOf(const State& state, ObjectId id)
{
    return state.knows(id) ? state.object(id).kind : ObjectKind::Unknown;
}

bool isLaneKind(ObjectKind kind)
{
    return kind == ObjectKind::Thread || kind == ObjectKind::Process || kind == ObjectKind::Task;
}

LaneId carrierOf(const State& state, LaneId id)
{
    if (!state.knows(id))
        return id;
    const trace::Lane& facts = state.lane(id).facts;
    return facts.kind == trace::LaneKind::Task && state.knows(facts.home) ? facts.home : id;
}

/// The process that an Exit or a Kill ends.
std::optional<std::uint32_t> endedProcess(const State& state, const Request& request)
{
    LaneId lane = LaneId::none;
    if (request.operation == Operation::Exit)
        lane = request.lane;
    else if (request.operation == Operation::Kill && state.knows(request.object))
        lane = state.object(request.object).lane;
    if (!state.knows(lane))
        return std::nullopt;
    return state.lane(lane).facts.process;
}

bool isLaneOf(const State& state, LaneId lane, std::uint32_t process)
{
    return state.knows(lane) && state.lane(lane).facts.process == process;
}

/// The lane on which an operation works from outside.
LaneId targetOf(const State& state, const Request& request)
{
    if (!state.knows(request.object) || !isLaneKind(state.object(request.object).kind))
        return LaneId::none;
    return state.object(request.object).lane;
}

bool endsProcessOf(const State& state, const Act& ending, const Act& other)
{
    const auto process = endedProcess(state, ending.request);
    if (!process)
        return false;
    return isLaneOf(state, other.request.lane, *process) || isLaneOf(state, targetOf(state, other.request), *process)
           || kindOf(state, other.request.object) == ObjectKind::Pipe;
}

/// The loop whose queue of ready tasks an operation may change, besides its own object.
ObjectId loopTouched(const State& state, const Request& request)
{
    if (!state.knows(request.object))
        return ObjectId::none;
    const ObjectEntry& entry = state.object(request.object);
    const bool isFuture = entry.kind == ObjectKind::Future || entry.kind == ObjectKind::Task;
    const bool schedules = request.operation == Operation::Resolve || request.operation == Operation::Cancel
                           || request.operation == Operation::Start;
    if (entry.kind == ObjectKind::Loop)
        return request.object;
    return isFuture && schedules ? entry.related : ObjectId::none;
}

bool isWritingSide(Operation operation)
{
    return operation == Operation::Lock || operation == Operation::TryLock || operation == Operation::Unlock;
}

bool isNotification(Operation operation)
{
    return operation == Operation::NotifyOne || operation == Operation::NotifyAll;
}

bool writes(const Act& act)
{
    return !act.is(Operation::Read) && !(act.is(Operation::CompareExchange) && act.went(Way::Failed));
}

bool onCondition(const Act& a, const Act& b)
{
    if (a.is(Operation::Wake) || b.is(Operation::Wake))
        return isNotification(a.operation()) || isNotification(b.operation());
    return true;
}

bool onEvent(const EventFlagRules* event, const Act& a, const Act& b)
{
    if (event != nullptr && event->resetsItself)
        return !(a.is(Operation::IsSet) && b.is(Operation::IsSet));
    const auto changes = [](const Act& act) { return act.is(Operation::Set) || act.is(Operation::Clear); };
    if (a.is(Operation::Wake) || b.is(Operation::Wake))
        return a.is(Operation::Set) || b.is(Operation::Set);
    return changes(a) || changes(b);
}

bool onLatch(const LatchRules* latch, const Act& a, const Act& b)
{
    if (a.is(Operation::AwaitZero) && b.is(Operation::AwaitZero))
        return false;
    if (!a.is(Operation::CountDown) || !b.is(Operation::CountDown))
        return true;
    if (latch != nullptr && latch->isOrdered)
        return true;
    if (a.way && b.way)
        return a.went(Way::Misuse) || b.went(Way::Misuse);
    return latch == nullptr || latch->count < a.request.argument + b.request.argument;
}

bool onBarrier(const BarrierRules* barrier, const Act& a, const Act& b)
{
    if (barrier != nullptr && barrier->isOrdered)
        return true;
    const auto breaks = [](const Act& act) { return act.is(Operation::Pass) && act.mayTimeOut(); };
    if (breaks(a) || breaks(b))
        return true;
    return a.operation() != b.operation();
}

bool onQueue(const Act& a, const Act& b)
{
    const auto counts = [](const Act& act) { return act.is(Operation::AwaitDone) || act.is(Operation::TaskDone); };
    const auto puts = [](const Act& act) { return act.is(Operation::Put) || act.is(Operation::TryPut); };
    if (counts(a) && counts(b))
        return a.is(Operation::TaskDone) || b.is(Operation::TaskDone);
    if (counts(a) || counts(b))
        return puts(a) || puts(b);
    return !(a.is(Operation::Size) && b.is(Operation::Size));
}

bool onLane(const Act& a, const Act& b)
{
    return !(a.is(Operation::Join) && b.is(Operation::Join));
}

/// Two operations of different lanes on one object.
bool onObject(const State& state, ObjectId object, const Act& a, const Act& b)
{
    switch (kindOf(state, object)) {
    case ObjectKind::Variable: return writes(a) || writes(b);
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex: return !(a.missedMutex() && b.missedMutex());
    case ObjectKind::SharedMutex: return isWritingSide(a.operation()) || isWritingSide(b.operation());
    case ObjectKind::Condition: return onCondition(a, b);
    case ObjectKind::Semaphore: return !(a.is(Operation::Size) && b.is(Operation::Size));
    case ObjectKind::Event: return onEvent(state.findRules<EventFlagRules>(object), a, b);
    case ObjectKind::Latch: return onLatch(state.findRules<LatchRules>(object), a, b);
    case ObjectKind::Barrier: return onBarrier(state.findRules<BarrierRules>(object), a, b);
    case ObjectKind::Queue: return onQueue(a, b);
    case ObjectKind::Thread:
    case ObjectKind::Process: return onLane(a, b);
    default: return true;
    }
}

bool isAlone(Operation operation)
{
    return operation == Operation::Sleep || operation == Operation::Yield || operation == Operation::Note;
}

bool shareSpuriousBudget(const State& state, const Act& a, const Act& b)
{
    if (!a.is(Operation::Wake) || !b.is(Operation::Wake) || state.options().spuriousWakeUps == 0)
        return false;
    return (!a.way || a.went(Way::Spurious)) && (!b.way || b.went(Way::Spurious));
}

} // namespace

bool dependent(const State& state, const Request& a, const Request& b, KnownWay wayOfA, KnownWay wayOfB)
{
    if (a.lane == b.lane || carrierOf(state, a.lane) == carrierOf(state, b.lane))
        return true;
    const Act first{a, wayOfA};
    const Act second{b, wayOfB};
    if (endsProcessOf(state, first, second) || endsProcessOf(state, second, first))
        return true;
    if (targetOf(state, a) == b.lane || targetOf(state, b) == a.lane)
        return true;
    if (isAlone(a.operation) || isAlone(b.operation))
        return false;
    if (shareSpuriousBudget(state, first, second))
        return true;
    if (!isNone(a.object) && a.object == b.object && onObject(state, a.object, first, second))
        return true;
    // The mutex of a condition wait.
    if (!isNone(a.other) && (a.other == b.object || a.other == b.other) && onObject(state, a.other, first, second))
        return true;
    if (!isNone(b.other) && b.other == a.object && onObject(state, b.other, first, second))
        return true;
    const ObjectId loop = loopTouched(state, a);
    return !isNone(loop) && loop == loopTouched(state, b);
}

} // namespace interleave::rules
