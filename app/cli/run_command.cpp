#include "app/cli/run_command.h"

#include "app/cli/exports.h"
#include "app/cli/findings_report.h"
#include "app/cli/program_words.h"
#include "app/cli/report.h"
#include "app/cli/run_loop.h"
#include "app/cli/stepper.h"
#include "app/cli/text_timeline.h"
#include "core/analysis/analyze.h"
#include "core/host/catalogue.h"
#include "core/schedule/schedule.h"
#include "core/schedule/strategies.h"

#include <fmt/format.h>

#include <map>

namespace interleave::app {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

Error wrongUse(std::string message) { return {ErrorCode::WrongUse, std::move(message)}; }

struct Plan
{
    host::RunSpec spec;
    const host::ProgramInfo* program = nullptr;
    const host::VariantInfo* variant = nullptr;
};

Result<void> chooseDrive(const RunOptions& options, trace::RunInfo& info)
{
    info.mode = options.isLive ? trace::Mode::Live : trace::Mode::Controlled;
    info.speed = options.speed;
    if (options.seed)
        info.seed = *options.seed;
    if (options.isLive) {
        if (!options.strategy.empty() || !options.schedule.empty() || !options.time.empty())
            return wrongUse("--live leaves the order to the operating system: it goes with no strategy, schedule or time.");
        return {};
    }
    if (!(options.speed == 1.0))
        return wrongUse("--speed is for --live: in a Controlled run time is virtual and costs none.");
    if (options.strategy == "replay" && options.schedule.empty())
        return wrongUse("--strategy replay needs --schedule FILE.");
    if (options.strategy == "by-hand" && !options.isStepped)
        return wrongUse("--strategy by-hand needs --step: somebody has to choose.");
    const bool isNamed = !options.strategy.empty() && options.strategy != "replay";
    // A seed without a strategy means a random run.
    info.strategy = isNamed ? options.strategy : options.seed ? "random" : "round-robin";
    // A wrong name is said before anything is printed.
    if (const auto strategy = schedule::makeStrategy(info.strategy, info.seed); !strategy)
        return strategy.error();
    if (options.time == "ignored")
        info.time = trace::TimeSetting::Ignored;
    else if (options.time == "respected")
        info.time = trace::TimeSetting::Respected;
    else if (!options.time.empty())
        return wrongUse("--time is respected or ignored, not \"" + options.time + "\".");
    return {};
}

/// What the schedule says of the run; the words may repeat it, not contradict it.
Result<void> takeSchedule(const RunOptions& options, std::string& program, std::map<std::string, std::string>& settings,
                          host::RunSpec& spec)
{
    const auto text = readFile(options.schedule);
    if (!text)
        return text.error();
    const auto schedule = schedule::parseSchedule(*text);
    if (!schedule)
        return Error{schedule.error().code, options.schedule + ": " + schedule.error().message};
    const trace::RunInfo& recorded = schedule->info;
    const std::string full = recorded.scenario + ":" + recorded.variant;
    if (!program.empty() && program != recorded.scenario && program != full)
        return wrongUse(options.schedule + " is a schedule of " + full + ", not of " + program + ".");
    program = full;
    for (const auto& [id, value] : settings) {
        const auto place = recorded.parameters.find(id);
        if (place != recorded.parameters.end() && place->second != value)
            return wrongUse(options.schedule + " was recorded with " + id + "=" + place->second + ", so it cannot be replayed with "
                            + value + ".");
    }
    settings.insert(recorded.parameters.begin(), recorded.parameters.end());
    if (options.seed && *options.seed != recorded.seed)
        return wrongUse(fmt::format("{} was recorded with seed {}.", options.schedule, recorded.seed));
    if (!options.time.empty() && spec.info.time != recorded.time)
        return wrongUse(options.schedule + " was recorded with time " + std::string(name(recorded.time)) + ".");
    spec.info.seed = recorded.seed;
    spec.info.time = recorded.time;
    spec.schedule = *text;
    return {};
}

Result<Plan> plan(const RunOptions& options, const host::Catalogue& catalogue)
{
    Plan plan;
    plan.spec.target = options.target;
    plan.spec.events = options.events;
    plan.spec.maxPicks = options.maxSteps;
    if (const auto chosen = chooseDrive(options, plan.spec.info); !chosen)
        return chosen.error();
    auto settings = readSettings(options.settings);
    if (!settings)
        return settings.error();
    std::string name = options.program;
    if (!options.schedule.empty()) {
        if (const auto taken = takeSchedule(options, name, *settings, plan.spec); !taken)
            return taken.error();
    }
    auto chosen = chooseProgram(catalogue, name, *settings);
    if (!chosen)
        return chosen.error();
    plan.program = chosen->program;
    plan.variant = chosen->variant;
    plan.spec.info.scenario = chosen->program->id;
    plan.spec.info.variant = chosen->variant->id;
    plan.spec.info.parameters = std::move(chosen->parameters);
    return plan;
}

std::string headline(const Plan& plan)
{
    const trace::RunInfo& info = plan.spec.info;
    std::string text = plan.program->title + ": " + plan.variant->title + "  [" + info.scenario + ":" + info.variant + "]\n";
    const bool isReplay = !plan.spec.schedule.empty();
    text += info.mode == trace::Mode::Live ? "Live" : isReplay ? "Replayed" : "Controlled";
    if (info.mode == trace::Mode::Controlled)
        text += isReplay ? "" : ", " + info.strategy + fmt::format(", seed {}", info.seed);
    else
        text += fmt::format(", speed {}", info.speed);
    if (info.mode == trace::Mode::Controlled)
        text += ", time " + std::string(name(info.time));
    for (const auto& [id, value] : info.parameters)
        text += ", " + id + " = " + value;
    return text + "\n\n";
}

/// Runs it to its end, showing what happens: a Live run as it happens, a Controlled one, which takes no time, at once.
Result<std::unique_ptr<host::Run>> runToEnd(const Plan& plan, const RunOptions& options, const Terminal& terminal)
{
    auto started = host::Run::start(plan.spec);
    if (!started)
        return started.error();
    std::unique_ptr<host::Run> run = std::move(*started);
    TextTimeline timeline(run->trace(), terminal);
    const bool isShownLive = options.isLive && terminal.isTerminal && !options.isJson;
    Progress progress;
    runUntil(*run, [] { return false; }, [&] {
        if (isShownLive)
            timeline.update();
        else
            progress.say(fmt::format("Running: {} events", run->trace().size()));
    });
    progress.clear();
    if (!options.isJson)
        timeline.update();
    return run;
}

void holdIfStuck(host::Run& run)
{
    const trace::Ending ending = run.verdict().ending;
    if (ending != trace::Ending::Deadlock && ending != trace::Ending::Hang)
        return;
    run.hold();
    const std::string pid = run.pid() ? std::to_string(*run.pid()) : "?";
    std::fputs(("The target still hangs as process " + pid + ": `gdb -p " + pid + "` shows it, `kill -9 " + pid + "` ends it.\n").c_str(),
               stderr);
}

} // namespace

Result<int> runProgram(const RunOptions& options)
{
    if (options.isStepped && options.isJson)
        return wrongUse("--step talks to a person and --json to a program: choose one of them.");
    const auto catalogue = host::Catalogue::load(options.target);
    if (!catalogue)
        return catalogue.error();
    const auto planned = plan(options, *catalogue);
    if (!planned)
        return planned.error();
    if (const auto checked = checkExports(options.exports, planned->spec.info.mode); !checked)
        return checked.error();

    catchInterrupts();
    const Terminal terminal = Terminal::ofOutput();
    if (!options.isJson)
        print(headline(*planned));
    auto made = options.isStepped ? Stepper(planned->spec, terminal).run() : runToEnd(*planned, options, terminal);
    if (!made)
        return made.error();
    host::Run& run = **made;
    if (options.isHeld)
        holdIfStuck(run);
    const auto promised = isPromised(run, *planned->program, *planned->variant);
    const auto findings = options.isAnalyzed ? findingsOf(run.trace(), run.verdict()) : std::vector<analysis::Finding>();
    if (options.isJson)
        printJson(run, promised, options.isAnalyzed ? jsonFindings(run.trace(), findings) : std::string());
    else
        printReport(run, promised, terminal);
    if (planned->variant->asksOutside && !options.isJson && !options.isLive)
        print("It waited for the world outside, so a repetition may differ.\n");
    if (options.isAnalyzed && !options.isJson)
        printFindings(run.trace(), findings, terminal);
    for (const std::string& path : options.exports) {
        if (const auto written = exportRun(run, path); !written)
            return written.error();
    }
    const bool isClean = run.verdict().ending == trace::Ending::Completed && run.verdict().findings.empty()
                         && !hasWrong(findings);
    return isClean ? 0 : 1;
}

} // namespace interleave::app
