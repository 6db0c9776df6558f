"""One token for all threads of an interpreter.

CPython does this inside, in C, with sys.getswitchinterval() as the interval. Here it is in Python, to be seen.
"""

import math
import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
THREADS = 2
WORK = 6  # u, all together
INTERVAL = 0.5  # u
SLICE = 0.6  # u  #: constexpr double slice = 0.6;


class Token:  #: class Token
    def __init__(self):
        self.gil = threading.Lock()  #: sync::Mutex m_gil{"GIL"};
        self.asked = False  #: m_isAsked{"drop request", false};
        self.switches = 0  #: m_switches{"switches", 0};
        self.switched = threading.Condition()  #: sync::ConditionVariable m_switched{"switched"};
        self.last = 0  # guarded by the condition  #: int m_last = 0;

    def take(self, thread):  #: void take(int thread)
        seen = self.switches  #: int seen = m_switches.read();
        while not self.gil.acquire(timeout=INTERVAL * U):  #: while (!m_gil.tryLockFor(m_interval)) {
            if self.switches == seen:  # the same holder for a whole interval  #: if (m_switches.read() == seen)
                self.asked = True  #: ask(true);
            seen = self.switches  #: seen = m_switches.read();
        self.asked = False  #: ask(false);
        with self.switched:
            if self.last != thread:  #: if (m_last != thread)
                self.switches += 1  #: m_switches.fetchAdd(1);
            self.last = thread  #: m_last = thread;
            self.switched.notify_all()  #: m_switched.notifyAll();

    def drop(self):  #: void drop() { m_gil.unlock(); }
        self.gil.release()

    def look(self, thread):  #: void look(int thread)
        if not self.asked:  #: if (!m_isAsked.read())
            return
        self.drop()  #: drop();
        with self.switched:
            self.switched.wait_for(lambda: self.last != thread)  #: m_switched.wait(lock,
        self.take(thread)  #: take(thread);


class NoToken:  #: struct NoToken
    switches = 0

    def take(self, thread):
        pass

    def drop(self):
        pass

    look = take


class Load:  #: struct Load
    def __init__(self):
        self.counting = threading.Lock()  # makes the numbers exact
        self.running = 0  #: running{"running", 0};
        self.overlap = False  #: overlaps{"overlap", false};

    def compute(self, piece):  #: void compute(
        with self.counting:
            self.running += 1  #: if (load.running.fetchAdd(1) > 0)
            self.overlap = self.overlap or self.running > 1  #: load.overlaps.write(true);
        time.sleep(piece * U)  # played: a loop would need the real token  #: sync::sleepFor(piece);
        with self.counting:
            self.running -= 1  #: load.running.fetchAdd(-1);


def work(interpreter, load, thread, share, io):  #: void work(
    pieces = math.ceil(share / SLICE - 0.001)  #: const int pieces =
    piece = share / pieces  #: const sync::Duration piece =
    interpreter.take(thread)  #: interpreter.take(thread);
    for i in range(pieces):  #: for (int i = 0; i < pieces; ++i) {
        if math.floor((i + 1) * io) > math.floor(i * io):  #: if (isIo) {
            interpreter.drop()  #: interpreter.drop();
            time.sleep(piece * U)
            interpreter.take(thread)
        else:
            load.compute(piece)  #: compute(load, piece);
            interpreter.look(thread)  #: interpreter.look(thread);
    interpreter.drop()


def together(body, count):
    group = [threading.Thread(target=body, args=(i,)) for i in range(1, count + 1)]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()  #: group.joinAll();


def run(interpreter, io):
    load = Load()
    share = WORK / THREADS  #: const double share =
    together(lambda i: work(interpreter, load, i, share, io), THREADS)
    print(f"{interpreter.switches} switches")  #: sync::note(std::to_string(interpreter.switches())
    print(f"outcome: overlap={'yes' if load.overlap else 'no'}")  #: sync::outcome("overlap",


def overdraw():  #: void overdraw(
    token = Token()
    balance = [100]  #: balance{"balance", 100};

    def withdraw(thread):
        token.take(thread)
        if balance[0] >= 80:  #: if (balance.read() >= amount) {
            for _ in range(3):
                time.sleep(SLICE * U)  #: sync::sleepFor(sync::units(slice));
                token.look(thread)  #: token.look(i);
            balance[0] -= 80  #: balance.fetchAdd(-amount);
        token.drop()  #: token.drop();

    together(withdraw, 2)
    print(f"outcome: balance={balance[0]}")  #: sync::outcome("balance", balance.read());


variants = {
    "gil-cpu": lambda: run(Token(), 0),
    "no-gil-cpu": lambda: run(NoToken(), 0),
    "gil-io": lambda: run(Token(), 1),
    "no-gil-io": lambda: run(NoToken(), 1),
    "gil-mixed": lambda: run(Token(), 0.5),
    "gil-overdraw": overdraw,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
