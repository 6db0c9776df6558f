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
/// *The bound of steps.* Equivalent executions have as many steps, so "at most N" says which classes are meant. Promised:
/// each class of executions that end by themselves in at most N steps is run once, and of those that do not, each class of
/// what they do in N steps, counted as Bound. A step that does not fit any more may have no relation to what was run, so no
/// race brings it forward: at the bound, what each lane stands at is run, with its causes, in place of each last step
/// that nothing comes after and that it does not depend on. There, what was run before covers a sequence only when it is
/// its beginning, not when it merely commutes with it: beside it there would be no room. From the first execution that is
/// cut off, the search begins again that way; programs that end within the bound see nothing of it. Classes that are cut
/// off are many (two lanes that go on for ever: as many as ways to share N steps), so lower bounds are tried first, each
/// four times the last, and what ended below one is not counted again. A budget that is used up on the way
/// leaves the promise for the last bound that was gone through. Not promised at the bound: that nothing is redundant, and
/// of shards, that together they meet every class that is cut off; those that end they do.
///
/// *Who goes on* where nothing is planned: the lane that moved last. In executions of more than 64 steps it is
/// every 17 steps the one that moved least recently, so that who polls meets what it waits for.
///
/// *Shards.* Above a fixed number of choices every candidate is a branch, with sleep sets but without turning round; the
/// leaves are dealt out by number. Below, acts that sleep for what was run above (`isForeign`) are treated as blocked
/// until something they depend on is run: that loses nothing and needs no talk.
///
/// Requires: time is ignored. Source and proof of the rest: Abdulla et al., as above; their algorithm 2 and section 10.
/// Source of running what stands at the bound: K. E. Coons, M. Musuvathi, K. S. McKinley, "Bounded Partial-Order Reduction",
/// OOPSLA 2013 (branches added for the bound's sake); lengths and wakeup trees are ours.
/// Memory: linear in the length of an execution and the branches still to be run; independent of those that were run.
std::unique_ptr<Walk> makeOptimal(InsideDriver& driver, const SearchOptions& options);

} // namespace interleave::explore
