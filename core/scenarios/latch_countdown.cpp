// A start gun, and a count of those who are still running.
//
// Three runners wait at the line for the gun: a latch of one. Main waits at the finish for all of them: a latch of
// three. Nobody runs before the gun, and main goes on when the last one has come in. A latch opens once and stays
// open.
//
// Look for:  both latches, one that opens for many, one that many open.
// Compare:   the variants `race` and `one-falls`: what if somebody never counts down?
// Source:    ISO C++, [thread.latch]; B. Goetz and others, "Java Concurrency in Practice" (2006), section 5.5.1.

#include "core/scenarios/scenario.h"

#include "core/sync/atomic.h"
#include "core/sync/latch.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <string>

namespace interleave::scenarios {
namespace {

struct Track
{
    int runners;
    sync::Duration length;
    sync::Latch gun{"gun", 1};
    sync::Latch running{"still running", runners};
    sync::Atomic<int> finished{"finished", 0};
};

/// From the gun to the finish.
void run(Track& track)
{
    track.gun.wait();
    sync::note("runs");
    sync::sleepFor(track.length);
    track.finished.fetchAdd(1);
    sync::note("is in");
}

void runAndCount(Track& track)
{
    run(track);
    track.running.countDown();
}

template <typename Runner>
void line(Track& track, sync::ThreadGroup& group, Runner runner)
{
    for (int i = 1; i <= track.runners; ++i)
        group.start("runner " + std::to_string(i), [&track, runner, i] { runner(track, i); });
}

void fire(Track& track)
{
    sync::sleepFor(sync::units(1));
    sync::note("fires");
    track.gun.countDown();
}

void race(const Parameters& parameters)
{
    Track track{parameters.whole("runners"), parameters.units("length")};
    sync::ThreadGroup group;
    line(track, group, [](Track& all, int) { runAndCount(all); });
    fire(track);
    track.running.wait();
    sync::note("all are in");
    sync::outcome("in", track.finished.read());
    group.joinAll();
}

/// The gun goes off before anybody is there. It stays open, so nobody is too late.
void firedEarly(const Parameters& parameters)
{
    Track track{parameters.whole("runners"), parameters.units("length")};
    fire(track);
    sync::ThreadGroup group;
    line(track, group, [](Track& all, int) { runAndCount(all); });
    track.running.wait();
    sync::outcome("in", track.finished.read());
    group.joinAll();
}

/// The first runner falls and never comes in.
void fallOrRun(Track& track, int number)
{
    if (number > 1)
        return runAndCount(track);
    track.gun.wait();
    sync::note("falls");
}

void oneFalls(const Parameters& parameters)
{
    Track track{parameters.whole("runners"), parameters.units("length")};
    sync::ThreadGroup group;
    line(track, group, fallOrRun);
    fire(track);
    track.running.wait();
    sync::outcome("in", track.finished.read());
    group.joinAll();
}

void oneFallsWithPatience(const Parameters& parameters)
{
    Track track{parameters.whole("runners"), parameters.units("length")};
    sync::ThreadGroup group;
    line(track, group, fallOrRun);
    fire(track);
    const bool areAllIn = track.running.waitFor(track.length + sync::units(1));
    sync::note(areAllIn ? "all are in" : "somebody is missing");
    group.joinAll();
    sync::outcome("all-in", areAllIn ? "yes" : "no");
    sync::outcome("in", track.finished.read());
}

/// The first runner counts down twice: main is let through too early, and the last count is one too many.
void countedTwice(const Parameters& parameters)
{
    Track track{parameters.whole("runners"), parameters.units("length")};
    sync::ThreadGroup group;
    line(track, group, [](Track& all, int number) {
        runAndCount(all);
        if (number == 1)
            all.running.countDown();
    });
    fire(track);
    track.running.wait();
    sync::outcome("in", track.finished.read());
    group.joinAll();
}

const Promised allIn = {.outcome = "in=3"};
constexpr auto completed = trace::Ending::Completed;
constexpr auto misuse = trace::FindingKind::Misuse;

} // namespace

extern const Scenario latchCountdown = {
    .id = "latch-countdown",
    .title = "On your marks",
    .chapter = Chapter::SemaphoresAndEvents,
    .summary = "a gun for all, a count of all",
    .file = "core/scenarios/latch_countdown.cpp",
    .parameters = {{.id = "runners", .title = "Runners", .initial = 3, .minimum = 1, .maximum = 8},
                   {.id = "length", .title = "Length", .initial = 2, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants =
        {{.id = "race",
          .title = "The race",
          .mark = Mark::Fixed,
          .promise = {.any = {allIn}, .makespan = 3, .note = "nobody before the gun, and main after the last"},
          .program = race},
         {.id = "fired-early",
          .title = "The gun before the runners",
          .mark = Mark::Fixed,
          .promise = {.any = {allIn}, .makespan = 3, .note = "a latch that is open stays open"},
          .program = firedEarly},
         {.id = "one-falls",
          .title = "One falls",
          .mark = Mark::Broken,
          .promise = {.any = {{trace::Ending::Hang}}, .note = "main waits for a count that never comes"},
          .program = oneFalls},
         {.id = "one-falls-with-patience",
          .title = "One falls, and patience ends",
          .promise = {.any = {{.outcome = "all-in=no in=2"}}, .makespan = 4, .note = "main goes on, and knows it"},
          .program = oneFallsWithPatience},
         {.id = "counted-twice",
          .title = "One counts twice",
          .mark = Mark::Broken,
          .promise = {.any = {{completed, {misuse}, "in=3"}, {completed, {misuse}, "in=2"}},
                      .makespan = 3,
                      .note = "main may go on too early, and the last count is an error"},
          .program = countedTwice}},
    .pictures = {{trace::PictureKind::Places, "Latches", {"gun", "still running"}}},
    .row = "B06",
    .before = {"hotpot-event"},
    .related = {"hotpot-event:latch", "barrier-phases"},
};

} // namespace interleave::scenarios
