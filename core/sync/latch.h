#pragma once

#include "core/runtime/monitor.h"
#include "core/runtime/primitive.h"
#include "core/sync/numbered.h"
#include "core/sync/operation.h"

namespace interleave::sync {

/// A count that only falls; lanes wait until it is zero. Live: an internal monitor. Thread-safety: any lane.
class Latch : public runtime::Primitive
{
public:
    /// Requires: count ≥ 0.
    Latch(std::string_view name, std::int64_t count, Where where = Where::current());

    /// Counting down by more than is left, or by less than nothing, is misuse: recorded, not carried out.
    void countDown(std::int64_t by = 1, Where where = Where::current());
    /// Waits until the count is zero.
    void wait(Where where = Where::current()) { await(never, where); }
    /// Waits for at most a duration of run time; false when it was over first.
    bool waitFor(Duration duration, Where where = Where::current()) { return await(deadlineAfter(duration), where); }
    /// Counts down by one, then waits: two operations.
    void arriveAndWait(Where where = Where::current());

private:
    bool await(Nanoseconds deadline, const Where& where);

    runtime::Monitor m_monitor;
    std::int64_t m_count; // guarded by m_monitor; Live only
};

} // namespace interleave::sync
