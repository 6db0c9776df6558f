#pragma once

#include "core/base/result.h"

#include <string>

namespace interleave::app {

/// Opens a saved run and writes it in the format that the name of `to` ends in. What a file that was cut off lacks is said
/// on standard error.
base::Result<void> convertFile(const std::string& from, const std::string& to);

} // namespace interleave::app
