// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "tests/core/analysis/trace_builder.h"
#include "ui/pictures/bars_picture.h"
#include "ui/pictures/picture_set.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QtTest>

using namespace interleave;
using namespace interleave::pictures;
using test::TraceBuilder;
using trace::Operation;

namespace {

host::PictureInfo costs()
{
    return {.kind = trace::PictureKind::Bars, .title = "Costs", .objects = {}};
}

void note(TraceBuilder& b, LaneId lane, const char* text)
{
    b.add(lane, Operation::Note, ObjectId::none, static_cast<std::int64_t>(index(b.text(text))));
}

std::unique_ptr<TraceBuilder> began(trace::Mode mode = trace::Mode::Live)
{
    auto b = std::make_unique<TraceBuilder>(mode);
    b->add(b->main, Operation::Begin, b->objectOf(b->main));
    return b;
}

/// Six measurements of three kinds among other notes, by main and a thread.
std::unique_ptr<TraceBuilder> measured()
{
    auto b = began();
    const LaneId helper = b->started("helper");
    note(*b, b->main, "creating a process = 1.2 ms");
    note(*b, b->main, "now threads");
    note(*b, b->main, "creating a thread = 14.2 µs");
    note(*b, helper, "creating a coroutine = 400 ns");
    note(*b, b->main, "memory of a process = 1 MiB");
    note(*b, helper, "memory of a thread = 256 KiB");
    note(*b, b->main, "threads = 4");
    return b;
}

struct Shown
{
    std::unique_ptr<TraceBuilder> built;
    session::Session session;
    BarsPicture picture{session, costs()};

    explicit Shown(std::unique_ptr<TraceBuilder> trace, int width = 348) : built(std::move(trace))
    {
        // The session never outlives the builder.
        session.open(std::shared_ptr<const trace::Trace>(&built->trace(), [](const trace::Trace*) {}), {}, "run");
        picture.resize(width, 300);
        picture.show();
        QCoreApplication::processEvents();
        picture.refreshNow();
    }
    std::size_t bars() const { return picture.layoutOfBars().bars.size(); }
    QString words() const { return picture.accessibleDescription(); }
    void click(std::size_t bar)
    {
        QTest::mouseClick(&picture, Qt::LeftButton, {}, picture.layoutOfBars().bars[bar].whole.center().toPoint());
    }
};

std::vector<Bar> barsOf(const QStringList& texts)
{
    std::vector<Bar> bars;
    for (const QString& text : texts)
        bars.push_back({bars.size(), LaneId(0), *parseMeasurement(text.toStdString())});
    return bars;
}

} // namespace

class TestBarsPicture : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void groupsByWhatCanBeCompared();
    void axes_data();
    void axes();
    void aBarIsAsLongAsItsValue();
    void negativeValuesHaveNoBar();
    void everythingHasItsPlace_data();
    void everythingHasItsPlace();
    void nothingMeasured();
    void saysAllInWords();
    void thePastKnowsLess();
    void clicksGoToTheNote();
    void keysWalkAndGo();
    void hundredsAreCounted();
    void anotherRunForgets();
    void aLongRun();
    void isMadeForItsKind();
#ifdef INTERLEAVE_TARGET
    void aLiveRunOfARealProgram();
#endif

private:
    theme::Theme m_theme{*qApp};
};

void TestBarsPicture::initTestCase()
{
    m_theme.setScheme(theme::Scheme::Light);
    m_theme.setMotion(theme::Motion::Reduced);
}

void TestBarsPicture::groupsByWhatCanBeCompared()
{
    const auto groups =
        groupBars(barsOf({"a = 3 ns", "b = 2 KiB", "c = 5 steps", "d = 1 µs", "e = 7 B", "f = 2", "g = 9 steps"}));
    QCOMPARE(groups.size(), std::size_t(4));
    const auto names = [&](std::size_t group) {
        QString all;
        for (const Bar& bar : groups[group].bars)
            all += QString::fromStdString(bar.measurement.name);
        return all;
    };
    QCOMPARE(names(0), QString("ad"));
    QCOMPARE(names(1), QString("be"));
    QCOMPARE(names(2), QString("cg"));
    QCOMPARE(names(3), QString("f"));
    QCOMPARE(QString::fromStdString(ratioOf(groups[0], groups[0].bars[0])), QString("1×"));
    QCOMPARE(QString::fromStdString(ratioOf(groups[0], groups[0].bars[1])), QString("333×"));
    // Alone there is nothing to compare with.
    QVERIFY(ratioOf(groups[3], groups[3].bars[0]).empty());
}

void TestBarsPicture::axes_data()
{
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<bool>("isLogarithmic");
    QTest::addColumn<QString>("ticks");
    QTest::newRow("near") << QStringList{"a = 3 µs", "b = 14.2 µs"} << false << "0, 5 µs, 10 µs";
    QTest::newRow("fifty") << QStringList{"a = 1 ms", "b = 50 ms"} << false << "0, 20 ms, 40 ms";
    QTest::newRow("further") << QStringList{"a = 2 ns", "b = 101 ns"} << true << "1 ns, 10 ns, 100 ns, 1 µs";
    QTest::newRow("three units") << QStringList{"a = 400 ns", "b = 14.2 µs", "c = 1.2 ms"} << true
                                 << "100 ns, 1 µs, 10 µs, 100 µs, 1 ms, 10 ms";
    QTest::newRow("bytes") << QStringList{"a = 100 KiB", "b = 256 KiB"} << false
                           << "0, 64 KiB, 128 KiB, 192 KiB, 256 KiB";
    QTest::newRow("many bytes") << QStringList{"a = 3 KiB", "b = 2 MiB"} << true << "1 KiB, 32 KiB, 1 MiB, 32 MiB";
    QTest::newRow("one") << QStringList{"a = 7 steps"} << false << "0, 2 steps, 4 steps, 6 steps";
    QTest::newRow("nothing above zero") << QStringList{"a = 0 ns", "b = -1 ns"} << false << "";
}

void TestBarsPicture::axes()
{
    QFETCH(QStringList, texts);
    const auto groups = groupBars(barsOf(texts));
    QCOMPARE(groups.size(), std::size_t(1));
    QStringList ticks;
    for (const AxisTick& tick : groups[0].ticks) {
        ticks << QString::fromStdString(tick.text);
        QVERIFY(tick.share >= 0 && tick.share <= 1.0001);
    }
    QTEST(groups[0].isLogarithmic, "isLogarithmic");
    QTEST(ticks.join(", "), "ticks");
}

void TestBarsPicture::aBarIsAsLongAsItsValue()
{
    const auto near = groupBars(barsOf({"a = 5 ns", "b = 20 ns"}));
    QCOMPARE(shareOf(near[0], near[0].bars[0]), 0.25);
    QCOMPARE(shareOf(near[0], near[0].bars[1]), 1.0);
    // On a logarithmic axis equal factors are equal distances, and the smallest is seen.
    const auto far = groupBars(barsOf({"a = 100 ns", "b = 1 µs", "c = 10 µs"}));
    const double first = shareOf(far[0], far[0].bars[0]);
    const double second = shareOf(far[0], far[0].bars[1]);
    const double third = shareOf(far[0], far[0].bars[2]);
    QVERIFY(first > 0.1);
    QVERIFY(std::abs((second - first) - (third - second)) < 1e-9);
    QVERIFY(third > second && third <= 1);
}

void TestBarsPicture::negativeValuesHaveNoBar()
{
    const auto groups = groupBars(barsOf({"a = -5 KiB", "b = 0 B", "c = 20 KiB"}));
    QCOMPARE(shareOf(groups[0], groups[0].bars[0]), 0.0);
    QCOMPARE(shareOf(groups[0], groups[0].bars[1]), 0.0);
    QCOMPARE(shareOf(groups[0], groups[0].bars[2]), 1.0);
    QVERIFY(ratioOf(groups[0], groups[0].bars[0]).empty());
    QCOMPARE(groups[0].smallest, 20 * 1024.0);
}

void TestBarsPicture::everythingHasItsPlace_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("narrow") << 260;
    QTest::newRow("usual") << 348;
    QTest::newRow("wide") << 700;
}

void TestBarsPicture::everythingHasItsPlace()
{
    QFETCH(int, width);
    const auto groups = groupBars(barsOf({"a = 5 ns", "b = 20 ns", "c = 2 KiB"}));
    const BarsLayout layout = layOutBars(groups, width);
    QCOMPARE(layout.bars.size(), std::size_t(3));
    QCOMPARE(layout.groups.size(), std::size_t(2));
    const QRectF paper(0, 0, width, layout.height);
    for (std::size_t i = 0; i < 3; ++i) {
        const BarPlace& place = layout.bars[i];
        QVERIFY(paper.contains(place.whole));
        QVERIFY(place.whole.contains(place.words) && place.whole.contains(place.track));
        QVERIFY(!place.words.intersects(place.track));
        QVERIFY(place.words.width() > 100 && place.track.width() > 100);
        QVERIFY(i == 0 || !place.whole.intersects(layout.bars[i - 1].whole));
        QCOMPARE(layout.at(place.whole.center()), &place);
    }
    QVERIFY(paper.contains(layout.groups[1].ticks));
    QVERIFY(layout.bars[2].whole.top() > layout.groups[0].ticks.top());
}

void TestBarsPicture::nothingMeasured()
{
    session::Session session;
    BarsPicture picture(session, costs());
    picture.resize(348, 300);
    picture.grab();
    QCOMPARE(picture.accessibleDescription(), QString("Costs are measured in Live runs."));
    Shown controlled(began(trace::Mode::Controlled));
    QCOMPARE(controlled.words(), QString("Costs are measured in Live runs."));
    Shown live(began());
    QCOMPARE(live.words(), QString("Nothing has been measured up to here."));
    QCOMPARE(live.bars(), std::size_t(0));
}

void TestBarsPicture::saysAllInWords()
{
    Shown shown(measured());
    QCOMPARE(shown.bars(), std::size_t(6));
    QCOMPARE(
        shown.words(),
        QString("creating a process = 1.2 ms, 3\u2009000× the smallest. creating a thread = 14.2 µs, 36× the smallest. "
                "creating a coroutine = 400 ns, the smallest. memory of a process = 1 MiB, 4× the smallest. "
                "memory of a thread = 256 KiB, the smallest. threads = 4."));
    QVERIFY(shown.picture.groups()[0].isLogarithmic);
    QVERIFY(!shown.picture.groups()[1].isLogarithmic);
    QVERIFY(shown.picture.heightForWidth(348) > shown.picture.heightForWidth(700));
}

void TestBarsPicture::thePastKnowsLess()
{
    Shown shown(measured());
    // Begin, start, begin; then the first measurement.
    shown.session.setPlayhead(3);
    shown.picture.refreshNow();
    QCOMPARE(shown.words(), QString("Nothing has been measured up to here."));
    shown.session.setPlayhead(4);
    shown.picture.refreshNow();
    QCOMPARE(shown.words(), QString("creating a process = 1.2 ms."));
    QVERIFY(!shown.picture.groups()[0].isLogarithmic);
    shown.session.setPlayhead(6);
    shown.picture.refreshNow();
    QCOMPARE(shown.bars(), std::size_t(2));
    shown.session.setPlayhead(shown.session.length());
    shown.picture.refreshNow();
    QCOMPARE(shown.bars(), std::size_t(6));
}

void TestBarsPicture::clicksGoToTheNote()
{
    Shown shown(measured());
    shown.click(1);
    QCOMPARE(shown.session.selectedEvent(), std::optional<Step>(5));
    QCOMPARE(shown.session.selectedLane(), shown.built->main);
    QCOMPARE(shown.session.playhead(), Step(6));
}

void TestBarsPicture::keysWalkAndGo()
{
    Shown shown(measured());
    QTest::keyClick(&shown.picture, Qt::Key_Down);
    QTest::keyClick(&shown.picture, Qt::Key_Down);
    QTest::keyClick(&shown.picture, Qt::Key_Down);
    QTest::keyClick(&shown.picture, Qt::Key_Return);
    QCOMPARE(shown.session.selectedEvent(), std::optional<Step>(6));
    QCOMPARE(shown.session.selectedLane(), LaneId(1));
    // Only what is known up to there can be walked over now.
    shown.picture.refreshNow();
    QCOMPARE(shown.bars(), std::size_t(3));
    QTest::keyClick(&shown.picture, Qt::Key_Down);
    QTest::keyClick(&shown.picture, Qt::Key_Return);
    QCOMPARE(shown.session.selectedEvent(), std::optional<Step>(6));
    shown.picture.grab();
}

void TestBarsPicture::hundredsAreCounted()
{
    auto b = began();
    for (int i = 0; i < 212; ++i)
        note(*b, b->main, ("turn = " + std::to_string(i + 1) + " ns").c_str());
    Shown shown(std::move(b), 260);
    QCOMPARE(shown.bars(), BarsPicture::most);
    QVERIFY(shown.words().endsWith("And 12 more."));
    shown.picture.grab();
}

void TestBarsPicture::anotherRunForgets()
{
    const auto other = began();
    Shown shown(measured());
    shown.session.open(std::shared_ptr<const trace::Trace>(&other->trace(), [](const trace::Trace*) {}), {}, "other");
    shown.picture.grab(); // before anybody asks it to look again
    shown.picture.refreshNow();
    QCOMPARE(shown.bars(), std::size_t(0));
}

void TestBarsPicture::aLongRun()
{
    auto b = began();
    const ObjectId soup = b->object(trace::ObjectKind::Variable, "soup");
    for (int i = 0; i < 200'000; ++i)
        b->add(b->main, Operation::Write, soup, i);
    note(*b, b->main, "writing = 3 ns");
    Shown shown(std::move(b));
    QTRY_COMPARE(shown.words(), QString("writing = 3 ns."));
}

void TestBarsPicture::isMadeForItsKind()
{
    session::Session session;
    const std::unique_ptr<Picture> picture(makePicture(session, costs()));
    QVERIFY(qobject_cast<BarsPicture*>(picture.get()) != nullptr);
    QCOMPARE(picture->title(), QString("Costs"));
}

#ifdef INTERLEAVE_TARGET
void TestBarsPicture::aLiveRunOfARealProgram()
{
    session::Session session;
    auto catalogue = host::Catalogue::load(INTERLEAVE_TARGET);
    QVERIFY(bool(catalogue));
    session.setCatalogue(std::move(*catalogue));
    session.setTarget(INTERLEAVE_TARGET);
    session.setSpeed(session::Session::unlimitedSpeed);
    BarsPicture picture(session, costs());
    picture.resize(348, 300);
    picture.show();
    session::Choice choice;
    choice.program = "unit-costs";
    choice.variant = "creation";
    choice.settings = {{"processes", "2"}, {"threads", "4"}, {"coroutines", "8"}};
    choice.mode = trace::Mode::Live;
    session.start(choice);
    session.play();
    QTRY_VERIFY_WITH_TIMEOUT(session.verdict().ending == trace::Ending::Completed, 30'000);
    picture.refreshNow();
    QCOMPARE(picture.groups().size(), std::size_t(1));
    const BarGroup& times = picture.groups().front();
    QCOMPARE(times.quantity, Quantity::Time);
    QStringList names;
    for (const Bar& bar : times.bars) {
        names << QString::fromStdString(bar.measurement.name);
        QVERIFY(bar.measurement.base > 0);
    }
    // Who made the coroutines is one.
    QCOMPARE(session.trace()->lane(times.bars[0].lane).kind, trace::LaneKind::Process);
    QCOMPARE(session.trace()->lane(times.bars[2].lane).kind, trace::LaneKind::Task);
    QCOMPARE(names, QStringList({"creating a process", "creating a thread", "creating a coroutine"}));
    picture.grab();
}
#endif

QTEST_MAIN(TestBarsPicture)
#include "tst_bars_picture.moc"
