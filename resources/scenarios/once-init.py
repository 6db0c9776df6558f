"""Built once, by whoever comes first."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
LANES = 3
BUILD = 1  # u


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Once:
    """The standard library has none: a lock, and a flag that only the lock's owner looks at."""

    def __init__(self):
        self.lock = threading.Lock()
        self.is_done = False

    def call(self, initialise):
        with self.lock:
            if not self.is_done:
                initialise()
                self.is_done = True


class Settings:  #: struct Settings
    def __init__(self):
        self.is_there = False  #: isThere{"is there", false};
        self.built = self.failed = 0
        self.counting = threading.Lock()
        self.lock = threading.Lock()  #: sync::Mutex lock{"lock"};
        self.once = Once()  #: sync::Once once{"once"};

    def build(self):  #: void build(Settings& settings)
        note("builds")  #: sync::note("builds");
        time.sleep(BUILD * U)  #: sync::sleepFor(settings.building);
        with self.counting:
            self.built += 1  #: settings.built.fetchAdd(1);
        self.is_there = True  #: settings.isThere.write(true);


def if_not_there(settings):  #: void ifNotThere(Settings& settings)
    if not settings.is_there:  #: if (!settings.isThere.read())
        settings.build()  #: build(settings);
    note("uses it")  #: sync::note("uses it");


def if_not_there_locked(settings):  #: void ifNotThereLocked(Settings& settings)
    with settings.lock:  #: const sync::LockGuard guard{settings.lock};
        if not settings.is_there:
            settings.build()
    note("uses it")


def call_once(settings):  #: void callOnce(Settings& settings)
    settings.once.call(settings.build)  #: settings.once.call([&] { build(settings); });
    note("uses it")


def call_until_it_works(settings):  #: void callUntilItWorks(Settings& settings)
    def attempt():
        if settings.failed == 0:  #: if (settings.failed.fetchAdd(1) == 0)
            settings.failed += 1
            raise RuntimeError("no settings")  #: throw std::runtime_error("no settings");
        settings.build()

    try:
        settings.once.call(attempt)
        note("uses it")
    except RuntimeError as error:  #: } catch (const std::runtime_error& error) {
        note(f"goes without: {error}")  #: sync::note(std::string("goes without: ") + error.what());


def use(settings):  #: void use(Settings& settings)
    note("uses it" if settings.is_there else "finds nothing")


def run(need, is_built_before=False):
    settings = Settings()  #: Settings settings{parameters.units("build")};
    if is_built_before:  #: if (isBuiltBefore)
        settings.build()
    group = [threading.Thread(target=need, args=(settings,), name=f"thread {i + 1}") for i in range(LANES)]
    for thread in group:
        thread.start()  #: group.start("thread " + std::to_string(i), [&settings] { need(settings); });
    for thread in group:
        thread.join()  #: group.joinAll();
    print(f"outcome: built={settings.built} failed={settings.failed}")


# Not here: `local-static`. Python has none; a module, which is run once by whoever imports it first, is the nearest.
variants = {
    "racy": lambda: run(if_not_there),
    "call-once": lambda: run(call_once),
    "first-fails": lambda: run(call_until_it_works),
    "lock-always": lambda: run(if_not_there_locked),
    "before-the-start": lambda: run(use, is_built_before=True),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
