"""A room for two, seven visitors."""

import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
VISITORS = 7
STAY = 2  # u


def note(text):
    print(f"{threading.current_thread().name}: {text}\n", end="", flush=True)  # in one piece


class TicketDoor:  #: class TicketDoor
    """A door with tickets: who came first goes in first."""

    def __init__(self, seats):
        self.seats = seats
        self.changed = threading.Condition()  #: sync::ConditionVariable m_changed{"next please"};
        self.tickets = self.entered = self.left = 0

    def acquire(self):
        with self.changed:  #: sync::UniqueLock lock{m_lock};
            ticket = self.tickets  #: const int ticket = m_tickets++;
            self.tickets += 1
            note(f"ticket {ticket}")  #: sync::note("ticket " + std::to_string(ticket));
            self.changed.wait_for(  #: m_changed.wait(lock
                lambda: ticket == self.entered and self.entered < self.left + self.seats
            )
            self.entered += 1  #: ++m_entered;
            self.changed.notify_all()  #: m_changed.notifyAll();

    def release(self):
        with self.changed:
            self.left += 1  #: ++m_left;
            self.changed.notify_all()

    def permits(self):  #: int permits()
        return self.seats - (self.entered - self.left)  #: return m_seats - (m_entered - m_left);


class Room:
    def __init__(self):
        self.counting = threading.Lock()
        self.inside = self.most_inside = self.visits = 0


def visit(door, room, gives):  #: int visit(Door& door, sync::Shared<int>& inside, sync::Duration stay, Gives gives)
    door.acquire()  #: door.acquire();
    with room.counting:
        room.inside += 1  #: const int seen = inside.fetchAdd(1) + 1;
        room.most_inside = max(room.most_inside, room.inside)
        room.visits += 1
    note("enters")  #: sync::note("enters");
    time.sleep(STAY * U)  #: sync::sleepFor(stay);
    note("leaves")  #: sync::note("leaves");
    with room.counting:
        room.inside -= 1  #: inside.fetchAdd(-1);
    for _ in range(gives):
        try:
            door.release()  #: door.release();
        except ValueError as error:
            note(str(error))


def receive(door, gives):  #: void receive(const Parameters& parameters, Door& door, HowMany gives)
    room = Room()
    visitors = []
    for i in range(VISITORS):
        visitors.append(threading.Thread(target=visit, args=(door, room, gives(i)), name=f"tom {i}"))  #: "tom "
    for visitor in visitors:
        visitor.start()  #: visitors.start(
    for visitor in visitors:
        visitor.join()  #: visitors.joinAll();
    permits = 0
    if isinstance(door, TicketDoor):
        permits = door.permits()
    else:
        while door.acquire(blocking=False):  # the only way to learn how many there are
            permits += 1
    print(f"outcome: most-inside={room.most_inside} permits={permits} visits={room.visits}")  #: sync::outcome("permits"


def once(i):
    return 1  #: return Gives::Once;


def forgetful(i):
    return 0 if i < 2 else 1  #: return i < forgetful ? Gives::Nothing : Gives::Once;


def generous(i):
    return 2 if i == 0 else 1  #: return i == 0 ? Gives::Twice : Gives::Once;


variants = {
    "two-seats": lambda: receive(threading.Semaphore(2), once),
    "one-seat": lambda: receive(threading.Semaphore(1), once),
    "seven-seats": lambda: receive(threading.Semaphore(7), once),
    "first-come": lambda: receive(TicketDoor(2), once),
    "forgotten-release": lambda: receive(threading.Semaphore(2), forgetful),
    "extra-release": lambda: receive(threading.Semaphore(2), generous),
    "bounded-extra-release": lambda: receive(threading.BoundedSemaphore(2), generous),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
