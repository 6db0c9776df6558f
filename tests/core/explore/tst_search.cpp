#include "core/explore/search.h"

#include "core/explore/depth_first.h"
#include "core/schedule/replay.h"
#include "tests/core/explore/programs.h"
#include "tests/core/explore/small_programs.h"

#include <QtTest>

#include <cmath>

using namespace interleave;
using namespace interleave::explore;
using trace::Ending;

namespace {

QString toString(const SearchReport& report)
{
    QStringList all;
    for (const Found& found : report.found)
        all << QString::fromStdString(toText(found.ending, found.findings, found.outcome));
    return all.join("; ");
}

SearchReport run(const Program& program, const SearchOptions& options = {})
{
    const auto driver = makeDriver(Executor::Fibers);
    return search(*driver, program, options);
}

} // namespace

/// What all algorithms have in common: budgets, going on, prefixes, shards, examples.
class TestSearch : public QObject
{
    Q_OBJECT

private slots:
    void algorithmsHaveNames()
    {
        for (int i = 0; i < algorithmCount; ++i)
            QCOMPARE(algorithmFromName(name(static_cast<Algorithm>(i))), static_cast<Algorithm>(i));
        QVERIFY(!algorithmFromName("best"));
    }

    // (4!)² = 576 classes in parts of 100: the same as at one go.
    void stopsAndGoesOn()
    {
        const auto driver = makeDriver(Executor::Fibers);
        const Program program = lostUpdate(4, 1);
        SearchOptions options;
        options.maxExecutions = 100;
        Search parts(*driver, program, options);
        int rounds = 0;
        while (!parts.run().isExhausted) {
            ++rounds;
            QCOMPARE(parts.report().executions, std::uint64_t(rounds) * 100);
            QVERIFY(!parts.report().isComplete && !parts.report().why.empty());
        }
        QCOMPARE(rounds, 5);
        QVERIFY(parts.report().isComplete);
        QCOMPARE(parts.report().executions, std::uint64_t(576));
        QCOMPARE(toString(parts.report()), toString(run(program)));
        QCOMPARE(parts.run().executions, std::uint64_t(576));
    }

    void callbacksStop()
    {
        SearchOptions options;
        options.onExecution = [](const Execution&) { return false; };
        QCOMPARE(run(lostUpdate(3, 1), options).executions, std::uint64_t(1));
        int calls = 0;
        options.onExecution = {};
        options.progressEvery = std::chrono::milliseconds(0);
        options.onProgress = [&](const Progress& progress) {
            ++calls;
            return progress.executions < 7;
        };
        QCOMPARE(run(lostUpdate(3, 1), options).executions, std::uint64_t(7));
        QCOMPARE(calls, 7);
    }

    // AB-BA has 3 classes, one of them the deadlock. Once both have their first lock there is no way out of it; while only
    // one has, the other may still find both free.
    void prefixesAreKept()
    {
        const SearchReport whole = run(abba());
        QCOMPARE(whole.executions, std::uint64_t(3));
        const Found* deadlock = whole.find(Ending::Deadlock, {}, "");
        QVERIFY(deadlock != nullptr);
        for (const Algorithm algorithm : {Algorithm::Optimal, Algorithm::Exhaustive}) {
            std::size_t avoidable = 0;
            for (std::size_t length = 0; length <= deadlock->examplePicks; ++length) {
                SearchOptions options;
                options.algorithm = algorithm;
                options.prefix.assign(deadlock->example.picks.begin(),
                                      deadlock->example.picks.begin() + static_cast<std::ptrdiff_t>(length));
                const SearchReport rest = run(abba(), options);
                QVERIFY(rest.isComplete);
                QVERIFY(rest.find(Ending::Deadlock, {}, "") != nullptr);
                if (rest.find(Ending::Completed, {}, "") != nullptr)
                    avoidable = length;
            }
            // Of its four picks or more, the last is the second lane's first lock.
            QVERIFY(avoidable > 0 && avoidable < deadlock->examplePicks);
        }
    }

    void shardsAreTheWhole_data()
    {
        QTest::addColumn<Program>("program");
        QTest::addColumn<Algorithm>("algorithm");
        for (const Algorithm algorithm : {Algorithm::Optimal, Algorithm::Exhaustive}) {
            const auto row = [&](const char* text, const Program& program) {
                QTest::addRow("%s, %s", text, std::string(name(algorithm)).c_str()) << program << algorithm;
            };
            row("counter", lostUpdate(3, 1));
            row("philosophers", philosophers(3, false));
            row("a place for one", placeForOne(2));
            row("short", abba());
        }
    }
    void shardsAreTheWhole()
    {
        QFETCH(Program, program);
        QFETCH(Algorithm, algorithm);
        SearchOptions options;
        options.algorithm = algorithm;
        const SearchReport whole = run(program, options);
        for (const std::uint32_t count : {2U, 5U}) {
            SearchReport together;
            std::uint64_t most = 0;
            for (std::uint32_t i = 0; i < count; ++i) {
                options.shard = {i, count};
                const SearchReport part = run(program, options);
                most = std::max(most, part.executions);
                if (i == 0)
                    together = part;
                else
                    together.add(part);
            }
            QVERIFY(whole.isComplete && together.isComplete);
            QCOMPARE(together.executions, whole.executions);
            QCOMPARE(toString(together), toString(whole));
            QVERIFY(whole.executions < 10 || most < whole.executions);
        }
    }

    // AB-BA deadlocks in 3/8 of uniform runs when lanes are started one by one: within 3 sigma of 4,000 of them.
    void randomIsUniform()
    {
        SearchOptions options;
        options.algorithm = Algorithm::Random;
        options.maxExecutions = 4'000;
        const SearchReport report = run(abba(), options);
        QVERIFY(!report.isComplete && !report.isExhausted);
        const Found* deadlock = report.find(Ending::Deadlock, {}, "");
        QVERIFY(deadlock != nullptr);
        const double expected = 4'000 * 3.0 / 8.0;
        const double sigma = std::sqrt(4'000 * 3.0 / 8.0 * 5.0 / 8.0);
        QVERIFY2(std::abs(static_cast<double>(deadlock->executions) - expected) < 3 * sigma,
                 qPrintable(QString::number(deadlock->executions)));
        // The same seed gives the same executions.
        QCOMPARE(run(abba(), options).find(Ending::Deadlock, {}, "")->executions, deadlock->executions);
    }

    // Depth 2, as AB-BA has, and 3 lanes, 10 picks: found in at least one of 3 · 10 executions on average.
    void pctFindsWhatHasThatDepth()
    {
        SearchOptions options;
        options.algorithm = Algorithm::Pct;
        options.pctDepth = 2;
        options.maxExecutions = 600;
        const Found* deadlock = nullptr;
        const SearchReport report = run(abba(), options);
        deadlock = report.find(Ending::Deadlock, {}, "");
        QVERIFY(deadlock != nullptr);
        QVERIFY(deadlock->executions >= 10);
    }

    // Without a preemption nobody is interrupted between two locks; with one somebody is.
    void preemptionsAreBounded()
    {
        SearchOptions options;
        options.algorithm = Algorithm::BoundedPreemptions;
        options.preemptions = 0;
        const SearchReport none = run(abba(), options);
        QCOMPARE(toString(none), QString("COMPLETED"));
        QVERIFY(none.isExhausted && !none.isComplete);
        QVERIFY(!none.why.empty());
        options.preemptions = 1;
        const SearchReport one = run(abba(), options);
        QCOMPARE(toString(one), QString("COMPLETED; DEADLOCK"));
        QVERIFY(one.executions > none.executions);
    }

    // Two lanes and main, which starts them and joins them. The fewest switches: main, one lane to its end, the other, main.
    void examplesHaveFewSwitches()
    {
        const SearchReport report = run(lostUpdate(2, 1));
        const Found* both = report.find(Ending::Completed, {}, "n=2");
        const Found* lost = report.find(Ending::Completed, {}, "n=1");
        QVERIFY(both != nullptr && lost != nullptr);
        QCOMPARE(both->exampleSwitches, std::size_t(3));
        // One reads, the other reads and writes, the first writes.
        QCOMPARE(lost->exampleSwitches, std::size_t(4));
    }

    void examplesAreReproduced()
    {
        const auto driver = makeDriver(Executor::Fibers);
        for (const Program& program :
             {abba(), lostUpdate(3, 1), queueWorkers(2), conditionWait(false), placeForOne(2), philosophers(3, false),
              smallProgram({{"wait for any"}, {"wait for any"}, {"notify any"}})}) {
            const SearchReport report = search(*driver, program);
            QVERIFY(report.isComplete);
            for (const Found& found : report.found) {
                schedule::Replay replay(
                    found.example, [&](LaneId lane) { return driver->tables().lanePath(lane); }, nullptr);
                const Execution& again = runOnce(*driver, program, replay);
                QVERIFY2(replay.difference().empty(), replay.difference().c_str());
                QCOMPARE(QString::fromStdString(toText(again.ending, again.findings, again.outcome)),
                         QString::fromStdString(toText(found.ending, found.findings, found.outcome)));
                QCOMPARE(again.picks, found.examplePicks);
                QCOMPARE(driver->switches(), found.exampleSwitches);
            }
        }
    }

    void boundedExecutionsAreSaid()
    {
        SearchOptions options;
        options.run.maxPicks = 9;
        const SearchReport report = run(lostUpdate(2, 2), options);
        QVERIFY(report.isExhausted && !report.isComplete);
        QCOMPARE(report.why, std::string("executions were cut off after 9 steps"));
        QCOMPARE(toString(report), QString("BOUND"));
    }

    void timeThatIsRespectedIsNotReduced()
    {
        SearchOptions options;
        options.run.time = trace::TimeSetting::Respected;
        const SearchReport report = run(smallProgram({{"sleep", "write x"}, {"write x"}}), options);
        QVERIFY(report.isComplete);
        QCOMPARE(report.found.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestSearch)

#include "tst_search.moc"
