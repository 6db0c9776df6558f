// Somebody cleans up behind the others.
//
// Two lanes make cells and drop them after a while; a collector sweeps up what they have dropped, every 2 u. It
// serves the others and has no end of its own. As a daemon it is cut off when the others have gone, and what was not
// swept by then stays where it is.
//
// Look for:  how much garbage lies there, when it is swept, and what is left at the end.
// Compare:   the variants `daemon`, `not-a-daemon` and `told-to-stop`: three ways to end what has no end.
// Source:    E. W. Dijkstra and others, "On-the-Fly Garbage Collection: An Exercise in Cooperation", Communications
//            of the ACM 21(11), 1978.

#include "core/scenarios/scenario.h"

#include "core/sync/atomic.h"
#include "core/sync/kept.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <string>

namespace interleave::scenarios {
namespace {

struct Heap
{
    int cells; ///< that each lane makes
    sync::Duration sweepEvery;
    sync::Atomic<int> made{"made", 0};
    sync::Atomic<int> freed{"freed", 0};
    sync::Queue<int> garbage{"garbage"};
    sync::Mutex world{"world"}; ///< whoever sweeps stops whoever makes cells
};

Heap& heapOf(const Parameters& parameters)
{
    return sync::kept<Heap>(parameters.whole("cells"), parameters.units("sweep"));
}

/// Makes a cell, uses it for 1 u, drops it.
void mutate(Heap& heap)
{
    for (int i = 0; i < heap.cells; ++i) {
        int cell = 0;
        {
            const sync::LockGuard running{heap.world};
            cell = heap.made.fetchAdd(1) + 1;
        }
        sync::sleepFor(sync::units(1));
        heap.garbage.put(cell);
    }
}

int sweepAll(Heap& heap)
{
    int swept = 0;
    for (; heap.garbage.tryGet(); ++swept)
        heap.freed.fetchAdd(1);
    return swept;
}

/// Waits until there is something, lets it pile up, sweeps all of it.
void collect(Heap& heap)
{
    while (heap.garbage.getUntilClosed()) {
        heap.freed.fetchAdd(1);
        sync::sleepFor(heap.sweepEvery);
        sync::note("sweeps " + std::to_string(1 + sweepAll(heap)));
    }
}

/// Everybody who makes cells stands still for the whole sweep, a quarter of a u for each cell.
void stopTheWorld(Heap& heap)
{
    while (heap.garbage.getUntilClosed()) {
        heap.freed.fetchAdd(1);
        sync::sleepFor(heap.sweepEvery);
        const sync::LockGuard stopped{heap.world};
        const int swept = 1 + sweepAll(heap);
        sync::sleepFor(swept * sync::units(0.25));
        sync::note("sweeps " + std::to_string(swept));
    }
}

/// The same work, and the world is stopped for one cell at a time.
void incremental(Heap& heap)
{
    while (heap.garbage.getUntilClosed()) {
        sync::sleepFor(heap.sweepEvery);
        int swept = 1;
        do {
            const sync::LockGuard stopped{heap.world};
            heap.freed.fetchAdd(1);
            sync::sleepFor(sync::units(0.25));
        } while (heap.garbage.tryGet() && ++swept > 0);
        sync::note("sweeps " + std::to_string(swept));
    }
}

void mutateAll(const Parameters& parameters, Heap& heap)
{
    sync::ThreadGroup group;
    for (int i = 1; i <= parameters.whole("mutators"); ++i)
        group.start("mutator " + std::to_string(i), [&heap] { mutate(heap); });
    group.joinAll();
}

void report(Heap& heap)
{
    const int made = heap.made.read();
    const int left = made - heap.freed.read();
    sync::note(std::to_string(made) + " made, " + std::to_string(left) + " left");
    sync::outcome("left", left > 0 ? "some" : "none");
}

/// Main ends when the work is done. Whether the program does depends on what the collector is.
template <bool isDaemon>
void leaveItRunning(const Parameters& parameters)
{
    Heap& heap = heapOf(parameters);
    sync::Thread collector{"collector", [&heap] { collect(heap); }, sync::ThreadOptions{.isDaemon = isDaemon}};
    collector.start();
    mutateAll(parameters, heap);
    report(heap);
}

template <void (*collecting)(Heap&)>
void toldToStop(const Parameters& parameters)
{
    Heap& heap = heapOf(parameters);
    sync::Thread collector{"collector", [&heap] { collecting(heap); }};
    collector.start();
    mutateAll(parameters, heap);
    heap.garbage.close();
    collector.join();
    report(heap);
}

constexpr auto completed = trace::Ending::Completed;
constexpr auto hang = trace::Ending::Hang;
constexpr auto killed = trace::FindingKind::KilledLane;
const Promised none = {.outcome = "left=none"};

} // namespace

extern const Scenario gcDaemon = {
    .id = "gc-daemon",
    .title = "Cleaning up behind the others",
    .chapter = Chapter::Threads,
    .summary = "a collector that has no end of its own",
    .file = "core/scenarios/gc_daemon.cpp",
    .parameters = {{.id = "mutators", .title = "Mutators", .initial = 2, .minimum = 1, .maximum = 4},
                   {.id = "cells", .title = "Cells each", .initial = 10, .minimum = 1, .maximum = 50},
                   {.id = "sweep",
                    .title = "Sweep every",
                    .initial = 2,
                    .minimum = 1,
                    .maximum = 10,
                    .unit = "u",
                    .isWhole = false}},
    .variants = {{.id = "daemon",
                  .title = "A daemon",
                  .promise = {.any = {{completed, {killed}, "left=some"}, {completed, {killed}, "left=none"}},
                              .makespan = 10,
                              .note = "cut off with the program; what was not swept is left"},
                  .program = leaveItRunning<true>},
                 {.id = "not-a-daemon",
                  .title = "Not a daemon",
                  .mark = Mark::Broken,
                  .promise = {.any = {{hang, {}, "left=some"}, {hang, {}, "left=none"}},
                              .note = "the program waits for a lane that waits for garbage"},
                  .program = leaveItRunning<false>},
                 {.id = "told-to-stop",
                  .title = "Told to stop",
                  .mark = Mark::Fixed,
                  .promise = {.any = {none}, .note = "sweeps what is left, and ends"},
                  .program = toldToStop<collect>},
                 {.id = "stop-the-world",
                  .title = "The world stops for a sweep",
                  .promise = {.any = {none}, .note = "who makes cells waits for the whole sweep"},
                  .program = toldToStop<stopTheWorld>},
                 {.id = "incremental",
                  .title = "A cell at a time",
                  .promise = {.any = {none}, .note = "who makes cells waits for one cell at most"},
                  .program = toldToStop<incremental>}},
    .pictures = {{trace::PictureKind::Levels, "Heap", {"cells = made - freed", "made", "freed", "garbage"}}},
    .row = "T03",
    .before = {"daemon-threads"},
    .related = {"daemon-threads:one"},
};

} // namespace interleave::scenarios
