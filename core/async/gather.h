#pragma once

#include "core/async/group.h"
#include "core/async/task_handle.h"

#include <tuple>
#include <vector>

namespace interleave::async {

/// How a task ended: with a value, an exception, or cancelled.
template <typename T>
struct Settled
{
    std::optional<Stored<T>> value;
    std::exception_ptr error;
    bool isCancelled = false;
};

template <typename T>
std::vector<std::shared_ptr<TaskState>> statesOf(const std::vector<TaskHandle<T>>& tasks)
{
    std::vector<std::shared_ptr<TaskState>> states;
    states.reserve(tasks.size());
    for (const TaskHandle<T>& task : tasks)
        states.push_back(task.state());
    return states;
}

/// Waits until all are over; throws the first failure at once.
inline Task<void> awaitAll(std::vector<std::shared_ptr<TaskState>> tasks, Group::EndsEarly endsEarly, runtime::Where where)
{
    if (tasks.empty())
        co_return;
    const std::size_t count = tasks.size();
    // Whatever the others end with later, it was asked for here.
    for (const auto& task : tasks)
        task->isRetrieved = true;
    Group group("gather", std::move(tasks), count, endsEarly, where);
    co_await At(GatherCompletion(group), where);
    if (group.failed() != nullptr)
        group.failed()->throwFailure();
}

/// A copy of the value of a task that ended well, or the value itself when it cannot be copied.
template <typename T>
Stored<T> takeValue(const TaskHandle<T>& task)
{
    if constexpr (std::is_copy_constructible_v<Stored<T>>)
        return *task.state()->value;
    else
        return std::move(*task.state()->value);
}

template <typename T>
Task<std::vector<Stored<T>>> gatherList(std::vector<TaskHandle<T>> tasks, runtime::Where where)
{
    co_await awaitAll(statesOf(tasks), Group::EndsEarly::OnFailure, where);
    std::vector<Stored<T>> results;
    results.reserve(tasks.size());
    for (const TaskHandle<T>& task : tasks)
        results.push_back(takeValue(task));
    co_return results;
}

template <typename T>
Task<std::vector<Settled<T>>> settleList(std::vector<TaskHandle<T>> tasks, runtime::Where where)
{
    co_await awaitAll(statesOf(tasks), Group::EndsEarly::Never, where);
    std::vector<Settled<T>> results(tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        results[i].error = tasks[i].state()->error;
        results[i].isCancelled = tasks[i].state()->isCancelled;
        if (tasks[i].state()->value)
            results[i].value.emplace(takeValue(tasks[i]));
    }
    co_return results;
}

template <typename... T>
Task<std::tuple<Stored<T>...>> gatherTuple(std::tuple<TaskHandle<T>...> tasks, runtime::Where where)
{
    std::vector<std::shared_ptr<TaskState>> states;
    std::apply([&](const auto&... task) { (states.push_back(task.state()), ...); }, tasks);
    co_await awaitAll(std::move(states), Group::EndsEarly::OnFailure, where);
    co_return std::apply([](const auto&... task) { return std::tuple<Stored<T>...>(takeValue(task)...); }, tasks);
}

/// What `co_await` turns into a coroutine of the engine that stands at the same place of the text.
template <typename Make>
class Placed
{
public:
    explicit Placed(Make make) : m_make(std::move(make)) {}
    auto awaitedBy(TaskState& task, const runtime::Where& where) { return m_make(where).awaitedBy(task, where); }

private:
    Make m_make;
};

/// `co_await gather(tasks)` waits until all are over and yields their values in the order of the arguments. The first
/// failure is thrown at once, the other tasks go on. When the waiting task is cancelled, all of them are.
template <typename T>
auto gather(std::vector<TaskHandle<T>> tasks)
{
    return Placed([tasks = std::move(tasks)](const runtime::Where& where) { return gatherList<T>(tasks, where); });
}

template <typename... T>
    requires(sizeof...(T) > 0)
auto gather(TaskHandle<T>... tasks)
{
    return Placed([tasks = std::tuple<TaskHandle<T>...>(std::move(tasks)...)](const runtime::Where& where) {
        return gatherTuple<T...>(tasks, where);
    });
}

/// The same, but failures are part of the result and end nothing early.
template <typename T>
auto gatherSettled(std::vector<TaskHandle<T>> tasks)
{
    return Placed([tasks = std::move(tasks)](const runtime::Where& where) { return settleList<T>(tasks, where); });
}

} // namespace interleave::async
