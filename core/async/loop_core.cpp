#include "core/async/loop_core.h"

#include "core/async/group.h"
#include "core/runtime/gate.h"
#include "core/runtime/lane_body.h"

#include <algorithm>
#include <limits>

namespace interleave::async {
namespace {

using runtime::Reply;
using runtime::Where;
using trace::Operation;
using trace::Way;

LaneExtension* currentExtension()
{
    return static_cast<LaneExtension*>(runtime::context().lane->extension);
}

/// While it lives, the current thread acts as a task.
class ActingAs
{
public:
    explicit ActingAs(TaskState& task) : m_home(runtime::context().lane), m_task(&task.lane)
    {
        switchTo(m_task);
        m_task->now = std::max(m_task->now, m_home->now);
    }
    ~ActingAs()
    {
        // The tasks of a loop run one after the other: its thread is never earlier than what it ran.
        m_home->now = std::max(m_home->now, m_task->now);
        switchTo(m_home);
    }
    ActingAs(const ActingAs&) = delete;
    ActingAs& operator=(const ActingAs&) = delete;

private:
    static void switchTo(runtime::LaneLocal* lane)
    {
        runtime::Context& here = runtime::contextAfterSwitch();
        here.lane = lane;
        if (here.slot != nullptr)
            here.slot->lane.store(index(lane->id), std::memory_order_release);
    }

    runtime::LaneLocal* m_home;
    runtime::LaneLocal* m_task;
};

} // namespace

LoopCore::~LoopCore() { destroyTasks(); }

LoopCore& LoopCore::current()
{
    const LaneExtension* extension = currentExtension();
    if (extension == nullptr)
        throw InvalidState("no event loop is running here");
    return *extension->loop;
}

TaskState* LoopCore::currentTask()
{
    const LaneExtension* extension = currentExtension();
    return extension == nullptr ? nullptr : extension->task;
}

void LoopCore::recordLocal(Operation operation, LaneId lane, ObjectId object, std::int64_t value)
{
    trace::Event event;
    event.lane = lane;
    event.object = object;
    event.value = value;
    event.operation = operation;
    runtime::driver().local(event);
}

void LoopCore::reportFailure(TaskState& task)
{
    if (!task.error || std::exchange(task.isRetrieved, true) || runtime::t_context == nullptr
        || runtime::context().isAbandoned)
        return;
    std::string sentence = "an exception that is no std::exception";
    try {
        std::rethrow_exception(task.error);
    } catch (const std::exception& exception) {
        sentence = exception.what();
    } catch (...) {
    }
    trace::Event event;
    event.lane = task.lane.id;
    event.object = task.id();
    event.value = static_cast<std::int64_t>(index(runtime::nameOf(sentence)));
    event.operation = Operation::Fail;
    event.set(trace::EventFlag::Text);
    runtime::driver().local(event);
}

// ---- Under the mutex.

void LoopCore::pushReady(Ready ready)
{
    m_ready.push_back(std::move(ready));
    if (m_isWaiting) {
        m_wake.notify_one();
        m_poller.wake();
    }
}

void LoopCore::schedule(TaskState& task)
{
    if (task.phase == TaskState::Phase::Ready || task.phase == TaskState::Phase::Over)
        return;
    FutureState::remove(task.waiter);
    if (const auto timer = std::exchange(task.timer, std::nullopt))
        m_timers.erase(*timer);
    task.phase = TaskState::Phase::Ready;
    pushReady({.task = &task, .callback = {}});
}

void LoopCore::suspend(TaskState& task, Suspension& suspension, Nanoseconds deadline, Nanoseconds now)
{
    task.phase = TaskState::Phase::Suspended;
    task.suspension = &suspension;
    if (deadline <= now) {
        schedule(task);
    } else if (deadline != never) {
        task.timer = {deadline, m_timersSet++};
        m_timers.emplace(*task.timer, &task);
    }
}

void LoopCore::complete(FutureState& future)
{
    future.isDone = true;
    // Groups stay in the queue: they are told afterwards, since that is an operation of its own.
    for (Waiter* waiter = future.first; waiter != nullptr;) {
        Waiter* const following = waiter->next;
        if (waiter->task != nullptr)
            schedule(*waiter->task);
        waiter = following;
    }
}

/// Fires the timer at a position in the order of (deadline, when it was set), as rules::LoopRules does; yields the
/// position under which the rules offer it.
std::uint16_t LoopCore::fire(std::size_t position)
{
    base::check(position < m_timers.size(), "a timer that fires was set");
    const bool firesOne =
        !runtime::isLive() && runtime::driver().timeSetting() == trace::TimeSetting::Ignored;
    const auto chosen = std::next(m_timers.begin(), static_cast<std::ptrdiff_t>(position));
    const Nanoseconds last = chosen->first.first;
    std::uint16_t offered = 0;
    for (auto timer = firesOne ? chosen : m_timers.begin(); timer != m_timers.end();) {
        TaskState& task = *timer->second;
        if (timer->first.first > last)
            break;
        offered = static_cast<std::uint16_t>(offered + (timer->first.first < last ? 1 : 0));
        task.lane.now = std::max(task.lane.now, timer->first.first);
        timer = std::next(timer);
        schedule(task);
        if (firesOne)
            return static_cast<std::uint16_t>(position);
    }
    return offered;
}

std::optional<std::size_t> LoopCore::lastDue() const
{
    if (m_timers.empty())
        return std::nullopt;
    const Nanoseconds now = runtime::runNow();
    // An event holds 16 bits of position; what is due beyond that fires with the next turn.
    constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max();
    std::size_t due = 0;
    for (auto timer = m_timers.begin(); timer != m_timers.end() && due < most && timer->first.first <= now; ++timer)
        ++due;
    return due == 0 ? std::nullopt : std::optional(due - 1);
}

// ---- Operations.

void LoopCore::start(const std::shared_ptr<TaskState>& task, const Where& where)
{
    conduct(runtime::request(Operation::Start, task->id(), where), [&](const Reply&) -> Effect {
        task->self = task;
        task->older = m_youngest;
        (m_youngest != nullptr ? m_youngest->younger : m_oldest) = task.get();
        m_youngest = task.get();
        schedule(*task);
        return {};
    });
}

bool LoopCore::cancel(FutureState& future, const Where& where)
{
    const auto way = conduct(runtime::request(Operation::Cancel, future.id(), where), [&](const Reply&) -> Effect {
        if (future.isDone)
            return {.way = Way::Failed};
        if (!future.isTask()) {
            future.isCancelled = true;
            complete(future);
            return {};
        }
        auto& task = static_cast<TaskState&>(future);
        task.isCancelRequested = true;
        if (task.phase == TaskState::Phase::Suspended)
            schedule(task);
        return {};
    });
    return way == Way::Success;
}

void LoopCore::resolve(FutureState& future, const Effect& recorded, const Where& where,
                       const std::function<bool()>& finish)
{
    rules::Request request = runtime::request(Operation::Resolve, future.id(), where);
    request.argument = recorded.value;
    conduct(request, [&](const Reply&) -> Effect {
        Effect effect = recorded;
        if (future.isDone)
            effect.way = Way::Misuse;
        else if (finish())
            complete(future);
        return effect;
    });
}

bool LoopCore::await(TaskState& task, FutureState& future, Nanoseconds deadline, Suspension& suspension,
                     const Where& where)
{
    if (&future.loop() != this)
        throw InvalidState("a task awaits what belongs to another event loop");
    if (&future == &task)
        throw InvalidState("a task cannot await itself");
    rules::Request request = runtime::request(Operation::Await, future.id(), where);
    request.deadline = deadline;
    const auto way = conduct(request, [&](const Reply& reply) -> Effect {
        if (future.isDone)
            return {};
        future.append(task.waiter);
        suspend(task, suspension, deadline, reply.now);
        return {.way = Way::Suspended, .value = deadline};
    });
    if (!way)
        throw runtime::Abandoned{};
    return *way == Way::Success;
}

void LoopCore::sleep(TaskState& task, Nanoseconds deadline, Suspension& suspension, const Where& where)
{
    rules::Request request = runtime::request(Operation::Await, m_id, where);
    request.deadline = deadline;
    const auto way = conduct(request, [&](const Reply& reply) -> Effect {
        suspend(task, suspension, deadline, reply.now);
        return {.way = Way::Suspended, .value = deadline};
    });
    if (!way)
        throw runtime::Abandoned{};
}

void LoopCore::post(std::function<void()> callback, const Where& where)
{
    conduct(runtime::request(Operation::Post, m_id, where), [&](const Reply&) -> Effect {
        pushReady({.task = nullptr, .callback = std::make_unique<std::function<void()>>(std::move(callback))});
        return {};
    });
}

bool LoopCore::isDone(const FutureState& future)
{
    const std::lock_guard lock(m_mutex);
    return future.isDone;
}

void LoopCore::unlink(Waiter& waiter)
{
    const std::lock_guard lock(m_mutex);
    FutureState::remove(waiter);
}

bool LoopCore::link(FutureState& future, Waiter& waiter)
{
    const std::lock_guard lock(m_mutex);
    if (!future.isDone)
        future.append(waiter);
    return !future.isDone;
}

// ---- Running.

void LoopCore::drive(TaskState& main, const Where& where)
{
    runtime::LaneLocal& home = *runtime::context().lane;
    if (home.extension != nullptr)
        throw InvalidState("an event loop is already running here");
    if (home.id != m_home)
        throw InvalidState("an event loop is run by the lane that made it");

    // Whatever leaves this function, no coroutine stays behind that refers to its caller's variables.
    struct Running
    {
        explicit Running(LoopCore& loop) : core(loop), here{&loop, nullptr}
        {
            lane.extension = &here;
        }
        ~Running()
        {
            core.destroyTasks();
            lane.extension = nullptr;
        }
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        LoopCore& core;
        LaneExtension here;
        runtime::LaneLocal& lane = *runtime::context().lane;
    } const running(*this);

    m_where = where;
    while (!main.isDone)
        turn();
    // What was ready when main ended still has its turn, as in Python's loop: a task just created begins.
    runReady(readyCount());
    cancelOthers();
    while (m_oldest != nullptr)
        turn();
    for (const std::weak_ptr<TaskState>& failed : std::exchange(m_failed, {}))
        if (const auto task = failed.lock(); task && task.get() != &main)
            reportFailure(*task);
}

void LoopCore::turn()
{
    if (readyCount() == 0)
        select();
    else if (runtime::isLive())
        fireDueTimers();
    runReady(readyCount());
}

std::size_t LoopCore::readyCount()
{
    const std::lock_guard lock(m_mutex);
    return m_ready.size();
}

void LoopCore::runReady(std::size_t count)
{
    for (; count > 0; --count) {
        Ready next;
        {
            const std::lock_guard lock(m_mutex);
            next = std::move(m_ready.front());
            m_ready.pop_front();
        }
        if (next.task != nullptr)
            runTask(*next.task);
        else
            runCallback(*next.callback);
    }
}

void LoopCore::runCallback(const std::function<void()>& callback)
{
    recordLocal(Operation::Callback, m_home, m_id);
    callback();
}

void LoopCore::runTask(TaskState& task)
{
    {
        const ActingAs acting(task);
        {
            const std::lock_guard lock(m_mutex);
            task.phase = TaskState::Phase::Running;
            recordLocal(Operation::Resume, task.lane.id, task.id());
        }
        const bool isFirst = !std::exchange(task.hasBegun, true);
        if (isFirst)
            recordLocal(Operation::Begin, task.lane.id, task.id());
        if (isFirst && task.isCancelRequested) {
            // Cancelled before its first line: it never runs.
            task.isCancelled = true;
        } else {
            Suspension* const suspension = std::exchange(task.suspension, nullptr);
            if (suspension != nullptr && !suspension->goOn())
                return;
            task.next = std::exchange(task.resumeAt, {});
            // A trampoline: no coroutine resumes another on its own stack, however deep they await each other.
            while (task.next)
                std::exchange(task.next, {}).resume();
        }
        if (!task.isCancelled && !task.hasReturned())
            return;
        if (!task.isCancelled)
            task.collect();
        task.destroyFrames();
    }
    finish(task);
}

void LoopCore::finish(TaskState& task)
{
    const std::shared_ptr<TaskState> self = std::move(task.self);
    {
        const std::lock_guard lock(m_mutex);
        task.phase = TaskState::Phase::Over;
        recordLocal(Operation::End, task.lane.id, task.id(), task.isCancelled ? 2 : task.error ? 1 : 0);
        complete(task);
        (task.older != nullptr ? task.older->younger : m_oldest) = task.younger;
        (task.younger != nullptr ? task.younger->older : m_youngest) = task.older;
    }
    while (task.first != nullptr) {
        Waiter& waiter = *task.first;
        FutureState::remove(waiter);
        waiter.group->childDone(task);
    }
    if (task.error && !task.isRetrieved)
        m_failed.push_back(self);
}

void LoopCore::cancelOthers()
{
    for (TaskState* task = m_oldest; task != nullptr; task = task->younger)
        cancel(*task, m_where);
}

void LoopCore::destroyTasks()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ready.clear();
        m_timers.clear();
        for (TaskState* task = m_oldest; task != nullptr; task = task->younger) {
            FutureState::remove(task->waiter);
            task->timer.reset();
            task->phase = TaskState::Phase::Over;
        }
    }
    while (m_youngest != nullptr) {
        const std::shared_ptr<TaskState> task = std::move(m_youngest->self);
        m_youngest = task->older;
        (m_youngest != nullptr ? m_youngest->younger : m_oldest) = nullptr;
        if (runtime::t_context == nullptr) {
            task->destroyFrames();
        } else {
            const ActingAs acting(*task);
            task->destroyFrames();
        }
    }
}

} // namespace interleave::async
