#pragma once

#include "core/exchange/chrome_trace.h"

namespace interleave::exchange {

/// Writes a trace as CSV (RFC 4180), one row per event.
///
/// Columns: step, time_ns (run time; virtual in Controlled runs), process, lane_path, lane, operation, way, blocked,
/// object_kind, object, value (deadlines of blocked events in nanoseconds, "never" without one; texts as texts), source,
/// text (the event in plain words). Errors: Unwritable; nothing is left behind then.
base::Result<void> writeCsv(const trace::Trace& trace, const std::string& path, const ExportOptions& options = {});

/// The same to a function that takes pieces of text; false when it was given up.
bool writeCsv(const trace::Trace& trace, const std::function<void(std::string_view)>& write,
              const ExportOptions& options = {});

} // namespace interleave::exchange
