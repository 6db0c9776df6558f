#pragma once

#include "core/base/result.h"
#include "core/trace/exploration.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave::app {

/// Where the result of an exploration goes.
struct ExploreOutput
{
    bool isJson = false;
    std::string save;      ///< a file for the JSON; empty for none
    std::string schedules; ///< a folder for the shortest schedule of each outcome; empty for none
    std::string target;    ///< path of interleave-target
};

/// The words of `interleave explore`, as they were given.
struct ExploreOptions
{
    std::string program;               ///< SCENARIO or SCENARIO:VARIANT; may be empty with a schedule
    std::vector<std::string> settings; ///< NAME=VALUE
    std::string algorithm;
    std::optional<std::uint32_t> preemptions;
    std::optional<std::uint64_t> random; ///< so many random executions
    std::string time;                  ///< "respected" or "ignored"
    std::uint64_t seed = 1;
    bool wakesAny = false;
    std::uint32_t spuriousWakeUps = 0;
    std::uint64_t maxSteps = trace::ExploreSettings().maxSteps;
    std::uint64_t maxExecutions = 0;   ///< 0: no limit
    double seconds = 60;               ///< 0: no limit
    std::string shard;                 ///< "2/8"
    std::uint32_t jobs = 0;            ///< 0: as many as there are processors
    std::string schedule;              ///< a file: only what can follow its picks
    ExploreOutput output;
};

/// Runs a program in every order, or in many, and says what it can come to; yields the exit status: 0 when every
/// execution completed without a finding, else 1.
base::Result<int> exploreProgram(const ExploreOptions& options);

/// Puts the saved shards of one search together and says what they found; the exit status is as above.
base::Result<int> mergeExplorations(const std::vector<std::string>& files, const ExploreOutput& output);

} // namespace interleave::app
