#include "core/analysis/ledger.h"

#include "tests/core/analysis/moment_builder.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::analysis;
using test::MomentOf;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

class TestLedger : public QObject
{
    Q_OBJECT

private slots:
    void whoHasALockAndSinceWhen();
    void readersAreTold();
    void aConditionWaitGivesTheMutexUp();
    void whoHasAPermit();
    void aPermitGivenBackByAnotherLane();
    void sinceWhenALaneWaits();
    void itemsOfAQueue();
    void tooManyItemsAreNotKept();
    void valuesAndWhoWroteThem();
    void locksTakenWhileHoldingAnother();
    void aTryIsNoOrder();
};

void TestLedger::whoHasALockAndSinceWhen()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId knife = b.object(ObjectKind::RecursiveMutex, "knife");
    const Step taken = b.add(b.main, Operation::Lock, knife);
    b.add(b.main, Operation::Lock, knife);
    const Step half = b.add(b.main, Operation::Unlock, knife);
    b.add(b.main, Operation::Unlock, knife);
    const MomentOf held(b.trace(), half + 1);
    QCOMPARE(held.ledger.takings(knife).size(), std::size_t(1));
    QCOMPARE(held.ledger.taking(knife, b.main)->step, taken);
    QCOMPARE(held.ledger.held(b.main), std::vector<ObjectId>{knife});
    const MomentOf free(b.trace());
    QVERIFY(free.ledger.takings(knife).empty());
    QVERIFY(free.ledger.held(b.main).empty());
}

void TestLedger::readersAreTold()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const LaneId guest = b.started("guest");
    const ObjectId menu = b.object(ObjectKind::SharedMutex, "menu");
    b.add(b.main, Operation::LockShared, menu);
    const Step second = b.add(guest, Operation::LockShared, menu);
    b.add(b.main, Operation::UnlockShared, menu);
    QCOMPARE(MomentOf(b.trace(), second + 1).ledger.takings(menu).size(), std::size_t(2));
    const MomentOf end(b.trace());
    QCOMPARE(end.ledger.takings(menu).size(), std::size_t(1));
    QCOMPARE(end.ledger.takings(menu).front().lane, guest);
    QCOMPARE(end.ledger.takings(menu).front().step, second);
}

void TestLedger::aConditionWaitGivesTheMutexUp()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId mutex = b.object(ObjectKind::Mutex, "door");
    const ObjectId bell = b.object(ObjectKind::Condition, "bell");
    const LaneId cook = b.started("cook");
    b.add(b.main, Operation::Lock, mutex);
    const Step wait = b.add(b.main, Operation::Wait, bell, index(mutex));
    const MomentOf waiting(b.trace());
    QVERIFY(waiting.ledger.held(b.main).empty());
    QCOMPARE(waiting.ledger.waitingSince(b.main), wait);
    b.add(cook, Operation::NotifyOne, bell, 1);
    const Step wake = b.add(b.main, Operation::Wake, bell, index(mutex));
    const MomentOf woken(b.trace());
    QCOMPARE(woken.ledger.taking(mutex, b.main)->step, wake);
    QCOMPARE(woken.ledger.waitingSince(b.main), noStep);
    QCOMPARE(woken.ledger.givers(bell), std::vector<LaneId>{cook});
}

void TestLedger::whoHasAPermit()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const LaneId guest = b.started("guest");
    const ObjectId room = b.object(ObjectKind::Semaphore, "room", 2);
    const Step first = b.add(b.main, Operation::Acquire, room);
    const Step second = b.add(guest, Operation::TryAcquire, room);
    b.add(guest, Operation::TryAcquire, room, 0, Way::Failed);
    b.blocked(guest, Operation::Acquire, room);
    const std::vector<Taking> both = MomentOf(b.trace()).ledger.takings(room);
    QCOMPARE(both.size(), std::size_t(2));
    QCOMPARE(both[0].lane, b.main);
    QCOMPARE(both[0].step, first);
    QCOMPARE(both[1].lane, guest);
    QCOMPARE(both[1].step, second);
    // Who has one gives back that one, whoever took one before.
    b.add(b.main, Operation::Release, room, 1);
    b.add(guest, Operation::Acquire, room);
    b.add(guest, Operation::Release, room, 1);
    const MomentOf end(b.trace());
    QCOMPARE(end.ledger.takings(room).size(), std::size_t(1));
    QCOMPARE(end.ledger.taking(room, guest)->lane, guest);
    QVERIFY(end.ledger.lastChange(room).isKnown);
    QCOMPARE(LaneId(static_cast<std::uint32_t>(end.ledger.lastChange(room).value)), guest);
    // A permit is no lock: nothing is nested in it.
    QVERIFY(end.ledger.held(guest).empty());
}

void TestLedger::aPermitGivenBackByAnotherLane()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const LaneId guest = b.started("guest");
    const LaneId host = b.started("host");
    const ObjectId room = b.object(ObjectKind::Semaphore, "room", 2);
    b.add(guest, Operation::Acquire, room);
    b.add(b.main, Operation::Acquire, room);
    b.add(host, Operation::Release, room, 1);
    const MomentOf one(b.trace());
    QCOMPARE(one.ledger.takings(room).size(), std::size_t(1));
    QCOMPARE(one.ledger.takings(room).front().lane, b.main);
    QCOMPARE(one.ledger.lastChange(room).lane, host);
    QCOMPARE(LaneId(static_cast<std::uint32_t>(one.ledger.lastChange(room).value)), guest);
    // Its own first, then the other's; two more were nobody's.
    b.add(host, Operation::Acquire, room);
    b.add(host, Operation::Release, room, 4);
    const MomentOf all(b.trace());
    QVERIFY(all.ledger.takings(room).empty());
    QCOMPARE(LaneId(static_cast<std::uint32_t>(all.ledger.lastChange(room).value)), b.main);
    b.add(host, Operation::Release, room, 1);
    QVERIFY(!MomentOf(b.trace()).ledger.lastChange(room).isKnown);
}

void TestLedger::sinceWhenALaneWaits()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    const LaneId cook = b.started("cook");
    b.add(b.main, Operation::Lock, knife);
    const Step blocked = b.blocked(cook, Operation::Lock, knife);
    b.add(b.main, Operation::Unlock, knife);
    QCOMPARE(MomentOf(b.trace()).ledger.waitingSince(cook), blocked);
    b.add(cook, Operation::Lock, knife);
    QCOMPARE(MomentOf(b.trace()).ledger.waitingSince(cook), noStep);
}

void TestLedger::itemsOfAQueue()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId basket = b.object(ObjectKind::Queue, "basket", 0, 5);
    b.add(b.main, Operation::Put, basket, 7);
    const Step second = b.add(b.main, Operation::Put, basket, 8);
    b.add(b.main, Operation::Put, basket, 7);
    b.add(b.main, Operation::Get, basket, 7);
    const MomentOf moment(b.trace());
    const std::vector<Item>* items = moment.ledger.items(basket);
    QVERIFY(items != nullptr);
    QCOMPARE(items->size(), std::size_t(2));
    QCOMPARE(items->front().value, 8);
    QCOMPARE(items->front().step, second);
    QCOMPARE(items->back().value, 7);
    QCOMPARE(moment.ledger.takers(basket), std::vector<LaneId>{b.main});
}

void TestLedger::tooManyItemsAreNotKept()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId basket = b.object(ObjectKind::Queue, "basket");
    for (std::size_t i = 0; i <= Ledger::mostItems; ++i)
        b.add(b.main, Operation::Put, basket, static_cast<std::int64_t>(i));
    QCOMPARE(MomentOf(b.trace(), b.trace().size() - 1).ledger.items(basket)->size(), Ledger::mostItems);
    QVERIFY(MomentOf(b.trace()).ledger.items(basket) == nullptr);
    for (std::size_t i = 0; i <= Ledger::mostItems; ++i)
        b.add(b.main, Operation::Get, basket, static_cast<std::int64_t>(i));
    b.add(b.main, Operation::Put, basket, 5);
    QCOMPARE(MomentOf(b.trace()).ledger.items(basket)->size(), std::size_t(1));
}

void TestLedger::valuesAndWhoWroteThem()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId balance = b.object(ObjectKind::Variable, "balance", 100);
    QVERIFY(!MomentOf(b.trace()).ledger.lastChange(balance).isKnown);
    const Step write = b.add(b.main, Operation::Write, balance, 80);
    const Change written = MomentOf(b.trace()).ledger.lastChange(balance);
    QCOMPARE(written.value, 80);
    QCOMPARE(written.lane, b.main);
    QCOMPARE(written.step, write);
    // What a compare-and-exchange puts in place of what it found is not recorded; the next to read tells.
    b.add(b.main, Operation::CompareExchange, balance, 80);
    QVERIFY(!MomentOf(b.trace()).ledger.lastChange(balance).isKnown);
    b.add(b.main, Operation::Read, balance, 20);
    const Change read = MomentOf(b.trace()).ledger.lastChange(balance);
    QVERIFY(read.isKnown);
    QCOMPARE(read.value, 20);
    QCOMPARE(read.step, write + 1);
}

void TestLedger::locksTakenWhileHoldingAnother()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const LaneId cook = b.started("cook");
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    const ObjectId pot = b.object(ObjectKind::Mutex, "pot");
    b.add(b.main, Operation::Lock, knife);
    const Step first = b.add(b.main, Operation::Lock, pot);
    b.add(b.main, Operation::Unlock, pot);
    b.add(b.main, Operation::Lock, pot);
    b.add(b.main, Operation::Unlock, pot);
    b.add(b.main, Operation::Unlock, knife);
    const Nesting one = MomentOf(b.trace()).ledger.nesting();
    QCOMPARE(one.pairs().size(), std::size_t(1));
    QCOMPARE(one.pairs().front().held, knife);
    QCOMPARE(one.pairs().front().wanted, pot);
    QCOMPARE(one.pairs().front().first, first);
    QCOMPARE(one.pairs().front().times, 2U);
    QVERIFY(!one.hasOpposites());
    b.add(cook, Operation::Lock, pot);
    b.add(b.main, Operation::Lock, knife);
    // Who only asks, and has to wait, has shown its order too.
    b.blocked(cook, Operation::Lock, knife);
    const Nesting both = MomentOf(b.trace()).ledger.nesting();
    QCOMPARE(both.pairs().size(), std::size_t(2));
    QVERIFY(both.isOpposite(both.pairs().front()));
    QVERIFY(both.isOpposite(both.pairs().back()));
}

void TestLedger::aTryIsNoOrder()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    const ObjectId pot = b.object(ObjectKind::Mutex, "pot");
    b.add(b.main, Operation::Lock, knife);
    b.add(b.main, Operation::TryLock, pot);
    const MomentOf moment(b.trace());
    QVERIFY(moment.ledger.nesting().pairs().empty());
    QCOMPARE(moment.ledger.held(b.main).size(), std::size_t(2));
}

QTEST_APPLESS_MAIN(TestLedger)
#include "tst_ledger.moc"
