#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

namespace interleave::rules {

class State;

/// A count that only falls, and lanes that wait until it is zero.
///
/// Counting down by more than is left, or by less than nothing, is Misuse and changes nothing.
struct LatchRules
{
    std::int64_t count = 0;
    bool isOrdered = false; ///< more was counted down than there was: the order of CountDowns shows

    explicit LatchRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;
};

} // namespace interleave::rules
