// Five philosophers, five forks.
//
// Philosophers sit around a table, and between any two of them lies a fork. To eat, a philosopher needs both the left
// and the right one. If all of them take the left fork first, each waits for his neighbour's, around the whole table.
//
// Look for:  the ring in the wait-for graph, and who breaks it.
// Compare:   the variants `naive` and `ordered`: one philosopher who takes his forks the other way round.
// Source:    E. W. Dijkstra, "Hierarchical Ordering of Sequential Processes", Acta Informatica 1, 1971; K. M. Chandy,
//            J. Misra, "The Drinking Philosophers Problem", ACM TOPLAS 6(4), 1984.

#include "core/scenarios/scenario.h"

#include "core/sync/condition_variable.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/random.h"
#include "core/sync/semaphore.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace interleave::scenarios {
namespace {

using Forks = std::deque<sync::Mutex>;

struct Table
{
    std::size_t size;
    sync::Duration reach; ///< how long it takes from the first fork to the second
    sync::Semaphore seats;
    Forks forks = sync::numbered<sync::Mutex>(size, "fork");

    sync::Mutex& left(std::size_t philosopher) { return forks[philosopher]; }
    sync::Mutex& right(std::size_t philosopher) { return forks[(philosopher + 1) % size]; }
};

using Dine = void (*)(Table&, std::size_t);

void eatWith(Table& table, sync::Mutex& first, sync::Mutex& second)
{
    const sync::LockGuard takeFirst{first};
    sync::sleepFor(table.reach);
    const sync::LockGuard takeSecond{second};
    sync::note("eats");
}

/// Left, then right, as everybody else.
void naive(Table& table, std::size_t philosopher)
{
    eatWith(table, table.left(philosopher), table.right(philosopher));
}

/// The fork with the smaller number first: so the last philosopher takes the right one first.
void ordered(Table& table, std::size_t philosopher)
{
    const bool isLast = philosopher + 1 == table.size;
    if (isLast)
        eatWith(table, table.right(philosopher), table.left(philosopher));
    else
        naive(table, philosopher);
}

/// A waiter leads to the table as many as there are seats.
void seated(Table& table, std::size_t philosopher)
{
    const sync::SemaphoreGuard seat{table.seats};
    naive(table, philosopher);
}

/// Puts the first fork back if the second is not free, and tries again after a while.
void backOff(Table& table, std::size_t philosopher)
{
    sync::Mutex& first = table.left(philosopher);
    sync::Mutex& second = table.right(philosopher);
    for (;;) {
        first.lock();
        sync::sleepFor(table.reach);
        if (second.tryLock())
            break;
        first.unlock();
        sync::note("puts the fork back");
        sync::sleepFor(sync::units(static_cast<double>(sync::random(1, 4))));
    }
    sync::note("eats");
    second.unlock();
    first.unlock();
}

template <Dine dine>
void program(const Parameters& parameters)
{
    const auto count = static_cast<std::size_t>(parameters.whole("philosophers"));
    Table table{count, parameters.units("reach"), {"seats", parameters.whole("seats")}};
    sync::ThreadGroup group;
    for (std::size_t i = 0; i < count; ++i)
        group.start("philosopher " + std::to_string(i), [&, i] {
            for (int meal = 0; meal < parameters.whole("meals"); ++meal)
                dine(table, i);
        });
    group.joinAll();
    sync::outcome("meals", parameters.whole("philosophers") * parameters.whole("meals"));
}

/// Forks with an owner, dirty or clean. Who is hungry asks for a dirty fork and gets it, cleaned; a clean one he has to
/// wait for. At first all are dirty and lie with the philosopher of the smaller number, so nobody ever waits in a ring.
class CleanTable
{
public:
    CleanTable(std::size_t count, sync::Duration eating) : m_eating(eating), m_forks(count)
    {
        for (std::size_t fork = 0; fork < count; ++fork)
            m_forks[fork].owner = fork == 0 ? 0 : fork - 1;
    }

    void dine(std::size_t philosopher)
    {
        sync::UniqueLock lock{m_lock};
        Fork& left = m_forks[philosopher];
        Fork& right = m_forks[(philosopher + 1) % m_forks.size()];
        while (!(ask(left, philosopher) & ask(right, philosopher)))
            m_changed.wait(lock);
        left.isDirty = right.isDirty = false; // nobody gets them until he has eaten
        lock.unlock();
        sync::note("eats");
        sync::sleepFor(m_eating);
        lock.lock();
        left.isDirty = right.isDirty = true;
        m_changed.notifyAll();
    }

private:
    struct Fork
    {
        std::size_t owner = 0;
        bool isDirty = true;
    };

    static bool ask(Fork& fork, std::size_t philosopher)
    {
        if (fork.owner != philosopher && fork.isDirty)
            fork = {philosopher, false};
        return fork.owner == philosopher;
    }

    sync::Duration m_eating;
    sync::Mutex m_lock{"table"};
    sync::ConditionVariable m_changed{"forks changed"};
    std::vector<Fork> m_forks; // guarded by m_lock
};

void cleanForks(const Parameters& parameters)
{
    CleanTable table{static_cast<std::size_t>(parameters.whole("philosophers")), parameters.units("reach")};
    sync::ThreadGroup group;
    for (int i = 0; i < parameters.whole("philosophers"); ++i)
        group.start("philosopher " + std::to_string(i), [&, i] {
            for (int meal = 0; meal < parameters.whole("meals"); ++meal)
                table.dine(static_cast<std::size_t>(i));
        });
    group.joinAll();
    sync::outcome("meals", parameters.whole("philosophers") * parameters.whole("meals"));
}

const Promised allEat = {.outcome = "meals=5"};
const Promised deadlock = {.ending = trace::Ending::Deadlock};
const Promised bound = {.ending = trace::Ending::Bound};

} // namespace

extern const Scenario diningPhilosophers = {
    .id = "dining-philosophers",
    .title = "The dining philosophers",
    .chapter = Chapter::Locks,
    .summary = "five forks, and everybody needs two",
    .file = "core/scenarios/dining_philosophers.cpp",
    .parameters =
        {{.id = "philosophers", .title = "Philosophers", .initial = 5, .minimum = 2, .maximum = 9},
         {.id = "meals", .title = "Meals each", .initial = 1, .minimum = 1, .maximum = 5},
         {.id = "reach",
          .title = "Reach",
          .initial = 1,
          .maximum = 5,
          .unit = "u",
          .isWhole = false,
          .hint = "from the first fork to the second; with clean forks, how long a meal lasts"},
         {.id = "seats",
          .title = "Seats",
          .initial = 4,
          .minimum = 1,
          .maximum = 9,
          .hint = "what the waiter allows; with as many as philosophers he might as well stay at home"}},
    .variants = {{.id = "naive",
                  .title = "Left, then right",
                  .mark = Mark::Broken,
                  .promise = {.any = {allEat, deadlock}, .timed = {deadlock}, .note = "a ring of five"},
                  .program = program<naive>},
                 {.id = "ordered",
                  .title = "The smaller number first",
                  .mark = Mark::Fixed,
                  .promise = {.any = {allEat},
                              .note = "a ring would need somebody who goes from a larger number to a smaller one"},
                  .program = program<ordered>},
                 {.id = "waiter",
                  .title = "A waiter with four seats",
                  .mark = Mark::Fixed,
                  .promise = {.any = {allEat}, .note = "one of the four has nobody at his right"},
                  .program = program<seated>},
                 {.id = "waiter-five",
                  .title = "A waiter with five seats",
                  .mark = Mark::Broken,
                  .promise = {.any = {allEat, deadlock},
                              .timed = {deadlock},
                              .note = "as many seats as forks: no waiter at all"},
                  .program = program<seated>,
                  .defaults = {{"seats", 5}}},
                 {.id = "try-and-back-off",
                  .title = "Put it back and try again",
                  .mark = Mark::Wasteful,
                  .promise = {.any = {allEat, bound},
                              .timed = {allEat},
                              .note = "no deadlock, and no promise either how often somebody puts it back",
                              .isBounded = true},
                  .program = program<backOff>},
                 {.id = "clean-forks",
                  .title = "Clean and dirty forks",
                  .mark = Mark::Fixed,
                  .promise = {.any = {allEat}, .note = "who has eaten has to give his forks away"},
                  .program = cleanForks}},
    .pictures = {{trace::PictureKind::Places, "Forks", {"fork *", "table", "forks changed"}},
                 {trace::PictureKind::Places, "Waiter", {"seats"}}},
    .row = "B03",
    .before = {"kitchen-deadlock"},
    .related = {"kitchen-deadlock:n-cooks", "transfer-deadlock"},
};

} // namespace interleave::scenarios
