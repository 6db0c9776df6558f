"""What a process, a thread and a coroutine cost: the times are printed, the counts are reported."""

import asyncio
import multiprocessing
import sys
import threading
import time

PROCESSES = 2
THREADS = 4
COROUTINES = 8
PING_PONGS = 10


class Count:  #: struct Count
    def __init__(self):
        self.lock = threading.Lock()
        self.ran = {"processes": 0, "threads": 0, "coroutines": 0}

    def add(self, kind):
        with self.lock:
            self.ran[kind] += 1

    def report(self, *kinds):
        print("outcome:", *(f"{kind}={self.ran[kind]}" for kind in kinds))


def tell_time(what, since):  #: void tellTime(const std::string& what, sync::Duration since)
    print(f"{what}: {(time.monotonic() - since) * 1e6:.0f} microseconds")


def do_nothing():  #: int doNothing(const std::vector<std::string>&)
    """A child cannot reach main's counter: that it ran is what its status says."""


def make_processes(count):  #: void makeProcesses(Count& count, int number)
    begin = time.monotonic()  #: const sync::Duration begin = sync::now();
    children = [multiprocessing.Process(target=do_nothing) for _ in range(PROCESSES)]
    for child in children:
        child.start()  #: child.start();
    for child in children:
        child.join()  #: if (child.join() == 0)
        if child.exitcode == 0:
            count.add("processes")  #: count.processes.fetchAdd(1);
    tell_time("processes", begin)  #: tellTime("processes", begin);


def make_threads(count, body):  #: void makeThreads(Count& count, int number)
    begin = time.monotonic()
    threads = [threading.Thread(target=body) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()  #: threads.joinAll();
    tell_time("threads", begin)


async def add_one(count):  #: async::Task<> addOne(Count& count)
    count.add("coroutines")  #: count.coroutines.fetchAdd(1);


async def add_all(count):  #: async::Task<> addAll(Count& count, int number)
    tasks = [asyncio.create_task(add_one(count)) for _ in range(COROUTINES)]
    for task in tasks:  #: for (const async::TaskHandle<>& task : tasks)
        await task  #: co_await task;


def make_coroutines(count):  #: void makeCoroutines(Count& count, int number)
    begin = time.monotonic()
    asyncio.run(add_all(count))  #: loop.run(addAll(count, number), "main task");
    tell_time("coroutines", begin)  #: tellTime("coroutines", begin);


def creation():  #: void creation(const Parameters& parameters)
    count = Count()
    make_processes(count)
    make_threads(count, lambda: count.add("threads"))
    make_coroutines(count)
    count.report("coroutines", "processes", "threads")


def ping_pong_threads(count):  #: void pingPongThreads(Count& count, int rounds)
    begin = time.monotonic()
    ping = threading.Semaphore(1)  #: sync::Semaphore ping{"ping", 1};
    pong = threading.Semaphore(0)  #: sync::Semaphore pong{"pong", 0};

    def play(mine, theirs):  #: const auto play = [&](sync::Semaphore& mine, sync::Semaphore& theirs) {
        for _ in range(PING_PONGS):
            mine.acquire()  #: mine.acquire();
            count.add("threads")
            theirs.release()  #: theirs.release();

    players = [threading.Thread(target=play, args=pair) for pair in ((ping, pong), (pong, ping))]
    for player in players:
        player.start()
    for player in players:
        player.join()  #: players.joinAll();
    tell_time("threads", begin)


async def play_async(count):  #: async::Task<> playAsync(Count& count, int rounds)
    for _ in range(PING_PONGS):
        count.add("coroutines")
        await asyncio.sleep(0)  # the other one's turn  #: co_await async::yieldNow(); // the other one's turn


async def play_both(count):  #: async::Task<> playBoth(Count& count, int rounds)
    one = asyncio.create_task(play_async(count))
    two = asyncio.create_task(play_async(count))
    await one  #: co_await one;
    await two  #: co_await two;


def ping_pong():  #: void pingPong(const Parameters& parameters)
    count = Count()
    ping_pong_threads(count)
    begin = time.monotonic()
    asyncio.run(play_both(count))
    tell_time("coroutines", begin)
    count.report("coroutines", "threads")


def held():  #: void held(const Parameters& parameters)
    count = Count()
    everybody = threading.Barrier(THREADS)  #: sync::Latch all{"all there", number};

    def body():
        count.add("threads")
        everybody.wait()  #: all.arriveAndWait();

    make_threads(count, body)
    make_coroutines(count)
    count.report("coroutines", "threads")


variants = {
    "creation": creation,
    "ping-pong": ping_pong,
    "held": held,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
