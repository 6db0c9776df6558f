// Programs that do what no textbook shows: they crash, spin, fill the arena, damage it. A target of the tests' own runs
// them, with the mains of the real one.

#include "core/scenarios/scenario.h"

#include "core/runtime/arena_driver.h"
#include "core/sync/guards.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/random.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>
#include <stdexcept>

namespace interleave::scenarios {
namespace {

using runtime::runMapping;

void yields(const Parameters& parameters)
{
    const int count = parameters.whole("n");
    for (int i = 0; i < count; ++i)
        sync::yield();
    sync::outcome("yields", count);
}

void segmentationFault(const Parameters&)
{
    sync::note("before");
    ::raise(SIGSEGV);
}

void aborts(const Parameters&)
{
    sync::note("before");
    std::abort();
}

void terminates(const Parameters&)
{
    const auto fails = [] { throw std::runtime_error("nobody can catch this"); };
    [&]() noexcept { fails(); }();
}

void throwsInMain(const Parameters&) { throw std::runtime_error("main gives up"); }

void throwsInLane(const Parameters&)
{
    sync::Thread thread("thrower", [] { throw std::runtime_error("no flour left"); });
    thread.start();
    thread.join();
    sync::outcome("main", "went on");
}

void spins(const Parameters&)
{
    sync::note("before");
    for (std::atomic<std::uint64_t> i{0};;)
        i.fetch_add(1, std::memory_order_relaxed);
}

void killsItself(const Parameters& parameters)
{
    const int count = parameters.whole("n");
    for (int i = 0; i < count; ++i)
        sync::yield();
    ::kill(::getpid(), SIGKILL);
}

void damagesTheArena(const Parameters& parameters)
{
    sync::note("before");
    arena::Control& control = runMapping().control();
    const auto garbage = static_cast<std::uint32_t>(sync::random(1, 1 << 30));
    switch (parameters.whole("n")) {
    case 0: std::memset(static_cast<void*>(runMapping().lanes().data()), 0x5a, 64 * sizeof(arena::LaneRecord)); break;
    case 1: std::memset(static_cast<void*>(runMapping().objects().data()), 0xff, 64 * sizeof(arena::ObjectRecord)); break;
    case 2: std::memset(static_cast<void*>(runMapping().chunk(0)), 0x77, 4096); break;
    case 3: control.chunks.store(garbage); break;
    case 4: control.lanes.store(garbage); break;
    case 5: control.threadSlots.store(garbage); break;
    case 6: control.sequence.store(~std::uint64_t{0}); break;
    case 7: std::memset(static_cast<void*>(runMapping().names().data()), 0x3c, 4096); break;
    default: std::memset(static_cast<void*>(&runMapping().threadSlots()[0]), 0x21, 4 * sizeof(arena::ThreadSlot)); break;
    }
    ::kill(::getpid(), SIGKILL);
}

void opposite(const Parameters&)
{
    sync::Mutex a("a");
    sync::Mutex b("b");
    sync::Thread one("one", [&] {
        const sync::LockGuard first(a);
        const sync::LockGuard second(b);
    });
    sync::Thread two("two", [&] {
        const sync::LockGuard first(b);
        const sync::LockGuard second(a);
    });
    one.start();
    two.start();
    one.join();
    two.join();
}

/// In whatever order the others write, the same end.
void relocks(const Parameters&)
{
    sync::Mutex a("a");
    sync::Shared<int> last("last", 0);
    sync::Thread one("one", [&] { last.write(1); });
    sync::Thread two("two", [&] { last.write(2); });
    one.start();
    two.start();
    a.lock();
    a.lock();
}

void manyLanes(const Parameters& parameters)
{
    sync::Shared<int> sum("sum", 0);
    sync::ThreadGroup group;
    for (int i = 0; i < parameters.whole("n"); ++i)
        group.start("lane " + std::to_string(i), [&] { sum.fetchAdd(1); });
    group.joinAll();
    sync::outcome("sum", sum.read());
}

void manyObjects(const Parameters& parameters)
{
    std::vector<std::unique_ptr<sync::Mutex>> mutexes;
    for (int i = 0; i < parameters.whole("n"); ++i)
        mutexes.push_back(std::make_unique<sync::Mutex>("mutex " + std::to_string(i)));
    for (auto& mutex : mutexes)
        const sync::LockGuard guard(*mutex);
    sync::outcome("mutexes", static_cast<int>(mutexes.size()));
}

void twoCounters(const Parameters& parameters)
{
    const int count = parameters.whole("n");
    sync::Mutex mutex("mutex");
    sync::Shared<int> sum("sum", 0);
    const auto add = [&] {
        for (int i = 0; i < count; ++i) {
            const sync::LockGuard guard(mutex);
            sum.write(sum.read() + 1);
        }
    };
    sync::Thread one("one", add);
    sync::Thread two("two", add);
    one.start();
    two.start();
    one.join();
    two.join();
    sync::outcome("sum", sum.read());
}

/// Each of two lanes reads a counter and then writes it.
void unguarded(const Parameters&)
{
    sync::Shared<int> sum("sum", 0);
    const auto add = [&] { sum.write(sum.read() + 1); };
    sync::Thread one("one", add);
    sync::Thread two("two", add);
    one.start();
    two.start();
    one.join();
    two.join();
    sync::outcome("sum", sum.read());
}

/// Whoever comes second divides by what the first has left: in some orders the process ends there.
void crashesInSomeOrders(const Parameters& parameters)
{
    sync::Shared<int> first("first", 0);
    const auto come = [&](int who) {
        if (first.read() == 0)
            first.write(who);
    };
    sync::Thread one("one", [&] { come(1); });
    sync::Thread two("two", [&] { come(2); });
    one.start();
    two.start();
    one.join();
    two.join();
    const int who = first.read();
    if (who == 2 && parameters.whole("n") == 11)
        ::raise(SIGSEGV);
    if (who == 2 && parameters.whole("n") == 12)
        ::kill(::getpid(), SIGKILL);
    if (who == 2 && parameters.whole("n") == 13)
        ::_exit(7);
    sync::outcome("first", who);
}

/// What it leaves behind cannot be taken down.
struct Brittle
{
    ~Brittle()
    {
        if (std::uncaught_exceptions() > 0)
            ::raise(SIGSEGV);
    }
};

/// A deadlock in whatever order, after which one lane cannot be unwound.
void brittle(const Parameters&)
{
    sync::Mutex a("a");
    sync::Shared<int> last("last", 0);
    sync::Thread one("one", [&] { last.write(1); });
    sync::Thread two("two", [&] { last.write(2); });
    one.start();
    two.start();
    const Brittle thing;
    a.lock();
    a.lock();
}

/// In some orders a lane waits for ever for what it does not ask the engine for.
void spinsInSomeOrders(const Parameters&)
{
    sync::Shared<int> last("last", 0);
    sync::Thread one("one", [&] { last.write(1); });
    sync::Thread two("two", [&] { last.write(2); });
    one.start();
    two.start();
    one.join();
    two.join();
    const int who = last.read();
    for (std::atomic<std::uint64_t> i{0}; who == 1;)
        i.fetch_add(1, std::memory_order_relaxed);
    sync::outcome("last", who);
}

/// n lanes write one variable: n! orders, and the last one shows.
void writers(const Parameters& parameters)
{
    sync::Shared<int> last("last", 0);
    sync::ThreadGroup group;
    for (int i = 1; i <= parameters.whole("n"); ++i)
        group.start("lane " + std::to_string(i), [&last, i] { last.write(i); });
    group.joinAll();
    sync::outcome("last", last.read());
}

void sleeps(const Parameters&)
{
    sync::sleepFor(sync::units(1));
    sync::note("awake");
}

Variant variant(std::string_view id, void (*program)(const Parameters&)) { return {.id = id, .title = id, .promise = {}, .program = program}; }

const Scenario oddPrograms = {
    .id = "odd",
    .title = "Odd programs",
    .file = "tests/core/host/odd_programs.cpp",
    .parameters = {{.id = "n", .title = "Number", .initial = 10, .maximum = 100'000'000}},
    .variants = {variant("yields", yields), variant("segv", segmentationFault), variant("abort", aborts),
                 variant("terminate", terminates), variant("throw-main", throwsInMain), variant("throw-lane", throwsInLane),
                 variant("spin", spins), variant("sigkill", killsItself), variant("damage", damagesTheArena),
                 variant("opposite", opposite), variant("relock", relocks), variant("lanes", manyLanes),
                 variant("objects", manyObjects), variant("counters", twoCounters), variant("unguarded", unguarded),
                 variant("sleeps", sleeps), variant("crash-some", crashesInSomeOrders), variant("brittle", brittle),
                 variant("spin-some", spinsInSomeOrders), variant("writers", writers)},
};

} // namespace

const std::vector<const Scenario*>& all()
{
    static const std::vector<const Scenario*> programs = {&oddPrograms};
    return programs;
}

const Scenario* find(std::string_view id) { return id == oddPrograms.id ? &oddPrograms : nullptr; }

const Variant* findVariant(const Scenario& scenario, std::string_view id)
{
    for (const Variant& one : scenario.variants)
        if (one.id == id)
            return &one;
    return nullptr;
}

const std::vector<Role>& roles()
{
    static const std::vector<Role> none;
    return none;
}

} // namespace interleave::scenarios
