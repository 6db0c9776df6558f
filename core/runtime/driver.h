#pragma once

#include "core/rules/request.h"
#include "core/trace/event.h"
#include "core/trace/run.h"
#include "core/trace/tables.h"

#include <cstdint>
#include <functional>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::runtime {

/// Where in the scenario's text an operation was called; the defaulted last argument of every operation.
using Where = std::source_location;

/// What a lane is told when its operation takes effect.
struct Reply
{
    trace::Way way = trace::Way::Success;
    std::uint16_t index = 0;
    std::int64_t value = 0; ///< what the rules know of the value: a payload's handle, a phase, how many were woken
    Nanoseconds now = 0;    ///< the lane's time, after the operation
};

/// A function that a new lane runs, on a thread or fiber of its own.
struct LaneStart
{
    LaneId lane = LaneId::none;
    std::function<void()> body;
};

/// A child process to start: the role is a name in the program's list of roles, the arguments are values.
struct ProcessStart
{
    LaneId lane = LaneId::none;
    ObjectId object = ObjectId::none;
    std::string role;
    std::vector<std::string> arguments;
    std::vector<int> inherited; ///< native descriptors that the child shall have under the same numbers (Live pipes)
};

/// A lane and its object, made together so that each names the other in the tables.
struct NewLane
{
    LaneId lane = LaneId::none;
    ObjectId object = ObjectId::none;
    std::uint64_t pathHash = 0; ///< of the lane's creation path
    std::uint32_t process = 0;  ///< to which the lane belongs
};

/// What stands behind the primitives of a run: recorded and native (Live), conducted from the host, or driven inside
/// the target by an explorer on fibers or pooled threads. A scenario does not know which.
class Driver
{
public:
    virtual ~Driver() = default;

    // Tables. Any lane may call them at any time.
    virtual LaneId createLane(const trace::Lane& lane) = 0;
    virtual NewLane createLaneWithObject(const trace::Lane& lane, const trace::Object& object) = 0;
    virtual ObjectId createObject(const trace::Object& object) = 0;
    virtual NameId internName(std::string_view text) = 0;
    virtual SourceId internSource(const Where& where) = 0;

    /// Stands at an operation until it takes effect; the caller then carries out what happens to values and hands the
    /// event to `performed`. Live: passes the gate and returns Success.
    virtual Reply perform(const rules::Request& request) = 0;
    /// Records the event of the operation that was just granted to this lane.
    virtual void performed(trace::Event event) = 0;
    /// Records an event that is no choice: Create, Destroy, Begin, End, Fail, Resume, Callback.
    virtual void local(trace::Event event) = 0;

    /// The number of a process about to be created; the first process of a run is 0 without asking.
    virtual std::uint32_t nextProcessNumber() = 0;
    /// Gives a lane a thread or fiber. Where operations are granted, returns when the new lane stands at its first.
    virtual void startLane(LaneStart start) = 0;
    /// Starts a child process; yields its operating-system id, 0 where processes are only played.
    virtual int startProcess(const ProcessStart& start) = 0;
    /// Ends the current process with an exit code after its Exit has been performed. Does not return in a real process;
    /// where processes are only played, what it ran returns next.
    virtual void leave(int exitCode) = 0;

    /// The current lane tried an operation although its execution is given up; a driver may put it aside for good.
    virtual void operationAfterEnd() {}

    /// The current lane's time in nanoseconds.
    virtual Nanoseconds now() = 0;

    /// Messages between processes where pipes are not native.
    virtual std::int64_t storePayload(std::string_view bytes) = 0;
    virtual std::string payload(std::int64_t handle) = 0;
    /// Where a stored message lies, at a multiple of 8: memory that every process of the run has. Null for no message.
    virtual char* sharedPlace(std::int64_t) { return nullptr; }

    /// What a deadline means to whoever grants operations.
    virtual trace::TimeSetting timeSetting() const { return trace::TimeSetting::Ignored; }

    /// The current lane is about to wait for the world outside the run, and is back. In between it neither runs nor
    /// stands at an operation; a replay of such a run may differ.
    virtual void goOutside() {}
    virtual void comeBack() {}
    /// How long the world is given to answer, on the wall, before so much virtual time is said to be over.
    virtual Nanoseconds wallTime(Nanoseconds virtualTime) const { return virtualTime; }

    /// The seed from which every lane's random numbers are derived.
    virtual std::uint64_t seed() const = 0;
};

} // namespace interleave::runtime
