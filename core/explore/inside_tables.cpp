#include "core/explore/inside_tables.h"

#include "core/runtime/context.h"

#include <bit>

namespace interleave::explore {

void InsideTables::reset()
{
    m_lanes.clear();
    m_pathHashes.clear();
    m_objects.clear();
    m_payloads.clear();
    if (m_names.size() > manyNames) {
        m_nameIds.clear();
        m_names.clear();
    }
}

LaneId InsideTables::addLane(const trace::Lane& lane)
{
    const std::uint64_t creator = knows(lane.creator) ? pathHash(lane.creator) : 0;
    m_lanes.push_back(lane);
    m_pathHashes.push_back(runtime::childPathHash(creator, lane.ordinal));
    return LaneId(m_lanes.size() - 1);
}

ObjectId InsideTables::addObject(const trace::Object& object)
{
    m_objects.push_back(object);
    return ObjectId(m_objects.size() - 1);
}

runtime::NewLane InsideTables::addLaneWithObject(trace::Lane lane, trace::Object object)
{
    lane.object = ObjectId(m_objects.size());
    object.lane = LaneId(m_lanes.size());
    runtime::NewLane made;
    made.lane = addLane(lane);
    made.object = addObject(object);
    made.pathHash = pathHash(made.lane);
    return made;
}

NameId InsideTables::internName(std::string_view text)
{
    const auto known = m_nameIds.find(text);
    if (known != m_nameIds.end())
        return known->second;
    const auto id = NameId(m_names.size());
    m_names.emplace_back(text);
    m_nameIds.emplace(m_names.back(), id);
    return id;
}

SourceId InsideTables::internSource(const runtime::Where& where)
{
    const auto [place, isNew] = m_sourceIds.try_emplace(std::bit_cast<const void*>(where), SourceId(m_sources.size()));
    if (isNew)
        m_sources.push_back(where);
    return place->second;
}

std::int64_t InsideTables::storePayload(std::string_view bytes)
{
    m_payloads.emplace_back(bytes);
    return static_cast<std::int64_t>(m_payloads.size()) - 1;
}

std::string InsideTables::payload(std::int64_t handle) const
{
    return handle >= 0 && handle < static_cast<std::int64_t>(m_payloads.size()) ? m_payloads[static_cast<std::size_t>(handle)]
                                                                                 : std::string();
}

char* InsideTables::payloadPlace(std::int64_t handle)
{
    return handle >= 0 && handle < static_cast<std::int64_t>(m_payloads.size())
               ? m_payloads[static_cast<std::size_t>(handle)].data()
               : nullptr;
}

std::string InsideTables::lanePath(LaneId id) const
{
    if (!knows(id))
        return {};
    const trace::Lane& facts = lane(id);
    const std::string last = std::to_string(facts.ordinal);
    return knows(facts.creator) ? lanePath(facts.creator) + "." + last : last;
}

std::string InsideTables::objectPath(ObjectId id) const
{
    return knows(id) ? lanePath(object(id).creator) + ":" + std::to_string(object(id).ordinal) : std::string();
}

} // namespace interleave::explore
