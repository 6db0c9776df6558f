#pragma once

#include "core/runtime/driver.h"

#include <functional>

namespace interleave::runtime {

/// The life of a process on its first lane: Begin, `body`, waiting for the threads that are no daemons, Exit, leaving.
/// The exit code is what `body` yields, 1 when an exception left it. Returns only where processes are played.
void runProcess(ObjectId process, const std::function<int()>& body);

} // namespace interleave::runtime
