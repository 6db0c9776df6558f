#pragma once

#include "core/base/ids.h"
#include "core/trace/operation.h"

#include <cstdint>

namespace interleave::trace {

/// What is said about an event besides its operation and way.
enum class EventFlag : std::uint8_t {
    Blocked = 0x10,    ///< the operation could not take effect yet: the lane waits for it from here on
    EndOfScope = 0x20, ///< a guard did it when its scope ended
    Text = 0x40,       ///< the value is a name
    Implicit = 0x80,   ///< the engine did it on the program's behalf (joining what is left at the end of a process)
};

/// One thing that a lane did, as it lies in the arena: 32 bytes, written once.
///
/// A blocked event says that a lane asked for an operation and waits; its value is the deadline in nanoseconds of run
/// time (`never` without one). Every other event says that an operation took effect in a way; its value is listed with
/// the operation. Causes are not recorded: the rules derive them.
struct Event
{
    std::uint64_t stamp = 0; ///< Live: ticks of the arena's clock. Controlled: the number of the event, from 0.
    LaneId lane = LaneId::none;
    ObjectId object = ObjectId::none;
    std::int64_t value = 0;
    SourceId source = SourceId::none;
    Operation operation = Operation::None;
    std::uint8_t wayAndFlags = 0;
    std::uint16_t index = 0; ///< which of several alternatives of the same way

    Way way() const { return static_cast<Way>(wayAndFlags & 0x0f); }
    bool has(EventFlag flag) const { return (wayAndFlags & static_cast<std::uint8_t>(flag)) != 0; }
    bool isBlocked() const { return has(EventFlag::Blocked); }

    void setWay(Way way) { wayAndFlags = static_cast<std::uint8_t>((wayAndFlags & 0xf0) | static_cast<std::uint8_t>(way)); }
    void set(EventFlag flag) { wayAndFlags = static_cast<std::uint8_t>(wayAndFlags | static_cast<std::uint8_t>(flag)); }
};

static_assert(sizeof(Event) == 32);

} // namespace interleave::trace
