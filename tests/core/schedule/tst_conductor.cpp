#include "core/schedule/conductor.h"

#include <QtTest>

using namespace interleave;
using rules::Request;
using schedule::Conductor;
using trace::Operation;

namespace {

/// A state with `lanes` running threads and one mutex, object 0.
rules::State stateWith(std::uint32_t lanes, trace::TimeSetting time)
{
    rules::State state(rules::Options{time});
    trace::Object mutex;
    mutex.kind = trace::ObjectKind::Mutex;
    state.addObject(ObjectId(0), mutex);
    for (std::uint32_t i = 0; i < lanes; ++i) {
        state.addLane(LaneId(i), {});
        trace::Event begin;
        begin.lane = LaneId(i);
        begin.operation = Operation::Begin;
        state.applyLocal(begin);
    }
    return state;
}

Request at(std::uint32_t lane, Operation operation, Nanoseconds deadline = never)
{
    return {.lane = LaneId(lane), .operation = operation, .object = ObjectId(0), .deadline = deadline};
}

} // namespace

class TestConductor : public QObject
{
    Q_OBJECT

private slots:
    void offersWhoCanMoveAndBlocksTheRest()
    {
        rules::State state = stateWith(2, trace::TimeSetting::Respected);
        Conductor conductor(state);
        conductor.arrive(at(1, Operation::Lock));
        conductor.arrive(at(0, Operation::Lock));
        QVERIFY(conductor.newlyBlocked().empty());
        QCOMPARE(conductor.turn(), Conductor::Kind::Choice);
        QCOMPARE(conductor.candidates().size(), std::size_t{2});
        QCOMPARE(conductor.candidates()[0].lane, LaneId(0));
        conductor.grant(conductor.candidates()[0]);
        conductor.arrive(at(0, Operation::Unlock));
        const auto blocked = conductor.newlyBlocked();
        QCOMPARE(blocked.size(), std::size_t{1});
        QCOMPARE(blocked[0].lane, LaneId(1));
        QVERIFY(conductor.newlyBlocked().empty());
        QCOMPARE(conductor.turn(), Conductor::Kind::Choice);
        QCOMPARE(conductor.candidates().size(), std::size_t{1});
    }

    void timeAdvancesOnlyWhenNobodyElseCanMove()
    {
        rules::State state = stateWith(2, trace::TimeSetting::Respected);
        Conductor conductor(state);
        conductor.arrive(at(0, Operation::Sleep, 500));
        conductor.arrive(at(1, Operation::Lock));
        QCOMPARE(conductor.turn(), Conductor::Kind::Choice);
        QCOMPARE(conductor.candidates().size(), std::size_t{1});
        conductor.grant(conductor.candidates()[0]);
        conductor.arrive(at(1, Operation::Sleep, 200));
        QCOMPARE(conductor.turn(), Conductor::Kind::Advance);
        QCOMPARE(conductor.nextTime(), Nanoseconds{200});
        state.setTime(conductor.nextTime());
        QCOMPARE(conductor.turn(), Conductor::Kind::Choice);
        QCOMPARE(conductor.candidates().front().lane, LaneId(1));
        QCOMPARE(conductor.grant(conductor.candidates()[0]).now, Nanoseconds{200});
    }

    void whereTimeIsIgnoredASleeperIsAlwaysACandidate()
    {
        rules::State state = stateWith(2, trace::TimeSetting::Ignored);
        Conductor conductor(state);
        conductor.arrive(at(0, Operation::Sleep, 500));
        conductor.arrive(at(1, Operation::Lock));
        QCOMPARE(conductor.newlyBlocked().size(), std::size_t{1}); // it sleeps, whoever may wake it
        QCOMPARE(conductor.turn(), Conductor::Kind::Choice);
        QCOMPARE(conductor.candidates().size(), std::size_t{2});
        QCOMPARE(conductor.grant(conductor.candidates()[0]).now, Nanoseconds{500});
    }

    void nobodyCanMoveIsStuckWithoutAnyTime()
    {
        rules::State state = stateWith(1, trace::TimeSetting::Respected);
        Conductor conductor(state);
        conductor.arrive(at(0, Operation::Lock));
        conductor.turn();
        conductor.grant(conductor.candidates()[0]);
        conductor.arrive(at(0, Operation::Lock)); // a plain mutex: waits for itself
        conductor.newlyBlocked();
        QCOMPARE(conductor.turn(), Conductor::Kind::Stuck);
    }

    void whoLeavesIsNoLongerACandidate()
    {
        rules::State state = stateWith(2, trace::TimeSetting::Respected);
        Conductor conductor(state);
        conductor.arrive(at(0, Operation::Lock));
        conductor.arrive(at(1, Operation::Lock));
        conductor.leave(LaneId(0));
        conductor.turn();
        QCOMPARE(conductor.candidates().size(), std::size_t{1});
        QCOMPARE(conductor.candidates()[0].lane, LaneId(1));
    }
};

QTEST_APPLESS_MAIN(TestConductor)
#include "tst_conductor.moc"
