#include "tests/ui/timeline/sample_traces.h"

#include "core/analysis/collector.h"
#include "ui/timeline/axis.h"
#include "ui/timeline/hit.h"
#include "ui/timeline/rows.h"
#include "ui/timeline/scene.h"
#include "ui/timeline/search.h"

#include <QTest>

#include <cmath>

using namespace interleave;
using namespace interleave::timeline;

namespace {

/// An index of a whole trace, and a picture of it.
struct Shown
{
    analysis::LevelOfDetail index;
    RowWishes wishes;
    RowLayout rows;
    Picture picture;

    explicit Shown(const trace::Trace& trace, Ruler ruler = Ruler::Steps)
    {
        analysis::Collector collector(trace);
        analysis::Batch batch;
        while (collector.collect(batch, 100))
            index.append(batch);
        rows = RowLayout::of(trace, wishes, [](ObjectId) { return true; });
        picture.trace = &trace;
        picture.index = &index;
        picture.palette = &theme::light();
        picture.rows = &rows;
        picture.wishes = &wishes;
        picture.ruler = ruler;
        picture.bounds = boundsOf(index, ruler, true, true);
        picture.isStuck = picture.hasEnded = true;
        picture.size = {864, 400};
        picture.axis = {picture.bounds.from, picture.bounds.to, picture.headerWidth, 700};
    }
};

std::unique_ptr<test::TraceBuilder> withLanes(int count)
{
    auto b = std::make_unique<test::TraceBuilder>();
    for (int i = 1; i < count; ++i)
        b->lane("worker " + std::to_string(i), b->main);
    return b;
}

} // namespace

class GeometryTest : public QObject
{
    Q_OBJECT

private slots:
    void positionsAndPixelsAreInverse();
    void zoomKeepsWhatIsUnderThePointer();
    void nothingLeavesItsBounds();
    void ticksKeepApart_data();
    void ticksKeepApart();
    void durationsInWords();
    void densityFollowsTheNumberOfLanes_data();
    void densityFollowsTheNumberOfLanes();
    void rowsLieOneBelowTheOther();
    void tasksStandUnderTheirLoop();
    void foldedHeadsHideTheirRows();
    void orderAndFilterAreObeyed();
    void hitTestFindsWhatIsPainted();
    void neighboursOfAnEvent();
    void eventsAreFoundByWords();
    void narrowSegmentsBecomeColumns();
};

void GeometryTest::positionsAndPixelsAreInverse()
{
    const Axis axis{10, 60, 164, 700};
    QCOMPARE(axis.x(10), 164.0);
    QCOMPARE(axis.x(60), 864.0);
    for (const double position : {10.0, 11.5, 33.25, 60.0})
        QVERIFY(std::abs(axis.position(axis.x(position)) - position) < 1e-9);
}

void GeometryTest::zoomKeepsWhatIsUnderThePointer()
{
    const Axis bounds{0, 1000, 164, 700};
    const Axis axis{100, 600, 164, 700};
    const Axis closer = axis.zoomed(400, 2, bounds, 4);
    QVERIFY(std::abs(closer.position(400) - axis.position(400)) < 1e-9);
    QCOMPARE(closer.to - closer.from, 250.0);
}

void GeometryTest::nothingLeavesItsBounds()
{
    const Axis bounds{0, 1000, 164, 700};
    const Axis axis{100, 600, 164, 700};
    QCOMPARE(axis.panned(1e6, bounds).to, 1000.0);
    QCOMPARE(axis.panned(-1e6, bounds).from, 0.0);
    QCOMPARE(axis.panned(-1e6, bounds).to, 500.0);
    const Axis all = axis.zoomed(300, 1e-6, bounds, 4);
    QCOMPARE(all.from, 0.0);
    QCOMPARE(all.to, 1000.0);
    QCOMPARE(axis.zoomed(300, 1e9, bounds, 4).to - axis.zoomed(300, 1e9, bounds, 4).from, 4.0);
    QVERIFY(axis.revealing(900, 80, bounds).x(900) <= axis.right() - 79);
    QCOMPARE(axis.revealing(300, 80, bounds), axis);
}

void GeometryTest::ticksKeepApart_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<int>("ruler");
    QTest::newRow("fourteen steps") << 0.4 << 18.6 << 0;
    QTest::newRow("ten million steps") << 0.0 << 1e7 << 0;
    QTest::newRow("sixteen seconds") << 0.0 << 16.9e9 << 1;
    QTest::newRow("a microsecond late in a run") << 5.000001e9 << 5.000002e9 << 1;
}

void GeometryTest::ticksKeepApart()
{
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(int, ruler);
    const Axis axis{from, to, 164, 700};
    const auto ticks = ticksOf(axis, ruler == 0 ? Ruler::Steps : Ruler::Time, 40, false, to);
    QVERIFY(ticks.size() >= 3);
    for (std::size_t i = 1; i < ticks.size(); ++i) {
        // The one at step 1 is extra.
        if (i > 1)
            QVERIFY(axis.x(ticks[i].position) - axis.x(ticks[i - 1].position) >= 39.9);
        QVERIFY(ticks[i].text != ticks[i - 1].text);
    }
}

void GeometryTest::durationsInWords()
{
    QCOMPARE(durationWords(2e9, true), QStringLiteral("2 u"));
    QCOMPARE(durationWords(1.5e9, true), QStringLiteral("1.5 u"));
    QCOMPARE(durationWords(4e9, false), QStringLiteral("4.000 s"));
    QCOMPARE(durationWords(12.34e6, false), QStringLiteral("12.34 ms"));
    QCOMPARE(durationWords(900, false), QStringLiteral("0.9 µs"));
}

void GeometryTest::densityFollowsTheNumberOfLanes_data()
{
    QTest::addColumn<int>("lanes");
    QTest::addColumn<int>("height");
    QTest::newRow("one") << 1 << 46;
    QTest::newRow("eight") << 8 << 46;
    QTest::newRow("nine") << 9 << 28;
    QTest::newRow("twenty-one") << 21 << 18;
    QTest::newRow("sixty") << 60 << 6;
}

void GeometryTest::densityFollowsTheNumberOfLanes()
{
    QFETCH(int, lanes);
    QFETCH(int, height);
    const auto b = withLanes(lanes);
    const RowLayout rows = RowLayout::of(b->trace(), {}, [](ObjectId) { return true; });
    QCOMPARE(rows.rows().size(), static_cast<std::size_t>(lanes));
    QCOMPARE(rows.rows()[0].height, height);
    QCOMPARE(rows.height(), lanes * height);
}

void GeometryTest::rowsLieOneBelowTheOther()
{
    const auto kitchen = test::kitchenDeadlock();
    const RowLayout rows = RowLayout::of(kitchen->trace(), {}, [](ObjectId) { return true; });
    // Three lanes, the head of the locks, two locks.
    QCOMPARE(rows.rows().size(), std::size_t{6});
    QVERIFY(rows.rows()[3].isHead());
    QCOMPARE(rows.rows()[3].count, 2);
    for (std::size_t i = 1; i < rows.rows().size(); ++i)
        QCOMPARE(rows.rows()[i].top, rows.rows()[i - 1].bottom());
    for (const Row& row : rows.rows()) {
        QCOMPARE(rows.at(row.top), &row);
        QCOMPARE(rows.at(row.bottom() - 1), &row);
    }
    QVERIFY(rows.at(rows.height()) == nullptr);
}

void GeometryTest::tasksStandUnderTheirLoop()
{
    test::TraceBuilder b;
    const ObjectId loop = b.object(trace::ObjectKind::Loop, "loop");
    const LaneId thread = b.lane("other", b.main);
    b.lane("pd", b.main, trace::LaneKind::Task, b.main, loop);
    b.lane("hq", b.main, trace::LaneKind::Task, b.main, loop);
    const RowLayout rows = RowLayout::of(b.trace(), {}, [](ObjectId) { return true; });
    QVERIFY(rows.rows()[0].isHead());
    QCOMPARE(rows.rows()[1].lane(), b.main);
    QCOMPARE(rows.rows()[1].count, 2);
    QCOMPARE(rows.rows()[2].indent, 1);
    QVERIFY(!rows.rows()[2].isLastChild);
    QVERIFY(rows.rows()[3].isLastChild);
    QCOMPARE(rows.rows()[4].lane(), thread);
    RowWishes folded;
    folded.folded.insert(rows.rows()[1].key);
    QCOMPARE(RowLayout::of(b.trace(), folded, [](ObjectId) { return true; }).rows()[2].lane(), thread);
}

void GeometryTest::foldedHeadsHideTheirRows()
{
    const auto kitchen = test::kitchenDeadlock();
    RowWishes wishes;
    wishes.folded.insert({RowKind::Section, 0});
    const RowLayout rows = RowLayout::of(kitchen->trace(), wishes, [](ObjectId) { return true; });
    QCOMPARE(rows.rows().size(), std::size_t{4});
    QCOMPARE(rows.rows().back().count, 2);
}

void GeometryTest::orderAndFilterAreObeyed()
{
    const auto kitchen = test::kitchenDeadlock();
    RowWishes wishes;
    wishes.order = {{RowKind::Lane, 2}, {RowKind::Lane, 0}};
    RowLayout rows = RowLayout::of(kitchen->trace(), wishes, [](ObjectId) { return true; });
    QCOMPARE(rows.rows()[0].lane(), LaneId(2));
    QCOMPARE(rows.rows()[1].lane(), LaneId(0));
    QCOMPARE(rows.rows()[2].lane(), LaneId(1));
    wishes.filter = "COOK";
    rows = RowLayout::of(kitchen->trace(), wishes, [](ObjectId) { return true; });
    QCOMPARE(rows.rows().size(), std::size_t{2});
}

void GeometryTest::hitTestFindsWhatIsPainted()
{
    const auto kitchen = test::kitchenDeadlock();
    const Shown shown(kitchen->trace());
    const Picture& picture = shown.picture;
    const Row& cook = shown.rows.rows()[1];
    const double middle = picture.y(cook) + 23;
    // Cook 1 sleeps from its seventh event on, until the twelfth.
    const Hit sleeping = hitTest(picture, {picture.axis.x(9), middle});
    QCOMPARE(sleeping.area, Hit::Area::Track);
    QVERIFY(sleeping.piece.has_value());
    QCOMPARE(shown.index.lane(LaneId(1)).piece(*sleeping.piece).status, analysis::LaneStatus::Sleeping);
    // Before its start there is nothing.
    QVERIFY(!hitTest(picture, {picture.axis.x(1.2), middle}).piece);
    QCOMPARE(hitTest(picture, {60, middle}).area, Hit::Area::Header);
    QCOMPARE(hitTest(picture, {picture.headerWidth - 19, picture.y(cook) + 16}).area, Hit::Area::StepBadge);
    QCOMPARE(hitTest(picture, {picture.headerWidth, middle}).area, Hit::Area::HeaderEdge);
    QCOMPARE(hitTest(picture, {400, 10}).area, Hit::Area::Minimap);
    const Hit ruler = hitTest(picture, {picture.axis.x(5.9), picture.minimapHeight() + 20});
    QCOMPARE(ruler.area, Hit::Area::Ruler);
    QCOMPARE(*ruler.event, Step{5});
    QCOMPARE(hitTest(picture, {300, picture.y(shown.rows.rows()[3]) + 5}).area, Hit::Area::Fold);
    QCOMPARE(hitTest(picture, {-5, 10}).area, Hit::Area::Nothing);
}

void GeometryTest::neighboursOfAnEvent()
{
    const auto kitchen = test::kitchenDeadlock();
    const Shown shown(kitchen->trace());
    const auto& cook = shown.index.lane(LaneId(1));
    std::optional<Step> at;
    std::vector<Step> seen;
    while ((at = neighbourOf(cook, at, true)))
        seen.push_back(*at);
    QVERIFY(seen.size() >= 4);
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    std::vector<Step> back;
    at.reset();
    while ((at = neighbourOf(cook, at, false)))
        back.push_back(*at);
    std::reverse(back.begin(), back.end());
    QCOMPARE(back, seen);
}

void GeometryTest::eventsAreFoundByWords()
{
    const auto kitchen = test::kitchenDeadlock();
    const trace::Trace& trace = kitchen->trace();
    Search knife(trace, "knife");
    // Cook 1 locks it, notes it, and cook 2 wants it.
    const auto hits = knife.within(0, trace.size(), 100);
    QCOMPARE(hits.size(), std::size_t{3});
    QCOMPARE(*knife.next(std::nullopt, true, trace.size()), hits[0]);
    QCOMPARE(*knife.next(hits[0], true, trace.size()), hits[1]);
    QCOMPARE(*knife.next(hits[0], false, trace.size()), hits[2]);
    QVERIFY(!Search(trace, "spoon").next(std::nullopt, true, trace.size()));
    QVERIFY(!Search(trace, "  ").next(std::nullopt, true, trace.size()));
}

void GeometryTest::narrowSegmentsBecomeColumns()
{
    const auto basket = test::bunBasket();
    Shown shown(basket->trace(), Ruler::Time);
    const SceneMaker wide(shown.picture, 1);
    const LaneScene near = wide.lane(LaneId(1));
    QVERIFY(wide.isExact());
    QVERIFY(!near.boxes.empty());
    for (const Box& box : near.boxes)
        QVERIFY(box.right - box.left >= SceneMaker::leastBox - 1e-6 || box.isOpen);
    // Forty pixels for sixteen seconds: hardly anything is wide enough.
    shown.picture.axis.width = 40;
    const LaneScene far = SceneMaker(shown.picture, 1).lane(LaneId(1));
    QVERIFY(far.boxes.size() < near.boxes.size());
    QVERIFY(!far.mixes.empty());
    for (std::size_t i = 1; i < far.mixes.size(); ++i)
        QVERIFY(far.mixes[i].column >= far.mixes[i - 1].column);
}

QTEST_MAIN(GeometryTest)
#include "tst_geometry.moc"
