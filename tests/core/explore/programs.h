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

} // namespace interleave::explore
