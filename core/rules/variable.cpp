#include "core/rules/variable.h"

#include "core/rules/state.h"

namespace interleave::rules {

VariableRules::VariableRules(const trace::Object&) {}

void VariableRules::alternatives(const State&, const Request& request, AlternativeList& into) const
{
    if (request.operation >= Operation::Read && request.operation <= Operation::CompareExchange)
        into.add({});
}

std::int64_t VariableRules::apply(State&, const Request& request, Alternative)
{
    return request.argument;
}

Hope VariableRules::hope(const State&, const Request&) const
{
    return {};
}

} // namespace interleave::rules
