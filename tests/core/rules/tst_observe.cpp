#include "core/rules/observe.h"

#include "core/rules/state.h"

#include <QtTest>

#include <memory>

namespace interleave::rules {

using trace::Event;
using trace::EventFlag;
using trace::LaneKind;
using trace::Mode;
using trace::ObjectKind;
using enum trace::Operation;

/// A trace of a main lane and two threads, written event by event, and an observer that reads along.
struct Recording
{
    std::shared_ptr<trace::MemoryStore> store = std::make_shared<trace::MemoryStore>();
    trace::Trace trace;
    State state;
    Observer observer{state};

    static constexpr LaneId main = LaneId(0);
    static constexpr LaneId one = LaneId(1);
    static constexpr LaneId two = LaneId(2);

    explicit Recording(Mode mode, bool isStarted = true) : trace(store, {.mode = mode})
    {
        addLane("main", LaneKind::Process, LaneId::none);
        addLane("one", LaneKind::Thread, main);
        addLane("two", LaneKind::Thread, main);
        for (const LaneId lane : {one, two}) {
            if (!isStarted)
                continue;
            tell(main, Start, objectOf(lane));
            tell(lane, Begin, objectOf(lane));
        }
    }

    NameId addName(const std::string& text)
    {
        trace.appendName(text);
        return NameId(names++);
    }
    void addLane(const std::string& text, LaneKind kind, LaneId creator)
    {
        const NameId name = addName(text);
        const auto lane = LaneId(trace.laneCount());
        const auto object = ObjectId(trace.objectCount());
        trace.appendLane({.kind = kind, .name = name, .creator = creator, .object = object});
        const ObjectKind objectKind = kind == LaneKind::Process ? ObjectKind::Process : ObjectKind::Thread;
        trace.appendObject({.kind = objectKind, .name = name, .creator = creator, .lane = lane});
    }
    ObjectId addObject(ObjectKind kind, const std::string& text, std::int64_t initial = 0, std::int64_t bound = 0)
    {
        const auto id = ObjectId(trace.objectCount());
        trace.appendObject({.kind = kind, .name = addName(text), .creator = main, .initial = initial, .bound = bound});
        return id;
    }
    ObjectId objectOf(LaneId lane) const { return trace.lane(lane).object; }

    /// Records an event and yields what the observer says of it, empty when it is content.
    QString tell(LaneId lane, Operation operation, ObjectId object = ObjectId::none, std::int64_t value = 0,
                 Way way = Way::Success, std::uint16_t index = 0)
    {
        Event event{.lane = lane, .object = object, .value = value, .operation = operation, .index = index};
        event.setWay(way);
        return add(event);
    }
    QString tellBlocked(LaneId lane, Operation operation, ObjectId object, Nanoseconds deadline = never)
    {
        Event event{.lane = lane, .object = object, .value = deadline, .operation = operation};
        event.set(EventFlag::Blocked);
        return add(event);
    }
    QString add(const Event& event)
    {
        trace.appendEvent(store->append(event));
        return QString::fromStdString(observer.observe(trace, trace.size() - 1).value_or(std::string()));
    }

    std::uint32_t names = 0;
};

class TestObserve : public QObject
{
    Q_OBJECT

private slots:
    void acceptsWhatHappened();
    void refusesASecondOwner();
    void refusesWhoHasNotStartedOrHasEnded();
    void refusesAnotherOperationThanTheAwaited();
    void aKilledProcessEndsWhereverItStands();
    void refusesValuesOfItsOwn();
    void takesConditionsApart();
    void timeOutsNeedADeadlineOrNone();
    void failedCompareExchangeIsTheTargetsAffair();
    void nativeLocksAreToleratedInLiveOnly_data();
    void nativeLocksAreToleratedInLiveOnly();
    void pipesAreARangeInLiveOnly();
    void spuriousWakeUpsAreAcceptedInLive();
    void lateDaemonsAreReadOverInLiveOnly();
    void unknownIdsAreSaid();
    void objectsEnterWhenTheyAreSeen();
    void requestOfAnEvent();
};

void TestObserve::acceptsWhatHappened()
{
    for (const Mode mode : {Mode::Controlled, Mode::Live}) {
        Recording run(mode);
        const ObjectId m = run.addObject(ObjectKind::Mutex, "m");
        QCOMPARE(run.tell(run.main, Create, m), QString());
        QCOMPARE(run.tell(run.one, Lock, m), QString());
        QCOMPARE(run.tellBlocked(run.two, Lock, m), QString());
        QCOMPARE(run.state.lane(run.two).phase, LanePhase::Waiting);
        QCOMPARE(run.tell(run.one, Unlock, m), QString());
        QCOMPARE(run.tell(run.two, Lock, m), QString());
        QCOMPARE(run.state.findRules<MutexRules>(m)->owner, run.two);
        QCOMPARE(run.tell(run.one, Unlock, m, 0, Way::Misuse), QString());
        QCOMPARE(run.tell(run.two, Unlock, m), QString());
        QCOMPARE(run.tell(run.one, End, run.objectOf(run.one)), QString());
        QCOMPARE(run.tell(run.main, Join, run.objectOf(run.one)), QString());
    }
}

void TestObserve::refusesASecondOwner()
{
    for (const Mode mode : {Mode::Controlled, Mode::Live}) {
        Recording run(mode);
        const ObjectId m = run.addObject(ObjectKind::Mutex, "purse");
        run.tell(run.one, Lock, m);
        QCOMPARE(run.tell(run.two, Lock, m),
                 QString("Step 6, two: lock of mutex \"purse\" as success is against the rules: it has to wait."));
        QCOMPARE(run.state.findRules<MutexRules>(m)->owner, run.one);
        QCOMPARE(
            run.tell(run.two, Unlock, m),
            QString("Step 7, two: unlock of mutex \"purse\" as success is against the rules: the rules allow misuse."));
    }
}

void TestObserve::refusesWhoHasNotStartedOrHasEnded()
{
    Recording run(Mode::Controlled, false);
    const ObjectId v = run.addObject(ObjectKind::Variable, "v");
    QCOMPARE(run.tell(run.one, Write, v), QString("Step 1, one: write of variable \"v\" came before its start."));
    run.tell(run.main, Start, run.objectOf(run.one));
    QCOMPARE(run.tell(run.one, Write, v), QString());
    run.tell(run.one, End, run.objectOf(run.one));
    QVERIFY(run.tell(run.one, Write, v).contains("came after its end"));
    QVERIFY(run.tellBlocked(run.one, Lock, v).contains("came after its end"));
}

void TestObserve::refusesAnotherOperationThanTheAwaited()
{
    Recording run(Mode::Controlled);
    const ObjectId m = run.addObject(ObjectKind::Mutex, "m");
    const ObjectId v = run.addObject(ObjectKind::Variable, "v");
    run.tell(run.one, Lock, m);
    run.tellBlocked(run.two, Lock, m);
    QVERIFY(run.tell(run.two, Write, v).contains("while it waits for lock of mutex \"m\""));
}

void TestObserve::aKilledProcessEndsWhereverItStands()
{
    for (const Mode mode : {Mode::Controlled, Mode::Live}) {
        Recording run(mode);
        QCOMPARE(run.tellBlocked(run.main, Join, run.objectOf(run.one)), QString());
        // By itself it cannot leave from there.
        QVERIFY(run.tell(run.main, Exit, run.objectOf(run.main), 0).contains("came while it waits for join"));
        Event exit{.lane = run.main, .object = run.objectOf(run.main), .value = 137, .operation = Exit};
        exit.set(EventFlag::Implicit);
        QCOMPARE(run.add(exit), QString());
        for (const LaneId lane : {run.main, run.one, run.two})
            QVERIFY(!run.state.lane(lane).isAlive());
    }
}

void TestObserve::refusesValuesOfItsOwn()
{
    Recording run(Mode::Controlled);
    const ObjectId c = run.addObject(ObjectKind::Condition, "c");
    const ObjectId s = run.addObject(ObjectKind::Semaphore, "s", 2);
    QVERIFY(run.tell(run.one, NotifyOne, c, 1).contains("yielded 1 where the rules yield 0"));
    QCOMPARE(run.tell(run.one, NotifyOne, c, 0), QString());
    QVERIFY(run.tell(run.one, Size, s, 3).contains("yielded 3 where the rules yield 2"));
    Recording live(Mode::Live);
    const ObjectId t = live.addObject(ObjectKind::Semaphore, "t", 2);
    QCOMPARE(live.tell(live.one, Size, t, 3), QString());
}

void TestObserve::takesConditionsApart()
{
    Recording run(Mode::Controlled);
    const ObjectId m = run.addObject(ObjectKind::Mutex, "m");
    const ObjectId c = run.addObject(ObjectKind::Condition, "c");
    run.tell(run.one, Lock, m);
    QCOMPARE(run.tell(run.one, Wait, c, index(m)), QString());
    QCOMPARE(run.tellBlocked(run.one, Wake, c), QString());
    QCOMPARE(run.state.lane(run.one).pending.other, m);
    QVERIFY(run.tell(run.one, Wake, c, index(m)).contains("it has to wait"));
    QCOMPARE(run.tell(run.two, NotifyOne, c, 1), QString());
    QCOMPARE(run.tell(run.one, Wake, c, index(m)), QString());
    QCOMPARE(run.state.findRules<MutexRules>(m)->owner, run.one);
}

void TestObserve::timeOutsNeedADeadlineOrNone()
{
    Recording run(Mode::Controlled);
    const ObjectId q = run.addObject(ObjectKind::Queue, "q");
    run.tellBlocked(run.one, Get, q, 50);
    QCOMPARE(run.tell(run.one, Get, q, 0, Way::TimedOut), QString());
    QCOMPARE(run.tell(run.two, Get, q, 0, Way::TimedOut), QString());
    run.tell(run.main, Put, q, 3);
    QVERIFY(run.tell(run.two, Get, q, 0, Way::TimedOut).contains("the rules allow success"));
}

void TestObserve::failedCompareExchangeIsTheTargetsAffair()
{
    Recording run(Mode::Controlled);
    const ObjectId v = run.addObject(ObjectKind::Variable, "v");
    QCOMPARE(run.tell(run.one, CompareExchange, v, 4, Way::Failed), QString());
    QVERIFY(!run.tell(run.one, Write, v, 4, Way::Failed).isEmpty());
}

void TestObserve::nativeLocksAreToleratedInLiveOnly_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("operation");
    QTest::addColumn<int>("way");
    const auto row = [](const char* text, ObjectKind kind, Operation operation, Way way) {
        QTest::newRow(text) << static_cast<int>(kind) << static_cast<int>(operation) << static_cast<int>(way);
    };
    row("a try of a free mutex fails", ObjectKind::Mutex, TryLock, Way::Failed);
    row("a lock of a free mutex times out", ObjectKind::RecursiveMutex, Lock, Way::TimedOut);
    row("a reader's try fails", ObjectKind::SharedMutex, TryLockShared, Way::Failed);
    row("a permit is not seen", ObjectKind::Semaphore, TryAcquire, Way::Failed);
    row("room is not seen", ObjectKind::Queue, TryPut, Way::Failed);
}

void TestObserve::nativeLocksAreToleratedInLiveOnly()
{
    QFETCH(int, kind);
    QFETCH(int, operation);
    QFETCH(int, way);
    for (const Mode mode : {Mode::Live, Mode::Controlled}) {
        Recording run(mode);
        const ObjectId object = run.addObject(static_cast<ObjectKind>(kind), "x", 1);
        const QString said = run.tell(run.one, static_cast<Operation>(operation), object, 0, static_cast<Way>(way));
        QCOMPARE(said.isEmpty(), mode == Mode::Live);
    }
}

void TestObserve::pipesAreARangeInLiveOnly()
{
    Recording live(Mode::Live);
    const ObjectId pipe = live.addObject(ObjectKind::Pipe, "p", 0, 1);
    QCOMPARE(live.tell(live.one, Receive, pipe, 7), QString());
    QCOMPARE(live.tell(live.two, Send, pipe, 7), QString());
    QVERIFY(live.state.findRules<PipeRules>(pipe)->messages.empty());
    QCOMPARE(live.tell(live.two, Send, pipe, 8), QString());
    QCOMPARE(live.tell(live.two, Send, pipe, 9), QString());
    Recording run(Mode::Controlled);
    const ObjectId strict = run.addObject(ObjectKind::Pipe, "p", 0, 1);
    QVERIFY(!run.tell(run.one, Receive, strict, 7).isEmpty());
}

void TestObserve::spuriousWakeUpsAreAcceptedInLive()
{
    for (const Mode mode : {Mode::Live, Mode::Controlled}) {
        Recording run(mode);
        const ObjectId m = run.addObject(ObjectKind::Mutex, "m");
        const ObjectId c = run.addObject(ObjectKind::Condition, "c");
        run.tell(run.one, Lock, m);
        run.tell(run.one, Wait, c, index(m));
        const QString said = run.tell(run.one, Wake, c, index(m), Way::Spurious);
        QCOMPARE(said.isEmpty(), mode == Mode::Live);
        // Nothing is left to be seen spuriously.
        QCOMPARE(run.state.spuriousWakeUpsLeft(), 0U);
    }
}

void TestObserve::lateDaemonsAreReadOverInLiveOnly()
{
    for (const Mode mode : {Mode::Live, Mode::Controlled}) {
        Recording run(mode);
        const ObjectId v = run.addObject(ObjectKind::Variable, "v");
        run.tell(run.main, Kill, run.objectOf(run.main), 9);
        QCOMPARE(run.tell(run.one, Write, v).isEmpty(), mode == Mode::Live);
    }
}

void TestObserve::unknownIdsAreSaid()
{
    Recording run(Mode::Controlled);
    QVERIFY(run.tell(LaneId(77), Yield).contains("lane 77 does not exist"));
    QVERIFY(run.tell(run.one, Lock, ObjectId(99)).contains("object 99 does not exist"));
    QVERIFY(run.tell(LaneId::none, Yield).contains("done by nobody"));
    QVERIFY(run.tell(run.one, Lock).contains("it has to wait"));
}

void TestObserve::objectsEnterWhenTheyAreSeen()
{
    Recording run(Mode::Controlled, false);
    const ObjectId a = run.addObject(ObjectKind::Mutex, "a");
    const ObjectId b = run.addObject(ObjectKind::Mutex, "b");
    run.tell(run.main, Lock, b);
    QVERIFY(run.state.object(b).isAdded);
    QVERIFY(!run.state.object(a).isAdded);
    QVERIFY(!run.state.knows(run.one));
    run.tell(run.main, Start, run.objectOf(run.two));
    QCOMPARE(run.state.lane(run.two).phase, LanePhase::Started);
    QVERIFY(!run.state.lane(run.one).isAdded);
    QCOMPARE(run.state.object(run.objectOf(run.two)).lane, run.two);
    // A copy goes on from where it was taken.
    State copy = run.state;
    Observer second(copy);
    run.tell(run.main, Unlock, b);
    QVERIFY(!second.observe(run.trace, run.trace.size() - 1));
    QVERIFY(isNone(copy.findRules<MutexRules>(b)->owner));
}

void TestObserve::requestOfAnEvent()
{
    Recording run(Mode::Controlled);
    const ObjectId m = run.addObject(ObjectKind::Mutex, "m");
    const ObjectId c = run.addObject(ObjectKind::Condition, "c");
    Event event{.lane = run.one, .object = c, .value = index(m), .source = SourceId(4), .operation = Wait};
    Request request = requestOf(run.trace, event);
    QCOMPARE(request.lane, run.one);
    QCOMPARE(request.other, m);
    QCOMPARE(request.source, SourceId(4));
    QCOMPARE(request.deadline, never);
    event = {.lane = run.one, .object = m, .value = 60, .operation = Lock};
    event.set(EventFlag::Blocked);
    request = requestOf(run.trace, event);
    QCOMPARE(request.deadline, 60);
    QCOMPARE(request.argument, 0);
}

} // namespace interleave::rules

QTEST_GUILESS_MAIN(interleave::rules::TestObserve)
#include "tst_observe.moc"
