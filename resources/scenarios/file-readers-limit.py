"""Readers and a writer, and a semaphore for want of something better."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
READERS = 5
LIMIT = 3
READ = 2  # u
WRITE = 3  # u


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class ReadWriteLock:
    """The standard library has none: the last of the readers lets the writer in."""

    def __init__(self):
        self.readers = 0
        self.counting = threading.Lock()
        self.free = threading.Lock()

    def lock_shared(self):
        with self.counting:
            self.readers += 1
            if self.readers == 1:
                self.free.acquire()

    def unlock_shared(self):
        with self.counting:
            self.readers -= 1
            if self.readers == 0:
                self.free.release()


class File:  #: struct File
    def __init__(self):
        self.first_half = 1  #: firstHalf{"first half", 1};
        self.second_half = 1  #: secondHalf{"second half", 1};
        self.counting = threading.Lock()
        self.inside = self.most_inside = 0
        self.is_torn = False
        self.seats = threading.Semaphore(LIMIT)  #: sync::Semaphore seats;
        self.turn = threading.Lock()  #: sync::Mutex turn{"writers' turn"};
        self.lock = threading.Lock()  #: sync::Mutex lock{"lock"};
        self.read_write_lock = ReadWriteLock()  #: sync::SharedMutex readWriteLock{"read-write lock"};

    def read_both(self):  #: void readBoth(File& file)
        with self.counting:
            self.inside += 1  #: file.inside.fetchAdd(1) + 1;
            self.most_inside = max(self.most_inside, self.inside)  #: file.mostInside.update(
        first = self.first_half  #: const int first = file.firstHalf.read();
        time.sleep(READ * U)  #: sync::sleepFor(file.reading);
        second = self.second_half  #: const int second = file.secondHalf.read();
        if first != second:  #: if (first != second) {
            note("read halves of two versions")  #: sync::note("read halves of two versions");
            self.is_torn = True  #: file.isTorn.write(true);
        with self.counting:
            self.inside -= 1  #: file.inside.fetchAdd(-1);

    def write_both(self):  #: void writeBoth(File& file)
        version = self.first_half + 1  #: const int version = file.firstHalf.read() + 1;
        self.first_half = version  #: file.firstHalf.write(version);
        time.sleep(WRITE * U)  #: sync::sleepFor(file.writing);
        self.second_half = version  #: file.secondHalf.write(version);
        note(f"wrote version {version}")  #: sync::note("wrote version " + std::to_string(version));


def read_with_permit(file):  #: void readWithPermit(File& file)
    with file.seats:  #: const sync::SemaphoreGuard seat{file.seats};
        file.read_both()


def write_at_once(file):  #: void writeAtOnce(File& file)
    file.write_both()


def take_all(file):  #: void takeAll(File& file)
    for _ in range(LIMIT):  #: for (int i = 0; i < file.limit; ++i)
        file.seats.acquire()  #: file.seats.acquire();
        time.sleep(0)
    file.write_both()
    file.seats.release(LIMIT)  #: file.seats.release(file.limit);


def take_all_in_turn(file):  #: void takeAllInTurn(File& file)
    with file.turn:  #: const sync::LockGuard guard{file.turn};
        take_all(file)  #: takeAll(file);


def read_shared(file):  #: void readShared(File& file)
    with file.seats:
        file.read_write_lock.lock_shared()  #: const sync::SharedLock guard{file.readWriteLock};
        file.read_both()
        file.read_write_lock.unlock_shared()


def write_alone(file):  #: void writeAlone(File& file)
    with file.read_write_lock.free:  #: const sync::LockGuard guard{file.readWriteLock};
        file.write_both()


def read_locked(file):  #: void readLocked(File& file)
    with file.lock:  #: const sync::LockGuard guard{file.lock};
        file.read_both()


def write_locked(file):  #: void writeLocked(File& file)
    with file.lock:
        file.write_both()


def run(read, write, writers=1):
    file = File()
    group = [threading.Thread(target=write, args=(file,), name=f"writer {i + 1}") for i in range(writers)]
    group += [threading.Thread(target=read, args=(file,), name=f"reader {i + 1}") for i in range(READERS)]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()  #: group.joinAll();
    print(f"outcome: most-readers={file.most_inside} torn={'yes' if file.is_torn else 'no'}")


variants = {
    "permits-only": lambda: run(read_with_permit, write_at_once),
    "all-permits": lambda: run(read_with_permit, take_all),
    "two-writers": lambda: run(read_with_permit, take_all, writers=2),
    "two-writers-in-turn": lambda: run(read_with_permit, take_all_in_turn, writers=2),
    "read-write-lock": lambda: run(read_shared, write_alone),
    "mutex": lambda: run(read_locked, write_locked),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
