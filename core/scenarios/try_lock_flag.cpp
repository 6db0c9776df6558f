// Asking for a lock without waiting for it.
//
// Everybody wants into a room with one lock. `lock` waits until it is free; `tryLock` answers at once whether it was. The answer
// is there to be looked at: who goes in after a "no" is inside without the lock, and gives back what is not his.
//
// Look for:  two lanes inside at the same time, and an unlock by somebody who is not the owner.
// Compare:   the variants `try-checked` and `try-ignored`: one line apart.
// Source:    the Pthreads standard, IEEE Std 1003.1, pthread_mutex_trylock.

#include "core/scenarios/scenario.h"

#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <string>

namespace interleave::scenarios {
namespace {

struct Room
{
    sync::Duration hold;
    sync::Duration patience;
    sync::Mutex lock{"lock"};
    sync::Shared<int> inside{"inside", 0};
    sync::Shared<int> mostInside{"most inside", 0};
    sync::Shared<int> skipped{"skipped", 0};
    sync::Shared<int> errors{"errors", 0};
};

void work(Room& room)
{
    const int together = room.inside.fetchAdd(1) + 1;
    room.mostInside.update([&](int most) { return together > most ? together : most; });
    sync::note(together == 1 ? "is inside" : "is inside, and not alone");
    sync::sleepFor(room.hold);
    room.inside.fetchAdd(-1);
}

void skip(Room& room)
{
    sync::note("does something else");
    room.skipped.fetchAdd(1);
}

void waitForIt(Room& room)
{
    room.lock.lock();
    work(room);
    room.lock.unlock();
}

void tryChecked(Room& room)
{
    if (!room.lock.tryLock())
        return skip(room);
    work(room);
    room.lock.unlock();
}

/// The answer is not looked at.
void tryIgnored(Room& room)
{
    const bool isMine = room.lock.tryLock();
    work(room);
    room.lock.unlock(); // and if it was never mine?
    if (!isMine)
        room.errors.fetchAdd(1);
}

void tryForAWhile(Room& room)
{
    if (!room.lock.tryLockFor(room.patience))
        return skip(room);
    work(room);
    room.lock.unlock();
}

template <void (*enter)(Room&)>
void program(const Parameters& parameters)
{
    Room room{parameters.units("hold"), parameters.units("timeout")};
    sync::ThreadGroup group;
    for (int i = 1; i <= parameters.whole("lanes"); ++i)
        group.start("thread " + std::to_string(i), [&room] { enter(room); });
    group.joinAll();
    sync::outcome("errors", room.errors.read());
    sync::outcome("most-inside", room.mostInside.read());
    sync::outcome("skipped", room.skipped.read());
}

constexpr auto completed = trace::Ending::Completed;
constexpr auto misuse = trace::FindingKind::Misuse;
const Promised bothAlone = {.outcome = "errors=0 most-inside=1 skipped=0"};
const Promised oneSkipped = {.outcome = "errors=0 most-inside=1 skipped=1"};
const Promised together = {completed, {misuse}, "errors=1 most-inside=2 skipped=0"};

} // namespace

extern const Scenario tryLockFlag = {
    .id = "try-lock-flag",
    .title = "Try the lock",
    .chapter = Chapter::Locks,
    .summary = "an answer that has to be looked at",
    .file = "core/scenarios/try_lock_flag.cpp",
    .parameters = {{.id = "lanes", .title = "Threads", .initial = 2, .minimum = 2, .maximum = 4},
                   {.id = "hold", .title = "Hold", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false},
                   {.id = "timeout",
                    .title = "Time-out",
                    .initial = 0.5,
                    .maximum = 5,
                    .unit = "u",
                    .isWhole = false,
                    .hint = "in the variant timeout"}},
    .variants = {{.id = "blocking",
                  .title = "Wait for it",
                  .mark = Mark::Fixed,
                  .promise = {.any = {bothAlone}, .makespan = 2, .note = "one after the other, nobody is left out"},
                  .program = program<waitForIt>},
                 {.id = "try-checked",
                  .title = "Try, and look at the answer",
                  .mark = Mark::Fixed,
                  .promise = {.any = {bothAlone, oneSkipped},
                              .timed = {oneSkipped},
                              .makespan = 1,
                              .note = "who comes too early does something else"},
                  .program = program<tryChecked>},
                 {.id = "try-ignored",
                  .title = "Try, and go in anyway",
                  .mark = Mark::Broken,
                  .promise = {.any = {bothAlone, {completed, {misuse}, "errors=1 most-inside=1 skipped=0"}, together},
                              .timed = {together},
                              .makespan = 1,
                              .note = "two inside; even if they miss each other, one unlocks what is not his"},
                  .program = program<tryIgnored>},
                 {.id = "timeout",
                  .title = "Try for a while",
                  .promise = {.any = {bothAlone, oneSkipped},
                              .timed = {oneSkipped},
                              .makespan = 1,
                              .note = "0.5 u of patience are too little where the other holds the lock for 1 u"},
                  .program = program<tryForAWhile>}},
    .row = "L07",
    .before = {"atm-overdraw"},
    .related = {"kitchen-deadlock:try-and-back-off", "atm-lock-leak:timed-acquire"},
};

} // namespace interleave::scenarios
