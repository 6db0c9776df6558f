#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

namespace interleave::rules {

class State;

/// A lock with one owner; with `recursive` its owner may take it again.
///
/// Lock has an alternative while it is free (or TimedOut while it is not and there is a deadline); relocking one's own
/// plain mutex blocks: a cycle of one. Unlocking what one does not own is Misuse and changes nothing.
struct MutexRules
{
    LaneId owner = LaneId::none;
    std::uint32_t depth = 0;
    bool recursive = false;

    explicit MutexRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;

    bool isFreeFor(LaneId lane) const;
    void take(State& state, LaneId lane);
    /// Gives up every level at once; yields the depth, which `takeBack` restores (a condition wait does both).
    std::uint32_t giveUp(State& state);
    void takeBack(State& state, LaneId lane, std::uint32_t depth);
};

} // namespace interleave::rules
