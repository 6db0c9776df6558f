"""Knife and pot, taken in opposite order.

Each cook is a thread, each tool a lock. Run it with the name of a variant; without one, as written.
"""

import os
import random
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
HOLD = 2  # u

knife = threading.Lock()  #: sync::Mutex knife{"knife"}
pot = threading.Lock()  #: sync::Mutex pot{"pot"}


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


def pause(units):
    time.sleep(units * U)


def cook_together(first, second):
    """Both cooks at work until both are done."""
    one = threading.Thread(target=first, name="cook 1")  #: sync::Thread one{"cook 1", first};
    two = threading.Thread(target=second, name="cook 2")  #: sync::Thread two{"cook 2", second};
    one.start()  #: one.start();
    two.start()  #: two.start();
    one.join()  #: one.join();
    two.join()  #: two.join();


def cook_one():  #: void cookOne(Kitchen& kitchen)
    with knife:  #: kitchen.knife.lock();
        note("knife taken by 1")  #: sync::note("knife taken by 1");
        pause(HOLD)  #: sync::sleepFor(kitchen.hold);
        with pot:  #: kitchen.pot.lock();
            note("pot taken by 1")  #: sync::note("pot taken by 1");
        note("pot put back by 1")  #: sync::note("pot put back by 1");
    note("knife put back by 1")  #: sync::note("knife put back by 1");


def cook_two():  #: void cookTwo(Kitchen& kitchen)
    with pot:  #: kitchen.pot.lock();
        note("pot taken by 2")  #: sync::note("pot taken by 2");
        with knife:  #: kitchen.knife.lock();
            note("knife taken by 2")  #: sync::note("knife taken by 2");
        note("knife put back by 2")  #: sync::note("knife put back by 2");
    note("pot put back by 2")  #: sync::note("pot put back by 2");


def cook_two_in_order():  #: void cookTwoInOrder(Kitchen& kitchen)
    with knife:  #: kitchen.knife.lock();
        note("knife taken by 2")  #: sync::note("knife taken by 2");
        with pot:  #: kitchen.pot.lock();
            note("pot taken by 2")  #: sync::note("pot taken by 2");
        note("pot put back by 2")  #: sync::note("pot put back by 2");
    note("knife put back by 2")  #: sync::note("knife put back by 2");


def both_tools():
    """Python has no lock for several locks: the one order for all is made here."""
    return sorted((knife, pot), key=id)


def all_or_nothing(number, hold):  #: void cookOneAllOrNothing(Kitchen& kitchen)
    first, second = both_tools()
    with first, second:  #: const sync::ScopedLock both{kitchen.knife, kitchen.pot};
        note(f"knife and pot taken by {number}")  #: sync::note("knife and pot taken by 1");
        pause(hold)


def one_at_a_time(number, first, second, hold):  #: void cookOneOneAtATime(Kitchen& kitchen)
    with first:
        note(f"first tool taken by {number}")
        pause(hold)
    with second:
        note(f"second tool taken by {number}")


def try_and_back_off(first, second, longest):  #: void tryAndBackOff(
    while True:  #: for (;;) {
        first.acquire()  #: first.lock();
        pause(HOLD)  #: sync::sleepFor(hold);
        if second.acquire(blocking=False):  #: if (second.tryLock())
            break  #: break;
        first.release()  #: first.unlock();
        note("backs off")  #: sync::note("backs off");
        pause(random.randint(1, longest))  #: sync::sleepFor(pause());
    note("has both")  #: sync::note("has both");
    second.release()  #: second.unlock();
    first.release()  #: first.unlock();


def cook_with_patience(first, second, hold, meals):  #: bool cookWithPatience(
    with first:  #: const sync::LockGuard takeFirst{first};
        pause(hold)
        if not second.acquire(timeout=3 * U):  #: if (!second.tryLockFor(patience)) {
            note("gives up")  #: sync::note("gives up");
            return
        note("has both")
        meals.append(1)
        second.release()


def as_written():
    cook_together(cook_one, cook_two)
    print("outcome: meals=2")  #: sync::outcome("meals", 2);


def same_order():
    cook_together(cook_one, cook_two_in_order)
    print("outcome: meals=2")


def in_one_go():
    cook_together(lambda: all_or_nothing(1, HOLD), lambda: all_or_nothing(2, 0))
    print("outcome: meals=2")


def never_two():
    cook_together(lambda: one_at_a_time(1, knife, pot, HOLD), lambda: one_at_a_time(2, pot, knife, 0))
    print("outcome: meals=2")


def random_back_off():  #: void randomBackOff(const Parameters& parameters)
    cook_together(lambda: try_and_back_off(knife, pot, 4), lambda: try_and_back_off(pot, knife, 4))
    print("outcome: meals=2")


def timed():  #: void timed(const Parameters& parameters)
    meals = []
    cook_together(lambda: cook_with_patience(knife, pot, HOLD, meals), lambda: cook_with_patience(pot, knife, 0, meals))
    print(f"outcome: meals={len(meals)}")  #: sync::outcome("meals", int{oneAte} + int{twoAte});


class Steward:  #: class Steward
    """Hands out the tools, and turns a wish away that would close the ring."""

    def __init__(self):
        self.put_back_one = threading.Condition()  #: sync::ConditionVariable m_putBack{"put back"};
        self.holder = [None, None]  #: m_holder{nobody, nobody};
        self.wish = [None, None]  #: m_wish{nobody, nobody};

    def take(self, cook, tool):  #: bool take(std::size_t cook, std::size_t tool)
        with self.put_back_one:
            while (other := self.holder[tool]) is not None:  #: while (m_holder[tool] != nobody) {
                wish = self.wish[other]
                if wish is not None and self.holder[wish] == cook:  #: if (m_wish[other] != nobody
                    return False  #: return false;
                self.wish[cook] = tool  #: m_wish[cook] = tool;
                self.put_back_one.wait()  #: m_putBack.wait(lock);
                self.wish[cook] = None  #: m_wish[cook] = nobody;
            self.holder[tool] = cook  #: m_holder[tool] = cook;
            return True

    def put_back(self, tool):  #: void putBack(std::size_t tool)
        with self.put_back_one:
            self.holder[tool] = None  #: m_holder[tool] = nobody;
            self.put_back_one.notify_all()  #: m_putBack.notifyAll();


def cook_with_steward(steward, cook, first, second, hold, victims):  #: int cookWithSteward(
    steward.take(cook, first)
    pause(hold)
    if not steward.take(cook, second):  #: if (!steward.take(cook, second)) {
        note("is rolled back")  #: sync::note("is rolled back");
        victims.append(cook)  #: ++rolledBack;
        steward.put_back(first)
        steward.take(cook, second)
        steward.take(cook, first)
    note("has both")
    steward.put_back(second)
    steward.put_back(first)


def detector_victim():  #: void detectorVictim(const Parameters& parameters)
    steward, victims = Steward(), []
    cook_together(
        lambda: cook_with_steward(steward, 0, 0, 1, HOLD, victims),
        lambda: cook_with_steward(steward, 1, 1, 0, 0, victims),
    )
    print(f"outcome: meals=2 victims={len(victims)}")  #: sync::outcome("victims", first + second);


def ring(cooks=3):  #: void ring(const Parameters& parameters)
    tools = [threading.Lock() for _ in range(cooks)]  #: tools.emplace_back(toolNames[i]);

    def cook(own, following):
        with own:  #: const sync::LockGuard takeOwn{own};
            pause(HOLD)  #: sync::sleepFor(hold);
            with following:  #: const sync::LockGuard takeNext{next};
                note("has both")

    group = []
    for i in range(cooks):
        group.append(threading.Thread(target=cook, args=(tools[i], tools[(i + 1) % cooks]), name=f"cook {i + 1}"))
    for each in group:
        each.start()
    for each in group:
        each.join()  #: group.joinAll();
    print(f"outcome: meals={cooks}")  #: sync::outcome("meals", cooks);


# Not here: `livelock`, which only a lock-step that no operating system keeps would show.
variants = {
    "as-written": as_written,
    "same-order": same_order,
    "all-or-nothing": in_one_go,
    "one-at-a-time": never_two,
    "try-and-back-off": random_back_off,
    "timed": timed,
    "detector-victim": detector_victim,
    "n-cooks": ring,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
