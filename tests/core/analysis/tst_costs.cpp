#include "tests/core/analysis/findings_of.h"

#include "core/analysis/busy_waits.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::analysis;
using test::findingsOf;
using test::sentences;
using test::TraceBuilder;
using trace::Mode;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

/// What waiting costs, and the numbers of a run.
class TestCosts : public QObject
{
    Q_OBJECT

private slots:
    void whoIsOvertakenAgainAndAgainStarves();
    void whoIsServedInTurnDoesNot();
    void theLongestWaitIsTold();
    void sleepingIsNoWait();
    void lookingAgainAndAgainIsBusy();
    void aValueThatChangesIsNoPolling();
    void triesInVainAreBusyToo();
    void waitingForALockIsContention();
    void aLockThatIsAlwaysFreeIsNot();
    void aQueueIsMeasured();
    void theLongestChainGoesThroughItsCauses();
    void whatRunsBesideIsNotOnThePath();
    void aLongPathIsToldInPart();
    void oneThreadHasNoPath();
    void halfTheTimeIsHalf();
};

namespace {

/// main has the lock again and again while "slow" waits for it.
void overtake(TraceBuilder& b, int times)
{
    const LaneId slow = b.started("slow");
    const ObjectId lock = b.object(ObjectKind::Mutex, "lock");
    b.add(b.main, Operation::Lock, lock);
    b.blocked(slow, Operation::Lock, lock);
    for (int i = 0; i < times; ++i) {
        b.add(b.main, Operation::Unlock, lock);
        b.add(b.main, Operation::Lock, lock);
    }
    b.add(b.main, Operation::Unlock, lock);
    b.add(slow, Operation::Lock, lock);
}

} // namespace

void TestCosts::whoIsOvertakenAgainAndAgainStarves()
{
    TraceBuilder b;
    overtake(b, 9);
    const auto found = findingsOf(b, FindingKind::Starvation);
    QCOMPARE(sentences(found), QStringList("slow waited for lock for 20 steps while others took it 9 times."));
    QCOMPARE(found[0].severity, Severity::Suspicious);
    QCOMPARE(found[0].steps, std::vector{b.begin + 2});
}

void TestCosts::whoIsServedInTurnDoesNot()
{
    TraceBuilder b;
    overtake(b, 3);
    QVERIFY(findingsOf(b, FindingKind::Starvation).empty());
}

void TestCosts::theLongestWaitIsTold()
{
    TraceBuilder b(Mode::Live);
    const LaneId cook = b.started("cook");
    const ObjectId lock = b.object(ObjectKind::Mutex, "lock");
    for (const std::uint64_t duration : {1'000U, 5'000U, 2'000U}) {
        b.add(b.main, Operation::Lock, lock);
        b.blocked(cook, Operation::Lock, lock);
        b.stamp += duration;
        b.add(b.main, Operation::Unlock, lock);
        b.add(cook, Operation::Lock, lock);
        b.add(cook, Operation::Unlock, lock);
    }
    const auto found = findingsOf(b, FindingKind::LongWait);
    QCOMPARE(sentences(found), QStringList("Longest wait for lock: cook, 5.002 µs."));
    QCOMPARE(found[0].steps, std::vector{b.begin + 2 + 5});
}

void TestCosts::sleepingIsNoWait()
{
    TraceBuilder b(Mode::Live);
    b.blocked(b.main, Operation::Sleep, ObjectId::none, 50'000);
    b.stamp += 50'000;
    b.add(b.main, Operation::Sleep, ObjectId::none, 50'000);
    QVERIFY(findingsOf(b, FindingKind::LongWait).empty());
}

void TestCosts::lookingAgainAndAgainIsBusy()
{
    TraceBuilder b;
    const ObjectId flag = b.object(ObjectKind::Variable, "flag");
    Step first = 0;
    for (std::uint64_t i = 0; i < BusyWaits::fewest; ++i) {
        const Step step = b.add(b.main, Operation::Read, flag, 0);
        first = i == 0 ? step : first;
        b.add(b.main, Operation::Sleep, ObjectId::none, 10);
    }
    b.add(b.main, Operation::Read, flag, 1);
    const auto found = findingsOf(b, FindingKind::BusyWait);
    QCOMPARE(sentences(found), QStringList("main looked at flag 16 times in a row, and it had not changed, sleeping in between. "
                                           "Waiting to be told would cost nothing."));
    QCOMPARE(found[0].severity, Severity::Suspicious);
    QCOMPARE(found[0].steps.front(), first);
}

void TestCosts::aValueThatChangesIsNoPolling()
{
    TraceBuilder b;
    const ObjectId flag = b.object(ObjectKind::Variable, "flag");
    for (std::uint64_t i = 0; i < 3 * BusyWaits::fewest; ++i)
        b.add(b.main, Operation::Read, flag, static_cast<std::int64_t>(i / 2));
    for (std::uint64_t i = 0; i < BusyWaits::fewest - 1; ++i)
        b.add(b.main, Operation::Read, flag, 77);
    b.add(b.main, Operation::Write, flag, 77);
    b.add(b.main, Operation::Read, flag, 77);
    QVERIFY(findingsOf(b, FindingKind::BusyWait).empty());
}

void TestCosts::triesInVainAreBusyToo()
{
    TraceBuilder b;
    const LaneId cook = b.started("cook");
    const ObjectId lock = b.object(ObjectKind::Mutex, "lock");
    b.add(b.main, Operation::Lock, lock);
    for (std::uint64_t i = 0; i < BusyWaits::fewest; ++i)
        b.add(cook, Operation::TryLock, lock, 0, Way::Failed);
    QCOMPARE(sentences(findingsOf(b, FindingKind::BusyWait)),
             QStringList("cook tried in vain to have lock 16 times in a row. Waiting to be told would cost nothing."));
}

void TestCosts::waitingForALockIsContention()
{
    TraceBuilder b;
    overtake(b, 1);
    QCOMPARE(sentences(findingsOf(b, FindingKind::Contention)),
             QStringList("lock was taken 3 times; 1 time somebody had to wait for it, 4 steps in all. "
                         "It was held for 1.0 steps on average, for 2 steps at most by main."));
}

void TestCosts::aLockThatIsAlwaysFreeIsNot()
{
    TraceBuilder b;
    const ObjectId lock = b.object(ObjectKind::Mutex, "lock");
    b.add(b.main, Operation::Lock, lock);
    b.add(b.main, Operation::Unlock, lock);
    QVERIFY(findingsOf(b, FindingKind::Contention).empty());
}

// Depths 1, 2, 1, 0 for 10 nanoseconds each, of which one is full and one empty.
void TestCosts::aQueueIsMeasured()
{
    TraceBuilder b(Mode::Live);
    const ObjectId queue = b.object(ObjectKind::Queue, "basket", 0, 2);
    for (const Operation operation : {Operation::Put, Operation::Put, Operation::Get, Operation::Get}) {
        b.add(b.main, operation, queue, 1);
        b.stamp += 9;
    }
    b.add(b.main, Operation::Yield);
    QCOMPARE(sentences(findingsOf(b, FindingKind::QueueUse)),
             QStringList("basket: 2 put, 2 got; at most 2 of 2 in it, 1.0 on average; empty 25 % of the time, full 25 %."));
    TraceBuilder none;
    none.object(ObjectKind::Queue, "unused");
    QVERIFY(findingsOf(none, FindingKind::QueueUse).empty());
}

namespace {

/// main works 10, gives a permit to cook, who works 30 and gives one back; meanwhile main works 5.
void relay(TraceBuilder& b)
{
    const LaneId cook = b.started("cook");
    const ObjectId order = b.object(ObjectKind::Semaphore, "order");
    const ObjectId meal = b.object(ObjectKind::Semaphore, "meal");
    b.blocked(cook, Operation::Acquire, order);
    b.stamp = 1'000;
    b.add(b.main, Operation::Release, order, 1);
    b.add(cook, Operation::Acquire, order);
    b.stamp = 1'500;
    b.blocked(b.main, Operation::Acquire, meal);
    b.stamp = 4'000;
    b.add(cook, Operation::Release, meal, 1);
    b.add(b.main, Operation::Acquire, meal);
}

} // namespace

void TestCosts::theLongestChainGoesThroughItsCauses()
{
    TraceBuilder b(Mode::Live);
    relay(b);
    const auto found = findingsOf(b, FindingKind::CriticalPath);
    QCOMPARE(found.size(), std::size_t{1});
    // main up to step 1,000, cook up to 4,000: the 500 that main works beside are not in it.
    QCOMPARE(found[0].value, std::optional(3'999.0));
    QCOMPARE(sentences(found), QStringList("The longest chain takes 3.999 µs of 4.001 µs and goes from lane to lane 2 times: cook "
                                           "75 % and main 25 %. Only what shortens this chain shortens the run."));
}

void TestCosts::whatRunsBesideIsNotOnThePath()
{
    TraceBuilder b(Mode::Live);
    const LaneId cook = b.started("cook");
    b.stamp = 100;
    b.add(cook, Operation::Yield);
    b.stamp = 1'000;
    b.add(b.main, Operation::Yield);
    const auto found = findingsOf(b, FindingKind::CriticalPath);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].lanes, std::vector{b.main});
}

// main and cook take turns 1,000 times; main works three times as long as cook.
void TestCosts::aLongPathIsToldInPart()
{
    TraceBuilder b(Mode::Live);
    const LaneId cook = b.started("cook");
    const ObjectId there = b.object(ObjectKind::Semaphore, "there");
    const ObjectId back = b.object(ObjectKind::Semaphore, "back");
    b.blocked(cook, Operation::Acquire, there);
    for (int i = 0; i < 1'000; ++i) {
        b.stamp += 300;
        b.add(b.main, Operation::Release, there, 1);
        b.add(cook, Operation::Acquire, there);
        b.blocked(b.main, Operation::Acquire, back);
        b.stamp += 100;
        b.add(cook, Operation::Release, back, 1);
        b.add(b.main, Operation::Acquire, back);
        b.blocked(cook, Operation::Acquire, there);
    }
    const auto found = findingsOf(b, FindingKind::CriticalPath);
    QCOMPARE(found.size(), std::size_t{1});
    const QRegularExpression form("goes from lane to lane (?:1999|2000) times: in its latest (\\d+) stretches main 7[45] % and cook 2[56] %\\.");
    const auto match = form.match(sentences(found)[0]);
    QVERIFY2(match.hasMatch(), found[0].sentence.c_str());
    QVERIFY(match.captured(1).toInt() >= 64 && match.captured(1).toInt() <= 130);
}

void TestCosts::oneThreadHasNoPath()
{
    TraceBuilder b(Mode::Live);
    b.add(b.main, Operation::Yield);
    b.add(b.main, Operation::Yield);
    QVERIFY(findingsOf(b, FindingKind::CriticalPath).empty());
    QVERIFY(findingsOf(b, FindingKind::Utilisation).empty());
}

void TestCosts::halfTheTimeIsHalf()
{
    TraceBuilder b(Mode::Live);
    const LaneId cook = b.started("cook");
    const ObjectId gate = b.object(ObjectKind::Semaphore, "gate");
    b.stamp = 0;
    b.add(cook, Operation::Yield);
    b.stamp = 500;
    b.blocked(cook, Operation::Acquire, gate);
    b.stamp = 1'000;
    b.add(b.main, Operation::Yield);
    const auto found = findingsOf(b, FindingKind::Utilisation);
    QCOMPARE(sentences(found), QStringList("On average 1.5 of 2 threads ran at the same time. Not waiting: main 100 % and cook 50 % "
                                           "of the time."));
    QVERIFY(std::abs(*found[0].value - 1.5) < 0.01);
}

QTEST_APPLESS_MAIN(TestCosts)
#include "tst_costs.moc"
