#include "core/rules/condition.h"

#include "core/rules/state.h"

#include <limits>

namespace interleave::rules {
namespace {

/// Whether a notification may choose this waiter: its process may have died in the meantime.
bool canBeWoken(const State& state, const ConditionRules::Waiter& waiter)
{
    return !waiter.isSignalled && state.lane(waiter.lane).isAlive();
}

} // namespace

ConditionRules::ConditionRules(const trace::Object& facts) : wakesAny(facts.policy == 1) {}

const ConditionRules::Waiter* ConditionRules::waiter(LaneId lane) const
{
    for (const Waiter& waiter : waiters)
        if (waiter.lane == lane)
            return &waiter;
    return nullptr;
}

void ConditionRules::alternatives(const State& state, const Request& request, AlternativeList& into) const
{
    switch (request.operation) {
    case Operation::Wait: {
        const auto* mutex = state.findRules<MutexRules>(request.other);
        into.add({.way = mutex != nullptr && mutex->owner == request.lane ? Way::Success : Way::Misuse});
        break;
    }
    case Operation::Wake: {
        const Waiter* waiting = waiter(request.lane);
        const auto* mutex = waiting == nullptr ? nullptr : state.findRules<MutexRules>(waiting->mutex);
        if (mutex == nullptr || !mutex->isFreeFor(request.lane))
            break;
        if (waiting->isSignalled) {
            into.add({});
            break;
        }
        if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
        if (state.spuriousWakeUpsLeft() > 0)
            into.add({.way = Way::Spurious});
        break;
    }
    case Operation::NotifyOne: {
        std::uint16_t choices = 0;
        if (wakesAny || state.options().notifyWakesAny)
            for (const Waiter& waiting : waiters)
                if (canBeWoken(state, waiting))
                    into.add({.index = choices++});
        if (choices == 0)
            into.add({});
        break;
    }
    case Operation::NotifyAll: into.add({}); break;
    default: break;
    }
}

std::int64_t ConditionRules::apply(State& state, const Request& request, Alternative alternative)
{
    switch (request.operation) {
    case Operation::Wait:
        if (alternative.way == Way::Success)
            wait(state, request);
        return index(request.other);
    case Operation::Wake: wake(state, request, alternative); return index(request.other);
    case Operation::NotifyOne: return notify(state, alternative.index, 1);
    case Operation::NotifyAll: return notify(state, 0, std::numeric_limits<std::size_t>::max());
    default: return request.argument;
    }
}

void ConditionRules::wait(State& state, const Request& request)
{
    const std::uint32_t depth = state.rulesOf<MutexRules>(request.other).giveUp(state);
    waiters.push_back({request.lane, request.other, depth, false});
    Request waking = request;
    waking.operation = Operation::Wake;
    state.block(waking);
}

void ConditionRules::wake(State& state, const Request& request, Alternative alternative)
{
    if (alternative.way == Way::Spurious)
        state.countSpuriousWakeUp();
    for (auto waiting = waiters.begin(); waiting != waiters.end(); ++waiting) {
        if (waiting->lane == request.lane) {
            state.rulesOf<MutexRules>(waiting->mutex).takeBack(state, waiting->lane, waiting->depth);
            waiters.erase(waiting);
            return;
        }
    }
}

std::int64_t ConditionRules::notify(State& state, std::size_t skipped, std::size_t most)
{
    std::size_t woken = 0;
    for (Waiter& waiting : waiters) {
        if (!canBeWoken(state, waiting))
            continue;
        if (skipped > 0) {
            --skipped;
        } else if (woken < most) {
            waiting.isSignalled = true;
            ++woken;
        }
    }
    return static_cast<std::int64_t>(woken);
}

Hope ConditionRules::hope(const State& state, const Request& request) const
{
    const Waiter* waiting = waiter(request.lane);
    if (waiting == nullptr)
        return {};
    // Who was signalled, or need not be, lacks nothing but the mutex.
    const auto* mutex = state.findRules<MutexRules>(waiting->mutex);
    const bool needsMutexOnly = waiting->isSignalled || request.deadline != never || state.spuriousWakeUpsLeft() > 0;
    if (mutex != nullptr && needsMutexOnly)
        return {Hope::Kind::Owners, {mutex->owner}};
    return {};
}

} // namespace interleave::rules
