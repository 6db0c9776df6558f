// Roads that meet, and roads that do not.
//
// A few roads, one lane of the picture each, and on every road a few cars, one behind the other. A car needs 1 u for the
// place that it has to pass. Where every road has that place for itself, nobody waits. Where all of them lead over the
// same crossing, one car passes at a time.
//
// Look for:  the crossing as a resource with its owner, and the bars of those who wait for it.
// Compare:   the variants `separate` and `shared`: the same cars in half the time. In `one-driver` nothing but the
//            driver is shared, and it takes just as long.
// Source:    E. W. Dijkstra, "Solution of a Problem in Concurrent Programming Control", Communications of the ACM 8(9), 1965.

#include "core/scenarios/scenario.h"

#include "core/sync/atomic.h"
#include "core/sync/guards.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/semaphore.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <deque>
#include <string>

namespace interleave::scenarios {
namespace {

struct Roads
{
    explicit Roads(const Parameters& parameters)
        : number(parameters.whole("roads"))
        , cars(parameters.whole("cars"))
        , time(parameters.units("crossing"))
        , lights(sync::numbered<sync::Semaphore>(static_cast<std::size_t>(number), "light", 0))
    {}

    int number;
    int cars; ///< on each road
    sync::Duration time;
    sync::Mutex crossing{"crossing"};
    sync::Mutex driver{"driver"};
    std::deque<sync::Semaphore> lights;
    sync::Atomic<int> passing{"passing", 0};
    sync::Atomic<int> most{"most at once", 0};
    sync::Atomic<std::string> order{"order", ""}; ///< the numbers of the roads whose cars have passed
};

void pass(Roads& roads, int road)
{
    const int now = roads.passing.fetchAdd(1) + 1;
    roads.most.update([now](int most) { return std::max(most, now); });
    sync::sleepFor(roads.time);
    roads.passing.fetchAdd(-1);
    roads.order.update([road](const std::string& order) { return order + std::to_string(road + 1); });
}

void separate(Roads& roads, int road)
{
    for (int car = 0; car < roads.cars; ++car)
        pass(roads, road);
}

void shared(Roads& roads, int road)
{
    for (int car = 0; car < roads.cars; ++car) {
        const sync::LockGuard guard{roads.crossing};
        pass(roads, road);
    }
}

/// A token goes round: whoever has green passes, and gives green to the next road.
void light(Roads& roads, int road)
{
    for (int car = 0; car < roads.cars; ++car) {
        roads.lights[static_cast<std::size_t>(road)].acquire();
        pass(roads, road);
        roads.lights[static_cast<std::size_t>((road + 1) % roads.number)].release();
    }
}

/// Who has the crossing keeps it until the last car of its road is over.
void greedy(Roads& roads, int road)
{
    const sync::LockGuard guard{roads.crossing};
    separate(roads, road);
}

/// The roads never meet; one driver for all cars is what is scarce, as one processor would be.
void oneDriver(Roads& roads, int road)
{
    for (int car = 0; car < roads.cars; ++car) {
        const sync::LockGuard guard{roads.driver};
        pass(roads, road);
    }
}

/// How many cars of one road came directly after each other.
int longestRow(const std::string& order)
{
    int longest = 0;
    int row = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        row = i > 0 && order[i] == order[i - 1] ? row + 1 : 1;
        longest = std::max(longest, row);
    }
    return longest;
}

/// All that a road does is pass or wait.
void tellWaiting(const Roads& roads)
{
    sync::note("waited " + sync::inUnits(sync::now() - roads.cars * roads.time));
}

template <void (*drive)(Roads&, int road)>
void program(const Parameters& parameters)
{
    Roads roads{parameters};
    roads.lights.front().release(); // green for the first road
    sync::ThreadGroup group;
    for (int road = 0; road < roads.number; ++road)
        group.start("road " + std::to_string(road + 1), [&roads, road] {
            drive(roads, road);
            tellWaiting(roads);
        });
    group.joinAll();
    const std::string order = roads.order.read();
    sync::note("the cars passed in the order " + order);
    sync::outcome("at-once", roads.most.read());
    sync::outcome("in-a-row", longestRow(order));
    sync::outcome("passed", order.size());
}

const Promised fair = {.outcome = "at-once=1 in-a-row=1 passed=6"};
const Promised twoInARow = {.outcome = "at-once=1 in-a-row=2 passed=6"};
const Promised threeInARow = {.outcome = "at-once=1 in-a-row=3 passed=6"};
const Promised bothFair = {.outcome = "at-once=2 in-a-row=1 passed=6"};
const Promised bothTwo = {.outcome = "at-once=2 in-a-row=2 passed=6"};
const Promised bothThree = {.outcome = "at-once=2 in-a-row=3 passed=6"};

} // namespace

extern const Scenario roadCrossing = {
    .id = "road-crossing",
    .title = "Roads that meet",
    .chapter = Chapter::Foundations,
    .summary = "two roads, one crossing or none",
    .file = "core/scenarios/road_crossing.cpp",
    .parameters = {{.id = "roads", .title = "Roads", .initial = 2, .minimum = 2, .maximum = 4},
                   {.id = "cars", .title = "Cars", .initial = 3, .minimum = 1, .maximum = 10, .hint = "on each road"},
                   {.id = "crossing", .title = "Crossing", .initial = 1, .minimum = 1, .maximum = 5, .unit = "u"}},
    .variants =
        {{.id = "separate",
          .title = "Roads that never meet",
          .promise = {.any = {fair, twoInARow, threeInARow, bothFair, bothTwo, bothThree},
                      .timed = {bothFair, bothTwo},
                      .makespan = 3,
                      .note = "nobody waits: one car on each road at any time"},
          .program = program<separate>},
         {.id = "shared",
          .title = "One crossing",
          .promise = {.any = {fair, twoInARow, threeInARow},
                      .makespan = 6,
                      .note = "one car at a time, and nobody says whose"},
          .program = program<shared>},
         {.id = "light",
          .title = "A light that alternates",
          .mark = Mark::Fixed,
          .promise = {.any = {fair}, .makespan = 6, .note = "one car at a time, in turns"},
          .program = program<light>},
         {.id = "greedy",
          .title = "A road that keeps the crossing",
          .promise = {.any = {threeInARow},
                      .makespan = 6,
                      .note = "as fast as the others, and the other road waits for all of it"},
          .program = program<greedy>},
         {.id = "one-driver",
          .title = "Separate roads, one driver",
          .promise = {.any = {fair, twoInARow, threeInARow},
                      .makespan = 6,
                      .note = "the roads share nothing, and still nothing happens at once"},
          .program = program<oneDriver>}},
    .pictures = {{trace::PictureKind::Places, "Crossing", {"crossing", "driver", "light*"}},
                 {trace::PictureKind::Makespans, "How long"}},
    .row = "F03",
    .related = {"kitchen-deadlock", "starvation", "two-person-room"},
};

} // namespace interleave::scenarios
