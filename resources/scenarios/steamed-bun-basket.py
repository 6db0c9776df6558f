"""Steamed buns: producers fill a basket, consumers empty it."""

import os
import queue
import random
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
MAKE = 4  # u at most
EAT = 5  # u at most


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


def pause(units):
    time.sleep(units * U)


class Plan:  #: struct Plan
    def __init__(self, capacity=5, producers=1, consumers=1, items=12):
        self.capacity = capacity
        self.producers = producers
        self.consumers = consumers
        self.items = items


def deal(items, lanes):  #: std::vector<Share> deal(int items, int lanes)
    """The numbers of the buns that each of several lanes makes or eats."""
    shares, following = [], 1
    for i in range(lanes):
        count = items // lanes + (1 if i < items % lanes else 0)
        shares.append(range(following, following + count))
        following += count
    return shares


def work(plan, produce, consume, closing=lambda: None):  #: void work(const Plan& plan, Produce produce
    eaten = []

    def start(name, body, shares):
        group = [threading.Thread(target=body, args=(s,), name=f"{name} {i + 1}") for i, s in enumerate(shares)]
        for thread in group:
            thread.start()
        return group

    producers = start("producer", produce, deal(plan.items, plan.producers))  #: producers.start("producer "
    consumers = start("consumer", lambda share: consume(share, eaten), deal(plan.items, plan.consumers))
    for producer in producers:
        producer.join()  #: producers.joinAll();
    closing()  #: closing();
    for consumer in consumers:
        consumer.join()  #: consumers.joinAll();
    return len(eaten)


def report(eaten):
    print(f"outcome: eaten={eaten}")  #: sync::outcome("eaten"


def poll(plan):  #: void poll(const Parameters& parameters)
    basket = queue.Queue()  # without a bound  #: Basket basket{"basket"};
    all_eaten = []
    sizes = [1]  # as soon as anybody has put one

    def produce(share):
        for bun in share:
            while basket.qsize() >= plan.capacity:  #: if (basket.size() < plan.capacity) {
                note("the basket is full")  #: sync::note("the basket is full");
                pause(1)  #: sync::sleepFor(sync::units(1));
            basket.put(bun)  #: basket.put(bun);
            note(f"puts bun {bun}")  #: sync::note(bunText("puts", bun++));
            sizes.append(basket.qsize())  #: fullest.update(
            pause(random.randint(1, MAKE))  #: sync::sleepFor(plan.making());

    def consume(_, eaten):
        while len(all_eaten) < plan.items:  #: while (eaten.read() < plan.items) {
            if basket.qsize() > 0:  #: if (basket.size() > 0) {
                bun = basket.get()  #: const int bun = basket.get();
                all_eaten.append(bun)  #: eaten.fetchAdd(1);
                eaten.append(bun)
                note(f"eats bun {bun}")  #: sync::note(bunText("eats", bun));
                pause(random.randint(1, EAT))  #: sync::sleepFor(plan.eating());
            else:
                note("is hungry")  #: sync::note("is hungry");
                pause(1)

    eaten = work(plan, produce, consume)  #: work(plan, produce, consume);
    print(f"outcome: eaten={eaten} fullest={max(sizes)}")  #: sync::outcome("fullest"


def put_all(basket, share):  #: void putAll(AnyBasket& basket, const Plan& plan, Share share)
    for bun in share:
        basket.put(bun)  #: basket.put(bun);
        note(f"puts bun {bun}")  #: sync::note(bunText("puts", bun));
        pause(random.randint(1, MAKE))  #: sync::sleepFor(plan.making());


def eat(bun, eaten):  #: void eat(const Plan& plan, int bun, int& mine)
    note(f"eats bun {bun}")  #: sync::note(bunText("eats", bun));
    eaten.append(bun)  #: ++mine;
    pause(random.randint(1, EAT))  #: sync::sleepFor(plan.eating());


def eat_shares(basket, plan):  #: void eatShares(AnyBasket& basket, const Plan& plan)
    def consume(share, eaten):
        for _ in share:
            eat(basket.get(), eaten)  #: eat(plan, basket.get(), mine);

    report(work(plan, lambda share: put_all(basket, share), consume))


class CountedBasket:  #: struct CountedBasket
    """Two semaphores count places and buns; the lock only guards the container."""

    def __init__(self, capacity):
        self.places = threading.Semaphore(capacity)  #: sync::Semaphore places;
        self.filled = threading.Semaphore(0)  #: sync::Semaphore filled{"buns", 0};
        self.lock = threading.Lock()  #: sync::Mutex lock{"lid"};
        self.buns = []

    def put(self, bun):
        self.places.acquire()  #: places.acquire();
        with self.lock:  #: const sync::LockGuard guard{lock};
            self.buns.append(bun)  #: buns.push_back(bun);
        self.filled.release()  #: filled.release();

    def get(self):
        self.filled.acquire()  #: filled.acquire();
        with self.lock:
            bun = self.buns.pop(0)  #: buns.pop_front();
        self.places.release()  #: places.release();
        return bun


class MutexFirstBasket(CountedBasket):  #: struct MutexFirstBasket : CountedBasket
    def put(self, bun):
        with self.lock:
            self.places.acquire()
            self.buns.append(bun)
            self.filled.release()


class HastyBasket:  #: struct HastyBasket
    """One condition for all, and `if` where `while` is needed: who was woken does not look again."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.changed = threading.Condition()  #: sync::ConditionVariable changed{"changed"};
        self.buns = []

    def put(self, bun):
        with self.changed:  #: sync::UniqueLock guard{lock};
            if len(self.buns) == self.capacity:  #: if (buns.size() == capacity)
                self.changed.wait()  #: changed.wait(guard);
            self.buns.append(bun)
            self.changed.notify_all()  #: changed.notifyAll();

    def get(self):
        with self.changed:
            if not self.buns:  #: if (buns.empty())
                self.changed.wait()
            bun = self.buns.pop(0)  # and if another one was faster?
            self.changed.notify_all()
            return bun


def sentinel(plan):  #: void sentinel(const Parameters& parameters)
    basket = queue.Queue(plan.capacity)

    def consume(_, eaten):
        while (bun := basket.get()) is not None:  #: for (int bun = basket.get(); bun != lastBun; bun = basket.get())
            eat(bun, eaten)  #: eat(plan, bun, mine);

    def close():
        for _ in range(plan.consumers):  #: for (int i = 0; i < plan.consumers; ++i)
            basket.put(None)  #: basket.put(lastBun);

    report(work(plan, lambda share: put_all(basket, share), consume, close))


def never_stops(plan):  #: void neverStops(const Parameters& parameters)
    basket = queue.Queue(plan.capacity)

    def consume(_, eaten):
        while True:  #: for (;;)
            eat(basket.get(), eaten)

    report(work(plan, lambda share: put_all(basket, share), consume))


CROWD = dict(capacity=1, producers=2, consumers=2, items=4)

# Not here: `close`, which queues have had since Python 3.13 only.
variants = {
    "poll": lambda: poll(Plan()),
    "crowded-poll": lambda: poll(Plan(**CROWD)),
    "blocking-bounded": lambda: eat_shares(queue.Queue(5), Plan()),
    "semaphore-pair": lambda: eat_shares(CountedBasket(5), Plan()),
    "single-condition-if": lambda: eat_shares(HastyBasket(5), Plan(consumers=2, items=2)),
    "mutex-before-slot": lambda: eat_shares(MutexFirstBasket(1), Plan(capacity=1, producers=2, items=2)),
    "unbounded": lambda: eat_shares(queue.Queue(), Plan()),
    "sentinel": lambda: sentinel(Plan()),
    "never-stops": lambda: never_stops(Plan()),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
