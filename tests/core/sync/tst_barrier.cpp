#include "core/sync/barrier.h"

#include "core/sync/latch.h"
#include "core/sync/note.h"
#include "core/sync/thread.h"
#include "tests/core/sync/live_run.h"

#include <QTest>

#include <atomic>

using namespace interleave;
using tests::LiveRun;
using Texts = std::vector<std::string>;

class BarrierTest : public QObject
{
    Q_OBJECT

private slots:
    void nobodyPassesBeforeAllHaveArrived();
    void theLastToArriveRunsTheCompletionFirst();
    void whoGivesUpBreaksIt();
    void aLatchOpensAtZero();
    void aLatchRefusesWhatItDoesNotHave();
};

void BarrierTest::nobodyPassesBeforeAllHaveArrived()
{
    std::atomic<int> arrived = 0;
    std::atomic<bool> isEarly = false;
    const LiveRun run([&] {
        sync::Barrier barrier("barrier", 3);
        sync::ThreadGroup group;
        for (int lane = 0; lane < 3; ++lane)
            group.start("lane " + std::to_string(lane), [&] {
                for (int phase = 1; phase <= 50; ++phase) {
                    ++arrived;
                    QVERIFY(barrier.arriveAndWait());
                    if (arrived < 3 * phase)
                        isEarly = true;
                }
            });
        group.joinAll();
    });
    QVERIFY(!isEarly);
    QCOMPARE(run.all(trace::Operation::Arrive).size(), std::size_t{150});
    QCOMPARE(run.complaints(), Texts{});
}

void BarrierTest::theLastToArriveRunsTheCompletionFirst()
{
    int phases = 0;
    const LiveRun run([&] {
        sync::Barrier barrier("barrier", 2, [&] {
            ++phases;
            sync::note("turn the page");
        });
        sync::ThreadGroup group;
        for (int lane = 0; lane < 2; ++lane)
            group.start("lane " + std::to_string(lane), [&] {
                for (int phase = 1; phase <= 20; phase += 2) {
                    barrier.arriveAndWait();
                    // The next completion cannot run before this lane has arrived again.
                    QCOMPARE(phases, phase);
                    barrier.arriveAndWait();
                }
            });
        group.joinAll();
    });
    QCOMPARE(phases, 20);
    QCOMPARE(run.complaints(), Texts{});
}

void BarrierTest::whoGivesUpBreaksIt()
{
    std::vector<bool> passed;
    const LiveRun run(
        [&] {
            sync::Barrier barrier("barrier", 3);
            sync::Thread other("other", [&] { passed.push_back(barrier.arriveAndWait()); });
            other.start();
            tests::awaitBlocked(1);
            const bool mine = barrier.arriveAndWaitFor(sync::units(1));
            other.join();
            passed.push_back(mine);
            passed.push_back(barrier.arriveAndWait());
        },
        1000.0);
    QCOMPARE(passed, (std::vector<bool>{false, false, false}));
    QCOMPARE(run.eventsOn("barrier"), (Texts{"other arrive", "other ?pass", "main arrive", "main ?pass",
                                             "main pass timed-out", "other pass closed", "main arrive closed"}));
    QCOMPARE(run.complaints(), Texts{});
}

void BarrierTest::aLatchOpensAtZero()
{
    const LiveRun run([] {
        sync::Latch ready("ready", 3);
        sync::Thread other("other", [&] { ready.arriveAndWait(); });
        other.start();
        tests::awaitBlocked(1);
        ready.countDown(2);
        other.join();
        ready.wait();
    });
    QCOMPARE(run.valuesOn("ready"), (Texts{"other count-down 1", "other ?await-zero", "main count-down 2",
                                           "other await-zero 0", "main await-zero 0"}));
    QCOMPARE(run.complaints(), Texts{});
}

void BarrierTest::aLatchRefusesWhatItDoesNotHave()
{
    bool isOpen = true;
    const LiveRun run(
        [&] {
            sync::Latch ready("ready", 1);
            ready.countDown(2);
            ready.countDown(-1);
            isOpen = ready.waitFor(sync::units(1));
        },
        1000.0);
    QVERIFY(!isOpen);
    QCOMPARE(run.eventsOn("ready"), (Texts{"main count-down misuse", "main count-down misuse", "main ?await-zero",
                                           "main await-zero timed-out"}));
    QCOMPARE(run.complaints(), Texts{});
}

QTEST_GUILESS_MAIN(BarrierTest)
#include "tst_barrier.moc"
