#pragma once

#include "core/explore/inside_driver.h"
#include "core/explore/local_first.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace interleave::explore {

struct SearchOptions
{
    RunOptions run;
    bool localFirst = true;                        ///< see localFirst()
    std::uint64_t maxExecutions = 1'000'000;
    std::chrono::milliseconds wallLimit{60'000};   ///< looked at between two executions
};

/// One kind of result that executions came to.
struct Found
{
    trace::Ending ending = trace::Ending::None;
    FindingSet findings;
    std::string outcome;
    std::uint64_t executions = 0;
    double probability = 0;      ///< the sum over its executions; of use without localFirst only
    Nanoseconds shortest = 0;    ///< makespans, where time is respected
    Nanoseconds longest = 0;
    std::size_t examplePicks = 0;
    schedule::Schedule example;  ///< of the execution with the fewest picks, the first such
};

struct SearchReport
{
    std::vector<Found> found;    ///< by ending, findings, outcome
    std::uint64_t executions = 0;
    std::uint64_t picks = 0;
    bool isComplete = false;     ///< every order was run, to its end
    std::string why;             ///< why it is not complete; empty when it is
    std::vector<std::string> refused; ///< paths of lanes that did not unwind

    const Found* find(trace::Ending ending, FindingSet findings, std::string_view outcome) const;
};

/// Runs a program in every order, alternatives included: depth first, each execution from the start along the choices of
/// the one before up to the last that can be made differently.
///
/// `onExecution` sees every execution; when it returns false the search ends. A program that does not do the same again
/// after the same choices is a fault of the engine ("deterministic" is in its sentence, and the step).
/// Requires: a program whose executions end, or a bound on picks: then those cut off are found as Bound.
SearchReport depthFirst(InsideDriver& driver, const Program& program, const SearchOptions& options = {},
                        const std::function<bool(const Execution&)>& onExecution = {});

} // namespace interleave::explore
