#include "core/explore/depth_first.h"

#include "core/base/check.h"
#include "core/schedule/replay.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/semaphore.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"
#include "tests/core/explore/programs.h"

#include <QtTest>

#include <cmath>

using namespace interleave;
using namespace interleave::explore;
using trace::Ending;
using trace::FindingKind;

namespace {

/// "COMPLETED n=1; COMPLETED n=2"
QString toString(const SearchReport& report)
{
    QStringList all;
    for (const Found& found : report.found)
        all << QString::fromStdString(toText(found.ending, found.findings, found.outcome));
    return all.join("; ");
}

SearchReport search(Executor executor, const Program& program, const SearchOptions& options = {})
{
    const auto driver = makeDriver(executor);
    return depthFirst(*driver, program, options);
}

void addExecutors()
{
    QTest::addColumn<Executor>("executor");
    QTest::newRow("fibers") << Executor::Fibers;
    QTest::newRow("pooled threads") << Executor::Pool;
}

} // namespace

class TestDepthFirst : public QObject
{
    Q_OBJECT

private slots:
    // Lanes that have nothing in common: every interleaving of their writes exists, and nothing else is a choice once
    // starting and joining go first. Two lanes of k: (2k)! / (k! k!); three of 2: 6! / (2! 2! 2!) = 90.
    void countsInterleavings_data()
    {
        QTest::addColumn<Executor>("executor");
        QTest::addColumn<int>("lanes");
        QTest::addColumn<int>("steps");
        QTest::addColumn<quint64>("expected");
        QTest::newRow("two lanes of 1") << Executor::Fibers << 2 << 1 << quint64(2);
        QTest::newRow("two lanes of 2") << Executor::Fibers << 2 << 2 << quint64(6);
        QTest::newRow("two lanes of 5") << Executor::Fibers << 2 << 5 << quint64(252);
        QTest::newRow("two lanes of 7") << Executor::Fibers << 2 << 7 << quint64(3432);
        QTest::newRow("three lanes of 2") << Executor::Fibers << 3 << 2 << quint64(90);
        QTest::newRow("two lanes of 5, pooled") << Executor::Pool << 2 << 5 << quint64(252);
        QTest::newRow("three lanes of 2, pooled") << Executor::Pool << 3 << 2 << quint64(90);
    }
    void countsInterleavings()
    {
        QFETCH(Executor, executor);
        QFETCH(int, lanes);
        QFETCH(int, steps);
        QFETCH(quint64, expected);
        const SearchReport report = search(executor, independentWriters(lanes, steps));
        QVERIFY(report.isComplete);
        QCOMPARE(quint64(report.executions), expected);
        QCOMPARE(toString(report), QString("COMPLETED"));
    }

    // Without the reduction main's own steps interleave too. One write per lane: the order of S1 S2 J1 J2 E is fixed
    // (start, join, exit), w1 comes between S1 and J1, w2 between S2 and J2. w1 before S2: w2 before or after nothing
    // else but J1: S1 w1 S2 then {w2 J1, J1 w2} = 2; w1 after S2: w1 w2 J1, w2 w1 J1, w1 J1 w2 = 3. Together 5.
    void countsStartsAndJoinsToo()
    {
        SearchOptions options;
        options.localFirst = false;
        QCOMPARE(search(Executor::Fibers, independentWriters(2, 1), options).executions, std::uint64_t(5));
    }

    // Lanes started one by one; who moves is uniform among those that can. With 1/2 main starts two before one moves:
    // whoever locks first, the other locks next with 1/2: deadlock. With 1/2 one takes a first; then with 1/2 it takes b
    // too, else main starts two, which takes b with 1/2. Together 1/2 · 1/2 + 1/2 · 1/2 · 1/2 = 3/8. Here it is the sum of
    // the exact probabilities of all executions.
    void abbaDeadlocksInThreeEighthsOfUniformRuns_data() { addExecutors(); }
    void abbaDeadlocksInThreeEighthsOfUniformRuns()
    {
        QFETCH(Executor, executor);
        SearchOptions options;
        options.localFirst = false;
        const SearchReport report = search(executor, abba(), options);
        QVERIFY(report.isComplete);
        QCOMPARE(toString(report), QString("COMPLETED; DEADLOCK"));
        const Found* deadlock = report.find(Ending::Deadlock, {}, "");
        const Found* completed = report.find(Ending::Completed, {}, "");
        QVERIFY(deadlock != nullptr && completed != nullptr);
        QVERIFY(std::abs(deadlock->probability - 3.0 / 8.0) < 1e-12);
        QVERIFY(std::abs(completed->probability - 5.0 / 8.0) < 1e-12);
    }

    void findsTheSets_data()
    {
        QTest::addColumn<Program>("program");
        QTest::addColumn<QString>("expected");
        QTest::newRow("AB-BA") << abba() << "COMPLETED; DEADLOCK";
        QTest::newRow("lost update 2 × 1") << lostUpdate(2, 1) << "COMPLETED n=1; COMPLETED n=2";
        QTest::newRow("lost update 2 × 2") << lostUpdate(2, 2) << "COMPLETED n=2; COMPLETED n=3; COMPLETED n=4";
        QTest::newRow("queue workers") << queueWorkers(3)
                                       << "COMPLETED one=0 two=3; COMPLETED one=1 two=2; COMPLETED one=2 two=1; "
                                          "COMPLETED one=3 two=0";
        QTest::newRow("a notification that nobody waits for") << conditionWait(false) << "COMPLETED; HANG";
        QTest::newRow("a flag under the mutex") << conditionWait(true) << "COMPLETED";
        QTest::newRow("lock leak") << lockLeak() << "HANG LOCK-LEAK";
    }
    void findsTheSets()
    {
        QFETCH(Program, program);
        QFETCH(QString, expected);
        for (const Executor executor : {Executor::Fibers, Executor::Pool}) {
            for (const bool localFirst : {true, false}) {
                SearchOptions options;
                options.localFirst = localFirst;
                const SearchReport report = search(executor, program, options);
                QVERIFY(report.isComplete);
                QCOMPARE(toString(report), expected);
            }
        }
    }

    // Two lanes that add 1 four times: {2 … 8}. 2 and not 4 is the least: a lane can read the 0 at its very start and write its 1
    // late, the other then reads that 1 and writes 2 last of all. The whole space is 16! / (8! 8!) = 12,870.
    void lostUpdatesOfFour()
    {
        const SearchReport report = search(Executor::Fibers, lostUpdate(2, 4));
        QVERIFY(report.isComplete);
        QCOMPARE(report.executions, std::uint64_t(12'870));
        QCOMPARE(report.found.size(), std::size_t(7));
        for (int n = 2; n <= 8; ++n)
            QVERIFY2(report.find(Ending::Completed, {}, "n=" + std::to_string(n)) != nullptr, qPrintable(QString::number(n)));
    }

    // The same sets with and without the reduction, and fewer executions with it.
    void localFirstLosesNothing()
    {
        const Program program{.name = "notes and sleeps", .main = [] {
                                  sync::Shared<int> last("last");
                                  sync::ThreadGroup group;
                                  for (int i = 1; i <= 2; ++i)
                                      group.start("", [&last, i] {
                                          sync::note("comes");
                                          sync::sleepFor(std::chrono::seconds(1));
                                          last.write(i);
                                          sync::note("goes");
                                      });
                                  group.joinAll();
                                  sync::outcome("last", last.read());
                              }};
        SearchOptions options;
        const SearchReport reduced = search(Executor::Fibers, program, options);
        options.localFirst = false;
        const SearchReport whole = search(Executor::Fibers, program, options);
        QVERIFY(reduced.isComplete && whole.isComplete);
        QCOMPARE(toString(reduced), toString(whole));
        QCOMPARE(reduced.executions, std::uint64_t(2));
        QVERIFY(whole.executions > 100);
    }

    // A thread that another lane than its creator works on: starting it first would hide that joining it may come before.
    void foreignThreadsAreNotReduced()
    {
        const Program program{.name = "foreign join", .main = [] {
                                  sync::Thread other("other", [] {});
                                  sync::Thread joining("joining", [&] { other.join(); });
                                  joining.start();
                                  other.start();
                                  joining.join();
                                  other.join();
                              }};
        SearchOptions options;
        const SearchReport reduced = search(Executor::Fibers, program, options);
        options.localFirst = false;
        const SearchReport whole = search(Executor::Fibers, program, options);
        QCOMPARE(toString(whole), QString("COMPLETED; COMPLETED MISUSE"));
        QCOMPARE(toString(reduced), toString(whole));
    }

    // Who sleeps longer comes last where time is respected; anybody may where it is ignored.
    void timeIsRespectedOrIgnored()
    {
        const Program program{.name = "sleepers", .main = [] {
                                  sync::Shared<int> last("last");
                                  sync::ThreadGroup group;
                                  for (int i = 1; i <= 2; ++i)
                                      group.start("", [&last, i] {
                                          sync::sleepFor(std::chrono::seconds(i));
                                          last.write(i);
                                      });
                                  group.joinAll();
                                  sync::outcome("last", last.read());
                              }};
        SearchOptions options;
        QCOMPARE(toString(search(Executor::Fibers, program, options)), QString("COMPLETED last=1; COMPLETED last=2"));
        options.run.time = trace::TimeSetting::Respected;
        const SearchReport report = search(Executor::Fibers, program, options);
        QCOMPARE(toString(report), QString("COMPLETED last=2"));
        QCOMPARE(report.found[0].shortest, Nanoseconds(2'000'000'000));
        QCOMPARE(report.found[0].longest, Nanoseconds(2'000'000'000));
    }

    void spuriousWakeUpsAreBounded()
    {
        SearchOptions options;
        options.run.spuriousWakeUps = 1;
        const SearchReport report = search(Executor::Fibers, conditionWait(false), options);
        // One wake-up without a cause saves the waiter whose notification was lost.
        QCOMPARE(toString(report), QString("COMPLETED"));
    }

    void boundsAreKept()
    {
        SearchOptions options;
        options.maxExecutions = 10;
        const SearchReport few = search(Executor::Fibers, lostUpdate(2, 3), options);
        QVERIFY(!few.isComplete);
        QCOMPARE(few.executions, std::uint64_t(10));
        QVERIFY(!few.why.empty());

        const Program endless{.name = "endless", .main = [] {
                                  for (;;)
                                      sync::note("again");
                              }};
        options.run.maxPicks = 100;
        const SearchReport cut = search(Executor::Fibers, endless, options);
        QVERIFY(!cut.isComplete);
        QCOMPARE(toString(cut), QString("BOUND"));
        QCOMPARE(cut.picks, std::uint64_t(100));
    }

    // Every example can be run again and comes to what it is an example of.
    void examplesAreReproduced_data() { addExecutors(); }
    void examplesAreReproduced()
    {
        QFETCH(Executor, executor);
        const auto driver = makeDriver(executor);
        for (const Program& program : {abba(), lostUpdate(2, 2), queueWorkers(2), conditionWait(false)}) {
            const SearchReport report = depthFirst(*driver, program);
            for (const Found& found : report.found) {
                schedule::Replay replay(
                    found.example, [&](LaneId lane) { return driver->tables().lanePath(lane); }, nullptr);
                const Execution& again = runOnce(*driver, program, replay);
                QVERIFY2(replay.difference().empty(), replay.difference().c_str());
                QCOMPARE(QString::fromStdString(toText(again.ending, again.findings, again.outcome)),
                         QString::fromStdString(toText(found.ending, found.findings, found.outcome)));
            }
        }
    }

    void programsThatDifferAreFaults()
    {
        int runs = 0;
        const Program program{.name = "differs", .main = [&runs] {
                                  sync::Shared<int> one("one");
                                  sync::Shared<int> two("two");
                                  sync::ThreadGroup group;
                                  sync::Shared<int>& mine = ++runs > 1 ? one : two;
                                  mine.write(1);
                                  group.start("", [&] { mine.write(2); });
                                  group.start("", [&] { mine.write(3); });
                                  group.joinAll();
                              }};
        const auto driver = makeDriver(Executor::Fibers);
        QVERIFY_EXCEPTION_THROWN(depthFirst(*driver, program), base::EngineFault);
        // The driver is whole after it.
        QCOMPARE(toString(depthFirst(*driver, lostUpdate(2, 1))), QString("COMPLETED n=1; COMPLETED n=2"));
    }
};

QTEST_GUILESS_MAIN(TestDepthFirst)

#include "tst_depth_first.moc"
