#pragma once

#include "core/runtime/conduct.h"
#include "core/runtime/gate.h"
#include "core/runtime/record.h"

#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>

namespace interleave::runtime {

/// Everybody who waits at a monitor.
inline constexpr int everybody = 1 << 30;

/// The native side of every Live primitive that is not a lock: an internal mutex and a queue of parked lanes.
///
/// State and recording happen under the internal mutex, so the order of events on one object is exact. A waiter keeps
/// its place until it succeeds; who is woken tries again, and somebody else may come first, as with any real semaphore.
/// The gate stands before the operation and again after one that really blocked.
class Monitor
{
public:
    /// Performs an operation that may have to wait. Under the internal mutex: when `ready()`, carries out `take()`,
    /// records the operation with the Value that it yields and wakes up to `wakes` waiters that are ready now; else
    /// records that the lane is blocked and waits, until request.deadline (run time) at most: then TimedOut is recorded.
    /// `take` sets Value::way for an end other than Success (a closed queue).
    template <typename Ready, typename Take>
    Done perform(const rules::Request& request, Ready ready, Take take, int wakes, std::uint8_t flags = 0)
    {
        Context& here = context();
        passGate(here);
        std::unique_lock lock(m_mutex);
        if (ready())
            return finish(here, request, take(), wakes, flags);
        recordBlocked(here, request.operation, request.object, request.source, request.deadline);
        bool isReady = false;
        {
            const SlotStateScope blocked(here, arena::SlotState::BlockedNatively);
            isReady = park(lock, request.deadline, ready);
        }
        Value timedOut;
        timedOut.way = trace::Way::TimedOut;
        const Done done = finish(here, request, isReady ? Value(take()) : timedOut, isReady ? wakes : 0, flags);
        lock.unlock();
        passGate(here);
        return done;
    }

    /// Performs an operation that never waits.
    template <typename Take>
    Done performNow(const rules::Request& request, Take take, int wakes, std::uint8_t flags = 0)
    {
        Context& here = context();
        passGate(here);
        const std::lock_guard lock(m_mutex);
        return finish(here, request, take(), wakes, flags);
    }

    /// For primitives that combine several objects: the internal mutex, parking, and waking by hand.
    std::mutex& mutex() { return m_mutex; }
    /// Waits until `ready()` under the internal mutex, at most until a moment of run time; false after it.
    bool park(std::unique_lock<std::mutex>& lock, Nanoseconds deadline, const std::function<bool()>& ready);
    /// Wakes up to `count` waiters, longest waiting first, that are ready and not woken yet. Requires: mutex held.
    void wake(int count);

private:
    struct Waiter
    {
        const std::function<bool()>* ready = nullptr;
        bool isWoken = false;
        std::condition_variable parker;
    };

    Done finish(Context& here, const rules::Request& request, const Value& value, int wakes, std::uint8_t flags);

    std::mutex m_mutex;
    std::list<Waiter*> m_waiters;
};

} // namespace interleave::runtime
