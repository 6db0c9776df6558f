#pragma once

#include "core/sync/note.h"
#include "core/sync/numbered.h"
#include "core/sync/operation.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::runtime {
struct JoinPoint;
}

namespace interleave::sync {

struct ThreadOptions
{
    std::optional<bool> isDaemon = {}; ///< as the lane that makes the thread, unless it is said
};

/// A lane of its own, from start() to the end of its body.
///
/// The process waits for its threads at its end, but not for daemons: those are cut off. Starting twice, joining what was
/// not started or oneself, and setDaemon() after start() are misuse: recorded, not carried out.
/// Destroying this handle leaves a running lane alone. Live: a thread of the operating system. Movable.
class Thread
{
public:
    /// An empty name becomes "thread 1", ….
    Thread(std::string_view name, std::function<void()> body, Where where = Where::current());
    Thread(std::string_view name, std::function<void()> body, ThreadOptions options, Where where = Where::current());

    void start(Where where = Where::current());
    /// Waits until the lane has ended.
    void join(Where where = Where::current()) { waitUntil(never, 0, where); }
    /// Waits for at most a duration of run time; false when it was over first.
    bool joinFor(Duration duration, Where where = Where::current())
    {
        return waitUntil(deadlineAfter(duration), 0, where);
    }
    void setDaemon(bool isDaemon, Where where = Where::current());
    bool isDaemon() const;
    /// Whether the lane was started and has not ended; recorded as a join that does not wait, marked as implicit.
    bool isAlive(Where where = Where::current());

    /// Whether the caller is this very lane.
    bool isCurrent() const;

    const std::string& name() const;
    ObjectId id() const;

private:
    struct Life;

    bool waitUntil(Nanoseconds deadline, std::uint8_t flags, const Where& where);

    std::shared_ptr<Life> m_life;
};

/// Threads that are joined together.
class ThreadGroup
{
public:
    /// Makes a thread and starts it.
    Thread& start(std::string_view name, std::function<void()> body, Where where = Where::current());
    /// Joins the threads in the order in which they were started.
    void joinAll(Where where = Where::current());
    std::size_t size() const { return m_threads.size(); }
    Thread& operator[](std::size_t number) { return *m_threads[number]; }

private:
    std::vector<std::unique_ptr<Thread>> m_threads;
};

} // namespace interleave::sync
