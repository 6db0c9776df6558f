"""Two callers on the radio, one thread."""

import asyncio
import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
CALLERS = (("pd", "pd"), ("headquarters", "hq"))
CALLS = 3
INTERVAL = 1  # u


def note(text):
    print(f"{text}\n", end="", flush=True)  # in one piece


class Radio:  #: struct Radio
    def __init__(self):
        self.heard = []  #: std::vector<std::string> heard;

    def report(self, results):  #: void report(const std::string& results) const
        print(f"outcome: order={','.join(self.heard)} results={','.join(results)}")


async def call(radio, caller, calls=CALLS):  #: async::Task<std::string> call(Radio& radio, Caller caller, int calls)
    name, sign = caller
    for i in range(1, calls + 1):  #: for (int i = 1; i <= calls; ++i) {
        note(f"{name} calls, {i}")  #: sync::note(std::string(caller.name) + " calls, " + std::to_string(i));
        radio.heard.append(sign)  #: radio.heard.emplace_back(caller.sign);
        await asyncio.sleep(INTERVAL * U)  #: co_await async::asyncSleep(radio.interval);
    return sign  #: co_return std::string(caller.sign);


async def call_and_fail(radio, caller):  #: async::Task<std::string> callAndFail(Radio& radio, Caller caller)
    name, sign = caller
    note(f"{name} calls, 1")  #: sync::note(std::string(caller.name) + " calls, 1");
    radio.heard.append(sign)
    await asyncio.sleep(INTERVAL * U)
    raise RuntimeError("no answer")  #: throw std::runtime_error("no answer");


async def gather_all(radio):  #: async::Task<> gatherAll(Radio& radio)
    radio.report(await asyncio.gather(*(call(radio, each) for each in CALLERS)))  #: co_await async::gather(tasks);


async def gather_unequal(radio):  #: async::Task<> gatherUnequal(Radio& radio)
    lengths = (max(1, CALLS - 2 * i) for i in range(len(CALLERS)))  #: std::max(1, radio.calls - 2
    radio.report(await asyncio.gather(*(call(radio, each, n) for each, n in zip(CALLERS, lengths))))


async def one_after_the_other(radio):  #: async::Task<> oneAfterTheOther(Radio& radio)
    radio.report([await call(radio, each) for each in CALLERS])  #: co_await call(radio, callers[i], radio.calls)


async def gather_failing(radio):  #: async::Task<> gatherFailing(Radio& radio)
    try:
        results = await asyncio.gather(call(radio, CALLERS[0]), call_and_fail(radio, CALLERS[1]))
    except RuntimeError as error:  #: } catch (const std::runtime_error& error) {
        note(str(error))  #: sync::note(error.what());
        results = ["none"]  #: results = "none";
    radio.report(results)  #: radio.report(results);


async def gather_settled(radio):  #: async::Task<> gatherSettled(Radio& radio)
    pair = call(radio, CALLERS[0]), call_and_fail(radio, CALLERS[1])
    settled = await asyncio.gather(*pair, return_exceptions=True)  #: co_await async::gatherSettled(tasks);
    radio.report(["error" if isinstance(one, Exception) else one for one in settled])  #: one.value ?


def run(conversation):
    asyncio.run(conversation(Radio()))  #: loop.run(conversation(radio), "main");


def threads():  #: void threads(const Parameters& parameters)
    radio = Radio()
    results = [None] * len(CALLERS)

    def speak(i):
        name, sign = CALLERS[i]
        for k in range(1, CALLS + 1):  #: for (int k = 1; k <= radio.calls; ++k) {
            radio.heard.append(sign)
            note(f"{name} calls, {k}")
            time.sleep(INTERVAL * U)  #: sync::sleepFor(radio.interval);
        results[i] = sign  #: result = caller.sign;

    group = [threading.Thread(target=speak, args=(i,)) for i in range(len(CALLERS))]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()  #: group.joinAll();
    radio.report(results)


variants = {
    "gather": lambda: run(gather_all),
    "sequential": lambda: run(one_after_the_other),
    "threads": threads,
    "one-fails": lambda: run(gather_failing),
    "one-fails-collected": lambda: run(gather_settled),
    "unequal-lengths": lambda: run(gather_unequal),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
