// The course of executions, beyond the outcomes that are promised: who is left behind and in which ring, and which lines
// are written before which.

#include "tests/core/explore/courses.h"

#include <QtTest>

#include <set>

using namespace interleave;
using namespace interleave::explore;
using trace::Ending;

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
    void nobodyHearsTheBellBefore();
    void theRoomLetsInAsManyAsHaveLeft();
    void whoWaitsForTheImportantOne_data();
    void whoWaitsForTheImportantOne();
    void aWriterIsPassedOverByAll_data();
    void aWriterIsPassedOverByAll();
};

void TestCourses::ringsHaveSoManyLanes_data()
{
    QTest::addColumn<VariantOf>("variant");
    QTest::addColumn<int>("lanes");
    const auto add = [](const char* scenario, const char* variant, const char* changed, int lanes) {
        QTest::addRow("%s %s, %s", scenario, variant, changed) << VariantOf{scenario, variant, changed} << lanes;
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
    QFETCH(VariantOf, variant);
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
    QTest::addColumn<VariantOf>("variant");
    QTest::addColumn<int>("fewest");
    QTest::addColumn<int>("most");
    const auto add = [](const char* scenario, const char* variant, const char* changed, int fewest, int most) {
        QTest::addRow("%s %s, %s", scenario, variant, changed) << VariantOf{scenario, variant, changed} << fewest << most;
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
    QFETCH(VariantOf, variant);
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
