#pragma once

#include "core/arena/mapping.h"

#include <string_view>

namespace interleave::arena {

struct LaneWithObject
{
    LaneId lane = LaneId::none;
    ObjectId object = ObjectId::none;
};

/// Appends to the tables of an arena; any thread of any process of the run. When a table is full the run is over: the
/// calling thread stops for good, as at a full arena.
LaneId appendLane(const Mapping& mapping, const trace::Lane& lane);
ObjectId appendObject(const Mapping& mapping, const trace::Object& object);
/// A lane and the object that others start and join, each naming the other.
LaneWithObject appendLaneWithObject(const Mapping& mapping, trace::Lane lane, trace::Object object);
SourceId appendSource(const Mapping& mapping, const trace::Source& source);
/// The text is cut after 64 KiB.
NameId appendName(const Mapping& mapping, std::string_view text);
/// The number of a new thread slot, Running and without a lane.
std::uint32_t appendSlot(const Mapping& mapping, std::uint32_t process);

/// Copies a message into the arena; yields its handle. Requires: at most 16 MiB.
std::int64_t storePayload(const Mapping& mapping, std::string_view bytes);
/// The message behind a handle; empty when there is none.
std::string_view payload(const Mapping& mapping, std::int64_t handle);

} // namespace interleave::arena
