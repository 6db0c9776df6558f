#include "core/arena/reader.h"

#include "core/arena/clock.h"

#include <algorithm>
#include <cstring>

namespace interleave::arena {
namespace {

/// Events where they lie in the arena.
class ArenaStore final : public trace::EventStore
{
public:
    explicit ArenaStore(std::shared_ptr<const Mapping> mapping) : m_mapping(std::move(mapping)) {}

    trace::Event eventAt(std::uint32_t place) const override
    {
        trace::Event event;
        if (place / chunkEvents < m_mapping->capacity().chunks)
            std::memcpy(&event, m_mapping->chunk(place / chunkEvents) + place % chunkEvents, sizeof(event));
        if (static_cast<int>(event.operation) >= trace::operationCount)
            event.operation = trace::Operation::None;
        if (static_cast<int>(event.way()) >= trace::wayCount)
            event.setWay(trace::Way::Success);
        return event;
    }

private:
    std::shared_ptr<const Mapping> m_mapping;
};

/// Appends the entries of one table that are complete; an unfinished one holds up those behind it until its writer is
/// known to be dead.
template <typename Record, typename Append>
void collectTable(std::span<const Record> records, std::uint32_t taken, std::size_t known, bool skipUnfinished, Append append)
{
    const std::size_t end = std::min<std::size_t>(taken, records.size());
    for (std::size_t i = known; i < end; ++i) {
        const bool isReady = records[i].ready.load(std::memory_order_acquire) != 0;
        if (!isReady && !skipUnfinished)
            return;
        append(records[i], isReady);
    }
}

} // namespace

Reader::Reader(std::shared_ptr<const Mapping> mapping)
    : m_mapping(std::move(mapping)), m_store(std::make_shared<ArenaStore>(m_mapping))
{
}

std::size_t Reader::collect(trace::Trace& into, std::uint64_t until)
{
    const std::uint32_t taken = std::min(m_mapping->control().chunks.load(std::memory_order_acquire), m_mapping->capacity().chunks);
    for (; m_chunksSeen < taken; ++m_chunksSeen)
        m_open.push_back({m_chunksSeen, 0});

    m_found.clear();
    const auto headers = m_mapping->chunkHeaders();
    for (OpenChunk& chunk : m_open) {
        const std::uint32_t published = std::min(headers[chunk.number].published.load(std::memory_order_acquire), chunkEvents);
        const trace::Event* events = m_mapping->chunk(chunk.number);
        for (; chunk.read < published; ++chunk.read) {
            const std::uint64_t stamp = events[chunk.read].stamp;
            if (stamp > until)
                break;
            m_found.push_back({stamp, chunk.number * chunkEvents + chunk.read});
        }
    }
    std::erase_if(m_open, [](const OpenChunk& chunk) { return chunk.read == chunkEvents; });

    // Stable, so that what one thread wrote under one stamp keeps its order.
    const auto earlier = [](const Found& a, const Found& b) { return a.stamp < b.stamp; };
    if (!std::is_sorted(m_found.begin(), m_found.end(), earlier))
        std::stable_sort(m_found.begin(), m_found.end(), earlier);

    // After the events, so that every entry that they name is there.
    collectTables(into);
    for (const Found& found : m_found)
        into.appendEvent(found.place);
    return m_found.size();
}

void Reader::collectTables(trace::Trace& into)
{
    const Control& control = m_mapping->control();
    // Names first: the other tables refer to them.
    std::size_t known = into.nameCount();
    collectTable<NameRecord>(m_mapping->names(), control.names.load(std::memory_order_acquire), known, m_skipUnfinished,
                             [&](const NameRecord& record, bool isReady) {
                                 const auto bytes = m_mapping->nameBytes();
                                 const std::uint64_t offset = record.offset;
                                 const std::uint64_t length = record.length;
                                 const bool isSane = isReady && offset <= bytes.size() && length <= bytes.size() - offset;
                                 into.appendName(isSane ? std::string(bytes.data() + offset, length) : std::string());
                             });
    collectTable<SourceRecord>(m_mapping->sources(), control.sources.load(std::memory_order_acquire), into.sourceCount(),
                               m_skipUnfinished, [&](const SourceRecord& record, bool isReady) {
                                   trace::Source source;
                                   if (isReady)
                                       source = {NameId(record.file), NameId(record.function), record.line, record.column};
                                   into.appendSource(source);
                               });
    collectTable<ObjectRecord>(m_mapping->objects(), control.objects.load(std::memory_order_acquire), into.objectCount(),
                               m_skipUnfinished, [&](const ObjectRecord& record, bool isReady) {
                                   trace::Object object;
                                   if (isReady) {
                                       const std::uint32_t kind = record.kind;
                                       object.kind = kind < trace::objectKindCount ? static_cast<trace::ObjectKind>(kind)
                                                                                   : trace::ObjectKind::Unknown;
                                       object.name = NameId(record.name);
                                       object.creator = LaneId(record.creator);
                                       object.ordinal = record.ordinal;
                                       object.lane = LaneId(record.lane);
                                       object.related = ObjectId(record.related);
                                       object.initial = record.initial;
                                       object.bound = record.bound;
                                       object.policy = record.policy;
                                       object.source = SourceId(record.source);
                                   }
                                   into.appendObject(object);
                               });
    collectTable<LaneRecord>(m_mapping->lanes(), control.lanes.load(std::memory_order_acquire), into.laneCount(),
                             m_skipUnfinished, [&](const LaneRecord& record, bool isReady) {
                                 trace::Lane lane;
                                 if (isReady) {
                                     lane.kind = static_cast<trace::LaneKind>(std::min<std::uint32_t>(record.kind, 2));
                                     lane.name = NameId(record.name);
                                     lane.creator = LaneId(record.creator);
                                     lane.ordinal = record.ordinal;
                                     lane.object = ObjectId(record.object);
                                     lane.home = LaneId(record.home);
                                     lane.process = record.process;
                                     lane.daemon = record.daemon != 0;
                                 }
                                 into.appendLane(lane);
                             });
}

std::uint64_t stampNow(const Control& control)
{
    if (control.stampIsTsc.load(std::memory_order_relaxed) != 0)
        return tscAfter();
    return static_cast<std::uint64_t>(wallNow());
}

} // namespace interleave::arena
