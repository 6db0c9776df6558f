#include "app/cli/report.h"

#include "core/analysis/event_text.h"
#include "core/base/step_number.h"
#include "core/exchange/chrome_trace.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave::app {
namespace {

using exchange::jsonString;
using trace::Ending;

std::vector<trace::FindingKind> kindsOf(const std::vector<trace::Finding>& findings)
{
    std::vector<trace::FindingKind> kinds;
    for (const trace::Finding& finding : findings)
        kinds.push_back(finding.kind);
    std::sort(kinds.begin(), kinds.end());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    return kinds;
}

std::string promisedText(std::optional<bool> promised)
{
    if (!promised)
        return {};
    return *promised ? "This is one of the endings that this variant promises.\n"
                     : "This is none of the endings that this variant promises.\n";
}

/// "cook 1 → pot → cook 2 → knife → cook 1": who waits for what, held by whom.
std::string ringText(const host::Run& run)
{
    const trace::Verdict& verdict = run.verdict();
    if (verdict.ending != Ending::Deadlock || verdict.lanes.empty() || verdict.objects.size() != verdict.lanes.size())
        return {};
    std::string text;
    for (std::size_t i = 0; i < verdict.lanes.size(); ++i)
        text += analysis::laneText(run.trace(), verdict.lanes[i]) + " → "
                + analysis::objectText(run.trace(), verdict.objects[i]) + " → ";
    return text + analysis::laneText(run.trace(), verdict.lanes.front());
}

std::string againText(const trace::RunInfo& info)
{
    std::string text = "interleave run " + info.scenario + ":" + info.variant;
    for (const auto& [id, value] : info.parameters)
        text += " --set " + id + "=" + value;
    if (info.time == trace::TimeSetting::Ignored)
        text += " --time ignored";
    return text + " --strategy " + info.strategy + " --seed " + std::to_string(info.seed);
}

std::string jsonLanes(const trace::Trace& trace, const std::vector<LaneId>& lanes)
{
    std::string text = "[";
    for (const LaneId lane : lanes)
        text += (text.size() == 1 ? "" : ",") + jsonString(analysis::laneText(trace, lane));
    return text + "]";
}

std::string jsonObjects(const trace::Trace& trace, const std::vector<ObjectId>& objects)
{
    std::string text = "[";
    for (const ObjectId object : objects)
        text += (text.size() == 1 ? "" : ",") + jsonString(analysis::objectText(trace, object));
    return text + "]";
}

std::string jsonEvent(const trace::Trace& trace, Step step)
{
    const trace::Event event = trace.event(step);
    std::string text = fmt::format(R"({{"step":{},"time":{},)", stepNumber(step), trace.timeAt(step));
    if (trace.knows(event.lane))
        text += fmt::format(R"("path":"{}","lane":{},)", trace.lanePath(event.lane),
                            jsonString(analysis::laneText(trace, event.lane)));
    text += fmt::format(R"("operation":"{}",)", name(event.operation));
    if (trace.knows(event.object))
        text += fmt::format(R"("kind":"{}","object":{},)", name(trace.object(event.object).kind),
                            jsonString(analysis::objectText(trace, event.object)));
    if (event.isBlocked())
        text += R"("blocked":true,)";
    else
        text += fmt::format(R"("way":"{}","value":{},)", name(event.way()), event.value);
    if (event.index != 0)
        text += fmt::format(R"("index":{},)", event.index);
    const std::string line = analysis::sourceText(trace, event.source);
    if (!line.empty())
        text += fmt::format(R"("line":{},)", jsonString(line));
    return text + fmt::format(R"("text":{}}})", jsonString(analysis::eventText(trace, event)));
}

} // namespace

std::optional<bool> isPromised(const host::Run& run, const host::ProgramInfo& program, const host::VariantInfo& variant)
{
    const trace::RunInfo& info = run.spec().info;
    const auto defaults = host::Catalogue::resolve(program, variant, {});
    if (!defaults || *defaults != info.parameters)
        return std::nullopt;
    const bool isTimed = info.mode == trace::Mode::Controlled && info.time == trace::TimeSetting::Respected;
    const auto& promised = isTimed && !variant.timed.empty() ? variant.timed : variant.any;
    // What a user or a bound cut short was never promised or refused.
    const Ending ending = run.verdict().ending;
    if (promised.empty() || ending == Ending::Stopped || ending == Ending::Bound || ending == Ending::ArenaFull)
        return std::nullopt;
    const auto kinds = kindsOf(run.verdict().findings);
    const std::string outcome = run.outcome();
    return std::any_of(promised.begin(), promised.end(), [&](const host::PromisedInfo& one) {
        return one.ending == ending && one.findings == kinds && one.outcome == outcome;
    });
}

void printReport(const host::Run& run, std::optional<bool> promised, const Terminal& terminal)
{
    const trace::Verdict& verdict = run.verdict();
    const bool isGood = verdict.ending == Ending::Completed && verdict.findings.empty();
    std::string text = "\n" + terminal.toned(name(verdict.ending), isGood ? Tone::Good : Tone::Bad);
    text += "  " + printable(verdict.sentence) + "\n";
    const std::string ring = ringText(run);
    if (!ring.empty())
        text += "Ring: " + printable(ring) + "\n";
    for (const trace::Finding& finding : verdict.findings) {
        text += terminal.toned(name(finding.kind), Tone::Bad) + "  " + printable(finding.sentence);
        text += finding.step ? fmt::format(" (step {})\n", stepNumber(*finding.step)) : "\n";
    }
    if (!run.outcome().empty())
        text += "Outcome: " + printable(run.outcome()) + "\n";
    text += promisedText(promised);
    if (run.spec().info.mode == trace::Mode::Controlled && run.spec().info.strategy != "by-hand" && run.spec().schedule.empty())
        text += terminal.toned("Again: " + againText(run.spec().info), Tone::Faint) + "\n";
    print(text);
    std::fflush(stdout);
}

void printJson(const host::Run& run, std::optional<bool> promised, const std::string& findings)
{
    const trace::Trace& trace = run.trace();
    const trace::RunInfo& info = run.spec().info;
    const trace::Verdict& verdict = run.verdict();
    std::string text = fmt::format(R"({{"scenario":{},"variant":{},"parameters":{{)", jsonString(info.scenario),
                                   jsonString(info.variant));
    bool isFirst = true;
    for (const auto& [id, value] : info.parameters) {
        text += (isFirst ? "" : ",") + jsonString(id) + ":" + jsonString(value);
        isFirst = false;
    }
    text += fmt::format(R"(}},"mode":"{}","time":"{}","strategy":{},"seed":"{}","speed":{},"events":[)", name(info.mode),
                        name(info.time), jsonString(info.strategy), info.seed, info.speed);
    for (Step step = 0; step < trace.size(); ++step) {
        text += (step == 0 ? "\n" : ",\n") + jsonEvent(trace, step);
        if (text.size() > 65536) {
            print(text);
            text.clear();
        }
    }
    text += fmt::format("\n],\"schedule\":{},\"steps\":{},", jsonString(run.scheduleText()), trace.size());
    text += fmt::format(R"("verdict":{{"ending":"{}","sentence":{},"lanes":{},"objects":{},"findings":[)",
                        name(verdict.ending), jsonString(verdict.sentence), jsonLanes(trace, verdict.lanes),
                        jsonObjects(trace, verdict.objects));
    for (std::size_t i = 0; i < verdict.findings.size(); ++i) {
        const trace::Finding& finding = verdict.findings[i];
        text += fmt::format(R"({}{{"kind":"{}","sentence":{},"lanes":{},"objects":{},"step":{}}})", i == 0 ? "" : ",",
                            name(finding.kind), jsonString(finding.sentence), jsonLanes(trace, finding.lanes),
                            jsonObjects(trace, finding.objects), finding.step ? std::to_string(stepNumber(*finding.step)) : "null");
    }
    text += fmt::format(R"(],"outcome":{},"promised":{}}})", jsonString(run.outcome()),
                        promised ? (*promised ? "true" : "false") : "null");
    text += findings.empty() ? "}" : ",\"findings\":" + findings + "}";
    print(text + "\n");
    std::fflush(stdout);
}

} // namespace interleave::app
