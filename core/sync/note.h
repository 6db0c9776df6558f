#pragma once

#include "core/runtime/driver.h"

#include <string_view>

namespace interleave::sync {

/// A line on the console of the current lane.
void note(std::string_view text, runtime::Where where = runtime::Where::current());

} // namespace interleave::sync
