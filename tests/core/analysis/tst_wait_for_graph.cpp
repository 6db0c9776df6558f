#include "core/analysis/wait_for_graph.h"

#include "core/rules/stuck.h"
#include "tests/core/analysis/moment_builder.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::analysis;
using test::MomentOf;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

namespace {

/// "cook 1 wants pot": every edge in words, those of rings with a star.
QStringList wordsOf(const TraceBuilder& b, const WaitForGraph& graph)
{
    const auto text = [&](std::size_t node) {
        const WaitNode& each = graph.nodes()[node];
        const auto name = each.isLane() ? b.trace().laneName(each.lane) : b.trace().objectName(each.object);
        return QString::fromStdString(std::string(name));
    };
    QStringList words;
    for (const WaitEdge& edge : graph.edges()) {
        const QString kind = QString::fromStdString(std::string(name(edge.kind)));
        words << text(edge.from) + " " + kind + " " + text(edge.to) + (edge.isInCycle ? " *" : "");
    }
    words.sort();
    return words;
}

WaitForGraph graphOf(const TraceBuilder& b, Step until = noStep)
{
    const MomentOf moment(b.trace(), until);
    return WaitForGraph::of(b.trace(), moment.state, moment.ledger);
}

/// `count` philosophers, each of whom has the left fork and wants the right one.
std::unique_ptr<TraceBuilder> table(int count)
{
    auto b = std::make_unique<TraceBuilder>();
    b->add(b->main, Operation::Begin, b->objectOf(b->main));
    std::vector<LaneId> lanes;
    std::vector<ObjectId> forks;
    for (int i = 0; i < count; ++i) {
        forks.push_back(b->object(ObjectKind::Mutex, "fork " + std::to_string(i)));
        lanes.push_back(b->started("philosopher " + std::to_string(i)));
    }
    for (std::size_t i = 0; i < lanes.size(); ++i)
        b->add(lanes[i], Operation::Lock, forks[i]);
    for (std::size_t i = 0; i < lanes.size(); ++i)
        b->blocked(lanes[i], Operation::Lock, forks[(i + 1) % forks.size()]);
    return b;
}

} // namespace

class TestWaitForGraph : public QObject
{
    Q_OBJECT

private slots:
    void nobodyWaits();
    void aWaiterIsNoCycle();
    void twoCooksCloseARing();
    void ringsOfAnyLength_data();
    void ringsOfAnyLength();
    void onesOwnLockIsARingOfTwo();
    void twoRings();
    void whoCouldGoOnWaitsForNobody();
    void nobodyOwnsAPermit();
    void joinsAreEdges();
    void aTimeOutOpensTheRing();
    void aWriterWaitsForItsOwnReading();
    void aQueueNamesWhoCouldHelp();
    void chainsAreFollowed();
    void fourConditions();
    void dot();
};

void TestWaitForGraph::nobodyWaits()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    b.add(b.main, Operation::Lock, knife);
    b.blocked(b.main, Operation::Sleep, ObjectId::none, 5);
    const WaitForGraph graph = graphOf(b);
    QVERIFY(graph.nodes().empty() && graph.edges().empty() && graph.cycles().empty());
}

void TestWaitForGraph::aWaiterIsNoCycle()
{
    auto b = table(2);
    const WaitForGraph graph = graphOf(*b, b->trace().size() - 1);
    QCOMPARE(wordsOf(*b, graph), (QStringList{"fork 1 held by philosopher 1", "philosopher 0 wants fork 1"}));
    QVERIFY(graph.cycles().empty());
}

void TestWaitForGraph::twoCooksCloseARing()
{
    auto b = table(2);
    const WaitForGraph graph = graphOf(*b);
    QCOMPARE(wordsOf(*b, graph), (QStringList{"fork 0 held by philosopher 0 *", "fork 1 held by philosopher 1 *",
                                              "philosopher 0 wants fork 1 *", "philosopher 1 wants fork 0 *"}));
    QCOMPARE(graph.cycles().size(), std::size_t(1));
    const WaitCycle& cycle = graph.cycles().front();
    QCOMPARE(cycle.nodes.size(), std::size_t(4));
    QCOMPARE(cycle.closed, b->trace().size() - 1);
    QVERIFY(cycle.isFinal);
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(graph.edges()[cycle.edges[i]].from, cycle.nodes[i]);
        QCOMPARE(graph.edges()[cycle.edges[i]].to, cycle.nodes[(i + 1) % 4]);
    }
}

void TestWaitForGraph::ringsOfAnyLength_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {2, 3, 5, 60, 500})
        QTest::addRow("%d", count) << count;
}

void TestWaitForGraph::ringsOfAnyLength()
{
    QFETCH(int, count);
    auto b = table(count);
    const MomentOf moment(b->trace());
    const WaitForGraph graph = WaitForGraph::of(b->trace(), moment.state, moment.ledger);
    QCOMPARE(graph.cycles().size(), std::size_t(1));
    const WaitCycle& cycle = graph.cycles().front();
    QCOMPARE(cycle.nodes.size(), static_cast<std::size_t>(2 * count));
    // The verdict comes from the rules by another way; both have to speak of the same ring.
    const rules::Stuck stuck = rules::findStuck(moment.state);
    std::vector<LaneId> lanes;
    for (const std::size_t node : cycle.nodes)
        if (graph.nodes()[node].isLane())
            lanes.push_back(graph.nodes()[node].lane);
    QCOMPARE(lanes, stuck.cycle);
}

void TestWaitForGraph::onesOwnLockIsARingOfTwo()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId door = b.object(ObjectKind::Mutex, "door");
    b.add(b.main, Operation::Lock, door);
    b.blocked(b.main, Operation::Lock, door);
    const WaitForGraph graph = graphOf(b);
    QCOMPARE(wordsOf(b, graph), (QStringList{"door held by main *", "main wants door *"}));
    QCOMPARE(graph.cycles().front().nodes.size(), std::size_t(2));
}

void TestWaitForGraph::twoRings()
{
    auto b = table(2);
    const ObjectId salt = b->object(ObjectKind::Mutex, "salt");
    const LaneId guest = b->started("guest");
    b->add(guest, Operation::Lock, salt);
    b->blocked(guest, Operation::Lock, salt);
    const WaitForGraph graph = graphOf(*b);
    QCOMPARE(graph.cycles().size(), std::size_t(2));
    QCOMPARE(graph.cycles()[0].nodes.size(), std::size_t(4));
    QCOMPARE(graph.cycles()[1].nodes.size(), std::size_t(2));
}

void TestWaitForGraph::whoCouldGoOnWaitsForNobody()
{
    TraceBuilder c;
    c.add(c.main, Operation::Begin, c.objectOf(c.main));
    const ObjectId fork = c.object(ObjectKind::Mutex, "fork");
    const LaneId guest = c.started("guest");
    c.add(c.main, Operation::Lock, fork);
    c.blocked(guest, Operation::Lock, fork);
    QCOMPARE(graphOf(c).edges().size(), std::size_t(2));
    c.add(c.main, Operation::Unlock, fork);
    QVERIFY(graphOf(c).edges().empty());
}

void TestWaitForGraph::nobodyOwnsAPermit()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const LaneId guest = b.started("guest");
    const ObjectId room = b.object(ObjectKind::Semaphore, "room", 1);
    const ObjectId door = b.object(ObjectKind::Semaphore, "door", 1);
    b.add(b.main, Operation::Acquire, room);
    b.add(guest, Operation::Acquire, door);
    b.blocked(b.main, Operation::Acquire, door);
    b.blocked(guest, Operation::Acquire, room);
    const MomentOf moment(b.trace());
    QCOMPARE(moment.ledger.takings(room).size(), std::size_t(1));
    const WaitForGraph graph = WaitForGraph::of(b.trace(), moment.state, moment.ledger);
    QCOMPARE(wordsOf(b, graph), (QStringList{"guest wants room", "main wants door"}));
    QVERIFY(graph.cycles().empty());
    QVERIFY(!DeadlockConditions::of(graph, moment.state, moment.ledger).mutualExclusion.holds);
}

void TestWaitForGraph::joinsAreEdges()
{
    auto b = table(2);
    b->blocked(b->main, Operation::Join, b->objectOf(LaneId(1)));
    const WaitForGraph graph = graphOf(*b);
    QVERIFY(wordsOf(*b, graph).contains("main joins philosopher 0"));
    const WaitForGraph rest = graph.without(WaitKind::Joins);
    QCOMPARE(rest.edges().size(), std::size_t(4));
    QCOMPARE(rest.nodes().size(), std::size_t(4));
    QCOMPARE(rest.cycles().size(), std::size_t(1));
    QVERIFY(!rest.find({b->main, ObjectId::none}));
    for (const std::size_t edge : rest.cycles().front().edges)
        QVERIFY(rest.edges()[edge].isInCycle);

    // In a ring a join stays.
    TraceBuilder c;
    c.add(c.main, Operation::Begin, c.objectOf(c.main));
    const ObjectId door = c.object(ObjectKind::Mutex, "door");
    const LaneId guest = c.started("guest");
    c.add(c.main, Operation::Lock, door);
    c.blocked(guest, Operation::Lock, door);
    c.blocked(c.main, Operation::Join, c.objectOf(guest));
    const WaitForGraph ring = graphOf(c).without(WaitKind::Joins);
    QCOMPARE(wordsOf(c, ring), (QStringList{"door held by main *", "guest wants door *", "main joins guest *"}));
}

void TestWaitForGraph::aTimeOutOpensTheRing()
{
    TraceBuilder b;
    b.trace().mutableInfo().time = trace::TimeSetting::Respected;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId door = b.object(ObjectKind::Mutex, "door");
    b.add(b.main, Operation::Lock, door);
    b.blocked(b.main, Operation::Lock, door, 1'000);
    const WaitForGraph graph = graphOf(b);
    QCOMPARE(graph.cycles().size(), std::size_t(1));
    QVERIFY(!graph.cycles().front().isFinal);
    const MomentOf moment(b.trace());
    QVERIFY(!DeadlockConditions::of(graph, moment.state, moment.ledger).noPreemption.holds);
}

void TestWaitForGraph::aWriterWaitsForItsOwnReading()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId menu = b.object(ObjectKind::SharedMutex, "menu");
    b.add(b.main, Operation::LockShared, menu);
    b.blocked(b.main, Operation::Lock, menu);
    QCOMPARE(wordsOf(b, graphOf(b)), (QStringList{"main wants menu *", "menu held by main *"}));
}

void TestWaitForGraph::aQueueNamesWhoCouldHelp()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId basket = b.object(ObjectKind::Queue, "basket", 0, 1);
    const LaneId eater = b.started("eater");
    b.add(b.main, Operation::Put, basket, 1);
    b.blocked(b.main, Operation::Put, basket);
    QCOMPARE(wordsOf(b, graphOf(b)), (QStringList{"main wants basket"}));
    b.add(eater, Operation::Get, basket, 1);
    b.add(b.main, Operation::Put, basket, 2);
    b.blocked(b.main, Operation::Put, basket);
    const WaitForGraph graph = graphOf(b);
    QCOMPARE(wordsOf(b, graph), (QStringList{"basket may be helped by eater", "main wants basket"}));
    QVERIFY(graph.cycles().empty());
}

void TestWaitForGraph::chainsAreFollowed()
{
    auto b = table(3);
    const WaitForGraph graph = graphOf(*b);
    const std::vector<std::size_t> chain = graph.chain(LaneId(1));
    QCOMPARE(chain.size(), std::size_t(6));
    QCOMPARE(graph.edges()[chain.front()].from, *graph.find({LaneId(1), ObjectId::none}));
    QCOMPARE(graph.edges()[chain.back()].to, *graph.find({LaneId(1), ObjectId::none}));
    QVERIFY(graph.chain(b->main).empty());
}

void TestWaitForGraph::fourConditions()
{
    auto b = table(2);
    const auto at = [&](Step until) {
        const MomentOf moment(b->trace(), until);
        return DeadlockConditions::of(WaitForGraph::of(b->trace(), moment.state, moment.ledger), moment.state,
                                      moment.ledger);
    };
    QCOMPARE(at(b->trace().size() - 2).count(), 0);
    const DeadlockConditions before = at(b->trace().size() - 1);
    QCOMPARE(before.count(), 3);
    QVERIFY(before.mutualExclusion.holds && before.holdAndWait.holds && before.noPreemption.holds);
    QVERIFY(!before.circularWait.holds);
    QCOMPARE(before.mutualExclusion.lane, LaneId(1));
    const DeadlockConditions end = at(noStep);
    QCOMPARE(end.count(), 4);
    QCOMPARE(end.circularWait.lane, LaneId(1));
}

void TestWaitForGraph::dot()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const ObjectId door = b.object(ObjectKind::Mutex, "the \"door\"");
    b.add(b.main, Operation::Lock, door);
    b.blocked(b.main, Operation::Lock, door);
    const std::string text = dotText(b.trace(), graphOf(b));
    QVERIFY(text.starts_with("digraph waits {"));
    QVERIFY(text.find("[label=\"the \\\"door\\\"\", shape=box]") != std::string::npos);
    QVERIFY(text.find("n0 -> n1 [label=\"wants\", style=dashed, color=red") != std::string::npos);
    QVERIFY(text.find("n1 -> n0 [label=\"held by\", style=solid, color=red") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestWaitForGraph)
#include "tst_wait_for_graph.moc"
