#include "tests/core/rules/rig.h"

namespace interleave::rules {

using trace::ObjectKind;
using trace::TimeSetting;
using enum trace::Operation;

/// Conditions, semaphores, events, latches, barriers, queues, variables.
class TestWaiting : public QObject
{
    Q_OBJECT

private slots:
    void conditionNeedsItsMutex();
    void conditionGivesTheMutexUpAndTakesItAgain();
    void conditionKeepsLevelsOfRecursiveMutex();
    void conditionTimesOut();
    void notifyOneWakesTheLongestWaiting();
    void notifyOneMayWakeAny_data();
    void notifyOneMayWakeAny();
    void notifyAllWakesThoseWhoWait();
    void spuriousWakeUpsAreCounted();
    void semaphore();
    void eventReleasesThoseWhoWait();
    void eventThatResetsItself();
    void eventTimesOut();
    void latch();
    void barrier();
    void brokenBarrier();
    void queue();
    void queueCountsUnfinishedItems();
    void variableNeverWaits();
};

void TestWaiting::conditionNeedsItsMutex()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    const ObjectId c = rig.object(ObjectKind::Condition);
    QCOMPARE(rig.ways(Rig::request(a, Wait, c, 0, never, m)), QString("misuse"));
    QCOMPARE(rig.ways(Rig::request(a, Wait, c)), QString("misuse"));
    rig.act(b, Lock, m);
    QCOMPARE(rig.ways(Rig::request(a, Wait, c, 0, never, m)), QString("misuse"));
    rig.wait(a, c, m);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Active);
    QVERIFY(rig.rules<ConditionRules>(c).waiters.empty());
}

void TestWaiting::conditionGivesTheMutexUpAndTakesItAgain()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    const ObjectId c = rig.object(ObjectKind::Condition);
    rig.act(a, Lock, m);
    QCOMPARE(rig.wait(a, c, m), std::int64_t(index(m)));
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Waiting);
    QCOMPARE(rig.state.lane(a).pending.operation, Wake);
    QCOMPARE(rig.state.lane(a).held, 0U);
    QCOMPARE(rig.waysOf(a), QString());
    QCOMPARE(rig.state.hope(a).kind, Hope::Kind::Anybody);

    rig.act(b, Lock, m);
    QCOMPARE(rig.act(b, NotifyOne, c), 1);
    QCOMPARE(rig.act(b, NotifyOne, c), 0);
    QCOMPARE(rig.waysOf(a), QString());
    QCOMPARE(rig.state.hope(a).kind, Hope::Kind::Owners);
    QCOMPARE(rig.state.hope(a).lanes, std::vector<LaneId>{b});
    rig.act(b, Unlock, m);
    QCOMPARE(rig.waysOf(a), QString("success"));
    rig.goOn(a);
    QCOMPARE(rig.rules<MutexRules>(m).owner, a);
    QCOMPARE(rig.state.lane(a).held, 1U);
    QVERIFY(rig.rules<ConditionRules>(c).waiters.empty());
}

void TestWaiting::conditionKeepsLevelsOfRecursiveMutex()
{
    Rig rig;
    const LaneId a = rig.thread();
    const ObjectId m = rig.object(ObjectKind::RecursiveMutex);
    const ObjectId c = rig.object(ObjectKind::Condition);
    rig.act(a, Lock, m);
    rig.act(a, Lock, m);
    rig.wait(a, c, m);
    QCOMPARE(rig.rules<MutexRules>(m).depth, 0U);
    rig.act(Rig::main, NotifyAll, c);
    rig.goOn(a);
    QCOMPARE(rig.rules<MutexRules>(m).depth, 2U);
}

void TestWaiting::conditionTimesOut()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    const ObjectId c = rig.object(ObjectKind::Condition);
    rig.act(a, Lock, m);
    rig.wait(a, c, m, 70);
    QCOMPARE(rig.waysOf(a), QString("timed-out@70"));
    QVERIFY(!rig.state.canMove(rig.state.lane(a).pending));
    rig.act(b, Lock, m);
    QCOMPARE(rig.waysOf(a), QString());
    QCOMPARE(rig.state.hope(a).lanes, std::vector<LaneId>{b});
    rig.act(b, Unlock, m);
    rig.state.setTime(70);
    QVERIFY(rig.state.canMove(rig.state.lane(a).pending));
    rig.goOn(a);
    QCOMPARE(rig.rules<MutexRules>(m).owner, a);
    QCOMPARE(rig.act(b, NotifyOne, c), 0);
}

void TestWaiting::notifyOneWakesTheLongestWaiting()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    const ObjectId c = rig.object(ObjectKind::Condition);
    for (const LaneId lane : {b, a}) {
        rig.act(lane, Lock, m);
        rig.wait(lane, c, m);
    }
    QCOMPARE(rig.ways(Rig::main, NotifyOne, c), QString("success"));
    rig.act(Rig::main, NotifyOne, c);
    QCOMPARE(rig.waysOf(b), QString("success"));
    QCOMPARE(rig.waysOf(a), QString());
    // The signalled one is not woken twice while it still waits for the mutex.
    QCOMPARE(rig.act(Rig::main, NotifyOne, c), 1);
    QCOMPARE(rig.waysOf(a), QString("success"));
}

void TestWaiting::notifyOneMayWakeAny_data()
{
    QTest::addColumn<bool>("byOption");
    QTest::newRow("option of the run") << true;
    QTest::newRow("policy of the condition") << false;
}

void TestWaiting::notifyOneMayWakeAny()
{
    QFETCH(bool, byOption);
    Rig rig({.notifyWakesAny = byOption});
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    const ObjectId c = rig.object(ObjectKind::Condition, 0, 0, byOption ? 0 : 1);
    QCOMPARE(rig.ways(Rig::main, NotifyOne, c), QString("success"));
    for (const LaneId lane : {a, b}) {
        rig.act(lane, Lock, m);
        rig.wait(lane, c, m);
    }
    const Request notify = Rig::request(Rig::main, NotifyOne, c);
    QCOMPARE(rig.ways(notify), QString("success, success 1"));
    QCOMPARE(rig.act(notify, 1), 1);
    QCOMPARE(rig.waysOf(a), QString());
    QCOMPARE(rig.waysOf(b), QString("success"));
    QCOMPARE(rig.ways(notify), QString("success"));
}

void TestWaiting::notifyAllWakesThoseWhoWait()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    const ObjectId c = rig.object(ObjectKind::Condition);
    QCOMPARE(rig.act(Rig::main, NotifyAll, c), 0);
    for (const LaneId lane : {a, b}) {
        rig.act(lane, Lock, m);
        rig.wait(lane, c, m);
    }
    QCOMPARE(rig.act(Rig::main, NotifyAll, c), 2);
    QCOMPARE(rig.waysOf(a), QString("success"));
    QCOMPARE(rig.waysOf(b), QString("success"));
    rig.goOn(b);
    QCOMPARE(rig.waysOf(a), QString());
}

void TestWaiting::spuriousWakeUpsAreCounted()
{
    Rig rig({.spuriousWakeUps = 1});
    const LaneId a = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    const ObjectId c = rig.object(ObjectKind::Condition);
    rig.act(a, Lock, m);
    rig.wait(a, c, m, 30);
    QCOMPARE(rig.waysOf(a), QString("timed-out@30, spurious"));
    rig.goOn(a, 1);
    QCOMPARE(rig.rules<MutexRules>(m).owner, a);
    rig.wait(a, c, m);
    QCOMPARE(rig.waysOf(a), QString());
}

void TestWaiting::semaphore()
{
    Rig rig;
    const LaneId a = rig.thread();
    const ObjectId s = rig.object(ObjectKind::Semaphore, 1, 2, 1);
    QCOMPARE(rig.ways(a, Acquire, s), QString("success"));
    QCOMPARE(rig.ways(a, TryAcquire, s), QString("success"));
    rig.act(a, Acquire, s);
    QCOMPARE(rig.act(a, Size, s), 0);
    QCOMPARE(rig.ways(a, Acquire, s), QString());
    QCOMPARE(rig.ways(a, Acquire, s, 0, 8), QString("timed-out@8"));
    QCOMPARE(rig.ways(a, TryAcquire, s), QString("failed"));
    rig.act(a, TryAcquire, s);
    QCOMPARE(rig.ways(a, Release, s, 3), QString("misuse"));
    QCOMPARE(rig.ways(a, Release, s, -1), QString("misuse"));
    rig.act(a, Release, s, 3);
    QCOMPARE(rig.act(a, Release, s, 2), 2);
    QCOMPARE(rig.act(a, Size, s), 2);
    QCOMPARE(rig.ways(a, Release, s, 1), QString("misuse"));

    const ObjectId unbounded = rig.object(ObjectKind::Semaphore, 0, 2, 0);
    QCOMPARE(rig.ways(a, Release, unbounded, 100), QString("success"));
    rig.block(a, Acquire, unbounded);
    QCOMPARE(rig.state.hope(a).kind, Hope::Kind::Anybody);
}

void TestWaiting::eventReleasesThoseWhoWait()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId e = rig.object(ObjectKind::Event);
    QCOMPARE(rig.act(a, IsSet, e), 0);
    QCOMPARE(rig.ways(a, AwaitSet, e), QString("suspended"));
    QCOMPARE(rig.act(a, AwaitSet, e), never);
    QCOMPARE(rig.state.lane(a).pending.operation, Wake);
    QCOMPARE(rig.waysOf(a), QString());
    QCOMPARE(rig.state.hope(a).kind, Hope::Kind::Anybody);
    // A pulse: who waits goes on, who comes later has missed it.
    rig.act(Rig::main, Set, e);
    QCOMPARE(rig.act(b, IsSet, e), 1);
    QCOMPARE(rig.ways(b, AwaitSet, e), QString("success"));
    rig.act(Rig::main, Clear, e);
    QCOMPARE(rig.waysOf(a), QString("success"));
    rig.goOn(a);
    QCOMPARE(rig.state.lane(a).phase, LanePhase::Active);
    QCOMPARE(rig.ways(b, AwaitSet, e), QString("suspended"));
}

void TestWaiting::eventThatResetsItself()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId e = rig.object(ObjectKind::Event, 0, 0, 1);
    rig.act(a, AwaitSet, e);
    rig.act(b, AwaitSet, e);
    rig.act(Rig::main, Set, e);
    QCOMPARE(rig.waysOf(a), QString("success"));
    QCOMPARE(rig.waysOf(b), QString());
    QCOMPARE(rig.act(Rig::main, IsSet, e), 0);
    rig.act(Rig::main, Set, e);
    QCOMPARE(rig.waysOf(b), QString("success"));
    rig.goOn(a);
    rig.goOn(b);
    rig.act(Rig::main, Set, e);
    QCOMPARE(rig.act(Rig::main, IsSet, e), 1);
    rig.act(a, AwaitSet, e);
    QCOMPARE(rig.act(Rig::main, IsSet, e), 0);
}

void TestWaiting::eventTimesOut()
{
    Rig rig;
    const LaneId a = rig.thread();
    const ObjectId e = rig.object(ObjectKind::Event);
    QCOMPARE(rig.act(a, AwaitSet, e, 0, 40), 40);
    QCOMPARE(rig.waysOf(a), QString("timed-out@40"));
    Rig other = rig;
    other.act(Rig::main, Set, e);
    QCOMPARE(other.waysOf(a), QString("success"));
    rig.goOn(a);
    QVERIFY(rig.rules<EventFlagRules>(e).waiters.empty());
}

void TestWaiting::latch()
{
    Rig rig;
    const LaneId a = rig.thread();
    const ObjectId latch = rig.object(ObjectKind::Latch, 3);
    QCOMPARE(rig.ways(a, AwaitZero, latch), QString());
    QCOMPARE(rig.ways(a, AwaitZero, latch, 0, 5), QString("timed-out@5"));
    QCOMPARE(rig.ways(a, CountDown, latch, 4), QString("misuse"));
    QCOMPARE(rig.ways(a, CountDown, latch, -1), QString("misuse"));
    rig.act(a, CountDown, latch, 4);
    rig.act(a, CountDown, latch, 2);
    QCOMPARE(rig.ways(a, AwaitZero, latch), QString());
    rig.act(a, CountDown, latch, 1);
    QCOMPARE(rig.ways(a, AwaitZero, latch), QString("success"));
    QCOMPARE(rig.ways(a, CountDown, latch, 1), QString("misuse"));
    rig.block(a, AwaitZero, latch);
    QCOMPARE(rig.state.hope(a).kind, Hope::Kind::Anybody);
}

void TestWaiting::barrier()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId barrier = rig.object(ObjectKind::Barrier, 2);
    QCOMPARE(rig.act(a, Arrive, barrier), 0);
    QCOMPARE(rig.ways(a, Pass, barrier, 0), QString());
    QCOMPARE(rig.ways(a, Pass, barrier, 0, 6), QString("timed-out@6"));
    rig.block(a, Pass, barrier, 0);
    QCOMPARE(rig.state.hope(a).kind, Hope::Kind::Anybody);
    QCOMPARE(rig.act(b, Arrive, barrier), 0);
    QCOMPARE(rig.ways(b, Pass, barrier, 0), QString("success"));
    QCOMPARE(rig.waysOf(a), QString("success"));
    // Again: the next phase counts for itself.
    QCOMPARE(rig.act(b, Arrive, barrier), 1);
    QCOMPARE(rig.ways(b, Pass, barrier, 1), QString());
    QCOMPARE(rig.goOn(a), 0);
    QCOMPARE(rig.act(a, Arrive, barrier), 1);
    QCOMPARE(rig.ways(b, Pass, barrier, 1), QString("success"));
}

void TestWaiting::brokenBarrier()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId barrier = rig.object(ObjectKind::Barrier, 3);
    rig.act(a, Arrive, barrier);
    rig.act(b, Arrive, barrier);
    rig.block(b, Pass, barrier, 0);
    rig.act(a, Pass, barrier, 0, 6);
    QCOMPARE(rig.waysOf(b), QString("closed"));
    QCOMPARE(rig.ways(a, Arrive, barrier), QString("closed"));
    rig.act(a, Arrive, barrier);
    QCOMPARE(rig.waysOf(b), QString("closed"));
}

void TestWaiting::queue()
{
    Rig rig;
    const LaneId a = rig.thread();
    const ObjectId q = rig.object(ObjectKind::Queue, 0, 1);
    QCOMPARE(rig.ways(a, Get, q), QString());
    QCOMPARE(rig.ways(a, Get, q, 0, 4), QString("timed-out@4"));
    QCOMPARE(rig.ways(a, TryGet, q), QString("failed"));
    QCOMPARE(rig.ways(a, TryPut, q), QString("success"));
    rig.act(a, Put, q, 7);
    QCOMPARE(rig.act(a, Size, q), 1);
    QCOMPARE(rig.ways(a, Put, q), QString());
    QCOMPARE(rig.ways(a, Put, q, 0, 4), QString("timed-out@4"));
    QCOMPARE(rig.ways(a, TryPut, q), QString("failed"));
    rig.block(a, Put, q);
    QCOMPARE(rig.state.hope(a).kind, Hope::Kind::Anybody);

    rig.act(Rig::main, Close, q);
    QCOMPARE(rig.waysOf(a), QString("closed"));
    QCOMPARE(rig.ways(a, TryPut, q), QString("closed"));
    QCOMPARE(rig.ways(a, Get, q), QString("success"));
    rig.act(a, Get, q);
    QCOMPARE(rig.ways(a, Get, q), QString("closed"));
    QCOMPARE(rig.ways(a, TryGet, q), QString("closed"));

    const ObjectId unbounded = rig.object(ObjectKind::Queue);
    for (int i = 0; i < 100; ++i)
        rig.act(a, Put, unbounded, i);
    QCOMPARE(rig.ways(a, Put, unbounded), QString("success"));
}

void TestWaiting::queueCountsUnfinishedItems()
{
    Rig rig;
    const LaneId a = rig.thread();
    const ObjectId q = rig.object(ObjectKind::Queue);
    QCOMPARE(rig.ways(a, TaskDone, q), QString("misuse"));
    QCOMPARE(rig.ways(a, AwaitDone, q), QString("success"));
    rig.act(a, Put, q);
    QCOMPARE(rig.ways(a, AwaitDone, q), QString());
    QCOMPARE(rig.ways(a, AwaitDone, q, 0, 4), QString("timed-out@4"));
    rig.act(a, Get, q);
    QCOMPARE(rig.ways(a, AwaitDone, q), QString());
    rig.act(a, TaskDone, q);
    QCOMPARE(rig.ways(a, AwaitDone, q), QString("success"));
    QCOMPARE(rig.ways(a, TaskDone, q), QString("misuse"));
}

void TestWaiting::variableNeverWaits()
{
    Rig rig;
    const LaneId a = rig.thread();
    const ObjectId v = rig.object(ObjectKind::Variable);
    for (const Operation operation : {Read, Write, Modify, CompareExchange})
        QCOMPARE(rig.ways(a, operation, v), QString("success"));
    QCOMPARE(rig.act(a, Write, v, 12), 12);
    QCOMPARE(rig.ways(a, Lock, v), QString());
}

} // namespace interleave::rules

QTEST_GUILESS_MAIN(interleave::rules::TestWaiting)
#include "tst_waiting.moc"
