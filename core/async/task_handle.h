#pragma once

#include "core/async/await.h"
#include "core/async/task.h"

#include <concepts>
#include <functional>
#include <string_view>

namespace interleave::async {

/// A task with its value.
template <typename T>
class TaskOf final : public TaskState, public ValuePlace<T>
{
public:
    TaskOf(std::shared_ptr<LoopCore> loop, const runtime::NewLane& made, std::string name, typename Task<T>::Handle frame)
        : TaskState(std::move(loop), made, std::move(name)), m_frame(frame)
    {
        m_frame.promise().task = this;
        resumeAt = m_frame;
    }
    ~TaskOf() override { destroyFrames(); }

    bool hasReturned() const override { return m_frame.done(); }
    void collect() override
    {
        if (!m_frame.promise().error) {
            this->value = std::move(m_frame.promise().value);
            return;
        }
        try {
            std::rethrow_exception(m_frame.promise().error);
        } catch (const Cancelled&) {
            isCancelled = true;
        } catch (...) {
            error = std::current_exception();
        }
    }
    void destroyFrames() override
    {
        if (m_frame)
            std::exchange(m_frame, {}).destroy();
    }

private:
    typename Task<T>::Handle m_frame;
};

/// A task that runs, or ran, on an event loop. Copies are handles to the same task.
///
/// `co_await handle` suspends until it is over and yields its value, or throws what ended it. When the awaiting task is
/// cancelled, so is the awaited one. An exception that nobody ever asked about is recorded as the task's failure when the
/// last handle goes, or when the loop has ended.
template <typename T = void>
class TaskHandle
{
public:
    explicit TaskHandle(std::shared_ptr<TaskOf<T>> state) : m_state(std::move(state)) {}

    const std::string& name() const { return m_state->name(); }
    ObjectId id() const { return m_state->id(); }
    bool isDone() const { return m_state->loop().isDone(*m_state); }
    bool isCancelled() const { return isDone() && m_state->isCancelled; }

    /// Has Cancelled thrown at the await at which the task stands. False when the task was over.
    bool cancel(const runtime::Where& where = runtime::Where::current()) const
    {
        return m_state->loop().cancel(*m_state, where);
    }

    /// The value of a task that is over; throws what ended it otherwise. Errors: InvalidState while it is not over.
    T result() const
    {
        if (!isDone())
            throw InvalidState("the task \"" + name() + "\" has no result yet");
        m_state->throwFailure();
        if constexpr (!std::is_void_v<T>)
            return valueOf<T>(*m_state);
    }

    /// The exception that ended the task; null when there was none. Errors: InvalidState while it is not over.
    std::exception_ptr exception() const
    {
        if (!isDone())
            throw InvalidState("the task \"" + name() + "\" is not over yet");
        m_state->isRetrieved = true;
        return m_state->error;
    }

    ValueAwaiter<T> awaitedBy(TaskState& task, const runtime::Where& where) const
    {
        return {m_state, *m_state, task, where};
    }

    const std::shared_ptr<TaskOf<T>>& state() const { return m_state; }

private:
    std::shared_ptr<TaskOf<T>> m_state;
};

/// Makes a task of a coroutine on a given loop: a lane of its own that is ready, and runs when the loop comes to it.
template <typename T>
TaskHandle<T> createTaskOn(LoopCore& loop, std::string_view name, Task<T> coroutine, const runtime::Where& where)
{
    const typename Task<T>::Handle frame = coroutine.take();
    runtime::LaneFacts facts;
    facts.kind = trace::LaneKind::Task;
    facts.name = name;
    facts.home = loop.home();
    facts.related = loop.id();
    const runtime::NewLane made = runtime::createLane(facts, where);
    const auto state = std::make_shared<TaskOf<T>>(loop.shared_from_this(), made, std::string(name), frame);
    loop.start(state, where);
    return TaskHandle<T>(state);
}

/// Makes a task of a coroutine on the loop that runs the current task. It does not run before the current task gives
/// the loop back. Errors: InvalidState outside of a loop.
template <typename T>
TaskHandle<T> createTask(std::string_view name, Task<T> coroutine, const runtime::Where& where = runtime::Where::current())
{
    return createTaskOn(LoopCore::current(), name, std::move(coroutine), where);
}

/// A function that makes a coroutine; it is kept while the coroutine runs, with all that it captured.
template <typename Function>
concept MakesTask = requires(Function function) { typename ResultOf<std::invoke_result_t<Function&>>::type; };

template <MakesTask Function>
auto callKept(Function function) -> std::invoke_result_t<Function&>
{
    co_return co_await function();
}

template <MakesTask Function>
auto createTask(std::string_view name, Function function, const runtime::Where& where = runtime::Where::current())
{
    return createTaskOn(LoopCore::current(), name, callKept(std::move(function)), where);
}

/// The name of the current task; empty outside of tasks.
inline std::string currentTaskName()
{
    const TaskState* task = LoopCore::currentTask();
    return task == nullptr ? std::string() : task->name();
}

} // namespace interleave::async
