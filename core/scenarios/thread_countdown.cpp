// Two countdowns on one sheet of paper.
//
// AAA and BBB count down from five, AAA every half u and BBB every u, and both write what they count on the same
// sheet. Without a lock the lines mix as they come. With one lock around a whole countdown, one lane counts to its
// end before the other begins.
//
// Look for:  how long the lock is held, and what the other lane does meanwhile.
// Compare:   the variants `locked-whole` and `locked-per-line`: the same lock, held for different lengths of time.
// Source:    M. Ben-Ari, "Principles of Concurrent and Distributed Programming" (2006), chapter 2, interleaving.

#include "core/scenarios/scenario.h"

#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <string>

namespace interleave::scenarios {
namespace {

struct Sheet
{
    int from;
    sync::Mutex lock{"lock"};
    sync::Shared<std::string> lines{"lines"}; ///< a letter for each line, in the order in which they were written
};

void writeLine(Sheet& sheet, const std::string& name, int number)
{
    sync::note(name + " counts " + std::to_string(number));
    sheet.lines.update([&](const std::string& before) { return before + name.front(); });
}

void countDown(Sheet& sheet, const std::string& name, sync::Duration delay)
{
    for (int number = sheet.from; number >= 1; --number) {
        sync::sleepFor(delay);
        writeLine(sheet, name, number);
    }
}

void plain(Sheet& sheet, const std::string& name, sync::Duration delay)
{
    sync::note(name + " starts");
    countDown(sheet, name, delay);
    sync::note(name + " ends");
}

/// The first line comes before the lock and the last one after it: these two may still mix.
void lockedWhole(Sheet& sheet, const std::string& name, sync::Duration delay)
{
    sync::note(name + " starts");
    sheet.lock.lock();
    countDown(sheet, name, delay);
    sheet.lock.unlock();
    sync::note(name + " ends");
}

void guarded(Sheet& sheet, const std::string& name, sync::Duration delay)
{
    sync::note(name + " starts");
    {
        const sync::LockGuard guard{sheet.lock};
        countDown(sheet, name, delay);
    }
    sync::note(name + " ends");
}

void lockedPerLine(Sheet& sheet, const std::string& name, sync::Duration delay)
{
    sync::note(name + " starts");
    for (int number = sheet.from; number >= 1; --number) {
        sync::sleepFor(delay);
        const sync::LockGuard guard{sheet.lock};
        writeLine(sheet, name, number);
    }
    sync::note(name + " ends");
}

/// One line up: now everybody waits while one sleeps.
void sleepInside(Sheet& sheet, const std::string& name, sync::Duration delay)
{
    sync::note(name + " starts");
    for (int number = sheet.from; number >= 1; --number) {
        const sync::LockGuard guard{sheet.lock};
        sync::sleepFor(delay);
        writeLine(sheet, name, number);
    }
    sync::note(name + " ends");
}

template <void (*count)(Sheet&, const std::string&, sync::Duration)>
void program(const Parameters& parameters)
{
    Sheet sheet{parameters.whole("count")};
    sync::Thread a{"AAA", [&] { count(sheet, "AAA", parameters.units("delay-a")); }};
    sync::Thread b{"BBB", [&] { count(sheet, "BBB", parameters.units("delay-b")); }};
    a.start();
    b.start();
    a.join();
    b.join();
    const std::string lines = sheet.lines.read();
    sync::note("finished: " + lines);
    // Sorted either way, one countdown stands whole before the other.
    const bool isApart = std::is_sorted(lines.begin(), lines.end()) || std::is_sorted(lines.rbegin(), lines.rend());
    sync::outcome("last", lines.back() == 'A' ? "AAA" : "BBB");
    sync::outcome("mixed", isApart ? "no" : "yes");
}

const Promised aLast = {.outcome = "last=AAA mixed=no"};
const Promised bLast = {.outcome = "last=BBB mixed=no"};
const Promised mixedA = {.outcome = "last=AAA mixed=yes"};
const Promised mixedB = {.outcome = "last=BBB mixed=yes"};

} // namespace

extern const Scenario threadCountdown = {
    .id = "thread-countdown",
    .title = "Two countdowns",
    .chapter = Chapter::Threads,
    .summary = "mixed, or one after the other",
    .file = "core/scenarios/thread_countdown.cpp",
    .parameters = {{.id = "delay-a",
                    .title = "AAA's pause",
                    .initial = 0.5,
                    .minimum = 0.1,
                    .maximum = 5,
                    .unit = "u",
                    .isWhole = false},
                   {.id = "delay-b",
                    .title = "BBB's pause",
                    .initial = 1,
                    .minimum = 0.1,
                    .maximum = 5,
                    .unit = "u",
                    .isWhole = false},
                   {.id = "count", .title = "Count from", .initial = 5, .minimum = 1, .maximum = 10}},
    .variants =
        {{.id = "plain",
          .title = "Without a lock",
          .promise = {.any = {aLast, bLast, mixedA, mixedB},
                      .timed = {mixedB},
                      .makespan = 5,
                      .note = "the lines mix; with time respected in four ways, for at 1 u and 2 u both write"},
          .program = program<plain>},
         {.id = "locked-whole",
          .title = "A lock around the whole countdown",
          .promise = {.any = {aLast, bLast}, .makespan = 7.5, .note = "one after the other, whoever comes first"},
          .program = program<lockedWhole>},
         {.id = "locked-per-line",
          .title = "A lock around each line",
          .promise = {.any = {aLast, bLast, mixedA, mixedB},
                      .timed = {mixedB},
                      .makespan = 5,
                      .note = "they sleep outside the lock: as fast as without, and mixed as without"},
          .program = program<lockedPerLine>},
         {.id = "guard",
          .title = "The same with a guard",
          .promise = {.any = {aLast, bLast}, .makespan = 7.5, .note = "the same as locked-whole"},
          .program = program<guarded>},
         {.id = "sleep-inside",
          .title = "Asleep with the lock",
          .mark = Mark::Wasteful,
          .promise = {.any = {aLast, bLast, mixedA, mixedB},
                      .makespan = 7.5,
                      .note = "nobody sleeps at the same time, and the lines may mix all the same"},
          .program = program<sleepInside>}},
    .pictures = {{trace::PictureKind::Makespans, "How long"}},
    .row = "T04",
    .before = {"thread-start-join"},
    .related = {"lock-wait-pool"},
};

} // namespace interleave::scenarios
