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

class TestLostSignals : public QObject
{
    Q_OBJECT

private slots:
    void aNotificationBeforeTheWaitIsLost();
    void aWaitThatEndsLostNothing();
    void aNotificationForNobodyAloneIsNoFinding();
    void aPulseBeforeTheWaitIsMissed();
    void aFlagThatStaysSetIsNotMissed();
    void whoWasNotThereMissedNothing();
};

namespace {

struct Bell
{
    TraceBuilder b;
    LaneId sleeper = b.started("sleeper");
    ObjectId mutex = b.object(ObjectKind::Mutex, "mutex");
    ObjectId bell = b.object(ObjectKind::Condition, "bell");

    Step notify(std::int64_t woken) { return b.add(b.main, Operation::NotifyOne, bell, woken); }
    Step wait()
    {
        b.add(sleeper, Operation::Lock, mutex);
        return b.add(sleeper, Operation::Wait, bell, index(mutex));
    }
    void join() { b.blocked(b.main, Operation::Join, b.objectOf(sleeper)); }
};

} // namespace

void TestLostSignals::aNotificationBeforeTheWaitIsLost()
{
    Bell bell;
    const Step notify = bell.notify(0);
    const Step wait = bell.wait();
    bell.join();
    const auto found = findingsOf(bell.b, FindingKind::LostWakeUp);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].severity, Severity::Wrong);
    QCOMPARE(found[0].steps, (std::vector{notify, wait}));
    QCOMPARE(found[0].lanes, (std::vector{bell.sleeper, bell.b.main}));
    QCOMPARE(sentences(found), QStringList("main notified bell in step 3 when nobody waited for it; sleeper began to wait in "
                                           "step 5 and will never be woken. A notification is not kept."));
}

void TestLostSignals::aWaitThatEndsLostNothing()
{
    Bell bell;
    bell.notify(0);
    bell.wait();
    bell.notify(1);
    bell.b.add(bell.sleeper, Operation::Wake, bell.bell, index(bell.mutex));
    bell.b.add(bell.sleeper, Operation::Unlock, bell.mutex);
    bell.join();
    QVERIFY(findingsOf(bell.b, FindingKind::LostWakeUp).empty());
}

void TestLostSignals::aNotificationForNobodyAloneIsNoFinding()
{
    Bell bell;
    bell.notify(0);
    QVERIFY(findingsOf(bell.b, FindingKind::LostWakeUp).empty());
    // Nor is a wait that never ends, when nothing was notified before it.
    Bell alone;
    alone.wait();
    alone.join();
    QVERIFY(findingsOf(alone.b, FindingKind::LostWakeUp).empty());
    QCOMPARE(findingsOf(alone.b, FindingKind::Hang).size(), std::size_t{1});
}

void TestLostSignals::aPulseBeforeTheWaitIsMissed()
{
    TraceBuilder b;
    const LaneId late = b.started("late");
    const ObjectId flag = b.object(ObjectKind::Event, "flag");
    const Step set = b.add(b.main, Operation::Set, flag);
    const Step clear = b.add(b.main, Operation::Clear, flag);
    const Step wait = b.add(late, Operation::AwaitSet, flag, never, Way::Suspended);
    b.blocked(b.main, Operation::Join, b.objectOf(late));
    const auto found = findingsOf(b, FindingKind::MissedPulse);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].severity, Severity::Wrong);
    QCOMPARE(found[0].steps, (std::vector{set, clear, wait}));
}

void TestLostSignals::aFlagThatStaysSetIsNotMissed()
{
    TraceBuilder b;
    const LaneId late = b.started("late");
    const ObjectId flag = b.object(ObjectKind::Event, "flag");
    b.add(b.main, Operation::Set, flag);
    b.add(late, Operation::AwaitSet, flag);
    b.blocked(b.main, Operation::Join, b.objectOf(late));
    QVERIFY(findingsOf(b, FindingKind::MissedPulse).empty());
}

void TestLostSignals::whoWasNotThereMissedNothing()
{
    TraceBuilder b;
    const ObjectId flag = b.object(ObjectKind::Event, "flag");
    b.add(b.main, Operation::Set, flag);
    b.add(b.main, Operation::Clear, flag);
    const LaneId late = b.started("late");
    b.add(late, Operation::AwaitSet, flag, never, Way::Suspended);
    b.blocked(b.main, Operation::Join, b.objectOf(late));
    QVERIFY(findingsOf(b, FindingKind::MissedPulse).empty());
    QCOMPARE(findingsOf(b, FindingKind::Hang).size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestLostSignals)
#include "tst_lost_signals.moc"
