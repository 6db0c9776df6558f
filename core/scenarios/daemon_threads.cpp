// Threads that the program does not wait for.
//
// A process ends when its last thread that is no daemon has ended. Daemons are then cut off wherever they are: no
// farewell, no cleanup. t1 and t2 count like the threads of "Start and join"; which of them is a daemon is a parameter.
//
// Look for:  the red cap where a daemon was cut off, and what it never came to say.
// Compare:   the variants `one` and `daemon-longer`: with equal lengths the cut is easily overlooked.
// Source:    the daemon threads of Java and Python; "The Java Language Specification", section 12.8, Program Exit.

#include "core/scenarios/scenario.h"

#include "core/sync/kept.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <string>
#include <utility>

namespace interleave::scenarios {
namespace {

/// Daemons outlive what main has on its stack: they get copies.
struct Job
{
    std::string name;
    int ticks;
    sync::Duration interval;
};

void count(const Job& job)
{
    sync::note("begins");
    for (int tick = 0; tick < job.ticks; ++tick) {
        sync::note(std::to_string(tick));
        sync::outcome(job.name, tick + 1);
        sync::sleepFor(job.interval);
    }
    sync::note("ends");
}

/// A job with something to put in order at its end.
void countWithLog(const Job& job)
{
    sync::note("opens the log");
    sync::outcome("log", "open");
    count(job);
    sync::outcome("log", "closed");
    sync::note("closes the log");
}

Job jobOf(const Parameters& parameters, const std::string& name)
{
    return {name, parameters.whole(name + "-ticks"), parameters.units("interval")};
}

bool isDaemon(const Parameters& parameters, const std::string& name)
{
    const std::string daemon = parameters.word("daemon");
    return daemon == name || daemon == "both";
}

struct Threads
{
    sync::Thread t1;
    sync::Thread t2;
};

Threads startBoth(const Parameters& parameters, void (*bodyOfT1)(const Job&) = count)
{
    const Job job1 = jobOf(parameters, "t1");
    const Job job2 = jobOf(parameters, "t2");
    sync::note("main begins");
    sync::Thread t1{"t1", [=] { bodyOfT1(job1); }, {.isDaemon = isDaemon(parameters, "t1")}};
    sync::Thread t2{"t2", [=] { count(job2); }, {.isDaemon = isDaemon(parameters, "t2")}};
    t1.start();
    t2.start();
    return {std::move(t1), std::move(t2)};
}

void tail(const Parameters& parameters)
{
    if (parameters.units("main-tail") > sync::Duration::zero())
        sync::sleepFor(parameters.units("main-tail"));
    sync::note("main ends");
}

void program(const Parameters& parameters)
{
    startBoth(parameters);
    tail(parameters);
}

void joinTheDaemon(const Parameters& parameters)
{
    Threads threads = startBoth(parameters);
    threads.t1.join();
    threads.t2.join();
    tail(parameters);
}

void skippedCleanup(const Parameters& parameters)
{
    startBoth(parameters, countWithLog);
    tail(parameters);
}

void flagAfterStart(const Parameters& parameters)
{
    Threads threads = startBoth(parameters);
    threads.t1.setDaemon(true); // too late: it stays what it was
    tail(parameters);
}

void childInherits(const Parameters& parameters)
{
    const Job job = {"child", parameters.whole("t1-ticks"), parameters.units("interval")};
    sync::note("main begins");
    sync::Thread t1{"t1",
                    [job] {
                        sync::Thread child{"child", [job] { count(job); }};
                        child.start(); // a daemon like its parent
                    },
                    {.isDaemon = isDaemon(parameters, "t1")}};
    t1.start();
    tail(parameters);
}

constexpr auto completed = trace::Ending::Completed;

/// A run in which a daemon was cut off.
Promised cut(std::string_view outcome)
{
    return {completed, {trace::FindingKind::KilledLane}, outcome};
}

const std::vector<Promised> bothInAnyOrder = {cut(""),
                                              cut("t1=1"),
                                              cut("t1=2"),
                                              cut("t1=3"),
                                              cut("t2=1"),
                                              cut("t1=1 t2=1"),
                                              cut("t1=2 t2=1"),
                                              cut("t1=3 t2=1"),
                                              cut("t2=2"),
                                              cut("t1=1 t2=2"),
                                              cut("t1=2 t2=2"),
                                              cut("t1=3 t2=2"),
                                              cut("t2=3"),
                                              cut("t1=1 t2=3"),
                                              cut("t1=2 t2=3"),
                                              cut("t1=3 t2=3"),
                                              {.outcome = "t1=3 t2=3"}};

} // namespace

extern const Scenario daemonThreads = {
    .id = "daemon-threads",
    .title = "Daemon threads",
    .chapter = Chapter::Threads,
    .summary = "cut off with their process",
    .file = "core/scenarios/daemon_threads.cpp",
    .parameters = {{.id = "t1-ticks", .title = "Ticks of t1", .initial = 3, .minimum = 1, .maximum = 10},
                   {.id = "t2-ticks", .title = "Ticks of t2", .initial = 3, .minimum = 1, .maximum = 10},
                   {.id = "interval", .title = "Interval", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false},
                   {.id = "main-tail", .title = "Main goes on", .maximum = 10, .unit = "u", .isWhole = false},
                   {.id = "daemon", .title = "Daemon", .maximum = 3, .choices = {"none", "t1", "t2", "both"}}},
    .variants =
        {{.id = "none",
          .title = "No daemon",
          .promise = {.any = {{.outcome = "t1=3 t2=3"}}, .makespan = 3, .note = "all lines appear"},
          .program = program},
         {.id = "one",
          .title = "t1 is a daemon",
          .promise =
              {.any = {cut("t2=3"), cut("t1=1 t2=3"), cut("t1=2 t2=3"), cut("t1=3 t2=3"), {.outcome = "t1=3 t2=3"}},
               .timed = {cut("t1=3 t2=3"), {.outcome = "t1=3 t2=3"}},
               .makespan = 3,
               .note = "t2 always says everything; whether t1 comes to say that it ends is luck"},
          .program = program,
          .defaults = {{"daemon", 1}}},
         {.id = "both",
          .title = "Both are daemons",
          .promise = {.any = bothInAnyOrder,
                      .timed = {cut(""), cut("t1=1"), cut("t2=1"), cut("t1=1 t2=1")},
                      .makespan = 0,
                      .note = "the program ends with main's last line"},
          .program = program,
          .defaults = {{"daemon", 3}}},
         {.id = "daemon-longer",
          .title = "A daemon with more to do",
          .mark = Mark::Broken,
          .promise = {.any = {cut("t2=3"),
                              cut("t1=1 t2=3"),
                              cut("t1=2 t2=3"),
                              cut("t1=3 t2=3"),
                              cut("t1=4 t2=3"),
                              cut("t1=5 t2=3"),
                              cut("t1=6 t2=3"),
                              {.outcome = "t1=6 t2=3"}},
                      .timed = {cut("t1=3 t2=3"), cut("t1=4 t2=3")},
                      .makespan = 3,
                      .note = "t1 is cut after three or four of its six ticks"},
          .program = program,
          .defaults = {{"daemon", 1}, {"t1-ticks", 6}}},
         {.id = "main-keeps-working",
          .title = "Main goes on for a while",
          .promise = {.any = bothInAnyOrder,
                      .timed = {cut("t1=2 t2=2")},
                      .makespan = 1.5,
                      .note = "both daemons come to ticks 0 and 1"},
          .program = program,
          .defaults = {{"daemon", 3}, {"main-tail", 1.5}}},
         {.id = "join-the-daemon",
          .title = "Main joins the daemons",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = "t1=3 t2=3"}}, .makespan = 3, .note = "joining works for daemons too"},
          .program = joinTheDaemon,
          .defaults = {{"daemon", 3}}},
         {.id = "skipped-cleanup",
          .title = "A daemon with a log to close",
          .mark = Mark::Broken,
          .promise = {.any = {cut("t2=3"),
                              cut("log=open t2=3"),
                              cut("log=open t1=1 t2=3"),
                              cut("log=open t1=2 t2=3"),
                              cut("log=open t1=3 t2=3"),
                              cut("log=open t1=4 t2=3"),
                              cut("log=open t1=5 t2=3"),
                              cut("log=open t1=6 t2=3"),
                              cut("log=closed t1=6 t2=3"),
                              {.outcome = "log=closed t1=6 t2=3"}},
                      .timed = {cut("log=open t1=3 t2=3"), cut("log=open t1=4 t2=3")},
                      .makespan = 3,
                      .note = "the log stays open: a daemon that is cut off puts nothing in order"},
          .program = skippedCleanup,
          .defaults = {{"daemon", 1}, {"t1-ticks", 6}}},
         {.id = "flag-after-start",
          .title = "Made a daemon too late",
          .mark = Mark::Broken,
          .promise = {.any = {{completed, {trace::FindingKind::Misuse}, "t1=3 t2=3"}},
                      .makespan = 3,
                      .note = "the flag of a running thread cannot change"},
          .program = flagAfterStart},
         {.id = "child-inherits",
          .title = "A daemon's child",
          .promise = {.any = {cut(""), cut("child=1"), cut("child=2"), cut("child=3"), {.outcome = "child=3"}},
                      .timed = {cut("child=2")},
                      .makespan = 1.5,
                      .note = "what a daemon starts is a daemon"},
          .program = childInherits,
          .defaults = {{"daemon", 1}, {"main-tail", 1.5}}}},
    .row = "T02",
    .before = {"thread-start-join"},
    .related = {"thread-start-join:join"},
};

} // namespace interleave::scenarios
