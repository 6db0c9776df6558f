#pragma once

#include "core/sync/time.h"

#include <cstdint>

namespace interleave::sync {

/// A random number from `low` to `high`, both included, that depends on the run's seed, the current lane, and how many it
/// drew before: the same schedule gives the same numbers. Requires: low ≤ high.
std::int64_t random(std::int64_t low, std::int64_t high);

/// A random duration between two numbers of u.
Duration randomUnits(double low, double high);

} // namespace interleave::sync
