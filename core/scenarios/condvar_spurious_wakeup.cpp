// Awake, and nothing is there.
//
// Two guests wait for dumplings at an empty table. Whoever is woken does not have a dumpling yet: first he needs the
// lock again, and until then somebody else may have eaten it. So he has to look again, in a loop.
//
// Look for:  the stretch between the notification and the moment when the woken lane has its lock back.
// Compare:   the variants `if-stolen` and `while-stolen`: one word apart.
// Source:    B. W. Lampson, D. D. Redell, "Experience with Processes and Monitors in Mesa", Communications of the ACM
//            23(2), 1980.

#include "core/scenarios/scenario.h"

#include "core/sync/condition_variable.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"

#include <string>

namespace interleave::scenarios {
namespace {

struct Table
{
    sync::Mutex lock{"lock"};
    sync::ConditionVariable changed{"changed"};
    sync::Shared<int> dumplings{"dumplings", 0}; ///< guarded by lock, as the rest
    sync::Shared<int> least{"least", 0};
};

using Guest = void (*)(Table&);
using Notify = void (*)(Table&);

void eat(Table& table)
{
    const int left = table.dumplings.read() - 1;
    table.dumplings.write(left);
    if (left < table.least.read())
        table.least.write(left);
    sync::note(left < 0 ? "eats from an empty plate" : "eats");
}

/// Looks once. Whoever is woken takes it for granted.
void lookOnce(Table& table)
{
    sync::UniqueLock lock{table.lock};
    if (table.dumplings.read() == 0)
        table.changed.wait(lock);
    eat(table);
}

void lookAgain(Table& table)
{
    sync::UniqueLock lock{table.lock};
    while (table.dumplings.read() == 0)
        table.changed.wait(lock);
    eat(table);
}

void wakeOne(Table& table)
{
    table.changed.notifyOne();
}
void wakeAll(Table& table)
{
    table.changed.notifyAll();
}

void serve(Table& table, Notify notify)
{
    const sync::LockGuard guard{table.lock};
    table.dumplings.write(table.dumplings.read() + 1);
    sync::note("serves a dumpling");
    notify(table);
}

void report(Table& table)
{
    sync::outcome("left", table.dumplings.read());
    sync::outcome("underflow", table.least.read() < 0 ? "yes" : "no");
}

/// Two guests, and main serves what they want.
template <Guest guest, Notify notify>
void dinner(const Parameters& parameters)
{
    Table table;
    sync::ThreadGroup guests;
    for (int i = 1; i <= parameters.whole("guests"); ++i)
        guests.start("guest " + std::to_string(i), [&] { guest(table); });
    for (int i = 0; i < parameters.whole("dumplings"); ++i)
        serve(table, notify);
    guests.joinAll();
    report(table);
}

/// Somebody bumps against the table: a wake-up without a cause.
template <Guest guest>
void bumped(const Parameters&)
{
    Table table;
    sync::Thread only{"guest", [&] { guest(table); }};
    sync::Thread bump{"bump", [&] { table.changed.notifyOne(); }};
    only.start();
    bump.start();
    serve(table, wakeOne);
    only.join();
    bump.join();
    report(table);
}

/// A plate for one dumpling. Cooks who wait for room and guests who wait for food sleep in the same place.
template <Notify notify>
void oneCondition(const Parameters& parameters)
{
    Table table;
    sync::ThreadGroup everybody;
    for (int i = 1; i <= parameters.whole("guests"); ++i) {
        everybody.start("guest " + std::to_string(i), [&] {
            sync::UniqueLock lock{table.lock};
            while (table.dumplings.read() == 0)
                table.changed.wait(lock);
            eat(table);
            notify(table);
        });
        everybody.start("cook " + std::to_string(i), [&] {
            sync::UniqueLock lock{table.lock};
            while (table.dumplings.read() == 1)
                table.changed.wait(lock);
            table.dumplings.write(1);
            sync::note("serves a dumpling");
            notify(table);
        });
    }
    everybody.joinAll();
    report(table);
}

constexpr auto hang = trace::Ending::Hang;
const Promised fine = {.outcome = "left=0 underflow=no"};
const Promised underflow = {.outcome = "left=0 underflow=yes"};

} // namespace

extern const Scenario condvarSpuriousWakeup = {
    .id = "condvar-spurious-wakeup",
    .title = "Awake, and nothing is there",
    .chapter = Chapter::SemaphoresAndEvents,
    .summary = "if, or while?",
    .file = "core/scenarios/condvar_spurious_wakeup.cpp",
    .parameters = {{.id = "guests", .title = "Guests", .initial = 2, .minimum = 1, .maximum = 4},
                   {.id = "dumplings",
                    .title = "Dumplings",
                    .initial = 2,
                    .maximum = 4,
                    .hint = "that main serves; with fewer than guests, some wait for ever"}},
    .variants = {{.id = "if-stolen",
                  .title = "If, and somebody else eats it",
                  .mark = Mark::Broken,
                  .promise = {.any = {fine, underflow}, .note = "woken for a dumpling that is gone"},
                  .program = dinner<lookOnce, wakeOne>},
                 {.id = "while-stolen",
                  .title = "While: he looks again",
                  .mark = Mark::Fixed,
                  .promise = {.any = {fine}, .note = "whoever finds nothing waits again"},
                  .program = dinner<lookAgain, wakeOne>},
                 {.id = "if-all",
                  .title = "If, and everybody is woken",
                  .mark = Mark::Broken,
                  .promise = {.any = {fine, underflow}, .note = "both are woken for the first dumpling"},
                  .program = dinner<lookOnce, wakeAll>},
                 {.id = "if-bumped",
                  .title = "If, and woken for nothing",
                  .mark = Mark::Broken,
                  .promise = {.any = {fine, underflow}, .note = "a wake-up without a cause: the language allows it"},
                  .program = bumped<lookOnce>},
                 {.id = "while-bumped",
                  .title = "While, and woken for nothing",
                  .mark = Mark::Fixed,
                  .promise = {.any = {fine}, .note = "he looks, and waits again"},
                  .program = bumped<lookAgain>},
                 {.id = "one-for-two",
                  .title = "One dumpling for two",
                  .promise = {.any = {{hang}}, .note = "exactly one of them eats, the other waits for ever"},
                  .program = dinner<lookAgain, wakeAll>,
                  .defaults = {{"dumplings", 1}}},
                 {.id = "one-condition-one-woken",
                  .title = "The wrong one is woken",
                  .mark = Mark::Broken,
                  .promise = {.any = {fine, {hang}},
                              .note = "a guest's wake-up goes to a guest, and the cooks sleep on"},
                  .program = oneCondition<wakeOne>},
                 {.id = "one-condition-all-woken",
                  .title = "Everybody is woken",
                  .mark = Mark::Fixed,
                  .promise = {.any = {fine}, .note = "the right one is among them"},
                  .program = oneCondition<wakeAll>}},
    .pictures = {{trace::PictureKind::Places, "Who waits", {"changed", "lock"}}},
    .row = "B02",
    .before = {"condvar-lost-wakeup"},
    .related = {"steamed-bun-basket:single-condition-if"},
};

} // namespace interleave::scenarios
