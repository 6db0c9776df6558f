"""Starting threads and waiting for them."""

import atexit
import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
THREADS = 2
TICKS = 3
INTERVAL = 1  # u


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Work:  #: struct Work
    def __init__(self):
        self.counting = threading.Lock()
        self.finished = 0  #: finished{"finished", 0};


def count(work):  #: void count(Work& work)
    note("begins")  #: sync::note("begins");
    for tick in range(TICKS):  #: for (int tick = 0; tick < work.ticks; ++tick) {
        note(str(tick))  #: sync::note(std::to_string(tick));
        time.sleep(INTERVAL * U)  #: sync::sleepFor(work.interval);
    note("ends")  #: sync::note("ends");
    with work.counting:
        work.finished += 1  #: work.finished.fetchAdd(1);


class Counter:  #: struct Counter
    """The other way to give a thread its work: an object that can be called."""

    def __init__(self, work):
        self.work = work  #: Work& work;

    def __call__(self):  #: void operator()() const { count(work); }
        count(self.work)


def make_threads(body):  #: std::deque<sync::Thread> makeThreads(
    return [threading.Thread(target=body, name=f"thread {i + 1}") for i in range(THREADS)]


def main_ends(work):  #: void mainEnds(Work& work)
    # At the very end: the interpreter waits for its threads before it goes, and they still have something to say.
    atexit.register(print, f"outcome: finished={work.finished}")  #: sync::outcome("finished", work.finished.read());
    note("main ends")  #: sync::note("main ends");


def start_then_join(body=None):  #: void startThenJoin(const Parameters& parameters)
    work = Work()  #: Work& work = workOf(parameters);
    threads = make_threads(Counter(work) if body else lambda: count(work))
    note("main begins")  #: sync::note("main begins");
    for thread in threads:  #: for (sync::Thread& thread : threads)
        thread.start()  #: thread.start();
    for thread in threads:
        thread.join()  #: thread.join();
    main_ends(work)  #: mainEnds(work);


def start_only():  #: void startOnly(const Parameters& parameters)
    work = Work()
    note("main begins")
    for thread in make_threads(lambda: count(work)):
        thread.start()
    main_ends(work)


def join_in_start_loop():  #: void joinInStartLoop(const Parameters& parameters)
    work = Work()
    note("main begins")
    for thread in make_threads(lambda: count(work)):
        thread.start()
        thread.join()
    main_ends(work)


def called_instead_of_started():  #: void calledInsteadOfStarted(const Parameters& parameters)
    work = Work()
    note("main begins")
    for _ in range(THREADS):
        count(work)  # an ordinary call: it runs here, in main  #: count(work); // an ordinary call
    main_ends(work)


def start_twice():  #: void startTwice(const Parameters& parameters)
    work = Work()
    threads = make_threads(lambda: count(work))
    note("main begins")
    for thread in threads:
        thread.start()
    try:
        threads[0].start()  #: threads.front().start();
    except RuntimeError as error:
        note(str(error))
    for thread in threads:
        thread.join()
    main_ends(work)


# Not here: `forgot-to-join`, for the interpreter waits for every thread that is no daemon.
variants = {
    "join": start_then_join,
    "no-join": start_only,
    "callable-object": lambda: start_then_join(Counter),
    "join-in-start-loop": join_in_start_loop,
    "start-called-as-run": called_instead_of_started,
    "start-twice": start_twice,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
