"""Five philosophers, five forks."""

import os
import random
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
SIZE = 5
REACH = 1  # u

forks = [threading.Lock() for _ in range(SIZE)]  #: Forks forks =


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


def left(philosopher):  #: sync::Mutex& left(
    return forks[philosopher]


def right(philosopher):  #: sync::Mutex& right(
    return forks[(philosopher + 1) % SIZE]


def eat_with(first, second):  #: void eatWith(
    with first:  #: const sync::LockGuard takeFirst{first};
        time.sleep(REACH * U)  #: sync::sleepFor(table.reach);
        with second:  #: const sync::LockGuard takeSecond{second};
            note("eats")  #: sync::note("eats");


def naive(philosopher):  #: void naive(
    eat_with(left(philosopher), right(philosopher))  #: eatWith(table, table.left(philosopher),


def ordered(philosopher):  #: void ordered(
    if philosopher + 1 == SIZE:  #: if (isLast)
        eat_with(right(philosopher), left(philosopher))
    else:
        naive(philosopher)  #: naive(table, philosopher);


def seated(seats):  #: void seated(
    def dine(philosopher):
        with seats:  #: const sync::SemaphoreGuard seat{table.seats};
            naive(philosopher)

    return dine


def back_off(philosopher):  #: void backOff(
    first, second = left(philosopher), right(philosopher)
    while True:  #: for (;;) {
        first.acquire()  #: first.lock();
        time.sleep(REACH * U)
        if second.acquire(blocking=False):  #: if (second.tryLock())
            break
        first.release()  #: first.unlock();
        note("puts the fork back")  #: sync::note("puts the fork back");
        time.sleep(random.uniform(1, 4) * U)  #: sync::sleepFor(sync::units(
    note("eats")
    second.release()  #: second.unlock();
    first.release()


class CleanTable:  #: class CleanTable
    def __init__(self):
        self.changed = threading.Condition()  #: sync::ConditionVariable m_changed{"forks changed"};
        self.owner = [max(fork - 1, 0) for fork in range(SIZE)]  #: m_forks[fork].owner = fork == 0 ? 0 : fork - 1;
        self.dirty = [True] * SIZE  #: bool isDirty = true;

    def ask(self, fork, philosopher):  #: static bool ask(
        if self.owner[fork] != philosopher and self.dirty[fork]:  #: if (fork.owner != philosopher && fork.isDirty)
            self.owner[fork], self.dirty[fork] = philosopher, False  #: fork = {philosopher, false};
        return self.owner[fork] == philosopher  #: return fork.owner == philosopher;

    def dine(self, philosopher):  #: void dine(std::size_t philosopher)
        mine = (philosopher, (philosopher + 1) % SIZE)
        with self.changed:
            while not all([self.ask(fork, philosopher) for fork in mine]):
                self.changed.wait()  #: m_changed.wait(lock);
            for fork in mine:
                self.dirty[fork] = False  #: left.isDirty = right.isDirty = false;
        note("eats")
        time.sleep(REACH * U)  #: sync::sleepFor(m_eating);
        with self.changed:
            for fork in mine:
                self.dirty[fork] = True  #: left.isDirty = right.isDirty = true;
            self.changed.notify_all()  #: m_changed.notifyAll();


def run(dine):
    group = [threading.Thread(target=dine, args=(i,), name=f"philosopher {i}", daemon=True) for i in range(SIZE)]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()  #: group.joinAll();
    print(f"outcome: meals={SIZE}")


variants = {
    "naive": lambda: run(naive),
    "ordered": lambda: run(ordered),
    "waiter": lambda: run(seated(threading.Semaphore(4))),
    "waiter-five": lambda: run(seated(threading.Semaphore(5))),
    "try-and-back-off": lambda: run(back_off),
    "clean-forks": lambda: run(CleanTable().dine),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
