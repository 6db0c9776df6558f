#include "core/sync/semaphore.h"

namespace interleave::sync {

using runtime::Value;

Semaphore::Semaphore(std::string_view name, std::int64_t permits, Where where)
    : Primitive({.kind = trace::ObjectKind::Semaphore, .name = name, .initial = permits}, where)
    , m_permits(permits)
    , m_bound(-1)
{}

Semaphore::Semaphore(std::string_view name, std::int64_t permits, Bound bound, Where where)
    : Primitive(
          {.kind = trace::ObjectKind::Semaphore, .name = name, .initial = permits, .bound = bound.permits, .policy = 1},
          where)
    , m_permits(permits)
    , m_bound(bound.permits)
{}

bool Semaphore::take(Nanoseconds deadline, const Where& where)
{
    rules::Request acquire = request(Operation::Acquire, where);
    acquire.deadline = deadline;
    if (!runtime::isLive())
        return runtime::conduct(acquire).succeeded();
    const auto take = [&] {
        --m_permits;
        return Value();
    };
    return m_monitor.perform(acquire, [&] { return m_permits > 0; }, take, 0).succeeded();
}

bool Semaphore::tryAcquire(Where where)
{
    const rules::Request attempt = request(Operation::TryAcquire, where);
    if (!runtime::isLive())
        return runtime::conduct(attempt).succeeded();
    const auto take = [&] {
        Value value;
        if (m_permits > 0)
            --m_permits;
        else
            value.way = Way::Failed;
        return value;
    };
    return m_monitor.performNow(attempt, take, 0).succeeded();
}

void Semaphore::give(std::int64_t permits, const Where& where, std::uint8_t flags)
{
    rules::Request release = request(Operation::Release, where);
    release.argument = permits;
    if (!runtime::isLive()) {
        runtime::conduct(release, flags);
        return;
    }
    const auto give = [&] {
        Value value(permits);
        if (permits < 0 || (m_bound >= 0 && permits > m_bound - m_permits))
            value.way = Way::Misuse;
        else
            m_permits += permits;
        return value;
    };
    const int wakes = static_cast<int>(std::clamp<std::int64_t>(permits, 0, runtime::everybody));
    m_monitor.performNow(release, give, wakes, flags);
}

std::int64_t Semaphore::permits(Where where)
{
    const rules::Request look = request(Operation::Size, where);
    if (!runtime::isLive())
        return runtime::conduct(look).value;
    return m_monitor.performNow(look, [&] { return Value(m_permits); }, 0).value;
}

void Semaphore::releaseAtEndOfScope(const Where& where) noexcept
{
    try {
        give(1, where, endOfScope);
    } catch (const runtime::Abandoned&) {
        // Given up while it stood here: the lane's next operation throws.
    }
}

} // namespace interleave::sync
