"""Two people, one account, and a check that comes too early."""

import asyncio
import os
import queue
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
PEOPLE = ("man", "wife")
AMOUNT = 80
DELAY = 1  # u


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Account:  #: struct Account
    def __init__(self):
        self.balance = 100  #: balance;
        self.lock = threading.Lock()  #: sync::Mutex lock{"account"};
        self.counting = threading.Lock()  # makes a subtraction one step


def without_lock(account):  #: Cash withoutLock(Account& account)
    if account.balance < AMOUNT:  #: if (account.balance.read() < account.amount)
        return 0  #: return refuse();
    time.sleep(DELAY * U)  #: sync::sleepFor(account.delay);
    with account.counting:
        account.balance -= AMOUNT  #: account.balance.fetchAdd(-account.amount);
    note(f"balance {account.balance}")  #: sync::note("balance " + std::to_string(account.balance.read()));
    return AMOUNT  #: return account.amount;


def without_lock_split(account):  #: Cash withoutLockSplit(Account& account)
    if account.balance < AMOUNT:
        return 0
    time.sleep(DELAY * U)
    seen = account.balance  #: const int seen = account.balance.read();
    time.sleep(0)  # somebody else's turn
    account.balance = seen - AMOUNT  #: account.balance.write(seen - account.amount);
    return AMOUNT


def with_own_lock(account):  #: Cash withOwnLock(Account& account)
    mine = threading.Lock()  #: sync::Mutex mine{"my own lock"};
    with mine:  #: const sync::LockGuard guard{mine};
        return without_lock_split(account)  #: return withoutLockSplit(account);


def lock_act_only(account):  #: Cash lockActOnly(Account& account)
    if account.balance < AMOUNT:
        return 0
    time.sleep(DELAY * U)
    with account.lock:  #: const sync::LockGuard guard{account.lock};
        seen = account.balance
        account.balance = seen - AMOUNT
    return AMOUNT


def lock_check_and_act(account):  #: Cash lockCheckAndAct(Account& account)
    with account.lock:
        return without_lock_split(account)


def report(account, cash):  #: void report(Account& account, const std::vector<Cash>& cash)
    print(f"outcome: balance={account.balance} cash={sum(cash)}")


def run(withdraw):
    account = Account()  #: Account account{parameters};
    cash = [0] * len(PEOPLE)

    def customer(i):
        cash[i] = withdraw(account)

    customers = [threading.Thread(target=customer, args=(i,), name=name) for i, name in enumerate(PEOPLE)]
    for each in customers:
        each.start()  #: customers.start(people[i], [&account, &mine = cash[i]]
    for each in customers:
        each.join()  #: customers.joinAll();
    report(account, cash)  #: report(account, cash);


def single_owner():  #: void singleOwner(const Parameters& parameters)
    account = Account()
    counter = queue.Queue()  #: sync::Queue<Request> counter{"counter"};
    cash = [0] * len(PEOPLE)

    def teller():
        while (answer := counter.get()) is not None:  #: while (const auto request = counter.getUntilClosed()) {
            is_enough = account.balance >= AMOUNT  #: const bool isEnough = account.balance.read() >= request->amount;
            if is_enough:
                time.sleep(DELAY * U)
                account.balance -= AMOUNT  #: account.balance.write(account.balance.read() - request->amount);
            answer.put(AMOUNT if is_enough else 0)  #: request->answer->put(isEnough ? request->amount : 0);

    def customer(i):
        answer = queue.Queue()  #: sync::Queue<Cash> answer{"answer"};
        counter.put(answer)  #: counter.put({account.amount, &answer});
        cash[i] = answer.get()  #: mine = answer.get();

    desk = threading.Thread(target=teller, name="teller")  #: sync::Thread teller{"teller", [&] {
    desk.start()  #: teller.start();
    customers = [threading.Thread(target=customer, args=(i,), name=name) for i, name in enumerate(PEOPLE)]
    for each in customers:
        each.start()
    for each in customers:
        each.join()
    counter.put(None)  #: counter.close();
    desk.join()  #: teller.join();
    report(account, cash)


async def withdraw_async(account):  #: async::Task<Cash> withdrawAsync(Account& account)
    if account.balance < AMOUNT:
        return 0  #: co_return refuse();
    await asyncio.sleep(DELAY * U)  #: co_await async::asyncSleep(account.delay);
    account.balance -= AMOUNT  #: account.balance.write(account.balance.read() - account.amount);
    return AMOUNT  #: co_return account.amount;


async def serve(account):  #: async::Task<void> serve(Account& account, std::vector<Cash>& cash)
    customers = [asyncio.create_task(withdraw_async(account), name=name) for name in PEOPLE]
    return [await each for each in customers]  #: cash[i] = co_await customers[i];


def asynchronous():  #: void asynchronous(const Parameters& parameters)
    account = Account()
    report(account, asyncio.run(serve(account)))  #: loop.run(serve(account, cash));


# Not here: `cas-loop`, for Python offers no comparing and swapping in one step.
variants = {
    "no-lock": lambda: run(without_lock),
    "no-lock-split": lambda: run(without_lock_split),
    "different-locks": lambda: run(with_own_lock),
    "lock-act-only": lambda: run(lock_act_only),
    "lock-check-and-act": lambda: run(lock_check_and_act),
    "single-owner": single_owner,
    "async": asynchronous,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
