"""One cook, three dishes."""

import asyncio
import os
import sys
import threading
import time

U = float(os.environ.get("INTERLEAVE_U", "1"))  # seconds that one u lasts
DISHES = 3
PREP = 2  # u, as what follows
SIMMER = 4
PLATE = 1


class Kitchen:  #: struct Kitchen
    def __init__(self, chefs=1, spread=0):
        self.spread = spread  # by how much each dish simmers longer than the one before
        self.chefs = threading.Semaphore(chefs)  #: sync::Semaphore chefs;
        self.counting = threading.Lock()
        self.busy = 0  #: busy{"u of work", 0};
        self.served = 0  #: served{"served", 0};

    def simmering(self, dish):  #: sync::Duration simmering(int dish) const
        return (SIMMER + dish * self.spread) * U

    def serve(self):
        with self.counting:
            self.served += 1  #: kitchen.served.fetchAdd(1);

    def report(self):  #: void report()
        print(f"outcome: chef-busy={self.busy} served={self.served}")


def work(kitchen, what, duration):  #: void work(Kitchen& kitchen, const std::string& what, int duration)
    print(f"{what}\n", end="", flush=True)  #: sync::note(what);
    with kitchen.counting:
        kitchen.busy += duration  #: kitchen.busy.fetchAdd(duration);
    time.sleep(duration * U)  #: sync::sleepFor(sync::units(duration));


def sequential():  #: void sequential(const Parameters& parameters)
    kitchen = Kitchen()  #: Kitchen kitchen{parameters, 1};

    def cook():  #: sync::Thread cook{"chef", [&kitchen] {
        for dish in range(DISHES):
            name = f"dish {dish + 1}"  #: const std::string name = "dish " + std::to_string(dish + 1);
            work(kitchen, f"prepares {name}", PREP)  #: work(kitchen, "prepares " + name, kitchen.prep);
            print(f"stands beside {name}")  #: sync::note("stands beside " + name);
            time.sleep(kitchen.simmering(dish))
            work(kitchen, f"puts {name} on a plate", PLATE)  #: work(kitchen, "puts " + name + " on a plate"
            kitchen.serve()

    thread = threading.Thread(target=cook, name="chef")
    thread.start()
    thread.join()
    kitchen.report()  #: kitchen.report();


def cook_dish(kitchen, dish):  #: void cookDish(Kitchen& kitchen, int dish)
    with kitchen.chefs:  #: const sync::SemaphoreGuard chef{kitchen.chefs};
        work(kitchen, f"dish {dish + 1} is prepared", PREP)
    print(f"dish {dish + 1} simmers\n", end="", flush=True)  #: sync::note("simmers");
    time.sleep(kitchen.simmering(dish))  # hands-free  #: sync::sleepFor(kitchen.simmering(dish)); // hands-free
    with kitchen.chefs:
        work(kitchen, f"dish {dish + 1} is put on a plate", PLATE)
        kitchen.serve()


def cook_together(chefs=1):  #: void cookTogether(const Parameters& parameters, int cooks)
    kitchen = Kitchen(chefs)
    dishes = [threading.Thread(target=cook_dish, args=(kitchen, i), name=f"dish {i + 1}") for i in range(DISHES)]
    for dish in dishes:
        dish.start()  #: dishes.start("dish "
    for dish in dishes:
        dish.join()  #: dishes.joinAll();
    kitchen.report()


async def cook_async(kitchen, dish):  #: async::Task<> cookAsync(Kitchen& kitchen, int dish)
    work(kitchen, f"dish {dish + 1} is prepared", PREP)  # blocks the loop, which is the cook
    print(f"dish {dish + 1} simmers")
    await asyncio.sleep(kitchen.simmering(dish))  #: co_await async::asyncSleep(kitchen.simmering(dish));
    work(kitchen, f"dish {dish + 1} is put on a plate", PLATE)
    kitchen.serve()


async def cook_all(kitchen, order):  #: async::Task<> cookAll(Kitchen& kitchen, std::vector<int> order)
    dishes = [asyncio.create_task(cook_async(kitchen, dish)) for dish in order]
    for dish in dishes:  #: for (const async::TaskHandle<>& dish : dishes)
        await dish  #: co_await dish;


def cook_in_order(order, spread=0):  #: void cookInOrder(const Parameters& parameters, bool isLongestFirst)
    kitchen = Kitchen(spread=spread)
    asyncio.run(cook_all(kitchen, order))  #: chef.run(cookAll(kitchen, order), "orders");
    kitchen.report()


variants = {
    "sequential": sequential,
    "interleaved": cook_together,
    "chef-per-dish": lambda: cook_together(DISHES),
    "coroutines": lambda: cook_in_order(range(DISHES)),
    "shortest-first": lambda: cook_in_order(range(DISHES), 4),
    "longest-first": lambda: cook_in_order(reversed(range(DISHES)), 4),
}

if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else next(iter(variants))
    if chosen == "--list":
        print(*variants, sep="\n")
    else:
        variants[chosen]()
