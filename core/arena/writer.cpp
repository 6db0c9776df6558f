#include "core/arena/writer.h"

#include <sys/mman.h>

namespace interleave::arena {

// The event cannot be recorded, so the lane must not go on: nothing may be missing from the middle of a trace.
void Writer::stopForGood()
{
    for (;;)
        ::pause();
}

bool Writer::takeChunk()
{
    const std::uint32_t number = m_mapping->control().chunks.fetch_add(1, std::memory_order_relaxed);
    if (number >= m_mapping->capacity().chunks) {
        m_mapping->reportFull(Table::Chunks);
        return false;
    }
    m_events = m_mapping->chunk(number);
    // One call instead of sixteen page faults; where it is unknown (before Linux 5.14) the faults come one by one.
    ::madvise(m_events, chunkEvents * sizeof(trace::Event), MADV_POPULATE_WRITE);
    ChunkHeader& header = m_mapping->chunkHeaders()[number];
    header.writer.store(m_slot, std::memory_order_relaxed);
    m_published = &header.published;
    m_used = 0;
    return true;
}

} // namespace interleave::arena
