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
    void takesAsLong_data();
    void takesAsLong();
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

void TestCourses::takesAsLong_data()
{
    QTest::addColumn<VariantOf>("variant");
    QTest::addColumn<double>("units");
    const auto add = [](const char* scenario, const char* variant, const char* changed, double units) {
        QTest::addRow("%s %s, %s", scenario, variant, changed) << VariantOf{scenario, variant, changed} << units;
    };
    const char* const atm = "atm-overdraw"; // who is refused takes no time
    add(atm, "lock-check-and-act", "lanes=3 delay=2", 2);
    add(atm, "lock-check-and-act", "lanes=3 balance=1000", 3);
    add(atm, "no-lock", "lanes=6 delay=5", 5);
    add(atm, "cas-loop", "balance=200", 2);
    add(atm, "single-owner", "lanes=4 balance=1000", 4);
    add("atm-lock-leak", "raii", "lanes=3 balance=1000 delay=2", 6);
    add("file-lock-exception", "guard", "callers=6 missing=4 read=2", 10);
    const char* const kitchen = "kitchen-deadlock";
    add(kitchen, "same-order", "hold=5", 5);
    add(kitchen, "all-or-nothing", "offset=3", 3);
    add(kitchen, "as-written", "offset=2.5", 2.5);
    add("try-lock-flag", "blocking", "lanes=4 hold=0.5", 2);
    add("try-lock-flag", "try-checked", "lanes=4 hold=0.5", 0.5);
    const char* const pool = "lock-wait-pool";
    add(pool, "coarse", "lanes=2 rounds=3", 12);             // lanes * rounds * (inside + outside)
    add(pool, "tickets", "lanes=3 rounds=4 outside=0", 12);  // lanes * rounds * inside
    add(pool, "tickets", "lanes=2 rounds=4 outside=5", 25);  // the second comes 1 u later, and meets nobody
    add(pool, "fine", "lanes=8 rounds=3 inside=2 outside=0.5", 7.5);
    const char* const room = "two-person-room"; // ceil(visitors / permits) * stay
    add(room, "two-seats", "permits=3", 6);
    add(room, "two-seats", "visitors=20 stay=0.5", 5);
    add(room, "first-come", "permits=3", 6);
    add("file-readers-limit", "mutex", "readers=3 writers=2", 12);
    add("file-readers-limit", "permits-only", "readers=10 writers=0", 8);
    const char* const hotpot = "hotpot-event"; // the longer of heating and sitting down
    add(hotpot, "correct", "warm-up=5 countdown=3", 5);
    add(hotpot, "correct", "countdown=0", 1);
    add(hotpot, "latch", "countdown=0 diners=4", 1);
    add(hotpot, "wait-with-timeout", "countdown=3", 3);
    add("event-flag-lab", "set", "set-at=7.5", 7.5);
    add("event-flag-lab", "timeout", "timeout=10", 3);
    const char* const drain = "queue-worker-drain";
    add(drain, "try-get", "workers=1", 4);
    add(drain, "sentinel", "workers=8 pause=2", 2);
    add(drain, "closed", "workers=2", 2);
    add("priority-queue-workers", "priority", "items=9 workers=3 job=2", 6);
    add("queue-operations", "put-blocks", "capacity=1", 4);
    add("barrier-phases", "cyclic", "painters=6 coats=2", 12);
    add("latch-countdown", "race", "runners=8 length=5", 6);
    add("transfer-deadlock", "by-number", "think=5", 10);
    add("starvation", "tickets", "regulars=3 rounds=2 service=2", 14);
    add("priority-inversion", "inheritance", "section=4 medium=7", 12);
    add("once-init", "local-static", "lanes=6 build=3", 3);
    add("once-init", "lock-always", "lanes=6 build=3", 3);
}

void TestCourses::takesAsLong()
{
    QFETCH(VariantOf, variant);
    QFETCH(double, units);
    const auto see = [&](const Course& course) {
        QCOMPARE(course.execution.ending, Ending::Completed);
        QCOMPARE(static_cast<double>(course.execution.makespan) / 1e9, units);
    };
    forEachSeed(variant, 50, see, trace::TimeSetting::Respected);
}

QTEST_GUILESS_MAIN(TestCourses)

#include "tst_courses.moc"
