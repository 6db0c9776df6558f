#pragma once

#include "core/explore/walk.h"

namespace interleave::explore {

/// Random and Pct: executions without end, each with a seed derived from the search's seed and its number, so that a
/// shard runs every count-th of what the whole search would.
std::unique_ptr<Walk> makeSampling(const InsideDriver& driver, const SearchOptions& options);

} // namespace interleave::explore
