"""Before the lock: a queue or a crowd?"""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
LANES = 4
ROUNDS = 10
INSIDE = 1  # u
OUTSIDE = 1  # u


def pause(units):
    time.sleep(units * U)


class Book:  #: class Book
    """Who was served, and in which order they had asked. Guarded by the lock that everybody is waiting for."""

    def __init__(self):
        self.served = [0] * LANES
        self.inside = self.most_inside = 0
        self.latest = -1
        self.is_overtaken = False
        self.is_even = True

    def enter(self, lane, number):  #: void enter(std::size_t lane, int number)
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)  #: m_mostInside = std::max(m_mostInside, ++m_inside);
        self.is_overtaken = self.is_overtaken or number < self.latest  #: m_isOvertaken = m_isOvertaken
        self.latest = max(self.latest, number)  #: m_latest = std::max(m_latest, number);
        self.served[lane] += 1  #: ++m_served[lane];
        self.is_even = self.is_even and max(self.served) - min(self.served) <= 1  #: m_isEven = m_isEven

    def leave(self):  #: void leave()
        self.inside -= 1

    def report(self):  #: void report() const
        even = "yes" if self.is_even else "no"
        overtaken = "yes" if self.is_overtaken else "no"
        print(f"outcome: even={even} most-inside={self.most_inside} overtaken={overtaken} rounds={sum(self.served)}")


class Crowd:  #: class Crowd
    def __init__(self):
        self.asked = 0  #: m_asked{"asked", 0};
        self.counting = threading.Lock()
        self.section = threading.Lock()  #: sync::Mutex m_lock{"lock"};

    def lock(self):
        with self.counting:
            number = self.asked  #: const int number = m_asked.fetchAdd(1);
            self.asked += 1
        self.section.acquire()  #: m_lock.lock();
        return number  #: return number;

    def unlock(self):
        self.section.release()  #: void unlock() { m_lock.unlock(); }


class Tickets:  #: class Tickets
    def __init__(self):
        self.called = threading.Condition()  #: sync::ConditionVariable m_called{"next please"};
        self.next = 0
        self.serving = 0

    def lock(self):
        with self.called:  #: sync::UniqueLock guard{m_counter};
            ticket = self.next  #: const int ticket = m_next++;
            self.next += 1
            self.called.wait_for(lambda: ticket == self.serving)  #: m_called.wait(guard
            return ticket  #: return ticket;

    def unlock(self):
        with self.called:
            self.serving += 1  #: ++m_serving;
            self.called.notify_all()  #: m_called.notifyAll();


def as_needed(lock, book, lane):  #: void asNeeded(
    number = lock.lock()
    book.enter(lane, number)
    pause(INSIDE)
    book.leave()
    lock.unlock()
    pause(OUTSIDE)


def coarse(lock, book, lane):  #: void coarse(
    number = lock.lock()
    book.enter(lane, number)
    pause(INSIDE)
    pause(OUTSIDE)
    book.leave()
    lock.unlock()


def fine(lock, book, lane):  #: void fine(
    pause(INSIDE)
    number = lock.lock()
    book.enter(lane, number)
    book.leave()
    lock.unlock()
    pause(OUTSIDE)


def run_all(work):
    group = [threading.Thread(target=work, args=(lane,), name=f"thread {lane + 1}") for lane in range(LANES)]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()  #: group.joinAll();


def run(lock, one_round):
    book = Book()  #: Book book{lanes};

    def work(lane):
        for _ in range(ROUNDS):  #: for (int i = 0; i < plan.rounds; ++i)
            one_round(lock, book, lane)  #: round(lock, book, lane, plan);

    run_all(work)
    book.report()  #: book.report();


def no_sharing():  #: void noSharing(const Parameters& parameters)
    done = [0] * LANES  #: std::vector<int> done(lanes, 0);

    def work(lane):
        for _ in range(ROUNDS):
            pause(INSIDE)
            pause(OUTSIDE)
            done[lane] += 1

    run_all(work)
    print(f"outcome: rounds={sum(done)}")


variants = {
    "crowd": lambda: run(Crowd(), as_needed),
    "tickets": lambda: run(Tickets(), as_needed),
    "coarse": lambda: run(Crowd(), coarse),
    "fine": lambda: run(Crowd(), fine),
    "no-sharing": no_sharing,
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
