#pragma once

#include "core/base/ids.h"
#include "core/trace/operation.h"

#include <cstdint>
#include <limits>
#include <string_view>

namespace interleave::analysis {

/// The number of no step.
inline constexpr Step noStep = std::numeric_limits<Step>::max();

/// What a lane is doing between two steps.
enum class LaneStatus : std::uint8_t {
    Ready,     ///< could go on, and does not yet
    Running,
    Blocked,   ///< needs something that others have taken: a lock, a permit, an item, room
    Waiting,   ///< for something to happen: an event, a signal, an end, a result
    Sleeping,
    Suspended, ///< a task that gave its loop back until what it awaits is there
    Ended,
    Killed,
};
inline constexpr int laneStatusCount = 8;

/// "ready", "running", …: stable words for files.
std::string_view name(LaneStatus status);

/// A stretch of a lane's life in which it did one thing.
///
/// It covers the steps [begin, end): the event `begin` opened it, the event `end` closed it. While it is still open,
/// `end` is noStep. In Controlled runs a lane runs in the steps of its own events, and is ready, or waits, in all others.
struct Segment
{
    LaneId lane = LaneId::none;
    LaneStatus status = LaneStatus::Ready;
    Step begin = 0;
    Step end = noStep;
    Nanoseconds beginTime = 0; ///< run time; virtual in Controlled runs
    Nanoseconds endTime = 0;   ///< only once it is closed
    trace::Operation operation = trace::Operation::None; ///< what it asks for, while it waits
    ObjectId object = ObjectId::none;                    ///< of what
    LaneId holder = LaneId::none; ///< who had it when the waiting began (whom it joins, whose result it awaits)
    Step holderSince = noStep;    ///< the event by which the holder took it
    SourceId source = SourceId::none; ///< the line at which it waits
    bool hasFailed = false;           ///< Ended by an exception that nobody caught
};

/// A stretch of a lock's life in which the same lane held it, or in which it had the same number of readers.
struct Hold
{
    ObjectId object = ObjectId::none;
    LaneId holder = LaneId::none; ///< none while several read
    std::uint32_t readers = 0;    ///< 0: held exclusively
    Step begin = 0;
    Step end = noStep;
};

/// How full something is from one step on: items of a queue, messages of a pipe, permits of a semaphore, a latch's count.
struct Level
{
    ObjectId object = ObjectId::none;
    Step step = 0;
    std::int64_t value = 0;
};

enum class CauseKind : std::uint8_t {
    Spawn,   ///< start → begin
    Join,    ///< end → join
    HandOff, ///< a lock given up → taken by who waited for it
    Signal,  ///< notified, set, counted down, the last arrival → gone on
    Permit,  ///< released → acquired by who waited
    Item,    ///< put → got
    Room,    ///< got → put by who waited for room
    Message, ///< sent → received
    Resolve, ///< a result → who awaited it goes on
    Cancel,  ///< cancelled → goes on to its end
    Timer,   ///< the loop's timer → the task goes on
    Call,    ///< posted → run by the loop
    Close,   ///< closed → who waited finds it closed
};
inline constexpr int causeKindCount = 13;

/// "spawn", "hand-off", …: stable words for files.
std::string_view name(CauseKind kind);

/// One event made another possible.
struct Cause
{
    Step cause = 0;
    Step effect = 0;
    CauseKind kind = CauseKind::Spawn;
    ObjectId object = ObjectId::none; ///< through what
};

} // namespace interleave::analysis
