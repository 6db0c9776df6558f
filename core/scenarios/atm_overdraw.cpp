// Two people, one account, and a check that comes too early.
//
// The account holds 100. Man and wife each want 80 at the same time. Each looks whether there is enough, waits a moment
// while the machine counts the notes, and takes the money. Both look before either takes.
//
// Look for:  a balance below zero, and the value that was read long before it was used.
// Compare:   the variants `lock-act-only` and `lock-check-and-act`: a lock helps only around the check and the act.
// Source:    B. Goetz et al., "Java Concurrency in Practice" (2006), section 2.2.1, check-then-act.

#include "core/scenarios/scenario.h"

#include "core/async/event_loop.h"
#include "core/async/sleep.h"
#include "core/async/task.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <array>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

constexpr std::array people = {"man", "wife", "son", "daughter", "uncle", "aunt"};

struct Account
{
    explicit Account(const Parameters& parameters)
        : amount(parameters.whole("amount"))
        , delay(parameters.units("delay"))
        , balance("balance", parameters.whole("balance"))
    {}

    int amount;
    sync::Duration delay;
    sync::Shared<int> balance;
    sync::Mutex lock{"account"};
};

/// What a customer walks away with.
using Cash = int;
using Withdraw = Cash (*)(Account&);

Cash refuse()
{
    return 0;
}

Cash withoutLock(Account& account)
{
    if (account.balance.read() < account.amount)
        return refuse();
    sync::sleepFor(account.delay);
    account.balance.fetchAdd(-account.amount);
    sync::note("balance " + std::to_string(account.balance.read()));
    return account.amount;
}

/// The subtraction as the machine does it: load, compute, store.
Cash withoutLockSplit(Account& account)
{
    if (account.balance.read() < account.amount)
        return refuse();
    sync::sleepFor(account.delay);
    const int seen = account.balance.read();
    account.balance.write(seen - account.amount);
    return account.amount;
}

/// Everybody brings a lock of his own: nobody is kept out.
Cash withOwnLock(Account& account)
{
    sync::Mutex mine{"my own lock"};
    const sync::LockGuard guard{mine};
    return withoutLockSplit(account);
}

Cash lockActOnly(Account& account)
{
    if (account.balance.read() < account.amount)
        return refuse();
    sync::sleepFor(account.delay);
    const sync::LockGuard guard{account.lock};
    const int seen = account.balance.read();
    account.balance.write(seen - account.amount);
    return account.amount;
}

Cash lockCheckAndAct(Account& account)
{
    const sync::LockGuard guard{account.lock};
    return withoutLockSplit(account);
}

/// Takes the money only if the balance still is what the check saw; else checks again.
Cash compareAndSwap(Account& account)
{
    for (;;) {
        const int seen = account.balance.read();
        if (seen < account.amount)
            return refuse();
        sync::sleepFor(account.delay);
        if (account.balance.compareExchange(seen, seen - account.amount))
            return account.amount;
    }
}

void report(Account& account, const std::vector<Cash>& cash)
{
    sync::outcome("balance", account.balance.read());
    sync::outcome("cash", std::accumulate(cash.begin(), cash.end(), 0));
}

template <Withdraw withdraw>
void program(const Parameters& parameters)
{
    Account account{parameters};
    std::vector<Cash> cash(static_cast<std::size_t>(parameters.whole("lanes")));
    sync::ThreadGroup customers;
    for (std::size_t i = 0; i < cash.size(); ++i)
        customers.start(people[i], [&account, &mine = cash[i]] { mine = withdraw(account); });
    customers.joinAll();
    report(account, cash);
}

/// Nobody but the teller touches the balance; customers ask, and wait for the answer.
void singleOwner(const Parameters& parameters)
{
    struct Request
    {
        int amount;
        sync::Queue<Cash>* answer;
    };

    Account account{parameters};
    std::vector<Cash> cash(static_cast<std::size_t>(parameters.whole("lanes")));
    sync::Queue<Request> counter{"counter"};
    sync::Thread teller{"teller", [&] {
                            while (const auto request = counter.getUntilClosed()) {
                                const bool isEnough = account.balance.read() >= request->amount;
                                if (isEnough) {
                                    sync::sleepFor(account.delay);
                                    account.balance.write(account.balance.read() - request->amount);
                                }
                                request->answer->put(isEnough ? request->amount : 0);
                            }
                        }};
    teller.start();
    sync::ThreadGroup customers;
    for (std::size_t i = 0; i < cash.size(); ++i)
        customers.start(people[i], [&, &mine = cash[i]] {
            sync::Queue<Cash> answer{"answer"};
            counter.put({account.amount, &answer});
            mine = answer.get();
        });
    customers.joinAll();
    counter.close();
    teller.join();
    report(account, cash);
}

/// One thread, and yet: whoever awaits between check and act lets the others in.
async::Task<Cash> withdrawAsync(Account& account)
{
    if (account.balance.read() < account.amount)
        co_return refuse();
    co_await async::asyncSleep(account.delay);
    account.balance.write(account.balance.read() - account.amount);
    co_return account.amount;
}

async::Task<void> serve(Account& account, std::vector<Cash>& cash)
{
    std::vector<async::TaskHandle<Cash>> customers;
    for (std::size_t i = 0; i < cash.size(); ++i)
        customers.push_back(async::createTask(people[i], withdrawAsync(account)));
    for (std::size_t i = 0; i < cash.size(); ++i)
        cash[i] = co_await customers[i];
}

void asynchronous(const Parameters& parameters)
{
    Account account{parameters};
    std::vector<Cash> cash(static_cast<std::size_t>(parameters.whole("lanes")));
    async::EventLoop loop;
    loop.run(serve(account, cash));
    report(account, cash);
}

constexpr std::string_view right = "balance=20 cash=80";
constexpr std::string_view overdrawn = "balance=-60 cash=160";
constexpr std::string_view lost = "balance=20 cash=160";

} // namespace

extern const Scenario atmOverdraw = {
    .id = "atm-overdraw",
    .title = "The overdrawn account",
    .chapter = Chapter::Locks,
    .summary = "check, then act: 100 − 80 − 80",
    .file = "core/scenarios/atm_overdraw.cpp",
    .parameters = {{.id = "balance", .title = "Balance", .initial = 100, .maximum = 1000},
                   {.id = "amount", .title = "Amount", .initial = 80, .minimum = 1, .maximum = 500},
                   {.id = "lanes", .title = "Customers", .initial = 2, .minimum = 1, .maximum = people.size()},
                   {.id = "delay", .title = "Delay", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants = {{.id = "no-lock",
                  .title = "No lock",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = right}, {.outcome = overdrawn}},
                              .timed = {{.outcome = overdrawn}},
                              .makespan = 1,
                              .note = "balance and cash always add up to 100"},
                  .program = program<withoutLock>},
                 {.id = "no-lock-split",
                  .title = "No lock, subtraction in two steps",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = right}, {.outcome = overdrawn}, {.outcome = lost}},
                              .timed = {{.outcome = overdrawn}, {.outcome = lost}},
                              .makespan = 1,
                              .note = "one of the withdrawals may get lost"},
                  .program = program<withoutLockSplit>},
                 {.id = "different-locks",
                  .title = "Everybody has an own lock",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = right}, {.outcome = overdrawn}, {.outcome = lost}},
                              .timed = {{.outcome = overdrawn}, {.outcome = lost}},
                              .makespan = 1,
                              .note = "as without a lock"},
                  .program = program<withOwnLock>},
                 {.id = "lock-act-only",
                  .title = "The lock around the act only",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = right}, {.outcome = overdrawn}},
                              .timed = {{.outcome = overdrawn}},
                              .makespan = 1,
                              .note = "no withdrawal gets lost, the account is overdrawn all the same"},
                  .program = program<lockActOnly>},
                 {.id = "lock-check-and-act",
                  .title = "The lock around check and act",
                  .mark = Mark::Fixed,
                  .promise = {.any = {{.outcome = right}}, .makespan = 1, .note = "one customer is refused"},
                  .program = program<lockCheckAndAct>},
                 {.id = "cas-loop",
                  .title = "Compare and swap",
                  .mark = Mark::Fixed,
                  .promise = {.any = {{.outcome = right}}, .makespan = 1, .note = "who comes second checks again"},
                  .program = program<compareAndSwap>},
                 {.id = "single-owner",
                  .title = "One teller owns the balance",
                  .mark = Mark::Fixed,
                  .promise = {.any = {{.outcome = right}}, .makespan = 1, .note = "no lock at all"},
                  .program = singleOwner},
                 {.id = "async",
                  .title = "Coroutines",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = overdrawn}},
                              .makespan = 1,
                              .note = "the await stands between check and act: both have checked before either acts"},
                  .program = asynchronous}},
    .pictures = {{trace::PictureKind::Levels, "Balance", {"balance", "counter"}}},
    .row = "L01",
    .before = {"thread-start-join"},
    .related = {"lost-update-counter", "atm-lock-leak"},
};

} // namespace interleave::scenarios
