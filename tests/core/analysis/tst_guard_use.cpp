#include "tests/core/analysis/findings_of.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::analysis;
using test::findingsOf;
using test::sentences;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;

namespace {

struct Account
{
    TraceBuilder b;
    LaneId man = b.started("man");
    LaneId wife = b.started("wife");
    ObjectId lock = b.object(ObjectKind::Mutex, "account");
    ObjectId balance = b.object(ObjectKind::Variable, "balance");

    void change(LaneId lane, Operation how = Operation::Write) { b.add(lane, how, balance, 1); }
    void changeLocked(LaneId lane)
    {
        b.add(lane, Operation::Lock, lock);
        change(lane);
        b.add(lane, Operation::Unlock, lock);
    }
    QStringList guards() const { return sentences(findingsOf(b, FindingKind::Guard)); }
};

} // namespace

class TestGuardUse : public QObject
{
    Q_OBJECT

private slots:
    void aLockAtEveryAccessGuards();
    void oneAccessWithoutItIsEnough();
    void theFirstLaneMayHaveGoneOnAlone();
    void aReadersLockGuardsNoWrite();
    void indivisibleChangesNeedNone();
    void oneLaneNeedsNone();
};

void TestGuardUse::aLockAtEveryAccessGuards()
{
    Account a;
    a.changeLocked(a.man);
    a.changeLocked(a.wife);
    a.changeLocked(a.man);
    const auto found = findingsOf(a.b, FindingKind::Guard);
    QCOMPARE(sentences(found),
             QStringList("balance is guarded by account: held at every access since several lanes use it."));
    QCOMPARE(found[0].value, std::optional(3.0));
    QCOMPARE(found[0].objects, (std::vector{a.balance, a.lock}));
    QCOMPARE(found[0].severity, Severity::Observation);
}

void TestGuardUse::oneAccessWithoutItIsEnough()
{
    Account a;
    a.changeLocked(a.man);
    a.changeLocked(a.wife);
    a.change(a.man);
    QCOMPARE(a.guards(), QStringList("No lock guards balance: none was held at all of its accesses, since man in step 11."));
}

// The same access again, which said nothing while man was alone, says something once wife has come.
void TestGuardUse::theFirstLaneMayHaveGoneOnAlone()
{
    Account a;
    a.change(a.man);
    a.changeLocked(a.wife);
    a.change(a.man);
    QCOMPARE(a.guards().size(), 1);
    QVERIFY2(a.guards()[0].startsWith("No lock guards balance"), qPrintable(a.guards()[0]));
}

void TestGuardUse::aReadersLockGuardsNoWrite()
{
    Account a;
    const ObjectId shared = a.b.object(ObjectKind::SharedMutex, "shared");
    for (const LaneId lane : {a.man, a.wife}) {
        a.b.add(lane, Operation::LockShared, shared);
        a.change(lane);
        a.b.add(lane, Operation::UnlockShared, shared);
    }
    QCOMPARE(a.guards().size(), 1);
    QVERIFY2(a.guards()[0].startsWith("No lock guards balance"), qPrintable(a.guards()[0]));
}

void TestGuardUse::indivisibleChangesNeedNone()
{
    Account a;
    for (const LaneId lane : {a.man, a.wife, a.man})
        a.change(lane, Operation::Modify);
    QCOMPARE(a.guards(), QStringList("balance needs no lock: every change is one indivisible operation."));
}

void TestGuardUse::oneLaneNeedsNone()
{
    Account a;
    a.change(a.man);
    a.change(a.man);
    QCOMPARE(a.guards(), QStringList());
}

QTEST_APPLESS_MAIN(TestGuardUse)
#include "tst_guard_use.moc"
