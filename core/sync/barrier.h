#pragma once

#include "core/runtime/monitor.h"
#include "core/runtime/primitive.h"
#include "core/sync/operation.h"

#include <functional>

namespace interleave::sync {

/// A place that `parties` lanes have to reach before any of them goes on, again and again.
///
/// With a completion function, the last lane to arrive runs it before anybody goes on. To the rules the end of that
/// function is one more arrival: `initial` is parties + 1 then, `bound` the parties and the policy 1.
/// Waiting is two operations: arriving, and passing. Live: an internal monitor. Thread-safety: any lane.
class Barrier : public runtime::Primitive
{
public:
    /// Requires: parties ≥ 1.
    Barrier(std::string_view name, std::int64_t parties, Where where = Where::current());
    Barrier(std::string_view name, std::int64_t parties, std::function<void()> completion,
            Where where = Where::current());

    /// Arrives and waits for the others; false when the barrier is broken.
    bool arriveAndWait(Where where = Where::current()) { return pass(never, where); }
    /// The same for at most a duration of run time. Who gives up breaks the barrier: nobody can pass it any more.
    bool arriveAndWaitFor(Duration duration, Where where = Where::current())
    {
        return pass(deadlineAfter(duration), where);
    }

private:
    struct Arrival
    {
        std::int64_t phase = 0;
        bool isLast = false; ///< it is this lane that runs the completion
        bool isBroken = false;
    };

    bool pass(Nanoseconds deadline, const Where& where);
    Arrival arrive(std::uint8_t flags, const Where& where);
    bool passLive(const rules::Request& request);

    const std::int64_t m_arrivals; // that end a phase
    std::function<void()> m_completion;
    runtime::Monitor m_monitor;
    std::int64_t m_arrived = 0; // in this phase; Live: guarded by m_monitor, as the rest
    std::int64_t m_phase = 0;
    bool m_isBroken = false;
};

} // namespace interleave::sync
