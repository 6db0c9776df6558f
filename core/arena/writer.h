#pragma once

#include "core/arena/mapping.h"

namespace interleave::arena {

/// Appends events to the chunks of one thread: no lock, no system call but one per 2,048 events.
///
/// Thread-safety: one thread uses a writer at a time.
class Writer
{
public:
    Writer() = default;
    Writer(const Mapping& mapping, std::uint32_t slot) : m_mapping(&mapping), m_slot(slot) {}

    /// Publishes the event: it is in the trace even if this process is killed right after.
    /// When the arena is full the calling thread stops here for good; the host ends the run.
    void append(const trace::Event& event)
    {
        if (m_used == chunkEvents && !takeChunk()) [[unlikely]]
            stopForGood();
        m_events[m_used] = event;
        m_published->store(++m_used, std::memory_order_release);
    }

    /// The same for the host, which never stops: false when the arena is full and the event was not recorded.
    bool tryAppend(const trace::Event& event)
    {
        if (m_used == chunkEvents && !takeChunk())
            return false;
        append(event);
        return true;
    }

private:
    bool takeChunk();
    [[noreturn]] void stopForGood();

    const Mapping* m_mapping = nullptr;
    trace::Event* m_events = nullptr;
    std::atomic<std::uint32_t>* m_published = nullptr;
    std::uint32_t m_used = chunkEvents;
    std::uint32_t m_slot = 0;
};

} // namespace interleave::arena
