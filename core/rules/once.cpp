#include "core/rules/once.h"

#include "core/rules/state.h"

namespace interleave::rules {

OnceRules::OnceRules(const trace::Object&) {}

void OnceRules::alternatives(const State&, const Request& request, AlternativeList& into) const
{
    if (request.operation == Operation::EnterOnce) {
        if (isDone || isNone(runner))
            into.add({});
        else if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
    } else if (request.operation == Operation::LeaveOnce) {
        into.add({.way = runner == request.lane ? Way::Success : Way::Misuse});
    }
}

std::int64_t OnceRules::apply(State&, const Request& request, Alternative alternative)
{
    if (alternative.way != Way::Success)
        return request.argument;
    if (request.operation == Operation::EnterOnce) {
        if (isDone)
            return 0;
        runner = request.lane;
        return 1;
    }
    runner = LaneId::none;
    isDone = request.argument != 1;
    return request.argument;
}

Hope OnceRules::hope(const State&, const Request&) const
{
    return {Hope::Kind::Owners, {runner}};
}

} // namespace interleave::rules
