#include "core/sync/thread.h"

#include "core/sync/event.h"
#include "core/sync/kept.h"
#include "core/sync/mutex.h"
#include "core/sync/outcome.h"
#include "core/sync/random.h"
#include "tests/core/sync/live_run.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>

using namespace interleave;
using tests::LiveRun;
using Texts = std::vector<std::string>;

class ThreadTest : public QObject
{
    Q_OBJECT

private slots:
    void startAndJoin();
    void joiningCanTimeOut();
    void misuseIsRecordedOnly();
    void daemonsAreInheritedAndNotWaitedFor();
    void aHandleMayGoWhileItsLaneRuns();
    void anExceptionEndsItsLaneOnly();
    void lanesKnowTheirCreators();
    void sleepsFollowTheSpeed();
    void notesAndOutcomesAreTexts();
    void randomNumbersStayInRange();
    void whatIsKeptShowsItsLine();
};

void ThreadTest::startAndJoin()
{
    bool wasAlive = true;
    const LiveRun run([&] {
        sync::Event go("go");
        sync::Thread cook("cook", [&] { go.wait(); });
        QVERIFY(!cook.isAlive());
        cook.start();
        QVERIFY(cook.isAlive());
        go.set();
        cook.join();
        wasAlive = cook.isAlive();
        cook.join();
    });
    QVERIFY(!wasAlive);
    QCOMPARE(run.all(trace::Operation::Begin).size(), std::size_t{2});
    QCOMPARE(run.complaints(), Texts{});
}

void ThreadTest::joiningCanTimeOut()
{
    const LiveRun run(
        [] {
            sync::Event go("go");
            sync::Thread cook("cook", [&] { go.wait(); });
            cook.start();
            QVERIFY(!cook.joinFor(sync::units(1)));
            go.set();
            QVERIFY(cook.joinFor(sync::units(100'000)));
        },
        1000.0);
    QCOMPARE(run.complaints(), Texts{});
}

void ThreadTest::misuseIsRecordedOnly()
{
    const LiveRun run([] {
        sync::Thread cook("cook", [] {});
        cook.join();
        cook.setDaemon(false);
        cook.start();
        cook.start();
        cook.setDaemon(true);
        cook.join();
        sync::Thread* self = nullptr;
        sync::Thread narcissus("narcissus", [&] { self->join(); });
        self = &narcissus;
        narcissus.start();
        narcissus.join();
    });
    QCOMPARE(run.eventsOn("cook").at(0), std::string("main join misuse"));
    QCOMPARE(run.all(trace::Operation::Start).at(1).way(), trace::Way::Misuse);
    QCOMPARE(run.all(trace::Operation::SetDaemon).at(0).way(), trace::Way::Success);
    QCOMPARE(run.all(trace::Operation::SetDaemon).at(1).way(), trace::Way::Misuse);
    const Texts own = run.eventsOn("narcissus");
    QVERIFY(std::find(own.begin(), own.end(), "narcissus join misuse") != own.end());
    QCOMPARE(run.complaints(), Texts{});
}

void ThreadTest::daemonsAreInheritedAndNotWaitedFor()
{
    bool grandchildIsDaemon = false;
    std::atomic<bool> isReady = false, mayEnd = false;
    const LiveRun run([&] {
        sync::Thread child("child",
                           [&] {
                               const sync::Thread grandchild("grandchild", [] {});
                               grandchildIsDaemon = grandchild.isDaemon();
                               isReady = true;
                               while (!mayEnd)
                                   std::this_thread::yield();
                           },
                           {.isDaemon = true});
        child.start();
        while (!isReady)
            std::this_thread::yield();
        // The process leaves while the daemon is still there.
        mayEnd = true;
    });
    QVERIFY(grandchildIsDaemon);
    QCOMPARE(run.complaints(), Texts{});
}

void ThreadTest::aHandleMayGoWhileItsLaneRuns()
{
    bool hasRun = false;
    const LiveRun run([&] {
        auto& go = sync::kept<sync::Event>("go");
        {
            sync::Thread cook("cook", [&] {
                go.wait();
                hasRun = true;
            });
            cook.start();
        }
        go.set();
    });
    // The process waited for it at its end.
    QVERIFY(hasRun);
    QCOMPARE(run.complaints(), Texts{});
}

void ThreadTest::anExceptionEndsItsLaneOnly()
{
    const LiveRun run([] {
        sync::Thread cook("cook", [] { throw std::runtime_error("the pot is empty"); });
        cook.start();
        cook.join();
        sync::note("still here");
    });
    const trace::Event failure = run.all(trace::Operation::Fail).at(0);
    QCOMPARE(run.trace().name(NameId(failure.value)), std::string_view("the pot is empty"));
    QCOMPARE(run.all(trace::Operation::Note).size(), std::size_t{1});
    QCOMPARE(run.complaints(), Texts{});
}

void ThreadTest::lanesKnowTheirCreators()
{
    const LiveRun run([] {
        sync::ThreadGroup group;
        group.start("a", [] {});
        group.start("b", [] {
            sync::Thread child("c", [] {});
            child.start();
            child.join();
        });
        group.joinAll();
    });
    QCOMPARE(run.trace().laneCount(), std::size_t{4});
    for (std::uint32_t lane = 0; lane < 4; ++lane)
        if (run.trace().laneName(LaneId(lane)) == "c")
            QCOMPARE(run.trace().lanePath(LaneId(lane)), std::string("0.1.0"));
    QCOMPARE(run.complaints(), Texts{});
}

void ThreadTest::sleepsFollowTheSpeed()
{
    sync::Duration slept{};
    const LiveRun run(
        [&] {
            const sync::Duration before = sync::now();
            sync::sleepFor(sync::units(5));
            slept = sync::now() - before;
            sync::sleepUntil(before);
            sync::yield();
        },
        1000.0);
    QVERIFY(slept >= sync::units(5));
    const std::vector<trace::Event> sleeps = run.all(trace::Operation::Sleep);
    QVERIFY(sleeps.at(0).isBlocked());
    QCOMPARE(sleeps.at(1).value, sync::units(5).count());
    QCOMPARE(sleeps.at(3).value, std::int64_t{0});
    QCOMPARE(run.complaints(), Texts{});
}

void ThreadTest::notesAndOutcomesAreTexts()
{
    const LiveRun run([] {
        sync::note("thinks");
        sync::outcome("balance", 20);
        sync::outcome("winner", "left");
        sync::outcome("balance", 30);
    });
    const trace::Event note = run.all(trace::Operation::Note).at(0);
    QVERIFY(note.has(trace::EventFlag::Text));
    QCOMPARE(run.trace().name(NameId(note.value)), std::string_view("thinks"));
    QCOMPARE(run.valuesOn("balance"), (Texts{"main outcome 20", "main outcome 30"}));
    QCOMPARE(run.valuesOn("winner"), (Texts{"main outcome left"}));
    const std::vector<trace::Event> outcomes = run.all(trace::Operation::Outcome);
    QCOMPARE(outcomes.at(0).object, outcomes.at(2).object);
    QCOMPARE(run.complaints(), Texts{});
}

void ThreadTest::randomNumbersStayInRange()
{
    const LiveRun run([] {
        for (int draw = 0; draw < 1000; ++draw) {
            const std::int64_t number = sync::random(-2, 3);
            QVERIFY(number >= -2 && number <= 3);
            const sync::Duration length = sync::randomUnits(0.5, 1.5);
            QVERIFY(length >= sync::units(0.5) && length <= sync::units(1.5));
        }
    });
}

void ThreadTest::whatIsKeptShowsItsLine()
{
    std::uint32_t line = 0;
    const LiveRun run([&] {
        line = __LINE__ + 1;
        auto& mutex = sync::kept<sync::Mutex>("m");
        mutex.lock();
        mutex.unlock();
    });
    const ObjectId mutex = run.all(trace::Operation::Lock).at(0).object;
    QCOMPARE(run.trace().source(run.trace().object(mutex).source).line, line);
}

QTEST_GUILESS_MAIN(ThreadTest)
#include "tst_thread.moc"
