#pragma once

#include "core/base/ids.h"

namespace interleave {

/// How a step is called wherever people or other programs read it: counted from 1, as on the ruler of the timeline, so
/// that "after step 14" is the moment when 14 events are recorded.
constexpr std::uint64_t stepNumber(Step step) { return step + 1; }

} // namespace interleave
