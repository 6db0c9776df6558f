"""Many may read, one may write."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
TIME = 2  # u
READERS, WRITERS, NOBODY = range(3)  #: enum class Prefers { Readers, Writers, Nobody };


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class ReadWriteLock:  #: class ReadWriteLock
    def __init__(self, prefers):
        self.prefers = prefers
        self.changed = threading.Condition()  #: sync::ConditionVariable m_changed{"changed"};
        self.readers = self.next = self.served = self.passed_over = 0
        self.writers_waiting = []  # by the number that they drew  #: std::vector<int> m_writersWaiting;
        self.writing = False  #: bool m_isWriting = false;

    def has_to_wait(self, number):  #: bool hasToWait(
        return self.prefers == NOBODY and number != self.served

    def lock_shared(self):  #: void lockShared()
        with self.changed:
            mine, self.next = self.next, self.next + 1  #: const int mine = m_next++;
            while (
                self.writing
                or (self.prefers == WRITERS and self.writers_waiting)  #: m_prefers == Prefers::Writers
                or self.has_to_wait(mine)
            ):
                self.changed.wait()  #: m_changed.wait(lock);
            self.served += 1  #: ++m_served;
            self.readers += 1  #: ++m_readers;
            self.passed_over += any(one < mine for one in self.writers_waiting)  #: m_passedOver +=
            self.changed.notify_all()  #: m_changed.notifyAll();

    def unlock_shared(self):  #: void unlockShared()
        with self.changed:
            self.readers -= 1  #: --m_readers;
            self.changed.notify_all()

    def lock(self):  #: void lock()
        with self.changed:
            mine, self.next = self.next, self.next + 1
            self.writers_waiting.append(mine)  #: m_writersWaiting.push_back(mine);
            while self.writing or self.readers > 0 or self.has_to_wait(mine):  #: m_readers > 0 || hasToWait(mine)
                self.changed.wait()
            self.writers_waiting.remove(mine)  #: std::erase(m_writersWaiting, mine);
            self.served += 1
            self.writing = True  #: m_isWriting = true;

    def unlock(self):  #: void unlock()
        with self.changed:
            self.writing = False  #: m_isWriting = false;
            self.changed.notify_all()

    def upgrade(self):  #: void upgrade()
        with self.changed:
            while self.readers > 1:  #: while (m_readers > 1)
                self.changed.wait()
            self.readers -= 1
            self.writing = True


class NoLock:  #: struct NoLock
    lock = unlock = lock_shared = unlock_shared = lambda self: None


pair = {"left": 0, "right": 0}
torn, order = [], []


def read_pair(lock, name):  #: void readPair(
    lock.lock_shared()  #: lock.lockShared();
    order.append(name)  #: sign(pair, name);
    left = pair["left"]  #: const int left = pair.left.read();
    time.sleep(TIME * U)  #: sync::sleepFor(pair.time);
    if left != pair["right"]:  #: if (left != pair.right.read())
        torn.append(name)  #: pair.torn.fetchAdd(1);
    lock.unlock_shared()  #: lock.unlockShared();


def write_pair(lock):  #: void writePair(
    lock.lock()  #: lock.lock();
    order.append("W")  #: sign(pair, 'W');
    pair["left"] += 1  #: pair.left.write(pair.left.read() + 1);
    time.sleep(TIME / 2 * U)  #: sync::sleepFor(pair.time / 2);
    pair["right"] += 1  #: pair.right.write(pair.right.read() + 1);
    lock.unlock()  #: lock.unlock();


def together(*bodies):
    group = [threading.Thread(target=body, daemon=True) for body in bodies]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()


def meet(lock):  #: void meet(
    def write():
        time.sleep(0.5 * U)  #: sync::sleepFor(sync::units(0.5));
        write_pair(lock)

    def read_later():
        time.sleep(U)  #: sync::sleepFor(sync::units(i));
        read_pair(lock, "B")

    together(lambda: read_pair(lock, "A"), write, read_later)
    note("let in: " + "".join(order))  #: sync::note("let in: " + pair.order.read());
    passed_over = f" passed-over={lock.passed_over}" if isinstance(lock, ReadWriteLock) else ""
    print(f"outcome: last={'writer' if order[-1] == 'W' else 'reader'}{passed_over} torn={len(torn)}")


def two(lets_go):  #: void readThenWrite(
    lock = ReadWriteLock(READERS)
    value = [0]

    def change():
        lock.lock_shared()
        time.sleep(TIME * U)
        note(f"reads {value[0]} and wants to write")  #: and wants to write");
        if lets_go:
            lock.unlock_shared()  #: lock.unlockShared();
            lock.lock()  #: lock.lock();
        else:
            lock.upgrade()  #: lock.upgrade();
        value[0] += 1  #: value.write(value.read() + 1);
        lock.unlock()

    together(change, change)
    print(f"outcome: value={value[0]}")


# Not here: `library`, since the standard library of Python has no such lock.
variants = {
    "readers-first": lambda: meet(ReadWriteLock(READERS)),
    "writers-first": lambda: meet(ReadWriteLock(WRITERS)),
    "fair": lambda: meet(ReadWriteLock(NOBODY)),
    "no-lock": lambda: meet(NoLock()),
    "two-upgraders": lambda: two(lets_go=False),
    "let-go-first": lambda: two(lets_go=True),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
