#pragma once

#include "core/base/result.h"
#include "core/trace/exploration.h"
#include "core/trace/trace.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace interleave::host {

/// The last moment of a run at which its bad end could still be avoided.
struct Avoidable
{
    enum class Answer {
        Avoidable,   ///< up to a moment, which the rest of this names
        Unavoidable, ///< every order from the beginning ends so
        Unknown,     ///< the search came to no proof within its budget; `why`
    };
    Answer answer = Answer::Unknown;
    std::size_t picks = 0;     ///< the largest number of first picks after which some continuation avoids it
    std::optional<Step> step;  ///< the event of the next pick, which sealed it: the moment is before this event
    LaneId sealed = LaneId::none;  ///< who moved there
    LaneId instead = LaneId::none; ///< who moves there in a continuation that avoids it; none if not in the trace
    std::string insteadPath;   ///< the creation path of that lane
    std::string continuation;  ///< that whole execution as a schedule, to be replayed
    std::string why;
};

struct AvoidableBudget
{
    std::uint64_t executions = 50'000;    ///< for each moment that is looked at
    std::chrono::milliseconds wall{3'000}; ///< for each moment that is looked at
    std::uint64_t maxSteps = 10'000;      ///< of an execution
};

/// Finds the last avoidable moment of a recorded Controlled run under a setting of time.
///
/// For some number of first picks the program is searched for a way on that completes without that end; found, or
/// searched through without, either is a proof. What can be avoided after k picks can be avoided after fewer, so the
/// moment is found by halving. When a search is neither, the answer is Unknown, never a wrong moment.
///
/// `schedule` is the run's (Run::scheduleText), `outcome` what it reported. A run that ended otherwise than COMPLETED is
/// avoided by completing, one with findings by completing without any of their kinds, another by another outcome.
/// Blocks for as long as it searches; `goesOn` is asked now and then, and false ends it with Unknown.
/// WrongUse for a Live run, which has no schedule; Missing, Broken as of Exploration.
/// Thread-safety: the trace may be read by others meanwhile. `target` is the path of interleave-target; empty: beside
/// this program.
base::Result<Avoidable> lastAvoidable(const trace::Trace& trace, const std::string& schedule, const trace::Verdict& verdict,
                                      const std::string& outcome, trace::TimeSetting time,
                                      const AvoidableBudget& budget = {}, const std::string& target = {},
                                      const std::function<bool()>& goesOn = {});

} // namespace interleave::host
