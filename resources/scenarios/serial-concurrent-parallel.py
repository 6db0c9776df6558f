"""One after the other, in turns, or at the same time."""

import collections
import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
TASKS = 3


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Machine:  #: struct Machine
    def __init__(self, cores, work, longest):
        self.cores = cores
        self.work = work
        self.quantum = longest  #: quantum(longest)
        self.left = [work] * TASKS  #: left(static_cast<std::size_t>(
        self.ready = collections.deque(range(1, TASKS + 1))  #: sync::Queue<int> ready{"ready"};
        self.changed = threading.Condition()
        self.unfinished = TASKS  #: unfinished("unfinished", parameters.whole("tasks"))
        self.switches = self.working = self.most = 0  #: switches{"switches", 0};
        self.worked = 0  # u, on all tasks together  #: worked{"worked", 0};
        self.begun = []  #: begun{"begun after", ""};
        self.finished = []  #: finished{"finished after", ""};
        self.start = time.monotonic()  # a clock that nobody sets, unlike that on the wall

    def now(self):  #: sync::now()
        return (time.monotonic() - self.start) / U

    def next_task(self):
        """None once everything is finished."""
        with self.changed:
            self.changed.wait_for(lambda: self.ready or self.unfinished == 0)
            return self.ready.popleft() if self.ready else None

    def work_on(self, task):  #: int workOn(
        with self.changed:
            if self.left[task - 1] == self.work:  #: if (left == machine.work)
                self.begun.append(self.worked)  #: append(machine.begun, machine.worked.read());
            self.working += 1  #: machine.working.fetchAdd(1) + 1;
            self.most = max(self.most, self.working)  #: machine.most.update(
        units = min(self.left[task - 1], self.quantum)  #: const int time = std::min(left, machine.quantum);
        note(f"works on task {task}")  #: sync::note("works on task "
        time.sleep(units * U)  #: sync::sleepFor(sync::units(time));
        with self.changed:
            self.left[task - 1] -= units  #: left -= time;
            self.working -= 1  #: machine.working.fetchAdd(-1);
            self.worked += units  #: machine.worked.fetchAdd(time) + time;
            if self.left[task - 1] == 0:  #: if (left == 0) {
                note(f"has finished task {task} at {self.now():.1f} u")  #: sync::note("has finished task "
                self.finished.append(self.worked)  #: append(machine.finished, worked);
        return self.left[task - 1]  #: return left;

    def put_back(self, task):
        with self.changed:
            self.ready.append(task)  #: machine.ready.put(*task); // behind all the others
            self.changed.notify()

    def one_less(self):
        with self.changed:
            self.unfinished -= 1  #: machine.unfinished.fetchAdd(-1)
            self.changed.notify_all()

    def process(self):  #: void process(
        last = None
        while (task := self.next_task()) is not None:  #: machine.ready.getUntilClosed()) {
            if last not in (None, task):  #: if (last != 0 && last != *task) {
                with self.changed:
                    self.switches += 1  #: machine.switches.fetchAdd(1);
            last = task  #: last = *task;
            if self.work_on(task) > 0:  #: if (workOn(machine, *task) > 0)
                self.put_back(task)  # behind all the others
            else:
                self.one_less()

    def report(self):
        used = int(100 * self.worked / (self.cores * self.now()))  #: const auto used =
        note(f"{self.worked} u of work in {self.now():.1f} u: {used} % of the processors' time")  #: u of work in
        numbers = [f"at-once={self.most}", f"switches={self.switches}", f"worked={self.worked}"]
        if self.cores == 1:  # else the work done says nothing about the time  #: if (cores == 1) {
            for key, moments in (("begun", self.begun), ("finished", self.finished)):
                numbers.append(f"{key}={','.join(map(str, moments))}")
        print("outcome:", *sorted(numbers))


def run(cores=1, work=4, longest=1):  #: void run(
    machine = Machine(cores, work, longest)
    processors = [threading.Thread(target=machine.process, name=f"CPU {i}") for i in range(cores)]
    for processor in processors:
        processor.start()
    for processor in processors:
        processor.join()  #: processors.joinAll();
    machine.report()


variants = {
    "serial": lambda: run(longest=4),
    "concurrent": run,
    "parallel": lambda: run(cores=3, longest=4),
    "both": lambda: run(cores=2, work=2),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
