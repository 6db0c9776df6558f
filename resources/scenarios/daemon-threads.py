"""Threads that the program does not wait for."""

import atexit
import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
INTERVAL = 1  # u

results = {}


def note(text):
    # Not through the buffer behind print: a daemon that is cut off there would take the buffer's lock along.
    os.write(sys.stdout.fileno(), f"{threading.current_thread().name}: {text}\n".encode())


def count(name, ticks):  #: void count(const Job& job)
    note("begins")  #: sync::note("begins");
    for tick in range(ticks):  #: for (int tick = 0; tick < job.ticks; ++tick) {
        note(str(tick))  #: sync::note(std::to_string(tick));
        results[name] = tick + 1  #: sync::outcome(job.name, tick + 1);
        time.sleep(INTERVAL * U)  #: sync::sleepFor(job.interval);
    note("ends")  #: sync::note("ends");


def count_with_log(name, ticks):  #: void countWithLog(const Job& job)
    note("opens the log")  #: sync::note("opens the log");
    results["log"] = "open"  #: sync::outcome("log", "open");
    count(name, ticks)  #: count(job);
    results["log"] = "closed"  #: sync::outcome("log", "closed");
    note("closes the log")  #: sync::note("closes the log");


def report():
    """What had been done at the end. The interpreter waits for threads that are no daemons, then calls this."""
    found = dict(results)
    print("outcome:", *(f"{key}={found[key]}" for key in sorted(found)), flush=True)


def tail(main_tail):  #: void tail(const Parameters& parameters)
    time.sleep(main_tail * U)  #: sync::sleepFor(parameters.units("main-tail"));
    note("main ends")  #: sync::note("main ends");


def run(daemons=(), t1_ticks=3, main_tail=0, body=count, joins=False):  #: Threads startBoth(
    atexit.register(report)
    note("main begins")  #: sync::note("main begins");
    t1 = threading.Thread(target=body, args=("t1", t1_ticks), name="t1", daemon="t1" in daemons)  #: Thread t1{
    t2 = threading.Thread(target=count, args=("t2", 3), name="t2", daemon="t2" in daemons)  #: Thread t2{
    t1.start()  #: t1.start();
    t2.start()  #: t2.start();
    if joins:
        t1.join()  #: t1.join();
        t2.join()  #: t2.join();
    tail(main_tail)  #: tail(parameters);


def flag_after_start():  #: void flagAfterStart(const Parameters& parameters)
    atexit.register(report)
    note("main begins")
    t1 = threading.Thread(target=count, args=("t1", 3), name="t1")
    t2 = threading.Thread(target=count, args=("t2", 3), name="t2")
    t1.start()
    t2.start()
    try:
        t1.daemon = True  # too late: it stays what it was  #: threads.t1.setDaemon(true); // too late
    except RuntimeError as error:
        note(str(error))
    tail(0)


def child_inherits():  #: void childInherits(const Parameters& parameters)
    atexit.register(report)
    note("main begins")

    def parent():
        child = threading.Thread(target=count, args=("child", 3), name="child")  #: sync::Thread child{"child"
        child.start()  # a daemon like its parent  #: child.start(); // a daemon like its parent

    threading.Thread(target=parent, name="t1", daemon=True).start()
    tail(1.5)


variants = {
    "none": run,
    "one": lambda: run(daemons=("t1",)),
    "both": lambda: run(daemons=("t1", "t2")),
    "daemon-longer": lambda: run(daemons=("t1",), t1_ticks=6),
    "main-keeps-working": lambda: run(daemons=("t1", "t2"), main_tail=1.5),
    "join-the-daemon": lambda: run(daemons=("t1", "t2"), joins=True),
    "skipped-cleanup": lambda: run(daemons=("t1",), t1_ticks=6, body=count_with_log),
    "flag-after-start": flag_after_start,
    "child-inherits": child_inherits,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
