"""Two countdowns on one sheet of paper."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
COUNT = 5
DELAYS = {"AAA": 0.5, "BBB": 1}  # u

lock = threading.Lock()  #: sync::Mutex lock{"lock"};
lines = []  # append is one step in CPython  #: sync::Shared<std::string> lines{"lines"};


def note(text):
    print(f"{text}\n", end="", flush=True)  # in one piece


def write_line(name, number):  #: void writeLine(
    note(f"{name} counts {number}")  #: sync::note(name + " counts "
    lines.append(name)  #: sheet.lines.update(


def count_down(name):  #: void countDown(
    for number in range(COUNT, 0, -1):  #: for (int number = sheet.from; number >= 1; --number) {
        time.sleep(DELAYS[name] * U)  #: sync::sleepFor(delay);
        write_line(name, number)  #: writeLine(sheet, name, number);


def plain(name):  #: void plain(
    note(f"{name} starts")  #: sync::note(name + " starts");
    count_down(name)  #: countDown(sheet, name, delay);
    note(f"{name} ends")  #: sync::note(name + " ends");


def locked_whole(name):  #: void lockedWhole(
    note(f"{name} starts")
    lock.acquire()  #: sheet.lock.lock();
    count_down(name)
    lock.release()  #: sheet.lock.unlock();
    note(f"{name} ends")


def guarded(name):  #: void guarded(
    note(f"{name} starts")
    with lock:  #: const sync::LockGuard guard{sheet.lock};
        count_down(name)
    note(f"{name} ends")


def locked_per_line(name):  #: void lockedPerLine(
    note(f"{name} starts")
    for number in range(COUNT, 0, -1):
        time.sleep(DELAYS[name] * U)
        with lock:
            write_line(name, number)
    note(f"{name} ends")


def sleep_inside(name):  #: void sleepInside(
    note(f"{name} starts")
    for number in range(COUNT, 0, -1):
        with lock:
            time.sleep(DELAYS[name] * U)
            write_line(name, number)
    note(f"{name} ends")


def run(count):
    a = threading.Thread(target=count, args=("AAA",))  #: sync::Thread a{"AAA"
    b = threading.Thread(target=count, args=("BBB",))  #: sync::Thread b{"BBB"
    a.start()  #: a.start();
    b.start()  #: b.start();
    a.join()  #: a.join();
    b.join()  #: b.join();
    note("finished: " + "".join(name[0] for name in lines))  #: sync::note("finished: "
    apart = lines in (sorted(lines), sorted(lines, reverse=True))
    print(f"outcome: last={lines[-1]} mixed={'no' if apart else 'yes'}")


variants = {
    "plain": lambda: run(plain),
    "locked-whole": lambda: run(locked_whole),
    "locked-per-line": lambda: run(locked_per_line),
    "guard": lambda: run(guarded),
    "sleep-inside": lambda: run(sleep_inside),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
