// Looked at twice, locked once.
//
// Something is built by whoever needs it first. Taking a lock each time only to see that it is there seems a waste, so one looks
// without the lock first, and again with it. What is seen without the lock may be announced before it is finished.
//
// Look for:  a reader who finds the flag set and the value not yet there.
// Compare:   the variants `announced-first` and `acquire-release`: the same two writes in the other order.
// Source:    D. Bacon et al., "The 'Double-Checked Locking is Broken' Declaration" (2000); S. Meyers, A. Alexandrescu,
//            "C++ and the Perils of Double-Checked Locking", Dr. Dobb's Journal (2004).

#include "core/scenarios/scenario.h"

#include "core/sync/atomic.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/once.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <string>

namespace interleave::scenarios {
namespace {

constexpr int finished = 42;

struct Lazy
{
    sync::Duration building;
    sync::Atomic<bool> isThere{"is there", false};
    sync::Shared<int> value{"value", 0};
    sync::Shared<int> built{"built", 0};
    sync::Shared<bool> wasHalf{"half-built seen", false};
    sync::Mutex lock{"lock"};
    sync::Once once{"once"};
};

/// First the value, then the word that it is there. An acquire and a release keep machine and compiler to this order.
void build(Lazy& lazy)
{
    sync::note("builds");
    lazy.built.fetchAdd(1);
    sync::sleepFor(lazy.building);
    lazy.value.write(finished);
    lazy.isThere.write(true);
}

/// What relaxed writes may become: nothing says that the value has to be there before the word.
void buildAnnouncedFirst(Lazy& lazy)
{
    sync::note("builds");
    lazy.built.fetchAdd(1);
    lazy.isThere.write(true);
    sync::sleepFor(lazy.building);
    lazy.value.write(finished);
}

template <void (*make)(Lazy&)>
void checkTwice(Lazy& lazy)
{
    if (lazy.isThere.read())
        return;
    const sync::LockGuard guard{lazy.lock};
    if (!lazy.isThere.read())
        make(lazy);
}

/// The second look left out: who waited for the lock builds again.
void checkOnce(Lazy& lazy)
{
    if (lazy.isThere.read())
        return;
    const sync::LockGuard guard{lazy.lock};
    build(lazy);
}

void checkLocked(Lazy& lazy)
{
    const sync::LockGuard guard{lazy.lock};
    if (!lazy.isThere.read())
        build(lazy);
}

void callOnce(Lazy& lazy)
{
    lazy.once.call([&] { build(lazy); });
}

template <void (*ensure)(Lazy&)>
void program(const Parameters& parameters)
{
    Lazy lazy{parameters.units("build")};
    sync::ThreadGroup group;
    for (int i = 1; i <= parameters.whole("lanes"); ++i)
        group.start("thread " + std::to_string(i), [&lazy] {
            ensure(lazy);
            const int seen = lazy.value.read();
            sync::note("sees " + std::to_string(seen));
            if (seen != finished)
                lazy.wasHalf.write(true);
        });
    group.joinAll();
    sync::outcome("built", lazy.built.read());
    sync::outcome("half-seen", lazy.wasHalf.read() ? "yes" : "no");
}

const Promised right = {.outcome = "built=1 half-seen=no"};

} // namespace

extern const Scenario doubleCheckedLocking = {
    .id = "double-checked-locking",
    .title = "Looked at twice",
    .chapter = Chapter::Locks,
    .summary = "announced before it is finished",
    .file = "core/scenarios/double_checked_locking.cpp",
    .parameters = {{.id = "lanes", .title = "Threads", .initial = 2, .minimum = 2, .maximum = 4},
                   {.id = "build", .title = "Building", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants =
        {{.id = "announced-first",
          .title = "Announced before it is finished",
          .mark = Mark::Broken,
          .promise = {.any = {right, {.outcome = "built=1 half-seen=yes"}},
                      .makespan = 1,
                      .note = "who looks without the lock in between uses what is not there"},
          .program = program<checkTwice<buildAnnouncedFirst>>},
         {.id = "acquire-release",
          .title = "Finished before it is announced",
          .mark = Mark::Fixed,
          .promise = {.any = {right}, .makespan = 1, .note = "whoever sees the word sees the value"},
          .program = program<checkTwice<build>>},
         {.id = "second-look-forgotten",
          .title = "The second look forgotten",
          .mark = Mark::Broken,
          .promise = {.any = {right, {.outcome = "built=2 half-seen=no"}},
                      .timed = {{.outcome = "built=2 half-seen=no"}},
                      .makespan = 2,
                      .note = "both look before either has the lock"},
          .program = program<checkOnce>},
         {.id = "lock-always",
          .title = "Always under the lock",
          .mark = Mark::Wasteful,
          .promise = {.any = {right}, .makespan = 1, .note = "right, and simple; everybody takes the lock each time"},
          .program = program<checkLocked>},
         {.id = "call-once",
          .title = "Called once",
          .mark = Mark::Fixed,
          .promise = {.any = {right}, .makespan = 1, .note = "somebody else has thought about it"},
          .program = program<callOnce>}},
    .row = "B17b",
    .before = {"once-init"},
    .related = {"once-init:call-once"},
};

} // namespace interleave::scenarios
