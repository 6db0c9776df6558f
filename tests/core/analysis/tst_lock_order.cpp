#include "tests/core/analysis/findings_of.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::analysis;
using test::findingsOf;
using test::sentences;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

namespace {

void take(TraceBuilder& b, LaneId lane, std::initializer_list<ObjectId> locks, Operation how = Operation::Lock)
{
    for (const ObjectId lock : locks)
        b.add(lane, how, lock);
}

void give(TraceBuilder& b, LaneId lane, std::initializer_list<ObjectId> locks, Operation how = Operation::Unlock)
{
    for (const ObjectId lock : locks)
        b.add(lane, how, lock);
}

/// Takes all, gives all.
void pass(TraceBuilder& b, LaneId lane, std::initializer_list<ObjectId> locks)
{
    take(b, lane, locks);
    give(b, lane, locks);
}

struct Kitchen
{
    TraceBuilder b;
    LaneId one = b.started("one");
    LaneId two = b.started("two");
    ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    ObjectId pot = b.object(ObjectKind::Mutex, "pot");
    ObjectId door = b.object(ObjectKind::Mutex, "door");

    std::size_t rings() const { return findingsOf(b, FindingKind::LockOrder).size(); }
};

} // namespace

class TestLockOrder : public QObject
{
    Q_OBJECT

private slots:
    void oppositeOrdersCouldClose();
    void theSameOrderCannot();
    void oneLaneAloneCannot();
    void aGuardLockKeepsThemApart();
    void permitsKeepThemApart_data();
    void permitsKeepThemApart();
    void permitsOfWhichOneIsGivenBackBeforeDoNot();
    void permitsThatAreHandedOverDoNot();
    void anOrderByJoinKeepsThemApart();
    void threeLanesCouldClose();
    void readersDoNotWaitForReaders();
    void readersAndWritersDo();
    void aTryDoesNotWait();
    void whoWaitsUntilADeadlineDoesNotWaitForEver();
    void whatDidCloseIsNotRepeated();
    void aWakeTakesItsMutexAgain();
};

void TestLockOrder::oppositeOrdersCouldClose()
{
    Kitchen k;
    pass(k.b, k.one, {k.knife, k.pot});
    pass(k.b, k.two, {k.pot, k.knife});
    pass(k.b, k.two, {k.pot, k.knife});
    const auto found = findingsOf(k.b, FindingKind::LockOrder);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].severity, Severity::Suspicious);
    QCOMPARE(found[0].count, std::uint64_t{2});
    QCOMPARE(found[0].lanes, (std::vector{k.one, k.two}));
    QVERIFY2(found[0].sentence.starts_with("one asks for pot while holding knife and two asks for knife while holding pot: "),
             found[0].sentence.c_str());
}

void TestLockOrder::theSameOrderCannot()
{
    Kitchen k;
    pass(k.b, k.one, {k.knife, k.pot});
    pass(k.b, k.two, {k.knife, k.pot});
    QCOMPARE(k.rings(), std::size_t{0});
}

void TestLockOrder::oneLaneAloneCannot()
{
    Kitchen k;
    pass(k.b, k.one, {k.knife, k.pot});
    pass(k.b, k.one, {k.pot, k.knife});
    QCOMPARE(k.rings(), std::size_t{0});
}

void TestLockOrder::aGuardLockKeepsThemApart()
{
    Kitchen k;
    pass(k.b, k.one, {k.door, k.knife, k.pot});
    pass(k.b, k.two, {k.door, k.pot, k.knife});
    QCOMPARE(k.rings(), std::size_t{0});
}

// A ring of as many lanes as there are forks, of which each sits down first where there are seats.
void TestLockOrder::permitsKeepThemApart_data()
{
    QTest::addColumn<int>("lanes");
    QTest::addColumn<int>("seats");
    QTest::addColumn<int>("each"); // permits that each lane acquires
    QTest::addColumn<int>("rings");
    QTest::newRow("one seat for two") << 2 << 1 << 1 << 0;
    QTest::newRow("two seats for two") << 2 << 2 << 1 << 1;
    QTest::newRow("four seats for five") << 5 << 4 << 1 << 0;
    QTest::newRow("five seats for five") << 5 << 5 << 1 << 1;
    QTest::newRow("three seats, and each of two takes two") << 2 << 3 << 2 << 0;
    QTest::newRow("four seats, and each of two takes two") << 2 << 4 << 2 << 1;
    QTest::newRow("seats that nobody takes") << 2 << 1 << 0 << 1;
}

void TestLockOrder::permitsKeepThemApart()
{
    QFETCH(int, lanes);
    QFETCH(int, seats);
    QFETCH(int, each);
    QFETCH(int, rings);
    TraceBuilder b;
    const ObjectId permits = b.object(ObjectKind::Semaphore, "seats", seats);
    std::vector<ObjectId> forks;
    for (int i = 0; i < lanes; ++i)
        forks.push_back(b.object(ObjectKind::Mutex, "fork"));
    for (std::size_t i = 0; i < forks.size(); ++i) {
        const LaneId lane = b.started("philosopher");
        for (int permit = 0; permit < each; ++permit)
            b.add(lane, Operation::Acquire, permits);
        pass(b, lane, {forks[i], forks[(i + 1) % forks.size()]});
        if (each > 0)
            b.add(lane, Operation::Release, permits, each);
    }
    QCOMPARE(findingsOf(b, FindingKind::LockOrder).size(), static_cast<std::size_t>(rings));
}

// two has stood up again before he asks for the second tool.
void TestLockOrder::permitsOfWhichOneIsGivenBackBeforeDoNot()
{
    Kitchen k;
    const ObjectId seat = k.b.object(ObjectKind::Semaphore, "seat", 1);
    k.b.add(k.one, Operation::Acquire, seat);
    pass(k.b, k.one, {k.knife, k.pot});
    k.b.add(k.one, Operation::Release, seat, 1);
    k.b.add(k.two, Operation::Acquire, seat);
    k.b.add(k.two, Operation::Lock, k.pot);
    k.b.add(k.two, Operation::Release, seat, 1);
    k.b.add(k.two, Operation::Lock, k.knife);
    QCOMPARE(k.rings(), std::size_t{1});
}

// Nobody owns a permit: when somebody else gives one back while it is still used, there is room for two.
void TestLockOrder::permitsThatAreHandedOverDoNot()
{
    Kitchen k;
    const ObjectId seat = k.b.object(ObjectKind::Semaphore, "seat", 1);
    k.b.add(k.one, Operation::Acquire, seat);
    pass(k.b, k.one, {k.knife, k.pot});
    k.b.add(k.b.main, Operation::Release, seat, 1);
    k.b.add(k.two, Operation::Acquire, seat);
    pass(k.b, k.two, {k.pot, k.knife});
    QCOMPARE(k.rings(), std::size_t{1});
}

void TestLockOrder::anOrderByJoinKeepsThemApart()
{
    TraceBuilder b;
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    const ObjectId pot = b.object(ObjectKind::Mutex, "pot");
    const LaneId one = b.started("one");
    pass(b, one, {knife, pot});
    b.add(one, Operation::End, b.objectOf(one));
    b.add(b.main, Operation::Join, b.objectOf(one));
    const LaneId two = b.started("two");
    pass(b, two, {pot, knife});
    QVERIFY(findingsOf(b, FindingKind::LockOrder).empty());
    // main is not ordered with two, whom it has not joined yet.
    pass(b, b.main, {knife, pot});
    QCOMPARE(findingsOf(b, FindingKind::LockOrder).size(), std::size_t{1});
}

void TestLockOrder::threeLanesCouldClose()
{
    Kitchen k;
    const LaneId three = k.b.started("three");
    pass(k.b, k.one, {k.knife, k.pot});
    pass(k.b, k.two, {k.pot, k.door});
    QCOMPARE(k.rings(), std::size_t{0});
    pass(k.b, three, {k.door, k.knife});
    QCOMPARE(k.rings(), std::size_t{1});
}

void TestLockOrder::readersDoNotWaitForReaders()
{
    Kitchen k;
    const ObjectId a = k.b.object(ObjectKind::SharedMutex, "a");
    const ObjectId c = k.b.object(ObjectKind::SharedMutex, "c");
    take(k.b, k.one, {a, c}, Operation::LockShared);
    give(k.b, k.one, {a, c}, Operation::UnlockShared);
    take(k.b, k.two, {c, a}, Operation::LockShared);
    QCOMPARE(k.rings(), std::size_t{0});
}

void TestLockOrder::readersAndWritersDo()
{
    Kitchen k;
    const ObjectId a = k.b.object(ObjectKind::SharedMutex, "a");
    const ObjectId c = k.b.object(ObjectKind::SharedMutex, "c");
    take(k.b, k.one, {a}, Operation::LockShared);
    take(k.b, k.one, {c});
    give(k.b, k.one, {c});
    give(k.b, k.one, {a}, Operation::UnlockShared);
    take(k.b, k.two, {c}, Operation::LockShared);
    take(k.b, k.two, {a});
    QCOMPARE(k.rings(), std::size_t{1});
}

void TestLockOrder::aTryDoesNotWait()
{
    Kitchen k;
    pass(k.b, k.one, {k.knife, k.pot});
    k.b.add(k.two, Operation::Lock, k.pot);
    k.b.add(k.two, Operation::TryLock, k.knife);
    QCOMPARE(k.rings(), std::size_t{0});
}

void TestLockOrder::whoWaitsUntilADeadlineDoesNotWaitForEver()
{
    Kitchen k;
    pass(k.b, k.one, {k.knife, k.pot});
    k.b.add(k.one, Operation::Lock, k.knife);
    k.b.add(k.two, Operation::Lock, k.pot);
    k.b.blocked(k.two, Operation::Lock, k.knife, 1'000);
    k.b.add(k.one, Operation::Unlock, k.knife);
    k.b.add(k.two, Operation::Lock, k.knife);
    QCOMPARE(k.rings(), std::size_t{0});
}

void TestLockOrder::whatDidCloseIsNotRepeated()
{
    Kitchen k;
    take(k.b, k.one, {k.knife});
    take(k.b, k.two, {k.pot});
    k.b.blocked(k.one, Operation::Lock, k.pot);
    k.b.blocked(k.two, Operation::Lock, k.knife);
    QCOMPARE(k.rings(), std::size_t{0});
    QCOMPARE(findingsOf(k.b, FindingKind::PartialDeadlock).size(), std::size_t{1});
}

// one holds the knife and waits at a bell, which gives only the pot up and takes it again; two goes the other way.
void TestLockOrder::aWakeTakesItsMutexAgain()
{
    Kitchen k;
    const ObjectId bell = k.b.object(ObjectKind::Condition, "bell");
    k.b.add(k.one, Operation::Lock, k.pot);
    k.b.add(k.one, Operation::Lock, k.knife);
    k.b.add(k.one, Operation::Wait, bell, index(k.pot));
    k.b.add(k.two, Operation::NotifyOne, bell, 1);
    k.b.add(k.one, Operation::Wake, bell, index(k.pot));
    give(k.b, k.one, {k.pot, k.knife});
    pass(k.b, k.two, {k.pot, k.knife});
    QCOMPARE(k.rings(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestLockOrder)
#include "tst_lock_order.moc"
