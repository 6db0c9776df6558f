#pragma once

#include "core/arena/mapping.h"

namespace interleave::runtime {

/// From now on a crash of this process (a signal, abort, std::terminate) notes its signal, its lane and, where there is
/// one, its message in the arena before the process dies of it as it would have; a broken promise of the engine is noted
/// and ends the process with status 3.
void watchForCrashes(const arena::Mapping& mapping);

/// A stack for signal handlers of this thread, so that an overflow of the ordinary one is seen too.
class SignalStack
{
public:
    SignalStack();
    ~SignalStack();
    SignalStack(const SignalStack&) = delete;
    SignalStack& operator=(const SignalStack&) = delete;

private:
    void* m_memory;
};

} // namespace interleave::runtime
