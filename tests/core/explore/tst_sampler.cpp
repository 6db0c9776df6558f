#include "core/explore/fiber_driver.h"
#include "core/explore/sampler.h"
#include "core/explore/search.h"
#include "core/schedule/round_robin.h"
#include "tests/core/explore/programs.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::explore;

/// A few of many executions, evenly spread.
class TestSampler : public QObject
{
    Q_OBJECT

private slots:
    // Two locks in opposite order have few orders: every one is kept. A counter of three lanes has more than sixteen.
    void itIsEvenlySpread_data()
    {
        QTest::addColumn<int>("lanes");
        QTest::addColumn<int>("most");
        QTest::newRow("few") << 2 << 1000;
        QTest::newRow("many") << 3 << 16;
        QTest::newRow("an odd number") << 3 << 5;
    }
    void itIsEvenlySpread()
    {
        QFETCH(int, lanes);
        QFETCH(int, most);
        FiberDriver driver;
        schedule::Schedule head;
        head.info.scenario = "counter";
        head.info.variant = "broken";
        head.wakesAny = true;
        Sampler sampler(head, static_cast<std::size_t>(most));
        Search* running = nullptr;
        SearchOptions options;
        options.algorithm = Algorithm::Exhaustive;
        options.onExecution = [&](const Execution& execution) {
            sampler.take(running->report().executions, execution, driver);
            return true;
        };
        Search search(driver, lostUpdate(lanes, 1), options);
        running = &search;
        const SearchReport& report = search.run();
        QVERIFY(report.isComplete);
        const auto samples = sampler.samples(report.found);
        QVERIFY(samples.size() <= static_cast<std::size_t>(most));
        QVERIFY(report.executions <= static_cast<std::uint64_t>(most) ? samples.size() == report.executions
                                                                      : samples.size() * 2 + 1 >= static_cast<std::size_t>(most));
        for (std::size_t i = 1; i < samples.size(); ++i)
            QCOMPARE(samples[i].number - samples[i - 1].number, samples[1].number - samples[0].number);
        QCOMPARE(samples[0].number, std::uint64_t{1});
        for (const trace::ExploredSample& one : samples) {
            QVERIFY(one.outcome < report.found.size());
            const auto schedule = schedule::parseSchedule(one.schedule);
            QVERIFY(schedule);
            QCOMPARE(schedule->picks.size(), std::size_t{one.steps});
            QCOMPARE(schedule->info.scenario, std::string("counter"));
            QVERIFY(schedule->wakesAny);
        }
        // A search that begins anew.
        sampler.take(1, driver.run(abba(), *std::make_unique<schedule::RoundRobin>(), {}), driver);
        QVERIFY(sampler.samples(report.found).size() <= 1);
    }
};

QTEST_GUILESS_MAIN(TestSampler)

#include "tst_sampler.moc"
