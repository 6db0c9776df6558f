"""Looked at twice, locked once.

The interpreter does not swap writes, so `announced-first` makes them in the order that another machine might.
"""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
LANES = 2
BUILD = 1  # u
FINISHED = 42  #: constexpr int finished = 42;


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Once:
    """The standard library has none: a lock, and a flag that only the lock's owner looks at."""

    def __init__(self):
        self.lock = threading.Lock()
        self.is_done = False

    def call(self, initialise):
        with self.lock:
            if not self.is_done:
                initialise()
                self.is_done = True


class Lazy:  #: struct Lazy
    def __init__(self):
        self.is_there = False  #: isThere{"is there", false};
        self.value = 0  #: value{"value", 0};
        self.built = 0  #: built{"built", 0};
        self.was_half = False  #: wasHalf{"half-built seen", false};
        self.lock = threading.Lock()  #: sync::Mutex lock{"lock"};
        self.once = Once()  #: sync::Once once{"once"};


def build(lazy):  #: void build(Lazy& lazy)
    note("builds")  #: sync::note("builds");
    lazy.built += 1  #: lazy.built.fetchAdd(1);
    time.sleep(BUILD * U)  #: sync::sleepFor(lazy.building);
    lazy.value = FINISHED  #: lazy.value.write(finished);
    lazy.is_there = True  #: lazy.isThere.write(true);


def build_announced_first(lazy):  #: void buildAnnouncedFirst(Lazy& lazy)
    note("builds")
    lazy.built += 1
    lazy.is_there = True
    time.sleep(BUILD * U)
    lazy.value = FINISHED


def check_twice(lazy, make):  #: void checkTwice(Lazy& lazy)
    if lazy.is_there:  #: if (lazy.isThere.read())
        return
    with lazy.lock:  #: const sync::LockGuard guard{lazy.lock};
        if not lazy.is_there:  #: if (!lazy.isThere.read())
            make(lazy)  #: make(lazy);


def check_once(lazy):  #: void checkOnce(Lazy& lazy)
    if lazy.is_there:
        return
    time.sleep(0)  # somebody else's turn
    with lazy.lock:
        build(lazy)  #: build(lazy);


def check_locked(lazy):  #: void checkLocked(Lazy& lazy)
    with lazy.lock:
        if not lazy.is_there:
            build(lazy)


def call_once(lazy):  #: void callOnce(Lazy& lazy)
    lazy.once.call(lambda: build(lazy))  #: lazy.once.call([&] { build(lazy); });


def run(ensure, apart=0):
    lazy = Lazy()

    def need():
        ensure(lazy)  #: ensure(lazy);
        seen = lazy.value  #: const int seen = lazy.value.read();
        note(f"sees {seen}")  #: sync::note("sees " + std::to_string(seen));
        if seen != FINISHED:  #: if (seen != finished)
            lazy.was_half = True  #: lazy.wasHalf.write(true);

    group = [threading.Thread(target=need, name=f"thread {i + 1}") for i in range(LANES)]
    for thread in group:
        thread.start()
        time.sleep(apart * U)
    for thread in group:
        thread.join()  #: group.joinAll();
    print(f"outcome: built={lazy.built} half-seen={'yes' if lazy.was_half else 'no'}")


variants = {
    "announced-first": lambda: run(lambda lazy: check_twice(lazy, build_announced_first), apart=0.5),
    "acquire-release": lambda: run(lambda lazy: check_twice(lazy, build)),
    "second-look-forgotten": lambda: run(check_once),
    "lock-always": lambda: run(check_locked),
    "call-once": lambda: run(call_once),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
