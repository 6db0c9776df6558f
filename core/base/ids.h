#pragma once

#include <cstdint>
#include <limits>

namespace interleave {

/// Dense numbers of things of one run, in order of creation. They are for tables and for display; what a thing *is* in
/// every equivalent execution is its creation path (trace::Lane, trace::Object).
enum class LaneId : std::uint32_t { none = std::numeric_limits<std::uint32_t>::max() };
enum class ObjectId : std::uint32_t { none = std::numeric_limits<std::uint32_t>::max() };
enum class NameId : std::uint32_t { none = std::numeric_limits<std::uint32_t>::max() };
enum class SourceId : std::uint32_t { none = std::numeric_limits<std::uint32_t>::max() };

/// The number of an event within a trace, from 0; as "the state at step k" the number of events that came before.
using Step = std::uint64_t;

/// Nanoseconds of the run's own time (virtual in Controlled runs), from the start of the run.
using Nanoseconds = std::int64_t;

/// A deadline that never comes.
inline constexpr Nanoseconds never = std::numeric_limits<Nanoseconds>::max();

template <typename Id>
constexpr std::uint32_t index(Id id)
{
    return static_cast<std::uint32_t>(id);
}

template <typename Id>
constexpr bool isNone(Id id)
{
    return id == Id::none;
}

} // namespace interleave
