#include "core/trace/exploration.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace interleave::trace {
namespace {

constexpr std::array<std::string_view, searchAlgorithmCount> algorithmNames = {"optimal", "exhaustive", "preemptions",
                                                                                 "random",  "pct"};

auto keyOf(const ExploredOutcome& one) { return std::tie(one.ending, one.findings, one.outcome); }

void merge(ExploredOutcome& into, const ExploredOutcome& other)
{
    into.executions += other.executions;
    into.shortest = std::min(into.shortest, other.shortest);
    into.longest = std::max(into.longest, other.longest);
    if (std::tie(other.switches, other.steps, other.schedule) < std::tie(into.switches, into.steps, into.schedule)) {
        into.switches = other.switches;
        into.steps = other.steps;
        into.schedule = other.schedule;
    }
}

} // namespace

std::string_view name(SearchAlgorithm algorithm)
{
    const auto i = static_cast<std::size_t>(algorithm);
    return i < algorithmNames.size() ? algorithmNames[i] : "unknown";
}

std::optional<SearchAlgorithm> searchAlgorithmFromName(std::string_view wanted)
{
    for (std::size_t i = 0; i < algorithmNames.size(); ++i)
        if (algorithmNames[i] == wanted)
            return static_cast<SearchAlgorithm>(i);
    return std::nullopt;
}

void takeIn(ExploreResult& into, const std::vector<ExploredOutcome>& outcomes, const std::vector<ExploredSample>& samples)
{
    const auto find = [&](const ExploredOutcome& one) {
        return std::lower_bound(into.outcomes.begin(), into.outcomes.end(), one,
                                [](const auto& a, const auto& b) { return keyOf(a) < keyOf(b); });
    };
    for (const ExploredOutcome& one : outcomes) {
        const auto place = find(one);
        if (place != into.outcomes.end() && keyOf(*place) == keyOf(one)) {
            merge(*place, one);
            continue;
        }
        const auto at = static_cast<std::uint32_t>(place - into.outcomes.begin());
        for (ExploredSample& sample : into.samples)
            sample.outcome += sample.outcome >= at ? 1 : 0;
        into.outcomes.insert(place, one);
    }
    for (const ExploredSample& sample : samples) {
        if (sample.outcome >= outcomes.size())
            continue;
        into.samples.push_back(sample);
        into.samples.back().outcome = static_cast<std::uint32_t>(find(outcomes[sample.outcome]) - into.outcomes.begin());
    }
}

} // namespace interleave::trace
