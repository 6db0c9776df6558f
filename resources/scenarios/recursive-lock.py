"""A lock taken twice by the same thread."""

import sys
import threading

SELLERS = 2


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Shop:  #: struct Shop
    def __init__(self, lock):
        self.lock = lock  #: Lock lock{"lock"};
        self.till = 0  #: int till = 0;
        self.journal = 0  #: int journal = 0;


def write_down(shop):  #: void writeDown(Shop<Lock>& shop)
    shop.journal += 1  #: ++shop.journal;
    note("writes it down")  #: sync::note("writes it down");


def write_journal(shop):  #: void writeJournal(Shop<Lock>& shop)
    with shop.lock:  #: const sync::LockGuard guard{shop.lock};
        write_down(shop)  #: writeDown(shop);


def sell(shop):  #: void sell(Shop<Lock>& shop)
    with shop.lock:  #: const sync::LockGuard guard{shop.lock};
        shop.till += 1  #: ++shop.till;
        note("sells")  #: sync::note("sells");
        write_journal(shop)  # takes the lock, too  #: writeJournal(shop); // takes the lock, too


def sell_split(shop):  #: void sellSplit(Shop<Lock>& shop)
    with shop.lock:
        shop.till += 1
        note("sells")
        write_down(shop)  # leaves the lock alone  #: writeDown(shop); // leaves the lock alone


def sell_and_forget(shop):  #: void sellAndForget(Shop<Lock>& shop)
    shop.lock.acquire()  #: shop.lock.lock();
    shop.till += 1
    note("sells")
    shop.lock.acquire()  #: shop.lock.lock();
    write_down(shop)
    shop.lock.release()  #: shop.lock.unlock();


def run(lock, sell_one):
    shop = Shop(lock)
    opening = threading.Barrier(SELLERS)  # else a seller who comes late may get the identity of one who has left

    def work():
        opening.wait()
        sell_one(shop)  #: sellOne(shop);

    sellers = [threading.Thread(target=work, name=f"seller {i + 1}") for i in range(SELLERS)]
    for seller in sellers:
        seller.start()  #: sellers.start("seller " + std::to_string(i), [&shop] {
    for seller in sellers:
        seller.join()  #: sellers.joinAll();
    print(f"outcome: journal={shop.journal} till={shop.till}")


variants = {
    "plain": lambda: run(threading.Lock(), sell),
    "recursive": lambda: run(threading.RLock(), sell),
    "split": lambda: run(threading.Lock(), sell_split),
    "one-unlock-short": lambda: run(threading.RLock(), sell_and_forget),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
