#pragma once

#include "core/explore/execution.h"
#include "core/explore/inside_driver.h"

#include <memory>
#include <set>
#include <string>

/// Small programs whose orders can be counted by hand, and what tests of both executors share.
namespace interleave::explore {

enum class Executor { Fibers, Pool };

std::unique_ptr<InsideDriver> makeDriver(Executor executor);

/// `lanes` lanes of `steps` writes each, every lane to a variable of its own.
Program independentWriters(int lanes, int steps);
/// Two lanes take two mutexes in opposite order.
Program abba();
/// `lanes` lanes add 1 to a counter `times` times, reading and writing in two steps; outcome n.
Program lostUpdate(int lanes, int times);
/// Two lanes take `items` items from a queue that is filled and closed before; outcome: how many each took.
Program queueWorkers(int items);
/// One lane waits for a condition, one notifies it once; with or without a flag that is looked at under the mutex.
Program conditionWait(bool hasFlag);
/// A lane ends while it holds a lock, main takes it then.
Program lockLeak();

/// `lanes` lanes write one variable, each its own value.
Program writers(int lanes);
/// `readers` lanes read a variable that one more lane writes.
Program readersAndWriter(int readers);
/// Lane i of `lanes` writes the successor of what it reads in cell i − 1 into cell i; one more lane looks for the last
/// cell that is still 0, from behind.
Program lastZero(int lanes);
/// `lanes` lanes put four entries each into a hash table of 128 by compare-and-swap; from 12 lanes on entries collide.
Program indexer(int lanes);
/// `lanes` lanes give blocks to inodes under a mutex for each; from 14 lanes on they compete for blocks.
Program fileSystem(int lanes);
/// `seats` philosophers take two forks each; ordered: the last one takes the right one first.
Program philosophers(int seats, bool isOrdered);
/// One lane puts `items` items through a place for one to another lane; a mutex and two condition variables.
Program placeForOne(int items);

} // namespace interleave::explore
