#include "tests/core/analysis/findings_of.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::analysis;
using test::findingsOf;
using test::sentences;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;

class TestEndings : public QObject
{
    Q_OBJECT

private slots:
    void aRingIsADeadlock();
    void lanesThatWaitInARowAreNoRing();
    void aRingAmongSomeIsPartial();
    void aRingThatEndsWithItsProcessIsPartial();
    void whoWaitsForWhatNobodyCanGiveHangs();
    void whoCanStillBeHelpedDoesNotHang();
    void aLockThatIsNeverGivenBackIsALeak();
    void findingsOfAVerdictComeOnce();
    void nothingIsWrongWithNothing();
};

namespace {

/// Two cooks with a knife and a pot each of which the other wants.
struct Kitchen
{
    TraceBuilder b;
    LaneId one = b.started("one");
    LaneId two = b.started("two");
    ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    ObjectId pot = b.object(ObjectKind::Mutex, "pot");

    Kitchen()
    {
        b.add(one, Operation::Lock, knife);
        b.add(two, Operation::Lock, pot);
    }
};

} // namespace

void TestEndings::aRingIsADeadlock()
{
    Kitchen k;
    k.b.blocked(k.b.main, Operation::Join, k.b.objectOf(k.one));
    const Step first = k.b.blocked(k.one, Operation::Lock, k.pot);
    const Step second = k.b.blocked(k.two, Operation::Lock, k.knife);
    const auto found = findingsOf(k.b, FindingKind::Deadlock);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].severity, Severity::Wrong);
    QCOMPARE(found[0].lanes, (std::vector{k.one, k.two}));
    QCOMPARE(found[0].objects, (std::vector{k.pot, k.knife}));
    QCOMPARE(found[0].steps, (std::vector{second, first}));
    QVERIFY2(found[0].sentence.starts_with("one → pot → two → knife → one: "), found[0].sentence.c_str());
    QVERIFY(findingsOf(k.b, FindingKind::PartialDeadlock).empty());
    QVERIFY(findingsOf(k.b, FindingKind::Hang).empty());
}

void TestEndings::lanesThatWaitInARowAreNoRing()
{
    Kitchen k;
    k.b.blocked(k.b.main, Operation::Join, k.b.objectOf(k.one));
    k.b.blocked(k.one, Operation::Lock, k.pot);
    QVERIFY(!hasWrong(analyze(k.b.trace())));
}

void TestEndings::aRingAmongSomeIsPartial()
{
    Kitchen k;
    k.b.blocked(k.one, Operation::Lock, k.pot);
    k.b.blocked(k.two, Operation::Lock, k.knife);
    k.b.add(k.b.main, Operation::Yield);
    QCOMPARE(findingsOf(k.b, FindingKind::PartialDeadlock).size(), std::size_t{1});
    QVERIFY(findingsOf(k.b, FindingKind::Deadlock).empty());
}

void TestEndings::aRingThatEndsWithItsProcessIsPartial()
{
    Kitchen k;
    k.b.blocked(k.one, Operation::Lock, k.pot);
    k.b.blocked(k.two, Operation::Lock, k.knife);
    // Killed from outside: nobody waits for anybody.
    const LaneId killer = k.b.lane("killer", k.b.main, trace::LaneKind::Process);
    k.b.add(k.b.main, Operation::Start, k.b.objectOf(killer));
    k.b.add(killer, Operation::Begin, k.b.objectOf(killer));
    k.b.add(killer, Operation::Kill, k.b.objectOf(k.b.main), 9);
    QCOMPARE(findingsOf(k.b, FindingKind::PartialDeadlock).size(), std::size_t{1});
}

void TestEndings::whoWaitsForWhatNobodyCanGiveHangs()
{
    TraceBuilder b;
    const ObjectId gate = b.object(ObjectKind::Semaphore, "gate");
    const Step wait = b.blocked(b.main, Operation::Acquire, gate);
    const auto found = findingsOf(b, FindingKind::Hang);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].steps, std::vector{wait});
    QCOMPARE(sentences(found), QStringList("Nobody can ever move again, and nobody is left who could help. "
                                           "main waits for a permit of gate."));
}

void TestEndings::whoCanStillBeHelpedDoesNotHang()
{
    TraceBuilder b;
    b.started("helper");
    const ObjectId gate = b.object(ObjectKind::Semaphore, "gate");
    b.blocked(b.main, Operation::Acquire, gate);
    QVERIFY(findingsOf(b, FindingKind::Hang).empty());
}

void TestEndings::aLockThatIsNeverGivenBackIsALeak()
{
    TraceBuilder b;
    const LaneId cook = b.started("cook");
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    b.add(cook, Operation::Lock, knife);
    const Step end = b.add(cook, Operation::End, b.objectOf(cook));
    const auto found = findingsOf(b, FindingKind::LockLeak);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].steps, std::vector{end});
    QCOMPARE(found[0].severity, Severity::Wrong);
}

void TestEndings::findingsOfAVerdictComeOnce()
{
    TraceBuilder b;
    const LaneId cook = b.started("cook");
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    b.add(cook, Operation::Lock, knife);
    const Step end = b.add(cook, Operation::End, b.objectOf(cook));
    trace::Verdict verdict{.ending = trace::Ending::Completed, .findings = {}};
    verdict.findings.push_back({trace::FindingKind::LockLeak, "The same in other words.", {cook}, {knife}, end});
    verdict.findings.push_back({trace::FindingKind::BrokenInvariant, "1 is not 2.", {b.main}, {}, {}});
    QCOMPARE(findingsOf(b, FindingKind::LockLeak, &verdict).size(), std::size_t{1});
    QCOMPARE(sentences(findingsOf(b, FindingKind::BrokenInvariant, &verdict)), QStringList("1 is not 2."));
}

void TestEndings::nothingIsWrongWithNothing()
{
    TraceBuilder b;
    QVERIFY(analyze(b.trace()).empty());
}

QTEST_APPLESS_MAIN(TestEndings)
#include "tst_endings.moc"
