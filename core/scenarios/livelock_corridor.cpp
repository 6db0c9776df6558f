// After you. No, after you.
//
// Two people meet in a corridor, on the same side. Each is polite: he looks where the other one is, thinks, and steps aside. Both
// step at the same moment and face each other again. Nobody is blocked, everybody works, nothing gets done.
//
// Look for:  lanes that are busy all the time, and a state that comes back again and again.
// Compare:   the variants `random-pause` and `right-of-way`: less alike, or a rule that treats them differently.
// Source:    E. A. Ashcroft, "Proving Assertions about Parallel Programs", Journal of Computer and System Sciences 10
//            (1975), where such a state is named; M. Herlihy, N. Shavit, "The Art of Multiprocessor Programming" (2008).

#include "core/scenarios/scenario.h"

#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/random.h"
#include "core/sync/atomic.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <array>
#include <string>

namespace interleave::scenarios {
namespace {

constexpr std::array people = {"ann", "bob"};

struct Corridor
{
    int rounds; ///< after so many steps aside people turn back
    sync::Duration thinking;
    std::array<sync::Atomic<int>, 2> side = sync::numbered<sync::Atomic<int>, 2>("side", 0);
    sync::Mutex passage{"passage"};
};

/// Whether nobody is in the way any more.
bool isFree(Corridor& corridor, std::size_t me)
{
    return corridor.side[me].read() != corridor.side[1 - me].read();
}

void stepAside(Corridor& corridor, std::size_t me)
{
    sync::note("steps aside");
    corridor.side[me].write(1 - corridor.side[me].read());
}

/// Yields whether he got past.
bool polite(Corridor& corridor, std::size_t me)
{
    for (int round = 0; round < corridor.rounds; ++round) {
        if (isFree(corridor, me))
            return true;
        sync::sleepFor(corridor.thinking);
        stepAside(corridor, me);
        sync::sleepFor(corridor.thinking);
    }
    return isFree(corridor, me);
}

/// The same, but thinking takes each of them a different time.
bool politeAtRandom(Corridor& corridor, std::size_t me)
{
    for (int round = 0; round < corridor.rounds; ++round) {
        if (isFree(corridor, me))
            return true;
        sync::sleepFor(corridor.thinking * sync::random(1, 8));
        if (isFree(corridor, me)) // perhaps the other one has stepped aside meanwhile
            return true;
        stepAside(corridor, me);
        sync::sleepFor(corridor.thinking * sync::random(1, 8));
    }
    return isFree(corridor, me);
}

/// Ann stays where she is; whoever meets her steps aside.
bool rightOfWay(Corridor& corridor, std::size_t me)
{
    if (me == 1)
        stepAside(corridor, me);
    return true;
}

/// One after the other: who has the passage walks, the other one waits.
bool oneAtATime(Corridor& corridor, std::size_t)
{
    const sync::LockGuard guard{corridor.passage};
    sync::sleepFor(corridor.thinking);
    return true;
}

template <bool (*pass)(Corridor&, std::size_t)>
void program(const Parameters& parameters)
{
    Corridor corridor{parameters.whole("rounds"), parameters.units("thinking")};
    std::array<bool, 2> hasPassed{};
    sync::ThreadGroup group;
    for (std::size_t i = 0; i < people.size(); ++i)
        group.start(people[i], [&corridor, i, &mine = hasPassed[i]] {
            mine = pass(corridor, i);
            sync::note(mine ? "gets past" : "turns back");
        });
    group.joinAll();
    sync::outcome("passed", int{hasPassed[0]} + int{hasPassed[1]});
}

const Promised both = {.outcome = "passed=2"};
const Promised one = {.outcome = "passed=1"};
const Promised none = {.outcome = "passed=0"};

} // namespace

extern const Scenario livelockCorridor = {
    .id = "livelock-corridor",
    .title = "After you",
    .chapter = Chapter::Locks,
    .summary = "busy for ever, and never past",
    .file = "core/scenarios/livelock_corridor.cpp",
    .parameters =
        {{.id = "rounds",
          .title = "Patience",
          .initial = 10,
          .minimum = 1,
          .maximum = 50,
          .hint = "after so many steps aside they turn back"},
         {.id = "thinking", .title = "Thinking", .initial = 0.5, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants = {{.id = "polite",
                  .title = "Both step aside",
                  .mark = Mark::Broken,
                  .promise = {.any = {both, one, none},
                              .timed = {none},
                              .makespan = 10,
                              .note = "as long as they keep in step they never get past"},
                  .program = program<polite>},
                 {.id = "random-pause",
                  .title = "Both step aside, after a random while",
                  .mark = Mark::Wasteful,
                  .promise = {.any = {both, one, none},
                              .timed = {both},
                              .note =
                                  "ten rounds in step would need ten equal draws each, one run of a thousand million"},
                  .program = program<politeAtRandom>},
                 {.id = "right-of-way",
                  .title = "One of them has the right of way",
                  .mark = Mark::Fixed,
                  .promise = {.any = {both}, .makespan = 0, .note = "a rule that treats them differently"},
                  .program = program<rightOfWay>},
                 {.id = "one-at-a-time",
                  .title = "One after the other",
                  .mark = Mark::Fixed,
                  .promise = {.any = {both}, .makespan = 1, .note = "waiting instead of politeness"},
                  .program = program<oneAtATime>}},
    .row = "B14",
    .before = {"kitchen-deadlock"},
    .related = {"kitchen-deadlock:livelock", "kitchen-deadlock:try-and-back-off"},
};

} // namespace interleave::scenarios
