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

inline void append(Context& context, std::uint64_t stamp, trace::Operation operation, ObjectId object, SourceId source,
                   const Extra& extra)
{
    trace::Event event;
    event.stamp = stamp;
    event.lane = context.lane->id;
    event.object = object;
    event.value = extra.value;
    event.source = source;
    event.operation = operation;
    event.wayAndFlags = static_cast<std::uint8_t>(static_cast<std::uint8_t>(extra.way) | extra.flags);
    event.index = extra.index;
    context.writer.append(event);
}

/// Live: records what this lane did, before it can be seen by others (a release).
inline void record(Context& context, trace::Operation operation, ObjectId object, SourceId source, const Extra& extra = {})
{
    append(context, stamp(), operation, object, source, extra);
}

/// Live: the same for what was just acquired.
inline void recordAfter(Context& context, trace::Operation operation, ObjectId object, SourceId source,
                        const Extra& extra = {})
{
    append(context, stampAfter(), operation, object, source, extra);
}

/// Live: from here on this lane waits for `operation`.
inline void recordBlocked(Context& context, trace::Operation operation, ObjectId object, SourceId source,
                          Nanoseconds deadline = never)
{
    append(context, stamp(), operation, object, source,
           {.value = deadline, .flags = static_cast<std::uint8_t>(trace::EventFlag::Blocked)});
}

} // namespace interleave::runtime
