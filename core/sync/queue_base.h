#pragma once

#include "core/runtime/monitor.h"
#include "core/runtime/primitive.h"
#include "core/sync/operation.h"

#include <cstddef>

namespace interleave::sync {

/// Which item a queue hands out next.
enum class Order : std::uint32_t {
    Fifo,     ///< the oldest
    Lifo,     ///< the youngest
    Priority, ///< the smallest by `<`, the oldest among equals
};

struct QueueOptions
{
    std::size_t capacity = 0; ///< 0: without bound
    Order order = Order::Fifo;
};

/// Thrown by put() and get() of a queue that is closed (and, for get(), empty).
class QueueClosed : public std::exception
{
public:
    const char* what() const noexcept override { return "the queue is closed"; }
};

/// What all queues have in common, whatever they hold.
class QueueBase : public runtime::Primitive
{
public:
    /// How many items there are at this moment, as isEmpty() and isFull() a snapshot that may be outdated at once.
    std::size_t size(Where where = Where::current());
    bool isEmpty(Where where = Where::current()) { return size(where) == 0; }
    bool isFull(Where where = Where::current()) { return m_options.capacity > 0 && size(where) >= m_options.capacity; }

    /// Nobody can put any more; the items that are there can still be taken.
    void close(Where where = Where::current());
    bool isClosed(Where where = Where::current());

    /// Says that an item which was taken has been dealt with. Once too often is misuse.
    void taskDone(Where where = Where::current());
    /// Waits until every item that was ever put has been dealt with.
    void join(Where where = Where::current()) { awaitDone(never, where); }
    /// Waits for at most a duration of run time; false when it was over first.
    bool joinFor(Duration duration, Where where = Where::current())
    {
        return awaitDone(deadlineAfter(duration), where);
    }

protected:
    QueueBase(std::string_view name, const QueueOptions& options, const Where& where);

    Order order() const { return m_options.order; }
    runtime::Monitor& monitor() { return m_monitor; }
    // Of the Live state. Requires: the monitor is held.
    bool isClosedNow() const { return m_isClosed; }
    bool hasRoom() const { return m_options.capacity == 0 || m_count < m_options.capacity; }
    bool hasItem() const { return m_count > 0; }
    void countPut()
    {
        ++m_count;
        ++m_unfinished;
    }
    void countGet() { --m_count; }

private:
    bool awaitDone(Nanoseconds deadline, const Where& where);

    const QueueOptions m_options;
    runtime::Monitor m_monitor;
    std::size_t m_count = 0; // Live: guarded by m_monitor, as the rest
    std::size_t m_unfinished = 0;
    bool m_isClosed = false;
};

} // namespace interleave::sync
