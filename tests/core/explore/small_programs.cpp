#include "tests/core/explore/small_programs.h"

#include "core/schedule/random.h"
#include "core/sync/barrier.h"
#include "core/sync/condition_variable.h"
#include "core/sync/event.h"
#include "core/sync/latch.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/once.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/recursive_mutex.h"
#include "core/sync/semaphore.h"
#include "core/sync/shared.h"
#include "core/sync/shared_mutex.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <functional>
#include <map>

namespace interleave::explore {

using trace::Operation;

namespace {

/// A shared mutex whose waiting writers stand in the way of readers: the rules have it, the primitives do not.
class WritersFirst : public runtime::Primitive
{
public:
    explicit WritersFirst(runtime::Where where = runtime::Where::current())
        : Primitive({.kind = trace::ObjectKind::SharedMutex, .name = "writers first", .policy = 1}, where)
    {}

    bool perform(trace::Operation operation, runtime::Where where = runtime::Where::current())
    {
        return runtime::conduct(request(operation, where)).succeeded();
    }
};

/// Everything that instructions work on.
struct World
{
    sync::Shared<int> x{"x"};
    sync::Shared<int> y{"y"};
    sync::Mutex m{"m"};
    sync::Mutex n{"n"};
    sync::RecursiveMutex r{"r"};
    sync::SharedMutex w{"w"};
    WritersFirst writersFirst;
    sync::Semaphore s{"s", 1};
    sync::ConditionVariable c{"c"};
    sync::ConditionVariable any{"any", sync::Wakes::Any};
    sync::Queue<int> q{"q", 1};
    sync::Event e{"e"};
    sync::Event a{"a", sync::Reset::Automatic};
    sync::Latch l{"l", 2};
    sync::Barrier b{"b", 2};
    sync::Barrier completing{"completing", 2, [this] { y.write(y.read() + 1); }};
    sync::Once o{"o"};
};

/// What a lane knows: a number that tells apart what it has seen.
struct Seen
{
    int number = 0;
    int own = 0; ///< what it writes
    void add(int value) { number = number * 5 + value + 1; }
};

using Instruction = std::function<void(World&, Seen&)>;

constexpr std::chrono::seconds aWhile{1};

const std::map<std::string, Instruction>& instructions()
{
    static const std::map<std::string, Instruction> all = {
        {"read x", [](World& world, Seen& seen) { seen.add(world.x.read()); }},
        {"read y", [](World& world, Seen& seen) { seen.add(world.y.read()); }},
        {"write x", [](World& world, Seen& seen) { world.x.write(seen.own); }},
        {"write y", [](World& world, Seen& seen) { world.y.write(seen.own); }},
        {"swap x", [](World& world, Seen& seen) { seen.add(world.x.compareExchange(0, seen.own) ? 1 : 0); }},
        {"write y if x",
         [](World& world, Seen& seen) {
             if (world.x.read() != 0)
                 world.y.write(seen.own);
         }},
        {"lock m", [](World& world, Seen&) { world.m.lock(); }},
        {"unlock m", [](World& world, Seen&) { world.m.unlock(); }},
        {"lock n", [](World& world, Seen&) { world.n.lock(); }},
        {"unlock n", [](World& world, Seen&) { world.n.unlock(); }},
        {"hold m",
         [](World& world, Seen&) {
             world.m.lock();
             world.m.unlock();
         }},
        {"hold n",
         [](World& world, Seen&) {
             world.n.lock();
             world.n.unlock();
         }},
        {"add under m",
         [](World& world, Seen& seen) {
             world.m.lock();
             world.x.write(world.x.read() + seen.own);
             world.m.unlock();
         }},
        {"try m",
         [](World& world, Seen& seen) {
             const bool isMine = world.m.tryLock();
             seen.add(isMine ? 1 : 0);
             if (isMine)
                 world.m.unlock();
         }},
        {"try m once", [](World& world, Seen& seen) { seen.add(world.m.tryLock() ? 1 : 0); }},
        {"lock m for a while",
         [](World& world, Seen& seen) {
             const bool isMine = world.m.tryLockFor(aWhile);
             seen.add(isMine ? 1 : 0);
             if (isMine)
                 world.m.unlock();
         }},
        {"hold r twice",
         [](World& world, Seen&) {
             world.r.lock();
             world.r.lock();
             world.r.unlock();
             world.r.unlock();
         }},
        {"try r",
         [](World& world, Seen& seen) {
             const bool isMine = world.r.tryLock();
             seen.add(isMine ? 1 : 0);
             if (isMine)
                 world.r.unlock();
         }},
        {"read-lock w",
         [](World& world, Seen&) {
             world.w.lockShared();
             world.w.unlockShared();
         }},
        {"write-lock w",
         [](World& world, Seen&) {
             world.w.lock();
             world.w.unlock();
         }},
        {"try read-lock w",
         [](World& world, Seen& seen) {
             const bool isMine = world.w.tryLockShared();
             seen.add(isMine ? 1 : 0);
             if (isMine)
                 world.w.unlockShared();
         }},
        {"read-lock, writers first",
         [](World& world, Seen& seen) {
             world.writersFirst.perform(Operation::LockShared);
             seen.add(world.y.read());
             world.writersFirst.perform(Operation::UnlockShared);
         }},
        {"try read-lock, writers first",
         [](World& world, Seen& seen) {
             const bool isMine = world.writersFirst.perform(Operation::TryLockShared);
             seen.add(isMine ? 1 : 0);
             if (isMine)
                 world.writersFirst.perform(Operation::UnlockShared);
         }},
        {"write-lock, writers first",
         [](World& world, Seen&) {
             world.writersFirst.perform(Operation::Lock);
             world.writersFirst.perform(Operation::Unlock);
         }},
        {"acquire s", [](World& world, Seen&) { world.s.acquire(); }},
        {"release s", [](World& world, Seen&) { world.s.release(); }},
        {"try s", [](World& world, Seen& seen) { seen.add(world.s.tryAcquire() ? 1 : 0); }},
        {"acquire s for a while", [](World& world, Seen& seen) { seen.add(world.s.acquireFor(aWhile) ? 1 : 0); }},
        {"wait for c",
         [](World& world, Seen&) {
             sync::UniqueLock lock(world.m);
             world.c.wait(lock);
         }},
        {"wait for c for a while",
         [](World& world, Seen& seen) {
             sync::UniqueLock lock(world.m);
             seen.add(world.c.waitFor(lock, aWhile) ? 1 : 0);
         }},
        {"notify c", [](World& world, Seen&) { world.c.notifyOne(); }},
        {"notify all c", [](World& world, Seen&) { world.c.notifyAll(); }},
        {"notify c under m",
         [](World& world, Seen&) {
             sync::UniqueLock lock(world.m);
             world.c.notifyOne();
         }},
        {"wait for any",
         [](World& world, Seen& seen) {
             sync::UniqueLock lock(world.m);
             world.any.wait(lock);
             seen.add(world.x.read());
             world.x.write(seen.own);
         }},
        {"notify any", [](World& world, Seen&) { world.any.notifyOne(); }},
        {"put", [](World& world, Seen& seen) { world.q.put(seen.own); }},
        {"get", [](World& world, Seen& seen) { seen.add(world.q.get()); }},
        {"try put", [](World& world, Seen& seen) { seen.add(world.q.tryPut(seen.own) ? 1 : 0); }},
        {"try get", [](World& world, Seen& seen) { seen.add(world.q.tryGet().value_or(-1)); }},
        {"get for a while", [](World& world, Seen& seen) { seen.add(world.q.getFor(aWhile).value_or(-1)); }},
        {"put for a while", [](World& world, Seen& seen) { seen.add(world.q.putFor(seen.own, aWhile) ? 1 : 0); }},
        {"set e", [](World& world, Seen&) { world.e.set(); }},
        {"clear e", [](World& world, Seen&) { world.e.clear(); }},
        {"look at e", [](World& world, Seen& seen) { seen.add(world.e.isSet() ? 1 : 0); }},
        {"await e", [](World& world, Seen&) { world.e.wait(); }},
        {"await e for a while", [](World& world, Seen& seen) { seen.add(world.e.waitFor(aWhile) ? 1 : 0); }},
        {"set a", [](World& world, Seen&) { world.a.set(); }},
        {"await a", [](World& world, Seen&) { world.a.wait(); }},
        {"await a for a while", [](World& world, Seen& seen) { seen.add(world.a.waitFor(aWhile) ? 1 : 0); }},
        {"count down", [](World& world, Seen&) { world.l.countDown(); }},
        {"await zero", [](World& world, Seen&) { world.l.wait(); }},
        {"await zero for a while", [](World& world, Seen& seen) { seen.add(world.l.waitFor(aWhile) ? 1 : 0); }},
        {"arrive and wait", [](World& world, Seen&) { world.b.arriveAndWait(); }},
        {"arrive and wait for a while",
         [](World& world, Seen& seen) { seen.add(world.b.arriveAndWaitFor(aWhile) ? 1 : 0); }},
        {"arrive and wait, with a completion", [](World& world, Seen&) { world.completing.arriveAndWait(); }},
        {"once", [](World& world, Seen& seen) { world.o.call([&] { world.y.write(seen.own); }); }},
        {"sleep", [](World&, Seen&) { sync::sleepFor(aWhile); }},
        {"note", [](World&, Seen&) { sync::note("here"); }},
    };
    return all;
}

} // namespace

Program smallProgram(std::vector<Instructions> lanes)
{
    const auto main = [lanes = std::move(lanes)] {
        World world;
        std::vector<Seen> seen(lanes.size());
        sync::ThreadGroup group;
        for (std::size_t i = 0; i < lanes.size(); ++i) {
            seen[i].own = static_cast<int>(i) + 1;
            group.start("", [&world, &mine = seen[i], &list = lanes[i]] {
                for (const std::string& one : list)
                    instructions().at(one)(world, mine);
            });
        }
        group.joinAll();
        for (std::size_t i = 0; i < lanes.size(); ++i)
            sync::outcome("lane " + std::to_string(i + 1), seen[i].number);
        sync::outcome("x", world.x.read());
        sync::outcome("y", world.y.read());
    };
    return {.name = "small", .main = main};
}

Program randomProgram(std::uint64_t seed, const Instructions& set, std::size_t lanes, std::size_t length)
{
    schedule::RandomNumbers numbers(seed);
    std::vector<Instructions> all(lanes);
    for (Instructions& lane : all)
        for (std::size_t i = 0; i < length; ++i)
            lane.push_back(set[numbers.below(set.size())]);
    return smallProgram(std::move(all));
}

} // namespace interleave::explore
