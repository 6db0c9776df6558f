#pragma once

#include "core/async/await.h"

#include <chrono>

namespace interleave::async {

/// A task that sleeps on its loop.
class [[nodiscard]] SleepAwaiter final : public Suspension
{
public:
    SleepAwaiter(TaskState& task, std::chrono::nanoseconds duration, const runtime::Where& where)
        : m_task(task), m_duration(duration), m_where(where)
    {}

    bool await_ready()
    {
        m_task.throwIfCancelled();
        m_task.loop().sleep(m_task, deadlineIn(m_duration), *this, m_where);
        return false;
    }
    void await_suspend(std::coroutine_handle<> self) noexcept { m_task.resumeAt = self; }
    void await_resume() { m_task.throwIfCancelled(); }

private:
    TaskState& m_task;
    std::chrono::nanoseconds m_duration;
    runtime::Where m_where;
};

class [[nodiscard]] Sleeping
{
public:
    explicit Sleeping(std::chrono::nanoseconds duration) : m_duration(duration) {}
    SleepAwaiter awaitedBy(TaskState& task, const runtime::Where& where) const { return {task, m_duration, where}; }

private:
    std::chrono::nanoseconds m_duration;
};

/// `co_await asyncSleep(d)` gives the loop back for at least `d` of run time. Zero or less: until everybody who is ready
/// has had a turn.
inline Sleeping asyncSleep(std::chrono::nanoseconds duration) { return Sleeping(duration); }

/// `co_await yieldNow()` lets everybody who is ready have a turn.
inline Sleeping yieldNow() { return Sleeping(std::chrono::nanoseconds(0)); }

} // namespace interleave::async
