"""Asking for a lock without waiting for it."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
LANES = 2
HOLD = 1  # u
PATIENCE = 0.5  # u


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Room:  #: struct Room
    def __init__(self):
        self.lock = threading.Lock()  #: sync::Mutex lock{"lock"};
        self.counting = threading.Lock()  # makes the numbers below exact
        self.inside = self.most_inside = self.skipped = self.errors = 0

    def work(self):  #: void work(Room& room)
        with self.counting:
            self.inside += 1  #: room.inside.fetchAdd(1) + 1;
            together = self.inside
            self.most_inside = max(self.most_inside, together)  #: room.mostInside.update(
        note("is inside" if together == 1 else "is inside, and not alone")  #: sync::note(together == 1 ?
        time.sleep(HOLD * U)  #: sync::sleepFor(room.hold);
        with self.counting:
            self.inside -= 1  #: room.inside.fetchAdd(-1);

    def skip(self):  #: void skip(Room& room)
        note("does something else")  #: sync::note("does something else");
        with self.counting:
            self.skipped += 1  #: room.skipped.fetchAdd(1);


def wait_for_it(room):  #: void waitForIt(Room& room)
    room.lock.acquire()  #: room.lock.lock();
    room.work()
    room.lock.release()  #: room.lock.unlock();


def try_checked(room):  #: void tryChecked(Room& room)
    if not room.lock.acquire(blocking=False):  #: if (!room.lock.tryLock())
        room.skip()  #: return skip(room);
        return
    room.work()
    room.lock.release()


def try_ignored(room):  #: void tryIgnored(Room& room)
    room.lock.acquire(blocking=False)  #: const bool isMine = room.lock.tryLock();
    room.work()
    try:
        room.lock.release()  # and if it was never mine?  #: room.lock.unlock(); // and if it was never mine?
    except RuntimeError as error:
        note(str(error))
        room.errors += 1  #: room.errors.fetchAdd(1);


def try_for_a_while(room):  #: void tryForAWhile(Room& room)
    if not room.lock.acquire(timeout=PATIENCE * U):  #: if (!room.lock.tryLockFor(room.patience))
        room.skip()
        return
    room.work()
    room.lock.release()


def run(enter):
    room = Room()
    group = [threading.Thread(target=enter, args=(room,), name=f"thread {i}") for i in range(1, LANES + 1)]
    for thread in group:
        thread.start()  #: group.start("thread " + std::to_string(i), [&room] { enter(room); });
    for thread in group:
        thread.join()  #: group.joinAll();
    print(f"outcome: errors={room.errors} most-inside={room.most_inside} skipped={room.skipped}")


variants = {
    "blocking": lambda: run(wait_for_it),
    "try-checked": lambda: run(try_checked),
    "try-ignored": lambda: run(try_ignored),
    "timeout": lambda: run(try_for_a_while),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
