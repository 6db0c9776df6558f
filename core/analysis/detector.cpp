#include "core/analysis/detector.h"

#include "core/analysis/event_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace interleave::analysis {

bool Conclusion::isStuck(LaneId lane) const
{
    return std::find(stuck.lanes.begin(), stuck.lanes.end(), lane) != stuck.lanes.end();
}

rules::Stuck stuckIn(const rules::State& state)
{
    // A pass allows what any run might have allowed; a copy is told to expect nothing.
    rules::State sober = state;
    rules::Options options = state.options();
    options.spuriousWakeUps = 0;
    sober.setOptions(options);
    return rules::findStuck(sober);
}

std::string atText(const trace::Trace& trace, SourceId source)
{
    const std::string line = sourceText(trace, source);
    return line.empty() ? "" : " (" + line + ")";
}

std::string joinedText(const std::vector<std::string>& parts)
{
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i)
        text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return text;
}

std::string spanText(Step steps, Nanoseconds time, bool isControlled)
{
    const std::string inSteps = std::to_string(steps) + (steps == 1 ? " step" : " steps");
    if (!isControlled)
        return durationText(time);
    return time == 0 ? inSteps : durationText(time) + ", " + inSteps;
}

std::string timesText(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " time" : " times");
}

std::string shareText(double share)
{
    return fmt::format("{:.0f} %", std::round(share * 100.0));
}

void addSource(Finding& finding, SourceId source)
{
    if (!isNone(source) && std::find(finding.sources.begin(), finding.sources.end(), source) == finding.sources.end())
        finding.sources.push_back(source);
}

} // namespace interleave::analysis
