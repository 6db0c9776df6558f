#include "core/arena/tables.h"

#include <sys/syscall.h>

#include <algorithm>
#include <cstring>

namespace interleave::arena {
namespace {

constexpr std::size_t longestName = 64 * 1024;

[[noreturn]] void stopForGood(const Mapping& mapping, Table table)
{
    mapping.reportFull(table);
    for (;;)
        ::pause();
}

/// The number of an entry that is not ready yet.
template <typename Record>
std::uint32_t reserve(const Mapping& mapping, Table table, std::atomic<std::uint32_t>& counter, std::span<Record> records)
{
    const std::uint32_t number = counter.fetch_add(1, std::memory_order_relaxed);
    if (number >= records.size())
        stopForGood(mapping, table);
    return number;
}

template <typename Record, typename Fill>
std::uint32_t append(const Mapping& mapping, Table table, std::atomic<std::uint32_t>& counter, std::span<Record> records,
                     Fill fill)
{
    const std::uint32_t number = reserve(mapping, table, counter, records);
    Record& record = records[number];
    fill(record);
    record.ready.store(1, std::memory_order_release);
    return number;
}

void write(LaneRecord& record, const trace::Lane& lane)
{
    record.kind = static_cast<std::uint32_t>(lane.kind);
    record.name = index(lane.name);
    record.creator = index(lane.creator);
    record.ordinal = lane.ordinal;
    record.object = index(lane.object);
    record.home = index(lane.home);
    record.process = lane.process;
    record.daemon = lane.daemon ? 1 : 0;
}

void write(ObjectRecord& record, const trace::Object& object)
{
    record.kind = static_cast<std::uint32_t>(object.kind);
    record.name = index(object.name);
    record.creator = index(object.creator);
    record.ordinal = object.ordinal;
    record.lane = index(object.lane);
    record.related = index(object.related);
    record.initial = object.initial;
    record.bound = object.bound;
    record.policy = object.policy;
    record.source = index(object.source);
}

/// Reserves bytes of a heap; stops for good when there are not enough.
std::uint64_t reserve(const Mapping& mapping, Table table, std::atomic<std::uint64_t>& used, std::size_t size,
                      std::size_t capacity)
{
    const std::uint64_t offset = used.fetch_add(size, std::memory_order_relaxed);
    if (offset + size > capacity)
        stopForGood(mapping, table);
    return offset;
}

} // namespace

LaneId appendLane(const Mapping& mapping, const trace::Lane& lane)
{
    return LaneId(append(mapping, Table::Lanes, mapping.control().lanes, mapping.lanes(),
                         [&](LaneRecord& record) { write(record, lane); }));
}

ObjectId appendObject(const Mapping& mapping, const trace::Object& object)
{
    return ObjectId(append(mapping, Table::Objects, mapping.control().objects, mapping.objects(),
                           [&](ObjectRecord& record) { write(record, object); }));
}

LaneWithObject appendLaneWithObject(const Mapping& mapping, trace::Lane lane, trace::Object object)
{
    LaneWithObject both;
    both.lane = LaneId(reserve(mapping, Table::Lanes, mapping.control().lanes, mapping.lanes()));
    both.object = ObjectId(reserve(mapping, Table::Objects, mapping.control().objects, mapping.objects()));
    lane.object = both.object;
    object.lane = both.lane;
    LaneRecord& laneRecord = mapping.lanes()[index(both.lane)];
    ObjectRecord& objectRecord = mapping.objects()[index(both.object)];
    write(laneRecord, lane);
    write(objectRecord, object);
    laneRecord.ready.store(1, std::memory_order_release);
    objectRecord.ready.store(1, std::memory_order_release);
    return both;
}

SourceId appendSource(const Mapping& mapping, const trace::Source& source)
{
    return SourceId(append(mapping, Table::Sources, mapping.control().sources, mapping.sources(), [&](SourceRecord& record) {
        record.file = index(source.file);
        record.function = index(source.function);
        record.line = source.line;
        record.column = source.column;
    }));
}

NameId appendName(const Mapping& mapping, std::string_view text)
{
    text = text.substr(0, longestName);
    const std::uint64_t offset =
        reserve(mapping, Table::Names, mapping.control().nameBytes, text.size(), mapping.nameBytes().size());
    std::memcpy(mapping.nameBytes().data() + offset, text.data(), text.size());
    return NameId(append(mapping, Table::Names, mapping.control().names, mapping.names(), [&](NameRecord& record) {
        record.offset = offset;
        record.length = static_cast<std::uint32_t>(text.size());
    }));
}

std::uint32_t appendSlot(const Mapping& mapping, std::uint32_t process)
{
    const std::uint32_t number = mapping.control().threadSlots.fetch_add(1, std::memory_order_relaxed);
    if (number >= mapping.capacity().threadSlots)
        stopForGood(mapping, Table::Slots);
    ThreadSlot& slot = mapping.threadSlots()[number];
    slot.lane.store(none, std::memory_order_relaxed);
    slot.process.store(process, std::memory_order_relaxed);
    slot.tid.store(static_cast<std::uint32_t>(::syscall(SYS_gettid)), std::memory_order_relaxed);
    slot.state.store(static_cast<std::uint32_t>(SlotState::Running), std::memory_order_release);
    return number;
}

std::int64_t storePayload(const Mapping& mapping, std::string_view bytes)
{
    std::uint64_t length = bytes.size();
    const std::size_t size = (sizeof(length) + bytes.size() + 7) / 8 * 8;
    const std::uint64_t offset =
        reserve(mapping, Table::Payloads, mapping.control().payloadBytes, size, mapping.payloads().size());
    char* place = mapping.payloads().data() + offset;
    std::memcpy(place, &length, sizeof(length));
    std::memcpy(place + sizeof(length), bytes.data(), bytes.size());
    return static_cast<std::int64_t>(offset);
}

std::string_view payload(const Mapping& mapping, std::int64_t handle)
{
    const auto heap = mapping.payloads();
    const auto offset = static_cast<std::uint64_t>(handle);
    std::uint64_t length = 0;
    if (offset + sizeof(length) > heap.size())
        return {};
    std::memcpy(&length, heap.data() + offset, sizeof(length));
    if (length > heap.size() - offset - sizeof(length))
        return {};
    return {heap.data() + offset + sizeof(length), length};
}

} // namespace interleave::arena
