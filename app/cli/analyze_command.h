#pragma once

#include "core/base/result.h"

#include <string>

namespace interleave::app {

/// Analyses a saved run and prints what was found, as text or as JSON; yields the exit status: 1 when anything is wrong,
/// else 0.
base::Result<int> analyzeFile(const std::string& path, bool isJson);

} // namespace interleave::app
