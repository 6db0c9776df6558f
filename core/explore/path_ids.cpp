#include "core/explore/path_ids.h"

namespace interleave::explore {
namespace {

std::uint64_t mix(std::uint64_t hash, std::uint64_t value)
{
    hash ^= value + 0x9e3779b97f4a7c15 + (hash << 6) + (hash >> 2);
    return hash * 0xff51afd7ed558ccd;
}

} // namespace

void PathIds::restart()
{
    m_laneCount = 0;
    m_objectCount = 0;
}

void PathIds::follow(const InsideTables& tables)
{
    // A lane and its own object name each other: first the ids of both, then the facts.
    for (; m_laneCount < tables.laneCount(); ++m_laneCount)
        addLane(tables.lane(LaneId(m_laneCount)), m_laneCount);
    for (; m_objectCount < tables.objectCount(); ++m_objectCount)
        addObject(tables.object(ObjectId(m_objectCount)), m_objectCount);
}

void PathIds::addLane(const trace::Lane& lane, std::size_t place)
{
    const std::uint64_t key = mix(mix(index(this->lane(lane.creator)), lane.ordinal), static_cast<std::uint64_t>(lane.kind));
    if (place >= m_lanes.size())
        m_lanes.resize(place + 1);
    Known& known = m_lanes[place];
    if (!isNone(known.id) && known.key == key)
        return;
    known.key = key;
    const auto [found, isNew] = m_laneIds.try_emplace(key, LaneId(m_laneIds.size()));
    known.id = found->second;
    if (!isNew)
        return;
    trace::Lane facts = lane;
    facts.creator = this->lane(lane.creator);
    facts.home = this->lane(lane.home);
    facts.object = ObjectId::none;
    facts.process = lane.kind == trace::LaneKind::Process || isNone(facts.creator)
                        ? index(known.id)
                        : m_facts.lane(facts.creator).facts.process;
    m_facts.addLane(known.id, facts);
}

void PathIds::addObject(const trace::Object& object, std::size_t place)
{
    std::uint64_t key = mix(mix(index(lane(object.creator)), object.ordinal), static_cast<std::uint64_t>(object.kind));
    key = mix(mix(key, object.policy), static_cast<std::uint64_t>(object.initial));
    if (place >= m_objects.size())
        m_objects.resize(place + 1);
    KnownObject& known = m_objects[place];
    if (!isNone(known.id) && known.key == key)
        return;
    known.key = key;
    const auto [found, isNew] = m_objectIds.try_emplace(key, ObjectId(m_objectIds.size()));
    known.id = found->second;
    if (!isNew)
        return;
    trace::Object facts = object;
    facts.creator = lane(object.creator);
    facts.lane = lane(object.lane);
    facts.related = this->object(object.related);
    m_facts.addObject(known.id, facts);
    if (m_facts.knows(facts.lane))
        m_facts.lane(facts.lane).facts.object = known.id;
}

rules::Request PathIds::translate(rules::Request request) const
{
    request.lane = lane(request.lane);
    request.object = object(request.object);
    request.other = object(request.other);
    return request;
}

} // namespace interleave::explore
