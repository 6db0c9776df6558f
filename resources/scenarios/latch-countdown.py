"""A start gun, and a count of those who are still running."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
RUNNERS = 3
LENGTH = 2  # u


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Latch:
    """Python has none; a count and a condition make one."""

    def __init__(self, count):
        self.count = count
        self.zero = threading.Condition()

    def count_down(self):
        with self.zero:
            if self.count == 0:
                raise ValueError("there is nothing left to count")
            self.count -= 1
            if self.count == 0:
                self.zero.notify_all()

    def wait(self, timeout=None):
        with self.zero:
            return self.zero.wait_for(lambda: self.count == 0, timeout)


gun = Latch(1)  #: sync::Latch gun{"gun", 1};
running = Latch(RUNNERS)  #: sync::Latch running{"still running", runners};
finished = []  #: finished{"finished", 0};


def run():  #: void run(
    gun.wait()  #: track.gun.wait();
    note("runs")  #: sync::note("runs");
    time.sleep(LENGTH * U)  #: sync::sleepFor(track.length);
    finished.append(1)  #: track.finished.fetchAdd(1);
    note("is in")  #: sync::note("is in");


def run_and_count(_number=0):  #: void runAndCount(
    run()
    running.count_down()  #: track.running.countDown();


def fall_or_run(number):  #: void fallOrRun(
    if number > 1:  #: if (number > 1)
        run_and_count()  #: return runAndCount(track);
        return
    gun.wait()
    note("falls")  #: sync::note("falls");


def count_twice(number):
    run_and_count()
    if number == 1:  #: if (number == 1)
        running.count_down()  #: all.running.countDown();


def say_when_too_far(number):
    try:
        count_twice(number)
    except ValueError as error:
        note(str(error))


def line(runner):  #: void line(
    group = [threading.Thread(target=runner, args=(i,), name=f"runner {i}") for i in range(1, RUNNERS + 1)]
    for thread in group:
        thread.start()
    return group


def fire():  #: void fire(
    time.sleep(U)  #: sync::sleepFor(sync::units(1));
    note("fires")  #: sync::note("fires");
    gun.count_down()  #: track.gun.countDown();


def join(group):
    for thread in group:
        thread.join()  #: group.joinAll();


def race(runner=run_and_count):  #: void race(
    group = line(runner)
    fire()  #: fire(track);
    running.wait()  #: track.running.wait();
    seen = len(finished)  #: sync::outcome("in", track.finished.read());
    join(group)
    print(f"outcome: in={seen}")


def fired_early():  #: void firedEarly(
    fire()
    group = line(run_and_count)
    running.wait()
    seen = len(finished)
    join(group)
    print(f"outcome: in={seen}")


def one_falls_with_patience():  #: void oneFallsWithPatience(
    group = line(fall_or_run)
    fire()
    all_in = running.wait((LENGTH + 1) * U)  #: track.running.waitFor(track.length + sync::units(1));
    note("all are in" if all_in else "somebody is missing")  #: sync::note(areAllIn ?
    join(group)
    print(f"outcome: all-in={'yes' if all_in else 'no'} in={len(finished)}")


variants = {
    "race": race,
    "fired-early": fired_early,
    "one-falls": lambda: race(fall_or_run),
    "one-falls-with-patience": one_falls_with_patience,
    "counted-twice": lambda: race(say_when_too_far),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
