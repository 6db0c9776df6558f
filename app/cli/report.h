#pragma once

#include "app/cli/terminal.h"
#include "core/host/catalogue.h"
#include "core/host/run.h"

#include <optional>

namespace interleave::app {

/// Whether the variant promises an ending like this; none when nothing is promised (other parameters than the defaults,
/// a variant without a promise).
std::optional<bool> isPromised(const host::Run& run, const host::ProgramInfo& program, const host::VariantInfo& variant);

/// The verdict in words: ending, ring, findings, outcome, whether it was promised, and how to see it again.
void printReport(const host::Run& run, std::optional<bool> promised, const Terminal& terminal);

/// Everything about the run as one JSON object: what was run, every event, the verdict, and `findings`, a JSON array of
/// what an analysis found, unless it is empty.
void printJson(const host::Run& run, std::optional<bool> promised, const std::string& findings);

} // namespace interleave::app
