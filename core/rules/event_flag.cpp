#include "core/rules/event_flag.h"

#include "core/rules/state.h"

namespace interleave::rules {

EventFlagRules::EventFlagRules(const trace::Object& facts) : isSet(facts.initial != 0), resetsItself(facts.policy == 1)
{}

const EventFlagRules::Waiter* EventFlagRules::waiter(LaneId lane) const
{
    for (const Waiter& waiter : waiters)
        if (waiter.lane == lane)
            return &waiter;
    return nullptr;
}

void EventFlagRules::alternatives(const State&, const Request& request, AlternativeList& into) const
{
    switch (request.operation) {
    case Operation::AwaitSet: into.add({.way = isSet ? Way::Success : Way::Suspended}); break;
    case Operation::Wake: {
        const Waiter* waiting = waiter(request.lane);
        if (waiting == nullptr)
            break;
        if (waiting->isReleased)
            into.add({});
        else if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
        break;
    }
    case Operation::Set:
    case Operation::Clear:
    case Operation::IsSet: into.add({}); break;
    default: break;
    }
}

std::int64_t EventFlagRules::apply(State& state, const Request& request, Alternative alternative)
{
    switch (request.operation) {
    case Operation::AwaitSet: {
        if (alternative.way == Way::Success) {
            isSet = isSet && !resetsItself;
            return request.argument;
        }
        const Nanoseconds deadline = request.deadline;
        waiters.push_back({request.lane, false});
        Request waking = request;
        waking.operation = Operation::Wake;
        state.block(waking);
        return deadline;
    }
    case Operation::Wake:
        std::erase_if(waiters, [&](const Waiter& waiting) { return waiting.lane == request.lane; });
        return request.argument;
    case Operation::Set: set(state); return request.argument;
    case Operation::Clear: isSet = false; return request.argument;
    case Operation::IsSet: return isSet ? 1 : 0;
    default: return request.argument;
    }
}

void EventFlagRules::set(const State& state)
{
    for (Waiter& waiting : waiters) {
        if (waiting.isReleased || !state.lane(waiting.lane).isAlive())
            continue;
        waiting.isReleased = true;
        if (resetsItself)
            return;
    }
    isSet = true;
}

Hope EventFlagRules::hope(const State&, const Request&) const
{
    return {};
}

} // namespace interleave::rules
