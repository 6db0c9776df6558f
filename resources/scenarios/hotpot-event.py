"""Hotpot: everybody waits until the soup boils."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
NAMES = ("tom", "cherry")
WARM_UP = 1  # u
COUNTDOWN = 10  # u

results = {}


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


def dine(name, wait):  #: void dine(const std::string& name, sync::Duration warmUp, Wait wait)
    note("sits down")  #: sync::note("sits down");
    time.sleep(WARM_UP * U)  #: sync::sleepFor(warmUp);
    note("waits for the soup")  #: sync::note("waits for the soup");
    boils = wait()  #: const bool boils = wait();
    note("hears the bell" if boils else "has waited long enough")  #: sync::note(boils ? "hears the bell"
    results[name] = "eats" if boils else "leaves"  #: sync::outcome(name, boils ? "eats" : "leaves");
    note(results[name])  #: sync::note(boils ? "eats" : "leaves");


def seat(wait):  #: void seat(const Parameters& parameters, sync::ThreadGroup& table, Wait wait)
    table = [threading.Thread(target=dine, args=(name, wait), name=name) for name in NAMES]
    for diner in table:
        diner.start()  #: table.start(names[static_cast<std::size_t>(i)],
    return table


def heat(step=lambda: None):  #: void heat(const Parameters& parameters, Step step)
    for i in range(COUNTDOWN):  #: for (std::size_t i = 0; i < length; ++i) {
        time.sleep(1 * U)  #: sync::sleepFor(sync::units(1));
        note("#" * (i + 1) + "-" * (COUNTDOWN - 1 - i))  #: sync::note(std::string(i + 1, '#')
        step()  #: step();


def join_all(table):
    for diner in table:
        diner.join()  #: table.joinAll();
    print("outcome:", *(f"{name}={results[name]}" for name in sorted(results)))


class AutoReset:
    """The standard library has none: a flag that is clear again as soon as one goes on."""

    def __init__(self):
        self.permit = threading.Semaphore(0)
        self.set = self.permit.release
        self.wait = self.permit.acquire


class Latch:
    """Nor this: a count that only falls, and whoever waits for zero."""

    def __init__(self, count):
        self.count = count
        self.zero = threading.Condition()

    def count_down(self):
        with self.zero:
            self.count -= 1
            if self.count == 0:
                self.zero.notify_all()

    def wait(self):
        with self.zero:
            return self.zero.wait_for(lambda: self.count == 0)


def ring_after_heating(boiling, wait=None):  #: void correct(const Parameters& parameters)
    table = seat(wait or boiling.wait)  #: boiling.wait();
    heat()  #: heat(parameters);
    note("it boils")  #: sync::note("it boils");
    boiling.set()  #: boiling.set();
    join_all(table)


def set_before_wait():  #: void setBeforeWait(const Parameters& parameters)
    boiling = threading.Event()  #: sync::Event boiling{"boiling"};
    note("it boils")
    boiling.set()
    join_all(seat(boiling.wait))


def never_set():  #: void neverSet(const Parameters& parameters)
    table = seat(threading.Event().wait)
    heat()
    note("it boils")  # and who says so to the others?  #: sync::note("it boils"); // and who says so to the others?
    join_all(table)


def wait_with_timeout():  #: void waitWithTimeout(const Parameters& parameters)
    boiling = threading.Event()
    ring_after_heating(boiling, lambda: boiling.wait(5 * U))  #: return boiling.waitFor(sync::units(5));


def latch():  #: void latch(const Parameters& parameters)
    remaining = Latch(COUNTDOWN)  #: sync::Latch remaining{"remaining", parameters.whole("countdown")};
    table = seat(remaining.wait)  #: remaining.wait();
    heat(remaining.count_down)  #: heat(parameters, [&] { remaining.countDown(); });
    note("it boils")
    join_all(table)


def typo():  #: void typo(const Parameters&)
    boiling = threading.Event()
    tom = threading.Thread(target=dine, agrs=("tom", boiling.wait))  #: threadFromKeywords("agrs", boiling);
    tom.start()  #: tom.start();
    boiling.set()
    tom.join()  #: tom.join();


variants = {
    "correct": lambda: ring_after_heating(threading.Event()),
    "typo": typo,
    "set-before-wait": set_before_wait,
    "never-set": never_set,
    "wait-with-timeout": wait_with_timeout,
    "auto-reset": lambda: ring_after_heating(AutoReset()),
    "latch": latch,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
