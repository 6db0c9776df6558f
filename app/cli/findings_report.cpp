#include "app/cli/findings_report.h"

#include "core/analysis/analyze.h"
#include "core/analysis/event_text.h"
#include "core/base/step_number.h"
#include "core/exchange/chrome_trace.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave::app {
namespace {

using analysis::Finding;
using analysis::Severity;
using exchange::jsonString;

constexpr std::size_t mostSteps = 8; ///< in a line for people

Tone toneOf(Severity severity)
{
    return severity == Severity::Wrong ? Tone::Bad : severity == Severity::Suspicious ? Tone::Strong : Tone::Plain;
}

const char* headingOf(Severity severity)
{
    switch (severity) {
    case Severity::Wrong: return "WRONG";
    case Severity::Suspicious: return "SUSPICIOUS";
    case Severity::Observation: break;
    }
    return "WORTH KNOWING";
}

/// "steps 12, 14 · atm_overdraw.cpp:74": where to look.
std::string placeText(const trace::Trace& trace, const Finding& finding)
{
    std::string steps;
    for (std::size_t i = 0; i < std::min(finding.steps.size(), mostSteps); ++i)
        steps += fmt::format("{}{}", i == 0 ? "" : ", ", stepNumber(finding.steps[i]));
    if (finding.steps.size() > mostSteps)
        steps += ", …";
    std::string text = steps.empty() ? "" : (finding.steps.size() == 1 ? "step " : "steps ") + steps;
    for (std::size_t i = 0; i < finding.sources.size(); ++i) {
        const std::string line = analysis::sourceText(trace, finding.sources[i]);
        if (!line.empty())
            text += (text.empty() ? "" : i == 0 ? " · " : ", ") + printable(line);
    }
    return text;
}

template <typename List, typename Text>
std::string jsonArray(const List& list, Text text)
{
    std::string all = "[";
    for (const auto& element : list)
        all += (all.size() == 1 ? "" : ",") + text(element);
    return all + "]";
}

} // namespace

std::vector<Finding> findingsOf(const trace::Trace& trace, const trace::Verdict& verdict)
{
    Progress progress;
    const auto say = [&](Step step) { progress.say(fmt::format("Analysing: {} of {} events", step, trace.size())); };
    return analysis::analyze(trace, analysis::noStep, &verdict, say);
}

void printFindings(const trace::Trace& trace, const std::vector<Finding>& findings, const Terminal& terminal)
{
    std::string text;
    const Finding* previous = nullptr;
    for (const Finding& finding : findings) {
        if (previous == nullptr || previous->severity != finding.severity)
            text += "\n" + terminal.toned(headingOf(finding.severity), toneOf(finding.severity)) + "\n";
        if (previous == nullptr || previous->severity != finding.severity || previous->kind != finding.kind)
            text += terminal.toned(title(finding.kind), Tone::Strong) + "\n";
        text += "  " + printable(finding.sentence);
        if (finding.count > 1)
            text += fmt::format(" ({} times)", finding.count);
        text += "\n";
        const std::string place = placeText(trace, finding);
        if (!place.empty())
            text += "    " + terminal.toned(place, Tone::Faint) + "\n";
        previous = &finding;
    }
    print(text.empty() ? "\nNothing was found.\n" : text);
    std::fflush(stdout);
}

std::string jsonFindings(const trace::Trace& trace, const std::vector<Finding>& findings)
{
    return jsonArray(findings, [&](const Finding& finding) {
        std::string text = fmt::format(R"({{"kind":"{}","severity":"{}","sentence":{},"count":{},)", name(finding.kind),
                                       name(finding.severity), jsonString(finding.sentence), finding.count);
        if (finding.value)
            text += fmt::format(R"("value":{},)", *finding.value);
        text += R"("lanes":)" + jsonArray(finding.lanes, [&](LaneId lane) { return jsonString(analysis::laneText(trace, lane)); });
        text += R"(,"objects":)"
                + jsonArray(finding.objects, [&](ObjectId object) { return jsonString(analysis::objectText(trace, object)); });
        text += R"(,"steps":)" + jsonArray(finding.steps, [](Step step) { return std::to_string(stepNumber(step)); });
        text += R"(,"lines":)"
                + jsonArray(finding.sources, [&](SourceId source) { return jsonString(analysis::sourceText(trace, source)); });
        return text + "}";
    });
}

} // namespace interleave::app
