// A counter that forgets.
//
// Several threads add one to the same counter, over and over. Adding one looks like one step and is three: load the
// value, add, store the sum. Who stores what he loaded a while ago wipes out everything that was stored in between.
//
// Look for:  a store of a value that is not larger than what stood there already.
// Compare:   the variants `mutex`, `fetch-add` and `shards`: taking turns, one indivisible step, or nothing in common.
// Source:    L. Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System", Communications of the ACM
//            21(7), 1978; M. Ben-Ari, "Principles of Concurrent and Distributed Programming" (2006), section 2.5.

#include "core/scenarios/scenario.h"

#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"

#include <deque>
#include <string>

namespace interleave::scenarios {
namespace {

struct Tally
{
    int increments;
    sync::Shared<int> counter{"counter", 0};
    sync::Mutex lock{"lock"};
};

void countSplit(Tally& tally)
{
    for (int i = 0; i < tally.increments; ++i)
        tally.counter += 1; // load, add, store
}

void countLocked(Tally& tally)
{
    for (int i = 0; i < tally.increments; ++i) {
        const sync::LockGuard guard{tally.lock};
        tally.counter += 1;
    }
}

void countAtomically(Tally& tally)
{
    for (int i = 0; i < tally.increments; ++i)
        tally.counter.fetchAdd(1);
}

template <void (*count)(Tally&)>
void program(const Parameters& parameters)
{
    Tally tally{parameters.whole("increments")};
    sync::ThreadGroup group;
    for (int i = 1; i <= parameters.whole("lanes"); ++i)
        group.start("thread " + std::to_string(i), [&tally] { count(tally); });
    group.joinAll();
    sync::note("counted " + std::to_string(tally.counter.read()));
    sync::outcome("total", tally.counter.read());
}

/// Everybody counts for himself; whoever has joined them all adds up.
void shards(const Parameters& parameters)
{
    auto counters = sync::numbered<sync::Shared<int>>(static_cast<std::size_t>(parameters.whole("lanes")), "shard", 0);
    sync::ThreadGroup group;
    for (std::size_t i = 0; i < counters.size(); ++i)
        group.start("thread " + std::to_string(i + 1),
                    [&own = counters[i], increments = parameters.whole("increments")] {
                        for (int k = 0; k < increments; ++k)
                            own += 1;
                    });
    group.joinAll();
    int total = 0;
    for (sync::Shared<int>& counter : counters)
        total += counter.read();
    sync::note("counted " + std::to_string(total));
    sync::outcome("total", total);
}

const Promised allCounted = {.outcome = "total=10"};

} // namespace

extern const Scenario lostUpdateCounter = {
    .id = "lost-update-counter",
    .title = "A counter that forgets",
    .chapter = Chapter::Locks,
    .summary = "load, add, store, and what lies between",
    .file = "core/scenarios/lost_update_counter.cpp",
    .parameters = {{.id = "lanes", .title = "Threads", .initial = 2, .minimum = 2, .maximum = 4},
                   {.id = "increments", .title = "Increments", .initial = 5, .minimum = 1, .maximum = 1000}},
    .variants = {{.id = "split",
                  .title = "Load, add, store",
                  .mark = Mark::Broken,
                  .promise = {.any = {allCounted,
                                      {.outcome = "total=9"},
                                      {.outcome = "total=8"},
                                      {.outcome = "total=7"},
                                      {.outcome = "total=6"},
                                      {.outcome = "total=5"},
                                      {.outcome = "total=4"},
                                      {.outcome = "total=3"},
                                      {.outcome = "total=2"}},
                              .note = "anything from 2 to 10, and never 1"},
                  .program = program<countSplit>},
                 {.id = "one-each",
                  .title = "One increment each",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = "total=2"}, {.outcome = "total=1"}},
                              .note = "the smallest program that loses something"},
                  .program = program<countSplit>,
                  .defaults = {{"increments", 1}}},
                 {.id = "mutex",
                  .title = "A lock around the three steps",
                  .mark = Mark::Fixed,
                  .promise = {.any = {allCounted}, .note = "they take turns"},
                  .program = program<countLocked>},
                 {.id = "fetch-add",
                  .title = "One indivisible step",
                  .mark = Mark::Fixed,
                  .promise = {.any = {allCounted}, .note = "nothing lies between load and store"},
                  .program = program<countAtomically>},
                 {.id = "shards",
                  .title = "Everybody counts for himself",
                  .mark = Mark::Fixed,
                  .promise = {.any = {allCounted}, .note = "nothing is shared until everybody has ended"},
                  .program = shards}},
    .pictures = {{trace::PictureKind::Levels, "Counter", {"counter", "shard*"}}},
    .row = "L02",
    .before = {"thread-start-join", "atm-overdraw"},
    .related = {"atm-overdraw:no-lock-split"},
};

} // namespace interleave::scenarios
