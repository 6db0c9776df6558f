"""A button that freezes the window."""

import asyncio
import os
import queue
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
TICKS = 8
TICK = 0.8  # u
JOB = 5  # u
SLICES = 5  # into which the job can be cut  #: constexpr int slices = 5;


class Window:  #: struct Window
    def __init__(self):
        self.inbox = queue.Queue()  #: sync::Queue<std::string> inbox{"inbox"};
        self.drawn = 0  #: drawn{"drawn", 0};
        self.workers = []
        self.is_busy = False  #: bool isBusy = false;
        self.has_result = False  #: bool hasResult = false;
        self.drawn_meanwhile = 0  #: int drawnMeanwhile = 0;
        self.left = SLICES  #: int left = slices;

    def draw(self):  #: void draw()
        self.drawn += 1  #: drawn.fetchAdd(1);
        if self.is_busy:
            self.drawn_meanwhile += 1  #: ++drawnMeanwhile;

    def begin(self):  #: void begin()
        print("clicked", flush=True)  #: sync::note("clicked");
        self.is_busy = True  #: isBusy = true;

    def show(self):  #: void show()
        print("shows the result", flush=True)  #: sync::note("shows the result");
        self.is_busy = False
        self.has_result = True  #: hasResult = true;

    def report(self):  #: void report()
        print(f"outcome: drawn={self.drawn} frozen={'no' if self.drawn_meanwhile else 'yes'}")


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
    time.sleep(JOB / SLICES * U)  #: sync::sleepFor(window.job / slices);
    window.left -= 1
    window.inbox.put("rest" if window.left else "done")  #: window.inbox.put(--window.left > 0 ? "rest" : "done");


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
                window.begin()  #: window.begin();
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
    window.begin()
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
