// A cash machine that is locked, and not always unlocked.
//
// The lock is taken at the top. Who can be paid gives it back; who is refused just returns and keeps it for ever. With
// two customers nobody notices, because nobody comes after the one who was refused.
//
// Look for:  a lock that is held by a lane which has ended.
// Compare:   the variants `third-customer`, where somebody has to wait for the dead, and `raii`, which cannot forget.
// Source:    B. Stroustrup, "The C++ Programming Language" (4th ed. 2013), section 13.3, resource management.

#include "core/scenarios/scenario.h"

#include "core/sync/kept.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

constexpr std::array people = {"man", "wife", "son", "daughter", "uncle", "aunt"};
constexpr sync::Duration patience = std::chrono::seconds(5);

struct Machine
{
    explicit Machine(const Parameters& parameters)
        : amount(parameters.whole("amount"))
        , delay(parameters.units("delay"))
        , balance("balance", parameters.whole("balance"))
    {}

    int amount;
    sync::Duration delay;
    sync::Shared<int> balance;
    sync::Mutex lock{"machine"};
};

/// How it went for one customer.
struct Visit
{
    int cash = 0;
    bool wasRefused = false;
    bool gaveUp = false;
    bool sawStale = false; ///< the screen did not show what this withdrawal had left
};

bool isTooLittle(Machine& machine)
{
    return machine.balance.read() < machine.amount;
}

/// Counts the notes and pays; yields what is left.
int pay(Machine& machine)
{
    sync::sleepFor(machine.delay);
    const int left = machine.balance.read() - machine.amount;
    machine.balance.write(left);
    return left;
}

Visit refuse()
{
    sync::note("insufficient");
    return {.wasRefused = true};
}

Visit show(Machine& machine, int left)
{
    const int shown = machine.balance.read();
    sync::note("balance " + std::to_string(shown));
    return {.cash = machine.amount, .sawStale = shown != left};
}

Visit asWritten(Machine& machine)
{
    machine.lock.lock();
    if (isTooLittle(machine))
        return refuse(); // and the lock?
    const int left = pay(machine);
    machine.lock.unlock();
    return show(machine, left);
}

Visit releaseOnAllPaths(Machine& machine)
{
    machine.lock.lock();
    if (isTooLittle(machine)) {
        machine.lock.unlock();
        return refuse();
    }
    const int left = pay(machine);
    machine.lock.unlock();
    return show(machine, left);
}

Visit raii(Machine& machine)
{
    sync::UniqueLock lock{machine.lock}; // given back on every way out
    if (isTooLittle(machine))
        return refuse();
    const int left = pay(machine);
    lock.unlock();
    return show(machine, left);
}

Visit printInsideLock(Machine& machine)
{
    const sync::LockGuard guard{machine.lock};
    if (isTooLittle(machine))
        return refuse();
    const int left = pay(machine);
    return show(machine, left);
}

Visit timedAcquire(Machine& machine)
{
    if (!machine.lock.tryLockFor(patience)) {
        sync::note("gives up: the machine is still locked");
        return {.gaveUp = true};
    }
    if (isTooLittle(machine))
        return refuse();
    const int left = pay(machine);
    machine.lock.unlock();
    return show(machine, left);
}

template <Visit (*visit)(Machine&)>
void program(const Parameters& parameters)
{
    auto& machine = sync::kept<Machine>(parameters);
    std::vector<Visit> visits(static_cast<std::size_t>(parameters.whole("lanes")));
    sync::ThreadGroup customers;
    for (std::size_t i = 0; i < visits.size(); ++i)
        customers.start(people[i], [&machine, &mine = visits[i]] { mine = visit(machine); });
    customers.joinAll();

    int cash = 0;
    for (const Visit& one : visits)
        cash += one.cash;
    sync::outcome("balance", machine.balance.read());
    sync::outcome("cash", cash);
    sync::outcome("refused", std::count_if(visits.begin(), visits.end(), std::mem_fn(&Visit::wasRefused)));
    if (const auto gaveUp = std::count_if(visits.begin(), visits.end(), std::mem_fn(&Visit::gaveUp)))
        sync::outcome("gave-up", gaveUp);
    if (const auto stale = std::count_if(visits.begin(), visits.end(), std::mem_fn(&Visit::sawStale)))
        sync::outcome("stale", stale);
}

constexpr auto completed = trace::Ending::Completed;
constexpr auto leak = trace::FindingKind::LockLeak;

} // namespace

extern const Scenario atmLockLeak = {
    .id = "atm-lock-leak",
    .title = "The lock that was never given back",
    .chapter = Chapter::Locks,
    .summary = "returns without unlocking",
    .file = "core/scenarios/atm_lock_leak.cpp",
    .parameters = {{.id = "lanes", .title = "Customers", .initial = 2, .minimum = 1, .maximum = people.size()},
                   {.id = "balance", .title = "Balance", .initial = 100, .maximum = 1000},
                   {.id = "amount", .title = "Amount", .initial = 80, .minimum = 1, .maximum = 500},
                   {.id = "delay", .title = "Delay", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants = {{.id = "as-written",
                  .title = "As written",
                  .mark = Mark::Broken,
                  .promise = {.any = {{completed, {leak}, "balance=20 cash=80 refused=1"}},
                              .makespan = 1,
                              .note = "it ends, and the lock is held by a customer who has left"},
                  .program = program<asWritten>},
                 {.id = "third-customer",
                  .title = "As written, and somebody comes after",
                  .mark = Mark::Broken,
                  .promise = {.any = {{trace::Ending::Hang, {leak}}},
                              .note = "every customer after the one who was refused waits for ever"},
                  .program = program<asWritten>,
                  .defaults = {{"lanes", 3}}},
                 {.id = "release-on-all-paths",
                  .title = "Unlocked on every path",
                  .mark = Mark::Fixed,
                  .promise = {.any = {{.outcome = "balance=20 cash=80 refused=1"}},
                              .makespan = 1,
                              .note = "right, until somebody adds a path"},
                  .program = program<releaseOnAllPaths>},
                 {.id = "raii",
                  .title = "A guard unlocks",
                  .mark = Mark::Fixed,
                  .promise = {.any = {{.outcome = "balance=20 cash=80 refused=1"}},
                              .makespan = 1,
                              .note = "no path can forget"},
                  .program = program<raii>},
                 {.id = "print-after-release",
                  .title = "Printed after unlocking",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = "balance=40 cash=160 refused=0"},
                                      {.outcome = "balance=40 cash=160 refused=0 stale=1"}},
                              .timed = {{.outcome = "balance=40 cash=160 refused=0"}},
                              .makespan = 2,
                              .note = "the screen may show what somebody else has left"},
                  .program = program<raii>,
                  .defaults = {{"balance", 200}}},
                 {.id = "print-inside-lock",
                  .title = "Printed before unlocking",
                  .mark = Mark::Fixed,
                  .promise = {.any = {{.outcome = "balance=40 cash=160 refused=0"}},
                              .makespan = 2,
                              .note = "everybody sees his own balance"},
                  .program = program<printInsideLock>,
                  .defaults = {{"balance", 200}}},
                 {.id = "timed-acquire",
                  .title = "Waiting with a time-out",
                  .mark = Mark::Wasteful,
                  .promise = {.any = {{completed, {leak}, "balance=20 cash=80 gave-up=1 refused=1"},
                                      {.outcome = "balance=20 cash=80 gave-up=2 refused=0"}},
                              .timed = {{completed, {leak}, "balance=20 cash=80 gave-up=1 refused=1"}},
                              .makespan = 5,
                              .note = "the leak is reported instead of waited for"},
                  .program = program<timedAcquire>,
                  .defaults = {{"lanes", 3}}}},
    .pictures = {{trace::PictureKind::Places, "Machine", {"machine"}}},
    .row = "L03",
    .before = {"atm-overdraw"},
    .related = {"file-lock-exception:guard", "atm-overdraw:lock-check-and-act"},
};

} // namespace interleave::scenarios
