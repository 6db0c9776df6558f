#include "core/sync/condition_variable.h"

#include "core/sync/mutex.h"
#include "core/sync/recursive_mutex.h"
#include "core/sync/thread.h"
#include "tests/core/sync/live_run.h"

#include <QTest>

using namespace interleave;
using tests::LiveRun;
using Texts = std::vector<std::string>;

class ConditionVariableTest : public QObject
{
    Q_OBJECT

private slots:
    void aNotificationWakesTheLongestWaiting();
    void aNotificationThatFindsNobodyIsLost();
    void aTimeOutTakesTheMutexAgain();
    void whoTimedOutButWaitsForItsMutexCanStillBeNotified();
    void waitingWithoutTheMutexIsMisuse();
    void everyLevelOfARecursiveMutexIsGivenUp();
    void manyLanesAreAccepted();
};

void ConditionVariableTest::aNotificationWakesTheLongestWaiting()
{
    const LiveRun run([] {
        sync::Mutex mutex("m");
        sync::ConditionVariable condition("c");
        bool isOpen = false;
        const auto wait = [&] {
            sync::UniqueLock lock(mutex);
            condition.wait(lock);
        };
        sync::Thread first("first", wait), second("second", wait);
        first.start();
        tests::awaitBlocked(1);
        second.start();
        tests::awaitBlocked(2);
        {
            const sync::LockGuard guard(mutex);
            isOpen = true;
        }
        condition.notifyOne();
        first.join();
        condition.notifyAll();
        second.join();
        QVERIFY(isOpen);
    });
    Texts values = run.valuesOn("c");
    const std::string mutex = values.at(0).substr(std::string("first wait ").size());
    QCOMPARE(values, (Texts{"first wait " + mutex, "second wait " + mutex, "main notify-one 1", "first wake " + mutex,
                            "main notify-all 1", "second wake " + mutex}));
    QCOMPARE(run.complaints(), Texts{});
}

void ConditionVariableTest::aNotificationThatFindsNobodyIsLost()
{
    const LiveRun run([] {
        sync::ConditionVariable condition("c");
        condition.notifyOne();
        condition.notifyAll();
    });
    QCOMPARE(run.valuesOn("c"), (Texts{"main notify-one 0", "main notify-all 0"}));
    QCOMPARE(run.complaints(), Texts{});
}

void ConditionVariableTest::aTimeOutTakesTheMutexAgain()
{
    bool isNotified = true, holds = true;
    const LiveRun run(
        [&] {
            sync::Mutex mutex("m");
            sync::ConditionVariable condition("c");
            sync::UniqueLock lock(mutex);
            isNotified = condition.waitFor(lock, sync::units(1));
            holds = condition.waitFor(lock, sync::units(1), [] { return false; });
        },
        1000.0);
    QVERIFY(!isNotified);
    QVERIFY(!holds);
    QCOMPARE(run.eventsOn("c"), (Texts{"main wait", "main ?wake", "main wake timed-out", "main wait", "main ?wake",
                                       "main wake timed-out"}));
    QCOMPARE(run.eventsOn("m"), (Texts{"main lock", "main unlock"}));
    QCOMPARE(run.complaints(), Texts{});
}

void ConditionVariableTest::whoTimedOutButWaitsForItsMutexCanStillBeNotified()
{
    bool isNotified = false;
    const LiveRun run(
        [&] {
            sync::Mutex mutex("m");
            sync::ConditionVariable condition("c");
            sync::Thread waiter("waiter", [&] {
                sync::UniqueLock lock(mutex);
                isNotified = condition.waitFor(lock, sync::units(1000));
            });
            waiter.start();
            tests::awaitBlocked(1);
            {
                const sync::LockGuard guard(mutex);
                // Its time is over long before it can have the mutex.
                sync::sleepFor(sync::units(1200));
                condition.notifyOne();
            }
            waiter.join();
        },
        1000.0);
    QVERIFY(isNotified);
    QCOMPARE(run.complaints(), Texts{});
}

void ConditionVariableTest::waitingWithoutTheMutexIsMisuse()
{
    const LiveRun run([] {
        sync::Mutex mutex("m");
        sync::ConditionVariable condition("c");
        sync::UniqueLock lock(mutex, std::defer_lock);
        condition.wait(lock);
        condition.wait(lock, [] { return false; });
    });
    QCOMPARE(run.eventsOn("c"), (Texts{"main wait misuse", "main wait misuse"}));
    QCOMPARE(run.complaints(), Texts{});
}

void ConditionVariableTest::everyLevelOfARecursiveMutexIsGivenUp()
{
    const LiveRun run([] {
        sync::RecursiveMutex mutex("m");
        sync::ConditionVariable condition("c");
        sync::Thread waiter("waiter", [&] {
            mutex.lock();
            sync::UniqueLock lock(mutex);
            condition.wait(lock);
            mutex.unlock();
        });
        waiter.start();
        tests::awaitBlocked(1);
        {
            const sync::LockGuard guard(mutex);
            condition.notifyOne();
        }
        waiter.join();
    });
    QCOMPARE(run.complaints(), Texts{});
    QCOMPARE(run.eventsOn("m").back(), std::string("waiter unlock"));
}

void ConditionVariableTest::manyLanesAreAccepted()
{
    int taken = 0;
    const LiveRun run(
        [&] {
            sync::Mutex mutex("m");
            sync::ConditionVariable condition("c");
            int ready = 0;
            sync::ThreadGroup group;
            for (int lane = 0; lane < 3; ++lane) {
                group.start("taker " + std::to_string(lane), [&] {
                    for (int round = 0; round < 100; ++round) {
                        sync::UniqueLock lock(mutex);
                        while (ready == 0)
                            condition.waitFor(lock, sync::units(1));
                        --ready;
                        ++taken;
                    }
                });
                group.start("giver " + std::to_string(lane), [&] {
                    for (int round = 0; round < 100; ++round) {
                        {
                            const sync::LockGuard guard(mutex);
                            ++ready;
                        }
                        condition.notifyOne();
                    }
                });
            }
            group.joinAll();
        },
        10000.0);
    QCOMPARE(taken, 300);
    QCOMPARE(run.complaints(), Texts{});
}

QTEST_GUILESS_MAIN(ConditionVariableTest)
#include "tst_condition_variable.moc"
