#pragma once

#include "core/explore/inside_driver.h"
#include "core/schedule/schedule.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::explore {

/// How a search goes through the orders of a program.
enum class Algorithm : std::uint8_t {
    Optimal,            ///< one execution of every class of equivalent orders
    Exhaustive,         ///< every order, without reduction but SearchOptions::localFirst
    BoundedPreemptions, ///< every order with at most so many switches away from a lane that could go on
    Random,             ///< executions of uniform choices, each with a seed of its own
    Pct,                ///< executions by priorities with change points, each with a seed of its own
};
inline constexpr int algorithmCount = 5;

/// "optimal", "exhaustive", "preemptions", "random", "pct": the words of the command line and of files.
std::string_view name(Algorithm algorithm);
std::optional<Algorithm> algorithmFromName(std::string_view name);

/// One of several parts of a search that know nothing of each other and together do what the whole one does.
struct Shard
{
    std::uint32_t number = 0; ///< 0 ≤ number < count
    std::uint32_t count = 1;
};

/// How far a search has come.
struct Progress
{
    std::uint64_t executions = 0; ///< as in SearchReport
    std::uint64_t redundant = 0;
    std::uint64_t picks = 0;
    std::chrono::nanoseconds elapsed{0}; ///< of searching, pauses left out
};

struct SearchOptions
{
    RunOptions run;
    Algorithm algorithm = Algorithm::Optimal;
    std::size_t preemptions = 2; ///< BoundedPreemptions
    std::size_t pctDepth = 3;    ///< Pct: d, one more than change points
    std::size_t pctLength = 0;   ///< Pct: how many picks an execution is expected to have; 0: as many as the longest so far
    std::uint64_t seed = 1;      ///< Random, Pct: from it every execution gets a seed of its own
    bool localFirst = true;      ///< Exhaustive, BoundedPreemptions: see localFirst()

    /// Optimal, Exhaustive, BoundedPreemptions: the part of the tree that is searched. Random, Pct: every count-th seed.
    Shard shard;
    /// Picks that every execution begins with; what is counted is what is possible after them.
    std::vector<schedule::Pick> prefix;

    // Budgets; for every call of Search::run anew.
    std::uint64_t maxExecutions = 1'000'000; ///< redundant ones count
    std::chrono::milliseconds wallLimit{60'000}; ///< looked at between two executions

    std::chrono::milliseconds progressEvery{200};
    std::function<bool(const Progress&)> onProgress = {};    ///< false: stop
    std::function<bool(const Execution&)> onExecution = {};  ///< every one that is counted; false: stop
};

/// One kind of result that executions came to.
struct Found
{
    trace::Ending ending = trace::Ending::None;
    FindingSet findings;
    std::string outcome;
    std::uint64_t executions = 0;
    double probability = 0;      ///< the sum over its executions; of use in Exhaustive without localFirst only
    Nanoseconds shortest = 0;    ///< makespans, where time is respected
    Nanoseconds longest = 0;
    std::size_t fewestSwitches = 0;  ///< of its executions as they were run
    std::size_t exampleSwitches = 0; ///< how often the example goes on with another lane than before
    std::size_t examplePicks = 0;
    /// The schedule with the fewest switches, then picks: of the executions that were run with fewer than any before,
    /// each in the order of its class that greedily avoids them.
    schedule::Schedule example;
};

struct SearchReport
{
    std::vector<Found> found;    ///< by ending, findings, outcome
    std::uint64_t executions = 0;
    std::uint64_t redundant = 0; ///< not among executions: what could follow was run before, or is run again with more steps
    std::uint64_t picks = 0;     ///< of both
    bool isComplete = false;     ///< every order, or one of every class, was run to its end; never in Random and Pct
    bool isExhausted = false;    ///< nothing is left to run: complete, but for executions cut off and up to preemptions
    std::string why;             ///< why it is not complete: "executions were cut off after 100 steps"; empty when it is
    std::chrono::nanoseconds elapsed{0};
    std::vector<std::string> refused; ///< paths of lanes that did not unwind

    const Found* find(trace::Ending ending, FindingSet findings, std::string_view outcome) const;
    /// Takes the part of another shard, or of another seed, into this one. Complete if both are.
    void add(const SearchReport& other);
};


class Walk;

/// A search that can be stopped and gone on with.
///
/// Optimal: stateless exploration with wakeup trees. Executions are equivalent when one comes from the other by swapping
/// neighbours that are not rules::dependent; one of each class is run. Where time is respected nothing commutes with the
/// passing of time, and Exhaustive with localFirst is run instead.
///
/// A program that does not do the same again after the same choices is a fault of the engine ("deterministic" is in its
/// sentence, and the step). Requires: a program whose executions end, or a bound on picks: then those cut off are found
/// as Bound.
/// Thread-safety: the thread of the driver. Keeps a reference to the driver, which does nothing else in between.
/// Source: P. A. Abdulla, S. Aronsson, B. Jonsson, K. Sagonas, "Source Sets: A Foundation for Optimal Dynamic Partial
/// Order Reduction", Journal of the ACM 64(4), 2017. See optimal.h for where we depart from it.
class Search
{
public:
    Search(InsideDriver& driver, Program program, SearchOptions options = {});
    ~Search();

    /// Searches until everything is run, a budget is used up, or a callback says stop; may be called again to go on.
    /// The report is of everything so far.
    const SearchReport& run();
    const SearchReport& report() const { return m_report; }
    SearchOptions& options() { return m_options; } ///< budgets and callbacks may be changed between two runs

private:
    std::string whyStop() const;
    void restart();
    void count(const Execution& execution);
    bool tellProgress();

    InsideDriver& m_driver;
    Program m_program;
    SearchOptions m_options;
    std::unique_ptr<Walk> m_walk;
    SearchReport m_report;
    std::chrono::steady_clock::time_point m_began;
    std::chrono::steady_clock::time_point m_nextProgress;
    std::chrono::nanoseconds m_elapsedBefore{0};
    std::uint64_t m_executionsBefore = 0;
    bool m_isCut = false;
};

/// One search from its beginning to its end or the first budget that is used up.
SearchReport search(InsideDriver& driver, const Program& program, const SearchOptions& options = {});

} // namespace interleave::explore
