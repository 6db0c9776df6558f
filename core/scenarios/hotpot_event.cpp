// Hotpot: everybody waits until the soup boils.
//
// The diners sit down and wait. Main heats the soup, a little bar showing how far it is, and rings when it boils. One
// ring wakes everybody who waits, and nobody who comes later has to wait at all.
//
// Look for:  one arrow that fans out to every diner.
// Compare:   the variants `auto-reset`, where one ring wakes one diner, and `never-set`.
// Source:    the manual-reset event of Windows, known to Python as threading.Event.

#include "core/scenarios/scenario.h"

#include "core/sync/event.h"
#include "core/sync/latch.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <array>
#include <stdexcept>
#include <string>

namespace interleave::scenarios {
namespace {

constexpr std::array names = {"tom", "cherry", "ben", "mia", "leo", "ada", "kim", "sam"};

/// Sits down, waits as `wait` says, and eats if it was worth it.
template <typename Wait>
void dine(const std::string& name, sync::Duration warmUp, Wait wait)
{
    sync::note("sits down");
    sync::sleepFor(warmUp);
    sync::note("waits for the soup");
    const bool boils = wait();
    sync::note(boils ? "hears the bell" : "has waited long enough");
    sync::outcome(name, boils ? "eats" : "leaves");
    sync::note(boils ? "eats" : "leaves");
}

template <typename Wait>
void seat(const Parameters& parameters, sync::ThreadGroup& table, Wait wait)
{
    for (int i = 0; i < parameters.whole("diners"); ++i)
        table.start(names[static_cast<std::size_t>(i)],
                    [name = std::string(names[static_cast<std::size_t>(i)]), warmUp = parameters.units("warm-up"),
                     wait] { dine(name, warmUp, wait); });
}

/// The bar: one more cell after each u.
template <typename Step>
void heat(const Parameters& parameters, Step step)
{
    const auto length = static_cast<std::size_t>(parameters.whole("countdown"));
    for (std::size_t i = 0; i < length; ++i) {
        sync::sleepFor(sync::units(1));
        sync::note(std::string(i + 1, '#') + std::string(length - 1 - i, '-'));
        step();
    }
}

void heat(const Parameters& parameters)
{
    heat(parameters, [] {});
}

void correct(const Parameters& parameters)
{
    sync::Event boiling{"boiling"};
    sync::ThreadGroup table;
    seat(parameters, table, [&] {
        boiling.wait();
        return true;
    });
    heat(parameters);
    sync::note("it boils");
    boiling.set();
    table.joinAll();
}

void setBeforeWait(const Parameters& parameters)
{
    sync::Event boiling{"boiling"};
    sync::note("it boils");
    boiling.set();
    sync::ThreadGroup table;
    seat(parameters, table, [&] {
        boiling.wait();
        return true;
    });
    table.joinAll();
}

void neverSet(const Parameters& parameters)
{
    sync::Event boiling{"boiling"};
    sync::ThreadGroup table;
    seat(parameters, table, [&] {
        boiling.wait();
        return true;
    });
    heat(parameters);
    sync::note("it boils"); // and who says so to the others?
    table.joinAll();
}

void waitWithTimeout(const Parameters& parameters)
{
    sync::Event boiling{"boiling"};
    sync::ThreadGroup table;
    seat(parameters, table, [&] { return boiling.waitFor(sync::units(5)); });
    heat(parameters);
    sync::note("it boils");
    boiling.set();
    table.joinAll();
}

void autoReset(const Parameters& parameters)
{
    sync::Event boiling{"boiling", sync::Reset::Automatic};
    sync::ThreadGroup table;
    seat(parameters, table, [&] {
        boiling.wait();
        return true;
    });
    heat(parameters);
    sync::note("it boils");
    boiling.set();
    table.joinAll();
}

/// The bar as a thing of its own: whoever waits at the latch goes on when it has come to zero.
void latch(const Parameters& parameters)
{
    sync::Latch remaining{"remaining", parameters.whole("countdown")};
    sync::ThreadGroup table;
    seat(parameters, table, [&] {
        remaining.wait();
        return true;
    });
    heat(parameters, [&] { remaining.countDown(); });
    sync::note("it boils");
    table.joinAll();
}

/// A thread made from options that are looked up by name when the program runs, as in a scripting language.
sync::Thread threadFromKeywords(const std::string& keyword, sync::Event& boiling)
{
    if (keyword != "target" && keyword != "args")
        throw std::invalid_argument("unexpected keyword argument '" + keyword + "'");
    return {"tom", [&boiling] { boiling.wait(); }};
}

void typo(const Parameters&)
{
    sync::Event boiling{"boiling"};
    sync::Thread tom = threadFromKeywords("agrs", boiling);
    tom.start();
    boiling.set();
    tom.join();
}

constexpr std::string_view bothEat = "cherry=eats tom=eats";

} // namespace

extern const Scenario hotpotEvent = {
    .id = "hotpot-event",
    .title = "Hotpot",
    .chapter = Chapter::SemaphoresAndEvents,
    .summary = "one bell wakes everybody",
    .file = "core/scenarios/hotpot_event.cpp",
    .parameters = {{.id = "diners", .title = "Diners", .initial = 2, .minimum = 1, .maximum = names.size()},
                   {.id = "warm-up", .title = "Warm-up", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false},
                   {.id = "countdown", .title = "Countdown", .initial = 10, .maximum = 20, .unit = "u"}},
    .variants =
        {{.id = "correct",
          .title = "A bell for all",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = bothEat}}, .makespan = 10, .note = "nobody hears the bell before it rings"},
          .program = correct},
         {.id = "typo",
          .title = "A misspelt keyword",
          .mark = Mark::Broken,
          .promise = {.any = {{trace::Ending::Failed, {trace::FindingKind::LaneFailed}}},
                      .makespan = 0,
                      .note = "no diner ever starts; in C++ the compiler says so"},
          .program = typo},
         {.id = "set-before-wait",
          .title = "The bell rang before",
          .promise = {.any = {{.outcome = bothEat}}, .makespan = 1, .note = "a set flag makes nobody wait"},
          .program = setBeforeWait},
         {.id = "never-set",
          .title = "Nobody rings",
          .mark = Mark::Broken,
          .promise = {.any = {{.ending = trace::Ending::Hang}}, .makespan = 10, .note = "all diners wait for ever"},
          .program = neverSet},
         {.id = "wait-with-timeout",
          .title = "Diners with little patience",
          .promise = {.any = {{.outcome = bothEat},
                              {.outcome = "cherry=eats tom=leaves"},
                              {.outcome = "cherry=leaves tom=eats"},
                              {.outcome = "cherry=leaves tom=leaves"}},
                      .timed = {{.outcome = "cherry=leaves tom=leaves"}},
                      .makespan = 10,
                      .note = "they leave after 5 u of waiting"},
          .program = waitWithTimeout},
         {.id = "auto-reset",
          .title = "A bell that only one hears",
          .mark = Mark::Broken,
          .promise = {.any = {{trace::Ending::Hang, {}, "cherry=eats"}, {trace::Ending::Hang, {}, "tom=eats"}},
                      .makespan = 10,
                      .note = "one eats, the others hang"},
          .program = autoReset},
         {.id = "latch",
          .title = "A latch instead",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = bothEat}},
                      .makespan = 10,
                      .note = "the last cell of the bar opens the latch"},
          .program = latch}},
    .pictures = {{trace::PictureKind::Places, "Pot", {"boiling", "remaining"}},
                 {trace::PictureKind::Makespans, "How long"}},
    .row = "E01",
    .before = {"thread-start-join"},
    .related = {"event-flag-lab"},
};

} // namespace interleave::scenarios
