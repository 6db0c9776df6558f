#include "core/sync/mutex.h"

#include "core/sync/recursive_mutex.h"
#include "core/sync/thread.h"
#include "tests/core/sync/live_run.h"

#include <QTest>

using namespace interleave;
using tests::LiveRun;
using Texts = std::vector<std::string>;

class MutexTest : public QObject
{
    Q_OBJECT

private slots:
    void lockAndUnlockAreOneEventEach();
    void whoFindsItTakenBlocksFirst();
    void onlyOneLaneHoldsIt();
    void aTryDoesNotWait();
    void aTryWithTimeGivesUp();
    void aTryWithTimeSucceedsWhenItIsFreed();
    void unlockingWhatOneDoesNotOwnIsRecordedOnly();
    void aRecursiveMutexCountsItsLevels();
    void aGuardUnlocksOnItsOwnLine();
    void aUniqueLockMovesAndLetsGo();
    void severalMutexesAreTakenInTheOrderOfTheirMaking();
    void failedTriesNeverContradictTheTrace();
};

void MutexTest::lockAndUnlockAreOneEventEach()
{
    const LiveRun run([] {
        sync::Mutex mutex("m");
        mutex.lock();
        mutex.unlock();
    });
    QCOMPARE(run.eventsOn("m"), (Texts{"main lock", "main unlock"}));
    QCOMPARE(run.complaints(), Texts{});
}

void MutexTest::whoFindsItTakenBlocksFirst()
{
    const LiveRun run([] {
        sync::Mutex mutex("m");
        mutex.lock();
        sync::Thread cook("cook", [&] {
            mutex.lock();
            mutex.unlock();
        });
        cook.start();
        tests::awaitBlocked(1);
        mutex.unlock();
        cook.join();
    });
    QCOMPARE(run.eventsOn("m"), (Texts{"main lock", "cook ?lock", "main unlock", "cook lock", "cook unlock"}));
    QCOMPARE(run.complaints(), Texts{});
}

void MutexTest::onlyOneLaneHoldsIt()
{
    int count = 0;
    const LiveRun run([&] {
        sync::Mutex mutex("m");
        sync::ThreadGroup group;
        for (int lane = 0; lane < 4; ++lane)
            group.start("lane " + std::to_string(lane), [&] {
                for (int round = 0; round < 500; ++round) {
                    const sync::LockGuard guard(mutex);
                    ++count;
                }
            });
        group.joinAll();
    });
    QCOMPARE(count, 2000);
    QCOMPARE(run.all(trace::Operation::Unlock).size(), std::size_t{2000});
    QCOMPARE(run.complaints(), Texts{});
}

void MutexTest::aTryDoesNotWait()
{
    bool first = false, second = true;
    const LiveRun run([&] {
        sync::Mutex mutex("m");
        first = mutex.tryLock();
        sync::Thread cook("cook", [&] { second = mutex.try_lock(); });
        cook.start();
        cook.join();
        mutex.unlock();
    });
    QVERIFY(first);
    QVERIFY(!second);
    QCOMPARE(run.eventsOn("m"), (Texts{"main try-lock", "cook try-lock failed", "main unlock"}));
    // A failed try says how long it took.
    QVERIFY(run.all(trace::Operation::TryLock)[1].value > 0);
    QCOMPARE(run.complaints(), Texts{});
}

void MutexTest::aTryWithTimeGivesUp()
{
    bool isTaken = true;
    const LiveRun run(
        [&] {
            sync::Mutex mutex("m");
            const sync::LockGuard guard(mutex);
            sync::Thread cook("cook", [&] { isTaken = mutex.tryLockFor(sync::units(2)); });
            cook.start();
            cook.join();
        },
        1000.0);
    QVERIFY(!isTaken);
    QCOMPARE(run.eventsOn("m"), (Texts{"main lock", "cook ?lock", "cook lock timed-out", "main unlock"}));
    QCOMPARE(run.complaints(), Texts{});
}

void MutexTest::aTryWithTimeSucceedsWhenItIsFreed()
{
    bool isTaken = false;
    const LiveRun run([&] {
        sync::Mutex mutex("m");
        mutex.lock();
        sync::Thread cook("cook", [&] {
            isTaken = mutex.tryLockFor(sync::units(3600));
            mutex.unlock();
        });
        cook.start();
        tests::awaitBlocked(1);
        mutex.unlock();
        cook.join();
    });
    QVERIFY(isTaken);
    QCOMPARE(run.complaints(), Texts{});
}

void MutexTest::unlockingWhatOneDoesNotOwnIsRecordedOnly()
{
    const LiveRun run([] {
        sync::Mutex mutex("m");
        mutex.unlock();
        mutex.lock();
        sync::Thread thief("thief", [&] { mutex.unlock(); });
        thief.start();
        thief.join();
        mutex.unlock();
    });
    QCOMPARE(run.eventsOn("m"), (Texts{"main unlock misuse", "main lock", "thief unlock misuse", "main unlock"}));
    QCOMPARE(run.complaints(), Texts{});
}

void MutexTest::aRecursiveMutexCountsItsLevels()
{
    bool early = true;
    const LiveRun run([&] {
        sync::RecursiveMutex mutex("m");
        mutex.lock();
        mutex.lock();
        mutex.unlock();
        sync::Thread cook("cook", [&] { early = mutex.tryLock(); });
        cook.start();
        cook.join();
        mutex.unlock();
        mutex.unlock();
    });
    QVERIFY(!early);
    QCOMPARE(run.eventsOn("m"), (Texts{"main lock", "main lock", "main unlock", "cook try-lock failed", "main unlock",
                                       "main unlock misuse"}));
    QCOMPARE(run.complaints(), Texts{});
}

void MutexTest::aGuardUnlocksOnItsOwnLine()
{
    std::uint32_t line = 0;
    const LiveRun run([&] {
        sync::Mutex mutex("m");
        line = __LINE__ + 1;
        const sync::LockGuard guard(mutex);
    });
    const trace::Event unlock = run.all(trace::Operation::Unlock).at(0);
    QVERIFY(unlock.has(trace::EventFlag::EndOfScope));
    QCOMPARE(run.trace().source(unlock.source).line, line);
    QCOMPARE(run.trace().name(run.trace().source(unlock.source).file),
             std::string_view("tests/core/sync/tst_mutex.cpp"));
}

void MutexTest::aUniqueLockMovesAndLetsGo()
{
    const LiveRun run([] {
        sync::Mutex mutex("m");
        sync::UniqueLock lock(mutex, std::defer_lock);
        lock.lock();
        {
            const sync::UniqueLock other(std::move(lock));
        }
        sync::UniqueLock attempt(mutex, std::try_to_lock);
        attempt.unlock();
        attempt = sync::UniqueLock(mutex);
    });
    QCOMPARE(run.eventsOn("m"),
             (Texts{"main lock", "main unlock", "main try-lock", "main unlock", "main lock", "main unlock"}));
    QCOMPARE(run.complaints(), Texts{});
}

void MutexTest::severalMutexesAreTakenInTheOrderOfTheirMaking()
{
    const LiveRun run([] {
        auto forks = sync::numbered<sync::Mutex, 3>("fork");
        const sync::ScopedLock both(forks[2], forks[0]);
    });
    const std::vector<trace::Event> locks = run.all(trace::Operation::Lock);
    QCOMPARE(locks.size(), std::size_t{2});
    QCOMPARE(run.trace().objectName(locks[0].object), std::string_view("fork 0"));
    QCOMPARE(run.trace().objectName(locks[1].object), std::string_view("fork 2"));
    QCOMPARE(run.trace().objectName(run.all(trace::Operation::Unlock)[0].object), std::string_view("fork 2"));
    QCOMPARE(run.complaints(), Texts{});
}

void MutexTest::failedTriesNeverContradictTheTrace()
{
    const LiveRun run([] {
        sync::Mutex mutex("m");
        sync::ThreadGroup group;
        for (int lane = 0; lane < 3; ++lane)
            group.start("lane " + std::to_string(lane), [&] {
                for (int round = 0; round < 500; ++round)
                    if (mutex.tryLock())
                        mutex.unlock();
            });
        group.joinAll();
    });
    QCOMPARE(run.complaints(), Texts{});
    // What a failed try saw lies within the interval that it carries: somebody held the mutex during a part of it.
    std::uint64_t heldFrom = 0, freeFrom = 0;
    bool isHeld = false;
    for (Step step = 0; step < run.trace().size(); ++step) {
        const trace::Event event = run.trace().event(step);
        if (event.operation == trace::Operation::Unlock) {
            isHeld = false;
            freeFrom = event.stamp;
        } else if (event.operation == trace::Operation::TryLock && event.way() == trace::Way::Success) {
            isHeld = true;
            heldFrom = event.stamp;
        } else if (event.operation == trace::Operation::TryLock && !isHeld && heldFrom != 0) {
            // Either it began before the last unlock, or the next holder has the lock already and stamps it later.
            const bool sawTheLast = event.stamp - static_cast<std::uint64_t>(event.value) <= freeFrom;
            bool sawTheNext = false;
            for (Step later = step + 1; later < run.trace().size() && !sawTheNext; ++later)
                sawTheNext = run.trace().event(later).operation == trace::Operation::TryLock
                             && run.trace().event(later).way() == trace::Way::Success;
            QVERIFY(sawTheLast || sawTheNext);
        }
    }
}

QTEST_GUILESS_MAIN(MutexTest)
#include "tst_mutex.moc"
