#pragma once

#include "core/async/gather.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <vector>

namespace interleave::async {

/// When `wait` has waited long enough.
enum class WaitUntil { AllCompleted, FirstCompleted, FirstException };

/// A duration without an end.
inline constexpr std::chrono::nanoseconds forEver = std::chrono::nanoseconds::max();

inline Nanoseconds deadlineOf(std::chrono::nanoseconds timeout) { return timeout == forEver ? never : deadlineIn(timeout); }

template <typename T>
struct WaitResult
{
    std::vector<TaskHandle<T>> done;    ///< in the order of the arguments
    std::vector<TaskHandle<T>> pending; ///< likewise
};

template <typename T>
Task<WaitResult<T>> waitList(std::vector<TaskHandle<T>> tasks, std::chrono::nanoseconds timeout, WaitUntil until,
                             runtime::Where where)
{
    std::vector<std::shared_ptr<TaskState>> missing;
    bool isOver = false;
    for (const TaskHandle<T>& task : tasks) {
        if (!task.isDone())
            missing.push_back(task.state());
        else
            isOver = isOver || until == WaitUntil::FirstCompleted
                     || (until == WaitUntil::FirstException && task.state()->error);
    }
    if (!isOver && !missing.empty()) {
        const std::size_t needed = until == WaitUntil::FirstCompleted ? 1 : missing.size();
        const auto endsEarly =
            until == WaitUntil::FirstException ? Group::EndsEarly::OnException : Group::EndsEarly::Never;
        Group group("wait", std::move(missing), needed, endsEarly, where);
        co_await At(Completion(group.future(), deadlineOf(timeout), OnCancel::LeaveIt), where);
    }
    WaitResult<T> result;
    for (TaskHandle<T>& task : tasks)
        (task.isDone() ? result.done : result.pending).push_back(std::move(task));
    co_return result;
}

/// `co_await wait(tasks)` waits until all, or the first, are over, or until the time is over, and says which are. It
/// cancels nobody and throws no failure of theirs.
template <typename T>
auto wait(std::vector<TaskHandle<T>> tasks, std::chrono::nanoseconds timeout = forEver,
          WaitUntil until = WaitUntil::AllCompleted)
{
    return Placed([tasks = std::move(tasks), timeout, until](const runtime::Where& where) {
        return waitList<T>(tasks, timeout, until, where);
    });
}

/// `Awaited` is a TaskHandle or a Future of T.
template <typename T, typename Awaited>
Task<T> waitForOne(Awaited awaited, std::chrono::nanoseconds timeout, runtime::Where where)
{
    const auto state = awaited.state();
    if (!co_await At(Completion(state, deadlineOf(timeout), OnCancel::CancelIt), where)) {
        state->loop().cancel(*state, where);
        co_await At(Completion(state, never, OnCancel::CancelIt), where);
        if (state->isCancelled)
            throw TimedOut();
    }
    state->throwFailure();
    if constexpr (!std::is_void_v<T>)
        co_return valueOf<T>(*state);
}

/// `co_await waitFor(task, timeout)` yields the task's value if it comes in time; else cancels the task, waits for its
/// end and throws TimedOut.
template <template <typename> typename Awaited, typename T>
auto waitFor(Awaited<T> awaited, std::chrono::nanoseconds timeout)
{
    return Placed([awaited = std::move(awaited), timeout](const runtime::Where& where) {
        return waitForOne<T>(awaited, timeout, where);
    });
}

/// `co_await shield(task)`: cancelling the waiting task leaves the awaited one alone.
template <template <typename> typename Awaited, typename T>
class Shielded
{
public:
    explicit Shielded(Awaited<T> awaited) : m_awaited(std::move(awaited)) {}
    ValueAwaiter<T> awaitedBy(TaskState& task, const runtime::Where& where) const
    {
        const auto& state = m_awaited.state();
        return {state, *state, task, where, OnCancel::LeaveIt};
    }

private:
    Awaited<T> m_awaited;
};

template <template <typename> typename Awaited, typename T>
Shielded<Awaited, T> shield(Awaited<T> awaited)
{
    return Shielded<Awaited, T>(std::move(awaited));
}

} // namespace interleave::async
