#pragma once

#include "core/async/await.h"

#include <memory>
#include <string_view>
#include <vector>

namespace interleave::async {

/// A future that is done when enough of several tasks are over: what stands behind gather and wait.
///
/// Its object is bound to the number of children that it needs; the end of each resolves it once, on the loop's own
/// lane. Where the first failure ends the waiting, it is cancelled on the engine's behalf, since no count is reached.
/// The tasks themselves are left as they are.
class Group
{
public:
    enum class EndsEarly { Never, OnFailure, OnException };

    /// Requires: needed is at least 1 and at most children.size(); a task of the children's loop acts.
    Group(std::string_view name, std::vector<std::shared_ptr<TaskState>> children, std::size_t needed, EndsEarly endsEarly,
          const runtime::Where& where);
    ~Group();
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;

    void childDone(TaskState& child);
    /// Cancels every child that is not over; the group then needs all of them to end.
    void cancelChildren(const runtime::Where& where);

    /// The first child that failed or was cancelled, where that ends the waiting; else null.
    FutureState* failed() const { return m_failed; }
    const std::shared_ptr<PlainFuture>& future() const { return m_future; }

private:
    std::vector<std::shared_ptr<TaskState>> m_children;
    std::vector<Waiter> m_waiters;
    std::shared_ptr<PlainFuture> m_future;
    std::size_t m_missing;
    EndsEarly m_endsEarly;
    FutureState* m_failed = nullptr;
    runtime::Where m_where;
};

/// A task that awaits a group and cancels its children when it is cancelled itself.
class [[nodiscard]] GatherAwaiter final : public FutureAwaiter
{
public:
    GatherAwaiter(Group& group, TaskState& task, const runtime::Where& where)
        : FutureAwaiter(group.future(), task, where), m_group(group)
    {}
    GatherAwaiter(GatherAwaiter&&) = default;
    void await_resume() { finished(); }

protected:
    void cancelAwaited() override { m_group.cancelChildren(where()); }

private:
    Group& m_group;
};

class GatherCompletion
{
public:
    explicit GatherCompletion(Group& group) : m_group(group) {}
    GatherAwaiter awaitedBy(TaskState& task, const runtime::Where& where) const { return {m_group, task, where}; }

private:
    Group& m_group;
};

} // namespace interleave::async
