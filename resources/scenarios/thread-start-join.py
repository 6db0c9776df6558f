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


class Counter(threading.Thread):  #: struct Counter
    """The other way to give a thread its work: a class of threads with a method run. What it needs, the object keeps:
    start() passes nothing on."""

    def __init__(self, work, name):
        super().__init__(name=name)
        self.work = work  #: Work& work;

    def run(self):  #: void operator()() const { count(work); }
        count(self.work)


def main_begins():  #: Work& mainBegins(const Parameters& parameters)
    note("main begins")  #: sync::note("main begins");
    return Work()  #: return sync::kept<Work>(


def main_ends(work):  #: void mainEnds(Work& work)
    # At the very end: the interpreter waits for its threads before it goes, and they still have something to say.
    atexit.register(print, f"outcome: finished={work.finished}")  #: sync::outcome("finished", work.finished.read());
    note("main ends")  #: sync::note("main ends");


def make_threads(work):  #: Threads makeThreads(
    return [threading.Thread(target=count, args=(work,), name=f"thread {i + 1}") for i in range(THREADS)]


def start_all(threads):  #: void startAll(Threads& threads)
    for thread in threads:
        thread.start()  #: thread.start();


def join_all(threads):  #: void joinAll(Threads& threads)
    for thread in threads:
        thread.join()  #: thread.join();


def start_then_join():  #: void startThenJoin(const Parameters& parameters)
    work = main_begins()  #: Work& work = mainBegins(parameters);
    threads = make_threads(work)  #: Threads threads = makeThreads(parameters, [&work] { count(work); });
    start_all(threads)  #: startAll(threads);
    join_all(threads)  #: joinAll(threads);
    main_ends(work)  #: mainEnds(work);


def start_only():  #: void startOnly(const Parameters& parameters)
    work = main_begins()
    start_all(make_threads(work))
    main_ends(work)


def callable_object():  #: void callableObject(const Parameters& parameters)
    work = main_begins()
    threads = [Counter(work, f"thread {i + 1}") for i in range(THREADS)]  #: makeThreads(parameters, Counter{work});
    start_all(threads)
    join_all(threads)
    main_ends(work)


def join_in_start_loop():  #: void joinInStartLoop(const Parameters& parameters)
    work = main_begins()
    for thread in make_threads(work):
        thread.start()
        thread.join()
    main_ends(work)


def called_instead_of_started():  #: void calledInsteadOfStarted(const Parameters& parameters)
    work = main_begins()
    for thread in make_threads(work):
        thread.run()  # an ordinary call: it runs here, in main  #: count(work); // an ordinary call
    main_ends(work)


def start_twice():  #: void startTwice(const Parameters& parameters)
    work = main_begins()
    threads = make_threads(work)
    start_all(threads)
    try:
        threads[0].start()  #: threads.front().start();
    except RuntimeError as error:
        note(str(error))
    join_all(threads)
    main_ends(work)


# Not here: `forgot-to-join`, for the interpreter waits for every thread that is no daemon.
variants = {
    "join": start_then_join,
    "no-join": start_only,
    "callable-object": callable_object,
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
