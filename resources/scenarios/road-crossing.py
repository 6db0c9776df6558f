"""Roads that meet, and roads that do not."""

import os
import sys
import threading
import time
from itertools import groupby

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
ROADS = 2
CARS = 3  # on each road
CROSSING = 1  # u


class Roads:  #: struct Roads
    def __init__(self):
        self.crossing = threading.Lock()  #: sync::Mutex crossing{"crossing"};
        self.driver = threading.Lock()  #: sync::Mutex driver{"driver"};
        self.lights = [threading.Semaphore(0) for _ in range(ROADS)]  #: std::deque<sync::Semaphore> lights;
        self.counting = threading.Lock()
        self.passing = 0  #: passing{"passing", 0};
        self.most = 0  #: most{"most at once", 0};
        self.order = ""  #: order{"order", ""};


def pass_by(roads, road):  #: void pass(Roads& roads, int road)
    with roads.counting:
        roads.passing += 1  #: roads.passing.fetchAdd(1) + 1;
        roads.most = max(roads.most, roads.passing)  #: roads.most.update(
    time.sleep(CROSSING * U)  #: sync::sleepFor(roads.time);
    with roads.counting:
        roads.passing -= 1  #: roads.passing.fetchAdd(-1);
        roads.order += str(road + 1)  #: roads.order.update(


def separate(roads, road):  #: void separate(Roads& roads, int road)
    for _ in range(CARS):
        pass_by(roads, road)


def shared(roads, road):  #: void shared(Roads& roads, int road)
    for _ in range(CARS):
        with roads.crossing:  #: const sync::LockGuard guard{roads.crossing};
            pass_by(roads, road)


def light(roads, road):  #: void light(Roads& roads, int road)
    for _ in range(CARS):
        roads.lights[road].acquire()  #: roads.lights[static_cast<std::size_t>(road)].acquire();
        pass_by(roads, road)
        roads.lights[(road + 1) % ROADS].release()  #: (road + 1) % roads.number)].release();


def greedy(roads, road):  #: void greedy(Roads& roads, int road)
    with roads.crossing:
        separate(roads, road)  #: separate(roads, road);


def one_driver(roads, road):  #: void oneDriver(Roads& roads, int road)
    for _ in range(CARS):
        with roads.driver:  #: const sync::LockGuard guard{roads.driver};
            pass_by(roads, road)


def tell_waiting(road, start):  #: void tellWaiting(const Roads& roads)
    waited = (time.monotonic() - start) / U - CARS * CROSSING
    print(f"road {road + 1} waited {waited:.1f} u\n", end="", flush=True)  #: sync::note("waited "


def run(drive):
    start = time.monotonic()

    def use(road):
        drive(roads, road)  #: drive(roads, road);
        tell_waiting(road, start)  #: tellWaiting(roads);

    roads = Roads()  #: Roads roads{parameters};
    roads.lights[0].release()  #: roads.lights.front().release(); // green for the first road
    group = [threading.Thread(target=use, args=(i,), name=f"road {i + 1}") for i in range(ROADS)]
    for thread in group:
        thread.start()  #: group.start("road " + std::to_string(road + 1)
    for thread in group:
        thread.join()  #: group.joinAll();
    print(f"the cars passed in the order {roads.order}")  #: sync::note("the cars passed in the order " + order);
    row = max(len(list(same)) for _, same in groupby(roads.order))  #: int longestRow(const std::string& order)
    print(f"outcome: at-once={roads.most} in-a-row={row} passed={len(roads.order)}")


variants = {
    "separate": lambda: run(separate),
    "shared": lambda: run(shared),
    "light": lambda: run(light),
    "greedy": lambda: run(greedy),
    "one-driver": lambda: run(one_driver),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
