"""A crawler with manners: twelve pages from one server, three at a time."""

import asyncio
import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
URLS = 12
LIMIT = 3
HALF = 0.5  # u, of a latency of 1 u


class Server:  #: struct Server
    """What answers, and counts. To see what a semaphore does it is enough that it sleeps."""

    def __init__(self):
        self.counting = threading.Lock()
        self.in_flight = 0  #: inFlight{"in flight", 0};
        self.served = 0  #: served{"fetched", 0};
        self.is_exceeded = False  #: isExceeded{"exceeded", false};

    def begin(self):  #: void begin()
        with self.counting:
            self.in_flight += 1  #: if (inFlight.fetchAdd(1) >= limit)
            if self.in_flight > LIMIT:
                self.is_exceeded = True  #: isExceeded.write(true);

    def end(self):  #: void end()
        with self.counting:
            self.in_flight -= 1  #: inFlight.fetchAdd(-1);
            self.served += 1  #: served.fetchAdd(1);

    def report(self, more=""):  #: void report()
        print(f"outcome: exceeded={'yes' if self.is_exceeded else 'no'} fetched={self.served}{more}")


def fetch_at_once(server, permits):  #: void fetchAtOnce(Server& server, sync::Semaphore&)
    server.begin()
    time.sleep(HALF * U)  # until the answer begins  #: sync::sleepFor(server.half()); // until the answer begins
    time.sleep(HALF * U)  # the answer itself  #: sync::sleepFor(server.half()); // the answer itself
    server.end()


def fetch_with_permit(server, permits):  #: void fetchWithPermit(Server& server, sync::Semaphore& permits)
    with permits:  #: const sync::SemaphoreGuard permit{permits};
        fetch_at_once(server, permits)  #: fetchAtOnce(server, permits);


def release_early(server, permits):  #: void releaseEarly(Server& server, sync::Semaphore& permits)
    permits.acquire()  #: permits.acquire();
    server.begin()
    time.sleep(HALF * U)
    permits.release()  #: permits.release();
    time.sleep(HALF * U)
    server.end()


def run(fetch):
    server = Server()  #: Server server{parameters};
    permits = threading.Semaphore(LIMIT)  #: sync::Semaphore permits{"permits", server.limit};
    crawlers = [threading.Thread(target=fetch, args=(server, permits), name=f"page {i + 1}") for i in range(URLS)]
    for crawler in crawlers:
        crawler.start()  #: crawlers.start("page " + std::to_string(i), [&] { fetch(server, permits); });
    for crawler in crawlers:
        crawler.join()  #: crawlers.joinAll();
    server.report()  #: server.report();


async def fetch_async(server, permits):  #: async::Task<> fetchAsync(Server& server, TaskSemaphore& permits)
    async with permits:  #: co_await permits.acquire();
        server.begin()
        await asyncio.sleep(HALF * U)  #: co_await async::asyncSleep(server.half());
        await asyncio.sleep(HALF * U)
        server.end()


async def crawl(server):  #: async::Task<> crawl(Server& server, TaskSemaphore& permits, int urls)
    permits = asyncio.Semaphore(LIMIT)  #: TaskSemaphore permits{server.limit};
    pages = [asyncio.create_task(fetch_async(server, permits), name=f"page {i + 1}") for i in range(URLS)]
    for page in pages:  #: for (const async::TaskHandle<>& page : pages)
        await page  #: co_await page;


def coroutines():  #: void coroutines(const Parameters& parameters)
    server = Server()
    asyncio.run(crawl(server))  #: loop.run(crawl(server, permits, parameters.whole("urls")));
    server.report()


async def answer(server, reader, writer):  #: async::Task<> answer(Server& server, async::Stream client)
    page = (await reader.readline()).decode().strip()  #: const std::string page = co_await client.readLine();
    server.begin()
    await asyncio.sleep(HALF * U)
    writer.write(b"here is ")  #: co_await client.write("here is ");
    await asyncio.sleep(HALF * U)
    server.end()  # before the crawler can know  #: server.end(); // before the crawler can know
    writer.write(f"{page}\n".encode())  #: co_await client.write(page + "\n");
    writer.close()


async def fetch_from_port(port, permits, page):  #: async::Task<bool> fetchFromPort(
    async with permits:  #: co_await permits.acquire();
        reader, writer = await asyncio.open_connection("127.0.0.1", port)  #: async::Stream::connect(
        writer.write(f"{page}\n".encode())  #: co_await connection.write(page + "\n");
        line = (await reader.readline()).decode().strip()  #: const std::string line = co_await connection.readLine();
        writer.close()
    return line == f"here is {page}"  #: co_return line == "here is " + page;


async def crawl_loopback(server, limit):  #: async::Task<> crawlLoopback(
    permits = asyncio.Semaphore(limit)  #: TaskSemaphore permits{isLimited ? server.limit : parameters.whole("urls")};
    async with await asyncio.start_server(
        lambda reader, writer: answer(server, reader, writer), "127.0.0.1", 0
    ) as listener:  # on any port that is free  #: async::Listener listener; // on any port that is free
        port = listener.sockets[0].getsockname()[1]
        fetches = (fetch_from_port(port, permits, f"page {i + 1}") for i in range(URLS))
        return sum(await asyncio.gather(*fetches))  #: right += co_await page ? 1 : 0;


def loopback(limit):  #: void loopback(const Parameters& parameters)
    server = Server()
    right = asyncio.run(crawl_loopback(server, limit))  #: loop.run(crawlLoopback(
    server.report(f" right={right}")  #: sync::outcome("right", right);


variants = {
    "semaphore": lambda: run(fetch_with_permit),
    "no-limit": lambda: run(fetch_at_once),
    "early-release": lambda: run(release_early),
    "coroutines": coroutines,
    "loopback": lambda: loopback(LIMIT),
    "loopback-no-limit": lambda: loopback(URLS),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
