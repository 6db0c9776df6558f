// A room for two, seven visitors.
//
// Whoever comes in takes one of the permits at the door, stays a while, and gives it back on leaving. Who finds no permit
// waits outside. It comes in waves: two, two, two, one.
//
// Look for:  the permits, and the number of people inside, which never exceeds them.
// Compare:   the variants `extra-release` and `bounded-extra-release`: nobody owns a permit, so nobody checks who gives.
// Source:    E. W. Dijkstra, "Cooperating Sequential Processes" (1965), the general semaphore.

#include "core/scenarios/scenario.h"

#include "core/sync/condition_variable.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/semaphore.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

/// A door with tickets: who came first goes in first. `seats` people at most.
class TicketDoor
{
public:
    explicit TicketDoor(int seats) : m_seats(seats) {}

    void acquire()
    {
        sync::UniqueLock lock{m_lock};
        const int ticket = m_tickets++;
        sync::note("ticket " + std::to_string(ticket));
        m_changed.wait(lock, [&] { return ticket == m_entered && m_entered < m_left + m_seats; });
        ++m_entered;
        m_changed.notifyAll();
    }

    void release()
    {
        const sync::LockGuard lock{m_lock};
        ++m_left;
        m_changed.notifyAll();
    }

    /// How many more may come in at this moment.
    int permits()
    {
        const sync::LockGuard lock{m_lock};
        return m_seats - (m_entered - m_left);
    }

private:
    int m_seats;
    sync::Mutex m_lock{"door"};
    sync::ConditionVariable m_changed{"next please"};
    int m_tickets = 0; // guarded by m_lock, as are the next two
    int m_entered = 0;
    int m_left = 0;
};

/// How many times a visitor gives a permit back.
enum class Gives { Nothing, Once, Twice };

/// One visit; yields how many people were inside then.
template <typename Door>
int visit(Door& door, sync::Shared<int>& inside, sync::Duration stay, Gives gives)
{
    door.acquire();
    const int seen = inside.fetchAdd(1) + 1;
    sync::note("enters");
    sync::sleepFor(stay);
    sync::note("leaves");
    inside.fetchAdd(-1);
    if (gives != Gives::Nothing)
        door.release();
    if (gives == Gives::Twice)
        door.release();
    return seen;
}

/// `gives` says of each visitor, by number, how many permits come back.
template <typename Door, typename HowMany>
void receive(const Parameters& parameters, Door& door, HowMany gives)
{
    sync::Shared<int> inside{"inside", 0};
    std::vector<int> seen(static_cast<std::size_t>(parameters.whole("visitors")));
    sync::ThreadGroup visitors;
    for (std::size_t i = 0; i < seen.size(); ++i)
        visitors.start("tom " + std::to_string(i),
                       [&, i, stay = parameters.units("stay")] { seen[i] = visit(door, inside, stay, gives(i)); });
    visitors.joinAll();
    sync::outcome("most-inside", *std::max_element(seen.begin(), seen.end()));
    sync::outcome("permits", door.permits());
    sync::outcome("visits", std::count_if(seen.begin(), seen.end(), [](int together) { return together > 0; }));
}

void program(const Parameters& parameters)
{
    sync::Semaphore seats{"seats", parameters.whole("permits")};
    receive(parameters, seats, [](std::size_t) { return Gives::Once; });
}

void firstComeFirstServed(const Parameters& parameters)
{
    TicketDoor door{parameters.whole("permits")};
    receive(parameters, door, [](std::size_t) { return Gives::Once; });
}

void forgottenRelease(const Parameters& parameters)
{
    sync::Semaphore seats{"seats", parameters.whole("permits")};
    const auto forgetful = static_cast<std::size_t>(parameters.whole("forgetful"));
    receive(parameters, seats, [=](std::size_t i) { return i < forgetful ? Gives::Nothing : Gives::Once; });
}

void extraRelease(const Parameters& parameters)
{
    sync::Semaphore seats{"seats", parameters.whole("permits")};
    receive(parameters, seats, [](std::size_t i) { return i == 0 ? Gives::Twice : Gives::Once; });
}

void boundedExtraRelease(const Parameters& parameters)
{
    const int permits = parameters.whole("permits");
    sync::Semaphore seats{"seats", permits, sync::Bound{permits}};
    receive(parameters, seats, [](std::size_t i) { return i == 0 ? Gives::Twice : Gives::Once; });
}

constexpr std::string_view one = "most-inside=1 permits=2 visits=7";
constexpr std::string_view two = "most-inside=2 permits=2 visits=7";
constexpr std::string_view three = "most-inside=3 permits=2 visits=7";

Promised misuse(std::string_view outcome)
{
    return {trace::Ending::Completed, {trace::FindingKind::Misuse}, outcome};
}

} // namespace

extern const Scenario twoPersonRoom = {
    .id = "two-person-room",
    .title = "A room for two",
    .chapter = Chapter::SemaphoresAndEvents,
    .summary = "two permits, seven visitors",
    .file = "core/scenarios/two_person_room.cpp",
    .parameters =
        {{.id = "permits", .title = "Permits", .initial = 2, .minimum = 1, .maximum = 7},
         {.id = "visitors", .title = "Visitors", .initial = 7, .minimum = 1, .maximum = 20},
         {.id = "stay", .title = "Stay", .initial = 2, .minimum = 0.5, .maximum = 5, .unit = "u", .isWhole = false},
         {.id = "forgetful",
          .title = "Forgetful visitors",
          .initial = 2,
          .maximum = 20,
          .hint = "the first so many, in the variant forgotten-release"}},
    .variants = {{.id = "two-seats",
                  .title = "Two permits",
                  .promise = {.any = {{.outcome = one}, {.outcome = two}},
                              .timed = {{.outcome = two}},
                              .makespan = 8,
                              .note = "four waves; nobody knows who comes next"},
                  .program = program},
                 {.id = "one-seat",
                  .title = "One permit: a lock",
                  .promise = {.any = {{.outcome = "most-inside=1 permits=1 visits=7"}}, .makespan = 14, .note = "one after the other"},
                  .program = program,
                  .defaults = {{"permits", 1}}},
                 {.id = "seven-seats",
                  .title = "Room for all",
                  .promise = {.any = {{.outcome = "most-inside=1 permits=7 visits=7"},
                                      {.outcome = "most-inside=2 permits=7 visits=7"},
                                      {.outcome = "most-inside=3 permits=7 visits=7"},
                                      {.outcome = "most-inside=4 permits=7 visits=7"},
                                      {.outcome = "most-inside=5 permits=7 visits=7"},
                                      {.outcome = "most-inside=6 permits=7 visits=7"},
                                      {.outcome = "most-inside=7 permits=7 visits=7"}},
                              .timed = {{.outcome = "most-inside=7 permits=7 visits=7"}},
                              .makespan = 2,
                              .note = "nobody waits"},
                  .program = program,
                  .defaults = {{"permits", 7}}},
                 {.id = "first-come",
                  .title = "First come, first served",
                  .promise = {.any = {{.outcome = one}, {.outcome = two}},
                              .timed = {{.outcome = two}},
                              .makespan = 8,
                              .note = "visitors enter in the order of their tickets"},
                  .program = firstComeFirstServed},
                 {.id = "forgotten-release",
                  .title = "Two visitors keep their permit",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = "most-inside=1 permits=0 visits=7"},
                                      {.outcome = "most-inside=2 permits=0 visits=7"},
                                      {.ending = trace::Ending::Hang}},
                              .timed = {{.outcome = "most-inside=2 permits=0 visits=7"}, {.ending = trace::Ending::Hang}},
                              .note = "all others hang, unless the forgetful ones happen to come last"},
                  .program = forgottenRelease},
                 {.id = "extra-release",
                  .title = "One visitor gives two permits back",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = "most-inside=1 permits=3 visits=7"},
                                      {.outcome = "most-inside=2 permits=3 visits=7"},
                                      {.outcome = "most-inside=3 permits=3 visits=7"}},
                              .timed = {{.outcome = "most-inside=2 permits=3 visits=7"},
                                        {.outcome = "most-inside=3 permits=3 visits=7"}},
                              .note = "from then on there is room for three"},
                  .program = extraRelease},
                 {.id = "bounded-extra-release",
                  .title = "The same with a bounded semaphore",
                  .mark = Mark::Broken,
                  .promise = {.any = {misuse(one), misuse(two), misuse(three)},
                              .timed = {misuse(two), misuse(three)},
                              .note = "one release is refused, though not always the wrong one"},
                  .program = boundedExtraRelease}},
    .pictures = {{trace::PictureKind::Places, "Room", {"seats", "door", "next please"}},
                 {trace::PictureKind::Levels, "Permits", {"seats", "inside"}},
                 {trace::PictureKind::Makespans, "How long"}},
    .row = "S01",
    .before = {"atm-overdraw"},
    .related = {"file-readers-limit", "crawl-throttle", "steamed-bun-basket:semaphore-pair"},
};

} // namespace interleave::scenarios
