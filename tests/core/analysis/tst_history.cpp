#include "core/analysis/history.h"

#include "core/analysis/event_text.h"
#include "tests/core/analysis/trace_builder.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::analysis;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

namespace {

/// "ready 0-2, running 2-3, blocked pot 3-": the segments of a lane in short.
QString shortText(const TraceBuilder& built, const History& history, LaneId lane)
{
    QStringList parts;
    for (const Segment& segment : history.segments(lane)) {
        QString part = QString::fromStdString(std::string(name(segment.status)));
        if (!isNone(segment.object))
            part += " " + QString::fromStdString(objectText(built.trace(), segment.object));
        part += QString(" %1-").arg(segment.begin);
        if (segment.end != noStep)
            part += QString::number(segment.end);
        parts << part;
    }
    return parts.join(", ");
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private slots:
    void aControlledLaneRunsInItsOwnSteps();
    void aLiveLaneRunsUntilItIsBlocked();
    void aBlockedLaneNamesWhatItWantsAndWhoHasIt();
    void whoseLockBecameFreeIsReady();
    void aSleeperIsReadyWhenItsTimeHasCome();
    void whatADaemonDidIsCutOff();
    void aTaskIsSuspendedAndItsThreadRunsWithIt();
    void holdsOfALock();
    void readersOfASharedLock();
    void levelsOfAQueue();
    void growingIsTheSameAsReadingAtOnce();
    void whatTheRulesForbidIsReadOver();
};

void TestHistory::aControlledLaneRunsInItsOwnSteps()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main)); // 0
    const LaneId cook = b.started("cook");               // 1 main, 2 cook
    b.add(cook, Operation::Yield);                       // 3
    b.add(b.main, Operation::Yield);                     // 4
    b.add(cook, Operation::End, b.objectOf(cook));       // 5
    b.add(b.main, Operation::Yield);                     // 6
    History history(b.trace());
    history.extend();
    QCOMPARE(shortText(b, history, cook), QString("ready 1-2, running 2-4, ready 4-5, running 5-6, ended 6-"));
    QCOMPARE(shortText(b, history, b.main), QString("running 0-2, ready 2-4, running 4-5, ready 5-6, running 6-"));
    QVERIFY2(!history.complaint(), history.complaint().value_or("").c_str());
}

void TestHistory::aLiveLaneRunsUntilItIsBlocked()
{
    TraceBuilder b(trace::Mode::Live);
    b.add(b.main, Operation::Begin, b.objectOf(b.main)); // 0
    const LaneId cook = b.started("cook");               // 1 main, 2 cook
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    b.add(b.main, Operation::Lock, knife);     // 3
    b.blocked(cook, Operation::Lock, knife);   // 4
    b.add(b.main, Operation::Unlock, knife);   // 5
    b.add(cook, Operation::Lock, knife);       // 6
    History history(b.trace());
    history.extend();
    QCOMPARE(shortText(b, history, cook), QString("ready 1-2, running 2-4, blocked knife 4-6, running 6-"));
    QCOMPARE(shortText(b, history, b.main), QString("running 0-"));
    QCOMPARE(history.segments(cook)[2].beginTime, Nanoseconds{4});
    QCOMPARE(history.segments(cook)[2].endTime, Nanoseconds{6});
}

void TestHistory::aBlockedLaneNamesWhatItWantsAndWhoHasIt()
{
    TraceBuilder b;
    const LaneId one = b.started("cook 1"); // 0, 1
    const LaneId two = b.started("cook 2"); // 2, 3
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    const ObjectId pot = b.object(ObjectKind::Mutex, "pot");
    b.add(one, Operation::Lock, knife);     // 4
    b.add(two, Operation::Lock, pot);       // 5
    b.blocked(one, Operation::Lock, pot);   // 6
    b.blocked(two, Operation::Lock, knife); // 7
    History history(b.trace());
    history.extend();
    const Segment& last = history.segments(one).back();
    QCOMPARE(last.status, LaneStatus::Blocked);
    QCOMPARE(last.operation, Operation::Lock);
    QCOMPARE(last.object, pot);
    QCOMPARE(last.holder, two);
    QCOMPARE(last.holderSince, Step{5});
    QCOMPARE(last.end, noStep);
    QCOMPARE(segmentText(b.trace(), last), std::string("blocked: wants pot, held by cook 2"));
    QCOMPARE(history.segments(two).back().holder, one);
}

void TestHistory::whoseLockBecameFreeIsReady()
{
    TraceBuilder b;
    const LaneId one = b.started("one"); // 0, 1
    const LaneId two = b.started("two"); // 2, 3
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    b.add(b.main, Operation::Lock, knife);   // 4
    b.blocked(one, Operation::Lock, knife);  // 5
    b.blocked(two, Operation::Lock, knife);  // 6
    b.add(b.main, Operation::Unlock, knife); // 7
    b.add(two, Operation::Lock, knife);      // 8
    b.add(b.main, Operation::Yield);         // 9
    History history(b.trace());
    history.extend();
    QCOMPARE(shortText(b, history, one),
             QString("ready 0-1, running 1-2, ready 2-5, blocked knife 5-7, ready 7-8, blocked knife 8-"));
    QCOMPARE(history.segments(one).back().holder, two);
}

void TestHistory::aSleeperIsReadyWhenItsTimeHasCome()
{
    TraceBuilder b;
    const LaneId sleeper = b.started("sleeper");                                // 0, 1
    b.blocked(sleeper, Operation::Sleep, ObjectId::none, 1'000'000'000);        // 2
    b.add(b.main, Operation::Yield);                                            // 3
    b.add(LaneId::none, Operation::Clock, ObjectId::none, 1'000'000'000);       // 4
    b.add(b.main, Operation::Yield);                                            // 5
    b.add(sleeper, Operation::Sleep, ObjectId::none, 1'000'000'000);            // 6
    History history(b.trace());
    history.extend();
    QCOMPARE(shortText(b, history, sleeper),
             QString("ready 0-1, running 1-2, sleeping 2-4, ready 4-6, running 6-"));
    QCOMPARE(history.segments(sleeper)[2].endTime, Nanoseconds{1'000'000'000});
}

void TestHistory::whatADaemonDidIsCutOff()
{
    TraceBuilder b;
    const LaneId daemon = b.started("daemon"); // 0, 1
    b.add(b.main, Operation::SetDaemon, b.objectOf(daemon), 1, Way::Misuse); // 2
    b.blocked(daemon, Operation::Sleep, ObjectId::none, 5);                  // 3
    b.add(b.main, Operation::Kill, b.objectOf(b.main), 9);                   // 4
    History history(b.trace());
    history.extend();
    history.finish();
    QCOMPARE(history.segments(daemon).back().status, LaneStatus::Killed);
    QCOMPARE(history.segments(daemon).back().begin, Step{4});
    QCOMPARE(shortText(b, history, b.main), QString("running 0-1, ready 1-2, running 2-3, ready 3-4, running 4-5, ended 5-"));
}

void TestHistory::aTaskIsSuspendedAndItsThreadRunsWithIt()
{
    TraceBuilder b;
    const ObjectId loop = b.object(ObjectKind::Loop, "loop");
    b.add(b.main, Operation::Begin, b.objectOf(b.main)); // 0
    const LaneId task = b.lane("task", b.main, trace::LaneKind::Task, b.main, loop);
    const ObjectId future = b.object(ObjectKind::Future, "future");
    b.add(b.main, Operation::Start, b.objectOf(task));               // 1
    b.add(task, Operation::Resume, b.objectOf(task));                // 2
    b.add(task, Operation::Await, future, never, Way::Suspended);    // 3
    b.add(b.main, Operation::Yield);                                 // 4
    b.add(b.main, Operation::Resolve, future);                       // 5
    b.add(b.main, Operation::Yield);                                 // 6
    b.add(task, Operation::Resume, b.objectOf(task));                // 7
    History history(b.trace());
    history.extend();
    QCOMPARE(shortText(b, history, task),
             QString("ready 1-2, running 2-4, suspended future 4-5, ready 5-7, running 7-"));
    QCOMPARE(shortText(b, history, b.main), QString("running 0-"));
}

void TestHistory::holdsOfALock()
{
    TraceBuilder b;
    const LaneId cook = b.started("cook"); // 0, 1
    const ObjectId knife = b.object(ObjectKind::RecursiveMutex, "knife");
    b.add(cook, Operation::Lock, knife);     // 2
    b.add(cook, Operation::Lock, knife);     // 3
    b.add(cook, Operation::Unlock, knife);   // 4
    b.add(cook, Operation::Unlock, knife);   // 5
    b.add(b.main, Operation::Lock, knife);   // 6
    History history(b.trace());
    history.extend();
    const std::vector<Hold>& holds = history.holds(knife);
    QCOMPARE(holds.size(), std::size_t{2});
    QCOMPARE(holds[0].holder, cook);
    QCOMPARE(holds[0].begin, Step{2});
    QCOMPARE(holds[0].end, Step{5});
    QCOMPARE(holds[1].holder, b.main);
    QCOMPARE(holds[1].end, noStep);
}

void TestHistory::readersOfASharedLock()
{
    TraceBuilder b;
    const LaneId one = b.started("one"); // 0, 1
    const LaneId two = b.started("two"); // 2, 3
    const ObjectId book = b.object(ObjectKind::SharedMutex, "book");
    b.add(one, Operation::LockShared, book);   // 4
    b.add(two, Operation::LockShared, book);   // 5
    b.add(one, Operation::UnlockShared, book); // 6
    b.add(two, Operation::UnlockShared, book); // 7
    History history(b.trace());
    history.extend();
    const std::vector<Hold>& holds = history.holds(book);
    QCOMPARE(holds.size(), std::size_t{3});
    QCOMPARE(holds[0].holder, one);
    QCOMPARE(holds[1].readers, 2u);
    QVERIFY(isNone(holds[1].holder));
    QCOMPARE(holds[2].holder, two);
    QCOMPARE(holds[2].end, Step{7});
}

void TestHistory::levelsOfAQueue()
{
    TraceBuilder b;
    const ObjectId basket = b.object(ObjectKind::Queue, "basket", 0, 2);
    b.add(b.main, Operation::Put, basket, 1);                    // 0
    b.add(b.main, Operation::Put, basket, 2);                    // 1
    b.add(b.main, Operation::TryPut, basket, 3, Way::Failed);    // 2
    b.add(b.main, Operation::Get, basket, 1);                    // 3
    History history(b.trace());
    history.extend();
    QList<int> values;
    QList<int> steps;
    for (const Level& level : history.levels(basket)) {
        values << static_cast<int>(level.value);
        steps << static_cast<int>(level.step);
    }
    QCOMPARE(values, (QList<int>{1, 2, 1}));
    QCOMPARE(steps, (QList<int>{0, 1, 3}));
}

void TestHistory::growingIsTheSameAsReadingAtOnce()
{
    TraceBuilder b;
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    History growing(b.trace());
    const auto grow = [&] { growing.extend(); };
    const LaneId one = b.started("one");
    grow();
    b.add(b.main, Operation::Lock, knife);
    grow();
    b.blocked(one, Operation::Lock, knife);
    grow();
    b.add(b.main, Operation::Unlock, knife);
    grow();
    b.add(one, Operation::Lock, knife);
    grow();
    History atOnce(b.trace());
    atOnce.extend();
    QCOMPARE(shortText(b, growing, one), shortText(b, atOnce, one));
    QCOMPARE(shortText(b, growing, b.main), shortText(b, atOnce, b.main));
    QCOMPARE(growing.causes().size(), atOnce.causes().size());
}

void TestHistory::whatTheRulesForbidIsReadOver()
{
    TraceBuilder b;
    const LaneId one = b.started("one");
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    b.add(b.main, Operation::Lock, knife);
    b.add(one, Operation::Lock, knife);
    b.add(one, Operation::Yield);
    History history(b.trace());
    history.extend();
    QVERIFY(history.complaint());
    QCOMPARE(history.size(), b.trace().size());
    QCOMPARE(history.holds(knife).size(), std::size_t{1});
    QCOMPARE(history.holds(knife)[0].holder, b.main);
}

QTEST_APPLESS_MAIN(TestHistory)
#include "tst_history.moc"
