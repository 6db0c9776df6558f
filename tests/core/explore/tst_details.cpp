// What the programs do beside the outcomes that they promise: how long they take with other parameters, and in which
// orders the lines come that a reader sees.

#include "core/explore/depth_first.h"
#include "core/explore/fiber_driver.h"
#include "core/schedule/random.h"
#include "tests/core/explore/variants.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <set>

using namespace interleave;
using namespace interleave::explore;

namespace {

constexpr auto ignored = trace::TimeSetting::Ignored;
constexpr auto respected = trace::TimeSetting::Respected;

struct Did
{
    std::string object; ///< its name
    trace::Operation operation;
    std::int64_t value;
};

/// What one execution came to, the lines that its lanes wrote ("AAA: AAA counts 5"), and what was done to objects.
struct Told
{
    const Execution& execution;
    QStringList lines = {};
    std::vector<Did> steps = {};
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

/// Every execution, in any order of steps that differs at all. Where these are more than are allowed: so many, and some
/// by chance, for the beginning of a depth-first search sees one corner. Whether these were all.
bool forEach(const Variant& one, trace::TimeSetting time, std::uint64_t most,
             const std::function<void(const Told&)>& see)
{
    const Program program = programFor(one);
    FiberDriver driver;
    std::vector<trace::Event> events;
    driver.recordInto(&events);
    SearchOptions options;
    options.run.time = time;
    options.run.maxPicks = 5'000;
    options.localFirst = false; // the order of lines is what matters here
    options.maxExecutions = most;
    options.wallLimit = std::chrono::hours(1);
    const auto tell = [&](const Execution& execution) {
        Told told{execution};
        for (const trace::Event& event : events) {
            if (driver.tables().knows(event.object) && !event.isBlocked())
                told.steps.push_back({driver.tables().name(driver.tables().object(event.object).name), event.operation,
                                      event.value});
            if (event.operation == trace::Operation::Note) {
                const std::string& lane = driver.tables().name(driver.tables().lane(event.lane).name);
                const std::string& text = driver.tables().name(static_cast<NameId>(event.value));
                told.lines << QString::fromStdString(lane + ": " + text);
            }
        }
        see(told);
        return true;
    };
    if (depthFirst(driver, program, options, tell).isComplete)
        return true;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        schedule::Random random(seed);
        tell(runOnce(driver, program, random, options.run));
    }
    return false;
}

} // namespace

class TestDetails : public QObject
{
    Q_OBJECT

private slots:
    void takesAsLong_data();
    void takesAsLong();
    void aLaneWrites_data();
    void aLaneWrites();
    void linesMixInSoManyWays_data();
    void linesMixInSoManyWays();
    void noKitchenBeatsItsBounds_data();
    void noKitchenBeatsItsBounds();
    void waitsWhereSomethingIsShared_data();
    void waitsWhereSomethingIsShared();
    void theCallbackRunsOnTheCallersLane();
    void bothStartBeforeTheSecondCounts();
    void eachLanePrintsInOrder_data();
    void eachLanePrintsInOrder();
    void aRunIsAsLongAsItsLongestThread();
    void nothingIsFreedThatIsInUse_data();
    void nothingIsFreedThatIsInUse();
    void thePictureStandsStill_data();
    void thePictureStandsStill();
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
    const char* const kitchen = "one-chef-kitchen";
    add(kitchen, "sequential", "simmer=0", 9);
    add(kitchen, "interleaved", "simmer=0", 9);
    add(kitchen, "interleaved", "chefs=6", 7);
    add(kitchen, "chef-per-dish", "dishes=6", 7);
    add(kitchen, "coroutines", "dishes=6", 18);
    const char* const button = "blocking-button"; // the job and two ticks more
    add(button, "blocks", "job=20 tick=0.1", 20.2);
    add(button, "slices", "job=7 tick=0.3", 7.5); // 23 ticks fit into 7 u
    add(button, "async", "job=1 tick=2", 4);
    const char* const gateway = "third-party-gateway"; // ceil(requests / workers) * remote
    add(gateway, "one-worker", "requests=7 remote=5", 35);
    add(gateway, "workers", "workers=3", 4);
    add(gateway, "workers", "workers=5", 2);
    add(gateway, "workers", "workers=9", 2);
    add(gateway, "workers", "workers=10", 1);
    add(gateway, "workers", "workers=32", 1);
    add(gateway, "workers", "requests=100 workers=32 remote=5", 20);
    add(gateway, "workers", "requests=100 workers=7 remote=0.1", 1.5);
    add(gateway, "async", "requests=100 remote=0.1", 0.1);
    const char* const call = "sync-vs-async-call"; // the sum, the larger one
    add(call, "synchronous", "b-work=4 a-work=2.5", 6.5);
    for (const char* variant : {"future-polled", "future-awaited", "callback", "fire-and-forget"}) {
        add(call, variant, "b-work=4 a-work=2.5", 4);
        add(call, variant, "b-work=1 a-work=9", 9);
        add(call, variant, "b-work=1 a-work=0", 1);
    }
    const char* const threads = "thread-start-join";
    add(threads, "join", "threads=8 ticks=10 interval=5", 50);
    add(threads, "no-join", "threads=8 ticks=10 interval=5", 50);
    add(threads, "join-in-start-loop", "threads=8", 24);
    add(threads, "start-called-as-run", "threads=3 interval=0.5", 4.5);
    const char* const daemons = "daemon-threads"; // until the last one ends that is no daemon, main included
    add(daemons, "none", "t1-ticks=10", 10);
    add(daemons, "none", "main-tail=7.5", 7.5);
    add(daemons, "one", "t1-ticks=10 t2-ticks=4", 4);
    add(daemons, "one", "t1-ticks=10 t2-ticks=4 main-tail=6", 6);
    add(daemons, "one", "daemon=t2 t1-ticks=5 t2-ticks=9", 5);
    add(daemons, "both", "main-tail=2.5", 2.5);
    add(daemons, "join-the-daemon", "t1-ticks=6 main-tail=2", 8);
    const char* const countdown = "thread-countdown"; // the longer one, or both
    add(countdown, "plain", "delay-a=0.1 delay-b=0.3 count=10", 3);
    add(countdown, "locked-per-line", "delay-a=5", 25);
    add(countdown, "locked-whole", "delay-a=0.1 delay-b=0.3 count=10", 4);
    add(countdown, "guard", "delay-a=5", 30);
    const char* const fan = "fan-out-join"; // the longest, or all
    add(fan, "two-loops", "inputs=32 time=2.5", 2.5);
    add(fan, "thread-group", "inputs=32 time=2.5", 2.5);
    add(fan, "straggler", "inputs=32 time=0.5", 1.5);
    add(fan, "one-loop", "inputs=32 time=2.5", 80);
    const char* const gil = "gil-handoff"; // all the work, or a thread's share of it
    const auto addShares = [&](const char* changed, double all, double share) {
        add(gil, "gil-cpu", changed, all);
        for (const char* variant : {"no-gil-cpu", "gil-io", "no-gil-io"})
            add(gil, variant, changed, share);
    };
    addShares("", 6, 3);
    addShares("interval=0.1", 6, 3);
    addShares("interval=2", 6, 3);
    addShares("threads=8", 6, 0.75);
    addShares("threads=1 work=1", 1, 1);
    addShares("threads=4 work=24", 24, 6);
    add(gil, "gil-cpu", "threads=8 work=1", 1);
    const char* const roads = "road-crossing";
    add(roads, "separate", "roads=4 cars=10 crossing=5", 50);
    for (const char* variant : {"shared", "light", "greedy", "one-driver"})
        add(roads, variant, "roads=4 cars=2 crossing=5", 40);
}

void TestDetails::takesAsLong()
{
    QFETCH(Variant, variant);
    QFETCH(double, units);
    forEach(variant, respected, 200, [&](const Told& told) {
        QCOMPARE(told.execution.ending, trace::Ending::Completed);
        QCOMPARE(static_cast<double>(told.execution.makespan) / 1e9, units);
    });
}

// What one lane writes, from its first line to its last: exactly these, over all executions.
void TestDetails::aLaneWrites_data()
{
    QTest::addColumn<Variant>("variant");
    QTest::addColumn<bool>("isRespected");
    QTest::addColumn<QString>("lane");
    QTest::addColumn<QStringList>("written");
    const auto add = [](const char* scenario, const char* variant, const char* changed, trace::TimeSetting time,
                        const char* lane, const QStringList& written) {
        QTest::addRow("%s %s, %s%s, %s", scenario, variant, changed, time == respected ? " (time respected)" : "", lane)
            << Variant{scenario, variant, changed} << (time == respected) << QString(lane) << written;
    };
    const char* const threads = "thread-start-join";
    for (const char* variant : {"join", "no-join", "callable-object", "join-in-start-loop", "start-twice"})
        add(threads, variant, "", ignored, "thread 2", {"begins, 0, 1, 2, ends"});
    add(threads, "start-called-as-run", "", ignored, "main",
        {"main begins, begins, 0, 1, 2, ends, begins, 0, 1, 2, ends, main ends"});
    const char* const daemons = "daemon-threads";
    const QString whole = "begins, 0, 1, 2, ends";
    for (const char* lane : {"t1", "t2"}) {
        add(daemons, "none", "", ignored, lane, {whole});
        add(daemons, "join-the-daemon", "", ignored, lane, {whole});
        add(daemons, "both", "", respected, lane, {"", "begins", "begins, 0"});
        add(daemons, "main-keeps-working", "", respected, lane, {"begins, 0, 1"});
    }
    for (const char* variant : {"none", "one", "both", "main-keeps-working", "child-inherits"})
        add(daemons, variant, "", ignored, "main", {"main begins, main ends"});
    add(daemons, "one", "", ignored, "t2", {whole});
    add(daemons, "one", "", respected, "t1", {"begins, 0, 1, 2", whole});
    add(daemons, "daemon-longer", "", respected, "t1", {"begins, 0, 1, 2", "begins, 0, 1, 2, 3"});
    add(daemons, "skipped-cleanup", "", respected, "t1",
        {"opens the log, begins, 0, 1, 2", "opens the log, begins, 0, 1, 2, 3"});
    add(daemons, "child-inherits", "", respected, "child", {"begins, 0, 1"});
}

void TestDetails::aLaneWrites()
{
    QFETCH(Variant, variant);
    QFETCH(bool, isRespected);
    QFETCH(QString, lane);
    QFETCH(QStringList, written);
    std::set<QString> found;
    forEach(variant, isRespected ? respected : ignored, 20'000, [&](const Told& told) {
        QStringList own;
        for (const QString& line : told.lines)
            if (line.startsWith(lane + ": "))
                own << line.mid(lane.size() + 2);
        found.insert(own.join(", "));
    });
    QCOMPARE(QStringList(found.begin(), found.end()).join(" | "), written.join(" | "));
}

// In how many orders the lines of all lanes together may come.
void TestDetails::linesMixInSoManyWays_data()
{
    QTest::addColumn<Variant>("variant");
    QTest::addColumn<bool>("isRespected");
    QTest::addColumn<QString>("last"); ///< that comes last in all of them
    QTest::addColumn<int>("ways");
    QTest::addColumn<QString>("only"); ///< lines with this in them count
    const auto add = [](const char* scenario, const char* variant, const char* changed, trace::TimeSetting time,
                        const char* last, int ways, const char* only = "") {
        QTest::addRow("%s %s, %s%s", scenario, variant, changed, time == respected ? " (time respected)" : "")
            << Variant{scenario, variant, changed} << (time == respected) << QString(last) << ways << QString(only);
    };
    const char* const threads = "thread-start-join";
    add(threads, "join", "", ignored, "main: main ends", 252);               // 10! / 5! 5!
    add(threads, "join", "ticks=1", ignored, "main: main ends", 20);         // 6! / 3! 3!
    add(threads, "no-join", "ticks=1 interval=0", ignored, "", 140);         // 7! / 3! 3! 1!
    add(threads, "join-in-start-loop", "", ignored, "main: main ends", 1);
    const char* const countdown = "thread-countdown";
    add(countdown, "plain", "", respected, "", 4, "counts"); // at 1 u and at 2 u either is first
    add(countdown, "plain", "count=2", ignored, "", 6, "counts"); // 4! / 2! 2!
    add(countdown, "locked-per-line", "", respected, "", 4, "counts");
    add(countdown, "locked-whole", "", respected, "", 2, "counts");
    add(countdown, "locked-whole", "count=2", ignored, "", 2, "counts");
    add(countdown, "guard", "count=2", ignored, "", 2, "counts");
    const char* const tearing = "print-tearing";
    add(tearing, "two-steps", "lines=1", ignored, "", 4, "the page"); // two of them torn
    add(tearing, "two-steps", "lines=2", ignored, "", 34, "the page"); // 8! / 4! 4! = 70, and one end is like another
    add(tearing, "one-write", "lines=3", ignored, "", 20, "the page"); // 6! / 3! 3!
    add(tearing, "locked", "lines=2", ignored, "", 6, "the page");     // 4! / 2! 2!
    add(tearing, "own-pages", "", ignored, "", 1, "the page");
    add(tearing, "numbered", "lines=3", ignored, "", 20, "the page");
}

void TestDetails::linesMixInSoManyWays()
{
    QFETCH(Variant, variant);
    QFETCH(bool, isRespected);
    QFETCH(QString, last);
    QFETCH(int, ways);
    QFETCH(QString, only);
    std::set<QString> found;
    const bool isComplete = forEach(variant, isRespected ? respected : ignored, 5'000'000, [&](const Told& told) {
        found.insert(told.lines.filter(only).join("; "));
        QVERIFY(last.isEmpty() || told.lines.last() == last);
    });
    QVERIFY(isComplete);
    QCOMPARE(static_cast<int>(found.size()), ways);
}

// Not faster than all the work divided by the cooks, nor than the longest dish.
void TestDetails::noKitchenBeatsItsBounds_data()
{
    QTest::addColumn<Variant>("variant");
    QTest::addColumn<double>("bound");
    const auto add = [](const char* variant, const char* changed, double bound) {
        QTest::addRow("%s, %s", variant, changed) << Variant{"one-chef-kitchen", variant, changed} << bound;
    };
    add("interleaved", "dishes=6", 18);                       // all the work
    add("interleaved", "dishes=6 chefs=2", 9);                // half of it
    add("interleaved", "dishes=4 chefs=3 prep=5 plate=3", 12); // a third of 32 is less than one dish
    add("chef-per-dish", "dishes=4 spread=10", 37);           // the dish that simmers longest
    add("shortest-first", "dishes=5", 23);
    add("longest-first", "dishes=5", 23);
    add("longest-first", "dishes=5 prep=10", 55);
}

void TestDetails::noKitchenBeatsItsBounds()
{
    QFETCH(Variant, variant);
    QFETCH(double, bound);
    forEach(variant, respected, 500, [&](const Told& told) {
        QCOMPARE(told.execution.ending, trace::Ending::Completed);
        QVERIFY2(static_cast<double>(told.execution.makespan) / 1e9 >= bound, told.execution.outcome.c_str());
    });
}

void TestDetails::waitsWhereSomethingIsShared_data()
{
    QTest::addColumn<QString>("variant");
    QTest::addColumn<bool>("isShared");
    QTest::newRow("separate") << "separate" << false;
    for (const char* variant : {"shared", "light", "greedy", "one-driver"})
        QTest::newRow(variant) << variant << true;
}

void TestDetails::waitsWhereSomethingIsShared()
{
    QFETCH(QString, variant);
    QFETCH(bool, isShared);
    const QByteArray id = variant.toUtf8();
    forEach({"road-crossing", id.constData(), ""}, respected, 20'000, [&](const Told& told) {
        double waited = 0;
        const QStringList lines = told.lines.filter(": waited ");
        QCOMPARE(lines.size(), 2);
        for (const QString& line : lines)
            waited += line.section(' ', -2, -2).toDouble();
        QVERIFY2((waited > 0) == isShared, qPrintable(lines.join("; ")));
    });
}

void TestDetails::theCallbackRunsOnTheCallersLane()
{
    QVERIFY(forEach({"sync-vs-async-call", "callback", ""}, ignored, 100'000, [](const Told& told) {
        QCOMPARE(told.lines.filter("has the answer"), QStringList{"A: A has the answer"});
        QCOMPARE(told.lines.filter("B works"), QStringList{"B: B works"});
    }));
}

// A lane that waits for the lock has said that it starts.
void TestDetails::bothStartBeforeTheSecondCounts()
{
    for (const char* variant : {"locked-whole", "guard"})
        forEach({"thread-countdown", variant, "count=2"}, ignored, 200'000, [&](const Told& told) {
            const QStringList counts = told.lines.filter("counts");
            const QString second = counts.last().section(':', 0, 0); // of the two lanes
            const auto first = std::find_if(told.lines.begin(), told.lines.end(), [&](const QString& line) {
                return line.startsWith(second) && line.contains("counts");
            });
            const QStringList before(told.lines.begin(), first);
            QCOMPARE(before.filter(" starts").size(), 2);
        });
}

void TestDetails::eachLanePrintsInOrder_data()
{
    QTest::addColumn<QString>("variant");
    for (const char* variant : {"two-steps", "one-write", "locked", "own-pages", "numbered"})
        QTest::newRow(variant) << variant;
}

void TestDetails::eachLanePrintsInOrder()
{
    QFETCH(QString, variant);
    const QByteArray id = variant.toUtf8();
    forEach({"print-tearing", id.constData(), "lanes=3 lines=12"}, ignored, 2'000, [&](const Told& told) {
        static const QRegularExpression texts("([A-C])(\\d+)");
        std::map<QString, int> printed;
        for (auto found = texts.globalMatch(told.lines.filter("the page").value(0)); found.hasNext();) {
            const auto text = found.next();
            QCOMPARE(text.captured(2).toInt(), ++printed[text.captured(1)]);
        }
        QCOMPARE(printed, (std::map<QString, int>{{"A", 12}, {"B", 12}, {"C", 12}}));
    });
}

void TestDetails::aRunIsAsLongAsItsLongestThread()
{
    std::set<double> lengths;
    for (const char* inputs : {"inputs=1", "inputs=2", "inputs=3", "inputs=6", "inputs=32"})
        forEach({"fan-out-join", "random-times", inputs}, respected, 100, [&](const Told& told) {
            double longest = 0;
            for (const QString& line : told.lines)
                longest = std::max(longest, line.section(' ', -2, -2).toDouble());
            QCOMPARE(static_cast<double>(told.execution.makespan) / 1e9, longest);
            lengths.insert(longest);
        });
    QVERIFY(lengths.size() > 1);
}

void TestDetails::nothingIsFreedThatIsInUse_data()
{
    QTest::addColumn<QString>("variant");
    for (const char* variant : {"daemon", "not-a-daemon", "told-to-stop", "stop-the-world", "incremental"})
        QTest::newRow(variant) << variant;
}

// Freed ≤ dropped ≤ made at every step of every execution.
void TestDetails::nothingIsFreedThatIsInUse()
{
    QFETCH(QString, variant);
    const QByteArray id = variant.toUtf8();
    for (const auto time : {respected, ignored})
        forEach({"gc-daemon", id.constData(), "cells=5"}, time, 2'000, [&](const Told& told) {
            int dropped = 0;
            std::map<std::string, std::int64_t> values;
            for (const Did& did : told.steps) {
                dropped += did.object == "garbage" && did.operation == trace::Operation::Put ? 1 : 0;
                values[did.object] = did.value;
                QVERIFY2(values["freed"] <= dropped && dropped <= values["made"], did.object.c_str());
            }
            QCOMPARE(dropped, 10);
        });
}

void TestDetails::thePictureStandsStill_data()
{
    QTest::addColumn<QString>("variant");
    QTest::addColumn<QString>("longest");
    QTest::newRow("blocks") << "blocks" << "window: no picture for 5.0 u";
    for (const char* variant : {"thread", "slices", "async"})
        QTest::newRow(variant) << variant << "";
}

// While the job runs, the longest gap is the job, or nobody notices one.
void TestDetails::thePictureStandsStill()
{
    QFETCH(QString, variant);
    QFETCH(QString, longest);
    const QByteArray id = variant.toUtf8();
    forEach({"blocking-button", id.constData(), ""}, respected, 2'000, [&](const Told& told) {
        QCOMPARE(told.lines.filter("no picture").join("; "), longest);
    });
}

QTEST_GUILESS_MAIN(TestDetails)

#include "tst_details.moc"
