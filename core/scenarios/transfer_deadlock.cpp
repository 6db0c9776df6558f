// Two transfers in opposite directions.
//
// To move money from one account to another, a transfer takes the lock of both: first the payer's, then the payee's.
// One transfer goes from A to B while another goes from B to A. Each has locked its payer, and waits for the other
// one's.
//
// Look for:  the ring of two, and the sum of both accounts, which never changes.
// Compare:   the variants `payer-first` and `scoped-lock`: two lines, or one.
// Source:    B. Goetz and others, "Java Concurrency in Practice" (2006), section 10.1, dynamic lock order deadlocks.

#include "core/scenarios/scenario.h"

#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <string>

namespace interleave::scenarios {
namespace {

struct Account
{
    Account(const std::string& owner, int money, int position)
        : lock("lock " + owner)
        , balance(owner, money)
        , number(position)
    {}

    sync::Mutex lock;
    sync::Shared<int> balance; ///< guarded by lock
    int number;
};

struct Bank
{
    explicit Bank(const Parameters& parameters) : think(parameters.units("think")), amount(parameters.whole("amount"))
    {}

    sync::Duration think; ///< between the first lock and the second
    int amount;
    sync::Mutex lock{"bank"};
    Account a{"A", 100, 1};
    Account b{"B", 100, 2};
};

using Transfer = void (*)(Bank&, Account& from, Account& to);

void move(Bank& bank, Account& from, Account& to)
{
    from.balance -= bank.amount;
    to.balance += bank.amount;
    sync::note("moves " + std::to_string(bank.amount));
}

void payerFirst(Bank& bank, Account& from, Account& to)
{
    const sync::LockGuard payer{from.lock};
    sync::sleepFor(bank.think);
    const sync::LockGuard payee{to.lock};
    move(bank, from, to);
}

/// The account with the smaller number first, whoever pays.
void byNumber(Bank& bank, Account& from, Account& to)
{
    Account& first = from.number < to.number ? from : to;
    Account& second = from.number < to.number ? to : from;
    const sync::LockGuard lockFirst{first.lock};
    sync::sleepFor(bank.think);
    const sync::LockGuard lockSecond{second.lock};
    move(bank, from, to);
}

void bothAtOnce(Bank& bank, Account& from, Account& to)
{
    const sync::ScopedLock both{from.lock, to.lock};
    sync::sleepFor(bank.think);
    move(bank, from, to);
}

void wholeBank(Bank& bank, Account& from, Account& to)
{
    const sync::LockGuard everything{bank.lock};
    sync::sleepFor(bank.think);
    move(bank, from, to);
}

/// Never two locks at once. In between, the money is nowhere.
void oneAfterTheOther(Bank& bank, Account& from, Account& to)
{
    {
        const sync::LockGuard payer{from.lock};
        from.balance -= bank.amount;
    }
    sync::sleepFor(bank.think);
    const sync::LockGuard payee{to.lock};
    to.balance += bank.amount;
    sync::note("moves " + std::to_string(bank.amount));
}

void withoutLocks(Bank& bank, Account& from, Account& to)
{
    sync::sleepFor(bank.think);
    move(bank, from, to);
}

template <Transfer transfer>
void program(const Parameters& parameters)
{
    Bank bank{parameters};
    sync::Thread there{"A to B", [&] { transfer(bank, bank.a, bank.b); }};
    sync::Thread back{"B to A", [&] { transfer(bank, bank.b, bank.a); }};
    there.start();
    back.start();
    there.join();
    back.join();
    sync::outcome("total", bank.a.balance.read() + bank.b.balance.read());
}

/// Somebody counts all the money while a transfer is under way.
template <Transfer transfer>
void audited(const Parameters& parameters)
{
    Bank bank{parameters};
    sync::Thread there{"A to B", [&] { transfer(bank, bank.a, bank.b); }};
    sync::Thread auditor{"auditor", [&] {
                             const sync::ScopedLock both{bank.a.lock, bank.b.lock};
                             sync::outcome("counted", bank.a.balance.read() + bank.b.balance.read());
                         }};
    there.start();
    auditor.start();
    there.join();
    auditor.join();
    sync::outcome("total", bank.a.balance.read() + bank.b.balance.read());
}

const Promised kept = {.outcome = "total=200"};
const Promised deadlock = {.ending = trace::Ending::Deadlock};

} // namespace

extern const Scenario transferDeadlock = {
    .id = "transfer-deadlock",
    .title = "Two transfers",
    .chapter = Chapter::Locks,
    .summary = "from A to B, and from B to A",
    .file = "core/scenarios/transfer_deadlock.cpp",
    .parameters =
        {{.id = "amount", .title = "Amount", .initial = 30, .minimum = 1, .maximum = 100},
         {.id = "think", .title = "Between the locks", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants =
        {{.id = "payer-first",
          .title = "The payer first",
          .mark = Mark::Broken,
          .promise = {.any = {kept, deadlock}, .timed = {deadlock}, .note = "each has its payer and wants the other's"},
          .program = program<payerFirst>},
         {.id = "by-number",
          .title = "The smaller number first",
          .mark = Mark::Fixed,
          .promise = {.any = {kept}, .makespan = 2, .note = "one order for all, whatever the direction"},
          .program = program<byNumber>},
         {.id = "scoped-lock",
          .title = "Both locks in one go",
          .mark = Mark::Fixed,
          .promise = {.any = {kept}, .makespan = 2, .note = "the lock of both locks knows an order"},
          .program = program<bothAtOnce>},
         {.id = "whole-bank",
          .title = "One lock for the bank",
          .mark = Mark::Wasteful,
          .promise = {.any = {kept}, .makespan = 2, .note = "safe, and strangers wait for each other as well"},
          .program = program<wholeBank>},
         {.id = "one-after-the-other",
          .title = "Never two locks",
          .promise = {.any = {kept}, .makespan = 1, .note = "no deadlock, and for a while the money is nowhere"},
          .program = program<oneAfterTheOther>},
         {.id = "audited",
          .title = "Never two locks, and somebody counts",
          .mark = Mark::Broken,
          .promise = {.any = {{.outcome = "counted=200 total=200"}, {.outcome = "counted=170 total=200"}},
                      .makespan = 1,
                      .note = "the auditor may come while the money is nowhere"},
          .program = audited<oneAfterTheOther>},
         {.id = "no-locks",
          .title = "Without locks",
          .mark = Mark::Broken,
          .promise = {.any = {kept, {.outcome = "total=170"}, {.outcome = "total=230"}},
                      .makespan = 1,
                      .note = "money is lost, or made"},
          .program = program<withoutLocks>}},
    .row = "B22",
    .before = {"kitchen-deadlock"},
    .related = {"kitchen-deadlock", "dining-philosophers:ordered"},
};

} // namespace interleave::scenarios
