// A flag, and who waits for it.
//
// Three waiters come to a flag, at once or one after the other. Main sets it, and perhaps clears it again. Who finds it set goes
// on; who waits when it is set goes on; who comes after it was cleared waits for the next time, which may never be.
//
// Look for:  when each waiter comes, and whether the flag is up then.
// Compare:   the variants `cleared` and `pulse`: what clearing does, and to whom.
// Source:    the manual-reset event of Windows, known to Python as threading.Event.

#include "core/scenarios/scenario.h"

#include "core/sync/event.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <array>
#include <string>

namespace interleave::scenarios {
namespace {

constexpr std::array names = {"ann", "bob", "cid", "dora", "eve", "finn", "gus", "hal"};

/// Comes after `delay` and waits, for ever or for `patience`.
void wait(const std::string& name, sync::Event& flag, sync::Duration delay, sync::Duration patience)
{
    if (delay > sync::Duration::zero())
        sync::sleepFor(delay);
    sync::note("waits");
    bool isSet = true;
    if (patience > sync::Duration::zero())
        isSet = flag.waitFor(patience);
    else
        flag.wait();
    sync::note(isSet ? "goes on" : "gives up");
    sync::outcome(name, isSet ? "woken" : "timed-out");
}

void program(const Parameters& parameters)
{
    sync::Event flag{"flag"};
    sync::ThreadGroup waiters;
    for (int i = 0; i < parameters.whole("waiters"); ++i)
        waiters.start(names[static_cast<std::size_t>(i)],
                      [&flag, name = std::string(names[static_cast<std::size_t>(i)]),
                       delay = parameters.units("spacing") * i,
                       patience = parameters.units("timeout")] { wait(name, flag, delay, patience); });
    sync::sleepUntil(parameters.units("set-at"));
    flag.set();
    if (parameters.units("clear-at") > sync::Duration::zero()) {
        sync::sleepUntil(parameters.units("clear-at"));
        flag.clear();
    }
    waiters.joinAll();
}

/// All there is to know about a flag, asked by one lane.
void table(const Parameters&)
{
    sync::Event flag{"flag"};
    std::string answers;
    const auto write = [&](const char* question, bool answer) {
        sync::note(std::string(question) + (answer ? " true" : " false"));
        answers += (answers.empty() ? "" : ",") + std::string(answer ? "true" : "false");
    };
    write("is it set?", flag.isSet());
    flag.set();
    write("is it set now?", flag.isSet());
    write("waiting for 1 u yields", flag.waitFor(sync::units(1))); // at once
    flag.clear();
    write("is it set after clearing?", flag.isSet());
    write("waiting for 1 u yields", flag.waitFor(sync::units(1))); // after 1 u
    sync::outcome("answers", answers);
}

constexpr auto hang = trace::Ending::Hang;
constexpr std::string_view allWoken = "ann=woken bob=woken cid=woken";

/// Every waiter goes on or stays for ever.
const std::vector<Promised> someStay = {{.outcome = allWoken},
                                        {hang, {}, "ann=woken bob=woken"},
                                        {hang, {}, "ann=woken cid=woken"},
                                        {hang, {}, "bob=woken cid=woken"},
                                        {hang, {}, "ann=woken"},
                                        {hang, {}, "bob=woken"},
                                        {hang, {}, "cid=woken"},
                                        {hang, {}, ""}};

/// Every waiter goes on or gives up.
const std::vector<Promised> someGiveUp = {{.outcome = allWoken},
                                          {.outcome = "ann=woken bob=woken cid=timed-out"},
                                          {.outcome = "ann=woken bob=timed-out cid=woken"},
                                          {.outcome = "ann=timed-out bob=woken cid=woken"},
                                          {.outcome = "ann=woken bob=timed-out cid=timed-out"},
                                          {.outcome = "ann=timed-out bob=woken cid=timed-out"},
                                          {.outcome = "ann=timed-out bob=timed-out cid=woken"},
                                          {.outcome = "ann=timed-out bob=timed-out cid=timed-out"}};

} // namespace

extern const Scenario eventFlagLab = {
    .id = "event-flag-lab",
    .title = "A flag",
    .chapter = Chapter::SemaphoresAndEvents,
    .summary = "set, clear, wait, and wait in vain",
    .file = "core/scenarios/event_flag_lab.cpp",
    .parameters =
        {{.id = "waiters", .title = "Waiters", .initial = 3, .minimum = 1, .maximum = names.size()},
         {.id = "set-at", .title = "Set at", .initial = 3, .maximum = 10, .unit = "u", .isWhole = false},
         {.id = "clear-at",
          .title = "Cleared at",
          .maximum = 10,
          .unit = "u",
          .isWhole = false,
          .hint = "0: never; earlier than it is set: right after that"},
         {.id = "timeout", .title = "Time-out", .maximum = 10, .unit = "u", .isWhole = false, .hint = "0: none"},
         {.id = "spacing",
          .title = "Spacing",
          .maximum = 5,
          .unit = "u",
          .isWhole = false,
          .hint = "by how much each waiter comes later than the one before"}},
    .variants = {{.id = "set",
                  .title = "Set once",
                  .mark = Mark::Fixed,
                  .promise = {.any = {{.outcome = allWoken}}, .makespan = 3, .note = "one set wakes all who wait"},
                  .program = program},
                 {.id = "table",
                  .title = "Questions to a flag",
                  .promise = {.any = {{.outcome = "answers=false,true,true,false,false"}},
                              .makespan = 1,
                              .note = "waiting for a set flag takes no time"},
                  .program = table},
                 {.id = "already-set",
                  .title = "Set before they come",
                  .promise = {.any = {{.outcome = allWoken}}, .makespan = 2, .note = "nobody waits"},
                  .program = program,
                  .defaults = {{"set-at", 0}, {"spacing", 1}}},
                 {.id = "timeout",
                  .title = "Too little patience",
                  .promise = {.any = someGiveUp,
                              .timed = {{.outcome = "ann=timed-out bob=timed-out cid=timed-out"}},
                              .makespan = 3,
                              .note = "2 u of patience, and the flag is set after 3 u"},
                  .program = program,
                  .defaults = {{"timeout", 2}}},
                 {.id = "cleared",
                  .title = "Set, and cleared later",
                  .mark = Mark::Broken,
                  .promise = {.any = someStay,
                              .timed = {{hang, {}, "ann=woken bob=woken"}},
                              .note = "ann waits, bob finds it set, cid comes after it was cleared"},
                  .program = program,
                  .defaults = {{"set-at", 1}, {"clear-at", 3}, {"spacing", 2}}},
                 {.id = "pulse",
                  .title = "Set and cleared at once",
                  .mark = Mark::Broken,
                  .promise = {.any = someStay,
                              .timed = {{hang, {}, "ann=woken bob=woken"}},
                              .note = "a pulse wakes those who wait, and nobody else"},
                  .program = program,
                  .defaults = {{"clear-at", 3}, {"spacing", 2}}},
                 {.id = "pulse-timeout",
                  .title = "A pulse, and patience that ends",
                  .promise = {.any = someGiveUp,
                              .timed = {{.outcome = "ann=woken bob=woken cid=timed-out"}},
                              .makespan = 8,
                              .note = "who missed the pulse gives up instead of waiting for ever"},
                  .program = program,
                  .defaults = {{"clear-at", 3}, {"spacing", 2}, {"timeout", 4}}}},
    .pictures = {{trace::PictureKind::Places, "Flag", {"flag"}}},
    .row = "E02",
    .before = {"hotpot-event"},
    .related = {"hotpot-event:auto-reset", "hotpot-event:never-set"},
};

} // namespace interleave::scenarios
