#pragma once

#include "core/runtime/context.h"

namespace interleave::runtime {

/// The word that every Live operation looks at: 0 while the gate is open.
extern constinit const arena::FutexWord* g_gate;

void parkAtGate(Context& context);

/// Stands before every Live operation, and again after one that really blocked.
inline void passGate(Context& context)
{
    if (g_gate->load(std::memory_order_relaxed) != 0) [[unlikely]]
        parkAtGate(context);
}

/// Says to the host what this thread does while it cannot be seen from events; Running again at the end of the scope.
class SlotStateScope
{
public:
    SlotStateScope(Context& context, arena::SlotState state) : m_slot(context.slot)
    {
        if (m_slot != nullptr)
            m_slot->state.store(static_cast<std::uint32_t>(state), std::memory_order_release);
    }
    ~SlotStateScope()
    {
        if (m_slot != nullptr)
            m_slot->state.store(static_cast<std::uint32_t>(arena::SlotState::Running), std::memory_order_release);
    }
    SlotStateScope(const SlotStateScope&) = delete;
    SlotStateScope& operator=(const SlotStateScope&) = delete;

private:
    arena::ThreadSlot* m_slot;
};

/// Live: run time now, in nanoseconds.
Nanoseconds runNow();

/// Live: how long the next slice of a wait until `deadline` (run time) may last on the wall, in nanoseconds: at most
/// 50 ms, so that a changed rate and a pause take effect; 0 when the deadline has come.
std::int64_t sliceUntil(Nanoseconds deadline);

/// Live: sleeps until a moment of run time; the time stands still during a pause.
void sleepUntilLive(Context& context, Nanoseconds deadline);

} // namespace interleave::runtime
