#include "tests/core/analysis/findings_of.h"

#include <QtTest>

#include <functional>

using namespace interleave;
using namespace interleave::analysis;
using test::findingsOf;
using test::sentences;
using test::TraceBuilder;
using trace::LaneKind;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

namespace {

/// Two threads and a variable.
struct Pair
{
    TraceBuilder b;
    LaneId a = b.started("a");
    LaneId c = b.started("c");
    ObjectId x = b.object(ObjectKind::Variable, "x");

    std::size_t races() const { return findingsOf(b, FindingKind::DataRace).size(); }
};

using Order = std::function<void(Pair&)>;

} // namespace

Q_DECLARE_METATYPE(Order)

class TestRaces : public QObject
{
    Q_OBJECT

private slots:
    void writesWithoutAnOrderRace();
    void readsDoNotRace();
    void aReadRacesWithAWrite();
    void oneReportForEachPairOfLines();
    void locksAreNamed();
    void anOrderIsSilent_data();
    void anOrderIsSilent();
    void aWaitGivesTheMutexUp();
    void whatOrdersNothing_data();
    void whatOrdersNothing();
    void startAndJoinOrder();
    void aProcessThatHasEndedIsOrdered();
    void tasksOfOneLoopDoNotRace();
    void aResultOrdersTwoLoops();
    void aCallbackIsOrderedBehindItsPost();
    void indivisibleChangesOrder();
    void atomicVariablesOrder();
    void relaxedVariablesAreOnlyUnordered();
    void aPhaseDoesNotOrderTheNext();
    void readersOrderTheWriterOnly();
};

void TestRaces::writesWithoutAnOrderRace()
{
    Pair p;
    const Step first = p.b.add(p.a, Operation::Write, p.x, 1);
    const Step second = p.b.add(p.c, Operation::Write, p.x, 2);
    const auto found = findingsOf(p.b, FindingKind::DataRace);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].severity, Severity::Wrong);
    QCOMPARE(found[0].steps, (std::vector{second, first}));
    QCOMPARE(found[0].lanes, (std::vector{p.c, p.a}));
    QCOMPARE(found[0].objects, std::vector{p.x});
    QCOMPARE(sentences(found), QStringList("a writes x and c writes it, and nothing orders the two: chance decides which comes "
                                           "first. Neither holds a lock, and no start, join, signal or message leads from "
                                           "one to the other."));
}

void TestRaces::readsDoNotRace()
{
    Pair p;
    p.b.add(p.a, Operation::Read, p.x, 0);
    p.b.add(p.c, Operation::Read, p.x, 0);
    QCOMPARE(p.races(), std::size_t{0});
}

void TestRaces::aReadRacesWithAWrite()
{
    Pair first;
    first.b.add(first.a, Operation::Read, first.x, 0);
    first.b.add(first.c, Operation::Write, first.x, 1);
    QCOMPARE(first.races(), std::size_t{1});
    Pair second;
    second.b.add(second.a, Operation::Write, second.x, 1);
    second.b.add(second.c, Operation::Read, second.x, 1);
    QCOMPARE(second.races(), std::size_t{1});
}

void TestRaces::oneReportForEachPairOfLines()
{
    Pair p;
    for (int i = 0; i < 3; ++i) {
        p.b.add(p.a, Operation::Write, p.x, 1);
        p.b.add(p.c, Operation::Write, p.x, 2);
    }
    const auto found = findingsOf(p.b, FindingKind::DataRace);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].count, std::uint64_t{5});
}

void TestRaces::locksAreNamed()
{
    Pair p;
    const ObjectId mine = p.b.object(ObjectKind::Mutex, "mine");
    p.b.add(p.a, Operation::Lock, mine);
    p.b.add(p.a, Operation::Write, p.x, 1);
    p.b.add(p.a, Operation::Unlock, mine);
    p.b.add(p.c, Operation::Write, p.x, 2);
    const auto found = findingsOf(p.b, FindingKind::DataRace);
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY2(found[0].sentence.find("a holds mine, c holds no lock: no lock that both have") != std::string::npos,
             found[0].sentence.c_str());
}

// Each row puts its order between a write of one thread and a write of the other.
void TestRaces::anOrderIsSilent_data()
{
    QTest::addColumn<Order>("left");
    QTest::addColumn<Order>("found");
    struct Row
    {
        const char* name;
        ObjectKind kind;
        std::int64_t initial;
        std::int64_t bound;
        Operation left;
        std::int64_t leftValue;
        Operation found;
        std::int64_t foundValue;
    };
    const Row rows[] = {
        {"release and acquire", ObjectKind::Semaphore, 0, 0, Operation::Release, 1, Operation::Acquire, 0},
        {"set and wait", ObjectKind::Event, 0, 0, Operation::Set, 0, Operation::AwaitSet, 0},
        {"set and seen set", ObjectKind::Event, 0, 0, Operation::Set, 0, Operation::IsSet, 1},
        {"put and get", ObjectKind::Queue, 0, 0, Operation::Put, 7, Operation::Get, 7},
        {"get and put where there is a bound", ObjectKind::Queue, 1, 1, Operation::Get, 7, Operation::Put, 8},
        {"count down and zero", ObjectKind::Latch, 1, 0, Operation::CountDown, 1, Operation::AwaitZero, 0},
        {"resolve and await", ObjectKind::Future, 0, 0, Operation::Resolve, 1, Operation::Await, 0},
        {"send and receive", ObjectKind::Pipe, 0, 0, Operation::Send, 3, Operation::Receive, 3},
    };
    for (const Row& row : rows) {
        const auto object = std::make_shared<ObjectId>();
        QTest::newRow(row.name) << Order([=](Pair& p) {
            *object = p.b.object(row.kind, "it", row.initial, row.bound);
            p.b.add(p.a, row.left, *object, row.leftValue);
        }) << Order([=](Pair& p) { p.b.add(p.c, row.found, *object, row.foundValue); });
    }
    const auto object = std::make_shared<ObjectId>();
    QTest::newRow("unlock and lock") << Order([=](Pair& p) {
        *object = p.b.object(ObjectKind::Mutex, "it");
        p.b.add(p.a, Operation::Lock, *object);
        p.b.add(p.a, Operation::Unlock, *object);
    }) << Order([=](Pair& p) { p.b.add(p.c, Operation::Lock, *object); });
    QTest::newRow("the end of writing and reading") << Order([=](Pair& p) {
        *object = p.b.object(ObjectKind::SharedMutex, "it");
        p.b.add(p.a, Operation::Lock, *object);
        p.b.add(p.a, Operation::Unlock, *object);
    }) << Order([=](Pair& p) { p.b.add(p.c, Operation::LockShared, *object); });
    QTest::newRow("an initialiser") << Order([=](Pair& p) {
        *object = p.b.object(ObjectKind::Once, "it");
        p.b.add(p.a, Operation::EnterOnce, *object, 1);
        p.b.add(p.a, Operation::LeaveOnce, *object, 0);
    }) << Order([=](Pair& p) { p.b.add(p.c, Operation::EnterOnce, *object, 0); });
    QTest::newRow("a barrier") << Order([=](Pair& p) {
        *object = p.b.object(ObjectKind::Barrier, "it", 2, 2);
        p.b.add(p.a, Operation::Arrive, *object, 0);
        p.b.add(p.c, Operation::Arrive, *object, 0);
    }) << Order([=](Pair& p) { p.b.add(p.c, Operation::Pass, *object, 0); });
    QTest::newRow("all done") << Order([=](Pair& p) {
        *object = p.b.object(ObjectKind::Queue, "it", 1);
        p.b.add(p.a, Operation::Get, *object, 0);
        p.b.add(p.a, Operation::TaskDone, *object);
    }) << Order([=](Pair& p) { p.b.add(p.c, Operation::AwaitDone, *object); });
    QTest::newRow("closed") << Order([=](Pair& p) {
        *object = p.b.object(ObjectKind::Queue, "it");
        p.b.add(p.a, Operation::Close, *object);
    }) << Order([=](Pair& p) { p.b.add(p.c, Operation::Get, *object, 0, Way::Closed); });
}

void TestRaces::anOrderIsSilent()
{
    QFETCH(Order, left);
    QFETCH(Order, found);
    Pair ordered;
    ordered.b.add(ordered.a, Operation::Write, ordered.x, 1);
    left(ordered);
    found(ordered);
    ordered.b.add(ordered.c, Operation::Write, ordered.x, 2);
    const auto findings = findingsOf(ordered.b, FindingKind::DataRace);
    QVERIFY2(findings.empty(), sentences(findings).join("; ").toUtf8());

    // The same events, and the write comes too late for them to order it.
    Pair late;
    left(late);
    late.b.add(late.a, Operation::Write, late.x, 1);
    found(late);
    late.b.add(late.c, Operation::Write, late.x, 2);
    QCOMPARE(late.races(), std::size_t{1});
}

void TestRaces::aWaitGivesTheMutexUp()
{
    Pair p;
    const ObjectId mutex = p.b.object(ObjectKind::Mutex, "mutex");
    const ObjectId bell = p.b.object(ObjectKind::Condition, "bell");
    p.b.add(p.a, Operation::Lock, mutex);
    p.b.add(p.a, Operation::Write, p.x, 1);
    p.b.add(p.a, Operation::Wait, bell, index(mutex));
    p.b.add(p.c, Operation::Lock, mutex);
    p.b.add(p.c, Operation::Write, p.x, 2);
    p.b.add(p.c, Operation::NotifyOne, bell, 1);
    p.b.add(p.c, Operation::Unlock, mutex);
    p.b.add(p.a, Operation::Wake, bell, index(mutex));
    p.b.add(p.a, Operation::Write, p.x, 3);
    QCOMPARE(p.races(), std::size_t{0});
}

void TestRaces::whatOrdersNothing_data()
{
    QTest::addColumn<Order>("between");
    QTest::newRow("different mutexes") << Order([](Pair& p) {
        const ObjectId one = p.b.object(ObjectKind::Mutex, "one");
        const ObjectId two = p.b.object(ObjectKind::Mutex, "two");
        p.b.add(p.a, Operation::Lock, one);
        p.b.add(p.a, Operation::Unlock, one);
        p.b.add(p.c, Operation::Lock, two);
    });
    QTest::newRow("a try that failed") << Order([](Pair& p) {
        const ObjectId one = p.b.object(ObjectKind::Mutex, "one");
        p.b.add(p.a, Operation::Lock, one);
        p.b.add(p.c, Operation::TryLock, one, 0, Way::Failed);
    });
    QTest::newRow("a notification that woke nobody") << Order([](Pair& p) {
        const ObjectId bell = p.b.object(ObjectKind::Condition, "bell");
        p.b.add(p.a, Operation::NotifyOne, bell, 0);
    });
    QTest::newRow("sleeping") << Order([](Pair& p) { p.b.add(p.c, Operation::Sleep, ObjectId::none, 1'000); });
    QTest::newRow("an event that is seen unset") << Order([](Pair& p) {
        const ObjectId flag = p.b.object(ObjectKind::Event, "flag");
        p.b.add(p.a, Operation::Clear, flag);
        p.b.add(p.c, Operation::IsSet, flag, 0);
    });
    QTest::newRow("two readers") << Order([](Pair& p) {
        const ObjectId lock = p.b.object(ObjectKind::SharedMutex, "lock");
        p.b.add(p.a, Operation::LockShared, lock);
        p.b.add(p.a, Operation::UnlockShared, lock);
        p.b.add(p.c, Operation::LockShared, lock);
    });
}

void TestRaces::whatOrdersNothing()
{
    QFETCH(Order, between);
    Pair p;
    p.b.add(p.a, Operation::Write, p.x, 1);
    between(p);
    p.b.add(p.c, Operation::Write, p.x, 2);
    QCOMPARE(p.races(), std::size_t{1});
}

void TestRaces::startAndJoinOrder()
{
    TraceBuilder b;
    const ObjectId x = b.object(ObjectKind::Variable, "x");
    b.add(b.main, Operation::Write, x, 1);
    const LaneId child = b.started("child");
    b.add(child, Operation::Write, x, 2);
    b.add(child, Operation::End, b.objectOf(child));
    b.add(b.main, Operation::Join, b.objectOf(child));
    b.add(b.main, Operation::Read, x, 2);
    QVERIFY(findingsOf(b, FindingKind::DataRace).empty());

    TraceBuilder early;
    const ObjectId y = early.object(ObjectKind::Variable, "y");
    const LaneId other = early.started("other");
    early.add(other, Operation::Write, y, 2);
    early.add(early.main, Operation::Read, y, 2);
    QCOMPARE(findingsOf(early, FindingKind::DataRace).size(), std::size_t{1});
}

void TestRaces::aProcessThatHasEndedIsOrdered()
{
    TraceBuilder b;
    const ObjectId x = b.object(ObjectKind::Variable, "x");
    const auto child = static_cast<LaneId>(b.trace().laneCount());
    const auto own = static_cast<ObjectId>(b.trace().objectCount());
    b.trace().appendObject({.kind = ObjectKind::Process, .name = b.text("child"), .creator = b.main, .lane = child});
    b.trace().appendLane({.kind = LaneKind::Process, .name = b.text("child"), .creator = b.main, .object = own, .process = 1});
    b.add(b.main, Operation::Start, b.objectOf(child));
    b.add(child, Operation::Begin, b.objectOf(child));
    b.add(child, Operation::Write, x, 1);
    b.add(child, Operation::Exit, b.objectOf(child), 0);
    b.add(b.main, Operation::Join, b.objectOf(child), 0);
    b.add(b.main, Operation::Write, x, 2);
    QVERIFY(findingsOf(b, FindingKind::DataRace).empty());
}

namespace {

/// A task on the loop of a thread, begun.
LaneId task(TraceBuilder& b, const char* name, LaneId home, ObjectId loop)
{
    const LaneId id = b.lane(name, home, LaneKind::Task, home, loop);
    b.add(home, Operation::Start, b.objectOf(id));
    b.add(id, Operation::Resume, b.objectOf(id));
    b.add(id, Operation::Begin, b.objectOf(id));
    return id;
}

} // namespace

void TestRaces::tasksOfOneLoopDoNotRace()
{
    TraceBuilder b;
    const ObjectId loop = b.object(ObjectKind::Loop, "loop");
    const ObjectId x = b.object(ObjectKind::Variable, "x");
    const LaneId one = task(b, "one", b.main, loop);
    b.add(one, Operation::Write, x, 1);
    b.add(one, Operation::Await, loop, 5, Way::Suspended);
    const LaneId two = task(b, "two", b.main, loop);
    b.add(two, Operation::Write, x, 2);
    QVERIFY(findingsOf(b, FindingKind::DataRace).empty());
}

void TestRaces::aResultOrdersTwoLoops()
{
    for (const bool isLate : {false, true}) {
        TraceBuilder b;
        const ObjectId loop = b.object(ObjectKind::Loop, "loop");
        const ObjectId x = b.object(ObjectKind::Variable, "x");
        const ObjectId result = b.object(ObjectKind::Future, "result");
        const LaneId worker = b.started("worker");
        const LaneId waiting = task(b, "waiting", b.main, loop);
        b.add(waiting, Operation::Await, result, never, Way::Suspended);
        if (!isLate)
            b.add(worker, Operation::Write, x, 1);
        b.add(worker, Operation::Resolve, result, 1);
        if (isLate)
            b.add(worker, Operation::Write, x, 1);
        b.add(waiting, Operation::Resume, b.objectOf(waiting));
        b.add(waiting, Operation::Read, x, 1);
        QCOMPARE(findingsOf(b, FindingKind::DataRace).size(), std::size_t{isLate ? 1U : 0U});
    }
}

void TestRaces::aCallbackIsOrderedBehindItsPost()
{
    TraceBuilder b;
    const ObjectId loop = b.object(ObjectKind::Loop, "loop");
    const ObjectId x = b.object(ObjectKind::Variable, "x");
    const LaneId worker = b.started("worker");
    b.add(worker, Operation::Write, x, 1);
    b.add(worker, Operation::Post, loop);
    b.add(b.main, Operation::Callback, loop);
    b.add(b.main, Operation::Write, x, 2);
    QVERIFY(findingsOf(b, FindingKind::DataRace).empty());
}

void TestRaces::indivisibleChangesOrder()
{
    // A lock made of a flag: taken by exchanging, given back by writing.
    Pair p;
    const ObjectId flag = p.b.object(ObjectKind::Variable, "flag");
    p.b.add(p.a, Operation::CompareExchange, flag, 0);
    p.b.add(p.a, Operation::Write, p.x, 1);
    p.b.add(p.a, Operation::Write, flag, 0);
    p.b.add(p.c, Operation::CompareExchange, flag, 0);
    p.b.add(p.c, Operation::Write, p.x, 2);
    QCOMPARE(p.races(), std::size_t{0});
    // Who read it before anybody exchanged it meant no harm either, and says so.
    Pair mixed;
    mixed.b.add(mixed.a, Operation::Read, mixed.x, 0);
    mixed.b.add(mixed.c, Operation::Write, mixed.x, 1);
    mixed.b.add(mixed.c, Operation::Modify, mixed.x, 2);
    QCOMPARE(mixed.races(), std::size_t{0});
    QCOMPARE(findingsOf(mixed.b, FindingKind::Unordered).size(), std::size_t{1});
}

// A word that something is there: written behind it, read before it.
void TestRaces::atomicVariablesOrder()
{
    for (const std::uint32_t policy : {0U, 2U}) {
        Pair p;
        const auto word = static_cast<ObjectId>(p.b.trace().objectCount());
        p.b.trace().appendObject({.kind = ObjectKind::Variable, .name = p.b.text("word"), .creator = p.b.main, .policy = policy});
        p.b.add(p.a, Operation::Write, p.x, 42);
        p.b.add(p.a, Operation::Write, word, 1);
        p.b.add(p.c, Operation::Read, word, 1);
        p.b.add(p.c, Operation::Read, p.x, 42);
        QCOMPARE(p.races(), std::size_t{policy == 2 ? 0U : 2U});
    }
}

void TestRaces::relaxedVariablesAreOnlyUnordered()
{
    TraceBuilder b;
    const LaneId a = b.started("a");
    const auto x = static_cast<ObjectId>(b.trace().objectCount());
    b.trace().appendObject({.kind = ObjectKind::Variable, .name = b.text("x"), .creator = b.main, .policy = 1});
    b.add(a, Operation::Write, x, 1);
    b.add(b.main, Operation::Read, x, 0);
    QVERIFY(findingsOf(b, FindingKind::DataRace).empty());
    const auto found = findingsOf(b, FindingKind::Unordered);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].severity, Severity::Observation);
}

// a goes on and arrives for the next phase before c has passed the first: what a did in between is not ordered before c.
void TestRaces::aPhaseDoesNotOrderTheNext()
{
    Pair p;
    const ObjectId barrier = p.b.object(ObjectKind::Barrier, "barrier", 2, 2);
    p.b.add(p.a, Operation::Arrive, barrier, 0);
    p.b.add(p.c, Operation::Arrive, barrier, 0);
    p.b.add(p.a, Operation::Pass, barrier, 0);
    p.b.add(p.a, Operation::Write, p.x, 1);
    p.b.add(p.a, Operation::Arrive, barrier, 1);
    p.b.add(p.c, Operation::Pass, barrier, 0);
    p.b.add(p.c, Operation::Write, p.x, 2);
    QCOMPARE(p.races(), std::size_t{1});
}

void TestRaces::readersOrderTheWriterOnly()
{
    Pair p;
    const ObjectId lock = p.b.object(ObjectKind::SharedMutex, "lock");
    p.b.add(p.a, Operation::LockShared, lock);
    p.b.add(p.a, Operation::Read, p.x, 0);
    p.b.add(p.a, Operation::UnlockShared, lock);
    p.b.add(p.c, Operation::Lock, lock);
    p.b.add(p.c, Operation::Write, p.x, 1);
    p.b.add(p.c, Operation::Unlock, lock);
    p.b.add(p.a, Operation::LockShared, lock);
    p.b.add(p.a, Operation::Read, p.x, 1);
    QCOMPARE(p.races(), std::size_t{0});
}

QTEST_APPLESS_MAIN(TestRaces)
#include "tst_races.moc"
