#include "tests/core/explore/programs.h"

#include "core/explore/fiber_driver.h"
#include "core/explore/pooled_driver.h"
#include "core/sync/condition_variable.h"
#include "core/sync/mutex.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"

#include <list>

namespace interleave::explore {

std::unique_ptr<InsideDriver> makeDriver(Executor executor)
{
    if (executor == Executor::Pool)
        return std::make_unique<PooledDriver>();
    return std::make_unique<FiberDriver>();
}

Program independentWriters(int lanes, int steps)
{
    const auto main = [lanes, steps] {
        std::list<sync::Shared<int>> variables;
        sync::ThreadGroup group;
        for (int i = 0; i < lanes; ++i)
            variables.emplace_back("variable " + std::to_string(i));
        for (sync::Shared<int>& variable : variables)
            group.start("", [&variable, steps] {
                for (int step = 0; step < steps; ++step)
                    variable.write(step);
            });
        group.joinAll();
    };
    return {.name = "independent-writers", .main = main};
}

Program abba()
{
    const auto main = [] {
        sync::Mutex a("a");
        sync::Mutex b("b");
        const auto take = [](sync::Mutex& first, sync::Mutex& second) {
            first.lock();
            second.lock();
            second.unlock();
            first.unlock();
        };
        sync::Thread one("one", [&] { take(a, b); });
        sync::Thread two("two", [&] { take(b, a); });
        one.start();
        two.start();
        one.join();
        two.join();
    };
    return {.name = "abba", .main = main};
}

Program lostUpdate(int lanes, int times)
{
    const auto main = [lanes, times] {
        sync::Shared<int> counter("counter");
        sync::ThreadGroup group;
        for (int i = 0; i < lanes; ++i)
            group.start("", [&] {
                for (int k = 0; k < times; ++k)
                    counter += 1;
            });
        group.joinAll();
        sync::outcome("n", counter.read());
    };
    return {.name = "lost-update", .main = main};
}

Program queueWorkers(int items)
{
    const auto main = [items] {
        sync::Queue<int> queue("queue");
        int taken[2] = {};
        for (int i = 0; i < items; ++i)
            queue.put(i);
        queue.close();
        sync::ThreadGroup group;
        for (int lane = 0; lane < 2; ++lane)
            group.start("", [&queue, &count = taken[lane]] {
                while (queue.getUntilClosed())
                    ++count;
            });
        group.joinAll();
        sync::outcome("one", taken[0]);
        sync::outcome("two", taken[1]);
    };
    return {.name = "queue-workers", .main = main};
}

Program conditionWait(bool hasFlag)
{
    const auto main = [hasFlag] {
        sync::Mutex mutex("mutex");
        sync::ConditionVariable condition("condition");
        bool isReady = false;
        sync::Thread waiter("waiter", [&] {
            sync::UniqueLock lock(mutex);
            if (hasFlag)
                condition.wait(lock, [&] { return isReady; });
            else
                condition.wait(lock);
        });
        sync::Thread notifier("notifier", [&] {
            sync::UniqueLock lock(mutex);
            isReady = true;
            condition.notifyOne();
        });
        waiter.start();
        notifier.start();
        waiter.join();
        notifier.join();
    };
    return {.name = "condition-wait", .main = main};
}

Program lockLeak()
{
    const auto main = [] {
        sync::Mutex mutex("mutex");
        sync::Thread thread("leaking", [&] { mutex.lock(); });
        thread.start();
        thread.join();
        mutex.lock();
    };
    return {.name = "lock-leak", .main = main};
}

} // namespace interleave::explore
