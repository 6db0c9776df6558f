"""Who is there? A list of the living."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
THREADS = 2
answers = {}


def sample(moment, leaving_out=()):  #: int sample(
    """CPython keeps the list itself, and copies it under a lock of its own."""
    alive = [thread for thread in threading.enumerate() if thread not in leaving_out]
    names = ", ".join(thread.name + (" (daemon)" if thread.daemon else "") for thread in alive)
    asking = threading.current_thread().name
    print(f"{moment}: {len(alive)} alive: {names}; asked by {asking}", flush=True)  #: sync::note(moment
    answers[moment] = len(alive)  #: sync::outcome(moment, alive);


def make_threads(body):  #: Threads makeThreads(
    names = [f"thread {i}" for i in range(1, THREADS + 1)]
    return [threading.Thread(target=body, name=name) for name in names]  #: threads.emplace_back("thread "


def start_all(threads):
    for thread in threads:
        thread.start()  #: thread.start();


def join_all(threads):
    for thread in threads:
        thread.join()  #: thread.join();


def held():  #: void held(
    may_go = threading.Event()  #: sync::Event mayGo{"may go"};
    threads = make_threads(may_go.wait)  #: makeThreads(parameters, [&] { mayGo.wait(); });
    sample("before")  #: sample("before", "main", threads);
    start_all(threads)  #: startAll(threads);
    sample("during")  #: sample("during", "main", threads);
    may_go.set()  #: mayGo.set();
    join_all(threads)  #: joinAll(threads);
    sample("joined")  #: sample("joined", "main", threads);


def by_the_clock():  #: void byTheClock(
    threads = make_threads(lambda: time.sleep(2 * U))  #: sync::sleepFor(sync::units(2));
    sample("before")
    start_all(threads)
    time.sleep(U)  #: sync::sleepFor(sync::units(1));
    sample("during")
    join_all(threads)
    sample("joined")


def daemon_too():  #: void withDaemon(
    may_go = threading.Event()
    threads = make_threads(may_go.wait)
    threads.append(threading.Thread(target=may_go.wait, name="watcher", daemon=True))  #: .isDaemon = true
    sample("before")
    start_all(threads)
    sample("during")
    may_go.set()
    join_all(threads)
    sample("joined")


def asked_by_a_thread():  #: void askedByThread(
    may_ask, may_go = threading.Event(), threading.Event()
    threads = make_threads(may_go.wait)

    def report():
        may_ask.wait()  #: mayAsk.wait();
        sample("during", leaving_out=(reporter,))  #: sample("during", "reporter", threads);
        may_go.set()

    reporter = threading.Thread(target=report, name="reporter")  #: sync::Thread reporter{"reporter"
    sample("before")
    start_all(threads)
    reporter.start()  #: reporter.start();
    may_ask.set()  #: mayAsk.set();
    join_all(threads)
    reporter.join()  #: reporter.join();
    sample("joined")


def run(program):
    program()
    print("outcome: " + " ".join(f"{moment}={answers[moment]}" for moment in sorted(answers)))


variants = {
    "held": lambda: run(held),
    "by-the-clock": lambda: run(by_the_clock),
    "daemon-too": lambda: run(daemon_too),
    "asked-by-a-thread": lambda: run(asked_by_a_thread),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
