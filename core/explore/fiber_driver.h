#pragma once

#include "core/explore/inside_driver.h"

namespace interleave::explore {

/// Every lane on a fiber of the calling thread: the fastest way to run a program again and again.
///
/// A fiber has 256 KiB of stack and a guard page below it, and is used for one lane after the other. A switch carries
/// the exception state of the C++ runtime over, so that a lane may be left in the middle of a catch block, and tells
/// AddressSanitizer and ThreadSanitizer.
/// Thread-safety: made, used and destroyed on one thread.
class FiberDriver final : public InsideDriver
{
public:
    FiberDriver();
    ~FiberDriver() override;

private:
    struct Fiber;

    std::unique_ptr<Carrier> makeCarrier() override;
    void transfer(Carrier& from, Carrier& to) override;
    void arrived(Fiber& self);

    Fiber* m_previous = nullptr; ///< who was left by the latest switch
};

} // namespace interleave::explore
