#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

namespace interleave::rules {

class State;

/// A shared variable: reading and writing it never waits. Its values live in the target, which therefore alone knows
/// whether a CompareExchange found what it expected; when it did not, the lane records Failed.
struct VariableRules
{
    explicit VariableRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;
};

} // namespace interleave::rules
