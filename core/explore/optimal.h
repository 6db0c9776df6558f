#pragma once

#include "core/explore/walk.h"

namespace interleave::explore {

/// One execution of every class of equivalent orders: dynamic partial-order reduction with wakeup trees.
///
/// An execution is run to its end. Then every race in it, that is two dependent steps of different lanes with nothing
/// between them by causes, is turned round: what does not come after the first step by causes, followed by the second,
/// is to be run from before the first step, unless something that was run from there covers it (a sleeping act is a weak
/// initial of it) or a branch of the wakeup tree there does. A lane's other alternatives at a step are treated like
/// races of the step with itself.
///
/// *Blocking.* An act may be turned round with a step only if it can be run there; the rules are asked (reversal.h). When
/// it cannot (a lock before the unlock that made it possible), earlier steps on its objects are tried in turn: the lock
/// that was in its way. Acts at which lanes still stand when the execution is over take part like acts that were run.
/// This is complete for every primitive, since acts that are independent neither enable nor disable each other.
///
/// *How optimal.* No execution is redundant, and each class is run once, for programs of variables, mutexes, conditions,
/// semaphores, queues, start and join: wherever what an act will do when it is run earlier is known beforehand. A
/// compare-and-swap is taken to write in what is not run yet, and waiting writers of a shared mutex that lets them go
/// first count as one more step on it together with whatever their lanes did before: both can make executions that are
/// cut off when all that could go on was run before, and these are counted apart. So are those of shards (below).
/// Where the order of arrivals at a barrier, or of counting a latch down, shows (isOrdered in their rules) they are
/// dependent; the search begins again when it meets such an object.
///
/// *Shards.* Above a fixed number of choices every candidate is a branch, with sleep sets but without turning round; the
/// leaves are dealt out by number. Below, acts that sleep for what was run above (`isForeign`) are treated as blocked
/// until something they depend on is run: that loses nothing and needs no talk.
///
/// Requires: time is ignored. Source and proof of the rest: Abdulla et al., as above; their algorithm 2 and section 10.
/// Memory: linear in the length of an execution and the branches still to be run; independent of those that were run.
std::unique_ptr<Walk> makeOptimal(InsideDriver& driver, const SearchOptions& options);

} // namespace interleave::explore
