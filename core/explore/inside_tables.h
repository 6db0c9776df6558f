#pragma once

#include "core/runtime/driver.h"

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace interleave::explore {

/// Lanes, objects, names, sources and messages of executions that stay inside this process.
///
/// Lanes, objects and messages belong to one execution; names and sources are kept from one to the next.
/// Thread-safety: none is needed, one lane runs at a time.
class InsideTables
{
public:
    /// For the next execution.
    void reset();

    LaneId addLane(const trace::Lane& lane);
    ObjectId addObject(const trace::Object& object);
    runtime::NewLane addLaneWithObject(trace::Lane lane, trace::Object object);
    NameId internName(std::string_view text);
    SourceId internSource(const runtime::Where& where);
    std::int64_t storePayload(std::string_view bytes);

    const trace::Lane& lane(LaneId id) const { return m_lanes[index(id)]; }
    const trace::Object& object(ObjectId id) const { return m_objects[index(id)]; }
    const std::string& name(NameId id) const { return m_names[index(id)]; }
    const runtime::Where& source(SourceId id) const { return m_sources[index(id)]; }
    std::string payload(std::int64_t handle) const;
    /// Stays where it is until reset(); null for no message.
    char* payloadPlace(std::int64_t handle);
    std::uint64_t pathHash(LaneId id) const { return m_pathHashes[index(id)]; }
    std::size_t laneCount() const { return m_lanes.size(); }
    std::size_t objectCount() const { return m_objects.size(); }
    std::size_t nameCount() const { return m_names.size(); }
    bool knows(LaneId id) const { return index(id) < m_lanes.size(); }
    bool knows(ObjectId id) const { return index(id) < m_objects.size(); }
    /// "0.2.1", and "0.2:3" for an object: as in a schedule.
    std::string lanePath(LaneId id) const;
    std::string objectPath(ObjectId id) const;

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    // More names than any program needs again and again: they are forgotten between two executions.
    static constexpr std::size_t manyNames = 65'536;

    std::vector<trace::Lane> m_lanes;
    std::vector<std::uint64_t> m_pathHashes;
    std::vector<trace::Object> m_objects;
    std::deque<std::string> m_names; ///< never move: the keys below point into them
    std::unordered_map<std::string_view, NameId, Hash, std::equal_to<>> m_nameIds;
    std::vector<runtime::Where> m_sources;
    std::unordered_map<const void*, SourceId> m_sourceIds;
    std::deque<std::string> m_payloads; ///< never move: processes share what lies in them
};

} // namespace interleave::explore
