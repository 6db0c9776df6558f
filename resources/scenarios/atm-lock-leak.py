"""A cash machine that is locked, and not always unlocked."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
PEOPLE = ("man", "wife", "son")
AMOUNT = 80
DELAY = 1  # u
PATIENCE = 5  # u


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Machine:  #: struct Machine
    def __init__(self, balance):
        self.balance = balance  #: balance;
        self.lock = threading.Lock()  #: sync::Mutex lock{"machine"};

    def pay(self):  #: int pay(Machine& machine)
        time.sleep(DELAY * U)  #: sync::sleepFor(machine.delay);
        left = self.balance - AMOUNT  #: const int left = machine.balance.read() - machine.amount;
        self.balance = left  #: machine.balance.write(left);
        return left  #: return left;

    def show(self, left):  #: Visit show(Machine& machine, int left)
        shown = self.balance  #: const int shown = machine.balance.read();
        note(f"balance {shown}")  #: sync::note("balance " + std::to_string(shown));
        return "paid" if shown == left else "stale"


def refuse():  #: Visit refuse()
    note("insufficient")  #: sync::note("insufficient");
    return "refused"  #: return {.wasRefused = true};


def as_written(machine):  #: Visit asWritten(Machine& machine)
    machine.lock.acquire()  #: machine.lock.lock();
    if machine.balance < AMOUNT:  #: if (isTooLittle(machine))
        return refuse()  # and the lock?  #: return refuse(); // and the lock?
    left = machine.pay()  #: const int left = pay(machine);
    machine.lock.release()  #: machine.lock.unlock();
    return machine.show(left)  #: return show(machine, left);


def release_on_all_paths(machine):  #: Visit releaseOnAllPaths(Machine& machine)
    machine.lock.acquire()
    if machine.balance < AMOUNT:  #: if (isTooLittle(machine)) {
        machine.lock.release()
        return refuse()
    left = machine.pay()
    machine.lock.release()
    return machine.show(left)


def guarded(machine):  #: Visit raii(Machine& machine)
    with machine.lock:  # given back on every way out  #: sync::UniqueLock lock{machine.lock}; // given back
        if machine.balance < AMOUNT:
            return refuse()
        left = machine.pay()
    return machine.show(left)


def print_inside_lock(machine):  #: Visit printInsideLock(Machine& machine)
    with machine.lock:  #: const sync::LockGuard guard{machine.lock};
        if machine.balance < AMOUNT:
            return refuse()
        return machine.show(machine.pay())


def timed_acquire(machine):  #: Visit timedAcquire(Machine& machine)
    if not machine.lock.acquire(timeout=PATIENCE * U):  #: if (!machine.lock.tryLockFor(patience)) {
        note("gives up: the machine is still locked")  #: sync::note("gives up: the machine is still locked");
        return "gave up"  #: return {.gaveUp = true};
    if machine.balance < AMOUNT:
        return refuse()
    left = machine.pay()
    machine.lock.release()
    return machine.show(left)


def run(visit, lanes=2, balance=100):
    machine = Machine(balance)  #: auto& machine = sync::kept<Machine>(parameters);
    visits = [None] * lanes

    def customer(i):
        visits[i] = visit(machine)  #: mine = visit(machine);

    customers = [threading.Thread(target=customer, args=(i,), name=PEOPLE[i]) for i in range(lanes)]
    for each in customers:
        each.start()
    for each in customers:
        each.join()  #: customers.joinAll();

    cash = AMOUNT * (visits.count("paid") + visits.count("stale"))  #: cash += one.cash;
    results = {"balance": machine.balance, "cash": cash, "refused": visits.count("refused")}
    if "gave up" in visits:
        results["gave-up"] = visits.count("gave up")  #: sync::outcome("gave-up", gaveUp);
    if "stale" in visits:
        results["stale"] = visits.count("stale")  #: sync::outcome("stale", stale);
    print("outcome:", *(f"{key}={results[key]}" for key in sorted(results)))


variants = {
    "as-written": lambda: run(as_written),
    "third-customer": lambda: run(as_written, lanes=3),
    "release-on-all-paths": lambda: run(release_on_all_paths),
    "raii": lambda: run(guarded),
    "print-after-release": lambda: run(guarded, balance=200),
    "print-inside-lock": lambda: run(print_inside_lock, balance=200),
    "timed-acquire": lambda: run(timed_acquire, lanes=3),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
