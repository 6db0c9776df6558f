#include "core/sync/condition_variable.h"

namespace interleave::sync {

ConditionVariable::ConditionVariable(std::string_view name, Where where) : ConditionVariable(name, Wakes::First, where)
{}

ConditionVariable::ConditionVariable(std::string_view name, Wakes wakes, Where where)
    : Primitive({.kind = trace::ObjectKind::Condition, .name = name, .policy = static_cast<std::uint32_t>(wakes)},
                where)
{}

Way ConditionVariable::waitGranted(rules::Request request)
{
    const runtime::Done waiting = runtime::conduct(request);
    if (!waiting.succeeded())
        return waiting.way;
    request.operation = Operation::Wake;
    return runtime::conduct(request).way;
}

Way ConditionVariable::waitLive(const rules::Request& request, NativeMutex mutex)
{
    runtime::Context& here = runtime::context();
    runtime::passGate(here);
    if (mutex.owner->load(std::memory_order_relaxed) != here.lane->id) {
        const std::lock_guard lock(m_monitor.mutex());
        recordMisuse(here, request.operation, id(), request.source, 0, request.argument);
        return Way::Misuse;
    }
    Waiter waiter;
    std::unique_lock lock(m_monitor.mutex());
    *mutex.released = runtime::append(here, runtime::stampAfter(), Operation::Wait, id(), request.source,
                                      {.value = request.argument});
    if (request.deadline != never)
        runtime::recordBlocked(here, Operation::Wake, id(), request.source, request.deadline);
    const auto place = m_waiters.insert(m_waiters.end(), &waiter);
    const std::uint32_t depth = std::exchange(*mutex.depth, 0);
    mutex.owner->store(LaneId::none, std::memory_order_relaxed);
    for (std::uint32_t level = 0; level < std::max<std::uint32_t>(depth, 1); ++level)
        ::pthread_mutex_unlock(mutex.handle);
    {
        const runtime::SlotStateScope blocked(here, arena::SlotState::BlockedNatively);
        m_monitor.park(lock, request.deadline, [&] { return waiter.isSignalled; });
    }
    lock.unlock();
    for (std::uint32_t level = 0; level < std::max<std::uint32_t>(depth, 1); ++level)
        lockNatively(here, mutex.handle, never);
    mutex.owner->store(here.lane->id, std::memory_order_relaxed);
    *mutex.depth = depth;
    // Only now is it decided whether the lane was notified: until it has its mutex again, a notification may choose it.
    lock.lock();
    m_waiters.erase(place);
    const Way way = waiter.isSignalled ? Way::Success : Way::TimedOut;
    runtime::recordAfter(here, Operation::Wake, id(), request.source, {.value = request.argument, .way = way});
    lock.unlock();
    runtime::passGate(here);
    return way;
}

void ConditionVariable::notify(Operation operation, int most, const Where& where)
{
    const rules::Request notification = request(operation, where);
    if (!runtime::isLive()) {
        runtime::conduct(notification);
        return;
    }
    m_monitor.performNow(
        notification,
        [&] {
            int woken = 0;
            for (Waiter* waiter : m_waiters) {
                if (woken == most)
                    break;
                if (!std::exchange(waiter->isSignalled, true))
                    ++woken;
            }
            return runtime::Value(woken);
        },
        runtime::everybody);
}

} // namespace interleave::sync
