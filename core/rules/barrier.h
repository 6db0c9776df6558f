#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

#include <vector>

namespace interleave::rules {

class State;

/// A place that `parties` lanes have to reach before any of them goes on, again and again.
///
/// The value of Arrive is the phase it arrived in, which is the argument of Pass; the phase ends with its last arrival.
/// A Pass that times out breaks the barrier: every Pass of an unfinished phase and every later Arrive is Closed.
struct BarrierRules
{
    std::int64_t parties = 0;
    std::int64_t arrived = 0; ///< in this phase
    std::int64_t phase = 0;
    bool isBroken = false;
    /// The order of arrivals shows: there are more lanes than parties, so that it decides who reaches which phase, or a
    /// lane arrived twice in one phase, as the last one does that runs a completion.
    bool isOrdered = false;

    struct Visitor
    {
        LaneId lane;
        std::int64_t phase; ///< in which it arrived last
    };
    std::vector<Visitor> visitors; ///< every lane that has arrived

    explicit BarrierRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;

private:
    void visit(LaneId lane);
};

} // namespace interleave::rules
