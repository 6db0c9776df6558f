"""What a process, a thread and a coroutine cost: the costs are printed, and whether all of them ran is reported."""

import asyncio
import multiprocessing
import sys
import threading
import time

FEW = {"processes": 5, "threads": 20, "coroutines": 200, "rounds": 1000}
MANY = {"processes": 20, "threads": 200, "coroutines": 10000, "rounds": 10000}


def tell(what, cost, unit):
    print(f"{what} = {float(f'{cost:.3g}'):g} {unit}")


def microseconds(begin, number):
    return (time.perf_counter() - begin) * 1e6 / number


def own_memory(pid="self"):  # KiB that the process has for itself; 0 where the system does not say
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            return next(float(line.split()[1]) for line in file if line.startswith("Anonymous:"))
    except OSError:
        return 0


# ---- Being made: from the first start to the last end.


def do_nothing():  #: int doNothing(const Arguments&)
    """A child cannot reach main's counter: that it ran is what its status says."""


def make_processes(number):  #: bool makeProcesses(int number)
    begin = time.perf_counter()
    children = [multiprocessing.Process(target=do_nothing) for _ in range(number)]
    for child in children:
        child.start()  #: children.emplace_back(numbered("process", i), "unit-costs/nothing").start();
    for child in children:
        child.join()  #: ran += child.join() == 0 ? 1 : 0;
    tell("creating a process", microseconds(begin, number), "µs")  #: sync::measured("creating a process"
    return all(child.exitcode == 0 for child in children)  #: return ran == number;


def make_threads(number):  #: bool makeThreads(int number)
    ran = []  #: sync::Atomic<int> ran{"threads", 0};
    begin = time.perf_counter()
    threads = [threading.Thread(target=ran.append, args=(1,)) for _ in range(number)]
    for thread in threads:
        thread.start()  #: threads.start(numbered("thread", i), [&ran] { ran.fetchAdd(1); });
    for thread in threads:
        thread.join()  #: threads.joinAll();
    tell("creating a thread", microseconds(begin, number), "µs")  #: sync::measured("creating a thread"
    return len(ran) == number  #: return ran.read() == number;


async def count_one(ran):  #: async::Task<> countOne(sync::Atomic<int>& ran)
    ran.append(1)  #: ran.fetchAdd(1);


async def count_all(ran, number):  #: async::Task<> countAll(sync::Atomic<int>& ran, int number)
    begin = time.perf_counter()
    tasks = [asyncio.create_task(count_one(ran)) for _ in range(number)]  #: countOne(ran)));
    for task in tasks:  #: for (const async::TaskHandle<>& task : tasks)
        await task  #: co_await task;
    tell("creating a coroutine", microseconds(begin, number), "µs")  #: sync::measured("creating a coroutine"


def make_coroutines(number):  #: bool makeCoroutines(int number)
    ran = []  #: sync::Atomic<int> ran{"coroutines", 0};
    asyncio.run(count_all(ran, number))  #: async::run(countAll(ran, number));
    return len(ran) == number


# ---- Being switched to: main and another one in turns. The time starts when the other one is there.


def send_back(line, rounds):  #: int sendBack(const Arguments& arguments)
    line.send("here")  #: line.send("here");
    for _ in range(rounds):
        line.send(line.recv())  #: line.send(line.receive());


def play_with_process(rounds):  #: bool playWithProcess(int rounds)
    ours, theirs = multiprocessing.Pipe()  #: const auto [ours, theirs] = process::makePipe(Duplex::Yes, "line");
    other = multiprocessing.Process(target=send_back, args=(theirs, rounds))  #: Process other{
    other.start()  #: other.start();
    theirs.close()  #: theirs.close();
    ours.recv()  #: ours.receive();
    turns = 0
    begin = time.perf_counter()
    for _ in range(rounds):
        ours.send("your turn")  #: ours.send("your turn");
        turns += 2 if ours.recv() == "your turn" else 0  #: turns += ours.receive() == "your turn" ? 2 : 0;
    tell("switching processes", microseconds(begin, 2 * rounds), "µs")  #: sync::measured("switching processes"
    other.join()
    return other.exitcode == 0 and turns == 2 * rounds


def play_with_thread(rounds):  #: bool playWithThread(int rounds)
    ping = threading.Semaphore(0)  #: sync::Semaphore ping{"ping", 0};
    pong = threading.Semaphore(0)  #: sync::Semaphore pong{"pong", 0};
    turns = 0  # of the one whose turn it is  #: int turns = 0; // of the one whose turn it is

    def play():
        nonlocal turns
        pong.release()  #: pong.release();
        for _ in range(rounds):
            ping.acquire()  #: ping.acquire();
            turns += 1
            pong.release()

    other = threading.Thread(target=play)
    other.start()
    pong.acquire()  #: pong.acquire();
    begin = time.perf_counter()
    for _ in range(rounds):
        turns += 1
        ping.release()  #: ping.release();
        pong.acquire()
    tell("switching threads", microseconds(begin, 2 * rounds), "µs")  #: sync::measured("switching threads"
    other.join()  #: other.join();
    return turns == 2 * rounds  #: return turns == 2 * rounds;


async def take_turns(rounds, turns):  #: async::Task<> takeTurns(int rounds, int& turns)
    for _ in range(rounds):
        await asyncio.sleep(0)  # the other one's turn  #: co_await async::yieldNow(); // the other one's turn
        turns.append(1)


async def play_both(rounds, turns):  #: async::Task<> playBoth(int rounds, int& turns)
    other = asyncio.create_task(take_turns(rounds, turns))  #: const auto other = async::createTask("pong coroutine"
    await asyncio.sleep(0)
    begin = time.perf_counter()
    await take_turns(rounds, turns)  #: co_await takeTurns(rounds, turns);
    tell("switching coroutines", microseconds(begin, 2 * rounds), "µs")  #: sync::measured("switching coroutines"
    await other  #: co_await other;


def play_with_coroutine(rounds):  #: bool playWithCoroutine(int rounds)
    turns = []
    asyncio.run(play_both(rounds, turns))  #: async::run(playBoth(rounds, turns));
    return len(turns) == 2 * rounds


# ---- Being there: all at the same time, none of them doing anything.


def wait_for_word(here, word):  #: int waitForWord(const Arguments& arguments)
    here.release()
    word.acquire()


def hold_processes(number):  #: bool holdProcesses(int number)
    here = multiprocessing.Semaphore(0)
    word = multiprocessing.Semaphore(0)
    children = [multiprocessing.Process(target=wait_for_word, args=(here, word)) for _ in range(number)]
    for child in children:
        child.start()
    for _ in range(number):
        here.acquire()
    memory = sum(own_memory(child.pid) for child in children)  #: sync::ownMemory(child.pid())
    tell("memory of a process", memory / number, "KiB")  #: sync::measured("memory of a process"
    for _ in range(number):
        word.release()  #: ours.send("go");
    for child in children:
        child.join()
    return all(child.exitcode == 0 for child in children)


def hold_threads(number):  #: bool holdThreads(int number)
    ran = []
    here = threading.Semaphore(0)
    go = threading.Event()  #: sync::Event go{"go"};

    def body():
        ran.append(1)
        here.release()  #: here.countDown();
        go.wait()  #: go.wait();

    before = own_memory()  #: const Cost before = sync::ownMemory();
    threads = [threading.Thread(target=body) for _ in range(number)]
    for thread in threads:
        thread.start()  #: threads.start(numbered("waiting thread", i), [&] {
    for _ in range(number):
        here.acquire()  #: here.wait();
    tell("memory of a thread", (own_memory() - before) / number, "KiB")  #: sync::measured("memory of a thread"
    go.set()  #: go.set();
    for thread in threads:
        thread.join()
    return len(ran) == number


async def wait_for_turn(ran):  #: async::Task<> waitForTurn(sync::Atomic<int>& ran)
    ran.append(1)
    await asyncio.sleep(0)  #: co_await async::yieldNow();


async def hold_all(ran, number):  #: async::Task<> holdAll(sync::Atomic<int>& ran, int number)
    before = own_memory()
    tasks = [asyncio.create_task(wait_for_turn(ran)) for _ in range(number)]  #: waitForTurn(ran)));
    await asyncio.sleep(0)  #: // all of them have begun then, and none has ended
    tell("memory of a coroutine", (own_memory() - before) / number, "KiB")  #: sync::measured("memory of a coroutine"
    for task in tasks:
        await task


def hold_coroutines(number):  #: bool holdCoroutines(int number)
    ran = []
    asyncio.run(hold_all(ran, number))  #: async::run(holdAll(ran, number));
    return len(ran) == number


# ---- The variants.


def report(**kinds):  #: void report(const char* kind, bool isWhole)
    print("outcome:", *(f"{kind}={'all' if is_whole else 'some'}" for kind, is_whole in sorted(kinds.items())))


def creation():  #: void creation(const Parameters& parameters)
    report(
        processes=make_processes(MANY["processes"]),  #: report("processes", makeProcesses(
        threads=make_threads(MANY["threads"]),  #: report("threads", makeThreads(
        coroutines=make_coroutines(MANY["coroutines"]),  #: report("coroutines", makeCoroutines(
    )


def ping_pong():  #: void pingPong(const Parameters& parameters)
    report(
        processes=play_with_process(MANY["rounds"]),  #: report("processes", playWithProcess(rounds));
        threads=play_with_thread(MANY["rounds"]),  #: report("threads", playWithThread(rounds));
        coroutines=play_with_coroutine(MANY["rounds"]),  #: report("coroutines", playWithCoroutine(rounds));
    )


def held():  #: void held(const Parameters& parameters)
    report(
        processes=hold_processes(MANY["processes"]),  #: report("processes", holdProcesses(
        threads=hold_threads(MANY["threads"]),  #: report("threads", holdThreads(
        coroutines=hold_coroutines(MANY["coroutines"]),  #: report("coroutines", holdCoroutines(
    )


def side_by_side():  #: void sideBySide(const Parameters& parameters)
    # Being there comes first: memory that others gave back would hide what somebody needs.
    rounds = FEW["rounds"]
    processes, threads, coroutines = FEW["processes"], FEW["threads"], FEW["coroutines"]
    report(
        processes=hold_processes(processes) and make_processes(processes) and play_with_process(rounds),
        threads=hold_threads(threads) and make_threads(threads) and play_with_thread(rounds),
        coroutines=hold_coroutines(coroutines) and make_coroutines(coroutines) and play_with_coroutine(rounds),
    )


variants = {
    "creation": creation,
    "ping-pong": ping_pong,
    "held": held,
    "side-by-side": side_by_side,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
