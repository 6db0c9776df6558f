#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

namespace interleave::rules {

class State;

/// Something that is initialised once, by whoever comes first.
///
/// The value of EnterOnce is 1 for the lane that has to run the initialiser, 0 once it has been run; in between,
/// whoever comes waits for the runner (the runner for itself). LeaveOnce with argument 1 says that the initialiser failed: the
/// next lane runs it. Leaving what one does not run is Misuse.
struct OnceRules
{
    LaneId runner = LaneId::none;
    bool isDone = false;

    explicit OnceRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;
};

} // namespace interleave::rules
