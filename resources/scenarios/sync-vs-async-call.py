"""A calls B: wait, or be told."""

import os
import queue
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
B_WORK = 3  # u
A_WORK = 3  # u
SLICES = 3  # of A's own work  #: constexpr int slices = 3;


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Future:  #: struct Future
    """The answer that will be: a place for it, and a flag that says that it is there."""

    def __init__(self):
        self.value = 0  #: value{"answer", 0};
        self.is_ready = threading.Event()  #: sync::Event isReady{"ready"};

    def resolve(self, answer):  #: void resolve(int answer)
        self.value = answer  #: value.write(answer);
        self.is_ready.set()  #: isReady.set();

    def get(self):  #: int get()
        self.is_ready.wait()  #: isReady.wait();
        return self.value  #: return value.read();


class Call:  #: struct Call
    def __init__(self):
        self.future = Future()  #: Future future;
        self.inbox = queue.Queue()  #: sync::Queue<int> inbox{"inbox of A"};
        self.delivered = 0  #: delivered{"delivered", 0};
        self.outcome = {}


def compute(call):  #: int compute(Call& call)
    note("B works")  #: sync::note("B works");
    time.sleep(B_WORK * U)  #: sync::sleepFor(call.bWork);
    return 42  #: return 42;


def work_of_a(duration):  #: void workOfA(sync::Duration duration)
    note("A works")  #: sync::note("A works");
    time.sleep(duration * U)  #: sync::sleepFor(duration);


def deal(call, answer):  #: void deal(Call& call, int answer)
    note("A has the answer")  #: sync::note("A has the answer");
    call.delivered += 1  #: call.delivered.fetchAdd(1);
    call.outcome["answer"] = answer  #: sync::outcome("answer", answer);


def call_b(call):  #: sync::Thread callB(Call& call)
    b = threading.Thread(target=lambda: call.future.resolve(compute(call)), name="B")
    b.start()  #: b.start();
    return b


def synchronous(call):  #: void synchronous(Call& call)
    b = call_b(call)
    deal(call, call.future.get())  #: deal(call, call.future.get());
    work_of_a(A_WORK)  #: workOfA(call.aWork);
    b.join()


def polled(call):  #: void polled(Call& call)
    b = call_b(call)
    looks = 0
    for _ in range(SLICES):  #: for (int slice = 0; slice < slices; ++slice) {
        work_of_a(A_WORK / SLICES)  #: workOfA(call.aWork / slices);
        if not call.future.is_ready.is_set():  #: if (!call.future.isReady.isSet())
            looks += 1  # in vain  #: ++looks; // in vain
    deal(call, call.future.get())
    call.outcome["in-vain"] = looks  #: sync::outcome("in-vain", looks);
    b.join()


def awaited(call):  #: void awaited(Call& call)
    b = call_b(call)
    work_of_a(A_WORK)
    deal(call, call.future.get())
    b.join()


def callback(call):  #: void callback(Call& call)
    def when_done(answer):  #: whenDone = [&call](int answer) { deal(call, answer); };
        deal(call, answer)

    b = threading.Thread(target=lambda: call.inbox.put(compute(call)), name="B")  #: call.inbox.put(compute(call));
    b.start()
    work_of_a(A_WORK)
    when_done(call.inbox.get())  #: whenDone(call.inbox.get());
    b.join()


def fire_and_forget(call):  #: void fireAndForget(Call& call)
    call_b(call)
    work_of_a(A_WORK)


def run(talk):
    call = Call()  #: Call& call = sync::kept<Call>(parameters);
    a = threading.Thread(target=talk, args=(call,), name="A")
    a.start()  #: a.start();
    a.join()  #: a.join();
    call.outcome["delivered"] = call.delivered  #: sync::outcome("delivered", call.delivered.read());
    print("outcome:", *(f"{key}={value}" for key, value in sorted(call.outcome.items())), flush=True)


variants = {
    "synchronous": lambda: run(synchronous),
    "future-polled": lambda: run(polled),
    "future-awaited": lambda: run(awaited),
    "callback": lambda: run(callback),
    "fire-and-forget": lambda: run(fire_and_forget),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
