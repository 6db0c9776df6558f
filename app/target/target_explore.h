#pragma once

#include <string>

namespace interleave::app {

/// Searches through the orders of a program on fibers, as the memory behind the descriptor asks, and leaves there what it
/// finds. Yields the exit status.
int runSearch(const std::string& memoryFd);

} // namespace interleave::app
