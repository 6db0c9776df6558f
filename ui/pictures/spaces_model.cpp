#include "ui/pictures/spaces_model.h"

#include <algorithm>
#include <map>

namespace interleave::pictures {
namespace {

using trace::ObjectKind;
using trace::Operation;

template <typename Id> bool holds(const std::vector<Id>& list, Id id)
{
    return std::find(list.begin(), list.end(), id) != list.end();
}

} // namespace

void TouchIndex::start(const trace::Trace* trace)
{
    m_trace = trace;
    m_touchers.clear();
}

bool TouchIndex::take(const trace::Event& event)
{
    if (event.operation == Operation::Create || event.operation == Operation::Destroy || event.isBlocked()
        || !m_trace->knows(event.object) || m_trace->object(event.object).kind != ObjectKind::Variable)
        return false;
    if (index(event.object) >= m_touchers.size())
        m_touchers.resize(index(event.object) + 1);
    std::vector<LaneId>& lanes = m_touchers[index(event.object)];
    if (holds(lanes, event.lane))
        return false;
    lanes.push_back(event.lane);
    return true;
}

const std::vector<LaneId>& TouchIndex::touchers(ObjectId variable) const
{
    static const std::vector<LaneId> nobody;
    return index(variable) < m_touchers.size() ? m_touchers[index(variable)] : nobody;
}

Spaces spacesOf(const trace::Trace& trace, const TouchIndex& touches, const std::vector<ObjectId>& variables,
                const Existence& isThere)
{
    Spaces spaces;
    std::map<std::uint32_t, std::size_t> places;    ///< by process
    std::map<LaneId, std::size_t> laneOf;           ///< place among its process's lanes
    std::map<std::uint32_t, std::size_t> lanesEver; ///< by process
    for (std::size_t i = 0; i < trace.laneCount(); ++i) {
        const auto id = LaneId(static_cast<std::uint32_t>(i));
        const trace::Lane& lane = trace.lane(id);
        ++lanesEver[lane.process];
        if (!isThere.lane(id))
            continue;
        auto place = places.find(lane.process);
        if (place == places.end()) {
            place = places.emplace(lane.process, spaces.processes.size()).first;
            spaces.processes.push_back({lane.process, id, {}, {}, false});
        }
        laneOf[id] = spaces.processes[place->second].lanes.size();
        spaces.processes[place->second].lanes.push_back({id, {}});
    }
    for (Space& space : spaces.processes)
        space.isAlone = lanesEver[space.process] == 1;
    for (const ObjectId variable : variables) {
        const trace::Object& facts = trace.object(variable);
        const std::uint32_t home = trace.lane(facts.creator).process;
        const auto place = places.find(home);
        if (!isThere.variable(variable) || place == places.end() || !laneOf.contains(facts.creator))
            continue;
        Space& space = spaces.processes[place->second];
        const std::vector<LaneId>& lanes = touches.touchers(variable);
        const auto isElsewhere = [&](LaneId lane) { return trace.lane(lane).process != home; };
        const auto isOther = [&](LaneId lane) { return lane != facts.creator; };
        if (std::any_of(lanes.begin(), lanes.end(), isElsewhere))
            spaces.between.push_back(variable);
        else if (facts.creator == space.main || std::any_of(lanes.begin(), lanes.end(), isOther))
            space.shared.push_back(variable);
        else
            space.lanes[laneOf[facts.creator]].cells.push_back(variable);
    }
    return spaces;
}

bool canTouch(const trace::Trace& trace, const Spaces& spaces, LaneId lane, ObjectId variable)
{
    if (holds(spaces.between, variable))
        return true;
    for (const Space& space : spaces.processes) {
        if (holds(space.shared, variable))
            return trace.lane(lane).process == space.process;
        for (const SpaceLane& each : space.lanes)
            if (holds(each.cells, variable))
                return each.lane == lane;
    }
    return false;
}

} // namespace interleave::pictures
