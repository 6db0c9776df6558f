// What a process, a thread and a coroutine cost.
//
// The same small job is done by a number of processes, of threads, and of coroutines. Main takes
// the time from the first start to the last end. In another variant two of a kind hand the turn to each other.
//
// Look for:  main's notes in a Live run, where a clock goes; and how long each lane lives beside how little it does.
// Compare:   the variants `creation` and `ping-pong`: being made, and being switched to.
// Source:    D. Kegel, "The C10K problem" (1999).

#include "core/scenarios/scenario.h"

#include "core/async/event_loop.h"
#include "core/async/sleep.h"
#include "core/async/task.h"
#include "core/process/process.h"
#include "core/sync/atomic.h"
#include "core/sync/latch.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/semaphore.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <deque>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

using process::Process;

struct Count
{
    sync::Atomic<int> processes{"processes", 0};
    sync::Atomic<int> threads{"threads", 0};
    sync::Atomic<int> coroutines{"coroutines", 0};
};

void tellTime(const std::string& what, sync::Duration since)
{
    const auto microseconds = (sync::now() - since).count() / 1000;
    sync::note(what + ": " + std::to_string(microseconds) + " millionths of a u");
}

/// A child cannot reach main's counter: that it ran is what its status says.
int doNothing(const std::vector<std::string>&)
{
    return 0;
}

void makeProcesses(Count& count, int number)
{
    const sync::Duration begin = sync::now();
    std::deque<Process> children;
    for (int i = 1; i <= number; ++i)
        children.emplace_back("process " + std::to_string(i), "unit-costs/nothing");
    for (Process& child : children)
        child.start();
    for (Process& child : children)
        if (child.join() == 0)
            count.processes.fetchAdd(1);
    tellTime("processes", begin);
}

void makeThreads(Count& count, int number)
{
    const sync::Duration begin = sync::now();
    sync::ThreadGroup threads;
    for (int i = 1; i <= number; ++i)
        threads.start("thread " + std::to_string(i), [&count] { count.threads.fetchAdd(1); });
    threads.joinAll();
    tellTime("threads", begin);
}

async::Task<> addOne(Count& count)
{
    count.coroutines.fetchAdd(1);
    co_return;
}

async::Task<> addAll(Count& count, int number)
{
    std::vector<async::TaskHandle<>> tasks;
    for (int i = 1; i <= number; ++i)
        tasks.push_back(async::createTask("coroutine " + std::to_string(i), addOne(count)));
    for (const async::TaskHandle<>& task : tasks)
        co_await task;
}

void makeCoroutines(Count& count, int number)
{
    const sync::Duration begin = sync::now();
    async::EventLoop loop{"loop"};
    loop.run(addAll(count, number), "main task");
    tellTime("coroutines", begin);
}

void creation(const Parameters& parameters)
{
    Count count;
    makeProcesses(count, parameters.whole("processes"));
    makeThreads(count, parameters.whole("threads"));
    makeCoroutines(count, parameters.whole("coroutines"));
    sync::outcome("coroutines", count.coroutines.read());
    sync::outcome("processes", count.processes.read());
    sync::outcome("threads", count.threads.read());
}

void pingPongThreads(Count& count, int rounds)
{
    const sync::Duration begin = sync::now();
    sync::Semaphore ping{"ping", 1};
    sync::Semaphore pong{"pong", 0};
    const auto play = [&](sync::Semaphore& mine, sync::Semaphore& theirs) {
        for (int i = 0; i < rounds; ++i) {
            mine.acquire();
            count.threads.fetchAdd(1);
            theirs.release();
        }
    };
    sync::ThreadGroup players;
    players.start("thread 1", [&] { play(ping, pong); });
    players.start("thread 2", [&] { play(pong, ping); });
    players.joinAll();
    tellTime("threads", begin);
}

async::Task<> playAsync(Count& count, int rounds)
{
    for (int i = 0; i < rounds; ++i) {
        count.coroutines.fetchAdd(1);
        co_await async::yieldNow(); // the other one's turn
    }
}

async::Task<> playBoth(Count& count, int rounds)
{
    const auto one = async::createTask("coroutine 1", playAsync(count, rounds));
    const auto two = async::createTask("coroutine 2", playAsync(count, rounds));
    co_await one;
    co_await two;
}

void pingPong(const Parameters& parameters)
{
    Count count;
    pingPongThreads(count, parameters.whole("ping-pongs"));
    const sync::Duration begin = sync::now();
    async::EventLoop loop{"loop"};
    loop.run(playBoth(count, parameters.whole("ping-pongs")), "main task");
    tellTime("coroutines", begin);
    sync::outcome("coroutines", count.coroutines.read());
    sync::outcome("threads", count.threads.read());
}

/// All of them are there at the same time, each with what it holds: a thread its stack, a coroutine its frame.
void held(const Parameters& parameters)
{
    Count count;
    const int number = parameters.whole("threads");
    sync::Latch all{"all there", number};
    sync::ThreadGroup threads;
    for (int i = 1; i <= number; ++i)
        threads.start("thread " + std::to_string(i), [&] {
            count.threads.fetchAdd(1);
            all.arriveAndWait();
        });
    threads.joinAll();
    makeCoroutines(count, parameters.whole("coroutines"));
    sync::outcome("coroutines", count.coroutines.read());
    sync::outcome("threads", count.threads.read());
}

} // namespace

extern const Scenario unitCosts = {
    .id = "unit-costs",
    .title = "What a unit costs",
    .chapter = Chapter::Foundations,
    .summary = "processes, threads and coroutines",
    .file = "core/scenarios/unit_costs.cpp",
    .parameters = {{.id = "processes", .title = "Processes", .initial = 2, .minimum = 1, .maximum = 100},
                   {.id = "threads", .title = "Threads", .initial = 4, .minimum = 1, .maximum = 1000},
                   {.id = "coroutines", .title = "Coroutines", .initial = 8, .minimum = 1, .maximum = 10000},
                   {.id = "ping-pongs", .title = "Turns each", .initial = 10, .minimum = 1, .maximum = 10000}},
    .variants = {{.id = "creation",
                  .title = "All three kinds made",
                  .promise = {.any = {{.outcome = "coroutines=8 processes=2 threads=4"}},
                              .makespan = 0,
                              .note = "every unit ran exactly once; what it cost is measured, not promised"},
                  .program = creation},
                 {.id = "ping-pong",
                  .title = "Two of a kind in turns",
                  .promise = {.any = {{.outcome = "coroutines=20 threads=20"}},
                              .makespan = 0,
                              .note = "every turn was taken"},
                  .program = pingPong},
                 {.id = "held",
                  .title = "All there at once",
                  .promise = {.any = {{.outcome = "coroutines=8 threads=4"}},
                              .makespan = 0,
                              .note = "nobody leaves before everybody is there"},
                  .program = held}},
    .roles = {{"unit-costs/nothing", doNothing}},
    .row = "F05",
    .before = {"thread-start-join"},
    .related = {"process-pipe-hello", "gather-radio-calls"},
};

} // namespace interleave::scenarios
