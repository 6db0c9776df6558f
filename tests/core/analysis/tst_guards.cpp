#include "core/analysis/guards.h"

#include "tests/core/analysis/moment_builder.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::analysis;
using test::MomentOf;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;

namespace {

/// Main made a variable and started a thread; a lock and another lock are at hand.
struct Account
{
    TraceBuilder b;
    ObjectId balance;
    ObjectId door;
    ObjectId safe;
    LaneId clerk;

    Account()
    {
        b.add(b.main, Operation::Begin, b.objectOf(b.main));
        balance = b.object(ObjectKind::Variable, "balance", 100);
        door = b.object(ObjectKind::Mutex, "door");
        safe = b.object(ObjectKind::SharedMutex, "safe");
        b.add(b.main, Operation::Write, balance, 100);
        clerk = b.started("clerk");
    }
    Step under(ObjectId lock, LaneId lane, Operation operation, std::int64_t value)
    {
        b.add(lane, Operation::Lock, lock);
        const Step step = b.add(lane, operation, balance, value);
        b.add(lane, Operation::Unlock, lock);
        return step;
    }
    Guard guard() const { return MomentOf(b.trace()).ledger.guards().guardOf(balance); }
};

} // namespace

class TestGuards : public QObject
{
    Q_OBJECT

private slots:
    void oneLaneNeedsNoLock();
    void aLockThatIsAlwaysHeld();
    void anAccessWithoutTheLock();
    void readingNeedsNoLock();
    void aLockHeldToReadDoesNotGuardAWrite();
    void indivisibleChangesNeedNoLock();
    void whoJoinedAllOthersNeedsNoLock();
};

void TestGuards::oneLaneNeedsNoLock()
{
    Account account;
    QCOMPARE(account.guard().kind, Guard::Kind::OneLane);
    QCOMPARE(account.guard().lane, account.b.main);
    QCOMPARE(Guards().guardOf(ObjectId(3)).kind, Guard::Kind::Untouched);
}

void TestGuards::aLockThatIsAlwaysHeld()
{
    Account account;
    account.under(account.door, account.clerk, Operation::Write, 80);
    account.b.add(account.b.main, Operation::Lock, account.safe);
    account.under(account.door, account.b.main, Operation::Write, 60);
    QCOMPARE(account.guard().kind, Guard::Kind::Guarded);
    QCOMPARE(account.guard().locks, std::vector<ObjectId>{account.door});
}

void TestGuards::anAccessWithoutTheLock()
{
    Account account;
    account.under(account.door, account.clerk, Operation::Write, 80);
    const Step bare = account.b.add(account.b.main, Operation::Read, account.balance, 80);
    QCOMPARE(account.guard().kind, Guard::Kind::Unguarded);
    QCOMPARE(account.guard().lost, bare);
    QCOMPARE(account.guard().lostBy, account.b.main);
    QVERIFY(account.guard().locks.empty());
}

void TestGuards::readingNeedsNoLock()
{
    Account account;
    account.b.add(account.clerk, Operation::Read, account.balance, 100);
    account.b.add(account.b.main, Operation::Read, account.balance, 100);
    QCOMPARE(account.guard().kind, Guard::Kind::ReadOnly);
}

void TestGuards::aLockHeldToReadDoesNotGuardAWrite()
{
    Account account;
    account.b.add(account.clerk, Operation::LockShared, account.safe);
    account.b.add(account.clerk, Operation::Read, account.balance, 100);
    QCOMPARE(account.guard().kind, Guard::Kind::Guarded);
    account.b.add(account.clerk, Operation::Write, account.balance, 1);
    QCOMPARE(account.guard().kind, Guard::Kind::Unguarded);
}

void TestGuards::indivisibleChangesNeedNoLock()
{
    Account account;
    account.b.add(account.clerk, Operation::Modify, account.balance, 101);
    account.b.add(account.b.main, Operation::Read, account.balance, 101);
    QCOMPARE(account.guard().kind, Guard::Kind::Indivisible);
    account.b.add(account.b.main, Operation::Write, account.balance, 5);
    QCOMPARE(account.guard().kind, Guard::Kind::Unguarded);
}

void TestGuards::whoJoinedAllOthersNeedsNoLock()
{
    Account account;
    account.under(account.door, account.clerk, Operation::Write, 80);
    account.b.add(account.clerk, Operation::End, account.b.objectOf(account.clerk));
    account.b.add(account.b.main, Operation::Join, account.b.objectOf(account.clerk));
    account.b.add(account.b.main, Operation::Read, account.balance, 80);
    QCOMPARE(account.guard().kind, Guard::Kind::Guarded);
    QCOMPARE(account.guard().locks, std::vector<ObjectId>{account.door});
}

QTEST_APPLESS_MAIN(TestGuards)
#include "tst_guards.moc"
