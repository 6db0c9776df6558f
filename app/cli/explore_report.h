#pragma once

#include "app/cli/terminal.h"
#include "core/base/result.h"
#include "core/host/catalogue.h"
#include "core/trace/exploration.h"

#include <optional>
#include <string>
#include <vector>

namespace interleave::app {

/// For each outcome whether the variant promises it; none when nothing is promised (other parameters than the defaults,
/// a variant without a promise, an end that a bound made).
std::vector<std::optional<bool>> promisedOutcomes(const trace::ExploreResult& result, const host::Catalogue& catalogue);

/// What was explored and how, in two lines.
std::string exploreHeadline(const trace::ExploreSettings& settings, const host::Catalogue& catalogue);

/// "12,345 executions, 4,100 a second, …", for a line that is written over again and again.
std::string progressText(const trace::ExploreProgress& progress);

/// The outcomes as a table, the shortest schedule of each, and how far the search came.
void printExploration(const trace::ExploreResult& result, const std::vector<std::optional<bool>>& promised,
                      const Terminal& terminal);

/// Writes the shortest schedule of each outcome into a folder, which is made if need be; yields the files. Unwritable.
base::Result<std::vector<std::string>> writeSchedules(const trace::ExploreResult& result, const std::string& folder);

} // namespace interleave::app
