"""Two transfers in opposite directions."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
AMOUNT = 30
THINK = 1  # u


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Account:  #: struct Account
    def __init__(self, money, number):
        self.lock = threading.Lock()  #: sync::Mutex lock;
        self.balance = money  # guarded by lock  #: balance; ///< guarded by lock
        self.number = number  #: int number;


a = Account(100, 1)  #: Account a{"A", 100, 1};
b = Account(100, 2)  #: Account b{"B", 100, 2};
bank = threading.Lock()  #: sync::Mutex lock{"bank"};


def think():
    time.sleep(THINK * U)  #: sync::sleepFor(bank.think);


def move(payer, payee):  #: void move(
    payer.balance -= AMOUNT  #: from.balance -= bank.amount;
    payee.balance += AMOUNT  #: to.balance += bank.amount;
    note(f"moves {AMOUNT}")  #: sync::note("moves "


def payer_first(payer, payee):  #: void payerFirst(
    with payer.lock:  #: const sync::LockGuard payer{from.lock};
        think()
        with payee.lock:  #: const sync::LockGuard payee{to.lock};
            move(payer, payee)  #: move(bank, from, to);


def by_number(payer, payee):  #: void byNumber(
    first, second = sorted((payer, payee), key=lambda account: account.number)  #: from.number < to.number ? from : to;
    with first.lock:  #: const sync::LockGuard lockFirst{first.lock};
        think()
        with second.lock:  #: const sync::LockGuard lockSecond{second.lock};
            move(payer, payee)


def whole_bank(payer, payee):  #: void wholeBank(
    with bank:  #: const sync::LockGuard everything{bank.lock};
        think()
        move(payer, payee)


def one_after_the_other(payer, payee):  #: void oneAfterTheOther(
    with payer.lock:
        payer.balance -= AMOUNT
    think()
    with payee.lock:
        payee.balance += AMOUNT
    note(f"moves {AMOUNT}")


def without_locks(payer, payee):  #: void withoutLocks(
    think()
    move(payer, payee)


def together(*bodies):
    group = [threading.Thread(target=body, daemon=True) for body in bodies]
    for thread in group:
        thread.start()  #: there.start();
    for thread in group:
        thread.join()  #: there.join();


def run(transfer):
    together(lambda: transfer(a, b), lambda: transfer(b, a))
    print(f"outcome: total={a.balance + b.balance}")  #: sync::outcome("total",


def audited():  #: void audited(
    counted = []

    def audit():
        with a.lock, b.lock:  #: const sync::ScopedLock both{bank.a.lock, bank.b.lock};
            counted.append(a.balance + b.balance)

    together(lambda: one_after_the_other(a, b), audit)
    print(f"outcome: counted={counted[0]} total={a.balance + b.balance}")


# Not here: `scoped-lock`. Python has no lock for several locks; `by-number` is what it would do.
variants = {
    "payer-first": lambda: run(payer_first),
    "by-number": lambda: run(by_number),
    "whole-bank": lambda: run(whole_bank),
    "one-after-the-other": lambda: run(one_after_the_other),
    "audited": audited,
    "no-locks": lambda: run(without_locks),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
