#pragma once

#include "core/runtime/gate.h"

#include <pthread.h>
#include <time.h>

namespace interleave::sync {

// ThreadSanitizer does not see what pthread_mutex_clocklock and its like acquire. What it does see waits on the calendar's
// clock, where a clock set back would lengthen a slice.
#if defined(__SANITIZE_THREAD__)
inline constexpr bool seesClockLocks = false;
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
inline constexpr bool seesClockLocks = false;
#else
inline constexpr bool seesClockLocks = true;
#endif
#else
inline constexpr bool seesClockLocks = true;
#endif
inline constexpr clockid_t sliceClock = seesClockLocks ? CLOCK_MONOTONIC : CLOCK_REALTIME;

inline int lockUntil(pthread_mutex_t* mutex, const timespec& until)
{
    return seesClockLocks ? ::pthread_mutex_clocklock(mutex, sliceClock, &until)
                          : ::pthread_mutex_timedlock(mutex, &until);
}
inline int writeUntil(pthread_rwlock_t* lock, const timespec& until)
{
    return seesClockLocks ? ::pthread_rwlock_clockwrlock(lock, sliceClock, &until)
                          : ::pthread_rwlock_timedwrlock(lock, &until);
}
inline int readUntil(pthread_rwlock_t* lock, const timespec& until)
{
    return seesClockLocks ? ::pthread_rwlock_clockrdlock(lock, sliceClock, &until)
                          : ::pthread_rwlock_timedrdlock(lock, &until);
}

/// Live: repeats a native wait that ends at a moment of `sliceClock` until it succeeds or `deadline` (run time) has
/// come; in slices, so that a changed speed and a pause take effect. Yields whether it succeeded.
template <typename Wait>
bool inSlices(Nanoseconds deadline, Wait wait)
{
    while (const std::int64_t slice = runtime::sliceUntil(deadline)) {
        timespec until{};
        ::clock_gettime(sliceClock, &until);
        until.tv_nsec += slice;
        until.tv_sec += until.tv_nsec / 1'000'000'000;
        until.tv_nsec %= 1'000'000'000;
        if (wait(until))
            return true;
    }
    return false;
}

} // namespace interleave::sync
