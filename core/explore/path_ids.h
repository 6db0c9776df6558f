#pragma once

#include "core/explore/inside_tables.h"
#include "core/rules/state.h"

#include <unordered_map>
#include <vector>

namespace interleave::explore {

/// Numbers of lanes and objects by creation path: the same in all executions of a search, in whatever order they are made.
///
/// The tables of an execution number them in order of creation, which differs between equivalent executions. An object
/// that is made in one execution as a mutex and in another as a semaphore has two numbers.
class PathIds
{
public:
    explicit PathIds(rules::Options options) : m_facts(options) {}

    /// For the next execution.
    void restart();
    /// Takes in what was made since the last call.
    void follow(const InsideTables& tables);

    /// The number of a lane or object of this execution; none for none and for what is not known.
    LaneId lane(LaneId dense) const { return index(dense) < m_lanes.size() ? m_lanes[index(dense)].id : LaneId::none; }
    ObjectId object(ObjectId dense) const
    {
        return index(dense) < m_objects.size() ? m_objects[index(dense)].id : ObjectId::none;
    }
    /// A request with these numbers instead of the execution's.
    rules::Request translate(rules::Request request) const;

    /// What is known of every lane and object besides its state: to ask rules::dependent.
    const rules::State& facts() const { return m_facts; }
    rules::State& facts() { return m_facts; }

private:
    struct Known
    {
        std::uint64_t key = 0;
        LaneId id = LaneId::none;
    };
    struct KnownObject
    {
        std::uint64_t key = 0;
        ObjectId id = ObjectId::none;
    };

    void addLane(const trace::Lane& lane, std::size_t place);
    void addObject(const trace::Object& object, std::size_t place);

    rules::State m_facts;
    std::unordered_map<std::uint64_t, LaneId> m_laneIds;
    std::unordered_map<std::uint64_t, ObjectId> m_objectIds;
    std::vector<Known> m_lanes;         ///< by the execution's number; beyond m_laneCount of an execution before
    std::vector<KnownObject> m_objects;
    std::size_t m_laneCount = 0;
    std::size_t m_objectCount = 0;
};

} // namespace interleave::explore
