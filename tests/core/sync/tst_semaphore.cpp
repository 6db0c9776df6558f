#include "core/sync/semaphore.h"

#include "core/sync/thread.h"
#include "tests/core/sync/live_run.h"

#include <QTest>

#include <atomic>

using namespace interleave;
using tests::LiveRun;
using Texts = std::vector<std::string>;

class SemaphoreTest : public QObject
{
    Q_OBJECT

private slots:
    void permitsRunOut();
    void whoFindsNoneWaits();
    void releasingTooMuchIsMisuse();
    void aGuardGivesItsPermitBack();
    void neverMoreInsideThanPermits();
};

void SemaphoreTest::permitsRunOut()
{
    std::vector<bool> got;
    const LiveRun run(
        [&] {
            sync::Semaphore room("room", 2);
            room.acquire();
            got.push_back(room.tryAcquire());
            got.push_back(room.tryAcquire());
            got.push_back(room.acquireFor(sync::units(1)));
            QCOMPARE(room.permits(), 0);
            room.release(2);
            QCOMPARE(room.permits(), 2);
        },
        1000.0);
    QCOMPARE(got, (std::vector<bool>{true, false, false}));
    QCOMPARE(run.valuesOn("room"),
             (Texts{"main acquire 0", "main try-acquire 0", "main try-acquire failed 0", "main ?acquire",
                    "main acquire timed-out 0", "main size 0", "main release 2", "main size 2"}));
    QCOMPARE(run.complaints(), Texts{});
}

void SemaphoreTest::whoFindsNoneWaits()
{
    const LiveRun run([] {
        sync::Semaphore room("room", 0);
        sync::Thread guest("guest", [&] { room.acquire(); });
        guest.start();
        tests::awaitBlocked(1);
        room.release();
        guest.join();
    });
    QCOMPARE(run.eventsOn("room"), (Texts{"guest ?acquire", "main release", "guest acquire"}));
    QCOMPARE(run.complaints(), Texts{});
}

void SemaphoreTest::releasingTooMuchIsMisuse()
{
    const LiveRun run([] {
        sync::Semaphore room("room", 1, sync::Bound{1});
        room.release();
        room.release(-1);
        room.acquire();
        room.release();
    });
    QCOMPARE(run.eventsOn("room"),
             (Texts{"main release misuse", "main release misuse", "main acquire", "main release"}));
    QCOMPARE(run.complaints(), Texts{});
}

void SemaphoreTest::aGuardGivesItsPermitBack()
{
    const LiveRun run([] {
        sync::Semaphore room("room", 1);
        const sync::SemaphoreGuard guard(room);
    });
    QCOMPARE(run.eventsOn("room"), (Texts{"main acquire", "main release"}));
    QVERIFY(run.all(trace::Operation::Release).at(0).has(trace::EventFlag::EndOfScope));
    QCOMPARE(run.complaints(), Texts{});
}

void SemaphoreTest::neverMoreInsideThanPermits()
{
    std::atomic<int> inside = 0, most = 0;
    const LiveRun run([&] {
        sync::Semaphore room("room", 2);
        sync::ThreadGroup group;
        for (int lane = 0; lane < 5; ++lane)
            group.start("guest " + std::to_string(lane), [&] {
                for (int round = 0; round < 200; ++round) {
                    const sync::SemaphoreGuard guard(room);
                    const int now = ++inside;
                    if (now > most)
                        most = now;
                    --inside;
                }
            });
        group.joinAll();
    });
    QVERIFY(most <= 2);
    QCOMPARE(run.all(trace::Operation::Release).size(), std::size_t{1000});
    QCOMPARE(run.complaints(), Texts{});
}

QTEST_GUILESS_MAIN(SemaphoreTest)
#include "tst_semaphore.moc"
