#pragma once

#include "app/cli/terminal.h"
#include "core/analysis/finding.h"
#include "core/trace/trace.h"

#include <string>
#include <vector>

namespace interleave::app {

/// All that an analysis finds in a trace, with progress on a terminal that waits for longer than a second.
std::vector<analysis::Finding> findingsOf(const trace::Trace& trace, const trace::Verdict& verdict);

/// The findings by how much they matter, then by kind: a sentence each, and below it its steps and lines.
void printFindings(const trace::Trace& trace, const std::vector<analysis::Finding>& findings, const Terminal& terminal);

/// The findings as a JSON array.
std::string jsonFindings(const trace::Trace& trace, const std::vector<analysis::Finding>& findings);

} // namespace interleave::app
