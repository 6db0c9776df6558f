#pragma once

#include "core/base/result.h"
#include "core/trace/trace.h"

#include <functional>
#include <limits>
#include <string>
#include <string_view>

namespace interleave::exchange {

/// What to export, and whom to tell how far it is.
struct ExportOptions
{
    Step begin = 0; ///< steps [begin, end)
    Step end = std::numeric_limits<Step>::max();
    /// Called now and then with the number of steps done; false gives the export up, and nothing is written.
    std::function<bool(Step)> progress;
};

/// Writes a trace as Chrome Trace Event JSON, an object with `traceEvents`, for any viewer that reads that format.
///
/// Processes are processes, lanes their threads (`tid` is the lane's number + 1), named and in order. What a lane does is a
/// slice (`B`, `E`), each of its events a slice (`X`) inside it: one microsecond in Controlled runs, where a step is a
/// microsecond and the virtual time is an argument; a nanosecond in Live ones. Holds overlap, so every lock has a lane of
/// its own in a process "Resources" after the last. Causes are flows (`s`, `f`), both ends inside a slice. Counters (`C`):
/// items of queues, messages of pipes, permits, counts of latches. Notes are instants as well. `otherData` says what was
/// run and how it ended. Time stamps are microseconds from the start of the trace and ascend, but for flows that begin
/// more than 65,536 records before they end. Memory grows with lanes and objects, not with events.
///
/// Errors: Unwritable; nothing is left behind then. `verdict` may be null while the run goes on.
base::Result<void> writeChromeTrace(const trace::Trace& trace, const trace::Verdict* verdict, const std::string& path,
                                    const ExportOptions& options = {});

/// The same to a function that takes pieces of text; false when it was given up.
bool writeChromeTrace(const trace::Trace& trace, const trace::Verdict* verdict,
                      const std::function<void(std::string_view)>& write, const ExportOptions& options = {});

/// A string as JSON, quotes included; what is no UTF-8 is replaced.
std::string jsonString(std::string_view text);

} // namespace interleave::exchange
