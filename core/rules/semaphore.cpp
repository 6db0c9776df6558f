#include "core/rules/semaphore.h"

#include "core/rules/state.h"

namespace interleave::rules {

SemaphoreRules::SemaphoreRules(const trace::Object& facts)
    : permits(facts.initial)
    , bound(facts.bound)
    , isBounded(facts.policy == 1)
{}

void SemaphoreRules::alternatives(const State&, const Request& request, AlternativeList& into) const
{
    switch (request.operation) {
    case Operation::Acquire:
        if (permits > 0)
            into.add({});
        else if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
        break;
    case Operation::TryAcquire: into.add({.way = permits > 0 ? Way::Success : Way::Failed}); break;
    case Operation::Release: {
        const bool isTooMuch = request.argument < 0 || (isBounded && request.argument > bound - permits);
        into.add({.way = isTooMuch ? Way::Misuse : Way::Success});
        break;
    }
    case Operation::Size: into.add({}); break;
    default: break;
    }
}

std::int64_t SemaphoreRules::apply(State&, const Request& request, Alternative alternative)
{
    if (alternative.way != Way::Success)
        return request.argument;
    switch (request.operation) {
    case Operation::Acquire:
    case Operation::TryAcquire: --permits; break;
    case Operation::Release: permits += request.argument; break;
    case Operation::Size: return permits;
    default: break;
    }
    return request.argument;
}

Hope SemaphoreRules::hope(const State&, const Request&) const
{
    return {};
}

} // namespace interleave::rules
