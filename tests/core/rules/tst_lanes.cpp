#include "tests/core/rules/rig.h"

namespace interleave::rules {

using trace::LaneKind;
using trace::ObjectKind;
using trace::TimeSetting;
using enum trace::Operation;

/// Start, join, exit, and the times of lanes.
class TestLanes : public QObject
{
    Q_OBJECT

private slots:
    void startingTwiceAndJoiningOneselfAreMisuse();
    void joinWaitsForTheEnd();
    void exitWaitsForAllButDaemonsAndKillsThose();
    void sleepCarriesItsDeadline();
    void clocksFollowCauses();
    void readersDoNotSeeEachOthersTime();
    void killedWaitersAreNotWoken();
};

void TestLanes::startingTwiceAndJoiningOneselfAreMisuse()
{
    Rig rig;
    const LaneId a = rig.addLane(LaneKind::Thread, Rig::main);
    QCOMPARE(rig.ways(Rig::main, Join, rig.objectOf(a)), QString("misuse"));
    QCOMPARE(rig.ways(Rig::main, Start, rig.objectOf(a)), QString("success"));
    rig.act(Rig::main, Start, rig.objectOf(a));
    QCOMPARE(rig.ways(Rig::main, Start, rig.objectOf(a)), QString("misuse"));
    QCOMPARE(rig.ways(Rig::main, SetDaemon, rig.objectOf(a), 1), QString("misuse"));
    QCOMPARE(rig.ways(a, Join, rig.objectOf(a)), QString("misuse"));
}

void TestLanes::joinWaitsForTheEnd()
{
    Rig rig;
    const LaneId a = rig.thread();
    QCOMPARE(rig.ways(Rig::main, Join, rig.objectOf(a)), QString());
    QCOMPARE(rig.ways(Rig::main, Join, rig.objectOf(a), 0, 7), QString("timed-out@7"));
    rig.block(Rig::main, Join, rig.objectOf(a));
    QCOMPARE(rig.state.hope(Rig::main).lanes, std::vector<LaneId>{a});
    rig.end(a);
    QCOMPARE(rig.waysOf(Rig::main), QString("success"));
}

void TestLanes::exitWaitsForAllButDaemonsAndKillsThose()
{
    Rig rig;
    const LaneId worker = rig.thread();
    const LaneId daemon = rig.addLane(LaneKind::Thread, Rig::main);
    rig.act(Rig::main, SetDaemon, rig.objectOf(daemon), 1);
    rig.act(Rig::main, Start, rig.objectOf(daemon));
    const ObjectId self = rig.objectOf(Rig::main);
    QCOMPARE(rig.ways(Rig::main, Exit, self), QString());
    rig.end(worker);
    QCOMPARE(rig.ways(Rig::main, Exit, self), QString("success"));
    rig.act(Rig::main, Exit, self, 3);
    QCOMPARE(rig.state.lane(daemon).phase, LanePhase::Killed);
    QCOMPARE(rig.state.lane(Rig::main).phase, LanePhase::Ended);
    QCOMPARE(rig.state.lane(Rig::main).exitCode, 3);
}

void TestLanes::sleepCarriesItsDeadline()
{
    Rig rig;
    const Request sleep = Rig::request(Rig::main, Sleep, ObjectId::none, 20, 20);
    QCOMPARE(rig.ways(sleep), QString("success@20"));
    QVERIFY(!rig.state.canMove(sleep));
    rig.state.setTime(20);
    QVERIFY(rig.state.canMove(sleep));

    Rig ignored({.time = TimeSetting::Ignored});
    QVERIFY(ignored.state.canMove(sleep));
    ignored.act(sleep);
    QCOMPARE(ignored.state.now(Rig::main), 20);
}

void TestLanes::clocksFollowCauses()
{
    Rig rig({.time = TimeSetting::Ignored});
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    rig.act(a, Sleep, ObjectId::none, 100, 100);
    rig.act(a, Lock, m);
    QCOMPARE(rig.state.now(b), 0);
    // A failed try sees the lock taken, and only reads it.
    rig.act(b, TryLock, m);
    QCOMPARE(rig.state.now(b), 100);
    rig.act(a, Unlock, m);
    rig.end(a);
    rig.act(Rig::main, Join, rig.objectOf(a));
    QCOMPARE(rig.state.now(Rig::main), 100);
}

void TestLanes::readersDoNotSeeEachOthersTime()
{
    Rig rig({.time = TimeSetting::Ignored});
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::SharedMutex);
    rig.act(a, Sleep, ObjectId::none, 100, 100);
    rig.act(a, LockShared, m);
    rig.act(a, UnlockShared, m);
    rig.act(b, LockShared, m);
    rig.act(b, UnlockShared, m);
    QCOMPARE(rig.state.now(b), 0);
    rig.act(b, Lock, m);
    QCOMPARE(rig.state.now(b), 100);
}

void TestLanes::killedWaitersAreNotWoken()
{
    Rig rig;
    const LaneId child = rig.process(1);
    const LaneId other = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    const ObjectId c = rig.object(ObjectKind::Condition);
    for (const LaneId lane : {child, other}) {
        rig.act(lane, Lock, m);
        rig.wait(lane, c, m);
    }
    rig.act(Rig::main, Kill, rig.objectOf(child), 9);
    QVERIFY(!rig.state.lane(child).isAlive());
    QCOMPARE(rig.act(Rig::main, NotifyOne, c), 1);
    QCOMPARE(rig.waysOf(other), QString("success"));
}

} // namespace interleave::rules

QTEST_GUILESS_MAIN(interleave::rules::TestLanes)
#include "tst_lanes.moc"
