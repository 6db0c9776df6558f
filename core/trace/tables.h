#pragma once

#include "core/base/ids.h"
#include "core/trace/operation.h"

#include <cstdint>
#include <string>

namespace interleave::trace {

enum class LaneKind : std::uint8_t { Process, Thread, Task };

/// Someone who acts: the first thread of a process, a thread, or a coroutine task.
///
/// A lane is identified in every equivalent execution by its path: the `ordinal`-th lane that `creator` created.
struct Lane
{
    LaneKind kind = LaneKind::Thread;
    NameId name = NameId::none;
    LaneId creator = LaneId::none;     ///< none for the first lane of the run
    std::uint32_t ordinal = 0;         ///< from 0, among the creator's lanes
    ObjectId object = ObjectId::none;  ///< what others start and join
    LaneId home = LaneId::none;        ///< a task's thread lane; none otherwise
    std::uint32_t process = 0;         ///< from 0, in order of creation
    bool daemon = false;               ///< as created
    bool usesPool = false;             ///< reserved for lanes that serve others
};

/// Something that lanes act on. Identified, like a lane, by creator and ordinal among the creator's objects.
struct Object
{
    ObjectKind kind = ObjectKind::Unknown;
    NameId name = NameId::none;
    LaneId creator = LaneId::none;
    std::uint32_t ordinal = 0;
    LaneId lane = LaneId::none;        ///< whose object it is (Process, Thread, Task)
    ObjectId related = ObjectId::none; ///< a task's or future's loop; the other direction of a duplex pipe
    std::int64_t initial = 0;          ///< permits, count, parties, value
    std::int64_t bound = 0;            ///< capacity or largest number of permits; 0 without bound
    std::uint32_t policy = 0;          ///< queue: 0 FIFO, 1 LIFO, 2 priority; semaphore: 1 bounded; condition: 1 wakes any; variable: 1 relaxed, 2 orders
    SourceId source = SourceId::none;  ///< where it was made
};

/// A line of source text. `file` is relative to the repository's root.
struct Source
{
    NameId file = NameId::none;
    NameId function = NameId::none;
    std::uint32_t line = 0;   ///< from 1
    std::uint32_t column = 0; ///< from 1
};

} // namespace interleave::trace
