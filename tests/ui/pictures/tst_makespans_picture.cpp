// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "tests/core/analysis/trace_builder.h"
#include "ui/pictures/makespans_picture.h"
#include "ui/pictures/picture_set.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QtTest>

using namespace interleave;
using namespace interleave::pictures;
using session::Makespan;
using trace::Operation;

namespace {

constexpr Nanoseconds unit = 1'000'000'000;

host::PictureInfo howLong()
{
    return {.kind = trace::PictureKind::Makespans, .title = "How long", .objects = {}};
}

Makespan over(const char* title, double units, std::size_t lanes)
{
    Makespan row;
    row.variant.id = title;
    row.variant.title = title;
    row.phase = Makespan::Phase::Over;
    row.ending = trace::Ending::Completed;
    row.run.makespan = static_cast<Nanoseconds>(units * 1e9);
    row.run.lanes.resize(lanes);
    row.run.threads = lanes;
    return row;
}

/// A session with all programs, and the picture of one of them.
struct Shown
{
    session::Session session;
    std::unique_ptr<MakespansPicture> picture;

    explicit Shown(const char* program, const std::map<std::string, std::string>& settings = {})
    {
        auto catalogue = host::Catalogue::load(INTERLEAVE_TARGET);
        if (!catalogue)
            qFatal("%s", catalogue.error().message.c_str());
        session.setCatalogue(std::move(*catalogue));
        session.setTarget(INTERLEAVE_TARGET);
        session::Choice choice;
        choice.program = program;
        choice.settings = settings;
        session.setChoice(choice);
        picture = std::make_unique<MakespansPicture>(session, howLong());
        picture->resize(348, 300);
        picture->show();
    }
    const std::vector<Makespan>& rows() const { return picture->makespans().rows(); }
    bool isDone() const
    {
        return !picture->makespans().isAtWork() && !rows().empty() && rows().back().phase == Makespan::Phase::Over;
    }
    QStringList numbers() const
    {
        QStringList all;
        for (const Makespan& row : rows())
            all << QString::fromStdString(row.variant.id) + ' ' + numberOf(row);
        return all;
    }
    void choose(const std::function<void(session::Choice&)>& change)
    {
        session::Choice choice = session.choice();
        change(choice);
        session.setChoice(choice);
    }
};

} // namespace

class TestMakespansPicture : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void sumsATraceUp();
    void shortPiecesArePutTogether();
    void everythingHasItsPlace_data();
    void everythingHasItsPlace();
    void manyLanesGetThin();
    void wordsOfARow();
    void noProgram();
    void serialConcurrentParallel();
    void turnsTakeTurns();
    void otherSettingsBeginAnew();
    void aSettingLeavesThePromise();
    void endingsInsteadOfNumbers();
    void chefsAreBusyForNineUnits();
    void keepsEveryPromise_data();
    void keepsEveryPromise();
    void onlyWhileItIsSeen();
    void aClickChoosesTheVariant();
    void keysWalkAndChoose();
    void noTimeAtAll();
    void noTarget();
    void isMadeForItsKind();

private:
    theme::Theme m_theme{*qApp};
};

void TestMakespansPicture::initTestCase()
{
    m_theme.setScheme(theme::Scheme::Light);
    m_theme.setMotion(theme::Motion::Reduced);
}

void TestMakespansPicture::sumsATraceUp()
{
    test::TraceBuilder b;
    const ObjectId pot = b.object(trace::ObjectKind::Mutex, "pot");
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const LaneId one = b.started("cook 1");
    const LaneId two = b.started("cook 2");
    b.add(one, Operation::Lock, pot);
    b.blocked(one, Operation::Sleep, ObjectId::none, 2 * unit);
    b.blocked(two, Operation::Lock, pot);
    b.blocked(b.main, Operation::Join, b.objectOf(one));
    b.add(LaneId::none, Operation::Clock, ObjectId::none, 2 * unit);
    b.add(one, Operation::Sleep, ObjectId::none, 2 * unit);
    b.add(one, Operation::Unlock, pot);
    b.add(two, Operation::Lock, pot);
    b.blocked(two, Operation::Sleep, ObjectId::none, 5 * unit);
    b.add(one, Operation::End, b.objectOf(one));
    b.add(b.main, Operation::Join, b.objectOf(one));
    b.add(LaneId::none, Operation::Clock, ObjectId::none, 5 * unit);
    b.add(two, Operation::Sleep, ObjectId::none, 3 * unit);

    const session::TimedRun run = session::timedRunOf(b.trace());
    QCOMPARE(run.makespan, 5 * unit);
    QCOMPARE(run.lanes.size(), std::size_t(3));
    QCOMPARE(run.lanes[1].name, QString("cook 1"));
    QCOMPARE(run.lanes[1].working, 2 * unit);
    QCOMPARE(run.lanes[2].working, 3 * unit);
    QCOMPARE(run.blocked, 2 * unit);
    QCOMPARE(run.threads, std::size_t(3));
    QCOMPARE(run.busyThreads, std::size_t(2));
    QCOMPARE(run.parallelism, 1.0);
    QCOMPARE(run.utilisation, 0.5);
    const auto& pieces = run.lanes[2].pieces;
    QCOMPARE(pieces.size(), std::size_t(2));
    QCOMPARE(pieces[0].status, analysis::LaneStatus::Blocked);
    QCOMPARE(pieces[0].end, 2 * unit);
    QCOMPARE(pieces[1].status, analysis::LaneStatus::Sleeping);
    QCOMPARE(pieces[1].end, 5 * unit);
    // After its end a lane is nowhere.
    QCOMPARE(run.lanes[1].pieces.back().end, 2 * unit);
    // Nobody picks beginnings and ends: main starts both, one, two, main joins, two.
    QCOMPARE(run.switches, std::uint64_t(4));
    QCOMPARE(session::timedRunOf(test::TraceBuilder().trace()).makespan, Nanoseconds(0));
}

void TestMakespansPicture::shortPiecesArePutTogether()
{
    test::TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const LaneId one = b.started("one");
    const ObjectId door = b.object(trace::ObjectKind::Semaphore, "door", 0);
    Nanoseconds now = 0;
    // Ten thousand times a short sleep and a short wait.
    for (int i = 0; i < 10'000; ++i) {
        b.blocked(one, Operation::Sleep, ObjectId::none, now + 2);
        b.add(LaneId::none, Operation::Clock, ObjectId::none, now += 2);
        b.add(one, Operation::Sleep, ObjectId::none, 2);
        b.blocked(one, Operation::Acquire, door, now + 1);
        b.add(LaneId::none, Operation::Clock, ObjectId::none, now += 1);
        b.add(one, Operation::Acquire, door, 0, trace::Way::TimedOut);
    }
    const session::TimedRun run = session::timedRunOf(b.trace());
    QCOMPARE(run.makespan, Nanoseconds(30'000));
    QCOMPARE(run.lanes[1].working, Nanoseconds(20'000));
    QVERIFY2(run.lanes[1].pieces.size() < 2'100, qPrintable(QString::number(run.lanes[1].pieces.size())));
    QVERIFY(run.lanes[1].moments.size() < 1'100);
    QCOMPARE(run.lanes[1].pieces.front().status, analysis::LaneStatus::Sleeping);
}

void TestMakespansPicture::everythingHasItsPlace_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("narrow") << 260;
    QTest::newRow("usual") << 348;
    QTest::newRow("wide") << 700;
}

void TestMakespansPicture::everythingHasItsPlace()
{
    QFETCH(int, width);
    std::vector<Makespan> rows{over("one", 12, 2), over("two", 4, 4), over("three", 0.5, 101)};
    rows[0].promised = 12;
    const MakespansLayout layout = layOutMakespans(rows, 12 * unit, width);
    QCOMPARE(layout.rows.size(), std::size_t(3));
    const QRectF paper(0, 0, width, layout.height);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const MakespanPlace& place = layout.rows[i];
        QVERIFY(paper.contains(place.whole));
        for (const QRectF& part : {place.title, place.number, place.counters, place.strip})
            QVERIFY(place.whole.contains(part));
        QVERIFY(!place.counters.intersects(place.strip) && !place.title.intersects(place.counters));
        QVERIFY(place.counters.width() > 100 && place.strip.width() > 200);
        QVERIFY(i == 0 || !place.whole.intersects(layout.rows[i - 1].whole));
        QCOMPARE(layout.at(place.whole.center()), std::optional(i));
        // The same time stands at the same place everywhere.
        QCOMPARE(place.strip.left(), layout.ruler.left());
        QCOMPARE(place.strip.right(), layout.ruler.right());
    }
    QVERIFY(!layout.rows[0].counters.intersects(layout.rows[0].promised));
    QCOMPARE(layout.x(0), layout.ruler.left());
    QCOMPARE(layout.x(12e9), layout.ruler.right());
    QCOMPARE(layout.ticks.front().text, QString("0"));
    QVERIFY(layout.ticks.back().text.endsWith(" u"));
    for (std::size_t i = 1; i < layout.ticks.size(); ++i)
        QVERIFY(layout.ticks[i].x - layout.ticks[i - 1].x >= 40);
}

void TestMakespansPicture::manyLanesGetThin()
{
    const MakespansLayout layout =
        layOutMakespans({over("few", 1, 3), over("many", 1, session::mostTimedLanes)}, unit, 348);
    QCOMPARE(layout.rows[0].laneHeight, 6.0);
    QCOMPARE(layout.rows[1].laneHeight, 2.0);
    QCOMPARE(layout.rows[1].lane(session::mostTimedLanes - 1).bottom(), layout.rows[1].strip.bottom());
}

void TestMakespansPicture::wordsOfARow()
{
    Makespan row = over("In turns", 12, 2);
    row.variant.mark = "wasteful";
    row.run.busyThreads = 1;
    row.run.utilisation = row.run.parallelism = 0.75;
    row.run.switches = 30;
    row.run.blocked = 3 * unit / 2;
    row.promised = 12;
    row.variant.any = {{.ending = trace::Ending::Completed, .findings = {}, .outcome = {}}};
    QCOMPARE(numberOf(row), QString("12 u"));
    QCOMPARE(countersOf(row), QString("1 of 2 busy · 75 % · 30 switches · blocked 1.5 u"));
    QCOMPARE(promisedOf(row), QString("promised 12 u"));
    QCOMPARE(row.isAsPromised(), std::optional(true));
    QVERIFY(
        sentenceOf(row, 12 * unit).startsWith("In turns (wasteful): 12 u, the shortest, as promised; 1 of 2 threads"));
    row.promised = 11;
    QCOMPARE(row.isAsPromised(), std::optional(false));
    QVERIFY(sentenceOf(row, 4 * unit).startsWith("In turns (wasteful): 12 u, against what was promised 11 u; "));
    row.ending = trace::Ending::Deadlock;
    QCOMPARE(numberOf(row), QString("deadlock"));
    QVERIFY(!row.hasTime());
    row.ending = trace::Ending::Bound;
    QCOMPARE(numberOf(row), QString("no end in 200 000 steps"));
    row.phase = Makespan::Phase::Running;
    QCOMPARE(numberOf(row), QString("running…"));
    QVERIFY(!row.isAsPromised());
}

void TestMakespansPicture::noProgram()
{
    session::Session session;
    MakespansPicture picture(session, howLong());
    picture.show();
    picture.grab();
    QVERIFY(picture.makespans().rows().empty());
    QCOMPARE(picture.accessibleDescription(), QString("This program cannot be run here."));
}

// What the catalogue of programs asserts: 12, 12 and 4 u.
void TestMakespansPicture::serialConcurrentParallel()
{
    Shown shown("serial-concurrent-parallel");
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    QCOMPARE(shown.numbers(), QStringList({"serial 12 u", "concurrent 12 u", "parallel 4 u", "both 3 u"}));
    for (const Makespan& row : shown.rows()) {
        QCOMPARE(row.isAsPromised(), std::optional(true));
        // Whoever has a task works on it all the time.
        QCOMPARE(row.run.utilisation, 1.0);
        QCOMPARE(row.ending, trace::Ending::Completed);
    }
    QCOMPARE(QString::fromStdString(shown.rows()[0].outcome),
             QString("at-once=1 begun=0,4,8 finished=4,8,12 switches=2 worked=12"));
    QCOMPARE(shown.rows()[0].run.busyThreads, std::size_t(1));
    QCOMPARE(shown.rows()[2].run.busyThreads, std::size_t(3));
    QCOMPARE(shown.rows()[2].run.parallelism, 3.0);
    QCOMPARE(shown.picture->makespans().shortest(), std::optional<Nanoseconds>(3 * unit));
    // Three tasks one after the other: the processor is at work from 0 to 12 u.
    const auto& processor = shown.rows()[0].run.lanes[1];
    QCOMPARE(processor.name, QString("CPU 0"));
    QCOMPARE(processor.pieces.size(), std::size_t(1));
    QCOMPARE(processor.pieces[0].end, 12 * unit);
    QCOMPARE(processor.moments.size(), std::size_t(4));
    const QString words = shown.picture->accessibleDescription();
    QVERIFY2(
        words.contains("A processor for each: 4 u, as promised; 3 of 4 threads are busy at all, 3.0 at the same time"),
        qPrintable(words));
    QVERIFY(words.contains("More tasks than processors: 3 u, the shortest, as promised"));
    shown.picture->resize(700, 400);
    shown.picture->grab();
}

void TestMakespansPicture::turnsTakeTurns()
{
    Shown shown("serial-concurrent-parallel");
    shown.choose([](session::Choice& choice) {
        choice.strategy = "random";
        choice.seed = 7;
    });
    QCOMPARE(shown.picture->makespans().strategy(), std::string("random"));
    QVERIFY(shown.picture->notice().endsWith("random, seed 7"));
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    QCOMPARE(shown.numbers(), QStringList({"serial 12 u", "concurrent 12 u", "parallel 4 u", "both 3 u"}));
    // Another seed is another run; by hand is in turns, whatever the seed.
    shown.choose([](session::Choice& choice) { choice.seed = 8; });
    QVERIFY(!shown.isDone());
    shown.choose([](session::Choice& choice) { choice.strategy = "by-hand"; });
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    shown.choose([](session::Choice& choice) { choice.seed = 9; });
    QVERIFY(shown.isDone());
}

void TestMakespansPicture::otherSettingsBeginAnew()
{
    Shown shown("serial-concurrent-parallel");
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    // Another variant is among those that were run.
    shown.choose([](session::Choice& choice) { choice.variant = "parallel"; });
    QVERIFY(shown.isDone());
    // Twice: what was begun for the first is not taken for the second.
    shown.choose([](session::Choice& choice) { choice.settings["work"] = "20"; });
    shown.choose([](session::Choice& choice) { choice.settings["work"] = "5"; });
    QVERIFY(!shown.isDone());
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    QCOMPARE(shown.numbers().mid(0, 3), QStringList({"serial 15 u", "concurrent 15 u", "parallel 5 u"}));
}

void TestMakespansPicture::aSettingLeavesThePromise()
{
    // Three processors are what one variant has anyway.
    Shown shown("serial-concurrent-parallel", {{"cores", "3"}});
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    QVERIFY(!shown.rows()[0].promised);
    QVERIFY(promisedOf(shown.rows()[0]).isEmpty());
    QCOMPARE(shown.rows()[2].promised, std::optional(4.0));
    QCOMPARE(shown.rows()[0].run.makespan, 4 * unit);
}

void TestMakespansPicture::endingsInsteadOfNumbers()
{
    Shown shown("kitchen-deadlock");
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    QVERIFY(numberOf(shown.rows()[0]) == QString("deadlock"));
    QVERIFY(!shown.rows()[0].hasTime());
    QVERIFY(shown.rows()[0].sentence.contains("pot"));
    QVERIFY(shown.picture->accessibleDescription().contains(": deadlock"));
    shown.picture->grab();
}

// Two and a half u of cutting are work, whoever cooks; a pot that simmers needs nobody.
void TestMakespansPicture::chefsAreBusyForNineUnits()
{
    Shown shown("one-chef-kitchen");
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    const auto row = [&](const char* id) -> const Makespan& {
        for (const Makespan& one : shown.rows())
            if (one.variant.id == id)
                return one;
        qFatal("there is no %s", id);
    };
    QCOMPARE(row("sequential").run.makespan, 21 * unit);
    QCOMPARE(row("interleaved").run.makespan, 11 * unit);
    QCOMPARE(row("chef-per-dish").run.makespan, 7 * unit);
    const session::TimedRun& loop = row("coroutines").run;
    QCOMPARE(loop.makespan, 11 * unit);
    QCOMPARE(loop.parallelism * static_cast<double>(loop.makespan) / unit, 9.0);
}

void TestMakespansPicture::keepsEveryPromise_data()
{
    QTest::addColumn<QString>("program");
    auto catalogue = host::Catalogue::load(INTERLEAVE_TARGET);
    QVERIFY(bool(catalogue));
    for (const host::ProgramInfo& program : catalogue->programs())
        for (const host::PictureInfo& picture : program.pictures)
            if (picture.kind == trace::PictureKind::Makespans)
                QTest::newRow(program.id.c_str()) << QString::fromStdString(program.id);
}

void TestMakespansPicture::keepsEveryPromise()
{
    QFETCH(QString, program);
    Shown shown(qPrintable(program));
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    bool hasTime = false;
    for (const Makespan& row : shown.rows()) {
        QVERIFY2(row.isAsPromised().value_or(true), qPrintable(sentenceOf(row, {})));
        QVERIFY(!row.run.lanes.empty());
        QVERIFY(row.run.utilisation <= 1.0001);
        QVERIFY(row.run.busyThreads <= row.run.threads);
        hasTime = hasTime || row.run.makespan > 0;
    }
    QVERIFY(hasTime);
    shown.picture->grab();
}

void TestMakespansPicture::onlyWhileItIsSeen()
{
    Shown shown("serial-concurrent-parallel");
    shown.picture->hide();
    QVERIFY(!shown.picture->makespans().isAtWork());
    shown.choose([](session::Choice& choice) { choice.settings["work"] = "6"; });
    QVERIFY(!shown.picture->makespans().isAtWork());
    QVERIFY(!shown.isDone());
    shown.picture->show();
    QVERIFY(shown.picture->makespans().isAtWork());
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    QCOMPARE(shown.rows()[0].run.makespan, 18 * unit);
    // What is known is not run again.
    shown.picture->hide();
    shown.picture->show();
    QVERIFY(!shown.picture->makespans().isAtWork());
    QVERIFY(shown.isDone());
}

void TestMakespansPicture::aClickChoosesTheVariant()
{
    Shown shown("serial-concurrent-parallel", {{"work", "6"}});
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    QTest::mouseClick(shown.picture.get(), Qt::LeftButton, {},
                      shown.picture->layoutOfRows().rows[2].whole.center().toPoint());
    QCOMPARE(shown.session.choice().variant, std::string("parallel"));
    QCOMPARE(shown.session.choice().program, std::string("serial-concurrent-parallel"));
    QCOMPARE(shown.session.choice().settings.at("work"), std::string("6"));
    QVERIFY(shown.isDone());
}

void TestMakespansPicture::keysWalkAndChoose()
{
    Shown shown("serial-concurrent-parallel");
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    for (const int key : {Qt::Key_Up, Qt::Key_Up, Qt::Key_Down, Qt::Key_Down})
        QTest::keyClick(shown.picture.get(), Qt::Key(key));
    shown.picture->grab();
    QTest::keyClick(shown.picture.get(), Qt::Key_Return);
    QCOMPARE(shown.session.choice().variant, std::string("both"));
}

void TestMakespansPicture::noTimeAtAll()
{
    Shown shown("lost-update-counter");
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    QVERIFY(shown.picture->makespans().isTimeless());
    QCOMPARE(shown.picture->notice(), QString("Nobody sleeps here, so no variant takes any time."));
    QVERIFY(!shown.picture->makespans().shortest());
    QVERIFY(shown.picture->layoutOfRows().ticks.empty());
    for (const MakespanPlace& place : shown.picture->layoutOfRows().rows)
        QCOMPARE(place.strip.height(), 0.0);
    shown.picture->grab();
}

void TestMakespansPicture::noTarget()
{
    Shown shown("serial-concurrent-parallel");
    shown.session.setTarget("/nowhere/interleave-target");
    shown.choose([](session::Choice& choice) { choice.settings["work"] = "6"; });
    QTRY_VERIFY_WITH_TIMEOUT(!shown.picture->makespans().isAtWork(), 60'000);
    const QString sentence = shown.picture->notice();
    QVERIFY2(sentence.contains("/nowhere/interleave-target"), qPrintable(sentence));
    QCOMPARE(shown.picture->makespans().failure(), sentence);
    shown.picture->grab();
    // It is tried again when somebody looks again.
    shown.session.setTarget(INTERLEAVE_TARGET);
    shown.picture->hide();
    shown.picture->show();
    QTRY_VERIFY_WITH_TIMEOUT(shown.isDone(), 60'000);
    QVERIFY(shown.picture->makespans().failure().isEmpty());
}

void TestMakespansPicture::isMadeForItsKind()
{
    session::Session session;
    const std::unique_ptr<Picture> picture(makePicture(session, howLong()));
    QVERIFY(qobject_cast<MakespansPicture*>(picture.get()) != nullptr);
}

QTEST_MAIN(TestMakespansPicture)
#include "tst_makespans_picture.moc"
