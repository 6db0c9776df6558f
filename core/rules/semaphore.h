#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

namespace interleave::rules {

class State;

/// A counter of permits that nobody owns.
///
/// Acquire waits for a permit, Release gives back `argument` of them. With policy 1 more than `bound` permits, as a
/// negative number of them always, is Misuse. The value of Size is the number of permits.
struct SemaphoreRules
{
    std::int64_t permits = 0;
    std::int64_t bound = 0;
    bool isBounded = false;

    explicit SemaphoreRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;
};

} // namespace interleave::rules
