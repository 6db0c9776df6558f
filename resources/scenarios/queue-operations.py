"""What a queue can do, one operation after the other."""

import os
import queue
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
CAPACITY = 4
ITEMS = (3, 1, 4, 2)  #: constexpr std::array items = {3, 1, 4, 2};
SCRIPT = "ppppgggg"  # "p" puts the next number, "g" gets one  #: "ppppgggg"


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


def script(kind, next_of):  #: void script(
    items = kind(CAPACITY)  #: sync::Queue<int> queue{"queue",
    model = []  #: std::deque<int> model;
    got = []
    same = True
    coming = iter(ITEMS)
    for step in SCRIPT:  #: for (const char step : scriptOf(parameters)) {
        if step == "p":
            item = next(coming)
            items.put_nowait(item)  #: if (queue.tryPut(item))
            model.append(item)  #: model.push_back(item);
        else:
            item = items.get_nowait()  #: const auto item = queue.tryGet()
            expected = next_of(model)  #: expectedNext(model, order)
            model.remove(expected)
            same = same and item == expected
            got.append(str(item))
        note(f"size {items.qsize()}" + (", empty" if items.empty() else "") + (", full" if items.full() else ""))
    print(f"outcome: as-expected={'yes' if same else 'no'} got={','.join(got)}")


def put_blocks():  #: void putBlocks(
    items = queue.Queue(maxsize=2)

    def make():
        for item in ITEMS:  #: for (const int item : items) {
            items.put(item)  #: queue.put(item);
            note(f"has put {item}")  #: sync::note("has put "

    maker = threading.Thread(target=make, name="maker")  #: sync::Thread maker{"maker"
    maker.start()  #: maker.start();
    got = []
    for _ in ITEMS:
        time.sleep(U)  #: sync::sleepFor(sync::units(1));
        got.append(str(items.get()))  #: join(got, queue.get());
    maker.join()  #: maker.join();
    print(f"outcome: got={','.join(got)}")


def timeouts():  #: void timeouts(
    items = queue.Queue(CAPACITY)
    got, put = "one", "done"
    try:
        items.get(timeout=U)  #: queue.getFor(sync::units(1))
    except queue.Empty:
        got = "nothing"
    for item in ITEMS:
        items.put(item)  #: queue.put(items[i % items.size()]);
    try:
        items.put(5, timeout=U)  #: queue.putFor(5, sync::units(1));
    except queue.Full:
        put = "no-room"
    print(f"outcome: get={got} put={put}")


def stale_size():  #: void staleSize(
    items = queue.Queue()
    items.put(ITEMS[0])  #: queue.put(items[0]);
    fooled = []

    def take():
        if items.empty():  #: if (queue.isEmpty()) {
            note("sees that it is empty")  #: sync::note("sees that it is empty");
            return
        try:
            items.get_nowait()  #: } else if (!queue.tryGet()) {
        except queue.Empty:
            note("saw an item, and it is gone")  #: sync::note("saw an item, and it is gone");
            fooled.append(1)  #: fooled.fetchAdd(1);

    group = [threading.Thread(target=take, name=name) for name in ("first", "second")]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()
    print(f"outcome: fooled={len(fooled)}")


def task_done():  #: void taskDone(
    items = queue.Queue(CAPACITY)
    done = []

    def work():
        while (item := items.get()) is not None:  #: while (const auto item = queue.getUntilClosed()) {
            time.sleep(U)
            done.append(item)  #: done.fetchAdd(1);
            items.task_done()  #: queue.taskDone();

    workers = [threading.Thread(target=work, name=f"worker {i}") for i in (1, 2)]
    for thread in workers:
        thread.start()
    for item in ITEMS:
        items.put(item)  #: queue.put(item);
    items.join()  #: queue.join();
    note("everything has been dealt with")  #: sync::note("everything has been dealt with");
    print(f"outcome: done={len(done)}")
    for _ in workers:
        items.put(None)  # Queue.close is not there before 3.13  #: queue.close();


variants = {
    "fifo": lambda: script(queue.Queue, lambda model: model[0]),
    "lifo": lambda: script(queue.LifoQueue, lambda model: model[-1]),
    "priority": lambda: script(queue.PriorityQueue, min),
    "put-blocks": put_blocks,
    "timeouts": timeouts,
    "stale-size": stale_size,
    "task-done": task_done,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
