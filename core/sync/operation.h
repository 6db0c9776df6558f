#pragma once

#include "core/runtime/conduct.h"
#include "core/runtime/record.h"
#include "core/sync/time.h"

#include <algorithm>

namespace interleave::sync {

using runtime::Where;
using trace::Operation;
using trace::Way;

/// The moment of run time that is `duration` from now; a negative duration counts as none, a huge one as never.
inline Nanoseconds deadlineAfter(Duration duration)
{
    const Nanoseconds now = runtime::driver().now();
    const Nanoseconds length = std::max<Nanoseconds>(duration.count(), 0);
    return length >= never - now ? never - 1 : now + length;
}

/// The bits of an operation that a guard does when its scope ends.
inline constexpr auto endOfScope = static_cast<std::uint8_t>(trace::EventFlag::EndOfScope);

/// Live: the operation would be against the rules of its object; recorded, not carried out.
inline void recordMisuse(runtime::Context& here, Operation operation, ObjectId object, SourceId source,
                         std::uint8_t flags = 0, std::int64_t value = 0)
{
    runtime::recordAfter(here, operation, object, source, {.value = value, .way = Way::Misuse, .flags = flags});
}

/// Live: how long a call that failed took, in the unit of stamps: it looked at the object somewhere in between.
inline std::int64_t intervalSince(std::uint64_t start, std::uint64_t end)
{
    return static_cast<std::int64_t>(end - start);
}

} // namespace interleave::sync
