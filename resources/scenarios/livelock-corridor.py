"""After you. No, after you."""

import os
import random
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
ROUNDS = 10
THINKING = 0.5  # u
PEOPLE = ("ann", "bob")  #: constexpr std::array people = {"ann", "bob"};


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


def pause(units):
    time.sleep(units * U)


class Corridor:  #: struct Corridor
    def __init__(self):
        self.side = [0, 0]  #: side = sync::numbered
        self.passage = threading.Lock()  #: sync::Mutex passage{"passage"};

    def is_free(self, me):  #: bool isFree(Corridor& corridor, std::size_t me)
        return self.side[me] != self.side[1 - me]  #: return corridor.side[me].read() != corridor.side[1 - me].read();

    def step_aside(self, me):  #: void stepAside(Corridor& corridor, std::size_t me)
        note("steps aside")  #: sync::note("steps aside");
        self.side[me] = 1 - self.side[me]  #: corridor.side[me].write(1 - corridor.side[me].read());


def polite(corridor, me):  #: bool polite(Corridor& corridor, std::size_t me)
    for _ in range(ROUNDS):  #: for (int round = 0; round < corridor.rounds; ++round) {
        if corridor.is_free(me):  #: if (isFree(corridor, me))
            return True  #: return true;
        pause(THINKING)  #: sync::sleepFor(corridor.thinking);
        corridor.step_aside(me)  #: stepAside(corridor, me);
        pause(THINKING)  #: sync::sleepFor(corridor.thinking);
    return corridor.is_free(me)  #: return isFree(corridor, me);


def polite_at_random(corridor, me):  #: bool politeAtRandom(Corridor& corridor, std::size_t me)
    for _ in range(ROUNDS):
        if corridor.is_free(me):
            return True
        pause(THINKING * random.randint(1, 8))  #: sync::sleepFor(corridor.thinking * sync::random(1, 8));
        if corridor.is_free(me):  # perhaps the other one has stepped aside meanwhile
            return True
        corridor.step_aside(me)
        pause(THINKING * random.randint(1, 8))
    return corridor.is_free(me)


def right_of_way(corridor, me):  #: bool rightOfWay(Corridor& corridor, std::size_t me)
    if me == 1:  #: if (me == 1)
        corridor.step_aside(me)
    return True


def one_at_a_time(corridor, me):  #: bool oneAtATime(Corridor& corridor, std::size_t)
    with corridor.passage:  #: const sync::LockGuard guard{corridor.passage};
        pause(THINKING)
        return True


def run(get_past):
    corridor = Corridor()  #: Corridor corridor{
    has_passed = [False, False]

    def walk(me):
        has_passed[me] = get_past(corridor, me)  #: mine = pass(corridor, i);
        note("gets past" if has_passed[me] else "turns back")  #: sync::note(mine ? "gets past" : "turns back");

    group = [threading.Thread(target=walk, args=(me,), name=name) for me, name in enumerate(PEOPLE)]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()  #: group.joinAll();
    print(f"outcome: passed={sum(has_passed)}")


variants = {
    "polite": lambda: run(polite),
    "random-pause": lambda: run(polite_at_random),
    "right-of-way": lambda: run(right_of_way),
    "one-at-a-time": lambda: run(one_at_a_time),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
