#include "core/rules/barrier.h"

#include "core/rules/state.h"

#include <algorithm>

namespace interleave::rules {

BarrierRules::BarrierRules(const trace::Object& facts) : parties(facts.initial) {}

void BarrierRules::alternatives(const State&, const Request& request, AlternativeList& into) const
{
    switch (request.operation) {
    case Operation::Arrive: into.add({.way = isBroken ? Way::Closed : Way::Success}); break;
    case Operation::Pass:
        if (phase > request.argument)
            into.add({});
        else if (isBroken)
            into.add({.way = Way::Closed});
        else if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
        break;
    default: break;
    }
}

std::int64_t BarrierRules::apply(State&, const Request& request, Alternative alternative)
{
    if (request.operation == Operation::Pass) {
        isBroken = isBroken || alternative.way == Way::TimedOut;
        return request.argument;
    }
    if (std::find(lanes.begin(), lanes.end(), request.lane) == lanes.end())
        lanes.push_back(request.lane);
    const std::int64_t reached = phase;
    if (alternative.way == Way::Success && ++arrived >= parties) {
        arrived = 0;
        ++phase;
    }
    return reached;
}

Hope BarrierRules::hope(const State&, const Request&) const
{
    return {};
}

} // namespace interleave::rules
