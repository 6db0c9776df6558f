#include "core/rules/stuck.h"
#include "tests/core/rules/rig.h"

namespace interleave::rules {

using trace::LaneKind;
using trace::ObjectKind;
using trace::TimeSetting;
using enum trace::Operation;
using Lanes = std::vector<LaneId>;
using Objects = std::vector<ObjectId>;

/// Each hand-built run is one sentence of the definition; every alarm has a neighbour that must stay silent.
class TestStuck : public QObject
{
    Q_OBJECT

private slots:
    void crossedLocksAreACycle();
    void halfOfCrossedLocksIsNone();
    void relockingOneselfIsACycleOfOne();
    void upgradingReadersAreACycle();
    void joiningEachOtherIsACycle();
    void cycleBesideARunnerIsPartial();
    void holderThatEndedLeavesNoHope();
    void waitingForAnEventNobodySets();
    void anybodyAwakeMaySetTheEvent();
    void daemonsAloneAreNotEverybody();
    void hopefulDaemonGivesHope();
    void sleepersHaveHope();
    void timeOutsGiveHope();
    void signalledLaneWaitsForTheMutex();
    void forgottenEndOfAPipe();
    void pipesAgainstEachOther();
    void exitWaitsForTheStuck();
    void loopWithNothingToRun();
    void tasksAwaitingEachOther();
    void taskThatBlocksItsLoop();
    void tasksLeftBehindDoNotCount();
};

void TestStuck::crossedLocksAreACycle()
{
    Rig rig;
    const LaneId one = rig.thread();
    const LaneId two = rig.thread();
    const ObjectId a = rig.object(ObjectKind::Mutex);
    const ObjectId b = rig.object(ObjectKind::Mutex);
    rig.act(one, Lock, a);
    rig.act(two, Lock, b);
    rig.block(one, Lock, b);
    rig.block(two, Lock, a);
    rig.block(Rig::main, Join, rig.objectOf(one));
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(stuck.everybody);
    QCOMPARE(stuck.lanes, (Lanes{Rig::main, one, two}));
    QCOMPARE(stuck.cycle, (Lanes{one, two}));
    QCOMPARE(stuck.cycleObjects, (Objects{b, a}));
}

void TestStuck::halfOfCrossedLocksIsNone()
{
    Rig rig;
    const LaneId one = rig.thread();
    const LaneId two = rig.thread();
    const ObjectId a = rig.object(ObjectKind::Mutex);
    const ObjectId b = rig.object(ObjectKind::Mutex);
    rig.act(one, Lock, a);
    rig.act(two, Lock, b);
    rig.block(one, Lock, b);
    rig.block(Rig::main, Join, rig.objectOf(one));
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(!stuck.everybody);
    QVERIFY(stuck.lanes.empty());
    QVERIFY(stuck.cycle.empty());
}

void TestStuck::relockingOneselfIsACycleOfOne()
{
    Rig rig;
    const ObjectId m = rig.object(ObjectKind::Mutex);
    rig.act(Rig::main, Lock, m);
    rig.block(Rig::main, Lock, m);
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(stuck.everybody);
    QCOMPARE(stuck.cycle, Lanes{Rig::main});
    QCOMPARE(stuck.cycleObjects, Objects{m});
}

void TestStuck::upgradingReadersAreACycle()
{
    Rig rig;
    const LaneId reader = rig.thread();
    const ObjectId m = rig.object(ObjectKind::SharedMutex);
    rig.act(Rig::main, LockShared, m);
    rig.act(reader, LockShared, m);
    rig.block(reader, Lock, m);
    QCOMPARE(findStuck(rig.state).lanes, Lanes{reader});
    rig.block(Rig::main, Lock, m);
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(stuck.everybody);
    QCOMPARE(stuck.cycle, Lanes{Rig::main});
}

void TestStuck::joiningEachOtherIsACycle()
{
    Rig rig;
    const LaneId one = rig.thread();
    const LaneId two = rig.thread();
    rig.block(one, Join, rig.objectOf(two));
    rig.block(two, Join, rig.objectOf(one));
    rig.end(Rig::main);
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(stuck.everybody);
    QCOMPARE(stuck.cycle, (Lanes{one, two}));
    QCOMPARE(stuck.cycleObjects, (Objects{rig.objectOf(two), rig.objectOf(one)}));
}

void TestStuck::cycleBesideARunnerIsPartial()
{
    Rig rig;
    const LaneId one = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    rig.act(one, Lock, m);
    rig.block(one, Lock, m);
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(!stuck.everybody);
    QCOMPARE(stuck.lanes, Lanes{one});
    QCOMPARE(stuck.cycle, Lanes{one});
}

void TestStuck::holderThatEndedLeavesNoHope()
{
    Rig rig;
    const LaneId one = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    rig.act(one, Lock, m);
    rig.end(one);
    rig.block(Rig::main, Lock, m);
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(stuck.everybody);
    QCOMPARE(stuck.lanes, Lanes{Rig::main});
    QVERIFY(stuck.cycle.empty());
}

void TestStuck::waitingForAnEventNobodySets()
{
    Rig rig;
    const LaneId one = rig.thread();
    const ObjectId e = rig.object(ObjectKind::Event);
    rig.act(one, AwaitSet, e);
    rig.block(Rig::main, Join, rig.objectOf(one));
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(stuck.everybody);
    QCOMPARE(stuck.lanes, (Lanes{Rig::main, one}));
    QVERIFY(stuck.cycle.empty());
}

void TestStuck::anybodyAwakeMaySetTheEvent()
{
    Rig rig;
    const LaneId one = rig.thread();
    const LaneId two = rig.thread();
    const ObjectId e = rig.object(ObjectKind::Event);
    rig.act(one, AwaitSet, e);
    rig.block(Rig::main, Join, rig.objectOf(one));
    QVERIFY(findStuck(rig.state).lanes.empty());
    rig.end(two);
    QVERIFY(findStuck(rig.state).everybody);
}

void TestStuck::daemonsAloneAreNotEverybody()
{
    Rig rig;
    const LaneId daemon = rig.thread();
    rig.state.lane(daemon).daemon = true;
    const ObjectId e = rig.object(ObjectKind::Event);
    rig.act(daemon, AwaitSet, e);
    rig.end(Rig::main);
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(!stuck.everybody);
    QCOMPARE(stuck.lanes, Lanes{daemon});
}

void TestStuck::hopefulDaemonGivesHope()
{
    Rig rig;
    const LaneId daemon = rig.thread();
    rig.state.lane(daemon).daemon = true;
    const ObjectId e = rig.object(ObjectKind::Event);
    rig.act(Rig::main, AwaitSet, e);
    QVERIFY(findStuck(rig.state).lanes.empty());
    rig.block(daemon, Acquire, rig.object(ObjectKind::Semaphore));
    QVERIFY(findStuck(rig.state).everybody);
}

void TestStuck::sleepersHaveHope()
{
    Rig rig;
    const LaneId one = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    rig.act(one, Lock, m);
    rig.block(one, Sleep, ObjectId::none, 50, 50);
    rig.block(Rig::main, Lock, m);
    QVERIFY(findStuck(rig.state).lanes.empty());
}

void TestStuck::timeOutsGiveHope()
{
    Rig rig;
    const LaneId one = rig.thread();
    const ObjectId a = rig.object(ObjectKind::Mutex);
    const ObjectId b = rig.object(ObjectKind::Mutex);
    rig.act(one, Lock, a);
    rig.act(Rig::main, Lock, b);
    rig.block(one, Lock, b, 0, 10);
    rig.block(Rig::main, Lock, a);
    QVERIFY(findStuck(rig.state).lanes.empty());
}

void TestStuck::signalledLaneWaitsForTheMutex()
{
    Rig rig;
    const LaneId one = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    const ObjectId c = rig.object(ObjectKind::Condition);
    rig.act(one, Lock, m);
    rig.wait(one, c, m);
    rig.act(Rig::main, Lock, m);
    rig.act(Rig::main, NotifyOne, c);
    rig.block(Rig::main, Join, rig.objectOf(one));
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(stuck.everybody);
    QCOMPARE(stuck.cycle, (Lanes{Rig::main, one}));
    QCOMPARE(stuck.cycleObjects, (Objects{rig.objectOf(one), m}));
}

void TestStuck::forgottenEndOfAPipe()
{
    Rig rig;
    const LaneId child = rig.process(1);
    const ObjectId pipe = rig.object(ObjectKind::Pipe);
    // Both processes got both ends, and the child never closed its sending one.
    for (const std::int64_t end : {4, 5})
        rig.act(Rig::main, OpenEnd, pipe, end);
    rig.act(Rig::main, CloseEnd, pipe, 0);
    rig.act(Rig::main, Send, pipe, 1);
    rig.act(child, Receive, pipe);
    rig.block(child, Receive, pipe);
    QVERIFY(findStuck(rig.state).lanes.empty());
    rig.act(Rig::main, CloseEnd, pipe, 1);
    QCOMPARE(findStuck(rig.state).lanes, Lanes{child});
    rig.block(Rig::main, Join, rig.objectOf(child));
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(stuck.everybody);
    QVERIFY(stuck.cycle.empty());
}

void TestStuck::pipesAgainstEachOther()
{
    Rig rig;
    const LaneId child = rig.process(1);
    const ObjectId there = rig.object(ObjectKind::Pipe, 0, 1);
    const ObjectId back = rig.object(ObjectKind::Pipe, 0, 1);
    rig.act(Rig::main, OpenEnd, there, 4);
    rig.act(Rig::main, OpenEnd, back, 5);
    rig.act(Rig::main, Send, there);
    rig.act(child, Send, back);
    rig.block(Rig::main, Send, there);
    QVERIFY(findStuck(rig.state).lanes.empty());
    rig.block(child, Send, back);
    QVERIFY(findStuck(rig.state).everybody);
}

void TestStuck::exitWaitsForTheStuck()
{
    Rig rig;
    const LaneId one = rig.thread();
    rig.block(one, Get, rig.object(ObjectKind::Queue));
    rig.block(Rig::main, Exit, rig.objectOf(Rig::main));
    QVERIFY(findStuck(rig.state).everybody);
    rig.state.lane(one).daemon = true;
    QVERIFY(!findStuck(rig.state).everybody);
}

void TestStuck::loopWithNothingToRun()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const LaneId task = rig.task(loop);
    rig.resume(task);
    rig.act(task, Await, rig.object(ObjectKind::Future));
    rig.block(Rig::main, Select, loop);
    QVERIFY(findStuck(rig.state).everybody);

    Rig sleeping;
    const ObjectId other = sleeping.object(ObjectKind::Loop);
    const LaneId sleeper = sleeping.task(other);
    sleeping.resume(sleeper);
    sleeping.act(sleeper, Await, other, 0, 10);
    sleeping.block(Rig::main, Select, other);
    QVERIFY(findStuck(sleeping.state).lanes.empty());
}

void TestStuck::tasksAwaitingEachOther()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const LaneId one = rig.task(loop);
    const LaneId two = rig.task(loop);
    rig.resume(one);
    rig.act(one, Await, rig.objectOf(two));
    rig.block(Rig::main, Select, loop);
    QVERIFY(findStuck(rig.state).lanes.empty());
    rig.goOn(Rig::main);
    rig.resume(two);
    rig.act(two, Await, rig.objectOf(one));
    rig.block(Rig::main, Select, loop);
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(stuck.everybody);
    QCOMPARE(stuck.cycle, (Lanes{one, two}));
    QCOMPARE(stuck.cycleObjects, (Objects{rig.objectOf(two), rig.objectOf(one)}));
}

void TestStuck::taskThatBlocksItsLoop()
{
    Rig rig;
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const ObjectId m = rig.object(ObjectKind::Mutex);
    const LaneId holder = rig.task(loop);
    const LaneId other = rig.task(loop);
    rig.resume(holder);
    rig.act(holder, Lock, m);
    rig.act(holder, Await, loop, 0, 10);
    rig.resume(other);
    // The thread itself waits, so nobody resumes the task that holds the lock.
    rig.block(other, Lock, m);
    const Stuck stuck = findStuck(rig.state);
    QVERIFY(stuck.everybody);
    QCOMPARE(stuck.cycle, (Lanes{holder, other}));
    QCOMPARE(stuck.cycleObjects, (Objects{loop, m}));
}

void TestStuck::tasksLeftBehindDoNotCount()
{
    Rig rig;
    const LaneId home = rig.thread();
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const LaneId task = rig.task(loop, home);
    rig.resume(task);
    rig.act(task, Await, rig.object(ObjectKind::Future));
    rig.end(home);
    QVERIFY(findStuck(rig.state).lanes.empty());
}

} // namespace interleave::rules

QTEST_GUILESS_MAIN(interleave::rules::TestStuck)
#include "tst_stuck.moc"
