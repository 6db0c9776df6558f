// The command line. Without a command it opens the window that is installed beside it.

#include "app/cli/analyze_command.h"
#include "app/cli/convert_command.h"
#include "app/cli/explore_command.h"
#include "app/cli/list_command.h"
#include "app/cli/run_command.h"
#include "core/base/check.h"
#include "core/base/nearest.h"
#include "core/host/run.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <cstdio>
#include <iostream>

namespace {

using namespace interleave;

constexpr int wrongUse = 2;
constexpr int internalFault = 3;

int complain(const std::string& sentence, int status)
{
    std::fflush(stdout);
    std::fputs(("interleave: " + sentence + "\n").c_str(), stderr);
    return status;
}

int statusOf(const base::Error& error)
{
    return error.code == base::ErrorCode::Broken ? internalFault : wrongUse;
}

std::vector<std::string> namesOf(const CLI::App& command)
{
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    return names;
}

std::string unknownText(const CLI::App& app, const CLI::App* command, const std::string& word)
{
    if (word.starts_with("-") || command != nullptr) {
        const std::string known = base::nearest(word.substr(0, word.find('=')), namesOf(command == nullptr ? app : *command));
        return "There is no option \"" + word + "\"" + (known.empty() ? "; --help lists them." : ": did you mean " + known + "?");
    }
    std::vector<std::string> commands;
    for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; }))
        commands.push_back(each->get_name());
    const std::string known = base::nearest(word, commands);
    return "There is no command \"" + word + "\"" + (known.empty() ? "; --help lists them." : ": did you mean " + known + "?");
}

void addRunOptions(CLI::App& command, app::RunOptions& options)
{
    command.add_option("program", options.program, "what to run: SCENARIO or SCENARIO:VARIANT");
    // One value each, so that a scenario may follow.
    command.add_option("--set", options.settings, "set a parameter: NAME=VALUE")->allow_extra_args(false);
    command.add_flag("--live", options.isLive, "let the operating system decide who runs when");
    command.add_option("--strategy", options.strategy, "who decides: round-robin, random, pct[:depth=…,length=…], by-hand, replay");
    command.add_option("--seed", options.seed, "seed of the strategy and of the program's random numbers");
    command.add_option("--schedule", options.schedule, "replay the picks in this file");
    command.add_option("--time", options.time, "respected: sleepers wake in order; ignored: a sleep may last any time");
    command.add_option("--speed", options.speed, "Live: how fast run time passes (default 1)")
        ->check(CLI::Range(0.001, 1e6));
    command.add_flag("--step", options.isStepped, "step by step, from the terminal");
    command.add_flag("--hold", options.isHeld, "leave a stuck target hanging for a debugger");
    command.add_flag("--json", options.isJson, "print events and verdict as JSON");
    command.add_flag("--analyze", options.isAnalyzed, "say what the analyses find: races, orders of locks, waits, …");
    command.add_option("--max-steps", options.maxSteps, "Controlled: end the run as BOUND after so many steps")
        ->check(CLI::PositiveNumber);
    command.add_option("--events", options.events, "room for so many events")->check(CLI::Range(1, 1'000'000'000));
    command.add_option("--export", options.exports, "write the run to a file: .pftrace (Perfetto), .json (Chrome trace), .csv or .schedule")
        ->allow_extra_args(false);
}

void addExploreOutput(CLI::App& command, app::ExploreOutput& output)
{
    command.add_flag("--json", output.isJson, "print the result as JSON");
    command.add_option("--save", output.save, "write the result as JSON to a file, to be merged");
    command.add_option("--schedules", output.schedules, "write the shortest schedule of each outcome into this folder");
    command.footer("Exit status: 0 every execution completed without a finding, 1 some did not, 2 wrong use, 3 internal fault.");
}

void addExploreOptions(CLI::App& command, app::ExploreOptions& options)
{
    command.add_option("program", options.program, "what to explore: SCENARIO or SCENARIO:VARIANT");
    command.add_option("--set", options.settings, "set a parameter: NAME=VALUE")->allow_extra_args(false);
    command.add_option("--algorithm", options.algorithm, "optimal (the default), exhaustive, preemptions, random, pct");
    command.add_option("--preemptions", options.preemptions, "every order with at most so many switches away from a lane that could go on");
    command.add_option("--random", options.random, "so many executions by chance");
    command.add_option("--seed", options.seed, "seed of chance and of the program's random numbers (default 1)");
    command.add_option("--time", options.time, "ignored (the default): a sleep may last any time; respected: sleepers wake in order");
    command.add_flag("--notify-any", options.wakesAny, "a notification may wake any waiter, not only the first");
    command.add_option("--spurious", options.spuriousWakeUps, "up to so many spurious wake-ups");
    command.add_option("--max-steps", options.maxSteps, "cut an execution off as BOUND after so many steps (default 2000)")
        ->check(CLI::PositiveNumber);
    command.add_option("--max-executions", options.maxExecutions, "stop after so many executions (default 0: no limit)");
    command.add_option("--seconds", options.seconds, "stop after so long (default 60; 0: no limit)")->check(CLI::NonNegativeNumber);
    command.add_option("--shard", options.shard, "search the I-th of N parts of the tree: I/N");
    command.add_option("--jobs", options.jobs, "how many processes search at once (default: one for each processor)")
        ->check(CLI::Range(1, 1024));
    command.add_option("--schedule", options.schedule, "explore only what can follow the picks in this file");
    addExploreOutput(command, options.output);
}

int openWindow(const CLI::App& app)
{
    std::string window = host::defaultTarget();
    window.replace(window.rfind("interleave-target"), std::string::npos, "interleave-window");
    ::execl(window.c_str(), window.c_str(), static_cast<char*>(nullptr));
    // It is not there: say what can be done without it.
    std::cout << app.help();
    return 0;
}

/// The command that was given, if any.
const CLI::App* chosen(const CLI::App& app)
{
    const auto commands = app.get_subcommands();
    return commands.empty() ? nullptr : commands.front();
}

int run(int argc, char** argv)
{
    CLI::App app("Watch, step and explore concurrent programs.", "interleave");
    app.set_version_flag("--version", std::string("interleave ") + INTERLEAVE_VERSION);
    app.allow_extras();
    app.require_subcommand(0, 1);

    bool asJson = false;
    bool asNames = false;
    CLI::App* list = app.add_subcommand("list", "show scenarios, variants and parameters");
    list->allow_extras();
    list->add_flag("--json", asJson, "as JSON");
    list->add_flag("--names", asNames, "as SCENARIO:VARIANT, one a line");
    app::RunOptions options;
    CLI::App* command = app.add_subcommand("run", "run a program, show it, and say how it ended");
    command->allow_extras();
    addRunOptions(*command, options);
    std::string analyzed;
    bool asFindings = false;
    CLI::App* analyze = app.add_subcommand("analyze", "say what is wrong, suspicious and worth knowing in a saved run");
    analyze->allow_extras();
    analyze->add_option("FILE", analyzed, "a run that was saved: .pftrace");
    analyze->add_flag("--json", asFindings, "as JSON");
    analyze->footer("Exit status: 0 nothing is wrong, 1 something is, 2 wrong use, 3 internal fault.");
    app::ExploreOptions exploreOptions;
    CLI::App* explore = app.add_subcommand("explore", "run a program in every order, and say what it can come to");
    explore->allow_extras();
    addExploreOptions(*explore, exploreOptions);
    std::vector<std::string> parts;
    app::ExploreOutput mergeOutput;
    CLI::App* merge = app.add_subcommand("merge", "put the saved shards of an exploration together");
    merge->allow_extras();
    merge->add_option("PART", parts, "what explore --shard --save wrote");
    addExploreOutput(*merge, mergeOutput);
    std::string from;
    std::string to;
    CLI::App* convert = app.add_subcommand("convert", "write a saved run (.pftrace) in another format");
    convert->allow_extras();
    convert->add_option("IN", from, "a run that was saved: .pftrace");
    convert->add_option("OUT", to, "what to write: .json (Chrome trace), .csv, .schedule or .pftrace");
    command->footer("Exit status: 0 completed without a finding, 1 any other ending or a finding, 2 wrong use, 3 internal fault.");

    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        const CLI::App* asked = chosen(app);
        std::cout << (asked == nullptr ? app.help() : asked->help());
        return 0;
    } catch (const CLI::CallForVersion& version) {
        std::cout << version.what() << "\n";
        return 0;
    } catch (const CLI::ParseError& error) {
        std::string sentence = error.what();
        return complain(sentence + (sentence.ends_with(".") ? "" : "."), wrongUse);
    }
    const std::vector<std::string> extras = app.remaining(true);
    if (!extras.empty())
        return complain(unknownText(app, chosen(app), extras.front()), wrongUse);

    options.target = host::defaultTarget();
    if (*list) {
        const app::ListForm form = asJson ? app::ListForm::Json : asNames ? app::ListForm::Names : app::ListForm::Text;
        const auto listed = app::listScenarios(options.target, form);
        return listed ? 0 : complain(listed.error().message, statusOf(listed.error()));
    }
    if (*command) {
        const auto status = app::runProgram(options);
        return status ? *status : complain(status.error().message, statusOf(status.error()));
    }
    if (*analyze) {
        if (analyzed.empty())
            return complain("Say what to analyse: interleave analyze FILE.pftrace", wrongUse);
        const auto status = app::analyzeFile(analyzed, asFindings);
        return status ? *status : complain(status.error().message, statusOf(status.error()));
    }
    if (*explore || *merge) {
        exploreOptions.output.target = mergeOutput.target = options.target;
        const auto status = *explore ? app::exploreProgram(exploreOptions) : app::mergeExplorations(parts, mergeOutput);
        return status ? *status : complain(status.error().message, statusOf(status.error()));
    }
    if (*convert) {
        if (to.empty())
            return complain("Say what to convert into what: interleave convert IN.pftrace OUT.json", wrongUse);
        const auto converted = app::convertFile(from, to);
        return converted ? 0 : complain(converted.error().message, statusOf(converted.error()));
    }
    return openWindow(app);
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const base::EngineFault& fault) {
        return complain(std::string("An internal fault: ") + fault.what(), internalFault);
    } catch (const std::exception& problem) {
        return complain(std::string("An internal fault: ") + problem.what(), internalFault);
    }
}
