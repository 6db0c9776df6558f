#pragma once

#include "core/sync/describe.h"
#include "core/sync/numbered.h"
#include "core/sync/queue_base.h"

#include <algorithm>
#include <deque>
#include <optional>

namespace interleave::sync {

/// Items that lanes hand to each other.
///
/// Bounded or not; oldest, youngest or smallest first. Live: an internal monitor. Thread-safety: any lane.
/// T can be moved; Order::Priority needs `<`. How events show items: see describe.h.
template <typename T>
class Queue : public QueueBase
{
public:
    explicit Queue(std::string_view name = {}, Where where = Where::current()) : Queue(name, QueueOptions{}, where) {}
    /// At most `capacity` items at a time; 0: without bound.
    Queue(std::string_view name, std::size_t capacity, Where where = Where::current())
        : Queue(name, QueueOptions{.capacity = capacity}, where)
    {}
    Queue(std::string_view name, QueueOptions options, Where where = Where::current()) : QueueBase(name, options, where)
    {}

    /// Waits for room and puts an item. Throws QueueClosed once the queue is closed.
    void put(T item, Where where = Where::current())
    {
        if (putItem(Operation::Put, std::move(item), never, where) == Way::Closed)
            throw QueueClosed();
    }
    /// Waits for room for at most a duration of run time; false when it was over first or the queue is closed.
    bool putFor(T item, Duration duration, Where where = Where::current())
    {
        return putItem(Operation::Put, std::move(item), deadlineAfter(duration), where) == Way::Success;
    }
    /// Puts an item if there is room at once and the queue is open.
    bool tryPut(T item, Where where = Where::current())
    {
        return putItem(Operation::TryPut, std::move(item), never, where) == Way::Success;
    }

    /// Waits for an item and takes it. Throws QueueClosed once the queue is closed and empty.
    T get(Where where = Where::current())
    {
        std::optional<T> item = takeItem(Operation::Get, never, where);
        if (!item && runtime::context().isAbandoned)
            throw runtime::Abandoned{};
        if (!item)
            throw QueueClosed();
        return *std::move(item);
    }
    /// Waits for an item; nothing once the queue is closed and empty.
    std::optional<T> getUntilClosed(Where where = Where::current()) { return takeItem(Operation::Get, never, where); }
    /// Waits for at most a duration of run time; nothing when it was over first or the queue is closed and empty.
    std::optional<T> getFor(Duration duration, Where where = Where::current())
    {
        return takeItem(Operation::Get, deadlineAfter(duration), where);
    }
    /// Takes an item if there is one.
    std::optional<T> tryGet(Where where = Where::current()) { return takeItem(Operation::TryGet, never, where); }

private:
    struct Item
    {
        T value;
        runtime::Value description;
    };

    Way putItem(Operation operation, T item, Nanoseconds deadline, const Where& where)
    {
        rules::Request put = request(operation, where);
        put.deadline = deadline;
        const std::optional<runtime::Value> known = described(item);
        put.argument = known.value_or(runtime::Value()).number;
        const auto insert = [&] {
            const runtime::Value description = known.value_or(runtime::Value(++m_numbered));
            store({std::move(item), description});
            return description;
        };
        if (!runtime::isLive())
            return runtime::conduct(put,
                                    [&](const runtime::Reply& reply) {
                                        return reply.way == Way::Success ? insert() : runtime::Value(reply.value);
                                    })
                .way;
        const auto take = [&] {
            if (isClosedNow())
                return ending(Way::Closed);
            if (!hasRoom())
                return ending(Way::Failed);
            countPut();
            return insert();
        };
        if (operation == Operation::TryPut)
            return monitor().performNow(put, take, runtime::everybody).way;
        return monitor().perform(put, [&] { return isClosedNow() || hasRoom(); }, take, runtime::everybody).way;
    }

    std::optional<T> takeItem(Operation operation, Nanoseconds deadline, const Where& where)
    {
        rules::Request get = request(operation, where);
        get.deadline = deadline;
        std::optional<T> taken;
        if (!runtime::isLive()) {
            runtime::conduct(get, [&](const runtime::Reply& reply) {
                return reply.way == Way::Success && !m_items.empty() ? next(taken) : runtime::Value(reply.value);
            });
            return taken;
        }
        const auto take = [&] {
            if (!hasItem())
                return ending(isClosedNow() ? Way::Closed : Way::Failed);
            countGet();
            return next(taken);
        };
        if (operation == Operation::TryGet)
            monitor().performNow(get, take, runtime::everybody);
        else
            monitor().perform(get, [&] { return isClosedNow() || hasItem(); }, take, runtime::everybody);
        return taken;
    }

    static runtime::Value ending(Way way)
    {
        runtime::Value value;
        value.way = way;
        return value;
    }

    // Where the item comes to stand says its turn: items leave at the front.
    void store(Item item)
    {
        auto place = m_items.end();
        if (order() == Order::Lifo)
            place = m_items.begin();
        if constexpr (requires(const T& a, const T& b) { a < b; })
            if (order() == Order::Priority)
                place = std::upper_bound(m_items.begin(), m_items.end(), item,
                                         [](const Item& a, const Item& b) { return a.value < b.value; });
        m_items.insert(place, std::move(item));
    }

    runtime::Value next(std::optional<T>& into)
    {
        Item item = std::move(m_items.front());
        m_items.pop_front();
        into = std::move(item.value);
        return item.description;
    }

    std::deque<Item> m_items;    // Live: guarded by the monitor, as m_numbered
    std::int64_t m_numbered = 0; // items so far that only their number describes
};

} // namespace interleave::sync
