"""Nobody starts the next round before all have finished this one."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
PAINTERS = 3
COATS = 2

counting = threading.Lock()  # makes the numbers exact
early = checks = 0  #: early{"early", 0};
done = [0] * COATS  # pieces of each coat  #: done = sync::numbered


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


def paint(painter, coat):  #: void paint(
    global early
    with counting:
        if coat > 0 and done[coat - 1] < PAINTERS:  #: if (coat > 0 && wall.done[
            note("paints on a wet wall")  #: sync::note("paints on a wet wall");
            early += 1  #: wall.early.fetchAdd(1);
    time.sleep(painter * U)  #: sync::sleepFor(sync::units(painter));
    with counting:
        done[coat] += 1  #: .fetchAdd(1);
    note(f"has painted coat {coat + 1}")  #: sync::note("has painted coat "


def report(first=""):  #: void report(
    print(f"outcome: {first}early={early} painted={sum(done)}")


def paint_all(comes, meet):  #: void paintAll(
    def work(painter):
        for coat in range(COATS):  #: for (int coat = 0; coat < wall.coats; ++coat) {
            paint(painter, coat)  #: paint(wall, painter, coat);
            if not meet():  #: if (!meet())
                return  #: return;

    group = [
        threading.Thread(target=work, args=(i,), name=f"painter {i}", daemon=True) for i in range(1, comes + 1)
    ]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()  #: group.joinAll();


def meeting(barrier, timeout=None):
    def meet():
        try:
            barrier.wait(timeout)  #: coatDone.arriveAndWait();
            return True
        except threading.BrokenBarrierError:
            note("goes home")  #: sync::note("goes home");
            return False

    return meet


def cyclic(comes=PAINTERS, timeout=None):  #: void cyclic(
    coat_done = threading.Barrier(PAINTERS)  #: sync::Barrier coatDone{"coat done", wall.painters};
    paint_all(comes, meeting(coat_done, timeout))
    report()


def completion():  #: void completion(
    def look():
        global checks
        note("looks at the coat")  #: sync::note("looks at the coat");
        checks += 1  #: wall.checks.fetchAdd(1);

    paint_all(PAINTERS, meeting(threading.Barrier(PAINTERS, action=look)))
    report(f"checks={checks} ")


def no_barrier():  #: void noBarrier(
    paint_all(PAINTERS, lambda: True)
    report()


def join_each_coat():  #: void joinEachCoat(
    for coat in range(COATS):
        group = [threading.Thread(target=paint, args=(i, coat), name=f"painter {i}") for i in range(1, PAINTERS + 1)]
        for thread in group:
            thread.start()
        for thread in group:
            thread.join()
    report()


variants = {
    "cyclic": cyclic,
    "no-barrier": no_barrier,
    "missing": lambda: cyclic(comes=PAINTERS - 1),
    "missing-with-patience": lambda: cyclic(comes=PAINTERS - 1, timeout=5 * U),
    "completion": completion,
    "join-each-coat": join_each_coat,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
