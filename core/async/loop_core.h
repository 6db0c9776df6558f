#pragma once

#include "core/async/poller.h"
#include "core/async/state.h"
#include "core/runtime/conduct.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace interleave::async {

/// The machinery of an event loop: what is ready, who sleeps until when, and whose turn it is. EventLoop owns it;
/// futures and tasks share it, so that one that outlives its loop refers to something.
///
/// Invariant: ready entries and timers are those of rules::LoopRules after the same events.
/// Thread-safety: m_mutex guards the queues and all futures of the loop; it is never held while a lane stands at an
/// operation. Tasks run on the home lane's thread alone.
class LoopCore : public std::enable_shared_from_this<LoopCore>
{
public:
    LoopCore(ObjectId id, LaneId home) : m_id(id), m_home(home) {}
    ~LoopCore();
    LoopCore(const LoopCore&) = delete;
    LoopCore& operator=(const LoopCore&) = delete;

    ObjectId id() const { return m_id; }
    LaneId home() const { return m_home; }

    /// The loop and task on which the current lane runs. Errors: InvalidState when there is none.
    static LoopCore& current();
    static TaskState* currentTask();

    /// How an operation on the loop or one of its futures took effect.
    struct Effect
    {
        trace::Way way = trace::Way::Success;
        std::int64_t value = 0;
        bool isText = false;
        std::uint16_t index = 0;
    };
    /// Stands at an operation, then decides and carries it out under the loop's mutex and records it. `effect(reply)`
    /// yields what happened, which has to be what was granted. None once the execution is abandoned.
    template <typename Act>
    std::optional<trace::Way> conduct(const rules::Request& request, Act act);

    // Operations of the current lane.
    /// Starts a task: it is ready from now on, and the loop keeps it until it is over.
    void start(const std::shared_ptr<TaskState>& task, const runtime::Where& where);
    /// Asks a task, or ends a future, with Cancelled. False when it was done.
    bool cancel(FutureState& future, const runtime::Where& where);
    /// One of the results that a future needs is there. `finish` stores it and says whether it was the last.
    void resolve(FutureState& future, const Effect& recorded, const runtime::Where& where,
                 const std::function<bool()>& finish);
    /// The task gives the loop back until the future is done or the deadline has come; true when it is done already.
    bool await(TaskState& task, FutureState& future, Nanoseconds deadline, Suspension& suspension,
               const runtime::Where& where);
    void sleep(TaskState& task, Nanoseconds deadline, Suspension& suspension, const runtime::Where& where);
    void post(std::function<void()> callback, const runtime::Where& where);

    bool isDone(const FutureState& future);
    void unlink(Waiter& waiter);
    /// A group learns when a future is done, if it is not yet; false when it is.
    bool link(FutureState& future, Waiter& waiter);

    /// Runs the loop on the calling lane until `main` is over; then cancels the other tasks and waits for them.
    void drive(TaskState& main, const runtime::Where& where);
    /// Destroys the coroutines of all tasks that are not over, youngest first.
    void destroyTasks();

    Poller& poller() { return m_poller; }

    /// Records Fail for a task that ended with an exception about which nobody asked.
    static void reportFailure(TaskState& task);

private:
    struct Ready
    {
        TaskState* task = nullptr;
        std::unique_ptr<std::function<void()>> callback;
    };
    using Timers = std::map<std::pair<Nanoseconds, std::uint64_t>, TaskState*>;

    void turn();
    std::size_t readyCount();
    void runReady(std::size_t count);
    void runTask(TaskState& task);
    void runCallback(const std::function<void()>& callback);
    void finish(TaskState& task);
    void select();
    void selectLive();
    void selectGranted();
    void waitNatively(std::unique_lock<std::mutex>& lock, std::vector<Poller::Answered>& answered);
    void resolveAnswered(const std::vector<Poller::Answered>& answered);
    void fireDueTimers();
    void cancelOthers();
    void recordLocal(trace::Operation operation, LaneId lane, ObjectId object, std::int64_t value = 0);

    // Under the mutex.
    void schedule(TaskState& task);
    void suspend(TaskState& task, Suspension& suspension, Nanoseconds deadline, Nanoseconds now);
    void complete(FutureState& future);
    void pushReady(Ready ready);
    std::uint16_t fire(std::size_t position);
    std::optional<std::size_t> lastDue() const;

    const ObjectId m_id;
    const LaneId m_home;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isWaiting = false;
    bool m_isRunning = false;
    std::deque<Ready> m_ready;
    Timers m_timers;
    std::uint64_t m_timersSet = 0;
    TaskState* m_oldest = nullptr;
    TaskState* m_youngest = nullptr;
    std::vector<std::weak_ptr<TaskState>> m_failed; ///< ended with an exception that nobody has seen yet
    runtime::Where m_where;                         ///< of the call that runs the loop
    Poller m_poller;
};

template <typename Act>
std::optional<trace::Way> LoopCore::conduct(const rules::Request& request, Act act)
{
    if (runtime::context().isAbandoned)
        return std::nullopt;
    runtime::Driver& drive = runtime::driver();
    const runtime::Reply reply = drive.perform(request);
    if (runtime::contextAfterSwitch().isAbandoned)
        return std::nullopt;
    const std::lock_guard lock(m_mutex);
    const Effect effect = act(reply);
    base::check(runtime::isLive() || effect.way == reply.way, "a loop and its rules agree on what an operation does");
    trace::Event event = runtime::eventOf(request, reply, runtime::Value(effect.value), 0);
    event.setWay(effect.way);
    event.index = effect.index;
    if (effect.isText)
        event.set(trace::EventFlag::Text);
    drive.performed(event);
    return effect.way;
}

} // namespace interleave::async
