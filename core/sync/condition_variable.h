#pragma once

#include "core/runtime/monitor.h"
#include "core/runtime/primitive.h"
#include "core/sync/guards.h"
#include "core/sync/numbered.h"
#include "core/sync/owned_mutex.h"

#include <list>

namespace interleave::sync {

/// Whom a notification wakes.
enum class Wakes : std::uint32_t {
    First, ///< the longest waiting lane
    Any,   ///< any waiting lane; in Controlled runs every choice is possible
};

/// Lanes wait here, without their mutex, until somebody notifies them.
///
/// Waiting is two operations: giving the mutex up, and being woken with the mutex taken again. A notification that
/// finds nobody is lost. Wake-ups without a cause are possible where the run injects them, so wait with a predicate or
/// in a loop. Live: an internal monitor; who waits is woken in the order of coming.
class ConditionVariable : public runtime::Primitive
{
public:
    explicit ConditionVariable(std::string_view name = {}, Where where = Where::current());
    ConditionVariable(std::string_view name, Wakes wakes, Where where = Where::current());

    /// Gives the lock's mutex up, waits to be notified, takes it again. Waiting without owning the mutex is misuse:
    /// recorded, and over at once.
    template <typename Lockable>
    void wait(UniqueLock<Lockable>& lock, Where where = Where::current())
    {
        waitUntil(lock, never, where);
    }

    /// Waits until a predicate holds, which is looked at under the mutex.
    template <typename Lockable, typename Predicate>
        requires std::is_invocable_r_v<bool, Predicate&>
    void wait(UniqueLock<Lockable>& lock, Predicate predicate, Where where = Where::current())
    {
        while (!predicate())
            if (waitUntil(lock, never, where) == Way::Misuse)
                return;
    }

    /// Waits for at most a duration of run time; false when it was over first.
    template <typename Lockable>
    bool waitFor(UniqueLock<Lockable>& lock, Duration duration, Where where = Where::current())
    {
        const Way way = waitUntil(lock, deadlineAfter(duration), where);
        return way == Way::Success || way == Way::Spurious;
    }

    /// Waits until a predicate holds, for at most a duration of run time; yields whether it holds.
    template <typename Lockable, typename Predicate>
        requires std::is_invocable_r_v<bool, Predicate&>
    bool waitFor(UniqueLock<Lockable>& lock, Duration duration, Predicate predicate, Where where = Where::current())
    {
        const Nanoseconds deadline = deadlineAfter(duration);
        while (!predicate()) {
            const Way way = waitUntil(lock, deadline, where);
            if (way != Way::Success && way != Way::Spurious)
                return predicate();
        }
        return true;
    }

    /// Wakes one waiting lane, if there is one.
    void notifyOne(Where where = Where::current()) { notify(Operation::NotifyOne, 1, where); }
    /// Wakes every waiting lane.
    void notifyAll(Where where = Where::current()) { notify(Operation::NotifyAll, runtime::everybody, where); }

private:
    struct Waiter
    {
        bool isSignalled = false;
    };

    template <typename Lockable>
    Way waitUntil(UniqueLock<Lockable>& lock, Nanoseconds deadline, const Where& where)
    {
        rules::Request wait = request(Operation::Wait, where);
        wait.other = lock.mutex()->id();
        wait.argument = index(wait.other);
        wait.deadline = deadline;
        return runtime::isLive() ? waitLive(wait, lock.mutex()->native()) : waitGranted(wait);
    }
    Way waitGranted(rules::Request request);
    Way waitLive(const rules::Request& request, NativeMutex mutex);
    void notify(Operation operation, int most, const Where& where);

    runtime::Monitor m_monitor;
    std::list<Waiter*> m_waiters; // guarded by m_monitor; those who do not have their mutex again, in order of coming
};

} // namespace interleave::sync
