// Nobody starts the next round before all have finished this one.
//
// Three painters paint a wall in two coats. The second coat must not begin before the first is dry everywhere, so
// after each coat all of them meet at a barrier. The last one to arrive lets everybody go on.
//
// Look for:  the point where all lanes stand, and the one that sets them free.
// Compare:   the variants `cyclic` and `no-barrier`, and `missing`, where one painter stays at home.
// Source:    H. F. Jordan, "A Special Purpose Architecture for Finite Element Analysis", ICPP 1978, the barrier.

#include "core/scenarios/scenario.h"

#include "core/sync/atomic.h"
#include "core/sync/barrier.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <deque>
#include <string>

namespace interleave::scenarios {
namespace {

struct Wall
{
    int painters;
    int coats;
    std::deque<sync::Atomic<int>> done = sync::numbered<sync::Atomic<int>>(std::size_t(coats), "coat", 0); ///< pieces
    sync::Atomic<int> early{"early", 0};   ///< pieces painted before the coat below was done
    sync::Atomic<int> checks{"checks", 0}; ///< of a whole coat
};

/// The painter with the number n needs n u for a coat.
void paint(Wall& wall, int painter, int coat)
{
    if (coat > 0 && wall.done[std::size_t(coat) - 1].read() < wall.painters) {
        sync::note("paints on a wet wall");
        wall.early.fetchAdd(1);
    }
    sync::sleepFor(sync::units(painter));
    wall.done[std::size_t(coat)].fetchAdd(1);
    sync::note("has painted coat " + std::to_string(coat + 1));
}

void report(Wall& wall)
{
    int painted = 0;
    for (sync::Atomic<int>& coat : wall.done)
        painted += coat.read();
    sync::outcome("early", wall.early.read());
    sync::outcome("painted", painted);
}

/// Whoever comes paints and calls `meet` after each coat; it says whether to go on.
template <typename Meet>
void paintAll(Wall& wall, int comes, Meet meet)
{
    sync::ThreadGroup group;
    for (int painter = 1; painter <= comes; ++painter)
        group.start("painter " + std::to_string(painter), [&, painter] {
            for (int coat = 0; coat < wall.coats; ++coat) {
                paint(wall, painter, coat);
                if (!meet())
                    return;
            }
        });
    group.joinAll();
    report(wall);
}

void cyclic(const Parameters& parameters)
{
    Wall wall{parameters.whole("painters"), parameters.whole("coats")};
    sync::Barrier coatDone{"coat done", wall.painters};
    paintAll(wall, wall.painters, [&] { return coatDone.arriveAndWait(); });
}

/// The barrier waits for three, and two have come.
void missing(const Parameters& parameters)
{
    Wall wall{parameters.whole("painters"), parameters.whole("coats")};
    sync::Barrier coatDone{"coat done", wall.painters};
    paintAll(wall, wall.painters - 1, [&] { return coatDone.arriveAndWait(); });
}

/// Who loses patience breaks the barrier, and everybody else learns it.
void missingWithPatience(const Parameters& parameters)
{
    Wall wall{parameters.whole("painters"), parameters.whole("coats")};
    sync::Barrier coatDone{"coat done", wall.painters};
    paintAll(wall, wall.painters - 1, [&] {
        const bool isDone = coatDone.arriveAndWaitFor(sync::units(5));
        if (!isDone)
            sync::note("goes home");
        return isDone;
    });
}

/// The last to arrive looks at the whole coat before anybody goes on.
void completion(const Parameters& parameters)
{
    Wall wall{parameters.whole("painters"), parameters.whole("coats")};
    sync::Barrier coatDone{"coat done", wall.painters, [&] {
                               sync::note("looks at the coat");
                               wall.checks.fetchAdd(1);
                           }};
    paintAll(wall, wall.painters, [&] { return coatDone.arriveAndWait(); });
    sync::outcome("checks", wall.checks.read());
}

void noBarrier(const Parameters& parameters)
{
    Wall wall{parameters.whole("painters"), parameters.whole("coats")};
    paintAll(wall, wall.painters, [] { return true; });
}

/// Joined after each coat and started anew for the next: right as well, with as many threads as pieces.
void joinEachCoat(const Parameters& parameters)
{
    Wall wall{parameters.whole("painters"), parameters.whole("coats")};
    for (int coat = 0; coat < wall.coats; ++coat) {
        sync::ThreadGroup group;
        for (int painter = 1; painter <= wall.painters; ++painter)
            group.start("painter " + std::to_string(painter), [&, painter, coat] { paint(wall, painter, coat); });
        group.joinAll();
    }
    report(wall);
}

const Promised whole = {.outcome = "early=0 painted=6"};
const Promised hang = {.ending = trace::Ending::Hang};

} // namespace

extern const Scenario barrierPhases = {
    .id = "barrier-phases",
    .title = "One coat after the other",
    .chapter = Chapter::SemaphoresAndEvents,
    .summary = "all meet before anybody goes on",
    .file = "core/scenarios/barrier_phases.cpp",
    .parameters = {{.id = "painters", .title = "Painters", .initial = 3, .minimum = 2, .maximum = 6},
                   {.id = "coats", .title = "Coats", .initial = 2, .minimum = 1, .maximum = 5}},
    .variants =
        {{.id = "cyclic",
          .title = "A barrier after each coat",
          .mark = Mark::Fixed,
          .promise = {.any = {whole}, .makespan = 6, .note = "each coat lasts as long as its slowest painter"},
          .program = cyclic},
         {.id = "no-barrier",
          .title = "Nobody waits",
          .mark = Mark::Broken,
          .promise = {.any = {whole, {.outcome = "early=1 painted=6"}, {.outcome = "early=2 painted=6"}},
                      .timed = {{.outcome = "early=2 painted=6"}},
                      .makespan = 6,
                      .note = "the fast ones paint on a wet wall; the slowest never does, with time respected"},
          .program = noBarrier},
         {.id = "missing",
          .title = "One stays at home",
          .mark = Mark::Broken,
          .promise = {.any = {hang}, .note = "two wait for a third who never comes"},
          .program = missing},
         {.id = "missing-with-patience",
          .title = "One stays at home, and patience ends",
          .promise = {.any = {{.outcome = "early=0 painted=2"}},
                      .makespan = 6,
                      .note = "the first who gives up breaks the barrier, the other learns it at once"},
          .program = missingWithPatience},
         {.id = "completion",
          .title = "The last one looks at the coat",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = "checks=2 early=0 painted=6"}},
                      .makespan = 6,
                      .note = "once for each coat, and nobody goes on before it is done"},
          .program = completion},
         {.id = "join-each-coat",
          .title = "Join after each coat",
          .mark = Mark::Wasteful,
          .promise = {.any = {whole}, .makespan = 6, .note = "the joins are the barrier; new threads for each coat"},
          .program = joinEachCoat}},
    .pictures = {{trace::PictureKind::Places, "Barrier", {"coat done"}}},
    .row = "B05",
    .before = {"fan-out-join"},
    .related = {"latch-countdown", "fan-out-join"},
};

} // namespace interleave::scenarios
