#include "tests/ui/pictures/small_run.h"

#include "ui/pictures/level_index.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::pictures;
using test::SmallRun;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

namespace {

LevelIndex indexOf(const SmallRun& run, const std::vector<std::string>& wanted = {})
{
    LevelIndex index;
    index.start(run.trace.get(), wanted, [wanted](std::string_view name) {
        return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    });
    for (Step step = 0; step < run.trace->size(); ++step)
        if (const trace::Event event = run.trace->event(step); index.concerns(event))
            index.take(event, step);
    return index;
}

QString course(const Level& level)
{
    QStringList values;
    for (std::size_t i = 0; i < level.course.size(); ++i)
        values << QStringLiteral("%1@%2").arg(level.course.valueAt(i)).arg(level.course.stepAt(i));
    return values.join(QLatin1Char(' '));
}

} // namespace

class TestLevelIndex : public QObject
{
    Q_OBJECT

private slots:
    void variables();
    void queues();
    void semaphores();
    void latchesAndPipes();
    void sumsOfLevels();
    void unseenChanges();
    void textsHaveNoLevel();
    void onlyWhatIsAskedFor();
    void sameNames();
};

// Event 0 is main's Begin, event 1 the making of the object.
void TestLevelIndex::variables()
{
    SmallRun run;
    const ObjectId balance = run.make(run.main, ObjectKind::Variable, "balance", 100);
    run.add(run.main, Operation::Read, balance, 100);
    run.add(run.main, Operation::Write, balance, 20);
    run.add(run.main, Operation::Modify, balance, -60);
    run.add(run.main, Operation::Write, balance, -60);
    const LevelIndex index = indexOf(run);
    QCOMPARE(index.levels().size(), std::size_t(1));
    QCOMPARE(course(index.levels()[0]), QStringLiteral("100@1 20@3 -60@4"));
    QCOMPARE(index.levels()[0].initial, std::optional<std::int64_t>(100));
}

void TestLevelIndex::queues()
{
    SmallRun run;
    const ObjectId basket = run.make(run.main, ObjectKind::Queue, "basket", 0, 2);
    run.add(run.main, Operation::Put, basket, 7);
    run.add(run.main, Operation::TryPut, basket, 8);
    run.add(run.main, Operation::TryPut, basket, 9, Way::Failed);
    run.add(run.main, Operation::Put, basket, 9, Way::TimedOut);
    run.add(run.main, Operation::Get, basket, 7);
    run.add(run.main, Operation::TryGet, basket, 8);
    run.add(run.main, Operation::TryGet, basket, 0, Way::Failed);
    const LevelIndex index = indexOf(run);
    QCOMPARE(course(index.levels()[0]), QStringLiteral("0@1 1@2 2@3 1@6 0@7"));
    QCOMPARE(index.levels()[0].bound, std::optional<std::int64_t>(2));
}

void TestLevelIndex::semaphores()
{
    SmallRun run;
    const ObjectId seats = run.make(run.main, ObjectKind::Semaphore, "seats", 3);
    run.add(run.main, Operation::Acquire, seats);
    run.add(run.main, Operation::TryAcquire, seats);
    run.add(run.main, Operation::TryAcquire, seats, 0, Way::Failed);
    run.add(run.main, Operation::Release, seats, 2);
    QCOMPARE(course(indexOf(run).levels()[0]), QStringLiteral("3@1 2@2 1@3 3@5"));
}

void TestLevelIndex::latchesAndPipes()
{
    SmallRun run;
    const ObjectId latch = run.make(run.main, ObjectKind::Latch, "latch", 5);
    const ObjectId pipe = run.make(run.main, ObjectKind::Pipe, "pipe", 0, 16);
    run.add(run.main, Operation::CountDown, latch, 2);
    run.add(run.main, Operation::Send, pipe, 1);
    run.add(run.main, Operation::Receive, pipe, 1);
    run.add(run.main, Operation::Receive, pipe, 0, Way::Closed);
    const LevelIndex index = indexOf(run);
    QCOMPARE(course(index.levels()[0]), QStringLiteral("5@1 3@3"));
    QCOMPARE(course(index.levels()[1]), QStringLiteral("0@2 1@4 0@5"));
}

void TestLevelIndex::sumsOfLevels()
{
    SmallRun run;
    const ObjectId made = run.make(run.main, ObjectKind::Variable, "made");
    const ObjectId freed = run.make(run.main, ObjectKind::Variable, "freed");
    run.add(run.main, Operation::Modify, made, 1);
    run.add(run.main, Operation::Modify, made, 2);
    run.add(run.main, Operation::Modify, freed, 1);
    const LevelIndex index = indexOf(run, {"cells = made - freed", "freed"});
    QCOMPARE(index.levels().size(), std::size_t(2));
    QCOMPARE(index.levels()[0].name, std::string("cells"));
    QVERIFY(isNone(index.levels()[0].object()));
    QCOMPARE(course(index.levels()[0]), QStringLiteral("0@1 1@3 2@4 1@5"));
    QCOMPARE(index.levels()[1].object(), freed);
}

// A successful compare-and-swap tells what it found; what it put there is known when somebody looks, and was there
// since.
void TestLevelIndex::unseenChanges()
{
    SmallRun run;
    const ObjectId x = run.make(run.main, ObjectKind::Variable, "x", 100);
    run.add(run.main, Operation::CompareExchange, x, 100);
    QVERIFY(indexOf(run).levels()[0].unread.has_value());
    SmallRun seen = run;
    seen.add(run.main, Operation::Read, x, 20);
    const LevelIndex index = indexOf(seen);
    QCOMPARE(course(index.levels()[0]), QStringLiteral("100@1 20@2"));
    QVERIFY(!index.levels()[0].unread.has_value());
}

void TestLevelIndex::textsHaveNoLevel()
{
    SmallRun run;
    const ObjectId page = run.make(run.main, ObjectKind::Variable, "page");
    run.write(run.main, page, "A");
    QVERIFY(indexOf(run).levels()[0].isText);
}

void TestLevelIndex::onlyWhatIsAskedFor()
{
    SmallRun run;
    run.make(run.main, ObjectKind::Variable, "one");
    run.make(run.main, ObjectKind::Mutex, "lock");
    const ObjectId two = run.make(run.main, ObjectKind::Variable, "two");
    QCOMPARE(indexOf(run).levels().size(), std::size_t(2));
    const LevelIndex index = indexOf(run, {"two"});
    QCOMPARE(index.levels().size(), std::size_t(1));
    QCOMPARE(index.levels()[0].object(), two);
    QVERIFY(indexOf(run, {"three"}).levels().empty());
}

void TestLevelIndex::sameNames()
{
    SmallRun run;
    run.make(run.main, ObjectKind::Variable, "global");
    run.make(run.main, ObjectKind::Variable, "global");
    run.make(run.main, ObjectKind::Variable, "local");
    const LevelIndex index = indexOf(run);
    QVERIFY(index.isAmbiguous(index.levels()[0]));
    QVERIFY(!index.isAmbiguous(index.levels()[2]));
}

QTEST_APPLESS_MAIN(TestLevelIndex)
#include "tst_level_index.moc"
