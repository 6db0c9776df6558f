"""One who always comes last."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
REGULARS = 2
ROUNDS = 5
SERVICE = 1  # u


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Customer:  #: struct Customer
    def __init__(self, rank):
        self.rank = rank  #: int rank;
        self.passed_over = 0  #: int passedOver = 0;
        self.number = 0  #: int number = 0;


def by_rank(customer):  #: bool byRank(const Customer& a, const Customer& b)
    return customer.rank, -customer.number


def by_rank_and_age(customer):  #: bool byRankAndAge(const Customer& a, const Customer& b)
    return customer.rank + customer.passed_over, -customer.number  #: const int mine = a.rank + a.passedOver;


def by_number(customer):  #: bool byNumber(const Customer& a, const Customer& b)
    return -customer.number  #: return a.number < b.number;


def by_chance(customer):  #: bool byChance(const Customer&, const Customer&)
    return 0


class Counter:  #: class Counter
    """A counter with one clerk, who takes a customer of the largest key."""

    def __init__(self, key):
        self.key = key
        self.free = threading.Condition()  #: sync::ConditionVariable m_free{"free"};
        self.waiting = []
        self.came = 0
        self.is_busy = False

    def is_next(self, me):  #: bool isNext(const Customer& me) const
        return all(self.key(other) <= self.key(me) for other in self.waiting)

    def enter(self, me):  #: void enter(Customer& me)
        with self.free:  #: sync::UniqueLock lock{m_lock};
            me.number = self.came  #: me.number = m_came++;
            self.came += 1
            me.passed_over = 0  #: me.passedOver = 0;
            self.waiting.append(me)  #: m_waiting.push_back(&me);
            self.free.wait_for(lambda: not self.is_busy and self.is_next(me))  #: m_free.wait(lock
            self.waiting.remove(me)  #: m_waiting.erase(
            for other in self.waiting:  #: for (Customer* other : m_waiting)
                other.passed_over += 1  #: ++other->passedOver;
            self.is_busy = True  #: m_isBusy = true;

    def leave(self):  #: void leave()
        with self.free:
            self.is_busy = False  #: m_isBusy = false;
            self.free.notify_all()  #: m_free.notifyAll();


def run(key):
    counter = Counter(key)  #: Counter counter{prefers};

    def visit(me):
        counter.enter(me)  #: counter.enter(me);
        note("is served")  #: sync::note("is served");
        time.sleep(SERVICE * U)  #: sync::sleepFor(service);
        counter.leave()  #: counter.leave();

    def come_again():
        me = Customer(rank=2)  #: Customer me{.rank = 2};
        for _ in range(ROUNDS):  #: for (int round = 0; round < rounds; ++round)
            visit(me)  #: visit(me);

    stranger = Customer(rank=0)  #: Customer me{.rank = 0};

    def come_once():
        time.sleep(SERVICE / 2 * U)  #: sync::sleepFor(late);
        visit(stranger)

    group = [threading.Thread(target=come_again, name=f"regular {i + 1}") for i in range(REGULARS)]
    group.append(threading.Thread(target=come_once, name="stranger"))
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()  #: customers.joinAll();
    print(f"outcome: starved={'yes' if stranger.passed_over > 2 * REGULARS else 'no'}")  #: sync::outcome("starved"


variants = {
    "priority": lambda: run(by_rank),
    "chance": lambda: run(by_chance),
    "ageing": lambda: run(by_rank_and_age),
    "tickets": lambda: run(by_number),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
