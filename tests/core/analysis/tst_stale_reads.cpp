#include "tests/core/analysis/findings_of.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::analysis;
using test::findingsOf;
using test::TraceBuilder;
using trace::LaneKind;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

class TestStaleReads : public QObject
{
    Q_OBJECT

private slots:
    void whatAnotherWroteInBetweenIsLost();
    void whoLooksAgainLosesNothing();
    void addingToWhatOneCheckedBeforeIsStale();
    void addingWithoutACheckIsNot();
    void comparingIsNeverStale();
    void anAwaitBetweenCheckAndAct();
    void anAwaitInWhichNobodyChangesIt();
};

void TestStaleReads::whatAnotherWroteInBetweenIsLost()
{
    TraceBuilder b;
    const LaneId man = b.started("man");
    const ObjectId x = b.object(ObjectKind::Variable, "x");
    for (int i = 0; i < 2; ++i) {
        b.add(man, Operation::Read, x, 0);
        b.add(b.main, Operation::Write, x, 1);
        b.add(man, Operation::Write, x, 2);
    }
    const auto found = findingsOf(b, FindingKind::LostUpdate);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].severity, Severity::Wrong);
    QCOMPARE(found[0].count, std::uint64_t{2});
    QCOMPARE(found[0].sentence, std::string("man reads x, main changes it, and man writes it without having looked again: the "
                                            "change of main is lost."));
    const Step act = b.begin + 3;
    QCOMPARE(found[0].steps, (std::vector{act, act - 1, act - 2}));
}

void TestStaleReads::whoLooksAgainLosesNothing()
{
    TraceBuilder b;
    const LaneId man = b.started("man");
    const ObjectId x = b.object(ObjectKind::Variable, "x");
    b.add(man, Operation::Read, x, 0);
    b.add(b.main, Operation::Write, x, 1);
    b.add(man, Operation::Read, x, 1);
    b.add(man, Operation::Write, x, 2);
    QVERIFY(findingsOf(b, FindingKind::LostUpdate).empty());
    QVERIFY(findingsOf(b, FindingKind::StaleCheck).empty());
}

void TestStaleReads::addingToWhatOneCheckedBeforeIsStale()
{
    TraceBuilder b;
    const LaneId man = b.started("man");
    const ObjectId x = b.object(ObjectKind::Variable, "x");
    b.add(man, Operation::Read, x, 100);
    b.add(b.main, Operation::Modify, x, 20);
    b.add(man, Operation::Modify, x, -60);
    QVERIFY(findingsOf(b, FindingKind::LostUpdate).empty());
    const auto found = findingsOf(b, FindingKind::StaleCheck);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].severity, Severity::Suspicious);
}

void TestStaleReads::addingWithoutACheckIsNot()
{
    TraceBuilder b;
    const LaneId man = b.started("man");
    const ObjectId x = b.object(ObjectKind::Variable, "x");
    b.add(man, Operation::Modify, x, 1);
    b.add(b.main, Operation::Modify, x, 2);
    b.add(man, Operation::Modify, x, 3);
    QVERIFY(findingsOf(b, FindingKind::StaleCheck).empty());
}

void TestStaleReads::comparingIsNeverStale()
{
    TraceBuilder b;
    const LaneId man = b.started("man");
    const ObjectId x = b.object(ObjectKind::Variable, "x");
    b.add(man, Operation::Read, x, 0);
    b.add(b.main, Operation::Modify, x, 1);
    b.add(man, Operation::CompareExchange, x, 1, Way::Failed);
    b.add(man, Operation::Read, x, 1);
    b.add(man, Operation::CompareExchange, x, 1);
    QVERIFY(findingsOf(b, FindingKind::LostUpdate).empty());
    QVERIFY(findingsOf(b, FindingKind::StaleCheck).empty());
}

namespace {

void checkAndAct(TraceBuilder& b, bool isDisturbed)
{
    const ObjectId loop = b.object(ObjectKind::Loop, "loop");
    const ObjectId x = b.object(ObjectKind::Variable, "x");
    const LaneId man = b.lane("man", b.main, LaneKind::Task, b.main, loop);
    b.add(b.main, Operation::Start, b.objectOf(man));
    b.add(man, Operation::Resume, b.objectOf(man));
    b.add(man, Operation::Begin, b.objectOf(man));
    b.add(man, Operation::Read, x, 100);
    b.add(man, Operation::Await, loop, 0, Way::Suspended);
    if (isDisturbed)
        b.add(b.main, Operation::Write, x, 20);
    b.add(man, Operation::Resume, b.objectOf(man));
    b.add(man, Operation::Read, x, 20);
    b.add(man, Operation::Write, x, -60);
}

} // namespace

void TestStaleReads::anAwaitBetweenCheckAndAct()
{
    TraceBuilder b;
    checkAndAct(b, true);
    const auto found = findingsOf(b, FindingKind::StaleCheck);
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY2(found[0].sentence.find("between the check and the act it awaited") != std::string::npos, found[0].sentence.c_str());
}

void TestStaleReads::anAwaitInWhichNobodyChangesIt()
{
    TraceBuilder b;
    checkAndAct(b, false);
    QVERIFY(findingsOf(b, FindingKind::StaleCheck).empty());
}

QTEST_APPLESS_MAIN(TestStaleReads)
#include "tst_stale_reads.moc"
