#pragma once

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <climits>
#include <cstdint>

namespace interleave::arena {

using FutexWord = std::atomic<std::uint32_t>;
static_assert(sizeof(FutexWord) == 4);

/// Sleeps while `word` is `expected`; returns when it was woken, when it was not, when a signal came, or after
/// `timeout` nanoseconds (none when negative). The caller looks again at what it waits for.
/// Works between processes that share the memory of `word`. Source: futex(2).
inline void futexWait(const FutexWord& word, std::uint32_t expected, std::int64_t timeout = -1)
{
    timespec relative{};
    relative.tv_sec = timeout / 1'000'000'000;
    relative.tv_nsec = timeout % 1'000'000'000;
    ::syscall(SYS_futex, &word, FUTEX_WAIT, expected, timeout < 0 ? nullptr : &relative, nullptr, 0);
}

inline void futexWake(const FutexWord& word, int count = INT_MAX)
{
    ::syscall(SYS_futex, &word, FUTEX_WAKE, count, nullptr, nullptr, 0);
}

} // namespace interleave::arena
