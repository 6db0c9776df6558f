#include "core/trace/trace.h"

#include <algorithm>
#include <vector>

namespace interleave::trace {
namespace {

const Lane unknownLane;
const Object unknownObject;
const Source unknownSource;

} // namespace

Trace::Trace(std::shared_ptr<const EventStore> store, RunInfo info) : m_store(std::move(store)), m_info(std::move(info)) {}

const Lane& Trace::lane(LaneId id) const { return knows(id) ? m_lanes[index(id)] : unknownLane; }
const Object& Trace::object(ObjectId id) const { return knows(id) ? m_objects[index(id)] : unknownObject; }
const Source& Trace::source(SourceId id) const { return knows(id) ? m_sources[index(id)] : unknownSource; }

std::string_view Trace::name(NameId id) const
{
    return index(id) < m_names.size() ? std::string_view(m_names[index(id)]) : std::string_view();
}

std::string Trace::lanePath(LaneId id) const
{
    std::vector<std::uint32_t> ordinals;
    // A broken arena may hold a ring of creators.
    for (std::size_t depth = 0; knows(id) && depth <= laneCount(); ++depth) {
        ordinals.push_back(lane(id).ordinal);
        id = lane(id).creator;
    }
    std::string path;
    for (auto ordinal = ordinals.rbegin(); ordinal != ordinals.rend(); ++ordinal)
        path += (path.empty() ? "" : ".") + std::to_string(*ordinal);
    return path;
}

void Trace::appendEvent(std::uint32_t place)
{
    const Event event = m_store->eventAt(place);
    // The change is visible before the event that makes it is.
    if (m_info.mode == Mode::Controlled && event.operation == Operation::Clock)
        m_clock.append({m_places.size(), event.value});
    m_places.append(place);
}

void Trace::setClock(std::uint64_t firstStamp, double nanosecondsPerTick)
{
    m_firstStamp = firstStamp;
    m_nanosecondsPerTick = nanosecondsPerTick;
}

Nanoseconds Trace::timeAt(Step step) const
{
    if (m_info.mode == Mode::Live) {
        if (step >= size())
            return 0;
        const auto ticks = static_cast<std::int64_t>(event(step).stamp - m_firstStamp);
        return static_cast<Nanoseconds>(static_cast<double>(ticks) * m_nanosecondsPerTick);
    }
    std::size_t low = 0;
    std::size_t high = m_clock.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (m_clock[middle].step <= step)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? 0 : m_clock[low - 1].time;
}

std::uint32_t MemoryStore::append(const Event& event)
{
    m_events.append(event);
    return static_cast<std::uint32_t>(m_events.size() - 1);
}

Event MemoryStore::eventAt(std::uint32_t place) const
{
    return place < m_events.size() ? m_events[place] : Event{};
}

} // namespace interleave::trace
