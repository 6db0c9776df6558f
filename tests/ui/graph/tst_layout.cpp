#include "ui/graph/layout.h"

#include "tests/ui/graph/graphs.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::graph;
using analysis::WaitForGraph;
using test::graphOf;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;

namespace {

Layout laidOut(const WaitForGraph& graph, double nodeWidth = 90, double width = 320)
{
    return layOut(graph, std::vector<double>(graph.nodes().size(), nodeWidth), width);
}

/// Nothing overlaps, nothing leaves the picture.
void verifySound(const Layout& layout, double width)
{
    for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
        QVERIFY(QRectF(0, 0, width, layout.size.height()).contains(layout.nodes[i]));
        for (std::size_t k = 0; k < i; ++k)
            QVERIFY2(!layout.nodes[i].intersects(layout.nodes[k]), qPrintable(QString("%1 and %2").arg(i).arg(k)));
    }
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private slots:
    void nothing();
    void aWaiterStandsBesideWhatItWants();
    void aRingOfFourIsARectangle();
    void ringsOfAnyLength_data();
    void ringsOfAnyLength();
    void aRingOfTwoHasTwoArrows();
    void oddRings();
    void manyWaitersWrap();
    void whoWaitsForARingStandsBelow();
    void severalComponentsStandApart();
    void longNamesAreCut();
    void edgesEndAtBorders();
    void largeGraphsHaveNoLabels();
};

void TestLayout::nothing()
{
    const Layout layout = laidOut(WaitForGraph());
    QVERIFY(layout.nodes.empty());
    QCOMPARE(layout.size.height(), 0.0);
}

void TestLayout::aWaiterStandsBesideWhatItWants()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId basket = b.object(ObjectKind::Queue, "basket", 0, 1);
    b.blocked(b.main, Operation::Get, basket);
    const WaitForGraph graph = graphOf(b);
    const Layout layout = laidOut(graph);
    QCOMPARE(layout.nodes.size(), std::size_t(2));
    QCOMPARE(layout.nodes[0].center().y(), layout.nodes[1].center().y());
    QVERIFY(layout.nodes[0].right() < layout.nodes[1].left());
    QVERIFY(layout.edges[0].label.y() < layout.nodes[0].center().y());
    verifySound(layout, 320);
}

void TestLayout::aRingOfFourIsARectangle()
{
    const auto b = test::hungryTable(2);
    const WaitForGraph graph = graphOf(*b);
    const Layout layout = laidOut(graph);
    const auto& ring = graph.cycles().front().nodes;
    const auto at = [&](std::size_t i) { return layout.nodes[ring[i]]; };
    QCOMPARE(at(0).center().y(), at(1).center().y());
    QCOMPARE(at(2).center().y(), at(3).center().y());
    QCOMPARE(at(0).center().x(), at(3).center().x());
    QCOMPARE(at(1).center().x(), at(2).center().x());
    QVERIFY(at(0).top() < at(3).top() && at(0).left() < at(1).left());
    const QRectF room = layout.rings.front();
    QVERIFY(room.width() > 60 && room.height() > 60);
    for (const QRectF& node : layout.nodes)
        QVERIFY(!node.intersects(room.adjusted(1, 30, -1, -30)));
    // "wants" stands above the upper arrow, "held by" beside the arrows, inside.
    for (std::size_t i = 0; i < graph.edges().size(); ++i)
        if (layout.edges[i].side != Qt::AlignHCenter)
            QVERIFY(room.adjusted(-60, 0, 60, 0).contains(layout.edges[i].label));
}

void TestLayout::ringsOfAnyLength_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("width");
    for (const int count : {2, 3, 4, 7, 60})
        for (const double width : {280.0, 320.0, 480.0, 900.0})
            QTest::addRow("%d at %.0f", count, width) << count << width;
}

void TestLayout::ringsOfAnyLength()
{
    QFETCH(int, count);
    QFETCH(double, width);
    const auto b = test::hungryTable(count);
    const Layout layout = laidOut(graphOf(*b), 130, width);
    QCOMPARE(layout.nodes.size(), static_cast<std::size_t>(2 * count));
    verifySound(layout, width);
    QVERIFY(!layout.rings.front().isEmpty());
}

void TestLayout::aRingOfTwoHasTwoArrows()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId door = b.object(ObjectKind::Mutex, "door");
    b.add(b.main, Operation::Lock, door);
    b.blocked(b.main, Operation::Lock, door);
    const Layout layout = laidOut(graphOf(b));
    QVERIFY(std::abs(layout.edges[0].points.first().y() - layout.edges[1].points.first().y()) >= 10);
    QVERIFY(!layout.rings.front().isEmpty());
    QVERIFY(layout.rings.front().top() > layout.nodes[0].bottom());
    verifySound(layout, 320);
}

void TestLayout::oddRings()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId door = b.object(ObjectKind::Mutex, "door");
    const LaneId guest = b.started("guest");
    b.add(b.main, Operation::Lock, door);
    b.blocked(guest, Operation::Lock, door);
    b.blocked(b.main, Operation::Join, b.objectOf(guest));
    const WaitForGraph graph = graphOf(b);
    QCOMPARE(graph.cycles().front().nodes.size(), std::size_t(3));
    const Layout layout = laidOut(graph);
    const QRectF foot = layout.nodes[graph.cycles().front().nodes[2]];
    QCOMPARE(foot.center().x(), 160.0);
    verifySound(layout, 320);
}

void TestLayout::manyWaitersWrap()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId door = b.object(ObjectKind::Mutex, "door");
    b.add(b.main, Operation::Lock, door);
    for (int i = 0; i < 62; ++i)
        b.blocked(b.started("guest " + std::to_string(i)), Operation::Lock, door);
    const WaitForGraph graph = graphOf(b);
    QCOMPARE(graph.nodes().size(), std::size_t(64));
    const Layout layout = laidOut(graph);
    verifySound(layout, 320);
    const QRectF lock = layout.nodes[*graph.find({LaneId::none, door})];
    const QRectF holder = layout.nodes[*graph.find({b.main, ObjectId::none})];
    QVERIFY(holder.top() > lock.bottom());
    for (std::size_t i = 0; i < graph.nodes().size(); ++i)
        if (graph.nodes()[i].isLane() && graph.nodes()[i].lane != b.main)
            QVERIFY(layout.nodes[i].bottom() < lock.top());
}

void TestLayout::whoWaitsForARingStandsBelow()
{
    const auto b = test::hungryTable(2);
    const LaneId guest = b->started("guest");
    b->blocked(guest, Operation::Lock, ObjectId(1));
    const WaitForGraph graph = graphOf(*b);
    const Layout layout = laidOut(graph);
    verifySound(layout, 320);
    const QRectF below = layout.nodes[*graph.find({guest, ObjectId::none})];
    for (const std::size_t node : graph.cycles().front().nodes)
        QVERIFY(below.top() > layout.nodes[node].bottom());
}

void TestLayout::severalComponentsStandApart()
{
    const auto b = test::hungryTable(2);
    const ObjectId salt = b->object(ObjectKind::Mutex, "salt");
    const LaneId guest = b->started("guest");
    b->add(guest, Operation::Lock, salt);
    b->blocked(guest, Operation::Lock, salt);
    const LaneId cook = b->started("cook");
    const ObjectId basket = b->object(ObjectKind::Queue, "basket");
    b->blocked(cook, Operation::Get, basket);
    const WaitForGraph graph = graphOf(*b);
    QCOMPARE(graph.cycles().size(), std::size_t(2));
    const Layout layout = laidOut(graph);
    verifySound(layout, 320);
    QVERIFY(!layout.rings[0].intersects(layout.rings[1]));
}

void TestLayout::longNamesAreCut()
{
    const auto b = test::hungryTable(3);
    const Layout layout = laidOut(graphOf(*b), 2'000, 280);
    verifySound(layout, 280);
}

void TestLayout::edgesEndAtBorders()
{
    const auto b = test::hungryTable(4);
    const WaitForGraph graph = graphOf(*b);
    const Layout layout = laidOut(graph);
    for (std::size_t i = 0; i < graph.edges().size(); ++i) {
        const QRectF from = layout.nodes[graph.edges()[i].from].adjusted(1, 1, -1, -1);
        const QRectF to = layout.nodes[graph.edges()[i].to];
        QVERIFY(!from.contains(layout.edges[i].points.first()));
        QVERIFY(!to.adjusted(1, 1, -1, -1).contains(layout.edges[i].points.last()));
        QVERIFY(to.adjusted(-1, -1, 1, 1).contains(layout.edges[i].points.last()));
    }
    QCOMPARE(borderPoint(QRectF(0, 0, 100, 20), QPointF(50, 200)), QPointF(50, 20));
    QCOMPARE(borderPoint(QRectF(0, 0, 100, 20), QPointF(500, 10)), QPointF(100, 10));
}

void TestLayout::largeGraphsHaveNoLabels()
{
    QVERIFY(laidOut(graphOf(*test::hungryTable(2))).edges.front().hasLabel);
    QVERIFY(!laidOut(graphOf(*test::hungryTable(20))).edges.front().hasLabel);
}

QTEST_APPLESS_MAIN(TestLayout)
#include "tst_layout.moc"
