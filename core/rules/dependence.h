#pragma once

#include "core/rules/request.h"

#include <optional>

namespace interleave::rules {

class State;

/// How one of two operations takes effect, as far as that is known.
using KnownWay = std::optional<Way>;

/// Whether the order of two operations matters: whether one can enable or disable the other, or change what it does.
///
/// Operations of one lane are dependent, and so are those of tasks that share a thread. Operations of different lanes
/// are dependent iff they concern one object and do not commute there:
///
///   variable        at least one writes; a CompareExchange that Failed reads
///   mutex           always, except two that Failed or TimedOut; a condition's Wait and Wake count as operations on it
///   shared mutex    at least one is on the writing side. Too fine with policy 1: there a writer that only waits already
///                   stands in the way of readers, and no event shows it; who explores counts the writer's step before
///                   as one on the mutex
///   condition       Wait, NotifyOne, NotifyAll pairwise; Wake with every notification. Coarser: only the one that woke
///                   it would do. Two spurious wake-ups anywhere, since they use up one budget
///   semaphore       always, except two snapshots
///   event           at least one of Set and Clear, except Clear with Wake; all but two snapshots if it resets itself.
///                   Coarser: two Sets
///   latch           CountDown with AwaitZero; CountDowns commute unless one is Misuse or `state` has seen one
///   barrier         Arrive with Pass; Arrives commute. A Pass that may time out with every operation. Everything once
///                   `state` has seen that the order of arrivals shows (BarrierRules::isOrdered)
///   queue           Put, Get, their tries and Close pairwise, for the order of items lives in the target; Size with
///                   those; AwaitDone and TaskDone with TaskDone, Put. Coarser: Put with Get while neither waits
///   pipe, once      always. Coarser: Send with Receive while neither waits
///   loop            always; Resolve, Cancel and a task's Start count as operations on the loop whose queue they fill
///   future, task    always
///   outcome         always: a write to one variable
///   lane            Start, Join, SetDaemon, Kill, and Await and Cancel of a task, with every operation of that lane
///                   and with each other, except two Joins. Exit, and Kill, with every operation of the lanes of the
///                   process, and with those on pipes, whose ends it closes
///
/// Sleep and Yield are independent of everything; Notes commute, except with the end of their process.
///
/// Without ways the answer holds for every way that the operations may take in `state`, where both could be asked for;
/// with ways only kinds, policies and processes are looked up there. Symmetric.
bool dependent(const State& state, const Request& a, const Request& b, KnownWay wayOfA = {}, KnownWay wayOfB = {});

} // namespace interleave::rules
