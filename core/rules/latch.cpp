#include "core/rules/latch.h"

#include "core/rules/state.h"

namespace interleave::rules {

LatchRules::LatchRules(const trace::Object& facts) : count(facts.initial) {}

void LatchRules::alternatives(const State&, const Request& request, AlternativeList& into) const
{
    switch (request.operation) {
    case Operation::CountDown: {
        const bool isPossible = request.argument >= 0 && request.argument <= count;
        into.add({.way = isPossible ? Way::Success : Way::Misuse});
        break;
    }
    case Operation::AwaitZero:
        if (count == 0)
            into.add({});
        else if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
        break;
    default: break;
    }
}

std::int64_t LatchRules::apply(State&, const Request& request, Alternative alternative)
{
    if (request.operation == Operation::CountDown) {
        isOrdered = isOrdered || alternative.way != Way::Success;
        if (alternative.way == Way::Success)
            count -= request.argument;
    }
    return request.argument;
}

Hope LatchRules::hope(const State&, const Request&) const
{
    return {};
}

} // namespace interleave::rules
