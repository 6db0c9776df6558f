#pragma once

#include "core/async/future.h"
#include "core/async/task_handle.h"

namespace interleave::async {

/// An event loop: runs tasks one after the other on the lane that made it, each until it gives the loop back.
///
/// Ready tasks run in the order in which they became ready; timers fire by deadline, equal ones in the order in which
/// they were set. While nothing is ready, the loop stands at Select. Where operations are granted, timers come only
/// then: a task that always has something to do stops virtual time.
class EventLoop : public runtime::Primitive
{
public:
    explicit EventLoop(std::string_view name = {}, const runtime::Where& where = runtime::Where::current());
    ~EventLoop();

    /// Runs a coroutine as the task `name` until it is over, and yields its value or throws what ended it. Then cancels
    /// the tasks that are left, and waits until they have cleaned up.
    /// Errors: InvalidState inside a loop, or on a lane that did not make it.
    template <typename T>
    T run(Task<T> main, std::string_view name = "main task", const runtime::Where& where = runtime::Where::current())
    {
        const TaskHandle<T> task = createTaskOn(*m_core, name, std::move(main), where);
        m_core->drive(*task.state(), where);
        return task.result();
    }
    template <MakesTask Function>
    auto run(Function main, std::string_view name = "main task",
             const runtime::Where& where = runtime::Where::current())
    {
        return run(main(), name, where);
    }

    /// A task that begins when the loop runs.
    template <typename T>
    TaskHandle<T> createTask(std::string_view name, Task<T> coroutine,
                             const runtime::Where& where = runtime::Where::current())
    {
        return createTaskOn(*m_core, name, std::move(coroutine), where);
    }
    template <typename T>
    Future<T> createFuture(std::string_view name = {}, const runtime::Where& where = runtime::Where::current())
    {
        return Future<T>(*m_core, name, where);
    }

    /// Has the loop call a function, in turn with its tasks. An exception that leaves it leaves run(). Any lane.
    void post(std::function<void()> callback, const runtime::Where& where = runtime::Where::current())
    {
        m_core->post(std::move(callback), where);
    }

private:
    std::shared_ptr<LoopCore> m_core;
};

/// Has the loop of the current task call a function in its turn.
inline void callSoon(std::function<void()> callback, const runtime::Where& where = runtime::Where::current())
{
    LoopCore::current().post(std::move(callback), where);
}

/// Runs a coroutine on a loop of its own.
template <typename T>
T run(Task<T> main, const runtime::Where& where = runtime::Where::current())
{
    EventLoop loop({}, where);
    return loop.run(std::move(main), "main task", where);
}
template <MakesTask Function>
auto run(Function main, const runtime::Where& where = runtime::Where::current())
{
    EventLoop loop({}, where);
    return loop.run(main(), "main task", where);
}

} // namespace interleave::async
