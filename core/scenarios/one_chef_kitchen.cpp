// One cook, three dishes.
//
// Every dish is prepared by a cook (2 u), simmers by itself (4 u), and is put on a plate by a cook (1 u). A cook who
// stands beside the pot while it simmers does nothing. Whoever turns to the next dish meanwhile gets more done without
// working more; a second pair of hands is another matter.
//
// Look for:  the time in which nobody holds the permit `chef`, and the dishes that simmer.
// Compare:   the variants `sequential` and `interleaved`: 21 u and 11 with the same cook. `longest-first` and
//            `shortest-first` differ in nothing but the order.
// Source:    J. R. Jackson, "Scheduling a Production Line to Minimize Maximum Tardiness", UCLA Management Sciences
//            Research Report 43 (1955).

#include "core/scenarios/scenario.h"

#include "core/async/event_loop.h"
#include "core/async/sleep.h"
#include "core/async/task.h"
#include "core/sync/atomic.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/semaphore.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

struct Kitchen
{
    Kitchen(const Parameters& parameters, int cooks)
        : dishes(parameters.whole("dishes"))
        , prep(parameters.whole("prep"))
        , simmer(parameters.whole("simmer"))
        , spread(parameters.whole("spread"))
        , plate(parameters.whole("plate"))
        , chefs("chef", cooks)
    {}

    /// How long a dish simmers; the later its number, the longer.
    sync::Duration simmering(int dish) const { return sync::units(simmer + dish * spread); }

    void report()
    {
        sync::outcome("chef-busy", busy.read());
        sync::outcome("served", served.read());
    }

    int dishes;
    int prep; ///< in u, as what follows
    int simmer;
    int spread;
    int plate;
    sync::Semaphore chefs;
    sync::Atomic<int> busy{"u of work", 0};
    sync::Atomic<int> served{"served", 0};
};

/// What takes a cook's hands.
void work(Kitchen& kitchen, const std::string& what, int duration)
{
    sync::note(what);
    kitchen.busy.fetchAdd(duration);
    sync::sleepFor(sync::units(duration));
}

/// The cook waits beside the pot.
void sequential(const Parameters& parameters)
{
    Kitchen kitchen{parameters, 1};
    sync::Thread cook{"chef", [&kitchen] {
                          for (int dish = 0; dish < kitchen.dishes; ++dish) {
                              const std::string name = "dish " + std::to_string(dish + 1);
                              work(kitchen, "prepares " + name, kitchen.prep);
                              sync::note("stands beside " + name);
                              sync::sleepFor(kitchen.simmering(dish));
                              work(kitchen, "puts " + name + " on a plate", kitchen.plate);
                              kitchen.served.fetchAdd(1);
                          }
                      }};
    cook.start();
    cook.join();
    kitchen.report();
}

/// A dish asks for a cook when it needs one.
void cookDish(Kitchen& kitchen, int dish)
{
    {
        const sync::SemaphoreGuard chef{kitchen.chefs};
        work(kitchen, "is prepared", kitchen.prep);
    }
    sync::note("simmers");
    sync::sleepFor(kitchen.simmering(dish)); // hands-free
    const sync::SemaphoreGuard chef{kitchen.chefs};
    work(kitchen, "is put on a plate", kitchen.plate);
    kitchen.served.fetchAdd(1);
}

void cookTogether(const Parameters& parameters, int cooks)
{
    Kitchen kitchen{parameters, cooks};
    sync::ThreadGroup dishes;
    for (int dish = 0; dish < kitchen.dishes; ++dish)
        dishes.start("dish " + std::to_string(dish + 1), [&kitchen, dish] { cookDish(kitchen, dish); });
    dishes.joinAll();
    kitchen.report();
}

void interleaved(const Parameters& parameters)
{
    cookTogether(parameters, parameters.whole("chefs"));
}

void chefPerDish(const Parameters& parameters)
{
    cookTogether(parameters, parameters.whole("dishes"));
}

/// With coroutines the loop itself is the cook: what sleeps on it takes hands, what is awaited does not.
async::Task<> cookAsync(Kitchen& kitchen, int dish)
{
    work(kitchen, "is prepared", kitchen.prep);
    sync::note("simmers");
    co_await async::asyncSleep(kitchen.simmering(dish));
    work(kitchen, "is put on a plate", kitchen.plate);
    kitchen.served.fetchAdd(1);
}

async::Task<> cookAll(Kitchen& kitchen, std::vector<int> order)
{
    std::vector<async::TaskHandle<>> dishes;
    for (const int dish : order)
        dishes.push_back(async::createTask("dish " + std::to_string(dish + 1), cookAsync(kitchen, dish)));
    for (const async::TaskHandle<>& dish : dishes)
        co_await dish;
}

void cookInOrder(const Parameters& parameters, bool isLongestFirst)
{
    Kitchen kitchen{parameters, 1};
    std::vector<int> order;
    for (int dish = 0; dish < kitchen.dishes; ++dish)
        order.push_back(dish);
    if (isLongestFirst)
        std::reverse(order.begin(), order.end());
    async::EventLoop chef{"chef"};
    chef.run(cookAll(kitchen, order), "orders");
    kitchen.report();
}

void shortestFirst(const Parameters& parameters)
{
    cookInOrder(parameters, false);
}

void longestFirst(const Parameters& parameters)
{
    cookInOrder(parameters, true);
}

const Promised allServed = {.outcome = "chef-busy=9 served=3"};

} // namespace

extern const Scenario oneChefKitchen = {
    .id = "one-chef-kitchen",
    .title = "One cook, three dishes",
    .chapter = Chapter::Foundations,
    .summary = "work takes hands, waiting does not",
    .file = "core/scenarios/one_chef_kitchen.cpp",
    .parameters = {{.id = "dishes", .title = "Dishes", .initial = 3, .minimum = 1, .maximum = 6},
                   {.id = "prep", .title = "Preparing", .initial = 2, .maximum = 10, .unit = "u"},
                   {.id = "simmer", .title = "Simmering", .initial = 4, .maximum = 10, .unit = "u"},
                   {.id = "spread",
                    .title = "Spread",
                    .maximum = 10,
                    .unit = "u",
                    .hint = "by how much each dish simmers longer than the one before"},
                   {.id = "plate", .title = "Plating", .initial = 1, .maximum = 10, .unit = "u"},
                   {.id = "chefs",
                    .title = "Cooks",
                    .initial = 1,
                    .minimum = 1,
                    .maximum = 6,
                    .hint = "in \"One cook, all dishes\"; the other variants say how many they have"}},
    .variants =
        {{.id = "sequential",
          .title = "One dish after the other",
          .mark = Mark::Wasteful,
          .promise = {.any = {allServed}, .makespan = 21, .note = "9 u of work, and 12 of standing by"},
          .program = sequential},
         {.id = "interleaved",
          .title = "One cook, all dishes",
          .mark = Mark::Fixed,
          .promise = {.any = {allServed}, .makespan = 11, .note = "the same 9 u of work; what simmers overlaps"},
          .program = interleaved},
         {.id = "chef-per-dish",
          .title = "One cook for each dish",
          .mark = Mark::Fixed,
          .promise = {.any = {allServed}, .makespan = 7, .note = "as long as one dish takes"},
          .program = chefPerDish},
         {.id = "coroutines",
          .title = "One cook, dishes as coroutines",
          .mark = Mark::Fixed,
          .promise = {.any = {allServed}, .makespan = 11, .note = "the event loop is the cook"},
          .program = shortestFirst},
         {.id = "shortest-first",
          .title = "What simmers shortest first",
          .mark = Mark::Wasteful,
          .promise = {.any = {allServed}, .makespan = 19, .note = "the longest pot is put on last"},
          .program = shortestFirst,
          .defaults = {{"spread", 4}}},
         {.id = "longest-first",
          .title = "What simmers longest first",
          .mark = Mark::Fixed,
          .promise = {.any = {allServed}, .makespan = 15, .note = "the work is done while the longest pot simmers"},
          .program = longestFirst,
          .defaults = {{"spread", 4}}}},
    .pictures = {{trace::PictureKind::Places, "Kitchen", {"chef"}},
                 {trace::PictureKind::Makespans, "How long"}},
    .row = "F02",
    .related = {"two-person-room", "gather-radio-calls", "road-crossing:one-driver"},
};

} // namespace interleave::scenarios
