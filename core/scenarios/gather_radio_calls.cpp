// Two callers on the radio, one thread.
//
// pd and headquarters call three times each, with 1 u of silence after every call. Both are coroutines on one event loop:
// whoever waits gives the loop back, and the other one speaks. Main gathers their results.
//
// Look for:  the calls, which take turns, and the results, which come in the order of the arguments.
// Compare:   the variant `sequential`: awaiting one after the other takes twice as long.
// Source:    the gather of Python's asyncio; M. E. Conway, "Design of a Separable Transition-Diagram Compiler",
//            Communications of the ACM 6(7), 1963, for coroutines.

#include "core/scenarios/scenario.h"

#include "core/async/event_loop.h"
#include "core/async/gather.h"
#include "core/async/sleep.h"
#include "core/async/task.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

struct Caller
{
    const char* name;
    const char* sign; ///< how the caller signs
};

constexpr std::array<Caller, 6> callers = {{{"pd", "pd"},
                                            {"headquarters", "hq"},
                                            {"ambulance", "am"},
                                            {"fire brigade", "fb"},
                                            {"harbour", "hb"},
                                            {"tower", "tw"}}};

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ",") + word;
    return text;
}

/// One radio channel, used by the tasks of one loop: they need no lock.
struct Radio
{
    explicit Radio(const Parameters& parameters)
        : number(static_cast<std::size_t>(parameters.whole("callers")))
        , calls(parameters.whole("calls"))
        , interval(parameters.units("interval"))
    {}

    void report(const std::string& results) const
    {
        sync::outcome("order", joined(heard));
        sync::outcome("results", results);
    }

    std::size_t number;
    int calls;
    sync::Duration interval;
    std::vector<std::string> heard;
};

async::Task<std::string> call(Radio& radio, Caller caller, int calls)
{
    for (int i = 1; i <= calls; ++i) {
        sync::note(std::string(caller.name) + " calls, " + std::to_string(i));
        radio.heard.emplace_back(caller.sign);
        co_await async::asyncSleep(radio.interval);
    }
    co_return std::string(caller.sign);
}

async::Task<std::string> callAndFail(Radio& radio, Caller caller)
{
    sync::note(std::string(caller.name) + " calls, 1");
    radio.heard.emplace_back(caller.sign);
    co_await async::asyncSleep(radio.interval);
    throw std::runtime_error("no answer");
}

using Tasks = std::vector<async::TaskHandle<std::string>>;

async::Task<> gatherAll(Radio& radio)
{
    Tasks tasks;
    for (std::size_t i = 0; i < radio.number; ++i)
        tasks.push_back(async::createTask(callers[i].name, call(radio, callers[i], radio.calls)));
    const auto results = co_await async::gather(tasks);
    radio.report(joined(results));
}

/// The later the caller, the fewer the calls: whoever comes last in the arguments is done first.
async::Task<> gatherUnequal(Radio& radio)
{
    Tasks tasks;
    for (std::size_t i = 0; i < radio.number; ++i) {
        const int calls = std::max(1, radio.calls - 2 * static_cast<int>(i));
        tasks.push_back(async::createTask(callers[i].name, call(radio, callers[i], calls)));
    }
    const auto results = co_await async::gather(tasks);
    radio.report(joined(results));
}

async::Task<> oneAfterTheOther(Radio& radio)
{
    std::vector<std::string> results;
    for (std::size_t i = 0; i < radio.number; ++i)
        results.push_back(co_await call(radio, callers[i], radio.calls));
    radio.report(joined(results));
}

/// The last caller gets no answer.
Tasks startWithFailure(Radio& radio)
{
    Tasks tasks;
    for (std::size_t i = 0; i + 1 < radio.number; ++i)
        tasks.push_back(async::createTask(callers[i].name, call(radio, callers[i], radio.calls)));
    const Caller last = callers[radio.number - 1];
    tasks.push_back(async::createTask(last.name, callAndFail(radio, last)));
    return tasks;
}

async::Task<> gatherFailing(Radio& radio)
{
    const Tasks tasks = startWithFailure(radio);
    std::string results;
    try {
        results = joined(co_await async::gather(tasks));
    } catch (const std::runtime_error& error) {
        sync::note(error.what());
        results = "none";
    }
    radio.report(results);
}

async::Task<> gatherSettled(Radio& radio)
{
    const Tasks tasks = startWithFailure(radio);
    const auto settled = co_await async::gatherSettled(tasks);
    std::vector<std::string> results;
    for (const auto& one : settled)
        results.push_back(one.value ? *one.value : "error");
    radio.report(joined(results));
}

template <async::Task<> (*conversation)(Radio&)>
void program(const Parameters& parameters)
{
    Radio radio{parameters};
    async::EventLoop loop{"loop"};
    loop.run(conversation(radio), "main");
}

/// The same with threads: nobody promises that they take turns.
void threads(const Parameters& parameters)
{
    const Radio radio{parameters};
    sync::Shared<std::string> heard{"heard"};
    std::vector<std::string> results(radio.number);
    sync::ThreadGroup group;
    for (std::size_t i = 0; i < radio.number; ++i)
        group.start(callers[i].name, [&radio, &heard, caller = callers[i], &result = results[i]] {
            for (int k = 1; k <= radio.calls; ++k) {
                heard.update(
                    [&](const std::string& before) { return before + (before.empty() ? "" : ",") + caller.sign; });
                sync::note(std::string(caller.name) + " calls, " + std::to_string(k));
                sync::sleepFor(radio.interval);
            }
            result = caller.sign;
        });
    group.joinAll();
    sync::outcome("order", heard.read());
    sync::outcome("results", joined(results));
}

const Promised takingTurns = {.outcome = "order=pd,hq,pd,hq,pd,hq results=pd,hq"};

/// The first calls come in the order of the tasks; after that any timer may fire first.
const std::vector<Promised> taskOrders = {
    {.outcome = "order=pd,hq,pd,pd,hq,hq results=pd,hq"}, {.outcome = "order=pd,hq,pd,hq,pd,hq results=pd,hq"},
    {.outcome = "order=pd,hq,pd,hq,hq,pd results=pd,hq"}, {.outcome = "order=pd,hq,hq,pd,pd,hq results=pd,hq"},
    {.outcome = "order=pd,hq,hq,pd,hq,pd results=pd,hq"}, {.outcome = "order=pd,hq,hq,hq,pd,pd results=pd,hq"}};

/// Threads may speak in any order.
const std::vector<Promised> threadOrders = {
    {.outcome = "order=pd,pd,pd,hq,hq,hq results=pd,hq"}, {.outcome = "order=pd,pd,hq,pd,hq,hq results=pd,hq"},
    {.outcome = "order=pd,pd,hq,hq,pd,hq results=pd,hq"}, {.outcome = "order=pd,pd,hq,hq,hq,pd results=pd,hq"},
    {.outcome = "order=pd,hq,pd,pd,hq,hq results=pd,hq"}, {.outcome = "order=pd,hq,pd,hq,pd,hq results=pd,hq"},
    {.outcome = "order=pd,hq,pd,hq,hq,pd results=pd,hq"}, {.outcome = "order=pd,hq,hq,pd,pd,hq results=pd,hq"},
    {.outcome = "order=pd,hq,hq,pd,hq,pd results=pd,hq"}, {.outcome = "order=pd,hq,hq,hq,pd,pd results=pd,hq"},
    {.outcome = "order=hq,pd,pd,pd,hq,hq results=pd,hq"}, {.outcome = "order=hq,pd,pd,hq,pd,hq results=pd,hq"},
    {.outcome = "order=hq,pd,pd,hq,hq,pd results=pd,hq"}, {.outcome = "order=hq,pd,hq,pd,pd,hq results=pd,hq"},
    {.outcome = "order=hq,pd,hq,pd,hq,pd results=pd,hq"}, {.outcome = "order=hq,pd,hq,hq,pd,pd results=pd,hq"},
    {.outcome = "order=hq,hq,pd,pd,pd,hq results=pd,hq"}, {.outcome = "order=hq,hq,pd,pd,hq,pd results=pd,hq"},
    {.outcome = "order=hq,hq,pd,hq,pd,pd results=pd,hq"}, {.outcome = "order=hq,hq,hq,pd,pd,pd results=pd,hq"}};

/// With time respected there are three rounds, one in each u.
const std::vector<Promised> threadRounds = {
    {.outcome = "order=pd,hq,pd,hq,pd,hq results=pd,hq"}, {.outcome = "order=pd,hq,pd,hq,hq,pd results=pd,hq"},
    {.outcome = "order=pd,hq,hq,pd,pd,hq results=pd,hq"}, {.outcome = "order=pd,hq,hq,pd,hq,pd results=pd,hq"},
    {.outcome = "order=hq,pd,pd,hq,pd,hq results=pd,hq"}, {.outcome = "order=hq,pd,pd,hq,hq,pd results=pd,hq"},
    {.outcome = "order=hq,pd,hq,pd,pd,hq results=pd,hq"}, {.outcome = "order=hq,pd,hq,pd,hq,pd results=pd,hq"}};

} // namespace

extern const Scenario gatherRadioCalls = {
    .id = "gather-radio-calls",
    .title = "Radio calls",
    .chapter = Chapter::Coroutines,
    .summary = "two callers, three calls each",
    .file = "core/scenarios/gather_radio_calls.cpp",
    .parameters = {{.id = "callers", .title = "Callers", .initial = 2, .minimum = 2, .maximum = callers.size()},
                   {.id = "calls", .title = "Calls", .initial = 3, .minimum = 1, .maximum = 10},
                   {.id = "interval", .title = "Interval", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants = {{.id = "gather",
                  .title = "Gather",
                  .mark = Mark::Fixed,
                  .promise = {.any = taskOrders,
                              .timed = {takingTurns},
                              .makespan = 3,
                              .note = "pd and headquarters alternate"},
                  .program = program<gatherAll>},
                 {.id = "sequential",
                  .title = "One await after the other",
                  .mark = Mark::Wasteful,
                  .promise = {.any = {{.outcome = "order=pd,pd,pd,hq,hq,hq results=pd,hq"}},
                              .makespan = 6,
                              .note = "a direct await runs nothing beside it"},
                  .program = program<oneAfterTheOther>},
                 {.id = "threads",
                  .title = "Threads",
                  .promise = {.any = threadOrders,
                              .timed = threadRounds,
                              .makespan = 3,
                              .note = "as fast, but who speaks first in each round is open"},
                  .program = threads},
                 {.id = "one-fails",
                  .title = "One fails",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = "order=pd,hq results=none"},
                                      {.outcome = "order=pd,hq,pd results=none"},
                                      {.outcome = "order=pd,hq,pd,pd results=none"}},
                              .timed = {{.outcome = "order=pd,hq,pd results=none"}},
                              .makespan = 1,
                              .note = "the failure comes at once; pd's result is lost, and pd is cancelled"},
                  .program = program<gatherFailing>},
                 {.id = "one-fails-collected",
                  .title = "One fails, and the failure is a result",
                  .mark = Mark::Fixed,
                  .promise = {.any = {{.outcome = "order=pd,hq,pd,pd results=pd,error"}},
                              .makespan = 3,
                              .note = "everybody comes to an end"},
                  .program = program<gatherSettled>},
                 {.id = "unequal-lengths",
                  .title = "Unequal lengths",
                  .promise = {.any = {{.outcome = "order=pd,hq,pd,pd results=pd,hq"}},
                              .makespan = 3,
                              .note = "headquarters is done first, and still comes second in the results"},
                  .program = program<gatherUnequal>}},
    .row = "A08",
    .before = {"thread-start-join"},
    .related = {"thread-start-join:join"},
};

} // namespace interleave::scenarios
