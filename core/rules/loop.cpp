#include "core/rules/loop.h"

#include "core/rules/state.h"

#include <algorithm>
#include <limits>

namespace interleave::rules {

LoopRules::LoopRules(const trace::Object&) {}

void LoopRules::alternatives(const State& state, const Request& request, AlternativeList& into) const
{
    switch (request.operation) {
    case Operation::Await: into.add({.way = Way::Suspended}); break;
    case Operation::Select: {
        if (ready > 0) {
            into.add({});
            break;
        }
        const bool firesOne = state.options().time == trace::TimeSetting::Ignored;
        const std::size_t most = std::min<std::size_t>(timers.size(), std::numeric_limits<std::uint16_t>::max());
        for (std::size_t k = 0; k < most; ++k)
            if (firesOne || k == 0 || timers[k].deadline != timers[k - 1].deadline)
                into.add({.way = Way::Timer, .index = static_cast<std::uint16_t>(k), .due = timers[k].deadline});
        break;
    }
    case Operation::Post: into.add({}); break;
    default: break;
    }
}

std::int64_t LoopRules::apply(State& state, const Request& request, Alternative alternative)
{
    switch (request.operation) {
    case Operation::Await: {
        const LaneId task = request.lane;
        const Nanoseconds deadline = request.deadline;
        state.suspend(request);
        if (deadline <= state.now(task))
            state.schedule(task);
        else if (deadline != never)
            addTimer(task, deadline);
        return deadline;
    }
    case Operation::Select:
        if (alternative.way == Way::Timer)
            fire(state, alternative.index);
        break;
    case Operation::Post: ++ready; break;
    default: break;
    }
    return request.argument;
}

void LoopRules::fire(State& state, std::size_t timer)
{
    if (timer >= timers.size())
        return;
    const bool firesOne = state.options().time == trace::TimeSetting::Ignored;
    const Nanoseconds last = timers[timer].deadline;
    std::size_t next = firesOne ? timer : 0;
    do {
        // Taken out before its task is scheduled, which would look for it.
        const Timer fired = timers[next];
        timers.erase(timers.begin() + static_cast<std::ptrdiff_t>(next));
        LaneState& task = state.lane(fired.lane);
        task.clock = std::max(task.clock, fired.deadline);
        state.schedule(fired.lane);
    } while (!firesOne && !timers.empty() && timers[next].deadline <= last);
}

void LoopRules::schedule(LaneId task)
{
    ++ready;
    if (!timers.empty())
        std::erase_if(timers, [&](const Timer& timer) { return timer.lane == task; });
}

void LoopRules::resumed(LaneId)
{
    ready = std::max<std::int64_t>(ready - 1, 0);
}

void LoopRules::ranCallback()
{
    ready = std::max<std::int64_t>(ready - 1, 0);
}

void LoopRules::addTimer(LaneId task, Nanoseconds deadline)
{
    const auto later = std::upper_bound(timers.begin(), timers.end(), deadline,
                                        [](Nanoseconds value, const Timer& timer) { return value < timer.deadline; });
    timers.insert(later, {task, deadline});
}

Hope LoopRules::hope(const State&, const Request& request) const
{
    // A sleeper waits for time alone.
    if (request.operation == Operation::Await && request.deadline != never)
        return {Hope::Kind::Owners, {}};
    return {};
}

} // namespace interleave::rules
