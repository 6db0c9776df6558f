#pragma once

#include <array>
#include <cstdint>
#include <string_view>

/// The field numbers of Perfetto's messages that saved runs consist of, and the words of our own in them.
/// Source: trace_packet.proto, track_event.proto, track_descriptor.proto, debug_annotation.proto, interned_data.proto.
namespace interleave::exchange::perfetto {

inline constexpr std::uint32_t tracePacket = 1; ///< of Trace

namespace packet {
inline constexpr std::uint32_t timestamp = 8;
inline constexpr std::uint32_t sequenceId = 10;
inline constexpr std::uint32_t trackEvent = 11;
inline constexpr std::uint32_t internedData = 12;
inline constexpr std::uint32_t sequenceFlags = 13;
inline constexpr std::uint32_t trackDescriptor = 60;
inline constexpr std::uint64_t stateCleared = 1;
inline constexpr std::uint64_t needsState = 2;
} // namespace packet

namespace track {
inline constexpr std::uint32_t uuid = 1;
inline constexpr std::uint32_t name = 2;
inline constexpr std::uint32_t process = 3;
inline constexpr std::uint32_t thread = 4;
inline constexpr std::uint32_t parent = 5;
inline constexpr std::uint32_t counter = 8;
inline constexpr std::uint32_t childOrdering = 11;
inline constexpr std::uint32_t rank = 12;
inline constexpr std::uint32_t processPid = 1;
inline constexpr std::uint32_t processName = 6;
inline constexpr std::uint32_t threadPid = 1;
inline constexpr std::uint32_t threadTid = 2;
inline constexpr std::uint32_t threadName = 5;
inline constexpr std::uint32_t counterUnitName = 6;
inline constexpr std::uint64_t explicitOrder = 3;
} // namespace track

namespace event {
inline constexpr std::uint32_t categoryId = 3;
inline constexpr std::uint32_t annotation = 4;
inline constexpr std::uint32_t type = 9;
inline constexpr std::uint32_t nameId = 10;
inline constexpr std::uint32_t track = 11;
inline constexpr std::uint32_t name = 23;
inline constexpr std::uint32_t counterValue = 30;
inline constexpr std::uint32_t sourceId = 34;
inline constexpr std::uint32_t flow = 47;
inline constexpr std::uint32_t endingFlow = 48;
inline constexpr std::uint64_t sliceBegin = 1;
inline constexpr std::uint64_t sliceEnd = 2;
inline constexpr std::uint64_t instant = 3;
inline constexpr std::uint64_t counter = 4;
} // namespace event

namespace annotation {
inline constexpr std::uint32_t nameId = 1;
inline constexpr std::uint32_t unsignedValue = 3;
inline constexpr std::uint32_t signedValue = 4;
inline constexpr std::uint32_t doubleValue = 5;
inline constexpr std::uint32_t stringValue = 6;
inline constexpr std::uint32_t name = 10;
inline constexpr std::uint32_t entry = 11;
inline constexpr std::uint32_t element = 12;
} // namespace annotation

namespace interned {
inline constexpr std::uint32_t categories = 1;
inline constexpr std::uint32_t eventNames = 2;
inline constexpr std::uint32_t annotationNames = 3;
inline constexpr std::uint32_t sources = 4;
inline constexpr std::uint32_t id = 1;
inline constexpr std::uint32_t name = 2;
inline constexpr std::uint32_t sourceFunction = 3;
inline constexpr std::uint32_t sourceLine = 4;
} // namespace interned

/// What belongs to the record, and what was derived from it for viewers.
inline constexpr std::uint32_t recordSequence = 1;
inline constexpr std::uint32_t pictureSequence = 2;

/// Tracks. A lane's is firstLaneTrack + its number.
inline constexpr std::uint64_t runTrack = 1;
inline constexpr std::uint64_t resourceTrack = 2;
inline constexpr std::uint64_t firstLaneTrack = 16;
inline constexpr std::uint64_t firstProcessTrack = std::uint64_t{1} << 34;
inline constexpr std::uint64_t firstObjectTrack = std::uint64_t{1} << 35;

inline constexpr std::uint64_t formatVersion = 1;
inline constexpr std::string_view formatName = "interleave-run";

/// The annotations of the record. The numbers are the writer's; a reader goes by the names.
enum class Key : std::uint8_t {
    None,
    Code,
    Object,
    Value,
    Stamp,
    Format,
    Version,
    Program,
    Scenario,
    Variant,
    Parameters,
    Mode,
    Time,
    Strategy,
    Seed,
    Speed,
    FirstStamp,
    NanosecondsPerTick,
    Events,
    Names,
    Sources,
    Objects,
    Lanes,
    Schedule,
    Finding,
    Sentence,
    FindingLanes,
    FindingObjects,
    FindingStep,
    Ending,
    EndingLanes,
    EndingObjects,
    End,
};
inline constexpr std::array<std::string_view, 33> keyNames = {
    "",         "code",     "object",  "value",    "stamp",       "format",          "version",
    "program",  "scenario", "variant", "parameters", "mode",      "time",            "strategy",
    "seed",     "speed",    "first stamp", "nanoseconds per tick", "events", "names", "sources",
    "objects",  "lanes",    "schedule", "finding", "sentence",    "concerned lanes", "concerned objects",
    "step",     "ending",   "lanes in the ending", "objects in the ending", "end",
};

enum class Category : std::uint8_t { None, Event, Lane, Hold, Level, Cause, Run };
inline constexpr std::array<std::string_view, 7> categoryNames = {"", "event", "lane", "hold", "level", "cause", "run"};

} // namespace interleave::exchange::perfetto
