"""Three workers empty a queue."""

import os
import queue
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
NUMBERS = (1, 10, 4, 3)
WORKERS = "ABC"
PAUSE = 1  # u
NOTHING_MORE = 0  #: constexpr int nothingMore = 0;

numbers = queue.Queue()  #: sync::Queue<int> queue{"numbers"};
taken = dict.fromkeys(WORKERS, 0)  # each worker counts for himself
lines = dict.fromkeys(WORKERS, 0)
gone = []  #: sync::Shared<std::string> gone{"gone home", ""};


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


def write_factors(number):  #: int writeFactors(int number)
    line = f"{number}:"
    for factor in range(1, number + 1):  #: for (int factor = 1; factor <= number; ++factor)
        if number % factor == 0:  #: if (number % factor == 0)
            line += f" {factor}"  #: line += " " + std::to_string(factor);
    note(line)  #: sync::note(line);
    return 1


def write_growing_lines(number):  #: int writeGrowingLines(int number)
    line = f"{number}:"
    count = 0
    for factor in range(1, number + 1):
        if number % factor == 0:
            line += f" {factor}"
            note(line)
            count += 1  #: ++lines;
    return count


def take():  #: take(sync::Queue<int>& queue)
    try:
        return numbers.get_nowait()  #: return queue.tryGet();
    except queue.Empty:
        return None


def look_then_take():  #: lookThenTake(
    if numbers.empty():  #: if (queue.isEmpty())
        return None  #: return std::nullopt;
    return numbers.get()  #: return queue.get();


def take_until_last():  #: takeUntilLast(
    number = numbers.get()  #: const int number = queue.get();
    return None if number == NOTHING_MORE else number  #: return number == nothingMore ?


def work(name, following, write):  #: void workUntilEmpty(
    note("starts")  #: sync::note("starts");
    while (number := following()) is not None:  #: while (const std::optional<int> number = next()) {
        taken[name] += 1  #: ++mine.taken;
        lines[name] += write(number)  #: mine.lines += write(*number);
        time.sleep(PAUSE * U)  #: sync::sleepFor(work.pause);
    note("goes home")  #: sync::note("goes home");
    gone.append(name)  #: work.gone.update(


def drain(following=take, write=write_factors, ending=lambda: None):  #: void drain(
    for number in NUMBERS:
        numbers.put(number)  #: work.queue.put(number);
    group = [threading.Thread(target=work, args=(name, following, write), name=name) for name in WORKERS]
    for thread in group:
        thread.start()
    ending()  #: ending(work);
    for thread in group:
        thread.join()  #: group.joinAll();
    note("done: " + ",".join(gone))  #: sync::note("done: "
    home = " ".join(f"{name.lower()}=home" for name in sorted(gone))
    print(f"outcome: {home} lines={sum(lines.values())} most={max(taken.values())}")


def last_numbers():
    for _ in WORKERS:
        numbers.put(NOTHING_MORE)  #: work.queue.put(nothingMore);


# Not here: `closed`, since a queue of Python can be closed from version 3.13 on only.
variants = {
    "try-get": drain,
    "print-in-loop": lambda: drain(write=write_growing_lines),
    "empty-then-get": lambda: drain(look_then_take),
    "sentinel": lambda: drain(take_until_last, ending=last_numbers),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
