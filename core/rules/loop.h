#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

#include <vector>

namespace interleave::rules {

class State;

/// An event loop: how many tasks and callbacks are ready, and which tasks sleep until when.
///
/// A task sleeps by Await on the loop itself: always Suspended, and ready at once when its deadline is not in the
/// future. The loop's thread stands at Select while it has nothing to run: Success when something is ready, else Timer
/// k for each sleeper, by deadline, then by who slept first. Where time is respected, Timer k fires every timer up to
/// that deadline (of several with one deadline only the first is offered); where it is ignored, it fires k alone.
struct LoopRules
{
    struct Timer
    {
        LaneId lane = LaneId::none;
        Nanoseconds deadline = 0;
    };

    std::int64_t ready = 0;
    std::vector<Timer> timers; ///< by deadline, equal ones in the order in which they were set

    explicit LoopRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;

    /// A task became ready; whatever it slept for is over.
    void schedule(LaneId task);
    /// The loop took a ready task, or a ready callback, and runs it.
    void resumed(LaneId task);
    void ranCallback();
    void addTimer(LaneId task, Nanoseconds deadline);

private:
    void fire(State& state, std::size_t timer);
};

} // namespace interleave::rules
