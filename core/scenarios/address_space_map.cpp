// What belongs to whom.
//
// A few workers each add one to a global counter, and to a local one of their own. Threads and coroutines live in the
// process that made them and share its globals. A child process begins with a copy: it counts there, and nobody else
// ever sees it, unless it says so, or the counter lies in a piece of memory that was given to all of them.
//
// Look for:  how many counters called `global` there are, and which lanes touch each of them.
// Compare:   the variants `threads` and `processes`: main finds 3, or 0. In `processes-report` it is told, in
//            `shared-memory` it sees.
// Source:    A. S. Tanenbaum, H. Bos, "Modern Operating Systems" (4th ed. 2015), sections 2.1 and 2.2.

#include "core/scenarios/scenario.h"

#include "core/async/event_loop.h"
#include "core/async/sleep.h"
#include "core/async/task.h"
#include "core/process/process.h"
#include "core/process/process_queue.h"
#include "core/process/shared_value.h"
#include "core/sync/atomic.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace interleave::scenarios {
namespace {

using process::Process;
using process::ProcessQueue;
using process::SharedValue;
using Arguments = std::vector<std::string>;

/// Everybody in this process sees it.
using Global = sync::Atomic<int>;

/// `local` stands on the worker's own stack: there is one for each.
template <typename Counter>
void count(Counter& global, const std::string& number, int increments)
{
    sync::Shared<int> local{"local " + number, 0};
    for (int i = 0; i < increments; ++i) {
        global.fetchAdd(1);
        local.fetchAdd(1);
    }
    sync::outcome("local-" + number, local.read());
}

template <typename Counter>
void mainLooks(Counter& global)
{
    sync::note("main sees " + std::to_string(global.read()));
    sync::outcome("global", global.read());
}

void threads(const Parameters& parameters)
{
    Global global{"global", 0};
    sync::ThreadGroup workers;
    for (int i = 1; i <= parameters.whole("workers"); ++i)
        workers.start("worker " + std::to_string(i), [&global, &parameters, number = std::to_string(i)] {
            count(global, number, parameters.whole("increments"));
        });
    workers.joinAll();
    mainLooks(global);
}

async::Task<> countAsync(Global& global, std::string number, int increments)
{
    sync::Shared<int> local{"local " + number, 0}; // in the coroutine's frame
    for (int i = 0; i < increments; ++i) {
        global.fetchAdd(1);
        local.fetchAdd(1);
        co_await async::yieldNow();
    }
    sync::outcome("local-" + number, local.read());
}

async::Task<> startTasks(Global& global, int workers, int increments)
{
    std::vector<async::TaskHandle<>> tasks;
    for (int i = 1; i <= workers; ++i)
        tasks.push_back(
            async::createTask("worker " + std::to_string(i), countAsync(global, std::to_string(i), increments)));
    for (const async::TaskHandle<>& task : tasks)
        co_await task;
}

void coroutines(const Parameters& parameters)
{
    Global global{"global", 0};
    async::EventLoop loop{"loop"};
    loop.run(startTasks(global, parameters.whole("workers"), parameters.whole("increments")), "main");
    mainLooks(global);
}

/// A child has a global of the same name, in its own memory.
int countInChild(const Arguments& arguments)
{
    Global global{"global", 0};
    count(global, arguments[0], std::stoi(arguments[1]));
    sync::outcome("child-" + arguments[0], global.read());
    return 0;
}

/// The same, and tells the parent what it found.
int countAndReport(const Arguments& arguments)
{
    Global global{"global", 0};
    count(global, arguments[0], std::stoi(arguments[1]));
    ProcessQueue<int>::fromArgument(arguments[2]).put(global.read());
    return 0;
}

void processes(const Parameters& parameters)
{
    Global global{"global", 0};
    std::deque<Process> children;
    for (int i = 1; i <= parameters.whole("workers"); ++i)
        children.emplace_back("worker " + std::to_string(i), "address-space-map/count",
                              Arguments{std::to_string(i), std::to_string(parameters.whole("increments"))});
    for (Process& child : children)
        child.start();
    for (Process& child : children)
        child.join();
    mainLooks(global);
}

void processesThatReport(const Parameters& parameters)
{
    Global global{"global", 0};
    const ProcessQueue<int> counts{"counts"};
    std::deque<Process> children;
    for (int i = 1; i <= parameters.whole("workers"); ++i)
        children.emplace_back(
            "worker " + std::to_string(i), "address-space-map/report",
            Arguments{std::to_string(i), std::to_string(parameters.whole("increments")), counts.argument()},
            process::ProcessOptions{.inherits = {counts}});
    for (Process& child : children)
        child.start();
    for (std::size_t i = 0; i < children.size(); ++i)
        global.fetchAdd(counts.get());
    for (Process& child : children)
        child.join();
    mainLooks(global);
}

/// The counter is no copy: it lies where every process that was told about it can reach it.
int countInSharedMemory(const Arguments& arguments)
{
    SharedValue global = SharedValue::fromArgument(arguments[2]);
    count(global, arguments[0], std::stoi(arguments[1]));
    return 0;
}

void sharedMemory(const Parameters& parameters)
{
    SharedValue global{"global", 0};
    std::deque<Process> children;
    for (int i = 1; i <= parameters.whole("workers"); ++i)
        children.emplace_back(
            "worker " + std::to_string(i), "address-space-map/shared",
            Arguments{std::to_string(i), std::to_string(parameters.whole("increments")), global.argument()});
    for (Process& child : children)
        child.start();
    for (Process& child : children)
        child.join();
    mainLooks(global);
}

const Promised everySum = {.outcome = "global=3 local-1=1 local-2=1 local-3=1"};

const Promised apart = {.outcome = "child-1=1 child-2=1 child-3=1 global=0 local-1=1 local-2=1 local-3=1"};

} // namespace

extern const Scenario addressSpaceMap = {
    .id = "address-space-map",
    .title = "What belongs to whom",
    .chapter = Chapter::Foundations,
    .summary = "globals and locals of three workers",
    .file = "core/scenarios/address_space_map.cpp",
    .parameters = {{.id = "workers", .title = "Workers", .initial = 3, .minimum = 1, .maximum = 8},
                   {.id = "increments", .title = "Increments", .initial = 1, .minimum = 1, .maximum = 100}},
    .variants = {{.id = "threads",
                  .title = "Threads",
                  .promise = {.any = {everySum}, .makespan = 0, .note = "one global for all, a local for each"},
                  .program = threads},
                 {.id = "processes",
                  .title = "Processes",
                  .promise = {.any = {apart},
                              .makespan = 0,
                              .note = "every child counts in a global of its own; main's stays 0"},
                  .program = processes},
                 {.id = "processes-report",
                  .title = "Processes that send what they counted",
                  .promise = {.any = {everySum}, .makespan = 0, .note = "what is to be known elsewhere is sent"},
                  .program = processesThatReport},
                 {.id = "shared-memory",
                  .title = "Processes with shared memory",
                  .promise = {.any = {everySum}, .makespan = 0, .note = "one counter that every process reaches"},
                  .program = sharedMemory},
                 {.id = "coroutines",
                  .title = "Coroutines",
                  .promise = {.any = {everySum}, .makespan = 0, .note = "as with threads, on one of them"},
                  .program = coroutines}},
    .roles = {{"address-space-map/count", countInChild}, {"address-space-map/report", countAndReport},
              {"address-space-map/shared", countInSharedMemory}},
    .pictures = {{trace::PictureKind::AddressSpaces, "Memory"}},
    .row = "F06",
    .before = {"thread-start-join"},
    .related = {"process-pipe-hello", "lost-update-counter"},
};

} // namespace interleave::scenarios
