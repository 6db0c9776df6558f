#pragma once

#include <string>
#include <vector>

namespace interleave::app {

/// Runs what the arena's options name, as the first process of a run. Returns only when it cannot be started.
int runFirstProcess(const std::string& arenaFd, const std::string& chunks);

/// Runs a role: arena descriptor, chunks, lane, object, role, arguments. Returns only when it cannot be started.
int runChildProcess(const std::vector<std::string>& words);

} // namespace interleave::app
