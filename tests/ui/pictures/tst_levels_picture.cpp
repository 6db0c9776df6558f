#include "tests/ui/pictures/small_run.h"

#include "ui/pictures/levels_picture.h"
#include "ui/pictures/picture_set.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QtTest>

using namespace interleave;
using namespace interleave::pictures;
using test::SmallRun;
using trace::ObjectKind;
using trace::Operation;

namespace {

using Shown = test::Shown<LevelsPicture>;

/// Two buns are put, one is taken.
struct Buns : SmallRun
{
    using SmallRun::SmallRun;
    ObjectId basket = make(main, ObjectKind::Queue, "basket", 0, 5);
    ObjectId eaten = make(main, ObjectKind::Variable, "eaten");
    Step first = add(main, Operation::Put, basket, 1);
    Step second = add(main, Operation::Put, basket, 2);
    Step taken = add(main, Operation::Get, basket, 1);
    Step ate = add(main, Operation::Modify, eaten, 1);
};

} // namespace

class TestLevelsPicture : public QObject
{
    Q_OBJECT

private slots:
    void saysAllInWords();
    void thePastKnowsItsValues();
    void aClickSetsThePlayhead();
    void aNameSelectsItsObject();
    void keysGoFromChangeToChange();
    void theAxisIsInTime();
    void theAxisIsInSteps();
    void nothingToMeasure();
    void hundredsAreCounted();
    void aLongRunIsFluent();
    void aProgramsHeap();
    void isMadeForItsKind();

private:
    theme::Theme m_theme{*qApp};
};

void TestLevelsPicture::saysAllInWords()
{
    const Buns run;
    Shown shown(run);
    QCOMPARE(shown.picture.charts().size(), std::size_t(2));
    QVERIFY(shown.says("basket: 1 now, over the run max 2 · of 5."));
    QVERIFY(shown.says("eaten: 1 now, over the run max 1."));
    for (const int width : {260, 348, 700}) {
        shown.resize(width);
        for (std::size_t chart = 0; chart < 2; ++chart) {
            QVERIFY(QRectF(shown.picture.rect()).contains(shown.picture.plotOf(chart)));
            QVERIFY(shown.picture.plotOf(chart).height() <= 64);
        }
        QVERIFY(!shown.picture.grab().isNull());
    }
}

void TestLevelsPicture::thePastKnowsItsValues()
{
    const Buns run;
    Shown shown(run);
    shown.goTo(run.taken);
    QCOMPARE(shown.picture.valueText(0), QStringLiteral("2"));
    QCOMPARE(shown.picture.valueText(1), QStringLiteral("0"));
    shown.goTo(0);
    QVERIFY(shown.picture.valueText(0).isEmpty());
    QVERIFY(shown.says("basket: not made yet"));
}

void TestLevelsPicture::aClickSetsThePlayhead()
{
    const Buns run;
    Shown shown(run);
    const QRectF plot = shown.picture.plotOf(0);
    // Near to a change it is the change that is meant.
    const double x = shown.picture.axis().xOf(run.second + 1);
    shown.click(QPointF(x - 2, plot.center().y()));
    QCOMPARE(shown.session.playhead(), run.second + 1);
    shown.settle();
    shown.click(QPointF(plot.right(), plot.center().y()));
    QCOMPARE(shown.session.playhead(), run.trace->size());
}

void TestLevelsPicture::aNameSelectsItsObject()
{
    const Buns run;
    Shown shown(run);
    const QRectF plot = shown.picture.plotOf(1);
    shown.click(QPointF(plot.left(), plot.top() - 12));
    QCOMPARE(shown.session.selectedObject(), run.eaten);
    QCOMPARE(shown.session.playhead(), run.trace->size());
}

void TestLevelsPicture::keysGoFromChangeToChange()
{
    const Buns run;
    Shown shown(run);
    QTest::keyClick(&shown.picture, Qt::Key_Down);
    QCOMPARE(shown.session.selectedObject(), run.basket);
    QTest::keyClick(&shown.picture, Qt::Key_Left);
    QCOMPARE(shown.session.playhead(), run.taken + 1);
    QTest::keyClick(&shown.picture, Qt::Key_Left);
    QCOMPARE(shown.session.playhead(), run.second + 1);
    QTest::keyClick(&shown.picture, Qt::Key_Right);
    QCOMPARE(shown.session.playhead(), run.taken + 1);
    QTest::keyClick(&shown.picture, Qt::Key_Return);
    QCOMPARE(shown.session.selectedEvent(), std::optional(run.taken));
}

void TestLevelsPicture::theAxisIsInTime()
{
    SmallRun run(trace::Mode::Controlled, trace::TimeSetting::Respected);
    const ObjectId x = run.make(run.main, ObjectKind::Variable, "x");
    run.clock(4'000'000'000);
    const Step changed = run.add(run.main, Operation::Write, x, 3);
    run.clock(8'000'000'000);
    const Step last = run.add(run.main, Operation::Write, x, 1);
    Shown shown(run);
    const LevelAxis& axis = shown.picture.axis();
    QVERIFY(axis.isByTime());
    QCOMPARE(axis.xOf(changed + 1), axis.left() + axis.width() / 2);
    QCOMPARE(axis.xOf(last + 1), axis.left() + axis.width());
    // At 6 u only the first write has been.
    QCOMPARE(axis.momentAt(axis.left() + axis.width() * 0.75), changed + 1);
    QCOMPARE(axis.ticks(56).front().text, QStringLiteral("0 u"));
}

void TestLevelsPicture::theAxisIsInSteps()
{
    const Buns run;
    Shown shown(run);
    const LevelAxis& axis = shown.picture.axis();
    QVERIFY(!axis.isByTime());
    QCOMPARE(axis.momentAt(axis.xOf(3) + 0.5), Step(3));
    QCOMPARE(axis.edges().front(), Step(0));
    QCOMPARE(axis.edges().back(), run.trace->size());
}

void TestLevelsPicture::nothingToMeasure()
{
    const SmallRun run;
    Shown shown(run);
    QVERIFY(shown.says("There is nothing to measure yet."));
    QVERIFY(!shown.picture.grab().isNull());
    QTest::keyClick(&shown.picture, Qt::Key_Down);
    shown.click(QPointF(20, 20));
    session::Session empty;
    LevelsPicture picture(empty, {trace::PictureKind::Levels, "Levels", {}});
    picture.show();
    picture.refreshNow();
    QVERIFY(!picture.grab().isNull());
}

void TestLevelsPicture::hundredsAreCounted()
{
    SmallRun run;
    for (int i = 0; i < 300; ++i)
        run.make(run.main, ObjectKind::Variable, "cell " + std::to_string(i), i);
    Shown shown(run);
    QCOMPARE(shown.picture.charts().size(), std::size_t(300));
    QVERIFY(shown.picture.height() < 60 * 64);
    QVERIFY(!shown.picture.grab().isNull());
}

// Every column shows the least and the greatest value in it, and painting does not depend on the length of the run.
void TestLevelsPicture::aLongRunIsFluent()
{
    SmallRun run;
    const ObjectId x = run.make(run.main, ObjectKind::Variable, "x");
    constexpr int writes = 1'000'000;
    for (int i = 0; i < writes; ++i)
        run.add(run.main, Operation::Write, x, i % 1'000);
    Shown shown(run);
    QTRY_COMPARE(shown.picture.index().levels().at(0).course.size(), std::size_t(writes));
    shown.settle();
    QCOMPARE(shown.picture.valueText(0), QStringLiteral("999"));
    QElapsedTimer time;
    time.start();
    constexpr int rounds = 10;
    for (int i = 0; i < rounds; ++i) {
        shown.picture.refreshNow();
        QVERIFY(!shown.picture.grab().isNull());
    }
    qInfo("a refresh and a painting of 1,000,000 changes: %.1f ms", static_cast<double>(time.elapsed()) / rounds);
    QVERIFY(time.elapsed() / rounds < 200);
}

// What is made and not freed yet is what the program says is left.
void TestLevelsPicture::aProgramsHeap()
{
#ifdef INTERLEAVE_TARGET
    auto catalogue = host::Catalogue::load(INTERLEAVE_TARGET);
    QVERIFY(bool(catalogue));
    const auto program = catalogue->find("gc-daemon");
    QVERIFY(program);
    const auto& pictures = (*program)->pictures;
    const auto info = std::find_if(pictures.begin(), pictures.end(), [](const host::PictureInfo& each) {
        return each.kind == trace::PictureKind::Levels;
    });
    QVERIFY(info != pictures.end());
    session::Session session;
    LevelsPicture picture(session, *info);
    session.setCatalogue(std::move(*catalogue));
    session.setTarget(INTERLEAVE_TARGET);
    session.setSpeed(session::Session::unlimitedSpeed);
    picture.resize(348, 300);
    picture.show();
    session::Choice choice;
    choice.program = "gc-daemon";
    choice.strategy = "random";
    choice.seed = 5;
    session.start(choice);
    session.play();
    QTRY_COMPARE_WITH_TIMEOUT(session.verdict().ending, trace::Ending::Completed, 20'000);
    QTRY_COMPARE(session.moment().step, session.length());
    QTRY_VERIFY(!picture.charts().empty());
    picture.refreshNow();
    const auto levelOf = [&](const std::string& name) -> const Level* {
        for (const Level& level : picture.index().levels())
            if (level.name == name)
                return &level;
        return nullptr;
    };
    const Level* cells = levelOf("cells");
    const Level* made = levelOf("made");
    const Level* freed = levelOf("freed");
    QVERIFY(cells && made && freed);
    const Step length = session.length();
    QVERIFY(*made->course.valueBefore(length) > 0);
    QCOMPARE(*cells->course.valueBefore(length), *made->course.valueBefore(length) - *freed->course.valueBefore(length));
    // The collector may go on after main has looked.
    Step looked = 0;
    for (Step step = 0; step < length; ++step)
        if (const trace::Event event = session.trace()->event(step);
            event.lane == LaneId(0) && event.operation == Operation::Read && event.object == freed->object())
            looked = step;
    QVERIFY(looked > 0);
    QCOMPARE(session.outcome().find("left=some") != std::string::npos, *cells->course.valueBefore(looked) > 0);
#else
    QSKIP("There is no target to run.");
#endif
}

void TestLevelsPicture::isMadeForItsKind()
{
    session::Session session;
    const std::unique_ptr<Picture> picture(makePicture(session, {trace::PictureKind::Levels, "Levels", {}}));
    QVERIFY(qobject_cast<LevelsPicture*>(picture.get()) != nullptr);
}

QTEST_MAIN(TestLevelsPicture)
#include "tst_levels_picture.moc"
