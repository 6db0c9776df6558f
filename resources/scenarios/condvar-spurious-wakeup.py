"""Awake, and nothing is there."""

import sys
import threading

GUESTS = 2


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Table:  #: struct Table
    def __init__(self):
        self.lock = threading.Lock()  #: sync::Mutex lock{"lock"};
        self.changed = threading.Condition(self.lock)  #: sync::ConditionVariable changed{"changed"};
        self.dumplings = 0  # guarded by lock, as the rest  #: dumplings{"dumplings", 0};
        self.least = 0  #: least{"least", 0};


def eat(table):  #: void eat(
    table.dumplings -= 1  #: const int left = table.dumplings.read() - 1;
    table.least = min(table.least, table.dumplings)  #: table.least.write(left);
    note("eats from an empty plate" if table.dumplings < 0 else "eats")  #: sync::note(left < 0 ?


def look_once(table):  #: void lookOnce(
    with table.lock:  #: sync::UniqueLock lock{table.lock};
        if table.dumplings == 0:  #: if (table.dumplings.read() == 0)
            table.changed.wait()  #: table.changed.wait(lock);
        eat(table)


def look_again(table):  #: void lookAgain(
    with table.lock:
        while table.dumplings == 0:  #: while (table.dumplings.read() == 0)
            table.changed.wait()
        eat(table)


def wake_one(table):
    table.changed.notify()  #: table.changed.notifyOne();


def wake_all(table):
    table.changed.notify_all()  #: table.changed.notifyAll();


def serve(table, wake):  #: void serve(
    with table.lock:
        table.dumplings += 1  #: table.dumplings.write(table.dumplings.read() + 1);
        note("serves a dumpling")  #: sync::note("serves a dumpling");
        wake(table)  #: notify(table);


def report(table):  #: void report(
    print(f"outcome: left={table.dumplings} underflow={'yes' if table.least < 0 else 'no'}")


def start(*bodies):
    group = [threading.Thread(target=body, daemon=True) for body in bodies]
    for thread in group:
        thread.start()
    return group


def join(group):
    for thread in group:
        thread.join()


def dinner(guest, wake, dumplings=2):  #: void dinner(
    table = Table()
    guests = start(*[lambda: guest(table)] * GUESTS)
    for _ in range(dumplings):
        serve(table, wake)  #: serve(table, notify);
    join(guests)  #: guests.joinAll();
    report(table)


def bumped(guest):  #: void bumped(
    table = Table()

    def bump():
        with table.lock:  # Python insists on the lock
            table.changed.notify()

    both = start(lambda: guest(table), bump)
    serve(table, wake_one)  #: serve(table, wakeOne);
    join(both)
    report(table)


def one_condition(wake):  #: void oneCondition(
    table = Table()

    def guest():
        with table.lock:
            while table.dumplings == 0:
                table.changed.wait()
            eat(table)
            wake(table)

    def cook():
        with table.lock:
            while table.dumplings == 1:  #: while (table.dumplings.read() == 1)
                table.changed.wait()
            table.dumplings = 1  #: table.dumplings.write(1);
            wake(table)

    join(start(*[guest, cook] * GUESTS))  #: everybody.joinAll();
    report(table)


variants = {
    "if-stolen": lambda: dinner(look_once, wake_one),
    "while-stolen": lambda: dinner(look_again, wake_one),
    "if-all": lambda: dinner(look_once, wake_all),
    "if-bumped": lambda: bumped(look_once),
    "while-bumped": lambda: bumped(look_again),
    "one-for-two": lambda: dinner(look_again, wake_all, dumplings=1),
    "one-condition-one-woken": lambda: one_condition(wake_one),
    "one-condition-all-woken": lambda: one_condition(wake_all),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
