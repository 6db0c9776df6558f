// Before the lock: a queue or a crowd?
//
// Several threads go in and out of one section, round after round. Who waits before an ordinary lock waits in a crowd: when it
// becomes free, anybody may get it, even somebody who has just come. A lock with tickets serves in the order of asking.
//
// Look for:  how long each thread waits, and whether somebody is overtaken.
// Compare:   the variants `tickets`, for the order, and `coarse`, `fine`, `no-sharing`, for what a lock costs.
// Source:    J. M. Mellor-Crummey, M. L. Scott, "Algorithms for Scalable Synchronization on Shared-Memory
//            Multiprocessors", ACM Transactions on Computer Systems 9(1), 1991, section 2.2, the ticket lock.

#include "core/scenarios/scenario.h"

#include "core/sync/condition_variable.h"
#include "core/sync/mutex.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

/// Who was served, and in which order they had asked. Guarded by the lock that everybody is waiting for.
class Book
{
public:
    explicit Book(std::size_t lanes) : m_served(lanes, 0) {}

    void enter(std::size_t lane, int number)
    {
        m_mostInside = std::max(m_mostInside, ++m_inside);
        m_isOvertaken = m_isOvertaken || number < m_latest;
        m_latest = std::max(m_latest, number);
        ++m_served[lane];
        const auto [fewest, most] = std::minmax_element(m_served.begin(), m_served.end());
        m_isEven = m_isEven && *most - *fewest <= 1;
    }
    void leave() { --m_inside; }
    void report() const
    {
        sync::outcome("even", m_isEven ? "yes" : "no");
        sync::outcome("most-inside", m_mostInside);
        sync::outcome("overtaken", m_isOvertaken ? "yes" : "no");
        sync::outcome("rounds", std::accumulate(m_served.begin(), m_served.end(), 0));
    }

private:
    std::vector<int> m_served;
    int m_inside = 0;
    int m_mostInside = 0;
    int m_latest = -1;
    bool m_isOvertaken = false; ///< somebody who asked later was served before
    bool m_isEven = true;       ///< at no time had one been served twice more than another
};

/// An ordinary lock. Before asking everybody draws a number, which the lock does not care about.
class Crowd
{
public:
    int lock()
    {
        const int number = m_asked.fetchAdd(1);
        m_lock.lock();
        return number;
    }
    void unlock() { m_lock.unlock(); }

private:
    sync::Shared<int> m_asked{"asked", 0};
    sync::Mutex m_lock{"lock"};
};

/// A lock with tickets: whoever asked first is served first.
class Tickets
{
public:
    int lock()
    {
        sync::UniqueLock guard{m_counter};
        const int ticket = m_next++;
        m_called.wait(guard, [&] { return ticket == m_serving; });
        return ticket;
    }
    void unlock()
    {
        const sync::LockGuard guard{m_counter};
        ++m_serving;
        m_called.notifyAll();
    }

private:
    sync::Mutex m_counter{"counter"};
    sync::ConditionVariable m_called{"next please"};
    int m_next = 0; // guarded by m_counter, as is the next
    int m_serving = 0;
};

/// How long work takes inside the section, and outside of it.
struct Plan
{
    explicit Plan(const Parameters& parameters)
        : rounds(parameters.whole("rounds"))
        , inside(parameters.units("inside"))
        , outside(parameters.units("outside"))
    {}
    int rounds;
    sync::Duration inside;
    sync::Duration outside;
};

/// The section holds what has to be inside, and nothing else.
template <typename Lock>
void asNeeded(Lock& lock, Book& book, std::size_t lane, const Plan& plan)
{
    const int number = lock.lock();
    book.enter(lane, number);
    sync::sleepFor(plan.inside);
    book.leave();
    lock.unlock();
    sync::sleepFor(plan.outside);
}

/// The whole round is inside, whether it has to be or not.
template <typename Lock>
void coarse(Lock& lock, Book& book, std::size_t lane, const Plan& plan)
{
    const int number = lock.lock();
    book.enter(lane, number);
    sync::sleepFor(plan.inside);
    sync::sleepFor(plan.outside);
    book.leave();
    lock.unlock();
}

/// The work is done on a copy of one's own; only the result is handed in under the lock.
template <typename Lock>
void fine(Lock& lock, Book& book, std::size_t lane, const Plan& plan)
{
    sync::sleepFor(plan.inside);
    const int number = lock.lock();
    book.enter(lane, number);
    book.leave();
    lock.unlock();
    sync::sleepFor(plan.outside);
}

template <typename Lock, auto round>
void program(const Parameters& parameters)
{
    const Plan plan{parameters};
    const auto lanes = static_cast<std::size_t>(parameters.whole("lanes"));
    Lock lock;
    Book book{lanes};
    sync::ThreadGroup group;
    for (std::size_t lane = 0; lane < lanes; ++lane)
        group.start("thread " + std::to_string(lane + 1), [&, lane] {
            for (int i = 0; i < plan.rounds; ++i)
                round(lock, book, lane, plan);
        });
    group.joinAll();
    book.report();
}

/// Everybody works on things of his own: there is nothing to lock.
void noSharing(const Parameters& parameters)
{
    const Plan plan{parameters};
    const auto lanes = static_cast<std::size_t>(parameters.whole("lanes"));
    std::vector<int> done(lanes, 0);
    sync::ThreadGroup group;
    for (std::size_t lane = 0; lane < lanes; ++lane)
        group.start("thread " + std::to_string(lane + 1), [&plan, &mine = done[lane]] {
            for (; mine < plan.rounds; ++mine) {
                sync::sleepFor(plan.inside);
                sync::sleepFor(plan.outside);
            }
        });
    group.joinAll();
    sync::outcome("rounds", std::accumulate(done.begin(), done.end(), 0));
}

const Promised inOrder = {.outcome = "even=yes most-inside=1 overtaken=no rounds=40"};
const Promised inOrderUneven = {.outcome = "even=no most-inside=1 overtaken=no rounds=40"};
const Promised overtaken = {.outcome = "even=yes most-inside=1 overtaken=yes rounds=40"};
const Promised overtakenUneven = {.outcome = "even=no most-inside=1 overtaken=yes rounds=40"};
const std::vector<Promised> anything = {inOrder, inOrderUneven, overtaken, overtakenUneven};
/// With time respected everybody asks before anybody is served twice: who is not overtaken is served in turn.
const std::vector<Promised> crowded = {inOrder, overtaken, overtakenUneven};

} // namespace

extern const Scenario lockWaitPool = {
    .id = "lock-wait-pool",
    .title = "A queue or a crowd",
    .chapter = Chapter::Locks,
    .summary = "who is next, and what a lock costs",
    .file = "core/scenarios/lock_wait_pool.cpp",
    .parameters = {{.id = "lanes", .title = "Threads", .initial = 4, .minimum = 2, .maximum = 8},
                   {.id = "rounds", .title = "Rounds", .initial = 10, .minimum = 1, .maximum = 100},
                   {.id = "inside", .title = "Inside", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false},
                   {.id = "outside", .title = "Outside", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants = {{.id = "crowd",
                  .title = "An ordinary lock",
                  .promise = {.any = anything, .timed = crowded, .note = "one at a time, and nobody knows who is next"},
                  .program = program<Crowd, asNeeded<Crowd>>},
                 {.id = "tickets",
                  .title = "A lock with tickets",
                  .mark = Mark::Fixed,
                  .promise = {.any = {inOrder, inOrderUneven},
                              .timed = {inOrder},
                              .makespan = 41,
                              .note = "served in the order of asking"},
                  .program = program<Tickets, asNeeded<Tickets>>},
                 {.id = "coarse",
                  .title = "Everything inside",
                  .mark = Mark::Wasteful,
                  .promise = {.any = anything,
                              .timed = crowded,
                              .makespan = 80,
                              .note = "the threads work one after the other"},
                  .program = program<Crowd, coarse<Crowd>>},
                 {.id = "fine",
                  .title = "Only the result inside",
                  .mark = Mark::Fixed,
                  .promise = {.any = anything,
                              .timed = {inOrder, overtaken},
                              .makespan = 20,
                              .note = "the lock is held for no time at all"},
                  .program = program<Crowd, fine<Crowd>>},
                 {.id = "no-sharing",
                  .title = "Nothing shared",
                  .mark = Mark::Fixed,
                  .promise = {.any = {{.outcome = "rounds=40"}}, .makespan = 20, .note = "no lock, no waiting"},
                  .program = noSharing}},
    .pictures = {{trace::PictureKind::Places, "Lock", {"lock", "counter", "next please"}},
                 {trace::PictureKind::Makespans, "How long"}},
    .row = "L08",
    .before = {"atm-overdraw"},
    .related = {"two-person-room:first-come"},
};

} // namespace interleave::scenarios
