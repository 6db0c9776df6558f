#pragma once

#include "core/arena/futex.h"
#include "core/base/ids.h"
#include "core/trace/event.h"
#include "core/trace/tables.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

/// The arena: one shared mapping through which the processes of a run and its host speak.
///
///     header · control · options text · thread slots · lanes · objects · names · sources · name bytes · payloads ·
///     chunk headers · chunks of 2,048 events
///
/// The host creates it with its full, sparse size and everybody maps it once. Tables grow by an atomic add and publish
/// an entry by setting its `ready` last. The layout is fixed by `Capacity` alone; the host never trusts an offset that
/// stands in the arena. Version rule: host and targets are built together, a different version is refused.
/// Why not a ring: nothing may be dropped silently; why not a pipe: what was published outlives a killed writer.
namespace interleave::arena {

inline constexpr std::uint64_t magic = 0x31564145'4c52544e;
inline constexpr std::uint32_t version = 1;
inline constexpr std::uint32_t chunkEvents = 2048;
inline constexpr std::uint32_t none = 0xffffffff;

/// How the lanes of a run are driven.
enum class Drive : std::uint32_t {
    Live,      ///< the operating system decides
    Conducted, ///< a conductor in the host grants every operation
    Inside,    ///< a conductor inside the target; no events are recorded
};

/// What a writer's thread does, as far as the host cannot see it from events.
enum class SlotState : std::uint32_t {
    Free,
    Running,
    AtGate,        ///< parked before an operation while the run is paused
    BlockedNatively, ///< inside a native lock or condition
    Sleeping,
    Outside,       ///< in a system call that waits for the world outside
    AtOperation,   ///< Conducted: stands at `request`
    Ended,
};

/// An operation that a lane stands at, and what it was told. Written by one side at a time.
struct SlotRequest
{
    std::uint32_t lane;
    std::uint32_t operation;
    std::uint32_t object;
    std::uint32_t other;
    std::int64_t argument;
    std::int64_t deadline;
    std::uint32_t source;
    std::uint32_t flags;
};

struct SlotReply
{
    std::uint32_t way;
    std::uint32_t index;
    std::int64_t value;
    std::int64_t now; ///< the lane's time after the operation, in nanoseconds
};

/// One per operating-system thread that ever wrote events; never reused within a run.
struct alignas(64) ThreadSlot
{
    std::atomic<std::uint32_t> state;
    std::atomic<std::uint32_t> lane;    ///< who acts on this thread now (a task, while its loop runs it)
    std::atomic<std::uint32_t> process; ///< number of the process within the run
    std::atomic<std::uint32_t> tid;
    FutexWord wake;                     ///< gate and grants
    std::atomic<std::uint32_t> tokens;  ///< Live, paused: how many gates it may still pass
    std::atomic<std::uint32_t> passes;  ///< how many gates it has passed while paused
    std::atomic<std::uint32_t> grant;   ///< Conducted: counts the grants
    SlotRequest request;
    SlotReply reply;
};

/// Run time as a function of wall time: run = runAnchor + (wall − wallAnchor) · rate. Guarded by an even/odd counter.
struct RunClock
{
    std::atomic<std::uint32_t> version;
    std::atomic<std::int64_t> wallAnchor; ///< CLOCK_MONOTONIC, nanoseconds
    std::atomic<std::int64_t> runAnchor;
    std::atomic<double> rate;             ///< 0 while paused
};

struct Control
{
    std::atomic<std::uint32_t> drive;
    std::atomic<std::uint32_t> time;      ///< trace::TimeSetting
    std::atomic<std::uint64_t> seed;
    std::atomic<std::uint32_t> stampIsTsc;
    FutexWord gate;                       ///< 0 open; while closed, an odd number that changes at every command
    RunClock clock;
    alignas(64) FutexWord owed;           ///< Conducted: lanes that still have to arrive at an operation
    alignas(64) std::atomic<std::uint64_t> sequence; ///< Conducted: the number of the next event
    std::atomic<std::int64_t> virtualTime;
    alignas(64) std::atomic<std::uint32_t> threadSlots;
    std::atomic<std::uint32_t> lanes;
    std::atomic<std::uint32_t> objects;
    std::atomic<std::uint32_t> names;
    std::atomic<std::uint32_t> sources;
    std::atomic<std::uint32_t> processes; ///< how many were created besides the first
    std::atomic<std::uint32_t> chunks;
    std::atomic<std::uint64_t> nameBytes;
    std::atomic<std::uint64_t> payloadBytes;
    alignas(64) std::atomic<std::uint32_t> full;  ///< which table ran out: see Table; 0 while there is room
    std::atomic<std::uint32_t> faulted;           ///< 1 once faultText is written: a broken promise of the engine
    std::atomic<std::uint32_t> crashed;           ///< signal of a crash, 0 without
    std::atomic<std::uint32_t> crashedLane;
    std::atomic<std::uint32_t> configError;       ///< 1 once faultText says why the program cannot start
    std::array<char, 1024> faultText;
};

enum class Table : std::uint32_t { None, Slots, Lanes, Objects, Names, Sources, Chunks, Payloads };

struct LaneRecord
{
    std::uint32_t kind;
    std::uint32_t name;
    std::uint32_t creator;
    std::uint32_t ordinal;
    std::uint32_t object;
    std::uint32_t home;
    std::uint32_t process;
    std::uint32_t daemon;
    std::atomic<std::uint32_t> ready;
};

struct ObjectRecord
{
    std::uint32_t kind;
    std::uint32_t name;
    std::uint32_t creator;
    std::uint32_t ordinal;
    std::uint32_t lane;
    std::uint32_t related;
    std::int64_t initial;
    std::int64_t bound;
    std::uint32_t policy;
    std::uint32_t source;
    std::atomic<std::uint32_t> ready;
};

struct NameRecord
{
    std::uint64_t offset;
    std::uint32_t length;
    std::atomic<std::uint32_t> ready;
};

struct SourceRecord
{
    std::uint32_t file;
    std::uint32_t function;
    std::uint32_t line;
    std::uint32_t column;
    std::atomic<std::uint32_t> ready;
};

struct ChunkHeader
{
    std::atomic<std::uint32_t> published; ///< how many events may be read
    std::atomic<std::uint32_t> writer;    ///< the slot that fills it
};

struct Header
{
    std::uint64_t magic;
    std::uint32_t version;
    std::uint32_t controlSize;
    std::uint64_t totalSize;
};

/// How much of everything an arena can hold; decides its layout.
struct Capacity
{
    std::uint32_t threadSlots = 4096;
    std::uint32_t lanes = 1 << 21;
    std::uint32_t objects = 1 << 21;
    std::uint32_t names = 1 << 20;
    std::uint32_t sources = 1 << 16;
    std::uint32_t chunks = 1 << 13; ///< 16 million events
    std::uint64_t nameBytes = std::uint64_t{1} << 28;
    std::uint64_t payloadBytes = std::uint64_t{1} << 28;
    std::uint64_t optionBytes = 1 << 16;

    /// Room for at least `events` events.
    static Capacity forEvents(std::uint64_t events);
};

/// Byte offsets of the parts of an arena.
struct Layout
{
    explicit Layout(const Capacity& capacity);

    std::uint64_t control, options, threadSlots, lanes, objects, names, sources, nameBytes, payloads, chunkHeaders, chunks, total;
};

} // namespace interleave::arena
