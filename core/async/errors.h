#pragma once

#include <stdexcept>

namespace interleave::async {

/// Thrown at the await of a task that was cancelled, and at whoever awaits its result. Derives from nothing, so that a
/// handler of ordinary errors does not swallow it; who catches it should clean up and rethrow.
struct Cancelled
{
};

/// What `waitFor` throws when the time is over.
class TimedOut : public std::runtime_error
{
public:
    TimedOut() : std::runtime_error("it took too long") {}
};

/// Use of a coroutine, a result or a loop in a state that does not allow it: awaiting a task twice, asking for a result
/// that is not there yet, running a loop inside a loop.
class InvalidState : public std::logic_error
{
public:
    using std::logic_error::logic_error;
};

} // namespace interleave::async
