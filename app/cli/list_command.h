#pragma once

#include "core/base/result.h"

#include <string>

namespace interleave::app {

enum class ListForm { Text, Json, Names };

/// Prints what can be run: for people, as JSON, or as one "scenario:variant" a line.
base::Result<void> listScenarios(const std::string& target, ListForm form);

} // namespace interleave::app
