#include "core/runtime/monitor.h"

#include <chrono>

namespace interleave::runtime {

bool Monitor::park(std::unique_lock<std::mutex>& lock, Nanoseconds deadline, const std::function<bool()>& ready)
{
    Waiter waiter;
    waiter.ready = &ready;
    const auto place = m_waiters.insert(m_waiters.end(), &waiter);
    bool isReady = ready();
    while (!isReady) {
        waiter.isWoken = false;
        if (deadline == never) {
            waiter.parker.wait(lock);
        } else {
            const std::int64_t slice = sliceUntil(deadline);
            if (slice == 0)
                break;
            waiter.parker.wait_for(lock, std::chrono::nanoseconds(slice));
        }
        isReady = ready();
    }
    m_waiters.erase(place);
    // Whoever gives up although it was woken passes the wake-up on, else it would be lost.
    if (!isReady && waiter.isWoken)
        wake(1);
    return isReady;
}

void Monitor::wake(int count)
{
    for (Waiter* waiter : m_waiters) {
        if (count <= 0)
            return;
        if (waiter->isWoken || !(*waiter->ready)())
            continue;
        waiter->isWoken = true;
        waiter->parker.notify_one();
        --count;
    }
}

Done Monitor::finish(Context& here, const rules::Request& request, const Value& value, int wakes, std::uint8_t flags)
{
    const trace::Way way = value.way.value_or(trace::Way::Success);
    recordAfter(here, request.operation, request.object, request.source,
                {.value = value.number, .way = way, .flags = static_cast<std::uint8_t>(flags | value.flags())});
    if (wakes > 0)
        wake(wakes);
    return {way, 0, value.number};
}

} // namespace interleave::runtime
