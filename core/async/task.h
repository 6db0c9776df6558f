#pragma once

#include "core/async/state.h"
#include "core/runtime/lane_body.h"

namespace interleave::async {

template <typename T>
class Task;
template <typename T>
class TaskAwaiter;

/// What every coroutine of this room promises: it runs inside a task, it waits for nothing but what knows tasks, and it
/// hands control over by telling the task who is next, so that no depth of awaits uses up the stack.
class PromiseBase
{
public:
    std::suspend_always initial_suspend() noexcept { return {}; }

    /// `co_await x` asks x how a task awaits it; the position is that of the co_await in the program's text.
    template <typename Awaitable>
    auto await_transform(Awaitable&& awaitable, runtime::Where where = runtime::Where::current())
    {
        return std::forward<Awaitable>(awaitable).awaitedBy(*task, where);
    }

    void unhandled_exception()
    {
        // What ends the whole execution is not kept as one task's result.
        try {
            throw;
        } catch (const runtime::Abandoned&) {
            throw;
        } catch (const base::EngineFault&) {
            throw;
        } catch (...) {
            error = std::current_exception();
        }
    }

    TaskState* task = nullptr;            ///< inside which task it runs
    std::coroutine_handle<> continuation; ///< who awaits it; none for the first coroutine of a task
    std::exception_ptr error;

    /// The task goes on with whoever awaits this coroutine.
    struct HandBack
    {
        bool await_ready() const noexcept { return false; }
        template <typename Promise>
        void await_suspend(std::coroutine_handle<Promise> self) const noexcept
        {
            self.promise().task->next = self.promise().continuation;
        }
        void await_resume() const noexcept {}
    };
};

template <typename T>
class TaskPromise : public PromiseBase, public ValuePlace<T>
{
public:
    Task<T> get_return_object();
    HandBack final_suspend() noexcept { return {}; }
    template <typename U>
        requires std::is_convertible_v<U&&, T>
    void return_value(U&& result)
    {
        this->value.emplace(std::forward<U>(result));
    }
};

template <>
class TaskPromise<void> : public PromiseBase, public ValuePlace<void>
{
public:
    Task<void> get_return_object();
    HandBack final_suspend() noexcept { return {}; }
    void return_void() { value.emplace(); }
};

/// A coroutine that has not run yet: calling it does nothing. `co_await` runs it inside the awaiting task, one after the
/// other; createTask makes a task of it, which runs beside the others.
///
/// A coroutine that is dropped without having run leaves no trace; ask wasAwaited() before to make it a finding.
template <typename T = void>
class [[nodiscard]] Task
{
public:
    using promise_type = TaskPromise<T>;
    using Handle = std::coroutine_handle<promise_type>;

    explicit Task(Handle handle) : m_handle(handle) {}
    Task(Task&& other) noexcept : m_handle(std::exchange(other.m_handle, {})) {}
    Task& operator=(Task&& other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~Task()
    {
        if (m_handle)
            m_handle.destroy();
    }

    /// Whether somebody awaited it or made a task of it, which is possible once.
    bool wasAwaited() const { return !m_handle; }

    /// The coroutine, for whoever runs it from now on. Errors: InvalidState the second time.
    Handle take()
    {
        if (!m_handle)
            throw InvalidState("this coroutine was awaited before");
        return std::exchange(m_handle, {});
    }

    TaskAwaiter<T> awaitedBy(TaskState& task, const runtime::Where&) { return {take(), task}; }

private:
    Handle m_handle;
};

/// Whether nobody awaited a coroutine or made a task of it: its body will never run.
template <typename T>
bool neverAwaited(const Task<T>& task)
{
    return !task.wasAwaited();
}

/// Runs a coroutine inside the task that awaits it: no operation, no event.
template <typename T>
class [[nodiscard]] TaskAwaiter
{
public:
    TaskAwaiter(typename Task<T>::Handle child, TaskState& task) : m_child(child), m_task(task) {}
    TaskAwaiter(TaskAwaiter&& other) noexcept : m_child(std::exchange(other.m_child, {})), m_task(other.m_task) {}
    TaskAwaiter& operator=(TaskAwaiter&&) = delete;
    ~TaskAwaiter()
    {
        if (m_child)
            m_child.destroy();
    }

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> parent) const noexcept
    {
        m_child.promise().task = &m_task;
        m_child.promise().continuation = parent;
        m_task.next = m_child;
    }
    T await_resume()
    {
        TaskPromise<T>& promise = m_child.promise();
        if (promise.error)
            std::rethrow_exception(promise.error);
        if constexpr (!std::is_void_v<T>)
            return std::move(*promise.value);
    }

private:
    typename Task<T>::Handle m_child;
    TaskState& m_task;
};

template <typename T>
Task<T> TaskPromise<T>::get_return_object()
{
    return Task<T>(std::coroutine_handle<TaskPromise>::from_promise(*this));
}

inline Task<void> TaskPromise<void>::get_return_object()
{
    return Task<void>(std::coroutine_handle<TaskPromise>::from_promise(*this));
}

/// The type of the value of a Task type.
template <typename AnyTask>
struct ResultOf;
template <typename T>
struct ResultOf<Task<T>>
{
    using type = T;
};

} // namespace interleave::async
