"""A button that freezes the window."""

import asyncio
import os
import queue
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
TICK = 0.1  # u
JOB = 5  # u
TICKS = int(JOB / TICK) + 2  # for as long as the job takes, and a little longer


class Window:  #: struct Window
    def __init__(self):
        self.inbox = queue.Queue()  #: sync::Queue<std::string> inbox{"inbox"};
        self.drawn = 0  #: drawn{"drawn", 0};
        self.workers = []
        self.has_result = False  #: bool hasResult = false;
        self.last_drawn = time.monotonic()  #: sync::Duration lastDrawn{0};
        self.longest_gap = 0.0  # u  #: sync::Duration longestGap{0};
        self.left = JOB  #: sync::Duration left;

    def draw(self):  #: void draw()
        now = time.monotonic()
        gap = (now - self.last_drawn) / U  #: const sync::Duration gap = sync::now() - lastDrawn;
        if gap > 2 * TICK:  #: if (gap > 2 * tick)
            print(f"no picture for {gap:.1f} u")  #: sync::note("no picture for "
        self.longest_gap = max(self.longest_gap, gap)  #: longestGap = std::max(longestGap, gap);
        self.last_drawn = now  #: lastDrawn += gap;
        self.drawn += 1  #: drawn.fetchAdd(1);

    def show(self):  #: void show()
        print("shows the result", flush=True)  #: sync::note("shows the result");
        self.has_result = True  #: hasResult = true;

    def report(self):  #: void report()
        gap = self.longest_gap
        picture = "smooth" if gap <= 2 * TICK else "jerky" if gap < JOB else "frozen"  #: sync::outcome("picture",
        print(f"outcome: drawn={self.drawn} picture={picture}")


def blocks(window):  #: void blocks(Window& window)
    time.sleep(JOB * U)  #: sync::sleepFor(window.job);
    window.show()  #: window.show();


def work(window):
    time.sleep(JOB * U)  #: sync::sleepFor(window.job);
    window.inbox.put("done")  #: window.inbox.put("done");


def by_thread(window):  #: void byThread(Window& window)
    worker = threading.Thread(target=work, args=(window,), name="worker")
    window.workers.append(worker)  #: window.workers.emplace_back("worker", [&window] {
    worker.start()  #: window.workers.back().start();


def in_slices(window):  #: void inSlices(Window& window)
    part = min(window.left, TICK)  #: const sync::Duration slice = std::min(window.left, window.tick);
    time.sleep(part * U)  #: sync::sleepFor(slice);
    window.left = round(window.left - part, 9)  #: window.left -= slice;
    window.inbox.put("rest" if window.left > 0 else "done")  #: window.inbox.put(window.left > sync::Duration::zero()


def dispatch(window, on_click):  #: void dispatch(Window& window, void (*onClick)(Window&))
    ticks = 0
    while ticks < TICKS or not window.has_result:  #: for (int ticks = 0; ticks < window.ticks
        event = window.inbox.get()  #: const std::string event = window.inbox.get();
        if event == "tick":  #: if (event == "tick") {
            ticks += 1
            window.draw()  #: window.draw();
        elif event == "done":  #: } else if (event == "done") {
            window.show()  #: window.show();
        else:
            if event == "click":
                print("clicked", flush=True)  #: sync::note("clicked");
            on_click(window)  #: onClick(window);


def tell_time(window):
    for _ in range(TICKS):
        time.sleep(TICK * U)  #: sync::sleepFor(window.tick);
        window.inbox.put("tick")  #: window.inbox.put("tick");


def run(on_click):
    window = Window()
    window.inbox.put("click")  #: window.inbox.put("click");
    ui = threading.Thread(target=dispatch, args=(window, on_click), name="window")
    clock = threading.Thread(target=tell_time, args=(window,), name="clock")
    for thread in (ui, clock):
        thread.start()
    for thread in (clock, ui, *window.workers):
        thread.join()
    window.report()  #: window.report();


async def draw_all(window):  #: async::Task<> drawAll(Window& window)
    for _ in range(TICKS):
        await asyncio.sleep(TICK * U)  #: co_await async::asyncSleep(window.tick);
        window.draw()


async def handle_click(window):  #: async::Task<> handleClick(Window& window)
    print("clicked")
    await asyncio.sleep(JOB * U)  #: co_await async::asyncSleep(window.job);
    window.show()


async def handle_all(window):  #: async::Task<> handleAll(Window& window)
    click = asyncio.create_task(handle_click(window))
    drawing = asyncio.create_task(draw_all(window))
    await click  #: co_await click;
    await drawing  #: co_await drawing;


def coroutines():  #: void coroutines(const Parameters& parameters)
    window = Window()
    asyncio.run(handle_all(window))  #: loop.run(handleAll(window), "main");
    window.report()


variants = {
    "blocks": lambda: run(blocks),
    "thread": lambda: run(by_thread),
    "slices": lambda: run(in_slices),
    "async": coroutines,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
