"""A flag, and who waits for it."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
NAMES = ("ann", "bob", "cid")


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


def wait(name, flag, delay, patience, results):  #: void wait(const std::string& name
    time.sleep(delay * U)  #: sync::sleepFor(delay);
    note("waits")  #: sync::note("waits");
    is_set = flag.wait(patience * U if patience else None)  #: isSet = flag.waitFor(patience);
    note("goes on" if is_set else "gives up")  #: sync::note(isSet ? "goes on" : "gives up");
    results[name] = "woken" if is_set else "timed-out"  #: sync::outcome(name, isSet ? "woken" : "timed-out");


def run(set_at=3, clear_at=0, timeout=0, spacing=0):  #: void program(const Parameters& parameters)
    flag = threading.Event()  #: sync::Event flag{"flag"};
    results = {}
    began = time.monotonic()
    waiters = []
    for i, name in enumerate(NAMES):
        waiters.append(threading.Thread(target=wait, args=(name, flag, spacing * i, timeout, results), name=name))
    for waiter in waiters:
        waiter.start()  #: waiters.start(names[static_cast<std::size_t>(i)],
    time.sleep(max(0, began + set_at * U - time.monotonic()))  #: sync::sleepUntil(parameters.units("set-at"));
    flag.set()  #: flag.set();
    if clear_at:
        time.sleep(max(0, began + clear_at * U - time.monotonic()))  #: sync::sleepUntil(parameters.units("clear-at"));
        flag.clear()  #: flag.clear();
    for waiter in waiters:
        waiter.join()  #: waiters.joinAll();
    print("outcome:", *(f"{name}={results[name]}" for name in NAMES))


def table():  #: void table(const Parameters&)
    flag = threading.Event()
    answers = []

    def write(question, answer):
        note(f"{question} {str(answer).lower()}")  #: sync::note(std::string(question) + (answer ? " true" : " false"));
        answers.append(str(answer).lower())

    write("is it set?", flag.is_set())  #: write("is it set?", flag.isSet());
    flag.set()
    write("is it set now?", flag.is_set())  #: write("is it set now?", flag.isSet());
    write("waiting for 1 u yields", flag.wait(1 * U))  # at once  #: flag.waitFor(sync::units(1))); // at once
    flag.clear()
    write("is it set after clearing?", flag.is_set())  #: write("is it set after clearing?", flag.isSet());
    write("waiting for 1 u yields", flag.wait(1 * U))  # after 1 u  #: flag.waitFor(sync::units(1))); // after 1 u
    print(f"outcome: answers={','.join(answers)}")  #: sync::outcome("answers", answers);


variants = {
    "set": run,
    "table": table,
    "already-set": lambda: run(set_at=0, spacing=1),
    "timeout": lambda: run(timeout=2),
    "cleared": lambda: run(set_at=1, clear_at=3, spacing=2),
    "pulse": lambda: run(clear_at=3, spacing=2),
    "pulse-timeout": lambda: run(clear_at=3, spacing=2, timeout=4),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
