"""A lock, a file, and an exception that is thrown between taking the one and closing the other."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
CALLERS = 3
READ = 1  # u

threading.excepthook = lambda failed: note(f"fails: {failed.exc_value}")  # one line instead of a traceback


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Library:  #: struct Library
    def __init__(self, missing=1, is_gone=False):
        self.missing = missing
        self.is_gone = is_gone
        self.lock = threading.Lock()  #: sync::Mutex lock{"lock"};
        self.openings = 0
        self.lines = []

    def read(self):  #: std::string read()
        self.openings += 1  #: ++openings;
        if self.openings == self.missing or (self.is_gone and self.openings > self.missing):
            note("no such file")  #: sync::note("no such file");
            raise FileNotFoundError("no such file")  #: throw std::runtime_error("no such file");
        note("reads")  #: sync::note("reads");
        time.sleep(READ * U)  #: sync::sleepFor(reading);
        return "a line"  #: return "a line";


def manual(library):  #: void manual(Library& library)
    library.lock.acquire()  #: library.lock.lock();
    library.lines.append(library.read())  # may raise  #: library.lines.push_back(library.read()); // may throw
    library.lock.release()  #: library.lock.unlock();


def unlock_finally(library):  #: void unlockFinally(Library& library)
    library.lock.acquire()
    try:
        library.lines.append(library.read())
    finally:
        library.lock.release()


def guarded(library):  #: void guarded(Library& library)
    with library.lock:  #: const sync::LockGuard guard{library.lock};
        library.lines.append(library.read())


def guarded_and_caught(library):  #: void guardedAndCaught(Library& library)
    try:
        guarded(library)  #: guarded(library);
    except FileNotFoundError as error:  #: } catch (const std::runtime_error& error) {
        note(f"goes on without: {error}")  #: sync::note(std::string("goes on without: ") + error.what());


def run(append, missing=1, is_gone=False):
    library = Library(missing, is_gone)
    callers = []
    for number in range(1, CALLERS + 1):
        callers.append(threading.Thread(target=append, args=(library,), name=f"caller {number}"))
    for caller in callers:
        caller.start()  #: callers.start("caller " + std::to_string(i), [&library] { append(library); });
    for caller in callers:
        caller.join()  #: callers.joinAll();
    print(f"outcome: lines={len(library.lines)}")  #: sync::outcome("lines", library.lines.size());


variants = {
    "manual": lambda: run(manual),
    "manual-last": lambda: run(manual, missing=3),
    "present": lambda: run(manual, missing=0),
    "finally": lambda: run(unlock_finally),
    "guard": lambda: run(guarded),
    "guard-gone": lambda: run(guarded, is_gone=True),
    "caught": lambda: run(guarded_and_caught),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
