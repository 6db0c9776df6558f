#include "tests/core/rules/rig.h"

namespace interleave::rules {

using trace::ObjectKind;
using trace::TimeSetting;
using enum trace::Operation;

/// Loops, tasks and futures.
class TestCoroutines : public QObject
{
    Q_OBJECT

private slots:
    void startedTasksAreReady();
    void sleepersWakeByDeadline();
    void oneDeadlineFiresTogether();
    void ignoredTimeFiresAnySleeper();
    void shortSleepIsReadyAtOnce();
    void postedCallbacksAreReady();
    void futureWakesItsWaiters();
    void futureThatNeedsSeveralResolves();
    void awaitWithDeadlineEndsByTimer();
    void taskIsDoneWithItsEnd();
    void cancellingTasks();
    void cancellingFutures();
    void threadsAwaitToo();
};

void TestCoroutines::startedTasksAreReady()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    QCOMPARE(rig.ways(Rig::main, Select, loop), QString());
    const LaneId a = rig.task(loop);
    rig.task(loop);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Scheduled);
    QCOMPARE(rig.rules<LoopRules>(loop).ready, 2);
    QCOMPARE(rig.ways(Rig::main, Select, loop), QString("success"));
    rig.act(Rig::main, Select, loop);
    rig.resume(a);
    rig.begin(a);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Active);
    QCOMPARE(rig.rules<LoopRules>(loop).ready, 1);
}

void TestCoroutines::sleepersWakeByDeadline()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const LaneId a = rig.task(loop);
    const LaneId b = rig.task(loop);
    rig.resume(a);
    rig.resume(b);
    QCOMPARE(rig.ways(a, Await, loop, 0, 90), QString("suspended"));
    QCOMPARE(rig.act(a, Await, loop, 0, 90), 90);
    rig.act(b, Await, loop, 0, 50);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Suspended);
    const Request select = Rig::request(Rig::main, Select, loop);
    QCOMPARE(rig.ways(select), QString("timer@50, timer 1@90"));
    QVERIFY(!rig.state.canMove(select));
    rig.state.setTime(50);
    QVERIFY(rig.state.canMove(select));

    Rig both = rig;
    both.act(select, 1);
    QCOMPARE(both.rules<LoopRules>(loop).ready, 2);
    QVERIFY(both.rules<LoopRules>(loop).timers.empty());

    rig.act(select);
    QCOMPARE(rig.state.lane(b).phase, LanePhase::Scheduled);
    QCOMPARE(rig.state.lane(b).clock, 50);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Suspended);
    QCOMPARE(rig.ways(select), QString("success"));
    rig.resume(b);
    QCOMPARE(rig.ways(select), QString("timer@90"));
}

void TestCoroutines::oneDeadlineFiresTogether()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    for (int i = 0; i < 3; ++i) {
        const LaneId task = rig.task(loop);
        rig.resume(task);
        rig.act(task, Await, loop, 0, i == 2 ? 80 : 60);
    }
    QCOMPARE(rig.ways(Rig::main, Select, loop), QString("timer@60, timer 2@80"));
    rig.act(Rig::main, Select, loop);
    QCOMPARE(rig.rules<LoopRules>(loop).ready, 2);
}

void TestCoroutines::ignoredTimeFiresAnySleeper()
{
    Rig rig({.time = TimeSetting::Ignored});
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const LaneId a = rig.task(loop);
    const LaneId b = rig.task(loop);
    for (const LaneId task : {a, b}) {
        rig.resume(task);
        rig.act(task, Await, loop, 0, task == a ? 60 : 40);
    }
    const Request select = Rig::request(Rig::main, Select, loop);
    QCOMPARE(rig.ways(select), QString("timer@40, timer 1@60"));
    QVERIFY(rig.state.canMove(select));
    rig.act(select, 1);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Scheduled);
    QCOMPARE(rig.state.lane(b).phase, LanePhase::Suspended);
    QCOMPARE(rig.state.lane(Rig::main).clock, 60);
    rig.resume(a);
    rig.act(select);
    rig.resume(b);
    // One thread runs both: what it runs later is not earlier.
    QCOMPARE(rig.state.now(b), 60);
}

void TestCoroutines::shortSleepIsReadyAtOnce()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const LaneId a = rig.task(loop);
    rig.resume(a);
    rig.state.setTime(10);
    rig.act(a, Await, loop, 0, 10);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Scheduled);
    QCOMPARE(rig.ways(Rig::main, Select, loop), QString("success"));
    QVERIFY(rig.rules<LoopRules>(loop).timers.empty());
}

void TestCoroutines::postedCallbacksAreReady()
{
    Rig rig;
    const LaneId other = rig.thread();
    const ObjectId loop = rig.object(ObjectKind::Loop);
    rig.block(Rig::main, Select, loop);
    QCOMPARE(rig.state.hope(Rig::main).kind, Hope::Kind::Anybody);
    rig.act(other, Post, loop);
    QCOMPARE(rig.waysOf(Rig::main), QString("success"));
    rig.goOn(Rig::main);
    trace::Event callback;
    callback.lane = Rig::main;
    callback.object = loop;
    callback.operation = Callback;
    rig.state.applyLocal(callback);
    QCOMPARE(rig.ways(Rig::main, Select, loop), QString());
}

void TestCoroutines::futureWakesItsWaiters()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const ObjectId future = rig.object(ObjectKind::Future);
    const LaneId a = rig.task(loop);
    const LaneId b = rig.task(loop);
    const LaneId c = rig.task(loop);
    for (const LaneId task : {b, a}) {
        rig.resume(task);
        QCOMPARE(rig.ways(task, Await, future), QString("suspended"));
        QCOMPARE(rig.act(task, Await, future), never);
    }
    rig.resume(c);
    QCOMPARE(rig.state.object(future).waiters, (std::vector<LaneId>{b, a}));
    QCOMPARE(rig.state.hope(a).kind, Hope::Kind::Anybody);
    rig.act(c, Resolve, future, 5);
    QCOMPARE(rig.rules<LoopRules>(loop).ready, 2);
    QVERIFY(rig.state.object(future).waiters.empty());
    QCOMPARE(rig.ways(c, Await, future), QString("success"));
    QCOMPARE(rig.ways(c, Resolve, future), QString("misuse"));
    rig.act(c, Resolve, future);
    rig.act(c, Await, future);
    QCOMPARE(rig.state.lane(c).phase, LanePhase::Active);
}

void TestCoroutines::futureThatNeedsSeveralResolves()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const ObjectId gather = rig.object(ObjectKind::Future, 0, 2);
    const LaneId a = rig.task(loop);
    rig.resume(a);
    rig.act(a, Await, gather);
    rig.act(Rig::main, Resolve, gather);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Suspended);
    rig.act(Rig::main, Resolve, gather);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Scheduled);
    QCOMPARE(rig.ways(Rig::main, Resolve, gather), QString("misuse"));
}

void TestCoroutines::awaitWithDeadlineEndsByTimer()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const ObjectId future = rig.object(ObjectKind::Future);
    const LaneId a = rig.task(loop);
    rig.resume(a);
    QCOMPARE(rig.act(a, Await, future, 0, 30), 30);
    QCOMPARE(rig.ways(Rig::main, Select, loop), QString("timer@30"));

    Rig resolved = rig;
    resolved.act(Rig::main, Resolve, future);
    QVERIFY(resolved.rules<LoopRules>(loop).timers.empty());
    QVERIFY(resolved.rules<FutureRules>(future).isDone);

    rig.act(Rig::main, Select, loop);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Scheduled);
    QVERIFY(rig.state.object(future).waiters.empty());
    QVERIFY(!rig.rules<FutureRules>(future).isDone);
    rig.resume(a);
    rig.act(Rig::main, Resolve, future);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Active);
    QCOMPARE(rig.rules<LoopRules>(loop).ready, 0);
}

void TestCoroutines::taskIsDoneWithItsEnd()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const LaneId child = rig.task(loop);
    const LaneId parent = rig.task(loop);
    rig.resume(parent);
    rig.act(parent, Await, rig.objectOf(child));
    QCOMPARE(rig.state.hope(parent).kind, Hope::Kind::Owners);
    QCOMPARE(rig.state.hope(parent).lanes, std::vector<LaneId>{child});
    rig.resume(child);
    rig.end(child);
    QCOMPARE(rig.state.lane(child).phase, LanePhase::Ended);
    QCOMPARE(rig.state.lane(parent).phase, LanePhase::Scheduled);
    rig.resume(parent);
    QCOMPARE(rig.ways(parent, Await, rig.objectOf(child)), QString("success"));
}

void TestCoroutines::cancellingTasks()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const LaneId a = rig.task(loop);
    const LaneId b = rig.task(loop);
    rig.resume(a);
    rig.act(a, Await, loop, 0, 100);
    rig.resume(b);
    QCOMPARE(rig.ways(b, Cancel, rig.objectOf(a)), QString("success"));
    rig.act(b, Cancel, rig.objectOf(a));
    QVERIFY(rig.state.lane(a).cancelled);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Scheduled);
    QVERIFY(rig.rules<LoopRules>(loop).timers.empty());
    // Who runs is only told.
    rig.act(b, Cancel, rig.objectOf(b));
    QVERIFY(rig.state.lane(b).cancelled);
    QCOMPARE(rig.state.lane(b).phase, LanePhase::Active);
    rig.resume(a);
    rig.end(a);
    QCOMPARE(rig.ways(b, Cancel, rig.objectOf(a)), QString("failed"));
}

void TestCoroutines::cancellingFutures()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const ObjectId future = rig.object(ObjectKind::Future, 0, 3);
    const LaneId a = rig.task(loop);
    rig.resume(a);
    rig.act(a, Await, future);
    rig.act(Rig::main, Cancel, future);
    QVERIFY(rig.rules<FutureRules>(future).isCancelled);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Scheduled);
    QCOMPARE(rig.ways(Rig::main, Resolve, future), QString("misuse"));
    QCOMPARE(rig.ways(Rig::main, Cancel, future), QString("failed"));
}

void TestCoroutines::threadsAwaitToo()
{
    Rig rig;
    const LaneId other = rig.thread();
    const ObjectId future = rig.object(ObjectKind::Future);
    QCOMPARE(rig.ways(other, Await, future), QString());
    QCOMPARE(rig.ways(other, Await, future, 0, 20), QString("timed-out@20"));
    rig.block(other, Await, future);
    rig.act(Rig::main, Resolve, future);
    QCOMPARE(rig.waysOf(other), QString("success"));
    rig.goOn(other);
    QVERIFY(rig.state.object(future).waiters.empty());
}

} // namespace interleave::rules

QTEST_GUILESS_MAIN(interleave::rules::TestCoroutines)
#include "tst_coroutines.moc"
