#include "core/arena/clock.h"

#include <time.h>

#include <thread>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace interleave::arena {
namespace {

struct ClockReading
{
    std::int64_t wall; ///< when it was read
    std::int64_t wallAnchor;
    std::int64_t runAnchor;
    double rate;
};

ClockReading read(const RunClock& clock)
{
    for (;;) {
        const std::uint32_t before = clock.version.load(std::memory_order_acquire);
        // The wall clock too, so that a thread held up in between does not count time by a rate that has ended.
        const ClockReading reading{wallNow(), clock.wallAnchor.load(std::memory_order_relaxed),
                                   clock.runAnchor.load(std::memory_order_relaxed),
                                   clock.rate.load(std::memory_order_relaxed)};
        std::atomic_thread_fence(std::memory_order_acquire);
        if (before % 2 == 0 && clock.version.load(std::memory_order_relaxed) == before)
            return reading;
        std::this_thread::yield();
    }
}

std::int64_t runTime(const ClockReading& reading, std::int64_t wall)
{
    return reading.runAnchor + static_cast<std::int64_t>(static_cast<double>(wall - reading.wallAnchor) * reading.rate);
}

} // namespace

std::int64_t wallNow()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

bool hasInvariantTsc()
{
#if defined(__x86_64__)
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid(0x80000007, &a, &b, &c, &d) != 0 && (d & (1U << 8)) != 0;
#else
    return false;
#endif
}

TickRate::TickRate(bool isTsc) : m_isTsc(isTsc), m_wall(wallNow()), m_ticks(isTsc ? tscAfter() : 0) {}

double TickRate::nanosecondsPerTick(std::int64_t atLeast) const
{
    if (!m_isTsc)
        return 1.0;
    const std::int64_t missing = atLeast - (wallNow() - m_wall);
    if (missing > 0)
        std::this_thread::sleep_for(std::chrono::nanoseconds(missing));
    const std::int64_t wall = wallNow() - m_wall;
    const std::uint64_t ticks = tscAfter() - m_ticks;
    return ticks == 0 ? 1.0 : static_cast<double>(wall) / static_cast<double>(ticks);
}

std::int64_t runNow(const RunClock& clock)
{
    const ClockReading reading = read(clock);
    return runTime(reading, reading.wall);
}

double rateOf(const RunClock& clock) { return clock.rate.load(std::memory_order_relaxed); }

void setRate(RunClock& clock, double rate)
{
    const ClockReading before = read(clock);
    clock.version.fetch_add(1, std::memory_order_acq_rel);
    // Only now: what somebody still reads by the old rate was read before this moment, so time does not go back.
    const std::int64_t wall = wallNow();
    const std::int64_t run = runTime(before, wall);
    clock.wallAnchor.store(wall, std::memory_order_relaxed);
    clock.runAnchor.store(run, std::memory_order_relaxed);
    clock.rate.store(rate, std::memory_order_relaxed);
    clock.version.fetch_add(1, std::memory_order_release);
}

} // namespace interleave::arena
