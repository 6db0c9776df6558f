#pragma once

#include "core/trace/run.h"

#include <cstdint>
#include <string>

namespace interleave::host {

/// What to run and how.
struct RunSpec
{
    trace::RunInfo info;         ///< scenario, variant, every parameter, mode, time, strategy, seed, speed
    std::string schedule;        ///< picks to replay first, as text; empty for none
    bool stopsAfterSchedule = false; ///< pause when the schedule is over instead of going on with the strategy
    std::string target;          ///< path of interleave-target; empty: beside this program
    std::uint64_t events = 16'000'000; ///< how many events the arena has room for
    std::uint64_t maxPicks = 10'000'000; ///< Controlled: the run ends as BOUND after so many
    bool startsPaused = false;
    bool wakesAny = false;             ///< NotifyOne may wake any waiter
    std::uint32_t spuriousWakeUps = 0; ///< how many may be injected
};

} // namespace interleave::host
