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

constexpr std::int64_t grace = 1'000'000'000; // a living writer is not interrupted for that long

/// Appends the entries of one table that are complete. An unfinished one, or one that names what is not there yet, holds
/// up those behind it, but for those below `passable`, which are appended empty.
template <typename Record, typename Append>
void collectTable(std::span<const Record> records, std::uint32_t taken, std::size_t known, std::uint32_t passable, Append append)
{
    const std::size_t end = std::min<std::size_t>(taken, records.size());
    for (std::size_t i = known; i < end; ++i) {
        const bool isReady = records[i].ready.load(std::memory_order_acquire) != 0;
        if (!isReady && i >= passable)
            return;
        if (!append(records[i], isReady))
            return;
    }
}

trace::Object read(const ObjectRecord& record)
{
    const std::uint32_t kind = record.kind;
    trace::Object object;
    object.kind = kind < trace::objectKindCount ? static_cast<trace::ObjectKind>(kind) : trace::ObjectKind::Unknown;
    object.name = NameId(record.name);
    object.creator = LaneId(record.creator);
    object.ordinal = record.ordinal;
    object.lane = LaneId(record.lane);
    object.related = ObjectId(record.related);
    object.initial = record.initial;
    object.bound = record.bound;
    object.policy = record.policy;
    object.source = SourceId(record.source);
    return object;
}

trace::Lane read(const LaneRecord& record)
{
    trace::Lane lane;
    lane.kind = static_cast<trace::LaneKind>(std::min<std::uint32_t>(record.kind, 2));
    lane.name = NameId(record.name);
    lane.creator = LaneId(record.creator);
    lane.ordinal = record.ordinal;
    lane.object = ObjectId(record.object);
    lane.home = LaneId(record.home);
    lane.process = record.process;
    lane.daemon = record.daemon != 0;
    return lane;
}

/// Whether an entry was taken and is not there yet. What was never taken is garbage, and nothing to wait for.
bool isComing(std::uint32_t entry, std::size_t known, std::uint32_t taken)
{
    return entry >= known && entry < taken;
}

} // namespace

Reader::Reader(std::shared_ptr<const Mapping> mapping)
    : m_mapping(std::move(mapping)), m_store(std::make_shared<ArenaStore>(m_mapping))
{
}

std::size_t Reader::collect(trace::Trace& into, std::uint64_t until)
{
    const std::uint32_t chunks = std::min(m_mapping->control().chunks.load(std::memory_order_acquire), m_mapping->capacity().chunks);
    for (; m_chunksSeen < chunks; ++m_chunksSeen)
        m_open.push_back({m_chunksSeen, 0});

    m_found.swap(m_waiting);
    m_waiting.clear();
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

    // After the events, so that every entry that they name was taken.
    passOverTheDead();
    collectTables(into);
    const Taken all = taken();
    std::size_t count = 0;
    while (count < m_found.size() && !isWaitingFor(m_store->eventAt(m_found[count].place), into, all))
        into.appendEvent(m_found[count++].place);
    m_waiting.assign(m_found.begin() + static_cast<std::ptrdiff_t>(count), m_found.end());
    return count;
}

Reader::Taken Reader::taken() const
{
    // In the order of what refers to what: names last, so that those of every entry are counted.
    const Control& control = m_mapping->control();
    Taken all;
    all.lanes = control.lanes.load(std::memory_order_acquire);
    all.objects = control.objects.load(std::memory_order_acquire);
    all.sources = control.sources.load(std::memory_order_acquire);
    all.names = control.names.load(std::memory_order_acquire);
    return all;
}

void Reader::writerDied()
{
    m_deaths.push_back({taken(), wallNow() + grace});
}

void Reader::passOverTheDead()
{
    if (m_skipUnfinished)
        m_passable = {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};
    while (!m_skipUnfinished && !m_deaths.empty() && m_deaths.front().due <= wallNow()) {
        m_passable = m_deaths.front().taken;
        m_deaths.erase(m_deaths.begin());
    }
}

bool Reader::isWaitingFor(const trace::Event& event, const trace::Trace& into, const Taken& taken) const
{
    return isComing(index(event.lane), into.laneCount(), taken.lanes)
           || isComing(index(event.object), into.objectCount(), taken.objects)
           || isComing(index(event.source), into.sourceCount(), taken.sources)
           || (event.has(trace::EventFlag::Text)
               && isComing(static_cast<std::uint32_t>(event.value), into.nameCount(), taken.names));
}

void Reader::collectTables(trace::Trace& into)
{
    // Names first: the other tables refer to them.
    const Taken all = taken();
    const auto hasName = [&](std::uint32_t name) { return !isComing(name, into.nameCount(), all.names); };
    collectTable<NameRecord>(m_mapping->names(), all.names, into.nameCount(), m_passable.names,
                             [&](const NameRecord& record, bool isReady) {
                                 const auto bytes = m_mapping->nameBytes();
                                 const std::uint64_t offset = record.offset;
                                 const std::uint64_t length = record.length;
                                 const bool isSane = isReady && offset <= bytes.size() && length <= bytes.size() - offset;
                                 into.appendName(isSane ? std::string(bytes.data() + offset, length) : std::string());
                                 return true;
                             });
    collectTable<SourceRecord>(m_mapping->sources(), all.sources, into.sourceCount(), m_passable.sources,
                               [&](const SourceRecord& record, bool isReady) {
                                   trace::Source source;
                                   if (isReady)
                                       source = {NameId(record.file), NameId(record.function), record.line, record.column};
                                   if (!hasName(index(source.file)) || !hasName(index(source.function)))
                                       return false;
                                   into.appendSource(source);
                                   return true;
                               });
    collectTable<ObjectRecord>(m_mapping->objects(), all.objects, into.objectCount(), m_passable.objects,
                               [&](const ObjectRecord& record, bool isReady) {
                                   const trace::Object object = isReady ? read(record) : trace::Object();
                                   if (!hasName(index(object.name)))
                                       return false;
                                   into.appendObject(object);
                                   return true;
                               });
    collectTable<LaneRecord>(m_mapping->lanes(), all.lanes, into.laneCount(), m_passable.lanes,
                             [&](const LaneRecord& record, bool isReady) {
                                 const trace::Lane lane = isReady ? read(record) : trace::Lane();
                                 if (!hasName(index(lane.name)))
                                     return false;
                                 into.appendLane(lane);
                                 return true;
                             });
}

std::uint64_t stampNow(const Control& control)
{
    if (control.stampIsTsc.load(std::memory_order_relaxed) != 0)
        return tscAfter();
    return static_cast<std::uint64_t>(wallNow());
}

} // namespace interleave::arena
