#pragma once

#include "core/runtime/monitor.h"
#include "core/runtime/primitive.h"
#include "core/sync/numbered.h"
#include "core/sync/operation.h"

#include <list>

namespace interleave::sync {

/// What becomes of an event's flag when somebody goes on because of it.
enum class Reset : std::uint32_t {
    Manual,    ///< nothing: it stays set until it is cleared
    Automatic, ///< it is clear again: one set() lets one lane go on
};

/// A flag that lanes wait for.
///
/// Waiting is two operations: finding the flag clear, then being released. Who waits when it is set goes on even if
/// it is cleared right after. Live: an internal monitor. Thread-safety: any lane.
class Event : public runtime::Primitive
{
public:
    explicit Event(std::string_view name = {}, Where where = Where::current());
    Event(std::string_view name, Reset reset, Where where = Where::current());

    void set(Where where = Where::current());
    void clear(Where where = Where::current());
    bool isSet(Where where = Where::current());
    /// Goes on at once while the flag is set, else when it is set.
    void wait(Where where = Where::current()) { waitUntil(never, where); }
    /// Waits for at most a duration of run time; false when it was over first.
    bool waitFor(Duration duration, Where where = Where::current())
    {
        return waitUntil(deadlineAfter(duration), where);
    }

private:
    struct Waiter
    {
        bool isReleased = false;
    };

    bool waitUntil(Nanoseconds deadline, const Where& where);
    bool waitLive(const rules::Request& request);
    void release();

    const bool m_resetsItself;
    runtime::Monitor m_monitor;
    bool m_isSet = false;         // guarded by m_monitor; Live only
    std::list<Waiter*> m_waiters; // guarded by m_monitor, in order of coming
};

} // namespace interleave::sync
