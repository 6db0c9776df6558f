#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

#include <vector>

namespace interleave::rules {

class State;

/// A flag that lanes wait for. Waiting is two operations, so that a pulse can be missed.
///
/// AwaitSet goes on at once while the flag is set; else (Suspended) the lane is from there on a waiter and stands at
/// Wake. Set releases every waiter of that moment, who may go even if Clear follows. With policy 1 the flag resets
/// itself: Set releases the longest waiting lane and leaves the flag clear, or sets it when nobody waits, and who finds
/// it set clears it. Wake is TimedOut only while the lane has not been released. The value of a Suspended AwaitSet is
/// the deadline, that of IsSet 0 or 1.
struct EventFlagRules
{
    struct Waiter
    {
        LaneId lane = LaneId::none;
        bool isReleased = false;
    };

    bool isSet = false;
    bool resetsItself = false;
    std::vector<Waiter> waiters; ///< in the order in which they came, until they have gone on

    explicit EventFlagRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;

    const Waiter* waiter(LaneId lane) const;

private:
    void set(const State& state);
};

} // namespace interleave::rules
