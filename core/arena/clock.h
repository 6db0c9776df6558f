#pragma once

#include "core/arena/layout.h"

#include <cstdint>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace interleave::arena {

/// CLOCK_MONOTONIC in nanoseconds.
std::int64_t wallNow();

/// Whether the time-stamp counter ticks at one rate in every state of every core (CPUID 0x80000007, EDX bit 8).
bool hasInvariantTsc();

/// The time-stamp counter, not before anything that stands before it in the program has taken effect. Without the
/// fence the processor may read the counter while the lock taken just before is still on its way, and an acquisition
/// would be stamped before the release that made it possible.
inline std::uint64_t tscAfter()
{
#if defined(__x86_64__)
    _mm_lfence();
    return __rdtsc();
#else
    return 0;
#endif
}

/// The time-stamp counter, for what is published before the next release.
inline std::uint64_t tsc()
{
#if defined(__x86_64__)
    return __rdtsc();
#else
    return 0;
#endif
}

/// How much earlier than the truth the stamp of an acquisition may be, in ticks, with a wide margin (an instruction that
/// takes 1 µs is slow; this is at least 50 µs): who collects while a run goes on takes events up to now less this.
inline constexpr std::uint64_t speculationMargin = std::uint64_t{1} << 18;

/// Measures how long a tick is by watching both clocks from construction to `nanosecondsPerTick()`.
class TickRate
{
public:
    explicit TickRate(bool isTsc);
    /// At least `atLeast` nanoseconds after construction; sleeps for what is missing.
    double nanosecondsPerTick(std::int64_t atLeast = 2'000'000) const;

private:
    bool m_isTsc;
    std::int64_t m_wall;
    std::uint64_t m_ticks;
};

/// Reads and sets the run clock. `set` is for the host alone.
std::int64_t runNow(const RunClock& clock);
double rateOf(const RunClock& clock);
void setRate(RunClock& clock, double rate);

} // namespace interleave::arena
