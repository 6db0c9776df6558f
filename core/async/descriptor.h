#pragma once

#include "core/async/task.h"

#include <string>

namespace interleave::async {

/// `co_await whenReadable(fd)` suspends until reading from a descriptor would not block: something came, or its other
/// end is gone. Files on disk are always ready.
///
/// It is the world outside that answers: a replay of such a run may differ. The descriptor must stay open meanwhile, and
/// one task at a time may wait for the same.
/// Errors: std::system_error for what is no descriptor, InvalidState for a second waiter.
Task<void> whenReadable(int fd, runtime::Where where = runtime::Where::current());

/// The same for writing.
Task<void> whenWritable(int fd, runtime::Where where = runtime::Where::current());

/// The same for a descriptor that has a name in the picture, instead of its number.
Task<void> whenReadable(int fd, std::string name, runtime::Where where = runtime::Where::current());
Task<void> whenWritable(int fd, std::string name, runtime::Where where = runtime::Where::current());

} // namespace interleave::async
