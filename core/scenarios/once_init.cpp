// Built once, by whoever comes first.
//
// Several threads need the same thing, and the first one to need it is to build it, which takes a while. "Is it there? No? Then I
// build it" is check, then act: whoever asks while it is being built builds another one.
//
// Look for:  how many threads build, and what the others do meanwhile.
// Compare:   the variants `racy` and `call-once`: asking, or having one asked for everybody.
// Source:    the Pthreads standard, IEEE Std 1003.1, pthread_once; ISO C++, [thread.once.callonce].

#include "core/scenarios/scenario.h"

#include "core/sync/atomic.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/once.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <stdexcept>
#include <string>

namespace interleave::scenarios {
namespace {

struct Settings
{
    sync::Duration building;
    sync::Shared<bool> isThere{"is there", false};
    sync::Shared<int> built{"built", 0};
    sync::Shared<int> failed{"failed", 0};
    sync::Mutex lock{"lock"};
    sync::Once once{"once"};
    sync::Atomic<bool> guard{"guard", false};
};

void build(Settings& settings)
{
    sync::note("builds");
    sync::sleepFor(settings.building);
    settings.built.fetchAdd(1);
    settings.isThere.write(true);
}

void ifNotThere(Settings& settings)
{
    if (!settings.isThere.read())
        build(settings);
    sync::note("uses it");
}

void ifNotThereLocked(Settings& settings)
{
    {
        const sync::LockGuard guard{settings.lock};
        if (!settings.isThere.read())
            build(settings);
    }
    sync::note("uses it");
}

void callOnce(Settings& settings)
{
    settings.once.call([&] { build(settings); });
    sync::note("uses it");
}

/// What a compiler makes of `static Settings settings;` in a function: a guard that is looked at without a lock, and only
/// where it is not set a call for all.
void localStatic(Settings& settings)
{
    if (!settings.guard.read())
        settings.once.call([&] {
            build(settings);
            settings.guard.write(true);
        });
    sync::note("uses it");
}

/// The first attempt fails. The next one who comes tries again.
void callUntilItWorks(Settings& settings)
{
    try {
        settings.once.call([&] {
            if (settings.failed.fetchAdd(1) == 0)
                throw std::runtime_error("no settings");
            settings.failed.fetchAdd(-1);
            build(settings);
        });
        sync::note("uses it");
    } catch (const std::runtime_error& error) {
        sync::note(std::string("goes without: ") + error.what());
    }
}

void use(Settings& settings)
{
    sync::note(settings.isThere.read() ? "uses it" : "finds nothing");
}

template <void (*need)(Settings&), bool isBuiltBefore = false>
void program(const Parameters& parameters)
{
    Settings settings{parameters.units("build")};
    if (isBuiltBefore)
        build(settings);
    sync::ThreadGroup group;
    for (int i = 1; i <= parameters.whole("lanes"); ++i)
        group.start("thread " + std::to_string(i), [&settings] { need(settings); });
    group.joinAll();
    sync::outcome("built", settings.built.read());
    sync::outcome("failed", settings.failed.read());
}

const Promised once = {.outcome = "built=1 failed=0"};
const Promised twice = {.outcome = "built=2 failed=0"};
const Promised thrice = {.outcome = "built=3 failed=0"};

} // namespace

extern const Scenario onceInit = {
    .id = "once-init",
    .title = "Built once",
    .chapter = Chapter::Locks,
    .summary = "by whoever comes first, and nobody else",
    .file = "core/scenarios/once_init.cpp",
    .parameters = {{.id = "lanes", .title = "Threads", .initial = 3, .minimum = 1, .maximum = 6},
                   {.id = "build", .title = "Building", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants =
        {{.id = "racy",
          .title = "Is it there? Then I build it",
          .mark = Mark::Broken,
          .promise = {.any = {once, twice, thrice},
                      .timed = {thrice},
                      .makespan = 1,
                      .note = "everybody who asks in time builds his own"},
          .program = program<ifNotThere>},
         {.id = "call-once",
          .title = "Called once",
          .mark = Mark::Fixed,
          .promise = {.any = {once}, .makespan = 1, .note = "the first one builds, the others wait for him"},
          .program = program<callOnce>},
         {.id = "local-static",
          .title = "A static local variable",
          .mark = Mark::Fixed,
          .promise = {.any = {once},
                      .makespan = 1,
                      .note = "the compiler writes the looking and the calling once, who comes later only looks"},
          .program = program<localStatic>},
         {.id = "first-fails",
          .title = "The first attempt fails",
          .promise = {.any = {{.outcome = "built=1 failed=1"}},
                      .makespan = 1,
                      .note = "a failed attempt does not count: the next one tries again"},
          .program = program<callUntilItWorks>},
         {.id = "lock-always",
          .title = "A lock around question and building",
          .mark = Mark::Wasteful,
          .promise = {.any = {once}, .makespan = 1, .note = "right, and everybody takes the lock for ever after"},
          .program = program<ifNotThereLocked>},
         {.id = "before-the-start",
          .title = "Built before the start",
          .mark = Mark::Fixed,
          .promise = {.any = {once}, .makespan = 1, .note = "what is there before the threads needs no care"},
          .program = program<use, true>}},
    .row = "B17a",
    .before = {"atm-overdraw"},
    .related = {"atm-overdraw:no-lock", "double-checked-locking"},
};

} // namespace interleave::scenarios
