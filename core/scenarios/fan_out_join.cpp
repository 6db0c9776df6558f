// A thread for each input, and main waits for all of them.
//
// Main goes through a list of inputs twice: once to start a thread for each, and once to join each. Every thread
// squares its input, which takes 1 u, and puts the result into the place that has its number.
//
// Look for:  the comb: all starts first, then all joins.
// Compare:   the variants `two-loops` and `one-loop`: one line moved from one loop into the other.
// Source:    M. E. Conway, "A Multiprocessor System Design", AFIPS Fall Joint Computer Conference, 1963, fork and
//            join.

#include "core/scenarios/scenario.h"

#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/random.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

using Results = std::vector<int>;

std::string joined(const Results& results)
{
    std::string list;
    for (const int result : results)
        list += (list.empty() ? "" : ",") + std::to_string(result);
    return list;
}

std::string nameOf(int input)
{
    return "thread " + std::to_string(input);
}

/// What each thread does. Nobody else touches its place, so no lock is needed.
void square(int input, sync::Duration time, int& result)
{
    sync::sleepFor(time);
    result = input * input;
    sync::note(std::to_string(input) + " squared is " + std::to_string(result) + ", after " + sync::inUnits(time));
}

std::vector<sync::Thread> makeThreads(Results& results, const std::vector<sync::Duration>& times)
{
    std::vector<sync::Thread> threads;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const int input = static_cast<int>(i) + 1;
        threads.emplace_back(nameOf(input),
                             [input, time = times[i], &result = results[i]] { square(input, time, result); });
    }
    return threads;
}

/// Start every one, then join every one.
void startAllJoinAll(const Parameters& parameters, const std::vector<sync::Duration>& times)
{
    Results results(static_cast<std::size_t>(parameters.whole("inputs")));
    auto threads = makeThreads(results, times);
    for (sync::Thread& thread : threads)
        thread.start();
    for (sync::Thread& thread : threads)
        thread.join();
    sync::outcome("results", joined(results));
}

std::vector<sync::Duration> equalTimes(const Parameters& parameters)
{
    return std::vector<sync::Duration>(static_cast<std::size_t>(parameters.whole("inputs")), parameters.units("time"));
}

void twoLoops(const Parameters& parameters)
{
    startAllJoinAll(parameters, equalTimes(parameters));
}

void oneLoop(const Parameters& parameters)
{
    Results results(static_cast<std::size_t>(parameters.whole("inputs")));
    auto threads = makeThreads(results, equalTimes(parameters));
    for (sync::Thread& thread : threads) {
        thread.start();
        thread.join(); // before the next one is started
    }
    sync::outcome("results", joined(results));
}

void threadGroup(const Parameters& parameters)
{
    Results results(static_cast<std::size_t>(parameters.whole("inputs")));
    sync::ThreadGroup group;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const int input = static_cast<int>(i) + 1;
        group.start(nameOf(input), [&, input, i] { square(input, parameters.units("time"), results[i]); });
    }
    group.joinAll();
    sync::outcome("results", joined(results));
}

/// The first thread needs three times as long. Main stands at its join, and all the others have ended long ago.
void straggler(const Parameters& parameters)
{
    std::vector<sync::Duration> times = equalTimes(parameters);
    times.front() *= 3;
    startAllJoinAll(parameters, times);
}

void randomTimes(const Parameters& parameters)
{
    std::vector<sync::Duration> times = equalTimes(parameters);
    for (sync::Duration& time : times)
        time *= sync::random(1, 3);
    startAllJoinAll(parameters, times);
}

/// One list for all: the results stand in it as they came.
void asTheyCome(const Parameters& parameters)
{
    sync::Shared<std::string> list{"results", ""};
    sync::ThreadGroup group;
    for (int input = 1; input <= parameters.whole("inputs"); ++input)
        group.start(nameOf(input), [&, input] {
            sync::sleepFor(parameters.units("time"));
            list.update([&](const std::string& before) {
                return before + (before.empty() ? "" : ",") + std::to_string(input * input);
            });
        });
    group.joinAll();
    sync::outcome("results", list.read());
}

const Promised inOrder = {.outcome = "results=1,4,9,16,25,36"};

} // namespace

extern const Scenario fanOutJoin = {
    .id = "fan-out-join",
    .title = "Start all, join all",
    .chapter = Chapter::Threads,
    .summary = "a thread for each input",
    .file = "core/scenarios/fan_out_join.cpp",
    .parameters = {{.id = "inputs", .title = "Inputs", .initial = 6, .minimum = 1, .maximum = 32},
                   {.id = "time", .title = "Time", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants = {{.id = "two-loops",
                  .title = "One loop to start, one to join",
                  .mark = Mark::Fixed,
                  .promise = {.any = {inOrder}, .makespan = 1, .note = "as long as the longest"},
                  .program = twoLoops},
                 {.id = "one-loop",
                  .title = "Start and join in one loop",
                  .mark = Mark::Wasteful,
                  .promise = {.any = {inOrder}, .makespan = 6, .note = "as long as all together"},
                  .program = oneLoop},
                 {.id = "thread-group",
                  .title = "A group that is joined as one",
                  .mark = Mark::Fixed,
                  .promise = {.any = {inOrder}, .makespan = 1, .note = "the same as two-loops"},
                  .program = threadGroup},
                 {.id = "straggler",
                  .title = "One is slow",
                  .promise = {.any = {inOrder}, .makespan = 3, .note = "the slow one decides"},
                  .program = straggler},
                 {.id = "random-times",
                  .title = "Nobody knows how long each takes",
                  .promise = {.any = {inOrder}, .note = "1 to 3 u; the results stand in the order of the inputs"},
                  .program = randomTimes},
                 {.id = "as-they-come",
                  .title = "Results as they come",
                  .promise = {.any = {{.outcome = "results=1,4,9"},
                                      {.outcome = "results=1,9,4"},
                                      {.outcome = "results=4,1,9"},
                                      {.outcome = "results=4,9,1"},
                                      {.outcome = "results=9,1,4"},
                                      {.outcome = "results=9,4,1"}},
                              .makespan = 1,
                              .note = "any of the six orders of three results"},
                  .program = asTheyCome,
                  .defaults = {{"inputs", 3}}}},
    .pictures = {{trace::PictureKind::Makespans, "How long"}},
    .row = "T07",
    .before = {"thread-start-join"},
    .related = {"thread-start-join:join-in-start-loop"},
};

} // namespace interleave::scenarios
