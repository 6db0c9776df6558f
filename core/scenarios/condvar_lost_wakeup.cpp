// A wake-up that nobody heard.
//
// One lane waits until something is ready; the other one makes it ready and wakes him. A condition variable remembers
// nothing: a wake-up that comes before anybody waits is gone. So the waiting lane has to look first, and nothing may
// happen between its look and its sleep.
//
// Look for:  the notification and the wait, and which of them comes first.
// Compare:   the variants `no-mutex` and `mutex-and-predicate`: whether looking and falling asleep are one step.
// Source:    B. W. Lampson, D. D. Redell, "Experience with Processes and Monitors in Mesa", Communications of the ACM
//            23(2), 1980.

#include "core/scenarios/scenario.h"

#include "core/sync/atomic.h"
#include "core/sync/condition_variable.h"
#include "core/sync/event.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

namespace interleave::scenarios {
namespace {

struct Letter
{
    sync::Duration delay;
    sync::Mutex lock{"lock"};
    sync::ConditionVariable arrived{"arrived"};
    sync::Atomic<bool> isThere{"is there", false};
    sync::Event bell{"bell"};
};

/// Waits without having looked.
void waitBlindly(Letter& letter)
{
    sync::UniqueLock lock{letter.lock};
    letter.arrived.wait(lock);
}

/// Looks, and then takes the lock to wait: between the two there is room for the only wake-up.
void lookThenWait(Letter& letter)
{
    if (letter.isThere.read())
        return;
    sync::UniqueLock lock{letter.lock};
    letter.arrived.wait(lock);
}

void waitWithPredicate(Letter& letter)
{
    sync::UniqueLock lock{letter.lock};
    while (!letter.isThere.read())
        letter.arrived.wait(lock);
}

/// Wakes up by itself now and then to look. Nothing is lost, and everything comes late.
void waitImpatiently(Letter& letter)
{
    sync::UniqueLock lock{letter.lock};
    while (!letter.isThere.read())
        letter.arrived.waitFor(lock, sync::units(2));
}

void waitForBell(Letter& letter)
{
    letter.bell.wait();
}

void bringWithoutLock(Letter& letter)
{
    sync::sleepFor(letter.delay);
    letter.isThere.write(true);
    letter.arrived.notifyOne();
}

void bringLocked(Letter& letter)
{
    sync::sleepFor(letter.delay);
    {
        const sync::LockGuard guard{letter.lock};
        letter.isThere.write(true);
    }
    letter.arrived.notifyOne(); // here or inside: the lock was held when the letter came
}

void ring(Letter& letter)
{
    sync::sleepFor(letter.delay);
    letter.bell.set();
}

template <void (*wait)(Letter&), void (*bring)(Letter&)>
void program(const Parameters& parameters)
{
    Letter letter{parameters.units("delay")};
    sync::Thread reader{"reader", [&] {
                            sync::sleepFor(parameters.units("reader-delay"));
                            wait(letter);
                            sync::note("reads the letter");
                        }};
    sync::Thread postman{"postman", [&] {
                             bring(letter);
                             sync::note("has brought it");
                         }};
    reader.start();
    postman.start();
    reader.join();
    postman.join();
    sync::outcome("letter", "read");
}

const Promised read = {.outcome = "letter=read"};
const Promised hang = {.ending = trace::Ending::Hang};
const Promised bound = {.ending = trace::Ending::Bound};

} // namespace

extern const Scenario condvarLostWakeup = {
    .id = "condvar-lost-wakeup",
    .title = "A wake-up that nobody heard",
    .chapter = Chapter::SemaphoresAndEvents,
    .summary = "a condition variable remembers nothing",
    .file = "core/scenarios/condvar_lost_wakeup.cpp",
    .parameters =
        {{.id = "delay", .title = "Postman after", .initial = 1, .maximum = 10, .unit = "u", .isWhole = false},
         {.id = "reader-delay", .title = "Reader after", .initial = 1, .maximum = 10, .unit = "u", .isWhole = false}},
    .variants =
        {{.id = "no-predicate",
          .title = "Wait without looking",
          .mark = Mark::Broken,
          .promise = {.any = {read, hang}, .note = "fine as long as the postman comes second"},
          .program = program<waitBlindly, bringLocked>},
         {.id = "no-mutex",
          .title = "Look, then wait",
          .mark = Mark::Broken,
          .promise = {.any = {read, hang}, .note = "the wake-up may fall between the look and the wait"},
          .program = program<lookThenWait, bringWithoutLock>},
         {.id = "flag-without-lock",
          .title = "The letter comes without the lock",
          .mark = Mark::Broken,
          .promise = {.any = {read, hang}, .note = "the reader does everything right, and it does not help him"},
          .program = program<waitWithPredicate, bringWithoutLock>},
         {.id = "mutex-and-predicate",
          .title = "Look and wait under the lock",
          .mark = Mark::Fixed,
          .promise = {.any = {read}, .makespan = 1, .note = "looking and falling asleep are one step for the postman"},
          .program = program<waitWithPredicate, bringLocked>},
         {.id = "timed-wait",
          .title = "Look again every 2 u",
          .mark = Mark::Wasteful,
          .promise = {.any = {read, bound},
                      .timed = {read},
                      .note = "no letter is lost, and it may lie there for 2 u",
                      .isBounded = true},
          .program = program<waitImpatiently, bringWithoutLock>},
         {.id = "event",
          .title = "A bell that goes on ringing",
          .mark = Mark::Fixed,
          .promise = {.any = {read}, .makespan = 1, .note = "an event remembers that it was set"},
          .program = program<waitForBell, ring>}},
    .pictures = {{trace::PictureKind::Places, "Who waits", {"arrived", "lock", "bell"}}},
    .row = "B01",
    .before = {"hotpot-event"},
    .related = {"condvar-spurious-wakeup", "hotpot-event:set-before-wait"},
};

} // namespace interleave::scenarios
