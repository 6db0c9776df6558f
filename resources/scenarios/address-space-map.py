"""What belongs to whom: globals and locals of threads, coroutines and processes."""

import asyncio
import multiprocessing
import sys
import threading

WORKERS = 3
INCREMENTS = 1


class Global:  #: using Global = sync::Atomic<int>;
    """Everybody in this process sees it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.value = 0

    def add(self, by):
        with self.lock:
            self.value += by


count_of_all = Global()  # a child process begins with its own
outcome = {}


def count(number):  #: void count(Counter& global, const std::string& number, int increments)
    local = 0  # on the worker's own stack  #: sync::Shared<int> local{"local " + number, 0};
    for _ in range(INCREMENTS):  #: for (int i = 0; i < increments; ++i) {
        count_of_all.add(1)  #: global.fetchAdd(1);
        local += 1  #: local.fetchAdd(1);
    return local  #: sync::outcome("local-" + number, local.read());


def count_in_thread(number):
    outcome[f"local-{number}"] = count(number)


def main_looks():  #: void mainLooks(Counter& global)
    print(f"main sees {count_of_all.value}")  #: sync::note("main sees " + std::to_string(global.read()));
    outcome["global"] = count_of_all.value  #: sync::outcome("global", global.read());
    print("outcome:", *(f"{key}={value}" for key, value in sorted(outcome.items())))


def threads():  #: void threads(const Parameters& parameters)
    workers = [threading.Thread(target=count_in_thread, args=(i + 1,)) for i in range(WORKERS)]
    for worker in workers:
        worker.start()  #: workers.start("worker " + std::to_string(i), [&global
    for worker in workers:
        worker.join()  #: workers.joinAll();
    main_looks()  #: mainLooks(global);


async def count_async(number):  #: async::Task<> countAsync(Global& global, std::string number, int increments)
    local = 0  #: sync::Shared<int> local{"local " + number, 0}; // in the coroutine's frame
    for _ in range(INCREMENTS):
        count_of_all.add(1)
        local += 1
        await asyncio.sleep(0)  #: co_await async::yieldNow();
    outcome[f"local-{number}"] = local


async def start_tasks():  #: async::Task<> startTasks(Global& global, int workers, int increments)
    tasks = [asyncio.create_task(count_async(i + 1)) for i in range(WORKERS)]
    for task in tasks:  #: for (const async::TaskHandle<>& task : tasks)
        await task  #: co_await task;


def coroutines():  #: void coroutines(const Parameters& parameters)
    asyncio.run(start_tasks())  #: loop.run(startTasks(
    main_looks()


def count_in_child(number, found):  #: int countInChild(const Arguments& arguments)
    local = count(number)
    # How the twin learns it; main's own counter is left alone.
    found.put((number, local, count_of_all.value))  #: sync::outcome("child-" + arguments[0], global.read());


def count_and_report(number, counts):  #: int countAndReport(const Arguments& arguments)
    local = count(number)
    counts.put((number, local, count_of_all.value))  #: ProcessQueue<int>::fromArgument(arguments[2])


def run_processes(role, collect):
    results = multiprocessing.Queue()  #: const ProcessQueue<int> counts{"counts"};
    children = [multiprocessing.Process(target=role, args=(i + 1, results)) for i in range(WORKERS)]
    for child in children:
        child.start()  #: child.start();
    for _ in children:  # before the join: a child waits until what it put is taken
        number, local, seen = results.get()
        outcome[f"local-{number}"] = local
        collect(number, seen)
    for child in children:
        child.join()  #: child.join();
    main_looks()


def processes():  #: void processes(const Parameters& parameters)
    def collect(number, seen):
        outcome[f"child-{number}"] = seen

    run_processes(count_in_child, collect)


def count_in_shared_memory(number, shared, found):  #: int countInSharedMemory(const Arguments& arguments)
    local = 0
    for _ in range(INCREMENTS):
        with shared.get_lock():
            shared.value += 1  #: global.fetchAdd(1);
        local += 1
    found.put((number, local))


def shared_memory():  #: void sharedMemory(const Parameters& parameters)
    shared = multiprocessing.Value("i", 0)  #: SharedValue global{"global", 0};
    found = multiprocessing.Queue()
    children = [
        multiprocessing.Process(target=count_in_shared_memory, args=(i + 1, shared, found))
        for i in range(WORKERS)
    ]
    for child in children:
        child.start()
    for _ in children:
        number, local = found.get()
        outcome[f"local-{number}"] = local
    for child in children:
        child.join()
    count_of_all.value = shared.value  # main looks into the same memory
    main_looks()


def processes_that_report():  #: void processesThatReport(const Parameters& parameters)
    run_processes(count_and_report, lambda number, seen: count_of_all.add(seen))  #: global.fetchAdd(counts.get());


variants = {
    "threads": threads,
    "processes": processes,
    "processes-report": processes_that_report,
    "shared-memory": shared_memory,
    "coroutines": coroutines,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
