#include "tests/core/rules/rig.h"

namespace interleave::rules {

using trace::ObjectKind;
using enum trace::Operation;

/// Mutexes, shared mutexes, once: what somebody owns.
class TestLocks : public QObject
{
    Q_OBJECT

private slots:
    void mutexInEveryState();
    void recursiveMutexCountsItsLevels();
    void sharedMutexInEveryState();
    void sharedReadersCountTheirLevels();
    void upgradingWaitsForOneself();
    void waitingWritersComeFirst();
    void onceRunsOnce();
    void failedInitialiserIsRunAgain();
};

void TestLocks::mutexInEveryState()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    QCOMPARE(rig.ways(a, Lock, m), QString("success"));
    QCOMPARE(rig.ways(a, TryLock, m), QString("success"));
    QCOMPARE(rig.ways(a, Unlock, m), QString("misuse"));

    rig.act(a, Lock, m);
    QCOMPARE(rig.state.lane(a).held, 1U);
    for (const LaneId lane : {a, b}) {
        QCOMPARE(rig.ways(lane, Lock, m), QString());
        QCOMPARE(rig.ways(lane, Lock, m, 0, 50), QString("timed-out@50"));
        QCOMPARE(rig.ways(lane, TryLock, m), QString("failed"));
    }
    QCOMPARE(rig.ways(b, Unlock, m), QString("misuse"));
    rig.act(b, Unlock, m);
    QCOMPARE(rig.rules<MutexRules>(m).owner, a);

    rig.block(b, Lock, m);
    QCOMPARE(rig.state.hope(b).kind, Hope::Kind::Owners);
    QCOMPARE(rig.state.hope(b).lanes, std::vector<LaneId>{a});
    rig.act(a, Unlock, m);
    QCOMPARE(rig.state.lane(a).held, 0U);
    QCOMPARE(rig.waysOf(b), QString("success"));
    rig.goOn(b);
    QVERIFY(rig.state.object(m).waiters.empty());
}

void TestLocks::recursiveMutexCountsItsLevels()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::RecursiveMutex);
    rig.act(a, Lock, m);
    rig.act(a, Lock, m);
    QCOMPARE(rig.state.lane(a).held, 1U);
    QCOMPARE(rig.ways(b, TryLock, m), QString("failed"));
    rig.act(a, Unlock, m);
    QCOMPARE(rig.ways(b, TryLock, m), QString("failed"));
    rig.act(a, Unlock, m);
    QCOMPARE(rig.ways(b, TryLock, m), QString("success"));
    QCOMPARE(rig.ways(a, Unlock, m), QString("misuse"));
}

void TestLocks::sharedMutexInEveryState()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::SharedMutex);
    for (const Operation operation : {Lock, TryLock, LockShared, TryLockShared})
        QCOMPARE(rig.ways(a, operation, m), QString("success"));
    for (const Operation operation : {Unlock, UnlockShared})
        QCOMPARE(rig.ways(a, operation, m), QString("misuse"));

    rig.act(a, LockShared, m);
    for (const Operation operation : {LockShared, TryLockShared})
        QCOMPARE(rig.ways(b, operation, m), QString("success"));
    QCOMPARE(rig.ways(b, Lock, m), QString());
    QCOMPARE(rig.ways(b, Lock, m, 0, 9), QString("timed-out@9"));
    QCOMPARE(rig.ways(b, TryLock, m), QString("failed"));
    QCOMPARE(rig.ways(b, UnlockShared, m), QString("misuse"));
    QCOMPARE(rig.ways(a, Unlock, m), QString("misuse"));
    QCOMPARE(rig.state.lane(a).held, 1U);
    rig.act(a, UnlockShared, m);
    QCOMPARE(rig.state.lane(a).held, 0U);

    rig.act(a, Lock, m);
    for (const Operation operation : {Lock, LockShared}) {
        QCOMPARE(rig.ways(b, operation, m), QString());
        QCOMPARE(rig.ways(b, operation, m, 0, 9), QString("timed-out@9"));
    }
    for (const Operation operation : {TryLock, TryLockShared})
        QCOMPARE(rig.ways(b, operation, m), QString("failed"));
    QCOMPARE(rig.ways(a, UnlockShared, m), QString("misuse"));
    rig.block(b, LockShared, m);
    QCOMPARE(rig.state.hope(b).lanes, std::vector<LaneId>{a});
    rig.act(a, Unlock, m);
    QCOMPARE(rig.waysOf(b), QString("success"));
}

void TestLocks::sharedReadersCountTheirLevels()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::SharedMutex);
    rig.act(a, LockShared, m);
    rig.act(a, LockShared, m);
    rig.act(a, UnlockShared, m);
    QCOMPARE(rig.ways(b, TryLock, m), QString("failed"));
    rig.act(a, UnlockShared, m);
    QCOMPARE(rig.ways(b, TryLock, m), QString("success"));
}

void TestLocks::upgradingWaitsForOneself()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::SharedMutex);
    rig.act(a, LockShared, m);
    rig.act(b, LockShared, m);
    rig.block(a, Lock, m);
    QCOMPARE(rig.state.hope(a).lanes, (std::vector<LaneId>{a, b}));
    rig.act(b, UnlockShared, m);
    QCOMPARE(rig.waysOf(a), QString());
}

void TestLocks::waitingWritersComeFirst()
{
    Rig rig;
    const LaneId reader = rig.thread();
    const LaneId writer = rig.thread();
    const LaneId late = rig.thread();
    const ObjectId m = rig.object(ObjectKind::SharedMutex, 0, 0, 1);
    rig.act(reader, LockShared, m);
    QCOMPARE(rig.ways(late, LockShared, m), QString("success"));
    rig.block(writer, Lock, m);
    QCOMPARE(rig.ways(late, LockShared, m), QString());
    QCOMPARE(rig.ways(late, TryLockShared, m), QString("failed"));
    QCOMPARE(rig.ways(reader, LockShared, m), QString());
    rig.block(late, LockShared, m);
    QCOMPARE(rig.state.hope(late).lanes, std::vector<LaneId>{writer});
    rig.act(reader, UnlockShared, m);
    rig.goOn(writer);
    rig.act(writer, Unlock, m);
    QCOMPARE(rig.waysOf(late), QString("success"));
}

void TestLocks::onceRunsOnce()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId once = rig.object(ObjectKind::Once);
    QCOMPARE(rig.ways(a, LeaveOnce, once), QString("misuse"));
    QCOMPARE(rig.act(a, EnterOnce, once), 1);
    QCOMPARE(rig.ways(b, EnterOnce, once), QString());
    QCOMPARE(rig.ways(a, EnterOnce, once), QString());
    QCOMPARE(rig.ways(b, LeaveOnce, once), QString("misuse"));
    rig.block(b, EnterOnce, once);
    QCOMPARE(rig.state.hope(b).lanes, std::vector<LaneId>{a});
    rig.act(a, LeaveOnce, once);
    QCOMPARE(rig.goOn(b), 0);
    QCOMPARE(rig.act(a, EnterOnce, once), 0);
}

void TestLocks::failedInitialiserIsRunAgain()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId once = rig.object(ObjectKind::Once);
    rig.act(a, EnterOnce, once);
    rig.act(a, LeaveOnce, once, 1);
    QCOMPARE(rig.act(b, EnterOnce, once), 1);
}

} // namespace interleave::rules

QTEST_GUILESS_MAIN(interleave::rules::TestLocks)
#include "tst_locks.moc"
