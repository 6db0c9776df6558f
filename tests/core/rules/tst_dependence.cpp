#include "core/rules/dependence.h"

#include "tests/core/rules/rig.h"

namespace interleave::rules {

/// Stands for a way that is not known.
constexpr auto unknown = static_cast<Way>(trace::wayCount);

using trace::LaneKind;
using trace::ObjectKind;
using enum trace::Operation;

/// The conventions, one row each, on operations of two threads; every answer has to be the same both ways.
class TestDependence : public QObject
{
    Q_OBJECT

private slots:
    void onOneObject_data();
    void onOneObject();
    void onDifferentObjects();
    void operationsOfOneLane();
    void operationsOnLanes();
    void exitAndKill();
    void conditionAndItsMutex();
    void aloneOrCommuting();
    void tasksOfOneLoop();
    void futuresFillTheLoopsQueue();
    void spuriousWakeUpsShareABudget();
    void countingDownPastZero();
    void symmetricEverywhere();

private:
    static bool ask(const Rig& rig, const Request& a, const Request& b, KnownWay wayOfA = {}, KnownWay wayOfB = {})
    {
        const bool answer = dependent(rig.state, a, b, wayOfA, wayOfB);
        base::check(answer == dependent(rig.state, b, a, wayOfB, wayOfA), "dependence is symmetric");
        return answer;
    }
};

void TestDependence::onOneObject_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("policy");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("firstWay");
    QTest::addColumn<int>("second");
    QTest::addColumn<int>("secondWay");
    QTest::addColumn<bool>("isDependent");
    const auto row = [](const char* text, ObjectKind kind, Operation first, Operation second, bool isDependent,
                        Way firstWay = unknown, Way secondWay = unknown, int policy = 0) {
        QTest::newRow(text) << static_cast<int>(kind) << policy << static_cast<int>(first) << static_cast<int>(firstWay)
                            << static_cast<int>(second) << static_cast<int>(secondWay) << isDependent;
    };
    constexpr auto succeeds = Way::Success;
    constexpr auto fails = Way::Failed;

    using enum ObjectKind;
    row("two reads", Variable, Read, Read, false);
    row("a read and a write", Variable, Read, Write, true);
    row("two writes", Variable, Write, Write, true);
    row("a read and a modification", Variable, Read, Modify, true);
    row("a read and a compare-exchange", Variable, Read, CompareExchange, true);
    row("a read and a compare-exchange that failed", Variable, Read, CompareExchange, false, succeeds, fails);
    row("two compare-exchanges that failed", Variable, CompareExchange, CompareExchange, false, fails, fails);
    row("a write and a compare-exchange that failed", Variable, Write, CompareExchange, true, succeeds, fails);

    row("two locks", Mutex, Lock, Lock, true);
    row("a lock and an unlock", Mutex, Lock, Unlock, true);
    row("two tries", Mutex, TryLock, TryLock, true);
    row("two tries that failed", Mutex, TryLock, TryLock, false, fails, fails);
    row("a try that failed and one that did not", Mutex, TryLock, TryLock, true, fails, succeeds);
    row("two locks that timed out", RecursiveMutex, Lock, Lock, false, Way::TimedOut, Way::TimedOut);
    row("a try that failed and an unlock", Mutex, TryLock, Unlock, true, fails, succeeds);

    row("two readers", SharedMutex, LockShared, LockShared, false);
    row("a reader comes, a reader goes", SharedMutex, LockShared, UnlockShared, false);
    row("two readers go", SharedMutex, UnlockShared, UnlockShared, false);
    row("a reader and a writer", SharedMutex, LockShared, Lock, true);
    row("a reader goes, a writer comes", SharedMutex, UnlockShared, TryLock, true);
    row("two writers", SharedMutex, Lock, Unlock, true);

    row("two notifications", Condition, NotifyOne, NotifyOne, true);
    row("a notification and a broadcast", Condition, NotifyOne, NotifyAll, true);
    row("a wait and a notification", Condition, Wait, NotifyOne, true);
    row("two waits", Condition, Wait, Wait, true);
    row("a wake-up and a notification", Condition, Wake, NotifyAll, true);
    row("two wake-ups with mutexes of their own", Condition, Wake, Wake, false);

    row("two acquisitions", Semaphore, Acquire, Acquire, true);
    row("two releases", Semaphore, Release, Release, true);
    row("two tries of a semaphore that failed", Semaphore, TryAcquire, TryAcquire, true, fails, fails);
    row("two snapshots of a semaphore", Semaphore, Size, Size, false);

    row("two who await an event", Event, AwaitSet, AwaitSet, false);
    row("an event set and awaited", Event, Set, AwaitSet, true);
    row("an event set and its waiter", Event, Set, Wake, true);
    row("an event cleared and its waiter", Event, Clear, Wake, false);
    row("an event cleared and looked at", Event, Clear, IsSet, true);
    row("two who await an event that resets itself", Event, AwaitSet, AwaitSet, true, Way::Success, Way::Success, 1);
    row("two looks at an event that resets itself", Event, IsSet, IsSet, false, Way::Success, Way::Success, 1);

    row("two count a latch down", Latch, CountDown, CountDown, false, succeeds, succeeds);
    row("two count down, one too many", Latch, CountDown, CountDown, true, succeeds, Way::Misuse);
    row("a latch is counted down and awaited", Latch, CountDown, AwaitZero, true);
    row("two await a latch", Latch, AwaitZero, AwaitZero, false);

    row("two arrive", Barrier, Arrive, Arrive, false);
    row("one arrives, one passes", Barrier, Arrive, Pass, true);
    row("two pass", Barrier, Pass, Pass, false);
    row("one passes, one times out", Barrier, Pass, Pass, true, succeeds, Way::TimedOut);
    row("one arrives, one times out", Barrier, Arrive, Pass, true, succeeds, Way::TimedOut);

    row("two puts", Queue, Put, Put, true);
    row("a put and a get", Queue, Put, Get, true);
    row("a close and a try", Queue, Close, TryGet, true);
    row("two snapshots of a queue", Queue, Size, Size, false);
    row("a snapshot and a get", Queue, Size, Get, true);
    row("an item is done and awaited", Queue, TaskDone, AwaitDone, true);
    row("an item is done, another is taken", Queue, TaskDone, Get, false);
    row("a put and one who awaits the end", Queue, Put, AwaitDone, true);
    row("two await the end", Queue, AwaitDone, AwaitDone, false);

    row("two messages", Pipe, Send, Send, true);
    row("a message and an end that closes", Pipe, Send, CloseEnd, true);
    row("two enter once", Once, EnterOnce, EnterOnce, true);
    row("two results of one key", ObjectKind::Outcome, Operation::Outcome, Operation::Outcome, true);
    row("two resolve", Future, Resolve, Resolve, true);
}

void TestDependence::onOneObject()
{
    QFETCH(int, kind);
    QFETCH(int, policy);
    QFETCH(int, first);
    QFETCH(int, firstWay);
    QFETCH(int, second);
    QFETCH(int, secondWay);
    QFETCH(bool, isDependent);
    const auto way = [](int code) { return code == trace::wayCount ? KnownWay{} : KnownWay{static_cast<Way>(code)}; };
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId object = rig.object(static_cast<ObjectKind>(kind), 9, 0, static_cast<std::uint32_t>(policy));
    const Request one = Rig::request(a, static_cast<Operation>(first), object, 1);
    const Request other = Rig::request(b, static_cast<Operation>(second), object, 1);
    QCOMPARE(ask(rig, one, other, way(firstWay), way(secondWay)), isDependent);
}

void TestDependence::onDifferentObjects()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    for (const auto& [kind, operation] :
         {std::pair{ObjectKind::Mutex, Lock}, std::pair{ObjectKind::Variable, Write}, std::pair{ObjectKind::Queue, Put},
          std::pair{ObjectKind::Pipe, Send}, std::pair{ObjectKind::Future, Resolve}}) {
        const ObjectId one = rig.object(kind);
        const ObjectId other = rig.object(kind);
        QVERIFY(!ask(rig, Rig::request(a, operation, one), Rig::request(b, operation, other)));
    }
}

void TestDependence::operationsOfOneLane()
{
    Rig rig;
    const LaneId a = rig.thread();
    QVERIFY(ask(rig, Rig::request(a, Note, ObjectId::none), Rig::request(a, Yield, ObjectId::none)));
}

void TestDependence::operationsOnLanes()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId self = rig.objectOf(a);
    const ObjectId v = rig.object(ObjectKind::Variable);
    for (const Operation operation : {Start, Join, SetDaemon}) {
        QVERIFY(ask(rig, Rig::request(b, operation, self), Rig::request(a, Read, v)));
        QVERIFY(!ask(rig, Rig::request(b, operation, self), Rig::request(Rig::main, Read, v)));
    }
    QVERIFY(!ask(rig, Rig::request(b, Join, self), Rig::request(Rig::main, Join, self)));
    QVERIFY(ask(rig, Rig::request(b, Start, self), Rig::request(Rig::main, Join, self)));
    QVERIFY(ask(rig, Rig::request(b, SetDaemon, self), Rig::request(Rig::main, Start, self)));
}

void TestDependence::exitAndKill()
{
    Rig rig;
    const LaneId sibling = rig.thread();
    const LaneId child = rig.process(1);
    const ObjectId v = rig.object(ObjectKind::Variable);
    const ObjectId pipe = rig.object(ObjectKind::Pipe);
    const Request exit = Rig::request(Rig::main, Exit, rig.objectOf(Rig::main));
    QVERIFY(ask(rig, exit, Rig::request(sibling, Note, ObjectId::none)));
    QVERIFY(!ask(rig, exit, Rig::request(child, Note, ObjectId::none)));
    QVERIFY(!ask(rig, exit, Rig::request(child, Write, v)));
    QVERIFY(ask(rig, exit, Rig::request(child, Receive, pipe)));
    QVERIFY(ask(rig, exit, Rig::request(child, Join, rig.objectOf(Rig::main))));
    const Request kill = Rig::request(Rig::main, Kill, rig.objectOf(child), 9);
    QVERIFY(ask(rig, kill, Rig::request(child, Note, ObjectId::none)));
    QVERIFY(!ask(rig, kill, Rig::request(sibling, Note, ObjectId::none)));
    QVERIFY(ask(rig, kill, Rig::request(sibling, Join, rig.objectOf(child))));
}

void TestDependence::conditionAndItsMutex()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId m = rig.object(ObjectKind::Mutex);
    const ObjectId other = rig.object(ObjectKind::Mutex);
    const ObjectId c = rig.object(ObjectKind::Condition);
    const ObjectId d = rig.object(ObjectKind::Condition);
    for (const Operation operation : {Wait, Wake}) {
        const Request waiting = Rig::request(a, operation, c, 0, never, m);
        QVERIFY(ask(rig, waiting, Rig::request(b, Lock, m)));
        QVERIFY(ask(rig, waiting, Rig::request(b, TryLock, m), Way::TimedOut, Way::Failed));
        QVERIFY(!ask(rig, waiting, Rig::request(b, Lock, other)));
        // Two conditions of one mutex meet there.
        QVERIFY(ask(rig, waiting, Rig::request(b, Wake, d, 0, never, m)));
        QVERIFY(!ask(rig, waiting, Rig::request(b, NotifyOne, d)));
    }
}

void TestDependence::aloneOrCommuting()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId v = rig.object(ObjectKind::Variable);
    for (const Operation operation : {Sleep, Yield, Note})
        for (const Request& with : {Rig::request(b, operation, ObjectId::none), Rig::request(b, Write, v)})
            QVERIFY(!ask(rig, Rig::request(a, operation, ObjectId::none), with));
}

void TestDependence::tasksOfOneLoop()
{
    Rig rig;
    const LaneId thread = rig.thread();
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const LaneId a = rig.task(loop);
    const LaneId b = rig.task(loop);
    const LaneId elsewhere = rig.task(rig.object(ObjectKind::Loop), thread);
    const ObjectId v = rig.object(ObjectKind::Variable);
    QVERIFY(ask(rig, Rig::request(a, Read, v), Rig::request(b, Read, v)));
    QVERIFY(ask(rig, Rig::request(a, Read, v), Rig::request(Rig::main, Select, loop)));
    QVERIFY(!ask(rig, Rig::request(a, Read, v), Rig::request(elsewhere, Read, v)));
    QVERIFY(ask(rig, Rig::request(a, Write, v), Rig::request(elsewhere, Read, v)));
}

void TestDependence::futuresFillTheLoopsQueue()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const auto future = [&] {
        const auto id = ObjectId(rig.state.objectCount());
        rig.state.addObject(id, {.kind = ObjectKind::Future, .creator = Rig::main, .related = loop});
        return id;
    };
    const ObjectId one = future();
    const ObjectId other = future();
    QVERIFY(ask(rig, Rig::request(a, Resolve, one), Rig::request(b, Resolve, other)));
    QVERIFY(ask(rig, Rig::request(a, Resolve, one), Rig::request(b, Post, loop)));
    QVERIFY(ask(rig, Rig::request(a, Resolve, one), Rig::request(Rig::main, Select, loop)));
    QVERIFY(ask(rig, Rig::request(a, Resolve, one), Rig::request(b, Await, one)));
    QVERIFY(!ask(rig, Rig::request(a, Resolve, one), Rig::request(b, Await, other)));
}

void TestDependence::spuriousWakeUpsShareABudget()
{
    for (const std::uint32_t budget : {0U, 1U}) {
        Rig rig({.spuriousWakeUps = budget});
        const LaneId a = rig.thread();
        const LaneId b = rig.thread();
        const auto waking = [&](LaneId lane) {
            const ObjectId mutex = rig.object(ObjectKind::Mutex);
            return Rig::request(lane, Wake, rig.object(ObjectKind::Condition), 0, never, mutex);
        };
        const Request one = waking(a);
        const Request other = waking(b);
        QCOMPARE(ask(rig, one, other), budget > 0);
        QVERIFY(!ask(rig, one, other, Way::Success, Way::Spurious));
    }
}

void TestDependence::countingDownPastZero()
{
    Rig rig;
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const ObjectId latch = rig.object(ObjectKind::Latch, 3);
    const auto down = [&](LaneId lane, std::int64_t by) { return Rig::request(lane, CountDown, latch, by); };
    QVERIFY(!ask(rig, down(a, 1), down(b, 2)));
    QVERIFY(ask(rig, down(a, 2), down(b, 2)));
}

void TestDependence::symmetricEverywhere()
{
    Rig rig({.spuriousWakeUps = 1});
    const LaneId a = rig.thread();
    const LaneId b = rig.thread();
    const LaneId child = rig.process(1);
    const ObjectId mutex = rig.object(ObjectKind::Mutex);
    const ObjectId loop = rig.object(ObjectKind::Loop);
    const LaneId task = rig.task(loop);
    std::vector<ObjectId> objects{rig.objectOf(a), rig.objectOf(child), rig.objectOf(task), mutex, loop,
                                  ObjectId::none};
    for (int kind = 0; kind < trace::objectKindCount; ++kind)
        objects.push_back(rig.object(static_cast<ObjectKind>(kind), 1, 1, 1));
    std::vector<Request> requests;
    for (int operation = static_cast<int>(Start); operation < trace::operationCount; ++operation)
        for (const LaneId lane : {a, b, child, task})
            for (const ObjectId object : objects)
                requests.push_back(Rig::request(lane, static_cast<Operation>(operation), object, 1,
                                                lane == a ? 10 : never, lane == b ? mutex : ObjectId::none));
    for (std::size_t i = 0; i < requests.size(); i += 3) {
        for (const KnownWay& way : {KnownWay{}, KnownWay{Way::Success}, KnownWay{Way::Failed}}) {
            const std::size_t j = (i * 7919 + 13) % requests.size();
            QCOMPARE(dependent(rig.state, requests[i], requests[j], way, {}),
                     dependent(rig.state, requests[j], requests[i], {}, way));
        }
    }
}

} // namespace interleave::rules

QTEST_GUILESS_MAIN(interleave::rules::TestDependence)
#include "tst_dependence.moc"
