#include "core/explore/search.h"

#include "core/explore/depth_first.h"
#include "core/explore/optimal.h"
#include "core/explore/sampling.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace interleave::explore {
namespace {

constexpr std::array<std::string_view, algorithmCount> algorithmNames = {"optimal", "exhaustive", "preemptions", "random",
                                                                         "pct"};

// A search whose lanes keep refusing to unwind leaks a stack each time.
constexpr std::size_t mostRefused = 16;

auto keyOf(const Found& found)
{
    return std::tie(found.ending, found.findings, found.outcome);
}

std::unique_ptr<Walk> makeWalk(InsideDriver& driver, const SearchOptions& options)
{
    switch (options.algorithm) {
    case Algorithm::Random:
    case Algorithm::Pct: return makeSampling(driver, options);
    case Algorithm::Optimal:
        if (options.run.time == trace::TimeSetting::Ignored)
            return makeOptimal(driver, options);
        break;
    case Algorithm::Exhaustive:
    case Algorithm::BoundedPreemptions: break;
    }
    return makeDepthFirst(driver, options);
}

bool isBetter(const Found& a, const Found& b)
{
    return std::tie(a.exampleSwitches, a.examplePicks) < std::tie(b.exampleSwitches, b.examplePicks);
}

/// Where the found of this kind is, or is to be put.
template <typename Key>
std::vector<Found>::iterator placeOf(std::vector<Found>& found, const Key& key)
{
    return std::lower_bound(found.begin(), found.end(), key,
                            [](const Found& one, const Key& wanted) { return keyOf(one) < wanted; });
}

} // namespace

std::string_view name(Algorithm algorithm)
{
    return algorithmNames[static_cast<std::size_t>(algorithm)];
}

std::optional<Algorithm> algorithmFromName(std::string_view name)
{
    for (std::size_t i = 0; i < algorithmNames.size(); ++i)
        if (algorithmNames[i] == name)
            return static_cast<Algorithm>(i);
    return std::nullopt;
}

const Found* SearchReport::find(trace::Ending ending, FindingSet findings, std::string_view outcome) const
{
    for (const Found& one : found)
        if (one.ending == ending && one.findings == findings && one.outcome == outcome)
            return &one;
    return nullptr;
}

void SearchReport::add(const SearchReport& other)
{
    for (const Found& theirs : other.found) {
        const auto key = keyOf(theirs);
        const auto place = placeOf(found, key);
        if (place == found.end() || keyOf(*place) != key) {
            found.insert(place, theirs);
            continue;
        }
        if (isBetter(theirs, *place)) {
            place->exampleSwitches = theirs.exampleSwitches;
            place->examplePicks = theirs.examplePicks;
            place->example = theirs.example;
        }
        place->fewestSwitches = std::min(place->fewestSwitches, theirs.fewestSwitches);
        place->executions += theirs.executions;
        place->probability += theirs.probability;
        place->shortest = std::min(place->shortest, theirs.shortest);
        place->longest = std::max(place->longest, theirs.longest);
    }
    executions += other.executions;
    redundant += other.redundant;
    picks += other.picks;
    isComplete = isComplete && other.isComplete;
    isExhausted = isExhausted && other.isExhausted;
    if (why.empty())
        why = other.why;
    elapsed = std::max(elapsed, other.elapsed);
    refused.insert(refused.end(), other.refused.begin(), other.refused.end());
}

Search::Search(InsideDriver& driver, Program program, SearchOptions options)
    : m_driver(driver), m_program(std::move(program)), m_options(std::move(options))
{}

Search::~Search() = default;

void Search::restart()
{
    const std::vector<std::string> refused = std::move(m_report.refused);
    m_report = {};
    m_report.refused = refused;
    m_isCut = false;
    m_executionsBefore = 0;
}

void Search::count(const Execution& execution)
{
    ++m_report.executions;
    m_isCut = m_isCut || execution.ending == trace::Ending::Bound;
    const auto key = std::tie(execution.ending, execution.findings, execution.outcome);
    auto place = placeOf(m_report.found, key);
    if (place == m_report.found.end() || keyOf(*place) != key) {
        place = m_report.found.insert(place, Found{});
        place->ending = execution.ending;
        place->findings = execution.findings;
        place->outcome = execution.outcome;
        place->shortest = execution.makespan;
    }
    const std::size_t switches = m_walk->switches();
    const bool isFirst = place->executions == 0;
    if (isFirst || switches < place->fewestSwitches
        || (switches == place->fewestSwitches && execution.picks < place->examplePicks)) {
        place->fewestSwitches = switches;
        Walk::Example example = m_walk->example();
        if (isFirst
            || std::tie(example.switches, execution.picks) < std::tie(place->exampleSwitches, place->examplePicks)) {
            place->exampleSwitches = example.switches;
            place->examplePicks = execution.picks;
            place->example = std::move(example.schedule);
        }
    }
    ++place->executions;
    place->probability += execution.probability;
    place->shortest = std::min(place->shortest, execution.makespan);
    place->longest = std::max(place->longest, execution.makespan);
}

std::string Search::whyStop() const
{
    if (m_report.executions + m_report.redundant - m_executionsBefore >= m_options.maxExecutions)
        return "the limit of " + std::to_string(m_options.maxExecutions) + " executions was reached";
    // A clock of the wall, which no result depends on but this one.
    if (std::chrono::steady_clock::now() >= m_began + m_options.wallLimit)
        return "the limit of " + std::to_string(m_options.wallLimit.count()) + " ms was reached";
    if (m_report.refused.size() >= mostRefused)
        return "too many lanes did not unwind";
    return {};
}

bool Search::tellProgress()
{
    if (!m_options.onProgress)
        return true;
    const auto now = std::chrono::steady_clock::now();
    if (now < m_nextProgress)
        return true;
    m_nextProgress = now + m_options.progressEvery;
    return m_options.onProgress({m_report.executions, m_report.redundant, m_report.picks, m_elapsedBefore + (now - m_began)});
}

const SearchReport& Search::run()
{
    if (m_report.isExhausted)
        return m_report;
    m_began = std::chrono::steady_clock::now();
    m_nextProgress = m_began + m_options.progressEvery;
    m_executionsBefore = m_report.executions + m_report.redundant;
    m_report.why.clear();
    while (m_report.why.empty()) {
        if (m_walk == nullptr)
            m_walk = makeWalk(m_driver, m_options);
        const Execution& execution = m_driver.run(m_program, m_walk->strategy(), m_options.run);
        m_report.refused.insert(m_report.refused.end(), execution.refused.begin(), execution.refused.end());
        m_report.picks += execution.picks;
        bool goesOn = true;
        switch (m_walk->ended(execution)) {
        case Walk::Ran::Anew: restart(); [[fallthrough]];
        case Walk::Ran::Whole:
            count(execution);
            goesOn = !m_options.onExecution || m_options.onExecution(execution);
            break;
        case Walk::Ran::Redundant: ++m_report.redundant; break;
        case Walk::Ran::Elsewhere: break;
        case Walk::Ran::Restart: restart(); continue;
        }
        goesOn = tellProgress() && goesOn;
        if (!m_walk->next()) {
            m_report.isExhausted = true;
            break;
        }
        m_report.why = goesOn ? whyStop() : "it was ended";
    }
    if (m_report.isExhausted) {
        if (m_isCut)
            m_report.why = "executions were cut off after " + std::to_string(m_options.run.maxPicks) + " steps";
        else if (m_options.algorithm == Algorithm::BoundedPreemptions)
            m_report.why = "only orders with up to " + std::to_string(m_options.preemptions) + " preemptions were run";
        m_report.isComplete = m_report.why.empty();
    }
    m_elapsedBefore += std::chrono::steady_clock::now() - m_began;
    m_report.elapsed = m_elapsedBefore;
    return m_report;
}

SearchReport search(InsideDriver& driver, const Program& program, const SearchOptions& options)
{
    Search search(driver, program, options);
    return search.run();
}

} // namespace interleave::explore
