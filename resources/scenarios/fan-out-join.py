"""A thread for each input, and main waits for all of them."""

import os
import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
INPUTS = 6
TIME = 1  # u


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


def square(number, units, results):  #: void square(
    time.sleep(units * U)  #: sync::sleepFor(time);
    results[number - 1] = number * number  #: result = input * input;
    note(f"{number} squared is {results[number - 1]}, after {units} u")  #: " squared is "


def make_threads(results, times):  #: std::vector<sync::Thread> makeThreads(
    return [
        threading.Thread(target=square, args=(i + 1, units, results), name=f"thread {i + 1}")  #: threads.emplace_back(
        for i, units in enumerate(times)
    ]


def report(results):
    print("outcome: results=" + ",".join(map(str, results)))


def start_all_join_all(times):  #: void startAllJoinAll(
    results = [0] * INPUTS  #: Results results(
    threads = make_threads(results, times)
    for thread in threads:  #: for (sync::Thread& thread : threads)
        thread.start()  #: thread.start();
    for thread in threads:
        thread.join()  #: thread.join();
    report(results)


def one_loop():  #: void oneLoop(
    results = [0] * INPUTS
    for thread in make_threads(results, [TIME] * INPUTS):  #: for (sync::Thread& thread : threads) {
        thread.start()
        thread.join()  # before the next one is started  #: thread.join(); // before the next one is started
    report(results)


def thread_group():  #: void threadGroup(
    results = [0] * INPUTS
    with ThreadPoolExecutor(max_workers=INPUTS) as group:  # waits at its end  #: sync::ThreadGroup group;
        for number in range(1, INPUTS + 1):
            group.submit(square, number, TIME, results)  #: group.start(nameOf(input), [&, input, i]
    report(results)


def straggler():  #: void straggler(
    times = [TIME] * INPUTS
    times[0] *= 3  #: times.front() *= 3;
    start_all_join_all(times)


def random_times():  #: void randomTimes(
    start_all_join_all([TIME * random.randint(1, 3) for _ in range(INPUTS)])  #: time *= sync::random(1, 3);


def as_they_come():  #: void asTheyCome(
    results = []

    def append(number):
        time.sleep(TIME * U)
        results.append(number * number)  #: list.update(

    group = [threading.Thread(target=append, args=(number,)) for number in (1, 2, 3)]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()  #: group.joinAll();
    report(results)


variants = {
    "two-loops": lambda: start_all_join_all([TIME] * INPUTS),
    "one-loop": one_loop,
    "thread-group": thread_group,
    "straggler": straggler,
    "random-times": random_times,
    "as-they-come": as_they_come,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
