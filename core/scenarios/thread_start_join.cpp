// Starting threads and waiting for them.
//
// Main says that it begins, starts a few threads, and says that it ends. Each thread says that it begins, counts with a
// pause after each number, and says that it ends. What main does between the starts and its last line decides whether
// it waits, for whom, and when.
//
// Look for:  the line "main ends", and how many threads are still at work when it comes.
// Compare:   the variants `join` and `join-in-start-loop`: who waits where decides between 3 u and 6 u.
// Source:    A. D. Birrell, "An Introduction to Programming with Threads", DEC SRC Report 35 (1989), fork and join.

#include "core/scenarios/scenario.h"

#include "core/sync/kept.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <deque>
#include <stdexcept>
#include <string>

namespace interleave::scenarios {
namespace {

/// What the threads need: all of it lives as long as the run, because nobody has to wait for them.
struct Work
{
    int ticks;
    sync::Duration interval;
    sync::Shared<int> finished{"finished", 0};
};

void count(Work& work)
{
    sync::note("begins");
    for (int tick = 0; tick < work.ticks; ++tick) {
        sync::note(std::to_string(tick));
        sync::sleepFor(work.interval);
    }
    sync::note("ends");
    work.finished.fetchAdd(1);
}

/// The other way to give a thread its work: an object that can be called.
struct Counter
{
    Work& work;
    void operator()() const { count(work); }
};

using Threads = std::deque<sync::Thread>;

Work& mainBegins(const Parameters& parameters)
{
    sync::note("main begins");
    return sync::kept<Work>(parameters.whole("ticks"), parameters.units("interval"));
}

void mainEnds(Work& work)
{
    sync::outcome("finished", work.finished.read());
    sync::note("main ends");
}

template <typename Body>
Threads makeThreads(const Parameters& parameters, Body body, sync::ThreadOptions options = {})
{
    Threads threads;
    for (int i = 1; i <= parameters.whole("threads"); ++i)
        threads.emplace_back("thread " + std::to_string(i), body, options);
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

void startThenJoin(const Parameters& parameters)
{
    Work& work = mainBegins(parameters);
    Threads threads = makeThreads(parameters, [&work] { count(work); });
    startAll(threads);
    joinAll(threads);
    mainEnds(work);
}

void startOnly(const Parameters& parameters)
{
    Work& work = mainBegins(parameters);
    Threads threads = makeThreads(parameters, [&work] { count(work); });
    startAll(threads);
    mainEnds(work);
}

void callableObject(const Parameters& parameters)
{
    Work& work = mainBegins(parameters);
    Threads threads = makeThreads(parameters, Counter{work});
    startAll(threads);
    joinAll(threads);
    mainEnds(work);
}

void joinInStartLoop(const Parameters& parameters)
{
    Work& work = mainBegins(parameters);
    Threads threads = makeThreads(parameters, [&work] { count(work); });
    for (sync::Thread& thread : threads) {
        thread.start();
        thread.join();
    }
    mainEnds(work);
}

void calledInsteadOfStarted(const Parameters& parameters)
{
    Work& work = mainBegins(parameters);
    for (int i = 0; i < parameters.whole("threads"); ++i)
        count(work); // an ordinary call: it runs here, in main
    mainEnds(work);
}

void startTwice(const Parameters& parameters)
{
    Work& work = mainBegins(parameters);
    Threads threads = makeThreads(parameters, [&work] { count(work); });
    startAll(threads);
    threads.front().start();
    joinAll(threads);
    mainEnds(work);
}

/// What the destructor of a C++ thread does that nobody joined: the whole program ends at once, threads and all.
void forgotToJoin(const Parameters& parameters)
{
    Work& work = mainBegins(parameters);
    Threads threads = makeThreads(parameters, [&work] { count(work); }, {.isDaemon = true});
    startAll(threads);
    sync::note("main ends");
    throw std::logic_error("terminate: thread 1 was never joined");
}

} // namespace

extern const Scenario threadStartJoin = {
    .id = "thread-start-join",
    .title = "Start and join",
    .chapter = Chapter::Threads,
    .summary = "two threads count, main waits or not",
    .file = "core/scenarios/thread_start_join.cpp",
    .parameters = {{.id = "threads", .title = "Threads", .initial = 2, .minimum = 1, .maximum = 8},
                   {.id = "ticks", .title = "Ticks", .initial = 3, .minimum = 1, .maximum = 10},
                   {.id = "interval", .title = "Interval", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants =
        {{.id = "join",
          .title = "Start all, then join all",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = "finished=2"}}, .makespan = 3, .note = "main's last line comes last"},
          .program = startThenJoin},
         {.id = "no-join",
          .title = "Nobody waits",
          .promise = {.any = {{.outcome = "finished=0"}, {.outcome = "finished=1"}, {.outcome = "finished=2"}},
                      .timed = {{.outcome = "finished=0"}},
                      .makespan = 3,
                      .note = "main's last line may stand anywhere; the process still waits for both threads"},
          .program = startOnly},
         {.id = "callable-object",
          .title = "An object as the thread's work",
          .promise = {.any = {{.outcome = "finished=2"}}, .makespan = 3, .note = "the same as join"},
          .program = callableObject},
         {.id = "join-in-start-loop",
          .title = "Join inside the start loop",
          .mark = Mark::Wasteful,
          .promise = {.any = {{.outcome = "finished=2"}}, .makespan = 6, .note = "one thread after the other"},
          .program = joinInStartLoop},
         {.id = "start-called-as-run",
          .title = "The function called instead of started",
          .mark = Mark::Broken,
          .promise = {.any = {{.outcome = "finished=2"}}, .makespan = 6, .note = "no thread at all: main counts"},
          .program = calledInsteadOfStarted},
         {.id = "start-twice",
          .title = "Started twice",
          .mark = Mark::Broken,
          .promise = {.any = {{.findings = {trace::FindingKind::Misuse}, .outcome = "finished=2"}},
                      .makespan = 3,
                      .note = "the second start is an error and does nothing"},
          .program = startTwice},
         {.id = "forgot-to-join",
          .title = "C++ when nobody joins",
          .mark = Mark::Broken,
          .promise =
              {.any = {{trace::Ending::Failed, {trace::FindingKind::LaneFailed}},
                       {trace::Ending::Failed, {trace::FindingKind::LaneFailed, trace::FindingKind::KilledLane}}},
               .timed = {{trace::Ending::Failed, {trace::FindingKind::LaneFailed, trace::FindingKind::KilledLane}}},
               .makespan = 0,
               .note = "std::terminate, played: main fails and the threads are cut off"},
          .program = forgotToJoin}},
    .pictures = {{trace::PictureKind::Makespans, "How long"}},
    .row = "T01",
    .related = {"daemon-threads"},
};

} // namespace interleave::scenarios
