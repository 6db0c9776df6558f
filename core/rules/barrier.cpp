#include "core/rules/barrier.h"

#include "core/rules/state.h"

#include <algorithm>
#include <utility>

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
    visit(request.lane);
    const std::int64_t reached = phase;
    if (alternative.way == Way::Success && ++arrived >= parties) {
        arrived = 0;
        ++phase;
    }
    return reached;
}

void BarrierRules::visit(LaneId lane)
{
    const auto known = std::find_if(visitors.begin(), visitors.end(), [&](const Visitor& one) { return one.lane == lane; });
    if (known == visitors.end())
        visitors.push_back({lane, phase});
    else if (std::exchange(known->phase, phase) == phase)
        isOrdered = true;
    isOrdered = isOrdered || static_cast<std::int64_t>(visitors.size()) > parties;
}

Hope BarrierRules::hope(const State&, const Request&) const
{
    return {};
}

} // namespace interleave::rules
