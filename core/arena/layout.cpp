#include "core/arena/layout.h"

#include <algorithm>

namespace interleave::arena {
namespace {

constexpr std::uint64_t pageSize = 4096;

} // namespace

Capacity Capacity::forEvents(std::uint64_t events)
{
    Capacity capacity;
    // Every writer may leave a chunk partly filled.
    const std::uint64_t chunks = events / chunkEvents + 1 + 64;
    capacity.chunks = static_cast<std::uint32_t>(std::min<std::uint64_t>(chunks, (std::uint64_t{1} << 32) / chunkEvents - 1));
    return capacity;
}

Layout::Layout(const Capacity& capacity)
{
    std::uint64_t end = pageSize;
    const auto place = [&end](std::uint64_t& offset, std::uint64_t bytes) {
        offset = end;
        end = (end + bytes + pageSize - 1) / pageSize * pageSize;
    };
    place(control, sizeof(Control));
    place(options, capacity.optionBytes);
    place(threadSlots, capacity.threadSlots * sizeof(ThreadSlot));
    place(lanes, std::uint64_t{capacity.lanes} * sizeof(LaneRecord));
    place(objects, std::uint64_t{capacity.objects} * sizeof(ObjectRecord));
    place(names, std::uint64_t{capacity.names} * sizeof(NameRecord));
    place(sources, std::uint64_t{capacity.sources} * sizeof(SourceRecord));
    place(nameBytes, capacity.nameBytes);
    place(payloads, capacity.payloadBytes);
    place(chunkHeaders, std::uint64_t{capacity.chunks} * sizeof(ChunkHeader));
    place(chunks, std::uint64_t{capacity.chunks} * chunkEvents * sizeof(trace::Event));
    total = end;
}

} // namespace interleave::arena
