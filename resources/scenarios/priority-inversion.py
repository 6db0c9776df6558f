"""The important one waits for one who does not matter.

Python's threads have no priorities: processor and lock are played by a small scheduler.
"""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
SECTION = 2  # u
MEDIUM = 3  # u
HIGHEST = 3


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class Job:  #: struct Job
    def __init__(self, base):
        self.base = self.priority = base  #: int priority = base;
        self.lent = 0  #: int lent = 0;


class Machine:  #: class Machine
    def __init__(self, protocol):
        self.protocol = protocol
        self.changed = threading.Condition()  #: sync::ConditionVariable m_changed{"changed"};
        self.asking = []  #: std::vector<Job*> m_asking;
        self.wanting = []  #: std::vector<Job*> m_wanting;
        self.holder = None  #: Job* m_holder = nullptr;
        self.is_busy = False  #: bool m_isBusy = false;

    def begin(self, job):  #: void begin(Job& job)
        with self.changed:
            self._wait(job)  #: await(lock, job);

    def give_way(self, job):  #: void yield(Job& job)
        with self.changed:
            self._give_up_processor()  #: giveUpProcessor();
            self._wait(job)

    def end(self):  #: void end()
        with self.changed:
            self._give_up_processor()

    def lock(self, job):  #: void lock(Job& job)
        with self.changed:
            if self.holder is not None:  #: if (m_holder != nullptr) {
                self.wanting.append(job)  #: m_wanting.push_back(&job);
                if self.protocol == "inheritance":  #: if (m_protocol == Protocol::Inheritance)
                    self.holder.priority = max(self.holder.priority, job.priority)  #: m_holder->priority = std::max(
                self._give_up_processor()
                self.changed.wait_for(lambda: self.holder is job and self._is_next(job))  #: return m_holder == &job
                self._take(job)  #: take(job);
            self.holder = job  #: m_holder = &job;
            if self.protocol == "ceiling":  #: if (m_protocol == Protocol::Ceiling)
                job.priority = HIGHEST  #: job.priority = highest;

    def unlock(self, job):  #: void unlock(Job& job)
        with self.changed:
            job.priority = job.base  #: job.priority = job.base;
            self.holder = self.wanting.pop(0) if self.wanting else None  #: m_holder = m_wanting.front();
            if self.holder:
                self.asking.append(self.holder)  #: m_asking.push_back(m_holder);
            self.changed.notify_all()

    def _wait(self, job):  #: void await(sync::UniqueLock<sync::Mutex>& lock, Job& job)
        self.asking.append(job)  #: m_asking.push_back(&job);
        self.changed.wait_for(lambda: self._is_next(job))  #: m_changed.wait(lock, [&] { return isNext(job); });
        self._take(job)

    def _take(self, job):  #: void take(Job& job)
        self.asking.remove(job)  #: m_asking.erase(
        self.is_busy = True  #: m_isBusy = true;
        job.lent += len(self.wanting)  #: job.lent +=

    def _is_next(self, job):  #: bool isNext(const Job& job) const
        return not self.is_busy and all(other.priority <= job.priority for other in self.asking)

    def _give_up_processor(self):  #: void giveUpProcessor()
        self.is_busy = False  #: m_isBusy = false;
        self.changed.notify_all()  #: m_changed.notifyAll();


def work(machine, job, slices):  #: void work(Machine& machine, Job& job, int slices)
    for each in range(slices):
        if each > 0:
            machine.give_way(job)  #: machine.yield(job);
        note("works")  #: sync::note("works");
        time.sleep(1 * U)  #: sync::sleepFor(sync::units(1));


def work_locked(machine, job, slices):  #: void workLocked(Machine& machine, Job& job, int slices)
    machine.begin(job)  #: machine.begin(job);
    machine.lock(job)  #: machine.lock(job);
    work(machine, job, slices)  #: work(machine, job, slices);
    machine.unlock(job)  #: machine.unlock(job);
    machine.end()  #: machine.end();


def run(protocol):
    machine = Machine(protocol)  #: Machine machine{protocol};
    low, medium, high = Job(1), Job(2), Job(HIGHEST)

    def be_medium():
        time.sleep(0.5 * U)  #: sync::sleepFor(later);
        machine.begin(medium)  #: machine.begin(medium);
        work(machine, medium, MEDIUM)  #: work(machine, medium, slices);
        machine.end()

    def be_high():
        time.sleep(0.5 * U)
        work_locked(machine, high, 1)  #: workLocked(machine, high, 1);

    jobs = [
        threading.Thread(target=work_locked, args=(machine, low, SECTION), name="low"),
        threading.Thread(target=be_medium, name="medium"),
        threading.Thread(target=be_high, name="high"),
    ]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()  #: jobs.joinAll();
    print(f"outcome: inverted={medium.lent}")  #: sync::outcome("inverted", medium.lent);


variants = {
    "plain": lambda: run("none"),
    "inheritance": lambda: run("inheritance"),
    "ceiling": lambda: run("ceiling"),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
