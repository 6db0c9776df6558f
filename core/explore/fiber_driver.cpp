#include "core/explore/fiber_driver.h"

#include <boost/context/fiber.hpp>
#include <boost/context/protected_fixedsize_stack.hpp>

#include <cxxabi.h>

#include <cstring>
#include <utility>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define INTERLEAVE_ASAN 1
#endif
#if __has_feature(thread_sanitizer)
#define INTERLEAVE_TSAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define INTERLEAVE_ASAN 1
#endif
#if defined(__SANITIZE_THREAD__)
#define INTERLEAVE_TSAN 1
#endif

#if defined(INTERLEAVE_ASAN)
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(INTERLEAVE_TSAN)
#include <sanitizer/tsan_interface.h>
#endif

namespace interleave::explore {
namespace {

constexpr std::size_t stackBytes = 256 * 1024;

/// What the C++ runtime knows of the exceptions of one thread (Itanium C++ ABI: a pointer and a counter), of a fiber
/// that does not run. Without it a `throw;` would throw another fiber's exception again.
struct ExceptionState
{
    void* bytes[2] = {};

    void save() { std::memcpy(bytes, abi::__cxa_get_globals(), sizeof(bytes)); }
    void restore() const { std::memcpy(static_cast<void*>(abi::__cxa_get_globals()), bytes, sizeof(bytes)); }
};

} // namespace

struct FiberDriver::Fiber : Carrier
{
    boost::context::fiber stopped; ///< where it goes on; empty while it runs
    ExceptionState exceptions;
    const void* stackBottom = nullptr;
    std::size_t stackSize = 0;
    void* fakeStack = nullptr; ///< AddressSanitizer's
    void* shadow = nullptr;    ///< ThreadSanitizer's
};

FiberDriver::FiberDriver()
{
    auto runner = std::make_unique<Fiber>();
#if defined(INTERLEAVE_TSAN)
    runner->shadow = __tsan_get_current_fiber();
#endif
    setRunner(std::move(runner));
}

FiberDriver::~FiberDriver()
{
    close();
    for (const auto& carrier : carriers()) {
        transfer(runner(), *carrier);
#if defined(INTERLEAVE_TSAN)
        __tsan_destroy_fiber(static_cast<Fiber&>(*carrier).shadow);
#endif
    }
}

std::unique_ptr<FiberDriver::Carrier> FiberDriver::makeCarrier()
{
    auto fiber = std::make_unique<Fiber>();
    boost::context::protected_fixedsize_stack allocator(stackBytes);
    const boost::context::stack_context stack = allocator.allocate();
    fiber->stackBottom = static_cast<const char*>(stack.sp) - stack.size;
    fiber->stackSize = stack.size;
#if defined(INTERLEAVE_TSAN)
    fiber->shadow = __tsan_create_fiber(0);
#endif
    fiber->stopped = boost::context::fiber(
        std::allocator_arg, boost::context::preallocated(stack.sp, stack.size, stack), allocator,
        [this, self = fiber.get()](boost::context::fiber&&) {
            arrived(*self);
            carry(*self);
            // Closed: back to the runner for the last time.
            Fiber& home = static_cast<Fiber&>(runner());
            m_previous = self;
            runtime::t_context = nullptr;
            home.exceptions.restore();
#if defined(INTERLEAVE_ASAN)
            __sanitizer_start_switch_fiber(nullptr, home.stackBottom, home.stackSize);
#endif
#if defined(INTERLEAVE_TSAN)
            __tsan_switch_to_fiber(home.shadow, 0);
#endif
            return std::move(home.stopped);
        });
    return fiber;
}

void FiberDriver::transfer(Carrier& fromCarrier, Carrier& toCarrier)
{
    Fiber& from = static_cast<Fiber&>(fromCarrier);
    Fiber& to = static_cast<Fiber&>(toCarrier);
    from.exceptions.save();
    to.exceptions.restore();
    m_previous = &from;
    runtime::t_context = &to == &runner() ? nullptr : &to.context;
#if defined(INTERLEAVE_ASAN)
    __sanitizer_start_switch_fiber(&from.fakeStack, to.stackBottom, to.stackSize);
#endif
#if defined(INTERLEAVE_TSAN)
    __tsan_switch_to_fiber(to.shadow, 0);
#endif
    std::exchange(to.stopped, {}).resume_with([&from](boost::context::fiber&& left) {
        from.stopped = std::move(left);
        return boost::context::fiber();
    });
    arrived(from);
}

void FiberDriver::arrived([[maybe_unused]] Fiber& self)
{
#if defined(INTERLEAVE_ASAN)
    const void* bottom = nullptr;
    std::size_t size = 0;
    __sanitizer_finish_switch_fiber(self.fakeStack, &bottom, &size);
    // The runner's stack is the thread's own; it shows when it was left for the first time.
    if (m_previous == &runner()) {
        m_previous->stackBottom = bottom;
        m_previous->stackSize = size;
    }
#endif
}

} // namespace interleave::explore
