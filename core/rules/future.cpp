#include "core/rules/future.h"

#include "core/rules/state.h"

#include <algorithm>

namespace interleave::rules {

FutureRules::FutureRules(const trace::Object& facts)
    : remaining(std::max<std::int64_t>(1, facts.bound))
    , isTask(facts.kind == trace::ObjectKind::Task)
{}

void FutureRules::alternatives(const State& state, const Request& request, AlternativeList& into) const
{
    switch (request.operation) {
    case Operation::Await:
        if (isDone)
            into.add({});
        else if (state.lane(request.lane).facts.kind == trace::LaneKind::Task)
            into.add({.way = Way::Suspended});
        else if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
        break;
    case Operation::Resolve: into.add({.way = isDone ? Way::Misuse : Way::Success}); break;
    case Operation::Cancel: into.add({.way = isDone ? Way::Failed : Way::Success}); break;
    default: break;
    }
}

std::int64_t FutureRules::apply(State& state, const Request& request, Alternative alternative)
{
    switch (request.operation) {
    case Operation::Await:
        if (alternative.way == Way::Suspended) {
            const Nanoseconds deadline = request.deadline;
            suspend(state, request);
            return deadline;
        }
        break;
    case Operation::Resolve:
        if (alternative.way == Way::Success && --remaining <= 0)
            resolve(state, request.object);
        break;
    case Operation::Cancel:
        if (alternative.way == Way::Success)
            cancel(state, request.object);
        break;
    default: break;
    }
    return request.argument;
}

void FutureRules::suspend(State& state, const Request& request)
{
    const LaneId task = request.lane;
    const Nanoseconds deadline = request.deadline;
    state.suspend(request);
    if (deadline <= state.now(task))
        state.schedule(task);
    else if (LoopRules* loop = deadline == never ? nullptr : state.loopOf(task))
        loop->addTimer(task, deadline);
}

void FutureRules::cancel(State& state, ObjectId self)
{
    if (!isTask) {
        isCancelled = true;
        resolve(state, self);
        return;
    }
    const LaneId task = state.object(self).lane;
    if (!state.knows(task) || !state.lane(task).isAlive())
        return;
    state.lane(task).cancelled = true;
    if (state.lane(task).phase == LanePhase::Suspended)
        state.schedule(task);
}

void FutureRules::resolve(State& state, ObjectId self)
{
    isDone = true;
    remaining = 0;
    if (!state.knows(self))
        return;
    const std::vector<LaneId>& waiters = state.object(self).waiters;
    for (std::size_t i = 0; i < waiters.size();) {
        const LaneId waiting = waiters[i];
        // A thread goes on by itself, since its Await has an alternative now. Scheduling takes a task off the list.
        if (state.lane(waiting).phase == LanePhase::Suspended)
            state.schedule(waiting);
        else
            ++i;
    }
}

Hope FutureRules::hope(const State& state, const Request& request) const
{
    const LaneId task = state.object(request.object).lane;
    if (isTask && state.knows(task) && state.lane(task).hasStarted())
        return {Hope::Kind::Owners, {task}};
    return {};
}

} // namespace interleave::rules
