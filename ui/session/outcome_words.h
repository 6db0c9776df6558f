#pragma once

#include "core/trace/run.h"

#include <QString>

#include <string>
#include <vector>

namespace interleave::session {

/// "deadlock", "hangs for ever": how a run ended, as lists of results say it.
QString endingText(trace::Ending ending);
/// "lock leak".
QString findingText(trace::FindingKind kind);
/// "balance = 20 cash = 80".
QString outcomeText(const std::string& outcome);
/// All three in one line: "completed, lock leak, balance = 20".
QString resultText(trace::Ending ending, const std::vector<trace::FindingKind>& findings, const std::string& outcome);

} // namespace interleave::session
