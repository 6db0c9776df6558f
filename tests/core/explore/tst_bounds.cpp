#include "core/explore/search.h"
#include "core/sync/mutex.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"
#include "tests/core/explore/classes.h"
#include "tests/core/explore/programs.h"
#include "tests/core/explore/small_programs.h"

#include <QtTest>

#include <set>

using namespace interleave;
using namespace interleave::explore;
using trace::Ending;

namespace {

/// `pollers` lanes look at a flag until one more lane, which does other things first, has set it.
Program polling(int pollers, bool sleeps)
{
    return {.name = "polling", .main = [=] {
                sync::Shared<int> flag{"flag"};
                sync::Shared<int> other{"other"};
                sync::ThreadGroup group;
                for (int i = 0; i < pollers; ++i)
                    group.start("poller", [&] {
                        while (flag.read() == 0)
                            if (sleeps)
                                sync::sleepFor(std::chrono::milliseconds(1));
                    });
                group.start("setter", [&] {
                    other.write(1);
                    flag.write(1);
                });
                group.joinAll();
                sync::outcome("flag", flag.read());
            }};
}

/// Two lanes that both step back when the other one wants to go, and look again, without end if they are unlucky.
Program stepBack()
{
    return {.name = "step back", .main = [] {
                sync::Shared<int> left{"left"};
                sync::Shared<int> right{"right"};
                const auto go = [](sync::Shared<int>& mine, sync::Shared<int>& theirs) {
                    for (;;) {
                        mine.write(1);
                        const bool isFree = theirs.read() == 0;
                        mine.write(0);
                        if (isFree)
                            return;
                    }
                };
                sync::ThreadGroup group;
                group.start("left", [&] { go(left, right); });
                group.start("right", [&] { go(right, left); });
                group.joinAll();
            }};
}

/// Lanes that write to variables of their own without end.
Program forEver(int lanes)
{
    return {.name = "for ever", .main = [=] {
                sync::ThreadGroup group;
                for (int i = 0; i < lanes; ++i)
                    group.start("lane", [] {
                        sync::Shared<int> mine{"mine"};
                        for (;;)
                            mine.write(1);
                    });
                group.joinAll();
            }};
}

struct Seen
{
    std::set<std::string> classes;
    std::set<std::string> ended; ///< those of executions that were not cut off
    std::set<std::string> results;
    SearchReport report;
};

Seen run(const Program& program, Algorithm algorithm, std::size_t bound, Shard shard = {})
{
    const auto driver = makeDriver(Executor::Fibers);
    std::vector<trace::Event> events;
    driver->recordInto(&events);
    Seen seen;
    SearchOptions options;
    options.run.maxPicks = bound;
    options.algorithm = algorithm;
    options.localFirst = false;
    options.shard = shard;
    options.maxExecutions = 10'000'000;
    options.onExecution = [&](const Execution& execution) {
        const std::string itsClass = classOf(events, *driver);
        seen.classes.insert(itsClass);
        if (execution.ending != Ending::Bound)
            seen.ended.insert(itsClass);
        seen.results.insert(toText(execution.ending, execution.findings, execution.outcome));
        return true;
    };
    seen.report = search(*driver, program, options);
    return seen;
}

QString joined(const std::set<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list.join("; ");
}

} // namespace

/// Executions that are cut off at the bound of steps.
class TestBounds : public QObject
{
    Q_OBJECT

private slots:
    void everyClassWithinTheBound_data();
    void everyClassWithinTheBound();
    void lowerBoundsFirst_data();
    void lowerBoundsFirst();
    void severalBounds();
};

void TestBounds::everyClassWithinTheBound_data()
{
    QTest::addColumn<Program>("program");
    QTest::addColumn<int>("bound");
    const auto rows = [](const char* name, const Program& program, int from, int to) {
        for (int bound = from; bound <= to; ++bound)
            QTest::addRow("%s, %d steps", name, bound) << program << bound;
    };
    rows("a poller", polling(1, false), 6, 16);
    rows("a poller that sleeps", polling(1, true), 6, 15);
    rows("two pollers", polling(2, false), 7, 12);
    rows("stepping back", stepBack(), 6, 13);
    rows("two for ever", forEver(2), 5, 14);
    rows("three for ever", forEver(3), 6, 10);
    for (std::uint64_t seed = 1; seed <= 4; ++seed)
        rows(qPrintable(QString("variables, seed %1").arg(seed)),
             randomProgram(seed, {"read x", "write x", "read y", "write y", "write y if x"}, 3, 2), 5, 10);
    for (std::uint64_t seed = 1; seed <= 4; ++seed)
        rows(qPrintable(QString("locks, seed %1").arg(seed)),
             randomProgram(seed, {"add under m", "try m", "hold n", "put", "get", "read x"}, 3, 1), 5, 10);
}

void TestBounds::everyClassWithinTheBound()
{
    QFETCH(Program, program);
    QFETCH(int, bound);
    const Seen all = run(program, Algorithm::Exhaustive, static_cast<std::size_t>(bound));
    const Seen reduced = run(program, Algorithm::Optimal, static_cast<std::size_t>(bound));
    QVERIFY2(all.report.isExhausted, all.report.why.c_str());
    QVERIFY2(reduced.report.isExhausted, reduced.report.why.c_str());
    QCOMPARE(joined(reduced.results), joined(all.results));
    for (const std::string& one : all.classes)
        QVERIFY2(reduced.classes.contains(one), one.c_str());
    QCOMPARE(reduced.classes.size(), all.classes.size());
    QCOMPARE(reduced.report.executions, std::uint64_t(all.classes.size()));
    std::set<std::string> together;
    for (const std::uint32_t number : {0U, 1U, 2U}) {
        const Seen part = run(program, Algorithm::Optimal, static_cast<std::size_t>(bound), {number, 3});
        QVERIFY2(part.report.isExhausted, part.report.why.c_str());
        together.insert(part.ended.begin(), part.ended.end());
    }
    QCOMPARE(together.size(), all.ended.size());
    if (reduced.report.redundant > 1)
        qInfo("%llu of %llu orders, %llu redundant", static_cast<unsigned long long>(reduced.report.executions),
              static_cast<unsigned long long>(all.report.executions),
              static_cast<unsigned long long>(reduced.report.redundant));
}

void TestBounds::lowerBoundsFirst_data()
{
    QTest::addColumn<Program>("program");
    QTest::newRow("a poller") << polling(1, false);
    QTest::newRow("a poller that sleeps") << polling(1, true);
    QTest::newRow("two pollers") << polling(2, true);
    QTest::newRow("stepping back") << stepBack();
}

// Both that it ends and that it need not are found soon, however far away the bound is.
void TestBounds::lowerBoundsFirst()
{
    QFETCH(Program, program);
    const auto driver = makeDriver(Executor::Fibers);
    SearchOptions options;
    options.run.maxPicks = 2'000;
    options.maxExecutions = 5'000;
    const SearchReport report = search(*driver, program, options);
    QVERIFY(!report.isComplete);
    std::set<std::string> endings;
    for (const Found& found : report.found)
        endings.insert(std::string(trace::name(found.ending)));
    QVERIFY2(endings.contains("COMPLETED"), qPrintable(joined(endings)));
    QVERIFY2(endings.contains("BOUND"), qPrintable(joined(endings)));
}

// The flag is looked at any number of times before it is set: as many classes that end as there is room for, and each
// is counted once although several bounds are gone through.
void TestBounds::severalBounds()
{
    const auto ended = [](std::size_t bound) {
        const auto driver = makeDriver(Executor::Fibers);
        SearchOptions options;
        options.run.maxPicks = bound;
        const SearchReport report = search(*driver, polling(1, false), options);
        std::uint64_t completed = 0;
        std::uint64_t cut = 0;
        for (const Found& found : report.found)
            (found.ending == Ending::Completed ? completed : cut) += found.executions;
        return std::tuple(report.isExhausted, completed, cut);
    };
    const auto [isShortDone, few, fewCut] = ended(40);
    const auto [isLongDone, many, manyCut] = ended(440);
    QVERIFY(isShortDone);
    QVERIFY(isLongDone);
    QCOMPARE(many, few + 400);
    QCOMPARE(manyCut, fewCut);
}

QTEST_GUILESS_MAIN(TestBounds)

#include "tst_bounds.moc"
