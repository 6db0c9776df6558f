#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace interleave::trace {

/// What kind of thing an object is; decides which rules hold for it.
enum class ObjectKind : std::uint8_t {
    Unknown,
    Process,
    Thread,
    Task,
    Mutex,
    RecursiveMutex,
    SharedMutex,
    Condition,
    Semaphore,
    Event,
    Latch,
    Barrier,
    Queue,
    Variable,
    Loop,
    Future,
    Pipe,
    Outcome,
    Once,
};
inline constexpr int objectKindCount = 19;

/// What a lane did or wants to do. The comment says: object · value of the recorded event.
/// The numbers are part of saved files: append only.
enum class Operation : std::uint8_t {
    None,
    // Recorded, but never a choice of the scheduler.
    Create,   ///< the new object · –
    Destroy,  ///< the object · –
    Begin,    ///< the lane's own object · –; the lane starts to run
    End,      ///< the lane's own object · 0, or 1 after an uncaught exception, 2 when cancelled; the lane is over
    Fail,     ///< the lane's own object · name of the sentence of an exception that nobody caught
    Clock,    ///< none (no lane either) · the new virtual time in nanoseconds
    Resume,   ///< a task's own object · –; the loop goes on with this task
    Callback, ///< the loop · –; the loop runs a posted callback
    // Lanes.
    Start,     ///< Thread, Task or Process · –
    Join,      ///< Thread or Process · exit code
    SetDaemon, ///< Thread or Process · 0 or 1
    Kill,      ///< Process · signal
    Exit,      ///< the Process · exit code; every lane of the process that still lives is killed
    Sleep,     ///< none · duration in nanoseconds
    Yield,     ///< none · –
    Note,      ///< none · name of the text
    Outcome,   ///< Outcome · the value (a name, if flagged as text)
    // Mutex, RecursiveMutex, SharedMutex.
    Lock,
    TryLock,
    Unlock,
    LockShared,
    TryLockShared,
    UnlockShared,
    // Condition. Waiting is two operations: giving up the mutex, then being woken and taking it again.
    Wait,      ///< Condition · the mutex's object id
    Wake,      ///< Condition · the mutex's object id
    NotifyOne, ///< Condition · how many lanes it woke
    NotifyAll, ///< Condition · how many lanes it woke
    // Semaphore.
    Acquire,
    TryAcquire,
    Release, ///< Semaphore · how many permits
    // Event, Latch, Barrier.
    AwaitSet, ///< Event · –; suspended: the deadline of the Wake that follows
    Set,
    Clear,
    IsSet,     ///< Event · 0 or 1, a snapshot
    CountDown, ///< Latch · by how much
    AwaitZero, ///< Latch · –
    Arrive,    ///< Barrier · the phase it arrived in
    Pass,      ///< Barrier · the phase that is over
    // Queue.
    Put, ///< Queue · the item
    TryPut,
    Get, ///< Queue · the item
    TryGet,
    Size, ///< Queue, Semaphore, Pipe, … · a snapshot
    Close,
    TaskDone,
    AwaitDone, ///< Queue · –; until every item that was put is done
    // Variable.
    Read,
    Write,
    Modify,          ///< Variable · the new value; one indivisible read-modify-write
    CompareExchange, ///< Variable · the value found; failed when it was not the expected one
    // Coroutines.
    Await,   ///< Future or Task, a Loop for a sleep · –; suspended: the deadline, `never` without one
    Select,  ///< Loop · –; the loop waits until something is ready or a timer is due
    Post,    ///< Loop · –; something is handed to the loop from elsewhere
    Resolve, ///< Future · the result; 1 in `index` for an exception
    Cancel,  ///< Task or Future · –
    // Pipe.
    Send,     ///< Pipe · the message
    Receive,  ///< Pipe · the message
    CloseEnd, ///< Pipe · which end: 0 receiving, 1 sending; plus 2 * (1 + process) for another process than the own
    OpenEnd,  ///< Pipe · which end, as above; the process holds it once more
    // Once.
    EnterOnce, ///< Once · 1 when this lane runs the initialiser
    LeaveOnce, ///< Once · 1 when the initialiser failed and the next lane has to run it
};
inline constexpr int operationCount = static_cast<int>(Operation::LeaveOnce) + 1;

/// How an operation took effect, or failed to.
enum class Way : std::uint8_t {
    Success,
    TimedOut,  ///< its deadline came first
    Failed,    ///< a try that found no room; a compare-and-swap that found another value; a posted misuse is Misuse
    Misuse,    ///< against the rules of the object (unlocking what one does not own); recorded, not carried out
    Spurious,  ///< a wake-up that nobody caused
    Closed,    ///< the queue is closed, or every copy of the other end of the pipe is
    Suspended, ///< an await that has to wait; the task gives the loop back
    Timer,     ///< a loop's wait that ends because timer `index` is due
    Cancelled,
};
inline constexpr int wayCount = 9;

/// The word for machines: "mutex", "lock", "timed-out"; stable, used in files and schedules.
std::string_view name(ObjectKind kind);
std::string_view name(Operation operation);
std::string_view name(Way way);
std::optional<ObjectKind> objectKindFromName(std::string_view name);
std::optional<Operation> operationFromName(std::string_view name);
std::optional<Way> wayFromName(std::string_view name);

/// Whether a scheduler chooses when it happens; the others are recorded as consequences.
constexpr bool isPick(Operation operation)
{
    return operation >= Operation::Start;
}

} // namespace interleave::trace
