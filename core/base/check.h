#pragma once

#include <source_location>
#include <stdexcept>

namespace interleave::base {

/// A broken promise of our own, thrown in the host; it ends the run it happened in, never the window.
class EngineFault : public std::logic_error
{
public:
    using std::logic_error::logic_error;
};

/// What `check` calls when its condition is false; does not return. `expected` is a whole clause.
using FaultHandler = void (*)(const char* expected, const std::source_location& where);

/// Replaces the handler of this process; the default throws EngineFault. The target sets one that writes the sentence
/// into the arena and leaves. Thread-safety: set it before other threads run.
void setFaultHandler(FaultHandler handler);

[[noreturn]] void fault(const char* expected, const std::source_location& where = std::source_location::current());

/// States what must hold here; active in every build.
inline void check(bool condition, const char* expected,
                  const std::source_location& where = std::source_location::current())
{
    if (!condition) [[unlikely]]
        fault(expected, where);
}

} // namespace interleave::base
