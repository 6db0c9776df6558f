#pragma once

#include "core/runtime/gate.h"

#include <time.h>

namespace interleave::sync {

/// Live: repeats a native wait that ends at a moment of CLOCK_MONOTONIC until it succeeds or `deadline` (run time) has
/// come; in slices, so that a changed speed and a pause take effect. Yields whether it succeeded.
template <typename Wait>
bool inSlices(Nanoseconds deadline, Wait wait)
{
    while (const std::int64_t slice = runtime::sliceUntil(deadline)) {
        timespec until{};
        ::clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += slice;
        until.tv_sec += until.tv_nsec / 1'000'000'000;
        until.tv_nsec %= 1'000'000'000;
        if (wait(until))
            return true;
    }
    return false;
}

} // namespace interleave::sync
