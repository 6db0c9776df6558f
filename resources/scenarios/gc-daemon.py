"""Somebody cleans up behind the others."""

import collections
import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
MUTATORS = 2
CELLS = 10
SWEEP_EVERY = 2  # u

world = threading.Lock()  #: sync::Mutex world{"world"};
counting = threading.Lock()  # makes the numbers exact
made = freed = 0  #: freed{"freed", 0};


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Garbage:
    """A queue that can be closed, which Python's own has from version 3.13 on."""

    def __init__(self):
        self.cells = collections.deque()
        self.closed = False
        self.changed = threading.Condition()

    def put(self, cell):
        with self.changed:
            self.cells.append(cell)
            self.changed.notify()

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify_all()

    def try_get(self):
        with self.changed:
            return self.cells.popleft() if self.cells else None

    def get_until_closed(self):
        with self.changed:
            self.changed.wait_for(lambda: self.cells or self.closed)
            return self.cells.popleft() if self.cells else None


garbage = Garbage()  #: sync::Queue<int> garbage{"garbage"};


def mutate():  #: void mutate(
    global made
    for _ in range(CELLS):  #: for (int i = 0; i < heap.cells; ++i) {
        with world:  #: const sync::LockGuard running{heap.world};
            made += 1  #: cell = heap.made.fetchAdd(1) + 1;
            cell = made
        time.sleep(U)  #: sync::sleepFor(sync::units(1));
        garbage.put(cell)  #: heap.garbage.put(cell);


def free():
    global freed
    with counting:
        freed += 1  #: heap.freed.fetchAdd(1);


def sweep_all():  #: int sweepAll(
    swept = 0
    while garbage.try_get():  #: for (; heap.garbage.tryGet(); ++swept)
        free()
        swept += 1
    return swept


def collect():  #: void collect(
    while garbage.get_until_closed():  #: while (heap.garbage.getUntilClosed()) {
        free()
        time.sleep(SWEEP_EVERY * U)  #: sync::sleepFor(heap.sweepEvery);
        swept = 1 + sweep_all()
        note(f"sweeps {swept}")  #: sync::note("sweeps "


def stop_the_world():  #: void stopTheWorld(
    while garbage.get_until_closed():
        free()
        time.sleep(SWEEP_EVERY * U)
        with world:  #: const sync::LockGuard stopped{heap.world};
            swept = 1 + sweep_all()  #: const int swept = 1 + sweepAll(heap);
            time.sleep(swept * 0.25 * U)  #: sync::sleepFor(swept * sync::units(0.25));
        note(f"sweeps {swept}")


def incremental():  #: void incremental(
    while garbage.get_until_closed():
        time.sleep(SWEEP_EVERY * U)
        swept = 0
        while swept == 0 or garbage.try_get():  #: while (heap.garbage.tryGet() && ++swept > 0);
            with world:
                free()
                time.sleep(0.25 * U)  #: sync::sleepFor(sync::units(0.25));
            swept += 1
        note(f"sweeps {swept}")


def mutate_all():  #: void mutateAll(
    group = [threading.Thread(target=mutate, name=f"mutator {i + 1}") for i in range(MUTATORS)]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()  #: group.joinAll();


def report():  #: void report(
    left = made - freed  #: const int left =
    note(f"{made} made, {left} left")  #: " left");
    print(f"outcome: left={'some' if left > 0 else 'none'}", flush=True)  #: sync::outcome("left",


def leave_it_running(daemon):  #: void leaveItRunning(
    collector = threading.Thread(target=collect, name="collector", daemon=daemon)  #: .isDaemon = isDaemon
    collector.start()  #: collector.start();
    mutate_all()  #: mutateAll(parameters, heap);
    report()  #: report(heap);


def told_to_stop(collecting):  #: void toldToStop(
    collector = threading.Thread(target=collecting, name="collector")
    collector.start()
    mutate_all()
    garbage.close()  #: heap.garbage.close();
    collector.join()  #: collector.join();
    report()


variants = {
    "daemon": lambda: leave_it_running(daemon=True),
    "not-a-daemon": lambda: leave_it_running(daemon=False),
    "told-to-stop": lambda: told_to_stop(collect),
    "stop-the-world": lambda: told_to_stop(stop_the_world),
    "incremental": lambda: told_to_stop(incremental),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
