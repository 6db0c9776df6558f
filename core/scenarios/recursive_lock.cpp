// A lock taken twice by the same thread.
//
// A shop has a till and a journal, and one lock for both. Selling takes the lock, changes the till, and writes into the journal;
// writing into the journal takes the lock, too. Whoever sells has the lock already and waits for himself.
//
// Look for:  a lane that waits for a lock and is its owner.
// Compare:   the variants `recursive`, a lock that knows its owner, and `split`, where the inner function takes none.
// Source:    D. R. Butenhof, "Programming with POSIX Threads" (1997), section 8.1, on recursive mutexes.

#include "core/scenarios/scenario.h"

#include "core/sync/kept.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/recursive_mutex.h"
#include "core/sync/thread.h"

#include <string>

namespace interleave::scenarios {
namespace {

template <typename Lock>
struct Shop
{
    int sales;
    Lock lock{"lock"};
    int till = 0; ///< guarded by lock, as is the next
    int journal = 0;
};

/// For whoever has the lock.
template <typename Lock>
void writeDown(Shop<Lock>& shop)
{
    ++shop.journal;
    sync::note("writes it down");
}

template <typename Lock>
void writeJournal(Shop<Lock>& shop)
{
    const sync::LockGuard guard{shop.lock};
    writeDown(shop);
}

template <typename Lock>
void sell(Shop<Lock>& shop)
{
    const sync::LockGuard guard{shop.lock};
    ++shop.till;
    sync::note("sells");
    writeJournal(shop); // takes the lock, too
}

template <typename Lock>
void sellSplit(Shop<Lock>& shop)
{
    const sync::LockGuard guard{shop.lock};
    ++shop.till;
    sync::note("sells");
    writeDown(shop); // leaves the lock alone
}

/// Taken twice and given back once: a lock that counts still has its owner.
template <typename Lock>
void sellAndForget(Shop<Lock>& shop)
{
    shop.lock.lock();
    ++shop.till;
    sync::note("sells");
    shop.lock.lock();
    writeDown(shop);
    shop.lock.unlock();
}

template <typename Lock, void (*sellOne)(Shop<Lock>&)>
void program(const Parameters& parameters)
{
    auto& shop = sync::kept<Shop<Lock>>(parameters.whole("sales"));
    sync::ThreadGroup sellers;
    for (int i = 1; i <= parameters.whole("sellers"); ++i)
        sellers.start("seller " + std::to_string(i), [&shop] {
            for (int sale = 0; sale < shop.sales; ++sale)
                sellOne(shop);
        });
    sellers.joinAll();
    sync::outcome("journal", shop.journal);
    sync::outcome("till", shop.till);
}

const Promised sold = {.outcome = "journal=2 till=2"};
constexpr auto leak = trace::FindingKind::LockLeak;

} // namespace

extern const Scenario recursiveLock = {
    .id = "recursive-lock",
    .title = "A lock taken twice",
    .chapter = Chapter::Locks,
    .summary = "who waits for himself waits long",
    .file = "core/scenarios/recursive_lock.cpp",
    .parameters =
        {{.id = "sellers", .title = "Sellers", .initial = 2, .minimum = 1, .maximum = 4},
         {.id = "sales", .title = "Sales", .initial = 1, .minimum = 1, .maximum = 5, .hint = "of each seller"}},
    .variants = {{.id = "plain",
                  .title = "A plain lock",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.ending = trace::Ending::Deadlock}}, .note = "a ring of one: seller and lock"},
                  .program = program<sync::Mutex, sell<sync::Mutex>>},
                 {.id = "recursive",
                  .title = "A lock that knows its owner",
                  .promise = {.any = {sold}, .note = "free after as many unlocks as locks"},
                  .program = program<sync::RecursiveMutex, sell<sync::RecursiveMutex>>},
                 {.id = "split",
                  .title = "The inner function takes no lock",
                  .mark = Mark::Fixed,
                  .promise = {.any = {sold}, .note = "one function for who has the lock, one for who has not"},
                  .program = program<sync::Mutex, sellSplit<sync::Mutex>>},
                 {.id = "one-unlock-short",
                  .title = "One unlock too few",
                  .mark = Mark::Broken,
                  .promise = {.any = {{trace::Ending::Hang, {leak}}},
                              .note = "the lock counted to two and back to one"},
                  .program = program<sync::RecursiveMutex, sellAndForget<sync::RecursiveMutex>>}},
    .row = "B29",
    .before = {"kitchen-deadlock"},
    .related = {"kitchen-deadlock:as-written", "atm-lock-leak:third-customer"},
};

} // namespace interleave::scenarios
