// One token for all threads of an interpreter.
//
// Whoever wants to run code of the interpreter needs its token. Who waits for it longer than the switch interval asks
// for it; the holder looks between two pieces of work whether somebody has asked, gives the token away, and waits
// until somebody else has it. Who waits for a device gives it back before.
//
// Look for:  the token's owner, how it travels, and that computing never overlaps while waiting does.
// Compare:   the variants `gil-cpu`, `no-gil-cpu` and `gil-io`: what the token costs, and when it costs nothing.
// Source:    CPython since 3.2, Python/ceval_gil.c; A. Pitrou, "Reworking the GIL", python-dev, 2009.

#include "core/scenarios/scenario.h"

#include "core/sync/atomic.h"
#include "core/sync/condition_variable.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace interleave::scenarios {
namespace {

constexpr double slice = 0.6; ///< u: a piece of work between two looks at the request is no longer

class Token
{
public:
    explicit Token(sync::Duration interval) : m_interval(interval) {}

    void take(int thread)
    {
        int seen = m_switches.read();
        while (!m_gil.tryLockFor(m_interval)) {
            if (m_switches.read() == seen) // the same holder for a whole interval
                ask(true);
            seen = m_switches.read();
        }
        ask(false);
        const sync::LockGuard guard{m_lock};
        if (m_last != thread)
            m_switches.fetchAdd(1);
        m_last = thread;
        m_switched.notifyAll();
    }

    void drop() { m_gil.unlock(); }

    /// Between two pieces of work. Who gives the token away because of a request waits until somebody else has it.
    void look(int thread)
    {
        if (!m_isAsked.read())
            return;
        drop();
        {
            sync::UniqueLock lock{m_lock};
            m_switched.wait(lock, [&] { return m_last != thread; });
        }
        take(thread);
    }

    int switches() { return m_switches.read(); }

private:
    /// Sets the request whatever it was: nobody decides by what it was before.
    void ask(bool isWanted)
    {
        m_isAsked.update([&](bool) { return isWanted; });
    }

    const sync::Duration m_interval;
    sync::Mutex m_gil{"GIL"};
    sync::Atomic<bool> m_isAsked{"drop request", false};
    sync::Atomic<int> m_switches{"switches", 0};
    sync::Mutex m_lock{"switch lock"};
    sync::ConditionVariable m_switched{"switched"};
    int m_last = 0; // guarded by m_lock
};

/// An interpreter without one.
struct NoToken
{
    explicit NoToken(sync::Duration) {}

    void take(int) {}
    void drop() {}
    void look(int) {}
    int switches() { return 0; }
};

struct Load
{
    sync::Atomic<int> running{"running", 0};
    sync::Atomic<bool> overlaps{"overlap", false};
};

void compute(Load& load, sync::Duration piece)
{
    if (load.running.fetchAdd(1) > 0)
        load.overlaps.write(true);
    sync::sleepFor(piece);
    load.running.fetchAdd(-1);
}

/// A thread's share of the work, in u, in equal pieces; so many of them, evenly spread, wait for a device.
template <typename Interpreter>
void work(Interpreter& interpreter, Load& load, int thread, double share, double ioFraction)
{
    const int pieces = static_cast<int>(std::ceil(share / slice - 0.001));
    const sync::Duration piece = sync::units(share / pieces);
    interpreter.take(thread);
    for (int i = 0; i < pieces; ++i) {
        const bool isIo = std::floor((i + 1) * ioFraction) > std::floor(i * ioFraction);
        if (isIo) {
            interpreter.drop();
            sync::sleepFor(piece);
            interpreter.take(thread);
        } else {
            compute(load, piece);
            interpreter.look(thread);
        }
    }
    interpreter.drop();
}

template <typename Interpreter>
void program(const Parameters& parameters)
{
    Interpreter interpreter{parameters.units("interval")};
    Load load;
    const int threads = parameters.whole("threads");
    const double share = parameters.number("work") / threads;
    sync::ThreadGroup group;
    for (int i = 1; i <= threads; ++i)
        group.start("thread " + std::to_string(i),
                    [&, i] { work(interpreter, load, i, share, parameters.number("io")); });
    group.joinAll();
    sync::note(std::to_string(interpreter.switches()) + " switches");
    sync::outcome("overlap", load.overlaps.read() ? "yes" : "no");
}

/// Check, then act. The token protects the interpreter, not the account: it changes hands between the two.
void overdraw(const Parameters& parameters)
{
    constexpr int amount = 80;
    Token token{parameters.units("interval")};
    sync::Atomic<int> balance{"balance", 100};
    sync::ThreadGroup group;
    for (int i = 1; i <= parameters.whole("threads"); ++i)
        group.start("thread " + std::to_string(i), [&, i] {
            token.take(i);
            if (balance.read() >= amount) {
                for (int piece = 0; piece < 3; ++piece) {
                    sync::sleepFor(sync::units(slice));
                    token.look(i);
                }
                balance.fetchAdd(-amount);
                sync::note("takes 80");
            }
            token.drop();
        });
    group.joinAll();
    sync::outcome("balance", balance.read());
}

const Promised apart = {.outcome = "overlap=no"};
const Promised together = {.outcome = "overlap=yes"};
const Promised bound = {.ending = trace::Ending::Bound};
const Promised apartAndBound = {trace::Ending::Bound, {}, "overlap=no"}; // cut off at main's last step

} // namespace

extern const Scenario gilHandoff = {
    .id = "gil-handoff",
    .title = "One token for all threads",
    .chapter = Chapter::Threads,
    .summary = "an interpreter's lock and its interval",
    .file = "core/scenarios/gil_handoff.cpp",
    .parameters = {{.id = "threads", .title = "Threads", .initial = 2, .minimum = 1, .maximum = 8},
                   {.id = "work",
                    .title = "Work, all together",
                    .initial = 6,
                    .minimum = 1,
                    .maximum = 24,
                    .unit = "u",
                    .isWhole = false},
                   {.id = "interval",
                    .title = "Switch interval",
                    .initial = 0.5,
                    .minimum = 0.1,
                    .maximum = 2,
                    .unit = "u",
                    .isWhole = false},
                   {.id = "io", .title = "Share of waiting", .initial = 0, .maximum = 1, .isWhole = false}},
    .variants = {{.id = "gil-cpu",
                  .title = "Computing, with the token",
                  .promise = {.any = {apart, bound, apartAndBound},
                              .timed = {apart},
                              .makespan = 6,
                              .note = "one computes at a time: as long as all the work together",
                              .isBounded = true},
                  .program = program<Token>},
                 {.id = "no-gil-cpu",
                  .title = "Computing, without",
                  .promise = {.any = {apart, together},
                              .timed = {together},
                              .makespan = 3,
                              .note = "both compute at the same time"},
                  .program = program<NoToken>},
                 {.id = "gil-io",
                  .title = "Waiting, with the token",
                  .promise = {.any = {apart, bound, apartAndBound},
                              .timed = {apart},
                              .makespan = 3,
                              .note = "who waits gives the token back: waiting overlaps",
                              .isBounded = true},
                  .program = program<Token>,
                  .defaults = {{"io", 1}}},
                 {.id = "no-gil-io",
                  .title = "Waiting, without",
                  .promise = {.any = {apart}, .makespan = 3, .note = "as with the token"},
                  .program = program<NoToken>,
                  .defaults = {{"io", 1}}},
                 {.id = "gil-mixed",
                  .title = "Half and half, with the token",
                  .promise = {.any = {apart, bound, apartAndBound},
                              .timed = {apart},
                              .note = "one computes while the other waits",
                              .isBounded = true},
                  .program = program<Token>,
                  .defaults = {{"io", 0.5}}},
                 {.id = "gil-overdraw",
                  .title = "The token and the account",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = "balance=20"},
                                      {.outcome = "balance=-60"},
                                      bound,
                                      {trace::Ending::Bound, {}, "balance=20"},
                                      {trace::Ending::Bound, {}, "balance=-60"}},
                              .timed = {{.outcome = "balance=-60"}},
                              .note = "the token changes hands between check and act",
                              .isBounded = true},
                  .program = overdraw}},
    .pictures = {{trace::PictureKind::Makespans, "How long"}},
    .row = "T06",
    .before = {"thread-start-join", "atm-overdraw"},
    .related = {"atm-overdraw:no-lock"},
};

} // namespace interleave::scenarios
