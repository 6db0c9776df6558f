"""A counter that forgets: load, add, store.

The interpreter seldom changes threads between load and store. Here it is asked to, so that one can see what is lost.
"""

import sys
import threading
import time

LANES = 2
INCREMENTS = 5


class Tally:  #: struct Tally
    def __init__(self):
        self.counter = 0  #: counter{"counter", 0};
        self.lock = threading.Lock()  #: sync::Mutex lock{"lock"};


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


def add_one(tally):
    seen = tally.counter  # load
    time.sleep(0)  # somebody else's turn
    tally.counter = seen + 1  # store


def count_split(tally, increments):  #: void countSplit(Tally& tally)
    for _ in range(increments):
        add_one(tally)  #: tally.counter += 1;


def count_locked(tally, increments):  #: void countLocked(Tally& tally)
    for _ in range(increments):
        with tally.lock:  #: const sync::LockGuard guard{tally.lock};
            add_one(tally)  #: tally.counter += 1;


def run_together(count, increments=INCREMENTS):
    tally = Tally()  #: Tally tally{parameters.whole("increments")};
    group = []
    for number in range(1, LANES + 1):
        group.append(threading.Thread(target=count, args=(tally, increments), name=f"thread {number}"))
    for thread in group:
        thread.start()  #: group.start("thread " + std::to_string(i), [&tally] { count(tally); });
    for thread in group:
        thread.join()  #: group.joinAll();
    note(f"counted {tally.counter}")  #: sync::note("counted " + std::to_string(tally.counter.read()));
    print(f"outcome: total={tally.counter}")  #: sync::outcome("total", tally.counter.read());


def shards():  #: void shards(const Parameters& parameters)
    counters = [Tally() for _ in range(LANES)]
    group = [threading.Thread(target=count_split, args=(own, INCREMENTS)) for own in counters]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()
    total = sum(own.counter for own in counters)  #: total += counter.read();
    note(f"counted {total}")  #: sync::note("counted " + std::to_string(total));
    print(f"outcome: total={total}")  #: sync::outcome("total", total);


# Not here: `fetch-add`, for Python has no indivisible addition.
variants = {
    "split": lambda: run_together(count_split),
    "one-each": lambda: run_together(count_split, increments=1),
    "mutex": lambda: run_together(count_locked),
    "shards": shards,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
