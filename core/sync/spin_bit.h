#pragma once

#include <atomic>
#include <thread>

namespace interleave::sync {

/// A lock of one bit for a few instructions; it never sleeps, so it needs no record of who waits.
class SpinBit
{
public:
    void lock()
    {
        for (int attempt = 0; m_isTaken.exchange(true, std::memory_order_acquire); ++attempt)
            if (attempt % 64 == 63)
                std::this_thread::yield(); // its owner lost the processor
    }
    void unlock() { m_isTaken.store(false, std::memory_order_release); }

private:
    std::atomic<bool> m_isTaken{false};
};

} // namespace interleave::sync
