"""A wake-up that nobody heard."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
DELAY = 1  # u
READER_DELAY = 1  # u


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Letter:  #: struct Letter
    def __init__(self):
        self.lock = threading.Lock()  #: sync::Mutex lock{"lock"};
        self.arrived = threading.Condition(self.lock)  #: sync::ConditionVariable arrived{"arrived"};
        self.is_there = False  #: isThere{"is there", false};
        self.bell = threading.Event()  #: sync::Event bell{"bell"};


def wait_blindly(letter):  #: void waitBlindly(
    with letter.lock:  #: sync::UniqueLock lock{letter.lock};
        letter.arrived.wait()  #: letter.arrived.wait(lock);


def look_then_wait(letter):  #: void lookThenWait(
    if letter.is_there:  #: if (letter.isThere.read())
        return
    with letter.lock:
        letter.arrived.wait()


def wait_with_predicate(letter):  #: void waitWithPredicate(
    with letter.lock:
        while not letter.is_there:  #: while (!letter.isThere.read())
            letter.arrived.wait()


def wait_impatiently(letter):  #: void waitImpatiently(
    with letter.lock:
        while not letter.is_there:
            letter.arrived.wait(timeout=2 * U)  #: letter.arrived.waitFor(lock, sync::units(2));


def wait_for_bell(letter):  #: void waitForBell(
    letter.bell.wait()  #: letter.bell.wait();


def bring_without_lock(letter):  #: void bringWithoutLock(
    time.sleep(DELAY * U)  #: sync::sleepFor(letter.delay);
    letter.is_there = True  #: letter.isThere.write(true);
    with letter.lock:  # Python insists on the lock for the notification itself
        letter.arrived.notify()  #: letter.arrived.notifyOne();


def bring_locked(letter):  #: void bringLocked(
    time.sleep(DELAY * U)
    with letter.lock:  #: const sync::LockGuard guard{letter.lock};
        letter.is_there = True
        letter.arrived.notify()  #: letter.arrived.notifyOne(); // here or inside


def ring(letter):  #: void ring(
    time.sleep(DELAY * U)
    letter.bell.set()  #: letter.bell.set();


def run(wait, bring):
    letter = Letter()

    def read():
        time.sleep(READER_DELAY * U)
        wait(letter)  #: wait(letter);
        note("reads the letter")  #: sync::note("reads the letter");

    def carry():
        bring(letter)  #: bring(letter);
        note("has brought it")  #: sync::note("has brought it");

    reader = threading.Thread(target=read, name="reader")  #: sync::Thread reader{"reader"
    postman = threading.Thread(target=carry, name="postman")  #: sync::Thread postman{"postman"
    reader.start()  #: reader.start();
    postman.start()  #: postman.start();
    reader.join()  #: reader.join();
    postman.join()  #: postman.join();
    print("outcome: letter=read")  #: sync::outcome("letter", "read");


variants = {
    "no-predicate": lambda: run(wait_blindly, bring_locked),
    "no-mutex": lambda: run(look_then_wait, bring_without_lock),
    "flag-without-lock": lambda: run(wait_with_predicate, bring_without_lock),
    "mutex-and-predicate": lambda: run(wait_with_predicate, bring_locked),
    "timed-wait": lambda: run(wait_impatiently, bring_without_lock),
    "event": lambda: run(wait_for_bell, ring),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
