// What a process, a thread and a coroutine cost.
//
// All three can do the same small job. Main makes a number of each and takes the time; hands the turn back and forth with one
// of each; and has all of a kind wait at the same time, to see what memory they hold.
//
// Look for:  main's notes in a Live run, "creating a thread = 41.2 µs": they are the costs.
// Compare:   the variants `creation`, `ping-pong` and `held`: being made, being switched to, and being there.
// Source:    D. Kegel, "The C10K problem" (1999).

#include "core/scenarios/scenario.h"

#include "core/async/event_loop.h"
#include "core/async/sleep.h"
#include "core/async/task.h"
#include "core/process/connection.h"
#include "core/process/process.h"
#include "core/sync/atomic.h"
#include "core/sync/event.h"
#include "core/sync/latch.h"
#include "core/sync/measure.h"
#include "core/sync/outcome.h"
#include "core/sync/semaphore.h"
#include "core/sync/thread.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

using process::Connection;
using process::Duplex;
using process::Process;
using Arguments = std::vector<std::string>;
using Cost = std::optional<double>; // none where nothing can be measured

Cost each(Cost all, int number)
{
    return all ? Cost(*all / number) : Cost();
}

Cost growth(Cost before, Cost after)
{
    return before && after ? Cost(*after - *before) : Cost();
}

std::string numbered(const char* name, int number)
{
    return name + (" " + std::to_string(number));
}

// ---- Being made: from the first start to the last end.

/// A child cannot reach main's counter: that it ran is what its status says.
int doNothing(const Arguments&)
{
    return 0;
}

bool makeProcesses(int number)
{
    int ran = 0;
    const sync::Stopwatch watch;
    std::deque<Process> children;
    for (int i = 1; i <= number; ++i)
        children.emplace_back(numbered("process", i), "unit-costs/nothing").start();
    for (Process& child : children)
        ran += child.join() == 0 ? 1 : 0;
    sync::measured("creating a process", each(watch.microseconds(), number), "µs");
    return ran == number;
}

bool makeThreads(int number)
{
    sync::Atomic<int> ran{"threads", 0};
    const sync::Stopwatch watch;
    sync::ThreadGroup threads;
    for (int i = 1; i <= number; ++i)
        threads.start(numbered("thread", i), [&ran] { ran.fetchAdd(1); });
    threads.joinAll();
    sync::measured("creating a thread", each(watch.microseconds(), number), "µs");
    return ran.read() == number;
}

async::Task<> countOne(sync::Atomic<int>& ran)
{
    ran.fetchAdd(1);
    co_return;
}

async::Task<> countAll(sync::Atomic<int>& ran, int number)
{
    const sync::Stopwatch watch;
    std::vector<async::TaskHandle<>> tasks;
    for (int i = 1; i <= number; ++i)
        tasks.push_back(async::createTask(numbered("coroutine", i), countOne(ran)));
    for (const async::TaskHandle<>& task : tasks)
        co_await task;
    sync::measured("creating a coroutine", each(watch.microseconds(), number), "µs");
}

bool makeCoroutines(int number)
{
    sync::Atomic<int> ran{"coroutines", 0};
    async::run(countAll(ran, number));
    return ran.read() == number;
}

// ---- Being switched to: main and another one in turns. The time starts when the other one is there.

int sendBack(const Arguments& arguments)
{
    const Connection line = Connection::fromArgument(arguments[0]);
    line.send("here");
    for (int left = std::stoi(arguments[1]); left > 0; --left)
        line.send(line.receive());
    return 0;
}

bool playWithProcess(int rounds)
{
    const auto [ours, theirs] = process::makePipe(Duplex::Yes, "line");
    Process other{"pong process", "unit-costs/send-back", {theirs.argument(), std::to_string(rounds)}, {.inherits = {theirs}}};
    other.start();
    theirs.close();
    ours.receive();
    int turns = 0;
    const sync::Stopwatch watch;
    for (int i = 0; i < rounds; ++i) {
        ours.send("your turn");
        turns += ours.receive() == "your turn" ? 2 : 0;
    }
    sync::measured("switching processes", each(watch.microseconds(), 2 * rounds), "µs");
    return other.join() == 0 && turns == 2 * rounds;
}

bool playWithThread(int rounds)
{
    sync::Semaphore ping{"ping", 0};
    sync::Semaphore pong{"pong", 0};
    int turns = 0; // of the one whose turn it is
    sync::Thread other{"pong thread", [&] {
                           pong.release();
                           for (int i = 0; i < rounds; ++i) {
                               ping.acquire();
                               ++turns;
                               pong.release();
                           }
                       }};
    other.start();
    pong.acquire();
    const sync::Stopwatch watch;
    for (int i = 0; i < rounds; ++i) {
        ++turns;
        ping.release();
        pong.acquire();
    }
    sync::measured("switching threads", each(watch.microseconds(), 2 * rounds), "µs");
    other.join();
    return turns == 2 * rounds;
}

async::Task<> takeTurns(int rounds, int& turns)
{
    for (int i = 0; i < rounds; ++i) {
        co_await async::yieldNow(); // the other one's turn
        ++turns;
    }
}

async::Task<> playBoth(int rounds, int& turns)
{
    const auto other = async::createTask("pong coroutine", takeTurns(rounds, turns));
    co_await async::yieldNow();
    const sync::Stopwatch watch;
    co_await takeTurns(rounds, turns);
    sync::measured("switching coroutines", each(watch.microseconds(), 2 * rounds), "µs");
    co_await other;
}

bool playWithCoroutine(int rounds)
{
    int turns = 0;
    async::run(playBoth(rounds, turns));
    return turns == 2 * rounds;
}

// ---- Being there: all at the same time, none of them doing anything.

int waitForWord(const Arguments& arguments)
{
    const Connection line = Connection::fromArgument(arguments[0]);
    line.send("here");
    line.receive();
    return 0;
}

bool holdProcesses(int number)
{
    const auto [ours, theirs] = process::makePipe(Duplex::Yes, "line");
    std::deque<Process> children;
    for (int i = 1; i <= number; ++i)
        children
            .emplace_back(numbered("waiting process", i), "unit-costs/wait", Arguments{theirs.argument()},
                          process::ProcessOptions{.inherits = {theirs}})
            .start();
    for (int i = 0; i < number; ++i)
        ours.receive();
    Cost memory = 0;
    for (const Process& child : children)
        if (const Cost own = sync::ownMemory(child.pid()); own && memory)
            *memory += *own;
        else
            memory.reset();
    sync::measured("memory of a process", each(memory, number), "KiB");
    for (int i = 0; i < number; ++i)
        ours.send("go");
    int ran = 0;
    for (Process& child : children)
        ran += child.join() == 0 ? 1 : 0;
    return ran == number;
}

bool holdThreads(int number)
{
    sync::Atomic<int> ran{"threads", 0};
    sync::Latch here{"all there", number};
    sync::Event go{"go"};
    const Cost before = sync::ownMemory();
    sync::ThreadGroup threads;
    for (int i = 1; i <= number; ++i)
        threads.start(numbered("waiting thread", i), [&] {
            ran.fetchAdd(1);
            here.countDown();
            go.wait();
        });
    here.wait();
    sync::measured("memory of a thread", each(growth(before, sync::ownMemory()), number), "KiB");
    go.set();
    threads.joinAll();
    return ran.read() == number;
}

/// Begins, and waits until everybody else has begun.
async::Task<> waitForTurn(sync::Atomic<int>& ran)
{
    ran.fetchAdd(1);
    co_await async::yieldNow();
}

async::Task<> holdAll(sync::Atomic<int>& ran, int number)
{
    const Cost before = sync::ownMemory();
    std::vector<async::TaskHandle<>> tasks;
    for (int i = 1; i <= number; ++i)
        tasks.push_back(async::createTask(numbered("waiting coroutine", i), waitForTurn(ran)));
    co_await async::yieldNow(); // all of them have begun then, and none has ended
    sync::measured("memory of a coroutine", each(growth(before, sync::ownMemory()), number), "KiB");
    for (const async::TaskHandle<>& task : tasks)
        co_await task;
}

bool holdCoroutines(int number)
{
    sync::Atomic<int> ran{"coroutines", 0};
    async::run(holdAll(ran, number));
    return ran.read() == number;
}

// ---- The variants.

void report(const char* kind, bool isWhole)
{
    sync::outcome(kind, isWhole ? "all" : "some");
}

void creation(const Parameters& parameters)
{
    report("processes", makeProcesses(parameters.whole("processes")));
    report("threads", makeThreads(parameters.whole("threads")));
    report("coroutines", makeCoroutines(parameters.whole("coroutines")));
}

void pingPong(const Parameters& parameters)
{
    const int rounds = parameters.whole("ping-pongs");
    report("processes", playWithProcess(rounds));
    report("threads", playWithThread(rounds));
    report("coroutines", playWithCoroutine(rounds));
}

void held(const Parameters& parameters)
{
    report("processes", holdProcesses(parameters.whole("processes")));
    report("threads", holdThreads(parameters.whole("threads")));
    report("coroutines", holdCoroutines(parameters.whole("coroutines")));
}

void sideBySide(const Parameters& parameters)
{
    // Being there comes first: memory that others gave back would hide what somebody needs.
    const int rounds = parameters.whole("ping-pongs");
    const int processes = parameters.whole("processes");
    report("processes", holdProcesses(processes) && makeProcesses(processes) && playWithProcess(rounds));
    const int threads = parameters.whole("threads");
    report("threads", holdThreads(threads) && makeThreads(threads) && playWithThread(rounds));
    const int coroutines = parameters.whole("coroutines");
    report("coroutines", holdCoroutines(coroutines) && makeCoroutines(coroutines) && playWithCoroutine(rounds));
}

const Promised everybody = {.outcome = "coroutines=all processes=all threads=all"};

} // namespace

extern const Scenario unitCosts = {
    .id = "unit-costs",
    .title = "What a unit costs",
    .chapter = Chapter::Foundations,
    .summary = "processes, threads and coroutines",
    .file = "core/scenarios/unit_costs.cpp",
    .parameters = {{.id = "processes", .title = "Processes", .initial = 20, .minimum = 1, .maximum = 100},
                   {.id = "threads", .title = "Threads", .initial = 200, .minimum = 1, .maximum = 1000},
                   {.id = "coroutines", .title = "Coroutines", .initial = 10000, .minimum = 1, .maximum = 1'000'000},
                   {.id = "ping-pongs",
                    .title = "Rounds",
                    .initial = 10000,
                    .minimum = 1,
                    .maximum = 100'000,
                    .hint = "how often the turn goes there and back"}},
    .variants = {{.id = "creation",
                  .title = "Being made",
                  .promise = {.any = {everybody},
                              .makespan = 0,
                              .note = "every unit ran exactly once; what it cost is measured, not promised",
                              .explored = {{"processes", 2}, {"threads", 2}, {"coroutines", 4}}},
                  .program = creation},
                 {.id = "ping-pong",
                  .title = "Being switched to",
                  .promise = {.any = {everybody},
                              .makespan = 0,
                              .note = "every turn was taken",
                              .explored = {{"ping-pongs", 2}}},
                  .program = pingPong},
                 {.id = "held",
                  .title = "Being there",
                  .promise = {.any = {everybody},
                              .makespan = 0,
                              .note = "nobody leaves before everybody is there",
                              .explored = {{"processes", 2}, {"threads", 2}, {"coroutines", 4}}},
                  .program = held},
                 {.id = "side-by-side",
                  .title = "All three side by side",
                  .promise = {.any = {everybody},
                              .makespan = 0,
                              .note = "nine costs in one run; fewer of each, so that all of it can be seen",
                              .explored = {{"processes", 1}, {"threads", 1}, {"coroutines", 2}, {"ping-pongs", 1}}},
                  .program = sideBySide,
                  .defaults = {{"processes", 5}, {"threads", 20}, {"coroutines", 200}, {"ping-pongs", 1000}}}},
    .roles = {{"unit-costs/nothing", doNothing}, {"unit-costs/send-back", sendBack}, {"unit-costs/wait", waitForWord}},
    .pictures = {{.kind = trace::PictureKind::Bars, .title = "Costs"}},
    .row = "F05",
    .before = {"thread-start-join"},
    .related = {"process-pipe-hello", "gather-radio-calls"},
};

} // namespace interleave::scenarios
