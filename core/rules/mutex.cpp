#include "core/rules/mutex.h"

#include "core/rules/state.h"

#include <utility>

namespace interleave::rules {

MutexRules::MutexRules(const trace::Object& facts) : recursive(facts.kind == trace::ObjectKind::RecursiveMutex) {}

bool MutexRules::isFreeFor(LaneId lane) const
{
    return isNone(owner) || (recursive && owner == lane);
}

void MutexRules::alternatives(const State&, const Request& request, AlternativeList& into) const
{
    switch (request.operation) {
    case Operation::Lock:
        if (isFreeFor(request.lane))
            into.add({});
        else if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
        break;
    case Operation::TryLock: into.add({.way = isFreeFor(request.lane) ? Way::Success : Way::Failed}); break;
    case Operation::Unlock: into.add({.way = owner == request.lane ? Way::Success : Way::Misuse}); break;
    default: break;
    }
}

std::int64_t MutexRules::apply(State& state, const Request& request, Alternative alternative)
{
    if (alternative.way == Way::Success) {
        if (request.operation == Operation::Unlock) {
            if (--depth == 0)
                giveUp(state);
        } else {
            take(state, request.lane);
        }
    }
    return request.argument;
}

void MutexRules::take(State& state, LaneId lane)
{
    if (depth++ == 0)
        ++state.lane(lane).held;
    owner = lane;
}

std::uint32_t MutexRules::giveUp(State& state)
{
    if (!isNone(owner) && state.knows(owner))
        --state.lane(owner).held;
    owner = LaneId::none;
    return std::exchange(depth, 0);
}

void MutexRules::takeBack(State& state, LaneId lane, std::uint32_t levels)
{
    take(state, lane);
    depth = levels == 0 ? 1 : levels;
}

Hope MutexRules::hope(const State&, const Request&) const
{
    return {Hope::Kind::Owners, {owner}};
}

} // namespace interleave::rules
