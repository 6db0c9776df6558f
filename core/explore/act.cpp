#include "core/explore/act.h"

#include <algorithm>

namespace interleave::explore {

using rules::Operation;
using rules::Way;
using trace::ObjectKind;

namespace {

bool hasRulesOfItsOwn(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex:
    case ObjectKind::SharedMutex:
    case ObjectKind::Semaphore:
    case ObjectKind::Event:
    case ObjectKind::Latch:
    case ObjectKind::Barrier:
    case ObjectKind::Queue:
    case ObjectKind::Variable:
    case ObjectKind::Outcome:
    case ObjectKind::Once: return true;
    default: return false;
    }
}

bool isAlone(Operation operation)
{
    return operation == Operation::Sleep || operation == Operation::Yield || operation == Operation::Note;
}

bool writes(const Act& act)
{
    return act.request.operation != Operation::Read
           && !(act.request.operation == Operation::CompareExchange && act.effect == Way::Failed);
}

bool missed(const Act& act)
{
    return (act.request.operation == Operation::Lock || act.request.operation == Operation::TryLock)
           && (act.effect == Way::Failed || act.effect == Way::TimedOut);
}

bool announces(const Act& act, ObjectId object)
{
    return !isNone(object) && (act.announced[0] == object || act.announced[1] == object);
}

bool hasAnnounced(const Act& act)
{
    return !isNone(act.announced[0]);
}

} // namespace

Act makeAct(const rules::State& facts, const rules::Request& request, const rules::Alternative& alternative)
{
    Act act;
    act.request = request;
    act.alternative = alternative;
    act.carrier = request.lane;
    if (facts.knows(request.lane)) {
        const trace::Lane& lane = facts.lane(request.lane).facts;
        if (lane.kind == trace::LaneKind::Task && facts.knows(lane.home))
            act.carrier = lane.home;
    }
    if (facts.knows(request.object))
        act.kind = facts.object(request.object).kind;
    const bool isOnLanes = request.operation >= Operation::Start && request.operation < Operation::Outcome;
    act.isPlain = !isOnLanes && isNone(request.other) && request.operation != Operation::Wake && hasRulesOfItsOwn(act.kind);
    return act;
}

bool dependent(const rules::State& facts, const Act& a, const Act& b)
{
    if (a.carrier == b.carrier)
        return true;
    if (hasAnnounced(a) && announces(a, b.request.object))
        return true;
    if (hasAnnounced(b) && announces(b, a.request.object))
        return true;
    if (a.isPlain && b.isPlain) {
        if (a.request.object != b.request.object)
            return false;
        if (a.kind == ObjectKind::Variable)
            return writes(a) || writes(b);
        if (a.kind == ObjectKind::Mutex)
            return !(missed(a) && missed(b));
    } else if ((a.isPlain && isAlone(b.request.operation)) || (b.isPlain && isAlone(a.request.operation))) {
        return false;
    }
    return rules::dependent(facts, a.request, b.request, a.effect, b.effect);
}

bool dominates(const Act& act)
{
    switch (act.kind) {
    case ObjectKind::Variable: return writes(act);
    case ObjectKind::Mutex: return act.isPlain && !missed(act);
    case ObjectKind::Outcome: return true;
    default: return false;
    }
}

Keys keysOf(const rules::State& facts, const Act& act)
{
    Keys keys;
    keys.fill(ObjectId::none);
    std::size_t count = 0;
    const auto add = [&](ObjectId object) {
        if (!isNone(object) && std::find(keys.begin(), keys.begin() + count, object) == keys.begin() + count)
            keys[count++] = object;
    };
    add(act.request.object);
    add(act.request.other);
    // The loop whose queue of ready tasks the act may fill.
    const bool fills = act.request.operation == Operation::Resolve || act.request.operation == Operation::Cancel
                       || act.request.operation == Operation::Start;
    if (fills && (act.kind == ObjectKind::Future || act.kind == ObjectKind::Task))
        add(facts.object(act.request.object).related);
    add(act.announced[0]);
    add(act.announced[1]);
    return keys;
}

LaneId targetOf(const rules::State& facts, const Act& act)
{
    const bool isOnLane =
        act.kind == ObjectKind::Thread || act.kind == ObjectKind::Process || act.kind == ObjectKind::Task;
    return isOnLane ? facts.object(act.request.object).lane : LaneId::none;
}

} // namespace interleave::explore
