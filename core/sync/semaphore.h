#pragma once

#include "core/runtime/monitor.h"
#include "core/runtime/primitive.h"
#include "core/sync/numbered.h"
#include "core/sync/operation.h"

namespace interleave::sync {

/// The largest number of permits that a semaphore may hold.
struct Bound
{
    std::int64_t permits;
};

/// A number of permits. Acquiring waits for one; nobody owns what they acquired, any lane may release.
///
/// Live: an internal monitor. Thread-safety: any lane.
class Semaphore : public runtime::Primitive
{
public:
    /// Requires: permits ≥ 0.
    Semaphore(std::string_view name, std::int64_t permits, Where where = Where::current());
    /// Releasing beyond `bound` is misuse.
    Semaphore(std::string_view name, std::int64_t permits, Bound bound, Where where = Where::current());

    /// Waits for a permit and takes it.
    void acquire(Where where = Where::current()) { take(never, where); }
    /// Takes a permit if there is one.
    bool tryAcquire(Where where = Where::current());
    /// Waits for at most a duration of run time; false when it was over first.
    bool acquireFor(Duration duration, Where where = Where::current()) { return take(deadlineAfter(duration), where); }
    /// Gives `permits` of them. A negative number, or more than the bound allows, is misuse: recorded, not carried out.
    void release(std::int64_t permits = 1, Where where = Where::current()) { give(permits, where, 0); }
    /// How many permits there are at this moment.
    std::int64_t permits(Where where = Where::current());

    /// The release of a guard, shown on the guard's line. Never throws.
    void releaseAtEndOfScope(const Where& where) noexcept;

private:
    bool take(Nanoseconds deadline, const Where& where);
    void give(std::int64_t permits, const Where& where, std::uint8_t flags);

    runtime::Monitor m_monitor;
    std::int64_t m_permits; // guarded by m_monitor; Live only
    std::int64_t m_bound;   // negative: none
};

/// Holds a permit from here to the end of the scope.
class SemaphoreGuard
{
public:
    explicit SemaphoreGuard(Semaphore& semaphore, Where where = Where::current())
        : m_semaphore(semaphore)
        , m_where(where)
    {
        m_semaphore.acquire(where);
    }
    ~SemaphoreGuard()
    {
        if (!runtime::context().isAbandoned)
            m_semaphore.releaseAtEndOfScope(m_where);
    }
    SemaphoreGuard(const SemaphoreGuard&) = delete;
    SemaphoreGuard& operator=(const SemaphoreGuard&) = delete;

private:
    Semaphore& m_semaphore;
    Where m_where;
};

} // namespace interleave::sync
