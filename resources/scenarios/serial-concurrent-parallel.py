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
    def __init__(self, work, quantum):
        self.quantum = quantum  #: quantum(parameters.whole("quantum"))
        self.left = [work] * TASKS  #: left(static_cast<std::size_t>(
        self.ready = collections.deque(range(1, TASKS + 1))  #: sync::Queue<int> ready{"ready"};
        self.changed = threading.Condition()
        self.unfinished = TASKS  #: unfinished("unfinished", parameters.whole("tasks"))
        self.switches = self.working = self.most = 0  #: switches{"switches", 0};
        self.worked = 0  # u, on all tasks together  #: worked{"worked", 0};
        self.finished = []  #: finished{"finished after", ""};

    def next_task(self):
        """None once everything is finished."""
        with self.changed:
            self.changed.wait_for(lambda: self.ready or self.unfinished == 0)
            return self.ready.popleft() if self.ready else None

    def work_on(self, task):  #: int workOn(
        with self.changed:
            self.working += 1  #: machine.working.fetchAdd(1) + 1;
            self.most = max(self.most, self.working)  #: machine.most.update(
        units = min(self.left[task - 1], self.quantum)  #: const int time = std::min(left, machine.quantum);
        note(f"works on task {task}")  #: sync::note("works on task "
        time.sleep(units * U)  #: sync::sleepFor(sync::units(time));
        self.left[task - 1] -= units  #: left -= time;
        with self.changed:
            self.working -= 1  #: machine.working.fetchAdd(-1);
            self.worked += units  #: machine.worked.fetchAdd(time) + time;
            return self.worked

    def finish(self, task, worked):  #: void finish(
        note(f"has finished task {task}")  #: sync::note("has finished task "
        with self.changed:
            self.finished.append(str(worked))  #: machine.finished.update(
            self.unfinished -= 1  #: machine.unfinished.fetchAdd(-1)
            self.changed.notify_all()

    def put_back(self, task):
        with self.changed:
            self.ready.append(task)
            self.changed.notify()

    def process(self):  #: void process(
        last = None
        while (task := self.next_task()) is not None:  #: machine.ready.getUntilClosed()) {
            if last not in (None, task):  #: if (last != 0 && last != *task) {
                with self.changed:
                    self.switches += 1  #: machine.switches.fetchAdd(1);
            last = task  #: last = *task;
            worked = self.work_on(task)  #: const int worked = workOn(machine, *task);
            if self.left[task - 1] == 0:
                self.finish(task, worked)  #: finish(machine, *task, worked);
            else:
                self.put_back(task)  # behind all the others  #: machine.ready.put(*task); // behind all the others


def run(cores=1, work=4, quantum=1):
    machine = Machine(work, quantum)
    processors = [threading.Thread(target=machine.process, name=f"CPU {i}") for i in range(cores)]
    for processor in processors:
        processor.start()
    for processor in processors:
        processor.join()  #: processors.joinAll();
    finished = f" finished={','.join(machine.finished)}" if cores == 1 else ""
    print(f"outcome: at-once={machine.most}{finished} switches={machine.switches}")


variants = {
    "serial": lambda: run(quantum=4),
    "concurrent": run,
    "parallel": lambda: run(cores=3, quantum=4),
    "both": lambda: run(cores=2, work=2),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
