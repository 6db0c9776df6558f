#pragma once

#include "core/base/result.h"
#include "core/host/run.h"

#include <string>
#include <vector>

namespace interleave::app {

/// Whether every path can be written and its ending is one of .pftrace, .json, .csv and .schedule, before anything is run.
base::Result<void> checkExports(const std::vector<std::string>& paths, trace::Mode mode);

/// Writes a trace to a path in the format of its ending.
base::Result<void> exportTrace(const trace::Trace& trace, const trace::Verdict& verdict, const std::string& schedule,
                               const std::string& path);

/// Writes the run to a path in the format of its ending.
base::Result<void> exportRun(host::Run& run, const std::string& path);

} // namespace interleave::app
