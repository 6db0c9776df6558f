#pragma once

#include "core/async/errors.h"
#include "core/runtime/primitive.h"

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace interleave::async {

class Group;
class LoopCore;
class Suspension;
class TaskState;

/// One place in the queue of those who wait for a future: a task, or a group of which the future is a child.
struct Waiter
{
    TaskState* task = nullptr;
    Group* group = nullptr;
    class FutureState* future = nullptr; ///< in whose queue it is; null in none
    Waiter* previous = nullptr;
    Waiter* next = nullptr;
};

/// What a future or a task shares with everybody who has a handle to it, but for the type of its value.
///
/// Thread-safety: the loop's mutex guards everything but `id` and `loop`.
class FutureState
{
public:
    FutureState(std::shared_ptr<LoopCore> loop, ObjectId id) : m_loop(std::move(loop)), m_id(id) {}
    virtual ~FutureState() = default;
    FutureState(const FutureState&) = delete;
    FutureState& operator=(const FutureState&) = delete;

    LoopCore& loop() const { return *m_loop; }
    const std::shared_ptr<LoopCore>& sharedLoop() const { return m_loop; }
    ObjectId id() const { return m_id; }
    virtual bool isTask() const { return false; }

    void append(Waiter& waiter);
    static void remove(Waiter& waiter);

    /// Throws what its result is, if that is no value. Requires: isDone.
    void throwFailure()
    {
        isRetrieved = true;
        if (error)
            std::rethrow_exception(error);
        if (isCancelled)
            throw Cancelled{};
    }

    bool isDone = false;
    bool isCancelled = false;
    bool isRetrieved = false; ///< somebody was given the exception
    std::exception_ptr error;
    Waiter* first = nullptr;

protected:
    std::shared_ptr<LoopCore> m_loop;
    ObjectId m_id;

private:
    Waiter* m_last = nullptr;
};

/// A future made by the program; its object goes with its last handle.
class PlainFuture : public FutureState
{
public:
    using FutureState::FutureState;
    ~PlainFuture() override { runtime::destroyObject(m_id); }
};

/// The value that stands for `void`.
template <typename T>
using Stored = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

/// Where the value of a future or task will be.
template <typename T>
struct ValuePlace
{
    std::optional<Stored<T>> value;
};

/// What hangs on a lane that belongs to a loop: LaneLocal::extension.
struct LaneExtension
{
    LoopCore* loop = nullptr;
    TaskState* task = nullptr; ///< null on the thread that runs the loop
};

/// A coroutine that runs as a lane of its own on a loop.
class TaskState : public FutureState
{
public:
    enum class Phase { New, Ready, Running, Suspended, Over };

    TaskState(std::shared_ptr<LoopCore> loop, const runtime::NewLane& made, std::string name);
    ~TaskState() override;
    bool isTask() const override { return true; }
    const std::string& name() const { return m_name; }

    /// Whether the coroutine has come to its end.
    virtual bool hasReturned() const = 0;
    /// Takes value or exception out of the coroutine. Requires: hasReturned().
    virtual void collect() = 0;
    /// Destroys the coroutine, wherever it stands.
    virtual void destroyFrames() = 0;

    /// Throws Cancelled where cancellation was asked for, once.
    void throwIfCancelled()
    {
        if (std::exchange(isCancelRequested, false))
            throw Cancelled{};
    }

    runtime::LaneLocal lane;
    LaneExtension extension;
    std::coroutine_handle<> next;     ///< what the loop resumes without leaving the task
    std::coroutine_handle<> resumeAt; ///< what it resumes first when the task's turn comes
    Suspension* suspension = nullptr; ///< the await at which it stands
    Waiter waiter;
    std::optional<std::pair<Nanoseconds, std::uint64_t>> timer; ///< its place in the loop's timers
    Phase phase = Phase::New;
    bool hasBegun = false;
    bool isCancelRequested = false;

    // The loop's list of tasks that are not over, oldest first; the loop keeps them alive.
    std::shared_ptr<TaskState> self;
    TaskState* older = nullptr;
    TaskState* younger = nullptr;

private:
    std::string m_name;
};

/// An await at which a task gives its loop back.
class Suspension
{
public:
    /// Called by the loop, as the task, when its turn has come again. False when it gave the loop back once more.
    virtual bool goOn() { return true; }

protected:
    ~Suspension() = default;
};

} // namespace interleave::async
