#include "core/sync/event.h"

namespace interleave::sync {

using runtime::Value;

Event::Event(std::string_view name, Where where) : Event(name, Reset::Manual, where) {}

Event::Event(std::string_view name, Reset reset, Where where)
    : Primitive({.kind = trace::ObjectKind::Event, .name = name, .policy = static_cast<std::uint32_t>(reset)}, where)
    , m_resetsItself(reset == Reset::Automatic)
{}

bool Event::waitUntil(Nanoseconds deadline, const Where& where)
{
    rules::Request await = request(Operation::AwaitSet, where);
    await.deadline = deadline;
    if (runtime::isLive())
        return waitLive(await);
    const runtime::Done found = runtime::conduct(await);
    if (found.way != Way::Suspended)
        return found.succeeded();
    await.operation = Operation::Wake;
    return runtime::conduct(await).succeeded();
}

bool Event::waitLive(const rules::Request& request)
{
    runtime::Context& here = runtime::context();
    runtime::passGate(here);
    std::unique_lock lock(m_monitor.mutex());
    if (m_isSet) {
        m_isSet = !m_resetsItself;
        runtime::recordAfter(here, Operation::AwaitSet, id(), request.source);
        return true;
    }
    runtime::recordAfter(here, Operation::AwaitSet, id(), request.source,
                         {.value = request.deadline, .way = Way::Suspended});
    Waiter waiter;
    const auto place = m_waiters.insert(m_waiters.end(), &waiter);
    {
        const runtime::SlotStateScope blocked(here, arena::SlotState::BlockedNatively);
        m_monitor.park(lock, request.deadline, [&] { return waiter.isReleased; });
    }
    m_waiters.erase(place);
    runtime::recordAfter(here, Operation::Wake, id(), request.source,
                         {.way = waiter.isReleased ? Way::Success : Way::TimedOut});
    lock.unlock();
    runtime::passGate(here);
    return waiter.isReleased;
}

void Event::release()
{
    for (Waiter* waiter : m_waiters) {
        if (waiter->isReleased)
            continue;
        waiter->isReleased = true;
        if (m_resetsItself)
            return;
    }
    m_isSet = true;
}

void Event::set(Where where)
{
    const rules::Request set = request(Operation::Set, where);
    if (!runtime::isLive()) {
        runtime::conduct(set);
        return;
    }
    const auto take = [&] {
        release();
        return Value();
    };
    m_monitor.performNow(set, take, runtime::everybody);
}

void Event::clear(Where where)
{
    const rules::Request clear = request(Operation::Clear, where);
    if (!runtime::isLive()) {
        runtime::conduct(clear);
        return;
    }
    const auto take = [&] {
        m_isSet = false;
        return Value();
    };
    m_monitor.performNow(clear, take, 0);
}

bool Event::isSet(Where where)
{
    const rules::Request look = request(Operation::IsSet, where);
    if (!runtime::isLive())
        return runtime::conduct(look).value != 0;
    return m_monitor.performNow(look, [&] { return Value(m_isSet ? 1 : 0); }, 0).value != 0;
}

} // namespace interleave::sync
