// First of all: the rules have a member that Qt's keywords would rename.
#include "ui/session/session.h"

#include "ui/graph/graph_view.h"

#include "tests/ui/graph/graphs.h"
#include "tests/ui/timeline/sample_traces.h"
#include "ui/graph/words.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>

using namespace interleave;
using namespace interleave::graph;

namespace {

/// A graph that shows a recorded run at its end.
struct Shown
{
    std::unique_ptr<test::TraceBuilder> built;
    session::Session session;
    GraphView view{session};

    explicit Shown(std::unique_ptr<test::TraceBuilder> trace) : built(std::move(trace))
    {
        // The session never outlives the builder.
        session.open(std::shared_ptr<const trace::Trace>(&built->trace(), [](const trace::Trace*) {}), {}, "run");
        view.resize(320, 300);
        view.show();
        view.refresh();
    }
    QPoint at(const analysis::WaitNode& node) const
    {
        return view.layoutOfGraph().nodes[*view.graph().find(node)].center().toPoint();
    }
};

} // namespace

class TestGraphView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void nobodyWaits();
    void aDeadlockIsDrawn();
    void clicksSelectAndGo();
    void keysWalkAndGo();
    void followsThePlayhead();
    void nodesMoveAndRedEdgesGrow();
    void joinsAreShownOnDemand();
    void dotIsCopied();
    void lastAvoidableIsAClickAway();
    void darkAndLight();
    void wordsOfARing();

private:
    theme::Theme m_theme{*qApp};
};

void TestGraphView::initTestCase()
{
    m_theme.setScheme(theme::Scheme::Light);
    m_theme.setMotion(theme::Motion::Reduced);
}

void TestGraphView::nobodyWaits()
{
    session::Session session;
    GraphView view(session);
    QVERIFY(view.graph().nodes().empty());
    QVERIFY(view.note().isEmpty());
    view.resize(320, view.sizeHint().height());
    view.grab();
}

void TestGraphView::aDeadlockIsDrawn()
{
    Shown shown(test::kitchenDeadlock());
    QCOMPARE(shown.view.note(), QString("1 cycle"));
    QCOMPARE(shown.view.title(), QString("Wait-for graph"));
    QCOMPARE(shown.view.graph().nodes().size(), std::size_t(4));
    QVERIFY(shown.view.accessibleDescription().contains("A cycle of 4, closed at step 14."));
    QVERIFY(shown.view.accessibleDescription().contains("cook 1 wants pot since step 14"));
    QVERIFY(shown.view.accessibleDescription().contains("pot is held by cook 2 since step 10"));
    // Red where an arrow of the ring is.
    const QImage image = shown.view.grab().toImage();
    const QPolygonF edge = shown.view.layoutOfGraph().edges[0].points;
    const QColor red = m_theme.palette().error;
    int found = 0;
    for (double share = 0; share <= 1; share += 0.02)
        found += image.pixelColor(QLineF(edge.first(), edge.last()).pointAt(share).toPoint()) == red ? 1 : 0;
    QVERIFY(found > 10);
}

void TestGraphView::clicksSelectAndGo()
{
    Shown shown(test::kitchenDeadlock());
    QTest::mouseClick(&shown.view, Qt::LeftButton, {}, shown.at({LaneId(2), ObjectId::none}));
    QCOMPARE(shown.session.selectedLane(), LaneId(2));
    const ObjectId pot = shown.view.graph().nodes()[shown.view.graph().cycles().front().nodes[1]].object;
    QTest::mouseClick(&shown.view, Qt::LeftButton, {}, shown.at({LaneId::none, pot}));
    QCOMPARE(shown.session.selectedObject(), pot);
    // The arrow from the pot to cook 2, who took it at step 10.
    for (std::size_t i = 0; i < shown.view.graph().edges().size(); ++i) {
        const auto& edge = shown.view.graph().edges()[i];
        if (edge.kind != analysis::WaitKind::HeldBy || shown.view.graph().nodes()[edge.from].object != pot)
            continue;
        const QPolygonF points = shown.view.layoutOfGraph().edges[i].points;
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, ((points.first() + points.last()) / 2).toPoint());
        QCOMPARE(shown.session.selectedEvent(), std::optional<Step>(9));
        return;
    }
    QFAIL("nobody holds the pot");
}

void TestGraphView::keysWalkAndGo()
{
    Shown shown(test::kitchenDeadlock());
    shown.view.setFocus();
    QTest::keyClick(&shown.view, Qt::Key_Right);
    QTest::keyClick(&shown.view, Qt::Key_Down);
    const auto& ring = shown.view.graph().cycles().front().nodes;
    QVERIFY(shown.view.accessibleName().contains("cook") || shown.view.accessibleName().contains("knife"));
    QTest::keyClick(&shown.view, Qt::Key_Left);
    QTest::keyClick(&shown.view, Qt::Key_Up);
    QCOMPARE(shown.session.selectedLane(), shown.view.graph().nodes()[ring[0]].lane);
    QTest::keyClick(&shown.view, Qt::Key_Return);
    QCOMPARE(shown.session.selectedEvent(), std::optional<Step>(13));
}

void TestGraphView::followsThePlayhead()
{
    Shown shown(test::kitchenDeadlock());
    QSignalSpy heads(&shown.view, &GraphView::headChanged);
    shown.session.setPlayhead(13);
    QTRY_COMPARE(shown.view.note(), QString("no cycle"));
    QCOMPARE(heads.size(), 1);
    QCOMPARE(shown.view.graph().edges().size(), std::size_t(2));
    shown.session.setPlayhead(5);
    QTRY_VERIFY(shown.view.graph().nodes().empty());
}

void TestGraphView::nodesMoveAndRedEdgesGrow()
{
    Shown shown(test::kitchenDeadlock());
    m_theme.setMotion(theme::Motion::Full);
    shown.session.setPlayhead(13);
    shown.view.refresh();
    QTest::qWait(1);
    shown.session.setPlayhead(14);
    shown.view.refresh();
    const QImage before = shown.view.grab().toImage();
    QTRY_VERIFY(shown.view.grab().toImage() != before);
    // A key ends the motion.
    QTest::keyClick(&shown.view, Qt::Key_Escape);
    const QImage after = shown.view.grab().toImage();
    m_theme.setMotion(theme::Motion::Reduced);
    shown.session.setPlayhead(13);
    shown.view.refresh();
    shown.session.setPlayhead(14);
    shown.view.refresh();
    QCOMPARE(shown.view.grab().toImage(), after);
}

void TestGraphView::joinsAreShownOnDemand()
{
    Shown shown(test::kitchenDeadlock());
    QVERIFY(!shown.view.graph().find({shown.built->main, ObjectId::none}));
    shown.view.setShowsJoins(true);
    QVERIFY(shown.view.graph().find({shown.built->main, ObjectId::none}));
    QCOMPARE(shown.view.note(), QString("1 cycle"));
}

void TestGraphView::dotIsCopied()
{
    Shown shown(test::kitchenDeadlock());
    QVERIFY(shown.view.dot().contains("label=\"held by\""));
    shown.view.setFocus();
    QTest::keyClick(&shown.view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), shown.view.dot());
}

void TestGraphView::lastAvoidableIsAClickAway()
{
    Shown shown(test::kitchenDeadlock());
    const int height = shown.view.height();
    shown.view.setLastAvoidable(9);
    QVERIFY(shown.view.height() > height);
    QTest::mouseClick(&shown.view, Qt::LeftButton, {}, QPoint(160, shown.view.height() - 18));
    QCOMPARE(shown.session.playhead(), Step(9));
}

void TestGraphView::darkAndLight()
{
    Shown shown(test::kitchenDeadlock());
    m_theme.setScheme(theme::Scheme::Dark);
    QCoreApplication::processEvents();
    const QImage dark = shown.view.grab().toImage();
    QCOMPARE(dark.pixelColor(0, 0), theme::dark().panel);
    m_theme.setScheme(theme::Scheme::Light);
    QCoreApplication::processEvents();
    QCOMPARE(shown.view.grab().toImage().pixelColor(0, 0), theme::light().panel);
}

void TestGraphView::wordsOfARing()
{
    const auto b = test::hungryTable(3);
    const analysis::WaitForGraph graph = test::graphOf(*b);
    QCOMPARE(ringTitle(graph.cycles().front()), QString("cycle of 6"));
    QCOMPARE(ringNote(b->trace(), graph.cycles().front()), QString("closed at step %1").arg(b->trace().size()));
}

QTEST_MAIN(TestGraphView)
#include "tst_graph_view.moc"
