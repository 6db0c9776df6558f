#pragma once

#include "core/explore/inside_driver.h"

#include <sched.h>

namespace interleave::explore {

/// Every lane on a thread of the operating system from a pool, all pinned to one core together with the calling thread.
///
/// Shows that nothing depends on fibers. Pinned, because handing over between threads of one core costs a microsecond
/// and between cores ten times as much, and exactly one of them ever runs.
/// Thread-safety: made, used and destroyed on one thread, whose affinity is restored at the end.
class PooledDriver final : public InsideDriver
{
public:
    PooledDriver();
    ~PooledDriver() override;

private:
    struct Worker;

    std::unique_ptr<Carrier> makeCarrier() override;
    void transfer(Carrier& from, Carrier& to) override;

    cpu_set_t m_affinity;
    bool m_isPinned = false;
};

} // namespace interleave::explore
