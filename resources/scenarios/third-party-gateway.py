"""A server that waits for another server."""

import asyncio
import os
import queue
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
REQUESTS = 10
REMOTE = 1  # u until the service elsewhere answers


class Gateway:  #: struct Gateway
    def __init__(self):
        self.waiting = queue.Queue()  #: sync::Queue<int> waiting{"requests"};
        self.counting = threading.Lock()
        self.outside = 0  #: outside{"out there", 0};
        self.most = 0  #: most{"most at once", 0};
        self.answered = 0  #: answered{"answered", 0};

    def ask(self):  #: void ask()
        with self.counting:
            self.outside += 1  #: outside.fetchAdd(1) + 1;
            self.most = max(self.most, self.outside)  #: most.update(

    def answer(self):  #: void answer()
        with self.counting:
            self.outside -= 1  #: outside.fetchAdd(-1);
            self.answered += 1  #: answered.fetchAdd(1);

    def report(self):  #: void report()
        print(f"outcome: answered={self.answered} at-once={self.most}")


def serve(gateway):  #: void serve(Gateway& gateway)
    while (request := gateway.waiting.get()) is not None:  #: gateway.waiting.getUntilClosed()
        print(f"asks for request {request}\n", end="", flush=True)  #: sync::note("asks for request "
        gateway.ask()  #: gateway.ask();
        time.sleep(REMOTE * U)  #: sync::sleepFor(gateway.remote);
        gateway.answer()  #: gateway.answer();


def run(count):  #: void program(const Parameters& parameters)
    gateway = Gateway()
    for request in range(1, REQUESTS + 1):
        gateway.waiting.put(request)  #: gateway.waiting.put(request);
    for _ in range(count):  # a queue of this library cannot be closed before Python 3.13: an end for each
        gateway.waiting.put(None)  #: gateway.waiting.close();
    workers = [threading.Thread(target=serve, args=(gateway,), name=f"worker {i + 1}") for i in range(count)]
    for worker in workers:
        worker.start()  #: workers.start("worker "
    for worker in workers:
        worker.join()  #: workers.joinAll();
    gateway.report()  #: gateway.report();


async def serve_async(gateway):  #: async::Task<> serveAsync(Gateway& gateway)
    gateway.ask()
    await asyncio.sleep(REMOTE * U)  #: co_await async::asyncSleep(gateway.remote);
    gateway.answer()


async def serve_all(gateway):  #: async::Task<> serveAll(Gateway& gateway)
    requests = [asyncio.create_task(serve_async(gateway)) for _ in range(REQUESTS)]
    for request in requests:  #: for (const async::TaskHandle<>& request : requests)
        await request  #: co_await request;


def coroutines():  #: void coroutines(const Parameters& parameters)
    gateway = Gateway()
    asyncio.run(serve_all(gateway))  #: loop.run(serveAll(gateway), "requests");
    gateway.report()


variants = {
    "one-worker": lambda: run(1),
    "workers": lambda: run(4),
    "async": coroutines,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
