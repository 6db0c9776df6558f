#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave::app {

/// The words of `interleave run`, as they were given.
struct RunOptions
{
    std::string program;               ///< SCENARIO or SCENARIO:VARIANT; may be empty with a schedule
    std::vector<std::string> settings; ///< NAME=VALUE
    bool isLive = false;
    std::string strategy;
    std::optional<std::uint64_t> seed;
    std::string schedule; ///< a file
    std::string time;     ///< "respected" or "ignored"
    double speed = 1.0;
    bool isStepped = false;
    bool isHeld = false;
    bool isJson = false;
    bool isAnalyzed = false;
    std::uint64_t maxSteps = 10'000'000;
    std::uint64_t events = 16'000'000;
    std::vector<std::string> exports;
    std::string target; ///< path of interleave-target
};

/// Runs a program, shows it and says how it ended; yields the exit status: 0 completed without a finding (and,
/// where it is analysed, with nothing wrong), else 1.
base::Result<int> runProgram(const RunOptions& options);

} // namespace interleave::app
