"""Jobs with a score: the urgent ones first."""

import itertools
import os
import queue
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
ITEMS = 4
JOB = 1  # u
SCORES = (3, 1, 2, 1)
CLOSED = (float("inf"), 0, None)  # comes after everything else

taken = []  #: sync::Shared<std::string> taken
turn = threading.Lock()  #: sync::Mutex turn{"turn"};
arrivals = itertools.count()  # heapq does not keep equals in order: the second place of a job does


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


def serve(jobs):  #: void serve(
    while True:  #: for (;;) {
        with turn:  #: const sync::LockGuard guard{counter.turn};
            score, _, name = jobs.get()  #: counter.jobs.getUntilClosed();
            if name is None:  #: if (!job)
                jobs.put(CLOSED)  # for the next one
                return
            note(f"takes {name}, score {score}")  #: sync::note(std::string("takes ")
            taken.append(name)  #: counter.taken.update(
        time.sleep(JOB * U)  #: sync::sleepFor(time);


def put(jobs, score, name):
    jobs.put((score, next(arrivals), name))


def serve_all(jobs, workers, arrive):  #: std::string serveAll(
    group = [threading.Thread(target=serve, args=(jobs,), name=f"worker {i + 1}") for i in range(workers)]

    def start_workers():  #: const auto startWorkers = [&] {
        for worker in group:
            worker.start()

    arrive(jobs, start_workers)  #: arrive(counter.jobs, startWorkers);
    jobs.put(CLOSED)  #: counter.jobs.close();
    for worker in group:
        worker.join()  #: workers.joinAll();
    return "".join(taken)


def all_there(kind):  #: void allThere(
    def arrive(jobs, start_workers):
        for score, name in zip(SCORES, "ABCD"):  #: for (const Job& job : jobsOf(parameters))
            put(jobs, score, name)  #: jobs.put(job);
        start_workers()

    print("outcome: order=" + serve_all(kind(), 3, arrive))


def late_urgent():  #: void lateUrgent(
    def arrive(jobs, start_workers):
        for i in range(1, ITEMS):
            put(jobs, 3, chr(ord("A") + i - 1))  #: jobs.put({3, static_cast<char>('A' + i - 1)});
        start_workers()
        time.sleep(0.5 * U)  #: sync::sleepFor(sync::units(0.5));
        put(jobs, 1, "U")  #: jobs.put({1, 'U'});

    print(f"outcome: place={serve_all(queue.PriorityQueue(), 1, arrive).index('U') + 1}")


def urgent_stream(gain):  #: void urgentStream(
    def arrive(jobs, start_workers):
        put(jobs, 1, "U")
        put(jobs, 3, "P")  #: jobs.put({3, 'P'});
        start_workers()
        for i in range(1, ITEMS):
            time.sleep((0.5 if i == 1 else 1) * U)  #: sync::sleepFor(sync::units(i == 1 ? 0.5 : 1));
            put(jobs, 1 + gain * i, "U")  #: jobs.put({1 + gain * i, 'U'});

    print(f"outcome: place={serve_all(queue.PriorityQueue(), 1, arrive).index('P') + 1}")


variants = {
    "fifo": lambda: all_there(queue.Queue),
    "priority": lambda: all_there(queue.PriorityQueue),
    "late-urgent": late_urgent,
    "starvation": lambda: urgent_stream(0),
    "ageing": lambda: urgent_stream(1),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
