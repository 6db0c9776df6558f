#pragma once

#include "core/runtime/gate.h"
#include "core/runtime/primitive.h"
#include "core/sync/operation.h"

#include <pthread.h>

#include <atomic>
#include <mutex>

namespace interleave::sync {

/// The native side of a mutex, for what gives it up and takes it back without unlocking it (a condition variable).
struct NativeMutex
{
    pthread_mutex_t* handle;
    std::atomic<LaneId>* owner;
    std::uint32_t* depth;
    std::uint64_t* released; ///< the stamp of the last event that gave it up
};

/// Live: blocks until the native mutex is taken, at most until `deadline` (run time); false after it.
bool lockNatively(runtime::Context& here, pthread_mutex_t* native, Nanoseconds deadline);

/// What Mutex and RecursiveMutex have in common: an owner, and misuse that is recorded instead of carried out.
///
/// Live: the native mutex of the standard library, every event stamped while it is held. First it is tried; only when
/// that fails the lane records that it is blocked and blocks natively. Otherwise an operation that is granted.
/// Thread-safety: any lane.
template <typename Native, trace::ObjectKind kind>
class OwnedMutex : public runtime::Primitive
{
public:
    explicit OwnedMutex(std::string_view name = {}, Where where = Where::current())
        : Primitive({.kind = kind, .name = name}, where)
    {}

    /// Waits until the mutex is free and takes it. Locking one's own plain mutex again blocks for ever.
    void lock(Where where = Where::current())
    {
        if (!runtime::isLive()) [[unlikely]] {
            runtime::conduct(request(Operation::Lock, where));
            return;
        }
        runtime::Context& here = runtime::context();
        runtime::passGate(here);
        if (m_native.try_lock()) [[likely]]
            taken(here, Operation::Lock, runtime::sourceOf(here, where));
        else
            lockBlocked(here, runtime::sourceOf(here, where), never);
    }

    /// Takes the mutex if that is possible at once.
    bool tryLock(Where where = Where::current())
    {
        if (!runtime::isLive()) [[unlikely]]
            return runtime::conduct(request(Operation::TryLock, where)).succeeded();
        runtime::Context& here = runtime::context();
        runtime::passGate(here);
        const std::uint64_t start = runtime::stamp();
        const SourceId source = runtime::sourceOf(here, where);
        if (m_native.try_lock()) {
            taken(here, Operation::TryLock, source);
            return true;
        }
        const std::uint64_t end = runtime::stampAfter();
        runtime::append(here, end, Operation::TryLock, id(), source,
                        {.value = intervalSince(start, end), .way = Way::Failed});
        return false;
    }
    bool try_lock(Where where = Where::current()) { return tryLock(where); }

    /// Waits for the mutex, but not longer than a duration of run time; false when it was not free in time.
    bool tryLockFor(Duration duration, Where where = Where::current())
    {
        rules::Request lock = request(Operation::Lock, where);
        lock.deadline = deadlineAfter(duration);
        if (!runtime::isLive())
            return runtime::conduct(lock).succeeded();
        runtime::Context& here = runtime::context();
        runtime::passGate(here);
        if (!m_native.try_lock())
            return lockBlocked(here, lock.source, lock.deadline);
        taken(here, Operation::Lock, lock.source);
        return true;
    }

    /// Gives the mutex back. Unlocking what one does not own is misuse: recorded, not carried out.
    void unlock(Where where = Where::current()) { giveBack(where, 0); }

    /// The unlock of a guard, shown on the guard's line. Never throws.
    void unlockAtEndOfScope(const Where& where) noexcept
    {
        try {
            giveBack(where, endOfScope);
        } catch (const runtime::Abandoned&) {
            // Given up while it stood here: a destructor must not throw, the lane's next operation does.
        }
    }

    /// Live only.
    NativeMutex native() { return {m_native.native_handle(), &m_owner, &m_depth, &m_released}; }

private:
    void taken(runtime::Context& here, Operation operation, SourceId source)
    {
        m_owner.store(here.lane->id, std::memory_order_relaxed);
        if constexpr (kind == trace::ObjectKind::RecursiveMutex)
            ++m_depth;
        runtime::recordAfterRelease(here, m_released, operation, id(), source);
    }

    void giveBack(const Where& where, std::uint8_t flags)
    {
        if (!runtime::isLive()) [[unlikely]] {
            runtime::conduct(request(Operation::Unlock, where), flags);
            return;
        }
        runtime::Context& here = runtime::context();
        runtime::passGate(here);
        const SourceId source = runtime::sourceOf(here, where);
        if (m_owner.load(std::memory_order_relaxed) != here.lane->id) [[unlikely]] {
            recordMisuse(here, Operation::Unlock, id(), source, flags);
            return;
        }
        if constexpr (kind == trace::ObjectKind::RecursiveMutex) {
            if (--m_depth == 0)
                m_owner.store(LaneId::none, std::memory_order_relaxed);
        } else {
            m_owner.store(LaneId::none, std::memory_order_relaxed);
        }
        m_released = runtime::record(here, Operation::Unlock, id(), source, {.flags = flags});
        m_native.unlock();
    }

    [[gnu::noinline]] bool lockBlocked(runtime::Context& here, SourceId source, Nanoseconds deadline)
    {
        runtime::recordBlocked(here, Operation::Lock, id(), source, deadline);
        const bool isTaken = lockNatively(here, m_native.native_handle(), deadline);
        if (isTaken)
            taken(here, Operation::Lock, source);
        else
            runtime::recordAfter(here, Operation::Lock, id(), source, {.way = Way::TimedOut});
        runtime::passGate(here);
        return isTaken;
    }

    Native m_native;
    std::atomic<LaneId> m_owner{LaneId::none}; // written by the owner alone
    std::uint64_t m_released = 0;              // guarded by m_native: the stamp of the last unlock
    std::uint32_t m_depth = 0;                 // guarded by m_native; of a RecursiveMutex
};

} // namespace interleave::sync
