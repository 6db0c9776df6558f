#pragma once

#include "core/runtime/context.h"
#include "core/sync/time.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

namespace interleave::sync {

/// Holds a mutex from here to the end of the scope. The unlock is shown on the guard's line, marked "end of scope".
template <typename Lockable>
class LockGuard
{
public:
    explicit LockGuard(Lockable& mutex, runtime::Where where = runtime::Where::current())
        : m_mutex(mutex)
        , m_where(where)
    {
        m_mutex.lock(m_where);
    }
    ~LockGuard()
    {
        if (!runtime::context().isAbandoned)
            m_mutex.unlockAtEndOfScope(m_where);
    }
    LockGuard(const LockGuard&) = delete;
    LockGuard& operator=(const LockGuard&) = delete;

private:
    Lockable& m_mutex;
    runtime::Where m_where;
};

/// A guard that can give its mutex back and take it again, and hand it on. What condition variables wait with.
template <typename Lockable>
class UniqueLock
{
public:
    using Where = runtime::Where;

    explicit UniqueLock(Lockable& mutex, Where where = Where::current()) : m_mutex(&mutex), m_where(where)
    {
        lock(where);
    }
    /// Does not lock yet.
    UniqueLock(Lockable& mutex, std::defer_lock_t, Where where = Where::current()) : m_mutex(&mutex), m_where(where) {}
    /// Locks if that is possible at once; see ownsLock().
    UniqueLock(Lockable& mutex, std::try_to_lock_t, Where where = Where::current()) : m_mutex(&mutex), m_where(where)
    {
        tryLock(where);
    }
    UniqueLock(UniqueLock&& other) noexcept
        : m_mutex(std::exchange(other.m_mutex, nullptr))
        , m_owns(std::exchange(other.m_owns, false))
        , m_where(other.m_where)
    {}
    UniqueLock& operator=(UniqueLock&& other) noexcept
    {
        if (this != &other) {
            release();
            m_mutex = std::exchange(other.m_mutex, nullptr);
            m_owns = std::exchange(other.m_owns, false);
            m_where = other.m_where;
        }
        return *this;
    }
    ~UniqueLock() { release(); }

    void lock(Where where = Where::current())
    {
        m_mutex->lock(where);
        m_owns = true;
    }
    bool tryLock(Where where = Where::current())
    {
        m_owns = m_mutex->tryLock(where);
        return m_owns;
    }
    bool tryLockFor(Duration duration, Where where = Where::current())
    {
        m_owns = m_mutex->tryLockFor(duration, where);
        return m_owns;
    }
    void unlock(Where where = Where::current())
    {
        m_mutex->unlock(where);
        m_owns = false;
    }

    bool ownsLock() const { return m_owns; }
    explicit operator bool() const { return m_owns; }
    Lockable* mutex() const { return m_mutex; }

private:
    void release() noexcept
    {
        if (m_owns && !runtime::context().isAbandoned)
            m_mutex->unlockAtEndOfScope(m_where);
        m_owns = false;
    }

    Lockable* m_mutex;
    bool m_owns = false;
    Where m_where;
};

/// Reads under a SharedMutex from here to the end of the scope.
template <typename Lockable>
class SharedLock
{
public:
    explicit SharedLock(Lockable& mutex, runtime::Where where = runtime::Where::current())
        : m_mutex(mutex)
        , m_where(where)
    {
        m_mutex.lockShared(m_where);
    }
    ~SharedLock()
    {
        if (!runtime::context().isAbandoned)
            m_mutex.unlockSharedAtEndOfScope(m_where);
    }
    SharedLock(const SharedLock&) = delete;
    SharedLock& operator=(const SharedLock&) = delete;

private:
    Lockable& m_mutex;
    runtime::Where m_where;
};

/// Holds several mutexes to the end of the scope. They are taken one after the other in the order in which they were
/// made, in every mode, so that two of these can never wait for each other.
///
/// Why not as std::lock does it: backing off and trying again has interleavings without an end.
template <typename... Lockables>
class ScopedLock
{
public:
    explicit ScopedLock(Lockables&... mutexes, runtime::Where where = runtime::Where::current())
        : m_held{Held{index(mutexes.id()), &mutexes, &lockOne<Lockables>, &unlockOne<Lockables>}...}
        , m_where(where)
    {
        std::sort(m_held.begin(), m_held.end(), [](const Held& a, const Held& b) { return a.id < b.id; });
        for (const Held& held : m_held)
            held.lock(held.mutex, m_where);
    }
    ~ScopedLock()
    {
        for (auto held = m_held.rbegin(); held != m_held.rend(); ++held)
            if (!runtime::context().isAbandoned)
                held->unlock(held->mutex, m_where);
    }
    ScopedLock(const ScopedLock&) = delete;
    ScopedLock& operator=(const ScopedLock&) = delete;

private:
    struct Held
    {
        std::uint32_t id;
        void* mutex;
        void (*lock)(void*, const runtime::Where&);
        void (*unlock)(void*, const runtime::Where&);
    };

    template <typename Lockable>
    static void lockOne(void* mutex, const runtime::Where& where)
    {
        static_cast<Lockable*>(mutex)->lock(where);
    }
    template <typename Lockable>
    static void unlockOne(void* mutex, const runtime::Where& where)
    {
        static_cast<Lockable*>(mutex)->unlockAtEndOfScope(where);
    }

    std::array<Held, sizeof...(Lockables)> m_held;
    runtime::Where m_where;
};

template <typename... Lockables>
ScopedLock(Lockables&...) -> ScopedLock<Lockables...>;

} // namespace interleave::sync
