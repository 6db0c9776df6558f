#include "core/analysis/history.h"

#include "tests/core/analysis/trace_builder.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::analysis;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

namespace {

/// "hand-off 4>6": every cause of one event.
QString causesOf(const TraceBuilder& b, Step effect)
{
    History history(b.trace());
    history.extend();
    if (history.complaint())
        return QString::fromStdString(*history.complaint());
    QStringList parts;
    for (const Cause& cause : history.causesOf(effect))
        parts << QString("%1 %2>%3").arg(QString::fromStdString(std::string(name(cause.kind)))).arg(cause.cause).arg(cause.effect);
    return parts.join(", ");
}

QString arrow(const char* kind, Step cause, Step effect)
{
    return QString("%1 %2>%3").arg(kind).arg(cause).arg(effect);
}

} // namespace

class TestCauses : public QObject
{
    Q_OBJECT

private slots:
    void startMakesBegin();
    void endMakesJoin();
    void whoWaitedForALockHasItFromWhoUnlocked();
    void whoDidNotWaitForALockHasItFromNobody();
    void aNotificationWakes();
    void aSignalIsNotTheNextOne();
    void aSetFlagWakesAllThatWait();
    void whoFindsTheFlagSetWasNotWoken();
    void theReleaseThatEndedTheFamineGivesThePermit();
    void itemsAreTheirOwn();
    void anItemOfAStackIsToldByItsValue();
    void roomIsMadeByWhoGets();
    void theLastArrivalOpensTheBarrier();
    void theLastCountOpensTheLatch();
    void aMessageIsReceived();
    void aResultResumesItsTask();
    void aCancelledTaskIsResumedByWhoCancels();
    void closingEndsTheWait();
};

void TestCauses::startMakesBegin()
{
    TraceBuilder b;
    b.started("cook");
    QCOMPARE(causesOf(b, b.begin), arrow("spawn", b.start, b.begin));
    QCOMPARE(causesOf(b, b.start), QString());
}

void TestCauses::endMakesJoin()
{
    TraceBuilder b;
    const LaneId cook = b.started("cook");
    const Step end = b.add(cook, Operation::End, b.objectOf(cook));
    const Step join = b.add(b.main, Operation::Join, b.objectOf(cook));
    QCOMPARE(causesOf(b, join), arrow("join", end, join));
}

void TestCauses::whoWaitedForALockHasItFromWhoUnlocked()
{
    TraceBuilder b;
    const LaneId cook = b.started("cook");
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    b.add(b.main, Operation::Lock, knife);
    b.blocked(cook, Operation::Lock, knife);
    const Step unlock = b.add(b.main, Operation::Unlock, knife);
    b.add(b.main, Operation::Yield);
    const Step lock = b.add(cook, Operation::Lock, knife);
    QCOMPARE(causesOf(b, lock), arrow("hand-off", unlock, lock));
}

void TestCauses::whoDidNotWaitForALockHasItFromNobody()
{
    TraceBuilder b;
    const LaneId cook = b.started("cook");
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    b.add(b.main, Operation::Lock, knife);
    b.add(b.main, Operation::Unlock, knife);
    const Step lock = b.add(cook, Operation::Lock, knife);
    QCOMPARE(causesOf(b, lock), QString());
}

void TestCauses::aNotificationWakes()
{
    TraceBuilder b;
    const LaneId cook = b.started("cook");
    const ObjectId mutex = b.object(ObjectKind::Mutex, "mutex");
    const ObjectId bell = b.object(ObjectKind::Condition, "bell");
    b.add(cook, Operation::Lock, mutex);
    b.add(cook, Operation::Wait, bell, index(mutex));
    b.add(b.main, Operation::Lock, mutex);
    const Step notify = b.add(b.main, Operation::NotifyOne, bell, 1);
    b.add(b.main, Operation::Unlock, mutex);
    const Step wake = b.add(cook, Operation::Wake, bell, index(mutex));
    QCOMPARE(causesOf(b, wake), arrow("signal", notify, wake));
}

void TestCauses::aSignalIsNotTheNextOne()
{
    TraceBuilder b;
    const LaneId one = b.started("one");
    const LaneId two = b.started("two");
    const ObjectId mutex = b.object(ObjectKind::Mutex, "mutex");
    const ObjectId bell = b.object(ObjectKind::Condition, "bell");
    for (const LaneId lane : {one, two}) {
        b.add(lane, Operation::Lock, mutex);
        b.add(lane, Operation::Wait, bell, index(mutex));
    }
    const Step first = b.add(b.main, Operation::NotifyOne, bell, 1);
    const Step second = b.add(b.main, Operation::NotifyOne, bell, 1);
    const Step wakeTwo = b.add(two, Operation::Wake, bell, index(mutex));
    b.add(two, Operation::Unlock, mutex);
    const Step wakeOne = b.add(one, Operation::Wake, bell, index(mutex));
    QCOMPARE(causesOf(b, wakeOne), arrow("signal", first, wakeOne));
    QCOMPARE(causesOf(b, wakeTwo), arrow("signal", second, wakeTwo));
}

void TestCauses::aSetFlagWakesAllThatWait()
{
    TraceBuilder b;
    const LaneId one = b.started("one");
    const LaneId two = b.started("two");
    const ObjectId ready = b.object(ObjectKind::Event, "ready");
    for (const LaneId lane : {one, two})
        b.add(lane, Operation::AwaitSet, ready, never, Way::Suspended);
    const Step set = b.add(b.main, Operation::Set, ready);
    b.add(b.main, Operation::Set, ready);
    const Step wakeOne = b.add(one, Operation::Wake, ready);
    const Step wakeTwo = b.add(two, Operation::Wake, ready);
    QCOMPARE(causesOf(b, wakeOne), arrow("signal", set, wakeOne));
    QCOMPARE(causesOf(b, wakeTwo), arrow("signal", set, wakeTwo));
}

void TestCauses::whoFindsTheFlagSetWasNotWoken()
{
    TraceBuilder b;
    const LaneId one = b.started("one");
    const ObjectId ready = b.object(ObjectKind::Event, "ready");
    b.add(b.main, Operation::Set, ready);
    const Step found = b.add(one, Operation::AwaitSet, ready);
    QCOMPARE(causesOf(b, found), QString());
}

void TestCauses::theReleaseThatEndedTheFamineGivesThePermit()
{
    TraceBuilder b;
    const LaneId visitor = b.started("visitor");
    const ObjectId room = b.object(ObjectKind::Semaphore, "room", 2);
    const Step early = b.add(b.main, Operation::Acquire, room);
    b.add(b.main, Operation::Acquire, room);
    b.blocked(visitor, Operation::Acquire, room);
    const Step release = b.add(b.main, Operation::Release, room, 1);
    b.add(b.main, Operation::Release, room, 1);
    const Step enter = b.add(visitor, Operation::Acquire, room);
    QCOMPARE(causesOf(b, enter), arrow("permit", release, enter));
    QCOMPARE(causesOf(b, early), QString());
}

void TestCauses::itemsAreTheirOwn()
{
    TraceBuilder b;
    const LaneId eater = b.started("eater");
    const ObjectId basket = b.object(ObjectKind::Queue, "basket");
    const Step putFirst = b.add(b.main, Operation::Put, basket, 7);
    const Step putSecond = b.add(b.main, Operation::Put, basket, 7);
    const Step getFirst = b.add(eater, Operation::Get, basket, 7);
    const Step getSecond = b.add(eater, Operation::TryGet, basket, 7);
    QCOMPARE(causesOf(b, getFirst), arrow("item", putFirst, getFirst));
    QCOMPARE(causesOf(b, getSecond), arrow("item", putSecond, getSecond));
}

void TestCauses::anItemOfAStackIsToldByItsValue()
{
    TraceBuilder b;
    const ObjectId stack = b.object(ObjectKind::Queue, "stack");
    const Step put1 = b.add(b.main, Operation::Put, stack, 1);
    const Step put2 = b.add(b.main, Operation::Put, stack, 2);
    const Step get2 = b.add(b.main, Operation::Get, stack, 2);
    const Step get1 = b.add(b.main, Operation::Get, stack, 1);
    QCOMPARE(causesOf(b, get2), arrow("item", put2, get2));
    QCOMPARE(causesOf(b, get1), arrow("item", put1, get1));
}

void TestCauses::roomIsMadeByWhoGets()
{
    TraceBuilder b;
    const LaneId cook = b.started("cook");
    const ObjectId basket = b.object(ObjectKind::Queue, "basket", 0, 1);
    b.add(cook, Operation::Put, basket, 1);
    b.blocked(cook, Operation::Put, basket);
    const Step get = b.add(b.main, Operation::Get, basket, 1);
    const Step put = b.add(cook, Operation::Put, basket, 2);
    QCOMPARE(causesOf(b, put), arrow("room", get, put));
}

void TestCauses::theLastArrivalOpensTheBarrier()
{
    TraceBuilder b;
    const LaneId one = b.started("one");
    const ObjectId gate = b.object(ObjectKind::Barrier, "gate", 2);
    b.add(one, Operation::Arrive, gate, 0);
    b.blocked(one, Operation::Pass, gate);
    const Step last = b.add(b.main, Operation::Arrive, gate, 0);
    const Step own = b.add(b.main, Operation::Pass, gate, 0);
    const Step pass = b.add(one, Operation::Pass, gate, 0);
    QCOMPARE(causesOf(b, pass), arrow("signal", last, pass));
    QCOMPARE(causesOf(b, own), QString());
}

void TestCauses::theLastCountOpensTheLatch()
{
    TraceBuilder b;
    const LaneId one = b.started("one");
    const ObjectId latch = b.object(ObjectKind::Latch, "latch", 2);
    b.blocked(one, Operation::AwaitZero, latch);
    b.add(b.main, Operation::CountDown, latch, 1);
    const Step last = b.add(b.main, Operation::CountDown, latch, 1);
    const Step through = b.add(one, Operation::AwaitZero, latch);
    QCOMPARE(causesOf(b, through), arrow("signal", last, through));
}

void TestCauses::aMessageIsReceived()
{
    TraceBuilder b;
    const LaneId one = b.started("one");
    const ObjectId pipe = b.object(ObjectKind::Pipe, "pipe");
    const Step send = b.add(b.main, Operation::Send, pipe, 1234);
    const Step receive = b.add(one, Operation::Receive, pipe, 1234);
    QCOMPARE(causesOf(b, receive), arrow("message", send, receive));
}

void TestCauses::aResultResumesItsTask()
{
    TraceBuilder b;
    const ObjectId loop = b.object(ObjectKind::Loop, "loop");
    const LaneId task = b.lane("task", b.main, trace::LaneKind::Task, b.main, loop);
    const ObjectId future = b.object(ObjectKind::Future, "future");
    b.add(b.main, Operation::Start, b.objectOf(task));
    const Step first = b.add(task, Operation::Resume, b.objectOf(task));
    b.add(task, Operation::Await, future, never, Way::Suspended);
    const Step resolve = b.add(b.main, Operation::Resolve, future);
    const Step resume = b.add(task, Operation::Resume, b.objectOf(task));
    QCOMPARE(causesOf(b, resume), arrow("resolve", resolve, resume));
    QCOMPARE(causesOf(b, first), QString());
}

void TestCauses::aCancelledTaskIsResumedByWhoCancels()
{
    TraceBuilder b;
    const ObjectId loop = b.object(ObjectKind::Loop, "loop");
    const LaneId task = b.lane("task", b.main, trace::LaneKind::Task, b.main, loop);
    const ObjectId future = b.object(ObjectKind::Future, "future");
    b.add(b.main, Operation::Start, b.objectOf(task));
    b.add(task, Operation::Resume, b.objectOf(task));
    b.add(task, Operation::Await, future, never, Way::Suspended);
    const Step cancel = b.add(b.main, Operation::Cancel, b.objectOf(task));
    const Step resume = b.add(task, Operation::Resume, b.objectOf(task));
    QCOMPARE(causesOf(b, resume), arrow("cancel", cancel, resume));
}

void TestCauses::closingEndsTheWait()
{
    TraceBuilder b;
    const LaneId eater = b.started("eater");
    const ObjectId basket = b.object(ObjectKind::Queue, "basket");
    b.blocked(eater, Operation::Get, basket);
    const Step close = b.add(b.main, Operation::Close, basket);
    const Step got = b.add(eater, Operation::Get, basket, 0, Way::Closed);
    QCOMPARE(causesOf(b, got), arrow("close", close, got));
}

QTEST_APPLESS_MAIN(TestCauses)
#include "tst_causes.moc"
