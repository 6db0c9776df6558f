// One who always comes last.
//
// A single clerk serves whoever he likes. Two regulars come back as soon as they have been served, again and again; a stranger comes
// a little later and wants to be served once. Nothing is broken, nobody waits for ever, and the stranger waits for everybody.
//
// Look for:  the stranger's waiting bar, and how many are served while it lasts.
// Compare:   the variants `priority`, `ageing` and `tickets`: by rank, by rank and patience, by the order of coming.
// Source:    E. W. Dijkstra, "Hierarchical Ordering of Sequential Processes", Acta Informatica 1 (1971), on individual
//            starvation.

#include "core/scenarios/scenario.h"

#include "core/sync/condition_variable.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

/// Somebody who waits at the counter.
struct Customer
{
    int rank;           ///< whom the clerk likes
    int passedOver = 0; ///< how many were served while he waited
    int number = 0;     ///< in the order of coming
};

/// Whether the clerk serves the first of two before the second.
using Prefers = bool (*)(const Customer&, const Customer&);

bool byRank(const Customer& a, const Customer& b)
{
    return a.rank != b.rank ? a.rank > b.rank : a.number < b.number;
}

/// Everybody's rank rises with every other one who is served.
bool byRankAndAge(const Customer& a, const Customer& b)
{
    const int mine = a.rank + a.passedOver;
    const int yours = b.rank + b.passedOver;
    return mine != yours ? mine > yours : a.number < b.number;
}

bool byNumber(const Customer& a, const Customer& b)
{
    return a.number < b.number;
}

/// No preference at all: whoever happens to be noticed.
bool byChance(const Customer&, const Customer&)
{
    return false;
}

/// A counter with one clerk.
class Counter
{
public:
    explicit Counter(Prefers prefers) : m_prefers(prefers) {}

    void enter(Customer& me)
    {
        sync::UniqueLock lock{m_lock};
        me.number = m_came++;
        me.passedOver = 0;
        m_waiting.push_back(&me);
        m_free.wait(lock, [&] { return !m_isBusy && isNext(me); });
        m_waiting.erase(std::find(m_waiting.begin(), m_waiting.end(), &me));
        for (Customer* other : m_waiting)
            ++other->passedOver;
        m_isBusy = true;
    }
    void leave()
    {
        const sync::LockGuard lock{m_lock};
        m_isBusy = false;
        m_free.notifyAll();
    }

private:
    bool isNext(const Customer& me) const
    {
        return std::none_of(m_waiting.begin(), m_waiting.end(),
                            [&](const Customer* other) { return other != &me && m_prefers(*other, me); });
    }

    Prefers m_prefers;
    sync::Mutex m_lock{"counter"};
    sync::ConditionVariable m_free{"free"};
    std::vector<Customer*> m_waiting; // guarded by m_lock, as are the next two
    int m_came = 0;
    bool m_isBusy = false;
};

template <Prefers prefers>
void program(const Parameters& parameters)
{
    const sync::Duration service = parameters.units("service");
    const int regulars = parameters.whole("regulars");
    Counter counter{prefers};
    const auto visit = [&](Customer& me) {
        counter.enter(me);
        sync::note("is served");
        sync::sleepFor(service);
        counter.leave();
    };

    int passedOver = 0;
    sync::ThreadGroup customers;
    for (int i = 1; i <= regulars; ++i)
        customers.start("regular " + std::to_string(i), [&, rounds = parameters.whole("rounds")] {
            Customer me{.rank = 2};
            for (int round = 0; round < rounds; ++round)
                visit(me);
        });
    customers.start("stranger", [&, late = service / 2] {
        sync::sleepFor(late);
        Customer me{.rank = 0};
        visit(me);
        passedOver = me.passedOver;
    });
    customers.joinAll();
    // More than twice the number of the others: nobody who is served by turns waits for so long.
    sync::outcome("starved", passedOver > 2 * regulars ? "yes" : "no");
}

const Promised fine = {.outcome = "starved=no"};
const Promised starved = {.outcome = "starved=yes"};

} // namespace

extern const Scenario starvation = {
    .id = "starvation",
    .title = "Always the last",
    .chapter = Chapter::Locks,
    .summary = "who is served, and who is passed over",
    .file = "core/scenarios/starvation.cpp",
    .parameters =
        {{.id = "regulars", .title = "Regulars", .initial = 2, .minimum = 1, .maximum = 4},
         {.id = "rounds", .title = "Rounds", .initial = 5, .minimum = 1, .maximum = 20, .hint = "of each regular"},
         {.id = "service", .title = "Service", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants =
        {{.id = "priority",
          .title = "By rank",
          .mark = Mark::Broken,
          .promise = {.any = {fine, starved},
                      .timed = {starved},
                      .makespan = 11,
                      .note = "there is always a regular waiting, so the stranger comes last"},
          .program = program<byRank>},
         {.id = "chance",
          .title = "Whoever is noticed",
          .mark = Mark::Broken,
          .promise = {.any = {fine, starved},
                      .makespan = 11,
                      .note = "most runs are kind to the stranger, and nothing makes them so"},
          .program = program<byChance>},
         {.id = "ageing",
          .title = "By rank and age",
          .mark = Mark::Fixed,
          .promise = {.any = {fine}, .makespan = 11, .note = "who is passed over long enough outranks everybody"},
          .program = program<byRankAndAge>},
         {.id = "tickets",
          .title = "By the order of coming",
          .mark = Mark::Fixed,
          .promise = {.any = {fine}, .makespan = 11, .note = "nobody is passed over more than once by each"},
          .program = program<byNumber>}},
    .row = "B15",
    .before = {"lock-wait-pool"},
    .related = {"lock-wait-pool:tickets", "two-person-room:first-come"},
};

} // namespace interleave::scenarios
