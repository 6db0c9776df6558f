#pragma once

#include "core/analysis/line_index.h"

#include <vector>

namespace interleave::code {

/// How many of the first `step` events were at any of the places. Requires: step ≤ index.size().
Step countOf(const analysis::LineIndex& index, const std::vector<analysis::LinePlace>& places, Step step);

/// At most `most` events of all places together, in order, from the `first`-th on, counted from 0.
///
/// Requires: no more than `most` lie between `first` and the first event from `step` on, in either direction; so the cost
/// is that of `most` events of every place, however many there are.
std::vector<Step> eventsOf(const analysis::LineIndex& index, const std::vector<analysis::LinePlace>& places, Step first,
                           std::size_t most, Step step);

} // namespace interleave::code
