// What a `with` statement does, step by step.
//
// A guard is made, entered, used and left. Whatever happens inside, it is left: by coming to the end of the block, or by an
// exception on its way out. Several guards are left in the opposite order. Each guard holds a lock from enter to exit.
//
// Look for:  the bars of the guards: the one that was opened last is closed first.
// Compare:   the variants `exception-inside` and `enter-fails`: who was entered is left, who was not is not.
// Source:    G. van Rossum, A. Coghlan, PEP 343, "The 'with' Statement" (2005).

#include "core/scenarios/scenario.h"

#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"

#include <deque>
#include <functional>
#include <stdexcept>
#include <string>

namespace interleave::scenarios {
namespace {

/// Writes down what happened, in order.
class Diary
{
public:
    void write(const std::string& line)
    {
        sync::note(line);
        m_order += (m_order.empty() ? "" : ",") + line;
    }
    const std::string& order() const { return m_order; }

private:
    std::string m_order;
};

enum class Enters { Nothing, Itself, Fails };

/// What may stand behind `with`: something to enter and to exit.
class Guard
{
public:
    Guard(Diary& diary, int number, Enters enters, bool swallows)
        : m_diary(diary)
        , m_name(std::to_string(number))
        , m_enters(enters)
        , m_swallows(swallows)
        , m_lock("guard " + m_name)
    {
        m_diary.write("init" + m_name);
    }

    /// What the name after `as` is bound to.
    std::string enter()
    {
        m_diary.write("enter" + m_name);
        if (m_enters == Enters::Fails)
            throw std::runtime_error("cannot enter");
        m_lock.lock();
        return m_enters == Enters::Itself ? "guard" + m_name : "none";
    }

    /// Whether an exception that is on its way out ends here.
    bool exit()
    {
        m_diary.write("exit" + m_name);
        m_lock.unlock();
        return m_swallows;
    }

private:
    Diary& m_diary;
    std::string m_name;
    Enters m_enters;
    bool m_swallows;
    sync::Mutex m_lock;
};

/// Enter, body, exit, whatever happens in the body. Only when entering fails there is nothing to leave.
void with(Guard& guard, const std::function<void(const std::string&)>& body)
{
    const std::string value = guard.enter();
    try {
        body(value);
    } catch (const std::exception&) {
        if (guard.exit())
            return;
        throw;
    }
    guard.exit();
}

struct Plan
{
    int guards;
    std::string throwAt;
    bool returnsItself = false;
    bool swallows = false;
};

/// One guard inside the other, and innermost the line that says so.
void nest(Diary& diary, std::deque<Guard>& guards, std::string& value, const Plan& plan)
{
    const int number = static_cast<int>(guards.size()) + 1;
    if (number > plan.guards) {
        diary.write("inside");
        if (plan.throwAt == "body")
            throw std::runtime_error("something is wrong inside");
        return;
    }
    const bool fails = plan.throwAt == "enter" + std::to_string(number);
    const Enters enters = fails ? Enters::Fails : plan.returnsItself ? Enters::Itself : Enters::Nothing;
    with(guards.emplace_back(diary, number, enters, plan.swallows && number == 1), [&](const std::string& entered) {
        value = entered;
        nest(diary, guards, value, plan);
    });
}

void trace(const Plan& plan)
{
    Diary diary;
    std::deque<Guard> guards;
    std::string value = "unbound";
    try {
        nest(diary, guards, value, plan);
        diary.write("outside");
    } catch (const std::runtime_error&) {
        diary.write("caught");
    }
    sync::outcome("order", diary.order());
    sync::outcome("value", value);
}

void program(const Parameters& parameters)
{
    trace({.guards = parameters.whole("guards"), .throwAt = parameters.word("throw-at")});
}

void returningItself(const Parameters& parameters)
{
    trace({.guards = parameters.whole("guards"), .throwAt = parameters.word("throw-at"), .returnsItself = true});
}

void swallowing(const Parameters& parameters)
{
    trace({.guards = parameters.whole("guards"), .throwAt = parameters.word("throw-at"), .swallows = true});
}

} // namespace

extern const Scenario scopeGuardTrace = {
    .id = "scope-guard-trace",
    .title = "Entered is left",
    .chapter = Chapter::Locks,
    .summary = "what a with statement does, and when",
    .file = "core/scenarios/scope_guard_trace.cpp",
    .parameters =
        {{.id = "guards", .title = "Guards", .initial = 1, .minimum = 1, .maximum = 3},
         {.id = "throw-at", .title = "Throws at", .maximum = 3, .choices = {"none", "enter1", "enter2", "body"}}},
    .variants =
        {{.id = "normal",
          .title = "One guard",
          .promise = {.any = {{.outcome = "order=init1,enter1,inside,exit1,outside value=none"}},
                      .makespan = 0,
                      .note = "the name is still there after the block, bound to what enter returned: nothing"},
          .program = program},
         {.id = "returns-itself",
          .title = "Enter returns the guard",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = "order=init1,enter1,inside,exit1,outside value=guard1"}},
                      .makespan = 0,
                      .note = "what enter returns is what the name is bound to"},
          .program = returningItself},
         {.id = "exception-inside",
          .title = "An exception inside",
          .promise = {.any = {{.outcome = "order=init1,enter1,inside,exit1,caught value=none"}},
                      .makespan = 0,
                      .note = "the guard is left before anybody catches"},
          .program = program,
          .defaults = {{"throw-at", 3}}},
         {.id = "two-guards",
          .title = "Two guards",
          .promise = {.any = {{.outcome = "order=init1,enter1,init2,enter2,inside,exit2,exit1,outside value=none"}},
                      .makespan = 0,
                      .note = "the second is made after the first was entered, and left before it"},
          .program = program,
          .defaults = {{"guards", 2}}},
         {.id = "two-guards-exception",
          .title = "Two guards and an exception inside",
          .promise = {.any = {{.outcome = "order=init1,enter1,init2,enter2,inside,exit2,exit1,caught value=none"}},
                      .makespan = 0,
                      .note = "both are left"},
          .program = program,
          .defaults = {{"guards", 2}, {"throw-at", 3}}},
         {.id = "enter-fails",
          .title = "The second cannot be entered",
          .promise = {.any = {{.outcome = "order=init1,enter1,init2,enter2,exit1,caught value=none"}},
                      .makespan = 0,
                      .note = "only the first is left: the second was never entered"},
          .program = program,
          .defaults = {{"guards", 2}, {"throw-at", 2}}},
         {.id = "swallows",
          .title = "Exit swallows the exception",
          .mark = Mark::Wasteful,
          .promise = {.any = {{.outcome = "order=init1,enter1,inside,exit1,outside value=none"}},
                      .makespan = 0,
                      .note = "the program goes on after the block as if nothing had happened"},
          .program = swallowing,
          .defaults = {{"throw-at", 3}}}},
    .row = "L05",
    .before = {"file-lock-exception"},
    .related = {"file-lock-exception:guard", "atm-lock-leak:raii"},
};

} // namespace interleave::scenarios
