// Who is there? A list of the living.
//
// Main asks before it starts its threads, while they are at work, and after it has joined them: how many lanes are
// alive, which of them is asking, and what are they called? The threads stay until main has asked, so that the answer
// in the middle is exact.
//
// Look for:  the three answers, and which lanes are drawn at these moments.
// Compare:   the variants `held` and `by-the-clock`: the same question with and without somebody who keeps the
//            threads there.
// Source:    the Python standard library, threading.active_count and threading.enumerate.

#include "core/scenarios/scenario.h"

#include "core/sync/event.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <deque>
#include <string>

namespace interleave::scenarios {
namespace {

using Threads = std::deque<sync::Thread>;

/// The lane that asks is the current one.
std::string current(const Threads& threads)
{
    for (const sync::Thread& thread : threads)
        if (thread.isCurrent())
            return thread.name();
    return "main";
}

/// Asks every thread in turn; main, who is none of them, is always there.
void sample(const std::string& moment, Threads& threads)
{
    int alive = 1;
    std::string names = "main";
    for (sync::Thread& thread : threads)
        if (thread.isAlive()) {
            ++alive;
            names += ", " + thread.name() + (thread.isDaemon() ? " (daemon)" : "");
        }
    sync::note(moment + ": " + std::to_string(alive) + " alive: " + names + "; asked by " + current(threads));
    sync::outcome(moment, alive);
    if (moment == "during")
        sync::outcome("current", current(threads));
}

template <typename Body>
Threads makeThreads(const Parameters& parameters, Body body)
{
    Threads threads;
    for (int i = 1; i <= parameters.whole("threads"); ++i)
        threads.emplace_back("thread " + std::to_string(i), body);
    return threads;
}

void startAll(Threads& threads)
{
    for (sync::Thread& thread : threads)
        thread.start();
}

void joinAll(Threads& threads)
{
    for (sync::Thread& thread : threads)
        thread.join();
}

/// The threads stay until they are told that they may go.
void held(const Parameters& parameters)
{
    sync::Event mayGo{"may go"};
    Threads threads = makeThreads(parameters, [&] { mayGo.wait(); });
    sample("before", threads);
    startAll(threads);
    sample("during", threads);
    mayGo.set();
    joinAll(threads);
    sample("joined", threads);
}

/// Nobody keeps them: main hopes that 1 u is in the middle of their 2 u.
void byTheClock(const Parameters& parameters)
{
    sync::Shared<int> gone{"gone", 0};
    Threads threads = makeThreads(parameters, [&] {
        sync::sleepFor(sync::units(2));
        gone.fetchAdd(1);
    });
    sample("before", threads);
    startAll(threads);
    sync::sleepFor(sync::units(1));
    sample("during", threads);
    joinAll(threads);
    sample("joined", threads);
}

/// A daemon is alive as any other lane; it is only not waited for.
void withDaemon(const Parameters& parameters)
{
    sync::Event mayGo{"may go"};
    Threads threads = makeThreads(parameters, [&] { mayGo.wait(); });
    threads.emplace_back(
        "watcher", [&] { mayGo.wait(); }, sync::ThreadOptions{.isDaemon = true});
    sample("before", threads);
    startAll(threads);
    sample("during", threads);
    mayGo.set();
    joinAll(threads);
    sample("joined", threads);
}

/// The question may come from anywhere. The reporter is started last, and finds itself in the list.
void askedByThread(const Parameters& parameters)
{
    sync::Event mayGo{"may go"};
    Threads threads = makeThreads(parameters, [&] { mayGo.wait(); });
    threads.emplace_back("reporter", [&] {
        sample("during", threads);
        mayGo.set();
    });
    sample("before", threads);
    startAll(threads);
    joinAll(threads);
    sample("joined", threads);
}

} // namespace

extern const Scenario threadRegistry = {
    .id = "thread-registry",
    .title = "Who is there?",
    .chapter = Chapter::Threads,
    .summary = "the list of the living, three times",
    .file = "core/scenarios/thread_registry.cpp",
    .parameters = {{.id = "threads", .title = "Threads", .initial = 2, .minimum = 0, .maximum = 8}},
    .variants =
        {{.id = "held",
          .title = "They stay until main has asked",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = "before=1 current=main during=3 joined=1"}},
                      .makespan = 0,
                      .note = "1, 3, 1"},
          .program = held},
         {.id = "by-the-clock",
          .title = "Asked after 1 u",
          .promise = {.any = {{.outcome = "before=1 current=main during=3 joined=1"},
                              {.outcome = "before=1 current=main during=2 joined=1"},
                              {.outcome = "before=1 current=main during=1 joined=1"}},
                      .timed = {{.outcome = "before=1 current=main during=3 joined=1"}},
                      .makespan = 2,
                      .note = "a sleep is no promise: with time ignored they may be gone"},
          .program = byTheClock},
         {.id = "daemon-too",
          .title = "A daemon among them",
          .promise = {.any = {{.outcome = "before=1 current=main during=4 joined=1"}},
                      .makespan = 0,
                      .note = "it is listed too"},
          .program = withDaemon},
         {.id = "asked-by-a-thread",
          .title = "A thread asks",
          .promise = {.any = {{.outcome = "before=1 current=reporter during=4 joined=1"}},
                      .makespan = 0,
                      .note = "the same list, and the reporter itself: another current lane"},
          .program = askedByThread}},
    .row = "T05",
    .before = {"thread-start-join", "daemon-threads"},
};

} // namespace interleave::scenarios
