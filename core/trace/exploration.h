#pragma once

#include "core/trace/run.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Records of explorations: what was searched, how far it came, and what it met.
namespace interleave::trace {

/// How executions are chosen.
enum class SearchAlgorithm : std::uint8_t {
    Optimal,     ///< every order up to equivalence
    Exhaustive,  ///< every order, without reduction
    Preemptions, ///< every order with at most so many switches away from a lane that could go on
    Random,      ///< every lane that can move is as likely as any other
    Pct,         ///< random priorities with a few change points
};
inline constexpr int searchAlgorithmCount = 5;

std::string_view name(SearchAlgorithm algorithm); ///< "optimal"
std::optional<SearchAlgorithm> searchAlgorithmFromName(std::string_view name);

/// What is to be searched, and up to what.
struct ExploreSettings
{
    RunInfo info; ///< scenario, variant, every parameter, time, seed
    SearchAlgorithm algorithm = SearchAlgorithm::Optimal;
    std::uint32_t preemptions = 2;     ///< Preemptions: at most so many per execution
    bool wakesAny = false;             ///< NotifyOne may wake any waiter
    std::uint32_t spuriousWakeUps = 0; ///< how many may be injected
    std::uint64_t maxSteps = 2'000;    ///< per execution; more end it as BOUND
    std::uint64_t maxExecutions = 0;   ///< 0: no limit
    double maxSeconds = 0;             ///< of searching; 0: no limit
    std::uint32_t shard = 1;           ///< this part …
    std::uint32_t shards = 1;          ///< … of so many, 1 ≤ shard ≤ shards ≤ mostShards

    static constexpr std::uint32_t mostShards = 1'000'000;
};

/// One kind of result that executions came to.
struct ExploredOutcome
{
    Ending ending = Ending::None;
    std::vector<FindingKind> findings; ///< each kind once, in order
    std::string outcome;               ///< "balance=20 cash=80"; "" for none
    std::uint64_t executions = 0;
    std::uint32_t switches = 0; ///< of the shortest: fewest switches from lane to lane, then fewest steps
    std::uint32_t steps = 0;
    std::string schedule;       ///< of the shortest, as text; empty when there was no room for it
    Nanoseconds shortest = 0;   ///< makespans in virtual time, where time is respected
    Nanoseconds longest = 0;
};

/// One execution, for a map of the search.
struct ExploredSample
{
    std::uint64_t number = 0;    ///< in the order of the search, from 1; of its part, when parts are searched at once
    std::uint32_t outcome = 0;   ///< index into ExploreResult::outcomes
    std::uint32_t switches = 0;
    std::uint32_t steps = 0;
    std::uint32_t part = 0;      ///< which of the parts that are searched at once
    std::string schedule;        ///< as text; empty when there was no room for it
};

struct ExploreProgress
{
    std::uint64_t executions = 0; ///< that came to an ending
    std::uint64_t redundant = 0;  ///< that were cut off because another one is equivalent
    std::uint64_t steps = 0;
    double seconds = 0;           ///< of searching, pauses left out
    double perSecond = 0;         ///< executions, over the last second
    std::uint64_t crashes = 0;    ///< executions that ended the process that ran them, which another one then went on for
    std::uint32_t depth = 0;      ///< steps of the execution that was begun last
};

struct ExploreResult
{
    ExploreSettings settings;
    std::vector<ExploredOutcome> outcomes; ///< by ending, findings, outcome
    std::vector<ExploredSample> samples;   ///< evenly spread over the executions, by part and number
    ExploreProgress progress;
    bool isComplete = false; ///< every order (of this shard) was run to its end
    std::string bound;       ///< why it is not complete: "after 1000 executions"; empty when it is
    std::uint64_t unlisted = 0; ///< executions whose outcome found no room among `outcomes`
};

/// Adds what one part of a search met, and keeps the order of `outcomes`. `samples` refer to the part's own outcomes.
void takeIn(ExploreResult& into, const std::vector<ExploredOutcome>& outcomes, const std::vector<ExploredSample>& samples);

} // namespace interleave::trace
