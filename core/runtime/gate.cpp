#include "core/runtime/gate.h"

#include "core/arena/clock.h"
#include "core/runtime/arena_driver.h"

#include <algorithm>

namespace interleave::runtime {
namespace {

constexpr std::int64_t longestSlice = 50'000'000;

constinit arena::FutexWord openGate{0};

bool takeToken(arena::ThreadSlot& slot)
{
    std::uint32_t tokens = slot.tokens.load(std::memory_order_acquire);
    while (tokens > 0)
        if (slot.tokens.compare_exchange_weak(tokens, tokens - 1, std::memory_order_acq_rel))
            return true;
    return false;
}

} // namespace

constinit const arena::FutexWord* g_gate = &openGate;

void parkAtGate(Context& context)
{
    arena::ThreadSlot& slot = *context.slot;
    for (;;) {
        const std::uint32_t wake = slot.wake.load(std::memory_order_seq_cst);
        if (g_gate->load(std::memory_order_seq_cst) == 0)
            break;
        // Parked is said before the token is looked for: the host gives a token and then wakes, so either the token is
        // found here or the wait below sees a changed word.
        slot.state.store(static_cast<std::uint32_t>(arena::SlotState::AtGate), std::memory_order_seq_cst);
        if (slot.tokens.load(std::memory_order_seq_cst) == 0) {
            arena::futexWait(slot.wake, wake);
            continue;
        }
        // Before the token is gone: nobody may see this lane at its gate without one while it goes on.
        slot.state.store(static_cast<std::uint32_t>(arena::SlotState::Running), std::memory_order_seq_cst);
        if (takeToken(slot)) {
            slot.passes.fetch_add(1, std::memory_order_acq_rel);
            break;
        }
    }
    slot.state.store(static_cast<std::uint32_t>(arena::SlotState::Running), std::memory_order_release);
}

Nanoseconds runNow() { return arena::runNow(runMapping().control().clock); }

std::int64_t sliceUntil(Nanoseconds deadline)
{
    if (deadline == never)
        return longestSlice;
    const arena::RunClock& clock = runMapping().control().clock;
    const Nanoseconds missing = deadline - arena::runNow(clock);
    if (missing <= 0)
        return 0;
    const double rate = arena::rateOf(clock);
    if (rate <= 0)
        return longestSlice;
    // At least a microsecond, so that rounding cannot turn the end of a wait into a busy loop.
    const double slice = static_cast<double>(missing) / rate;
    return slice > static_cast<double>(longestSlice) ? longestSlice : std::max<std::int64_t>(1000, static_cast<std::int64_t>(slice));
}

void sleepUntilLive(Context& context, Nanoseconds deadline)
{
    const SlotStateScope sleeping(context, arena::SlotState::Sleeping);
    // A word that nobody wakes: only time ends this wait.
    static const arena::FutexWord nobody{0};
    while (const std::int64_t slice = sliceUntil(deadline))
        arena::futexWait(nobody, 0, slice);
}

} // namespace interleave::runtime
