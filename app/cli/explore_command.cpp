#include "app/cli/explore_command.h"

#include "app/cli/explore_report.h"
#include "app/cli/program_words.h"
#include "app/cli/run_loop.h"
#include "app/cli/terminal.h"
#include "core/base/nearest.h"
#include "core/exchange/output_file.h"
#include "core/host/exploration.h"
#include "core/host/exploration_json.h"
#include "core/schedule/schedule.h"

#include <algorithm>
#include <charconv>

namespace interleave::app {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

Error wrongUse(std::string message) { return {ErrorCode::WrongUse, std::move(message)}; }

bool isNumber(std::string_view text, std::uint32_t& into)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

Result<void> readShard(const std::string& text, trace::ExploreSettings& into)
{
    if (text.empty())
        return {};
    const std::size_t slash = text.find('/');
    const bool isRead = slash != std::string::npos && isNumber(std::string_view(text).substr(0, slash), into.shard)
                        && isNumber(std::string_view(text).substr(slash + 1), into.shards);
    if (!isRead || into.shard == 0 || into.shard > into.shards || into.shards > trace::ExploreSettings::mostShards)
        return wrongUse("--shard takes I/N, the I-th of N parts, counted from 1: not \"" + text + "\".");
    return {};
}

Result<void> chooseAlgorithm(const ExploreOptions& options, trace::ExploreSettings& into)
{
    using trace::SearchAlgorithm;
    into.maxExecutions = options.maxExecutions;
    std::string word = options.algorithm;
    if (options.random) {
        if (!word.empty() && word != "random" && word != "pct")
            return wrongUse("--random chooses by chance, --algorithm " + word + " does not: choose one of them.");
        if (*options.random == 0)
            return wrongUse("--random takes how many executions to run, at least 1.");
        word = word.empty() ? "random" : word;
        into.maxExecutions = *options.random;
    }
    if (options.preemptions) {
        if (!word.empty() && word != "preemptions")
            return wrongUse("--preemptions is a search of its own and does not go with " + word + ".");
        word = "preemptions";
        into.preemptions = *options.preemptions;
    }
    if (word.empty())
        return {};
    const auto algorithm = trace::searchAlgorithmFromName(word);
    if (!algorithm) {
        std::vector<std::string> known;
        for (int i = 0; i < trace::searchAlgorithmCount; ++i)
            known.emplace_back(name(static_cast<SearchAlgorithm>(i)));
        const std::string nearest = base::nearest(word, known);
        return wrongUse("There is no algorithm \"" + word + "\""
                        + (nearest.empty() ? ": there are optimal, exhaustive, preemptions, random and pct."
                                           : ": did you mean " + nearest + "?"));
    }
    into.algorithm = *algorithm;
    const bool isByChance = *algorithm == SearchAlgorithm::Random || *algorithm == SearchAlgorithm::Pct;
    // Chance never comes to an end by itself.
    if (isByChance && into.maxExecutions == 0)
        into.maxExecutions = 10'000;
    if (isByChance && !options.shard.empty())
        return wrongUse("--shard splits a tree, and chance has none: give every job a --seed of its own.");
    return {};
}

Result<host::ExploreSpec> specOf(const ExploreOptions& options, const host::Catalogue& catalogue)
{
    host::ExploreSpec spec;
    trace::ExploreSettings& settings = spec.settings;
    spec.target = options.output.target;
    spec.jobs = options.jobs;
    settings.info.seed = options.seed;
    settings.info.time = trace::TimeSetting::Ignored;
    settings.wakesAny = options.wakesAny;
    settings.spuriousWakeUps = options.spuriousWakeUps;
    settings.maxSteps = options.maxSteps;
    settings.maxSeconds = options.seconds;
    if (options.time == "respected")
        settings.info.time = trace::TimeSetting::Respected;
    else if (!options.time.empty() && options.time != "ignored")
        return wrongUse("--time is respected or ignored, not \"" + options.time + "\".");
    if (const auto chosen = chooseAlgorithm(options, settings); !chosen)
        return chosen.error();
    if (const auto read = readShard(options.shard, settings); !read)
        return read.error();
    auto given = readSettings(options.settings);
    if (!given)
        return given.error();
    std::string program = options.program;
    if (!options.schedule.empty()) {
        auto text = readFile(options.schedule);
        if (!text)
            return text.error();
        const auto schedule = schedule::parseSchedule(*text);
        if (!schedule)
            return Error{schedule.error().code, options.schedule + ": " + schedule.error().message};
        const std::string full = schedule->info.scenario + ":" + schedule->info.variant;
        if (!program.empty() && program != full && program != schedule->info.scenario)
            return wrongUse(options.schedule + " is a schedule of " + full + ", not of " + program + ".");
        program = full;
        given->insert(schedule->info.parameters.begin(), schedule->info.parameters.end());
        if (options.time.empty())
            settings.info.time = schedule->info.time;
        settings.info.seed = schedule->info.seed;
        settings.wakesAny = settings.wakesAny || schedule->wakesAny;
        settings.spuriousWakeUps = std::max(settings.spuriousWakeUps, schedule->spuriousWakeUps);
        spec.prefix = std::move(*text);
    }
    auto chosen = chooseProgram(catalogue, program, *given);
    if (!chosen)
        return chosen.error();
    if (chosen->variant->asksOutside)
        return wrongUse(chosen->program->id + ":" + chosen->variant->id +
                        " waits for the world outside, which nobody can ask again and again in every order. Run it instead.");
    settings.info.scenario = chosen->program->id;
    settings.info.variant = chosen->variant->id;
    settings.info.parameters = std::move(chosen->parameters);
    return spec;
}

/// Whether everything can be written, before hours are spent on it.
Result<void> checkOutput(const ExploreOutput& output)
{
    if (output.save.empty())
        return {};
    const auto file = exchange::OutputFile::create(output.save);
    return file ? Result<void>() : Result<void>(file.error());
}

Result<int> tell(const trace::ExploreResult& result, const ExploreOutput& output, const host::Catalogue& catalogue)
{
    const auto promised = promisedOutcomes(result, catalogue);
    if (output.isJson)
        print(host::toJson(result, promised));
    else
        printExploration(result, promised, Terminal::ofOutput());
    if (!output.save.empty()) {
        auto file = exchange::OutputFile::create(output.save);
        if (!file)
            return file.error();
        (*file)->write(host::toJson(result, promised));
        if (const auto written = (*file)->commit(); !written)
            return written.error();
    }
    if (!output.schedules.empty()) {
        const auto paths = writeSchedules(result, output.schedules);
        if (!paths)
            return paths.error();
        for (const std::string& path : *paths)
            if (!output.isJson)
                print("Replay: interleave run --schedule " + path + "\n");
    }
    const bool isClean = std::all_of(result.outcomes.begin(), result.outcomes.end(), [](const trace::ExploredOutcome& one) {
        return one.ending == trace::Ending::Completed && one.findings.empty();
    });
    return isClean && result.unlisted == 0 ? 0 : 1;
}

} // namespace

Result<int> exploreProgram(const ExploreOptions& options)
{
    const auto catalogue = host::Catalogue::load(options.output.target);
    if (!catalogue)
        return catalogue.error();
    auto spec = specOf(options, *catalogue);
    if (!spec)
        return spec.error();
    if (const auto checked = checkOutput(options.output); !checked)
        return checked.error();
    catchInterrupts();
    if (!options.output.isJson)
        print(exploreHeadline(spec->settings, *catalogue));
    std::fflush(stdout);
    auto exploration = host::Exploration::start(std::move(*spec));
    if (!exploration)
        return exploration.error();
    Progress progress;
    while ((*exploration)->turn(std::chrono::milliseconds(50))) {
        if (wasInterrupted())
            (*exploration)->quit();
        progress.say("Exploring: " + progressText((*exploration)->progress()));
    }
    progress.clear();
    if (const auto failure = (*exploration)->failure())
        return *failure;
    return tell((*exploration)->result(), options.output, *catalogue);
}

Result<int> mergeExplorations(const std::vector<std::string>& files, const ExploreOutput& output)
{
    if (files.empty())
        return wrongUse("Say what to merge: the files that `interleave explore --shard I/N --save FILE` wrote.");
    std::vector<trace::ExploreResult> parts;
    for (const std::string& file : files) {
        const auto text = readFile(file);
        if (!text)
            return text.error();
        auto part = host::parseExploration(*text);
        if (!part)
            return Error{part.error().code, file + ": " + part.error().message + "."};
        parts.push_back(std::move(*part));
    }
    const auto merged = host::mergeShards(parts);
    if (!merged)
        return merged.error();
    if (const auto checked = checkOutput(output); !checked)
        return checked.error();
    // Without a target the parts can still be merged; only nothing is known of promises then.
    const auto loaded = host::Catalogue::load(output.target);
    const host::Catalogue catalogue = loaded ? *loaded : host::Catalogue();
    if (!output.isJson)
        print(exploreHeadline(merged->settings, catalogue));
    return tell(*merged, output, catalogue);
}

} // namespace interleave::app
