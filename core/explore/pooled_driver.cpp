#include "core/explore/pooled_driver.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <thread>

namespace interleave::explore {
namespace {

/// A place where one thread waits until it is told to go on, once per telling. A bare futex: the waiting of
/// std::atomic spins first, which on one core only keeps the other from running.
class Baton
{
public:
    void give()
    {
        m_word.store(1, std::memory_order_release);
        ::syscall(SYS_futex, &m_word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
    }
    void take()
    {
        while (m_word.exchange(0, std::memory_order_acquire) == 0)
            ::syscall(SYS_futex, &m_word, FUTEX_WAIT_PRIVATE, 0, nullptr, nullptr, 0);
    }

private:
    std::atomic<std::uint32_t> m_word{0};
    static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));
};

} // namespace

struct PooledDriver::Worker : Carrier
{
    Baton baton;
    std::thread thread;
};

PooledDriver::PooledDriver()
{
    setRunner(std::make_unique<Worker>());
    const int cpu = ::sched_getcpu();
    if (cpu < 0 || ::sched_getaffinity(0, sizeof(m_affinity), &m_affinity) != 0)
        return;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    // New threads inherit it.
    m_isPinned = ::sched_setaffinity(0, sizeof(one), &one) == 0;
}

PooledDriver::~PooledDriver()
{
    close();
    for (const auto& carrier : carriers()) {
        Worker& worker = static_cast<Worker&>(*carrier);
        worker.baton.give();
        worker.thread.join();
    }
    if (m_isPinned)
        ::sched_setaffinity(0, sizeof(m_affinity), &m_affinity);
}

std::unique_ptr<PooledDriver::Carrier> PooledDriver::makeCarrier()
{
    auto worker = std::make_unique<Worker>();
    worker->thread = std::thread([this, self = worker.get()] {
        self->baton.take();
        runtime::t_context = &self->context;
        carry(*self);
        runtime::t_context = nullptr;
    });
    return worker;
}

void PooledDriver::transfer(Carrier& from, Carrier& to)
{
    static_cast<Worker&>(to).baton.give();
    static_cast<Worker&>(from).baton.take();
}

} // namespace interleave::explore
