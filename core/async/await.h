#pragma once

#include "core/async/loop_core.h"

#include <chrono>

namespace interleave::async {

/// What happens to what a task awaits when the task itself is cancelled.
enum class OnCancel {
    CancelIt, ///< it is cancelled too, and the task waits for its end
    LeaveIt,  ///< it goes on
};

/// A task at `co_await` of a future, a task or a group. Suspends until it is done, or until a deadline.
class FutureAwaiter : public Suspension
{
public:
    FutureAwaiter(std::shared_ptr<FutureState> future, TaskState& task, const runtime::Where& where,
                  Nanoseconds deadline = never, OnCancel onCancel = OnCancel::CancelIt)
        : m_future(std::move(future)), m_task(task), m_where(where), m_deadline(deadline), m_onCancel(onCancel)
    {}

    bool await_ready()
    {
        m_task.throwIfCancelled();
        return loop().await(m_task, *m_future, m_deadline, *this, m_where);
    }
    void await_suspend(std::coroutine_handle<> self) noexcept { m_task.resumeAt = self; }
    bool goOn() override
    {
        if (!m_task.isCancelRequested || m_onCancel == OnCancel::LeaveIt || loop().isDone(*m_future))
            return true;
        cancelAwaited();
        return loop().await(m_task, *m_future, never, *this, m_where);
    }

protected:
    ~FutureAwaiter() = default;
    FutureAwaiter(FutureAwaiter&&) = default;
    virtual void cancelAwaited() { loop().cancel(*m_future, m_where); }

    LoopCore& loop() const { return m_future->loop(); }
    TaskState& task() const { return m_task; }
    FutureState& future() const { return *m_future; }
    const runtime::Where& where() const { return m_where; }
    /// What every await_resume begins with; false when the deadline came first.
    bool finished()
    {
        m_task.throwIfCancelled();
        return loop().isDone(*m_future);
    }

private:
    std::shared_ptr<FutureState> m_future;
    TaskState& m_task;
    runtime::Where m_where;
    Nanoseconds m_deadline;
    OnCancel m_onCancel;
};

/// The value of what is done: a copy, since several may ask, unless it can only be moved.
template <typename T>
T valueOf(ValuePlace<T>& place)
{
    if constexpr (std::is_copy_constructible_v<T>)
        return *place.value;
    else
        return std::move(*place.value);
}

/// Yields the value; throws its exception, or Cancelled.
template <typename T>
class [[nodiscard]] ValueAwaiter final : public FutureAwaiter
{
public:
    ValueAwaiter(std::shared_ptr<FutureState> future, ValuePlace<T>& place, TaskState& task, const runtime::Where& where,
                 OnCancel onCancel = OnCancel::CancelIt)
        : FutureAwaiter(std::move(future), task, where, never, onCancel), m_place(place)
    {}
    ValueAwaiter(ValueAwaiter&&) = default;

    T await_resume()
    {
        finished();
        future().throwFailure();
        if constexpr (!std::is_void_v<T>)
            return valueOf(m_place);
    }

private:
    ValuePlace<T>& m_place;
};

/// Yields whether it was done in time, and throws nothing but Cancelled.
class [[nodiscard]] DoneAwaiter final : public FutureAwaiter
{
public:
    using FutureAwaiter::FutureAwaiter;
    DoneAwaiter(DoneAwaiter&&) = default;
    bool await_resume() { return finished(); }
};

/// Awaits something as if it stood at another place in the text: for coroutines of the engine that a program calls.
template <typename Awaitable>
class At
{
public:
    At(Awaitable awaitable, const runtime::Where& where) : m_awaitable(std::move(awaitable)), m_where(where) {}
    auto awaitedBy(TaskState& task, const runtime::Where&) { return m_awaitable.awaitedBy(task, m_where); }

private:
    Awaitable m_awaitable;
    runtime::Where m_where;
};

/// The end of a future, with a deadline; see DoneAwaiter.
class Completion
{
public:
    Completion(std::shared_ptr<FutureState> future, Nanoseconds deadline, OnCancel onCancel)
        : m_future(std::move(future)), m_deadline(deadline), m_onCancel(onCancel)
    {}
    DoneAwaiter awaitedBy(TaskState& task, const runtime::Where& where)
    {
        return {m_future, task, where, m_deadline, m_onCancel};
    }

private:
    std::shared_ptr<FutureState> m_future;
    Nanoseconds m_deadline;
    OnCancel m_onCancel;
};

/// The moment `duration` from now; 0, which has always come, unless the duration is positive.
template <typename Duration>
Nanoseconds deadlineIn(Duration duration)
{
    const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(duration).count();
    return nanoseconds <= 0 ? 0 : runtime::driver().now() + nanoseconds;
}

} // namespace interleave::async
