#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

#include <vector>

namespace interleave::rules {

class State;

/// A condition variable. Waiting is two operations: Wait gives the mutex up, Wake takes it again.
///
/// Who waits without owning the mutex is guilty of Misuse. After Wait the lane stands at Wake, which can be taken only
/// while the mutex is free: Success once signalled, else TimedOut when there is a deadline, else Spurious while the run
/// may see such wake-ups. NotifyOne wakes the longest waiting lane, or any one of them (policy 1, or the option of the
/// run); its value is how many it woke. A notification that finds nobody is lost.
struct ConditionRules
{
    struct Waiter
    {
        LaneId lane = LaneId::none;
        ObjectId mutex = ObjectId::none;
        std::uint32_t depth = 0; ///< how often the lane held the mutex
        bool isSignalled = false;
    };

    std::vector<Waiter> waiters; ///< in the order in which they came, until they have the mutex again
    bool wakesAny = false;

    explicit ConditionRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;

    const Waiter* waiter(LaneId lane) const;

private:
    void wait(State& state, const Request& request);
    void wake(State& state, const Request& request, Alternative alternative);
    std::int64_t notify(State& state, std::size_t skipped, std::size_t most);
};

} // namespace interleave::rules
