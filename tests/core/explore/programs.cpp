#include "tests/core/explore/programs.h"

#include "core/explore/fiber_driver.h"
#include "core/explore/pooled_driver.h"
#include "core/sync/condition_variable.h"
#include "core/sync/mutex.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"

#include <deque>
#include <list>
#include <utility>

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

Program writers(int lanes)
{
    const auto main = [lanes] {
        sync::Shared<int> variable("variable");
        sync::ThreadGroup group;
        for (int i = 1; i <= lanes; ++i)
            group.start("", [&variable, i] { variable.write(i); });
        group.joinAll();
        sync::outcome("last", variable.read());
    };
    return {.name = "writers", .main = main};
}

Program readersAndWriter(int readers)
{
    const auto main = [readers] {
        sync::Shared<int> variable("variable");
        sync::ThreadGroup group;
        group.start("", [&variable] { variable.write(1); });
        for (int i = 0; i < readers; ++i)
            group.start("", [&variable] { variable.read(); });
        group.joinAll();
    };
    return {.name = "readers-and-writer", .main = main};
}

Program lastZero(int lanes)
{
    const auto main = [lanes] {
        std::deque<sync::Shared<int>> cells;
        for (int i = 0; i <= lanes; ++i)
            cells.emplace_back("cell " + std::to_string(i));
        sync::ThreadGroup group;
        group.start("", [&cells, lanes] {
            int i = lanes;
            while (cells[static_cast<std::size_t>(i)].read() != 0)
                --i;
        });
        for (std::size_t i = 1; i < cells.size(); ++i)
            group.start("", [&cells, i] { cells[i].write(cells[i - 1].read() + 1); });
        group.joinAll();
    };
    return {.name = "last-zero", .main = main};
}

Program indexer(int lanes)
{
    const auto main = [lanes] {
        constexpr int size = 128;
        std::deque<sync::Shared<int>> table;
        for (int i = 0; i < size; ++i)
            table.emplace_back("entry");
        sync::ThreadGroup group;
        for (int lane = 0; lane < lanes; ++lane)
            group.start("", [&table, lane] {
                for (int m = 1; m <= 4; ++m) {
                    const int word = m * 11 + lane;
                    int place = word * 7 % size;
                    while (!table[static_cast<std::size_t>(place)].compareExchange(0, word))
                        place = (place + 1) % size;
                }
            });
        group.joinAll();
    };
    return {.name = "indexer", .main = main};
}

Program fileSystem(int lanes)
{
    const auto main = [lanes] {
        constexpr std::size_t inodeCount = 32;
        constexpr std::size_t blockCount = 26;
        std::deque<sync::Mutex> inodeLocks;
        std::deque<sync::Shared<int>> inodes;
        std::deque<sync::Mutex> blockLocks;
        std::deque<sync::Shared<int>> isBusy;
        for (std::size_t i = 0; i < inodeCount; ++i) {
            inodeLocks.emplace_back("inode lock");
            inodes.emplace_back("inode");
        }
        for (std::size_t i = 0; i < blockCount; ++i) {
            blockLocks.emplace_back("block lock");
            isBusy.emplace_back("busy");
        }
        sync::ThreadGroup group;
        for (int lane = 0; lane < lanes; ++lane)
            group.start("", [&, lane] {
                const std::size_t inode = static_cast<std::size_t>(lane) % inodeCount;
                inodeLocks[inode].lock();
                if (inodes[inode].read() == 0) {
                    for (std::size_t block = inode * 2 % blockCount;; block = (block + 1) % blockCount) {
                        blockLocks[block].lock();
                        const bool isFree = isBusy[block].read() == 0;
                        if (isFree) {
                            isBusy[block].write(1);
                            inodes[inode].write(static_cast<int>(block) + 1);
                        }
                        blockLocks[block].unlock();
                        if (isFree)
                            break;
                    }
                }
                inodeLocks[inode].unlock();
            });
        group.joinAll();
    };
    return {.name = "file-system", .main = main};
}

Program philosophers(int seats, bool isOrdered)
{
    const auto main = [seats, isOrdered] {
        std::deque<sync::Mutex> forks;
        for (int i = 0; i < seats; ++i)
            forks.emplace_back("fork " + std::to_string(i));
        sync::ThreadGroup table;
        for (std::size_t i = 0; i < forks.size(); ++i)
            table.start("", [&forks, i, isOrdered] {
                sync::Mutex* first = &forks[i];
                sync::Mutex* second = &forks[(i + 1) % forks.size()];
                if (isOrdered && i + 1 == forks.size())
                    std::swap(first, second);
                first->lock();
                second->lock();
                second->unlock();
                first->unlock();
            });
        table.joinAll();
    };
    return {.name = "philosophers", .main = main};
}

Program placeForOne(int items)
{
    const auto main = [items] {
        sync::Mutex mutex("mutex");
        sync::ConditionVariable notFull("not full");
        sync::ConditionVariable notEmpty("not empty");
        bool isFull = false;
        sync::ThreadGroup group;
        group.start("producer", [&] {
            for (int i = 0; i < items; ++i) {
                sync::UniqueLock lock(mutex);
                notFull.wait(lock, [&] { return !isFull; });
                isFull = true;
                notEmpty.notifyOne();
            }
        });
        group.start("consumer", [&] {
            for (int i = 0; i < items; ++i) {
                sync::UniqueLock lock(mutex);
                notEmpty.wait(lock, [&] { return isFull; });
                isFull = false;
                notFull.notifyOne();
            }
        });
        group.joinAll();
    };
    return {.name = "place-for-one", .main = main};
}

} // namespace interleave::explore
