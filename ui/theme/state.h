#pragma once

#include <array>

namespace interleave::theme {

/// How a lane's state looks on every drawing; what it means is the trace's business.
enum class State { Running, Ready, Blocked, Waiting, Sleeping, Suspended, Ended, Killed };

/// All states in the order of the legend.
inline constexpr std::array allStates = {State::Running,  State::Ready,     State::Blocked, State::Waiting,
                                         State::Sleeping, State::Suspended, State::Ended,   State::Killed};

/// Kinds of resources that differ in icon or colour.
enum class ResourceKind {
    Lock,
    Semaphore,
    Queue,
    Event,
    Condition,
    Barrier,
    Variable,
    Future,
    Timer,
    Pipe,
    Socket,
    Process,
    Loop,
};

} // namespace interleave::theme
