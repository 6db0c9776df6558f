#pragma once

#include "core/arena/clock.h"
#include "core/runtime/context.h"

namespace interleave::runtime {

/// Whether stamps come from the time-stamp counter; decided by the host for the whole run.
extern constinit bool g_stampIsTsc;

inline std::uint64_t stamp()
{
    return g_stampIsTsc ? arena::tsc() : static_cast<std::uint64_t>(arena::wallNow());
}

/// A stamp that is not before what was just acquired.
inline std::uint64_t stampAfter()
{
    return g_stampIsTsc ? arena::tscAfter() : static_cast<std::uint64_t>(arena::wallNow());
}

/// What a Live event says besides its operation.
struct Extra
{
    std::int64_t value = 0;
    trace::Way way = trace::Way::Success;
    std::uint8_t flags = 0; ///< EventFlag bits
    std::uint16_t index = 0;
};

/// The stamp of the thread's next event: later than its last one, whatever the clock says.
inline std::uint64_t nextStamp(Context& context, std::uint64_t stamp)
{
    if (stamp <= context.lastStamp) [[unlikely]]
        stamp = context.lastStamp + 1;
    context.lastStamp = stamp;
    return stamp;
}

/// Yields the stamp that the event got.
inline std::uint64_t append(Context& context, std::uint64_t stamp, trace::Operation operation, ObjectId object,
                            SourceId source, const Extra& extra)
{
    trace::Event event;
    event.stamp = nextStamp(context, stamp);
    event.lane = context.lane->id;
    event.object = object;
    event.value = extra.value;
    event.source = source;
    event.operation = operation;
    event.wayAndFlags = static_cast<std::uint8_t>(static_cast<std::uint8_t>(extra.way) | extra.flags);
    event.index = extra.index;
    context.writer.append(event);
    return event.stamp;
}

/// Live: records what this lane did, before it can be seen by others (a release). Yields the stamp.
inline std::uint64_t record(Context& context, trace::Operation operation, ObjectId object, SourceId source,
                            const Extra& extra = {})
{
    return append(context, stamp(), operation, object, source, extra);
}

/// Live: the same for what was just acquired.
inline void recordAfter(Context& context, trace::Operation operation, ObjectId object, SourceId source,
                        const Extra& extra = {})
{
    append(context, stampAfter(), operation, object, source, extra);
}

/// Live: the same, for an object that remembers the stamp of its last release; guarded by what was acquired.
///
/// The stamp is the clock's or the release's successor, whichever is later. The counter is read without a fence: it may
/// be read while the acquisition is still on its way, so it may be too early, but only by as long as one instruction
/// takes (an interrupt makes the processor read again). The order of stamps follows causes nevertheless, and whoever
/// collects leaves out the last moment (arena::speculationMargin). A fence costs more than the whole lock.
/// Source: S. Kulkarni et al., "Logical Physical Clocks", OPODIS 2014.
inline void recordAfterRelease(Context& context, std::uint64_t released, trace::Operation operation, ObjectId object,
                               SourceId source, const Extra& extra = {})
{
    const std::uint64_t now = stamp();
    append(context, now > released ? now : released + 1, operation, object, source, extra);
}

/// Live: from here on this lane waits for `operation`.
inline void recordBlocked(Context& context, trace::Operation operation, ObjectId object, SourceId source,
                          Nanoseconds deadline = never)
{
    append(context, stamp(), operation, object, source,
           {.value = deadline, .flags = static_cast<std::uint8_t>(trace::EventFlag::Blocked)});
}

} // namespace interleave::runtime
