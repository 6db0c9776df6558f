// What the programs do beside the outcomes that they promise: how long they take with other parameters, and in which
// orders the lines come that a reader sees.

#include "core/explore/depth_first.h"
#include "core/explore/fiber_driver.h"
#include "core/schedule/random.h"
#include "tests/core/explore/variants.h"

#include <QtTest>

#include <set>

using namespace interleave;
using namespace interleave::explore;

namespace {

constexpr auto ignored = trace::TimeSetting::Ignored;
constexpr auto respected = trace::TimeSetting::Respected;

/// What one execution came to, and the lines that its lanes wrote: "AAA: AAA counts 5".
struct Told
{
    const Execution& execution;
    QStringList lines;
};

struct Variant
{
    const char* scenario;
    const char* variant;
    const char* changed;
};

Program programFor(const Variant& one)
{
    const scenarios::Scenario* scenario = scenarios::find(one.scenario);
    const scenarios::Variant* variant = scenario == nullptr ? nullptr : scenarios::findVariant(*scenario, one.variant);
    if (variant == nullptr)
        qFatal("there is no %s:%s", one.scenario, one.variant);
    return programOf(*scenario, *variant, valuesOf(*scenario, *variant, one.changed));
}

/// Every execution, or as many as are allowed, in any order of steps that differs at all. Whether these were all.
bool forEach(const Variant& one, trace::TimeSetting time, std::uint64_t most, const std::function<void(const Told&)>& see)
{
    FiberDriver driver;
    std::vector<trace::Event> events;
    driver.recordInto(&events);
    SearchOptions options;
    options.run.time = time;
    options.run.maxPicks = 5'000;
    options.localFirst = false; // the order of lines is what matters here
    options.maxExecutions = most;
    options.wallLimit = std::chrono::hours(1);
    const SearchReport report = depthFirst(driver, programFor(one), options, [&](const Execution& execution) {
        Told told{execution, {}};
        for (const trace::Event& event : events)
            if (event.operation == trace::Operation::Note) {
                const std::string& lane = driver.tables().name(driver.tables().lane(event.lane).name);
                const std::string& text = driver.tables().name(static_cast<NameId>(event.value));
                told.lines << QString::fromStdString(lane + ": " + text);
            }
        see(told);
        return true;
    });
    return report.isComplete;
}

} // namespace

class TestDetails : public QObject
{
    Q_OBJECT

private slots:
    void takesAsLong_data();
    void takesAsLong();
};

void TestDetails::takesAsLong_data()
{
    QTest::addColumn<Variant>("variant");
    QTest::addColumn<double>("units");
    const auto add = [](const char* scenario, const char* variant, const char* changed, double units) {
        QTest::addRow("%s %s, %s", scenario, variant, changed) << Variant{scenario, variant, changed} << units;
    };
    const char* const machine = "serial-concurrent-parallel";
    add(machine, "serial", "work=20", 60);
    add(machine, "serial", "switch=1", 14);     // two switches
    add(machine, "concurrent", "switch=1", 23); // eleven
    add(machine, "concurrent", "quantum=5", 12);
    add(machine, "parallel", "work=20", 20);
    add(machine, "parallel", "cores=8 tasks=8", 4);
    add(machine, "both", "tasks=4 work=3", 6);
}

void TestDetails::takesAsLong()
{
    QFETCH(Variant, variant);
    QFETCH(double, units);
    int executions = 0;
    const auto check = [&](const Execution& execution) {
        ++executions;
        QCOMPARE(execution.ending, trace::Ending::Completed);
        QCOMPARE(static_cast<double>(execution.makespan) / 1e9, units);
    };
    forEach(variant, respected, 200, [&](const Told& told) { check(told.execution); });
    // The beginning of a depth-first search sees one corner; random runs see all sides.
    FiberDriver driver;
    RunOptions options;
    options.time = respected;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        schedule::Random random(seed);
        check(runOnce(driver, programFor(variant), random, options));
    }
    QVERIFY(executions > 50);
}

QTEST_GUILESS_MAIN(TestDetails)

#include "tst_details.moc"
