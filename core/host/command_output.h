#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace interleave::host {

/// What a program writes to its standard output until it ends. `words[0]` is the path of the program.
/// Missing when it cannot be started, Broken when it ends with a status that is not 0.
base::Result<std::string> commandOutput(const std::vector<std::string>& words);

} // namespace interleave::host
