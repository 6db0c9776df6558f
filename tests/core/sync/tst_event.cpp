#include "core/sync/event.h"

#include "core/sync/once.h"
#include "core/sync/thread.h"
#include "tests/core/sync/live_run.h"

#include <QTest>

#include <atomic>
#include <stdexcept>

using namespace interleave;
using tests::LiveRun;
using Texts = std::vector<std::string>;

class EventTest : public QObject
{
    Q_OBJECT

private slots:
    void waitingGoesOnAtOnceWhileItIsSet();
    void setReleasesWhoWaitsEvenIfItIsClearedAtOnce();
    void waitingCanTimeOut();
    void anAutomaticEventLetsOneLaneGo();
    void anInitialiserRunsOnce();
    void afterAFailedInitialiserTheNextLaneRunsIt();
};

void EventTest::waitingGoesOnAtOnceWhileItIsSet()
{
    const LiveRun run([] {
        sync::Event dinner("dinner");
        QVERIFY(!dinner.isSet());
        dinner.set();
        dinner.wait();
        QVERIFY(dinner.isSet());
        dinner.clear();
        QVERIFY(!dinner.isSet());
    });
    QCOMPARE(run.valuesOn("dinner"), (Texts{"main is-set 0", "main set 0", "main await-set 0", "main is-set 1",
                                            "main clear 0", "main is-set 0"}));
    QCOMPARE(run.complaints(), Texts{});
}

void EventTest::setReleasesWhoWaitsEvenIfItIsClearedAtOnce()
{
    const LiveRun run([] {
        sync::Event dinner("dinner");
        sync::ThreadGroup guests;
        for (int guest = 0; guest < 3; ++guest)
            guests.start("guest " + std::to_string(guest), [&] { dinner.wait(); });
        tests::awaitBlocked(3);
        dinner.set();
        dinner.clear();
        guests.joinAll();
    });
    QCOMPARE(run.all(trace::Operation::Wake).size(), std::size_t{3});
    QCOMPARE(run.complaints(), Texts{});
}

void EventTest::waitingCanTimeOut()
{
    bool isSet = true;
    const LiveRun run(
        [&] {
            sync::Event dinner("dinner");
            isSet = dinner.waitFor(sync::units(1));
        },
        1000.0);
    QVERIFY(!isSet);
    QCOMPARE(run.eventsOn("dinner"), (Texts{"main await-set suspended", "main wake timed-out"}));
    QCOMPARE(run.complaints(), Texts{});
}

void EventTest::anAutomaticEventLetsOneLaneGo()
{
    const LiveRun run([] {
        sync::Event turn("turn", sync::Reset::Automatic);
        turn.set();
        turn.wait();
        sync::Thread first("first", [&] { turn.wait(); }), second("second", [&] { turn.wait(); });
        first.start();
        tests::awaitBlocked(1);
        second.start();
        tests::awaitBlocked(2);
        turn.set();
        first.join();
        turn.set();
        second.join();
        QVERIFY(!turn.isSet());
    });
    QCOMPARE(run.complaints(), Texts{});
}

void EventTest::anInitialiserRunsOnce()
{
    int runs = 0;
    const LiveRun run([&] {
        sync::Once once("once");
        sync::ThreadGroup group;
        for (int lane = 0; lane < 4; ++lane)
            group.start("lane " + std::to_string(lane), [&] { once.call([&] { ++runs; }); });
        group.joinAll();
    });
    QCOMPARE(runs, 1);
    QCOMPARE(run.all(trace::Operation::LeaveOnce).size(), std::size_t{1});
    QCOMPARE(run.complaints(), Texts{});
}

void EventTest::afterAFailedInitialiserTheNextLaneRunsIt()
{
    int runs = 0;
    const LiveRun run([&] {
        sync::Once once("once");
        const auto initialise = [&] {
            if (++runs == 1)
                throw std::runtime_error("no luck");
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, once.call(initialise));
        once.call(initialise);
        once.call(initialise);
    });
    QCOMPARE(runs, 2);
    QCOMPARE(run.valuesOn("once"), (Texts{"main enter-once 1", "main leave-once 1", "main enter-once 1",
                                          "main leave-once 0", "main enter-once 0"}));
    QCOMPARE(run.complaints(), Texts{});
}

QTEST_GUILESS_MAIN(EventTest)
#include "tst_event.moc"
