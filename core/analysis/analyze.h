#pragma once

#include "core/analysis/finding.h"
#include "core/analysis/segment.h"
#include "core/trace/run.h"
#include "core/trace/trace.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace interleave::analysis {

/// Called now and then with the number of events that have been read.
using Progress = std::function<void(Step)>;

/// Everything worth knowing about the first `limit` events of a trace, what went wrong first, then by kind.
///
/// One pass over the events, with the rules, feeds all detectors; the memory it needs grows with lanes times objects,
/// not with events. `verdict`, when the run has one, adds its findings, each once, and what its ending says; without
/// it the ending is derived from the rules' state behind the last event.
///
/// The trace may grow meanwhile: what is appended later is not looked at. When `stop` is requested the answer is that
/// of the events read so far. Thread-safety: any thread; it only reads.
std::vector<Finding> analyze(const trace::Trace& trace, Step limit = noStep, const trace::Verdict* verdict = nullptr,
                             const Progress& progress = {}, std::stop_token stop = {});

/// Whether any of them is Wrong.
bool hasWrong(const std::vector<Finding>& findings);

} // namespace interleave::analysis
