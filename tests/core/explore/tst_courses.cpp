// The course of executions, beyond the outcomes that are promised: who is left behind and in which ring, who takes what,
// and which lines are written before which.

#include "core/explore/fiber_driver.h"
#include "core/explore/search.h"
#include "core/rules/stuck.h"
#include "core/schedule/random.h"
#include "tests/core/explore/variants.h"

#include <QtTest>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

using namespace interleave;
using namespace interleave::explore;
using trace::Ending;
using trace::Operation;

namespace {

struct Variant
{
    const char* scenario;
    const char* variant;
    const char* changed = "";
};

Program programFor(const Variant& one)
{
    const scenarios::Scenario* scenario = scenarios::find(one.scenario);
    const scenarios::Variant* variant = scenario == nullptr ? nullptr : scenarios::findVariant(*scenario, one.variant);
    if (variant == nullptr)
        qFatal("there is no %s:%s", one.scenario, one.variant);
    return programOf(*scenario, *variant, valuesOf(*scenario, *variant, one.changed));
}

/// One execution that is over.
struct Course
{
    const Execution& execution;
    const FiberDriver& driver;
    const std::vector<trace::Event>& events;

    QString laneOf(const trace::Event& event) const
    {
        return QString::fromStdString(driver.tables().name(driver.tables().lane(event.lane).name));
    }
    QString textOf(const trace::Event& event) const
    {
        return event.has(trace::EventFlag::Text)
                   ? QString::fromStdString(driver.tables().name(static_cast<NameId>(event.value)))
                   : QString::number(event.value);
    }
    /// "cook 1: knife taken by 1", in the order of the execution; of one lane only where it is named.
    QStringList lines(const QString& lane = {}) const
    {
        QStringList all;
        for (const trace::Event& event : events)
            if (event.operation == Operation::Note && (lane.isEmpty() || laneOf(event) == lane))
                all << (lane.isEmpty() ? laneOf(event) + ": " : QString()) + textOf(event);
        return all;
    }
    /// The events of operations that took effect.
    std::vector<trace::Event> done(std::initializer_list<Operation> operations) const
    {
        std::vector<trace::Event> found;
        for (const trace::Event& event : events)
            if (!event.isBlocked() && event.way() == trace::Way::Success
                && std::find(operations.begin(), operations.end(), event.operation) != operations.end())
                found.push_back(event);
        return found;
    }
    rules::Stuck stuck() const { return rules::findStuck(driver.state()); }
};

using See = std::function<void(const Course&)>;

/// One execution of every class of equivalent orders. Whether these were all.
bool forEachClass(const Variant& one, const See& see)
{
    FiberDriver driver;
    std::vector<trace::Event> events;
    driver.recordInto(&events);
    SearchOptions options;
    options.maxExecutions = 50'000;
    options.wallLimit = std::chrono::hours(1);
    options.onExecution = [&](const Execution& execution) {
        see({execution, driver, events});
        events.clear();
        return !QTest::currentTestFailed();
    };
    return search(driver, programFor(one), options).isComplete;
}

void forEachSeed(const Variant& one, int seeds, const See& see, trace::TimeSetting time = trace::TimeSetting::Ignored)
{
    FiberDriver driver;
    std::vector<trace::Event> events;
    driver.recordInto(&events);
    const Program program = programFor(one);
    for (int seed = 0; seed < seeds && !QTest::currentTestFailed(); ++seed) {
        events.clear();
        schedule::Random random(static_cast<std::uint64_t>(seed));
        RunOptions options;
        options.maxPicks = 5'000;
        options.time = time;
        options.seed = static_cast<std::uint64_t>(seed + 1);
        see({runOnce(driver, program, random, options), driver, events});
    }
}

} // namespace

class TestCourses : public QObject
{
    Q_OBJECT

private slots:
    void ringsHaveSoManyLanes_data();
    void ringsHaveSoManyLanes();
    void someAreLeftBehind_data();
    void someAreLeftBehind();
    void twoLinesBeforeTheKitchenStands();
    void whatTheCashMachinePrints();
    void everybodyMayTakeAnyNumber();
    void theMostUrgentIsTaken_data();
    void theMostUrgentIsTaken();
    void theBasketKeepsItsOrder_data();
    void theBasketKeepsItsOrder();
    void whoLooksFirstOverfillsTheBasket_data();
    void whoLooksFirstOverfillsTheBasket();
    void nobodyHearsTheBellBefore();
    void theRoomLetsInAsManyAsHaveLeft();
    void whoWaitsForTheImportantOne_data();
    void whoWaitsForTheImportantOne();
    void aWriterIsPassedOverByAll_data();
    void aWriterIsPassedOverByAll();
};

void TestCourses::ringsHaveSoManyLanes_data()
{
    QTest::addColumn<Variant>("variant");
    QTest::addColumn<int>("lanes");
    const auto add = [](const char* scenario, const char* variant, const char* changed, int lanes) {
        QTest::addRow("%s %s, %s", scenario, variant, changed) << Variant{scenario, variant, changed} << lanes;
    };
    add("kitchen-deadlock", "as-written", "", 2);
    add("kitchen-deadlock", "n-cooks", "", 3);
    add("kitchen-deadlock", "n-cooks", "cooks=4", 4);
    add("dining-philosophers", "naive", "", 5);
    add("dining-philosophers", "waiter", "philosophers=3 seats=3", 3);
    add("transfer-deadlock", "payer-first", "", 2);
    add("recursive-lock", "plain", "", 1);
}

void TestCourses::ringsHaveSoManyLanes()
{
    QFETCH(Variant, variant);
    QFETCH(int, lanes);
    int deadlocks = 0;
    const bool isWhole = forEachClass(variant, [&](const Course& course) {
        if (course.execution.ending != Ending::Deadlock)
            return;
        ++deadlocks;
        QCOMPARE(course.stuck().cycle.size(), static_cast<std::size_t>(lanes));
    });
    QVERIFY(isWhole && deadlocks > 0);
}

// How many lanes beside main wait for ever in the executions that hang.
void TestCourses::someAreLeftBehind_data()
{
    QTest::addColumn<Variant>("variant");
    QTest::addColumn<int>("fewest");
    QTest::addColumn<int>("most");
    const auto add = [](const char* scenario, const char* variant, const char* changed, int fewest, int most) {
        QTest::addRow("%s %s, %s", scenario, variant, changed) << Variant{scenario, variant, changed} << fewest << most;
    };
    add("atm-lock-leak", "as-written", "lanes=3", 1, 1);
    add("atm-lock-leak", "as-written", "lanes=4", 2, 2);
    add("atm-lock-leak", "as-written", "lanes=5", 3, 3);
    add("file-lock-exception", "manual", "callers=4", 3, 3);
    add("file-lock-exception", "manual", "callers=4 missing=3", 1, 1);
    add("two-person-room", "forgotten-release", "visitors=4", 1, 2);
    add("file-readers-limit", "two-writers", "readers=1 limit=2", 2, 3);
    add("hotpot-event", "auto-reset", "diners=3", 2, 2);
    add("hotpot-event", "never-set", "diners=3", 3, 3);
    add("event-flag-lab", "pulse", "", 1, 3);
    add("condvar-lost-wakeup", "no-mutex", "", 1, 1);
    add("condvar-spurious-wakeup", "one-for-two", "", 1, 1);
    add("condvar-spurious-wakeup", "one-for-two", "guests=3", 2, 2);
    add("barrier-phases", "missing", "", 2, 2);
    add("queue-worker-drain", "empty-then-get", "", 1, 2);
}

void TestCourses::someAreLeftBehind()
{
    QFETCH(Variant, variant);
    QFETCH(int, fewest);
    QFETCH(int, most);
    std::set<int> found;
    const bool isWhole = forEachClass(variant, [&](const Course& course) {
        if (course.execution.ending == Ending::Hang)
            found.insert(static_cast<int>(course.stuck().lanes.size()) - 1);
    });
    QVERIFY(isWhole);
    std::set<int> expected;
    for (int lanes = fewest; lanes <= most; ++lanes)
        expected.insert(lanes);
    QCOMPARE(found, expected);
}

void TestCourses::twoLinesBeforeTheKitchenStands()
{
    const bool isWhole = forEachClass({"kitchen-deadlock", "as-written"}, [](const Course& course) {
        QStringList lines = course.lines();
        lines.sort();
        if (course.execution.ending == Ending::Deadlock)
            QCOMPARE(lines, (QStringList{"cook 1: knife taken by 1", "cook 2: pot taken by 2"}));
        else
            QCOMPARE(lines.size(), 8);
    });
    QVERIFY(isWhole);
}

// Who prints reads the balance once more: it may be the other one's by then.
void TestCourses::whatTheCashMachinePrints()
{
    std::set<QString> printed;
    QVERIFY(forEachClass({"atm-overdraw", "no-lock"}, [&](const Course& course) {
        QStringList lines = course.lines("man") + course.lines("wife");
        lines.sort();
        printed.insert(lines.join(", "));
    }));
    QCOMPARE(printed, (std::set<QString>{"balance -60, balance -60", "balance -60, balance 20", "balance 20"}));
}

void TestCourses::everybodyMayTakeAnyNumber()
{
    std::set<QString> takers;
    std::set<QString> leavers;
    std::set<QString> together;
    const bool isWhole = forEachClass({"queue-worker-drain", "try-get"}, [&](const Course& course) {
        QStringList numbers;
        QString who;
        for (const trace::Event& event : course.done({Operation::TryGet})) {
            numbers << course.textOf(event);
            who += course.laneOf(event);
        }
        QCOMPARE(numbers, (QStringList{"1", "10", "4", "3"}));
        const QString gone = course.lines("main").last();
        takers.insert(who);
        leavers.insert(gone);
        together.insert(who + gone);
    });
    QVERIFY(isWhole);
    QCOMPARE(takers.size(), std::size_t{81});
    QCOMPARE(leavers.size(), std::size_t{6});
    QCOMPARE(together.size(), std::size_t{486});
}

void TestCourses::theMostUrgentIsTaken_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"priority", "late-urgent", "starvation", "ageing"})
        QTest::newRow(name) << name;
}

// Of all that lie there the one with the best score, and of several the oldest.
void TestCourses::theMostUrgentIsTaken()
{
    QFETCH(QString, name);
    const QByteArray variant = name.toUtf8();
    forEachSeed({"priority-queue-workers", variant.constData(), "items=9 workers=3"}, 200, [](const Course& course) {
        std::deque<QString> waiting;
        for (const trace::Event& event : course.done({Operation::Put, Operation::Get})) {
            if (event.operation == Operation::Put) {
                waiting.push_back(course.textOf(event));
                continue;
            }
            const auto score = [](const QString& job) { return job.section("score ", 1).chopped(1).toInt(); };
            const auto best = std::min_element(waiting.begin(), waiting.end(), [&](const QString& a, const QString& b) {
                return score(a) < score(b);
            });
            QVERIFY(best != waiting.end());
            QCOMPARE(course.textOf(event), *best);
            waiting.erase(best);
        }
        QVERIFY(waiting.empty());
    });
}

void TestCourses::theBasketKeepsItsOrder_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("capacity"); // 0: without
    QTest::newRow("blocking-bounded") << "blocking-bounded" << 3;
    QTest::newRow("unbounded") << "unbounded" << 0;
    QTest::newRow("sentinel") << "sentinel" << 3;
    QTest::newRow("close") << "close" << 3;
    QTest::newRow("poll") << "poll" << 0;
}

// First in, first out; each bun once, a producer's one after the other; and a bound is kept by however many.
void TestCourses::theBasketKeepsItsOrder()
{
    QFETCH(QString, name);
    QFETCH(int, capacity);
    const QByteArray variant = name.toUtf8();
    const char* changed = name == "poll" ? "capacity=3 producers=3 items=12" : "capacity=3 producers=3 consumers=2 items=12";
    forEachSeed({"steamed-bun-basket", variant.constData(), changed}, 200, [&](const Course& course) {
        std::deque<QString> basket;
        std::map<QString, int> latest;
        std::set<QString> eaten;
        for (const trace::Event& event : course.done({Operation::Put, Operation::Get})) {
            const QString bun = course.textOf(event);
            if (event.operation == Operation::Get) {
                QVERIFY(!basket.empty());
                QCOMPARE(bun, basket.front());
                basket.pop_front();
                QVERIFY2(bun == "0" || eaten.insert(bun).second, "nobody eats what has been eaten");
                continue;
            }
            basket.push_back(bun);
            QVERIFY(capacity == 0 || basket.size() <= static_cast<std::size_t>(capacity));
            int& before = latest[course.laneOf(event)];
            QVERIFY(bun == "0" || before == 0 || bun.toInt() == before + 1);
            before = bun.toInt();
        }
        if (course.execution.ending == Ending::Completed)
            QCOMPARE(eaten.size(), std::size_t{12});
        if (name != "poll")
            QVERIFY2(course.done({Operation::Size}).empty(), "nobody asks how full it is");
    });
}

void TestCourses::whoLooksFirstOverfillsTheBasket_data()
{
    QTest::addColumn<int>("producers");
    QTest::addColumn<int>("fullest");
    QTest::newRow("one producer") << 1 << 5;
    QTest::newRow("two producers") << 2 << 6;
    QTest::newRow("three producers") << 3 << 7;
}

// A place for five: each producer may have seen the last one free.
void TestCourses::whoLooksFirstOverfillsTheBasket()
{
    QFETCH(int, producers);
    QFETCH(int, fullest);
    const QByteArray changed = "items=24 producers=" + QByteArray::number(producers);
    int most = 0;
    forEachSeed({"steamed-bun-basket", "poll", changed.constData()}, 3'000, [&](const Course& course) {
        int buns = 0;
        for (const trace::Event& event : course.done({Operation::Put, Operation::Get})) {
            buns += event.operation == Operation::Put ? 1 : -1;
            most = std::max(most, buns);
        }
    });
    QCOMPARE(most, fullest);
}

void TestCourses::nobodyHearsTheBellBefore()
{
    const bool isWhole = forEachClass({"hotpot-event", "correct", "diners=3"}, [](const Course& course) {
        const QStringList all = course.lines();
        for (const char* name : {"tom", "cherry", "ben"}) {
            QCOMPARE(course.lines(name), (QStringList{"sits down", "waits for the soup", "hears the bell", "eats"}));
            QVERIFY(all.indexOf(QString(name) + ": hears the bell") > all.indexOf("main: it boils"));
        }
        QCOMPARE(course.lines("main").size(), 11); // ten bars, and that it boils
        QCOMPARE(course.lines("main").at(3), QString("####------"));
    });
    QVERIFY(isWhole);
}

void TestCourses::theRoomLetsInAsManyAsHaveLeft()
{
    forEachSeed({"two-person-room", "two-seats"}, 500, [](const Course& course) {
        int inside = 0;
        for (const QString& line : course.lines()) {
            inside += line.endsWith("enters") ? 1 : line.endsWith("leaves") ? -1 : 0;
            QVERIFY(inside >= 0 && inside <= 2);
        }
        for (int i = 0; i < 7; ++i)
            QCOMPARE(course.lines("tom " + QString::number(i)), (QStringList{"enters", "leaves"}));
    });
}

void TestCourses::whoWaitsForTheImportantOne_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("slices");
    QTest::newRow("plain") << "plain" << "low medium medium medium low high";
    QTest::newRow("inheritance") << "inheritance" << "low low high medium medium medium";
    QTest::newRow("ceiling") << "ceiling" << "low low high medium medium medium";
}

// With the lock's holder as important as who waits, the important one waits for the section and for nothing else.
void TestCourses::whoWaitsForTheImportantOne()
{
    QFETCH(QString, name);
    QFETCH(QString, slices);
    const QByteArray variant = name.toUtf8();
    const auto see = [&](const Course& course) {
        QStringList found;
        for (const QString& line : course.lines())
            found << line.section(':', 0, 0);
        QCOMPARE(found.join(' '), slices);
    };
    forEachSeed({"priority-inversion", variant.constData()}, 200, see, trace::TimeSetting::Respected);
}

void TestCourses::aWriterIsPassedOverByAll_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("readers first") << "readers-first" << "last=writer passed-over=5 torn=0";
    QTest::newRow("writers first") << "writers-first" << "last=reader passed-over=0 torn=0";
    QTest::newRow("in the order of coming") << "fair" << "last=reader passed-over=0 torn=0";
}

// Six readers, of whom there is always one inside: the only lock that lets them in together lets all of them pass the writer.
void TestCourses::aWriterIsPassedOverByAll()
{
    QFETCH(QString, name);
    QFETCH(QString, outcome);
    const QByteArray variant = name.toUtf8();
    const auto see = [&](const Course& course) { QCOMPARE(QString::fromStdString(course.execution.outcome), outcome); };
    forEachSeed({"readers-writers", variant.constData(), "readers=6"}, 200, see, trace::TimeSetting::Respected);
}

QTEST_GUILESS_MAIN(TestCourses)

#include "tst_courses.moc"
