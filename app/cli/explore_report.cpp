#include "app/cli/explore_report.h"

#include "core/exchange/output_file.h"
#include "core/schedule/schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace interleave::app {
namespace {

using trace::Ending;
using trace::ExploredOutcome;

/// "1,234,567".
std::string grouped(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t i = digits.size(); i > 3; i -= 3)
        digits.insert(i - 3, ",");
    return digits;
}

bool isGood(const ExploredOutcome& one) { return one.ending == Ending::Completed && one.findings.empty(); }

std::string findingsText(const ExploredOutcome& one)
{
    std::string text;
    for (const trace::FindingKind kind : one.findings)
        text += (text.empty() ? "" : " ") + std::string(name(kind));
    return text;
}

std::string shareText(std::uint64_t part, std::uint64_t whole)
{
    const double share = whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    // A share that is not nothing is not shown as nothing.
    return part > 0 && share < 0.05 ? "< 0.1 %" : fmt::format("{:.1f} %", share);
}

std::string padded(const std::string& text, int width, bool isNumber)
{
    const std::string space(static_cast<std::size_t>(std::max(0, width - displayWidth(text))), ' ');
    return isNumber ? space + text : text + space;
}

/// "0×2 0.0×2 0.1 (timed-out)": the picks of a schedule in one line.
std::string picksText(const std::string& text, int width)
{
    const auto schedule = schedule::parseSchedule(text);
    std::string line;
    for (std::size_t i = 0; schedule && i < schedule->picks.size();) {
        const schedule::Pick& pick = schedule->picks[i];
        std::size_t end = i + 1;
        while (end < schedule->picks.size() && schedule->picks[end] == pick)
            ++end;
        std::string next = pick.path + (end - i == 1 ? "" : "×" + std::to_string(end - i));
        if (pick.hadChoice)
            next += " (" + std::string(name(pick.way)) + (pick.index == 0 ? "" : " " + std::to_string(pick.index)) + ")";
        if (displayWidth(line) + displayWidth(next) + 3 > width)
            return line + " …";
        line += (line.empty() ? "" : " ") + next;
        i = end;
    }
    return line;
}

constexpr std::size_t columns = 8;
using Row = std::array<std::string, columns>;

std::vector<Row> rowsOf(const trace::ExploreResult& result, const std::vector<std::optional<bool>>& promised)
{
    std::vector<Row> rows = {{"ending", "findings", "outcome", "executions", "share", "switches", "steps", "promised"}};
    for (std::size_t i = 0; i < result.outcomes.size(); ++i) {
        const ExploredOutcome& one = result.outcomes[i];
        const bool isKnown = i < promised.size() && promised[i].has_value();
        rows.push_back({std::string(name(one.ending)), findingsText(one), printable(one.outcome), grouped(one.executions),
                        shareText(one.executions, result.progress.executions), std::to_string(one.switches), std::to_string(one.steps),
                        isKnown ? (*promised[i] ? "yes" : "no") : ""});
    }
    return rows;
}

std::string tableText(const std::vector<Row>& rows, const trace::ExploreResult& result, const Terminal& terminal)
{
    std::array<int, columns> widths{};
    for (const Row& row : rows)
        for (std::size_t i = 0; i < columns; ++i)
            widths[i] = std::max(widths[i], displayWidth(row[i]));
    // A column in which nobody has anything to say is left out, but for the head of it.
    const auto isEmpty = [&](std::size_t column) {
        return std::all_of(rows.begin() + 1, rows.end(), [&](const Row& row) { return row[column].empty(); });
    };
    std::string text;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        std::string line;
        for (std::size_t i = 0; i < columns; ++i)
            if (!isEmpty(i))
                line += (line.empty() ? "" : "  ") + padded(rows[r][i], widths[i], i >= 3 && i <= 6);
        line.erase(line.find_last_not_of(' ') + 1);
        const Tone tone = r == 0 ? Tone::Strong : isGood(result.outcomes[r - 1]) ? Tone::Good : Tone::Bad;
        text += terminal.toned(line, tone) + "\n";
    }
    return text;
}

std::string boundText(const trace::ExploreResult& result)
{
    const trace::ExploreSettings& settings = result.settings;
    const std::string part = settings.shards > 1 ? fmt::format(" of shard {} of {}", settings.shard, settings.shards) : "";
    if (!result.isComplete)
        return "Not complete" + part + ": " + result.bound + ". What was not met may still be possible.";
    if (settings.algorithm == trace::SearchAlgorithm::Exhaustive)
        return "Complete: every interleaving" + part + " was run.";
    return "Complete: every interleaving" + part + ", one of each class of equivalent ones, was run.";
}

} // namespace

std::vector<std::optional<bool>> promisedOutcomes(const trace::ExploreResult& result, const host::Catalogue& catalogue)
{
    std::vector<std::optional<bool>> all(result.outcomes.size());
    const trace::RunInfo& info = result.settings.info;
    const auto program = catalogue.find(info.scenario);
    const auto variant = program ? (*program)->findVariant(info.variant) : base::Result<const host::VariantInfo*>(program.error());
    if (!variant)
        return all;
    const auto defaults = host::Catalogue::resolve(**program, **variant, {});
    const auto& promised =
        info.time == trace::TimeSetting::Respected && !(*variant)->timed.empty() ? (*variant)->timed : (*variant)->any;
    if (!defaults || *defaults != info.parameters || promised.empty())
        return all;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const ExploredOutcome& found = result.outcomes[i];
        const bool isIn = std::any_of(promised.begin(), promised.end(), [&](const host::PromisedInfo& one) {
            return one.ending == found.ending && one.findings == found.findings && one.outcome == found.outcome;
        });
        // What a bound cut short was never refused.
        if (isIn || found.ending != Ending::Bound)
            all[i] = isIn;
    }
    return all;
}

std::string exploreHeadline(const trace::ExploreSettings& settings, const host::Catalogue& catalogue)
{
    const trace::RunInfo& info = settings.info;
    std::string text;
    if (const auto program = catalogue.find(info.scenario)) {
        const auto variant = (*program)->findVariant(info.variant);
        text = (*program)->title + (variant ? ": " + (*variant)->title : "") + "  ";
    }
    text += "[" + info.scenario + ":" + info.variant + "]\nExplored, " + std::string(name(settings.algorithm));
    if (settings.algorithm == trace::SearchAlgorithm::Preemptions)
        text += fmt::format(" up to {}", settings.preemptions);
    if (settings.shards > 1)
        text += fmt::format(", shard {} of {}", settings.shard, settings.shards);
    text += ", time " + std::string(name(info.time)) + fmt::format(", seed {}", info.seed);
    if (settings.wakesAny)
        text += ", any waiter may be woken";
    if (settings.spuriousWakeUps > 0)
        text += fmt::format(", up to {} spurious wake-ups", settings.spuriousWakeUps);
    for (const auto& [id, value] : info.parameters)
        text += ", " + id + " = " + value;
    return text + "\n\n";
}

std::string progressText(const trace::ExploreProgress& progress)
{
    std::string text = grouped(progress.executions) + " executions, " + grouped(static_cast<std::uint64_t>(progress.perSecond))
                       + fmt::format(" a second, {:.0f} s", progress.seconds);
    if (progress.redundant > 0)
        text += ", " + grouped(progress.redundant) + " redundant";
    return text + fmt::format(", {} steps deep", progress.depth);
}

void printExploration(const trace::ExploreResult& result, const std::vector<std::optional<bool>>& promised,
                      const Terminal& terminal)
{
    std::string text;
    if (result.outcomes.empty())
        text += "No execution came to its end.\n";
    else
        text += tableText(rowsOf(result, promised), result, terminal) + "\nThe shortest schedule of each (lane × steps):\n";
    for (const ExploredOutcome& one : result.outcomes) {
        const std::string head = "  " + std::string(name(one.ending)) + (one.outcome.empty() ? "" : " " + printable(one.outcome)) + ": ";
        text += head + terminal.toned(picksText(one.schedule, std::max(20, terminal.width - displayWidth(head))), Tone::Faint) + "\n";
    }
    const trace::ExploreProgress& progress = result.progress;
    text += "\n" + grouped(progress.executions) + (progress.executions == 1 ? " execution" : " executions");
    if (progress.redundant > 0)
        text += " (and " + grouped(progress.redundant) + " redundant)";
    text += ", " + grouped(progress.steps) + fmt::format(" steps, {:.2f} s", progress.seconds);
    if (progress.seconds >= 0.1)
        text += ", " + grouped(static_cast<std::uint64_t>(progress.perSecond)) + " executions a second";
    text += ".\n";
    if (progress.crashes > 0)
        text += grouped(progress.crashes) + (progress.crashes == 1 ? " execution" : " executions")
                + " crashed the program's process, or computed without an end; the search went on in another.\n";
    if (result.unlisted > 0)
        text += grouped(result.unlisted) + " executions came to outcomes that found no room in the table.\n";
    print(text + boundText(result) + "\n");
    std::fflush(stdout);
}

base::Result<std::vector<std::string>> writeSchedules(const trace::ExploreResult& result, const std::string& folder)
{
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        return base::Error{base::ErrorCode::Unwritable, "The folder " + folder + " cannot be made: " + failed.message() + "."};
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < result.outcomes.size(); ++i) {
        const ExploredOutcome& one = result.outcomes[i];
        if (one.schedule.empty())
            continue;
        std::string ending(name(one.ending));
        std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
        const trace::RunInfo& info = result.settings.info;
        paths.push_back(folder + (folder.ends_with('/') ? "" : "/")
                        + fmt::format("{}.{}.{}-{}.schedule", info.scenario, info.variant, i + 1, ending));
        auto file = exchange::OutputFile::create(paths.back());
        if (!file)
            return file.error();
        // For people: the shell does not need it, nor does a replay.
        (*file)->write("# " + std::string(name(one.ending)) + (one.findings.empty() ? "" : " " + findingsText(one))
                       + (one.outcome.empty() ? "" : " " + printable(one.outcome)) + "\n");
        (*file)->write(one.schedule);
        if (const auto written = (*file)->commit(); !written)
            return written.error();
    }
    return paths;
}

} // namespace interleave::app
