"""Who is there? A list of the living."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
THREADS = 2
answers = {}


def current():  #: std::string current(
    thread = threading.current_thread()  #: if (thread.isCurrent())
    return "main" if thread is threading.main_thread() else thread.name  #: return thread.name();


def sample(moment):  #: void sample(
    """CPython keeps the list itself, and copies it under a lock of its own."""
    alive = threading.enumerate()
    names = ", ".join(thread.name + (" (daemon)" if thread.daemon else "") for thread in alive)
    print(f"{moment}: {len(alive)} alive: {names}; asked by {current()}", flush=True)  #: sync::note(moment
    answers[moment] = len(alive)  #: sync::outcome(moment, alive);
    if moment == "during":  #: if (moment == "during")
        answers["current"] = current()  #: sync::outcome("current", current(threads));


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
    sample("before")  #: sample("before", threads);
    start_all(threads)  #: startAll(threads);
    sample("during")  #: sample("during", threads);
    may_go.set()  #: mayGo.set();
    join_all(threads)  #: joinAll(threads);
    sample("joined")  #: sample("joined", threads);


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
    may_go = threading.Event()
    threads = make_threads(may_go.wait)

    def report():
        sample("during")
        may_go.set()

    threads.append(threading.Thread(target=report, name="reporter"))  #: threads.emplace_back("reporter", [&] {
    sample("before")
    start_all(threads)
    join_all(threads)
    sample("joined")


def run(program):
    program()
    print("outcome: " + " ".join(f"{key}={answers[key]}" for key in sorted(answers)))


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
