#include "core/host/avoidable.h"
#include "core/host/run.h"
#include "tests/core/host/run_to_end.h"

using namespace interleave;
using host::Avoidable;
using tests::oddLiveSpec;
using tests::oddSpec;
using tests::startRun;
using tests::turnToEnding;

namespace {

/// Two cooks, knife and pot, in the order of the textbook: main starts both, cook 1 takes the knife and sleeps, cook 2
/// takes the pot, wants the knife, cook 1 wakes and wants the pot.
const char* const kitchen = "interleave-schedule 1\nscenario kitchen-deadlock as-written\nset cooks 2\nset hold 2\n"
                            "set offset 0\nseed 0\ntime %1\npicks\n0 2\n0.0 2\n0.1 2\n0.0 1\n";

host::RunSpec kitchenSpec(trace::TimeSetting time)
{
    host::RunSpec spec;
    spec.target = TARGET;
    spec.info.scenario = "kitchen-deadlock";
    spec.info.variant = "as-written";
    spec.info.parameters = {{"cooks", "2"}, {"hold", "2"}, {"offset", "0"}};
    spec.info.time = time;
    spec.info.strategy = "round-robin";
    spec.schedule = QString(kitchen).arg(QString::fromUtf8(name(time).data())).toStdString();
    return spec;
}

base::Result<Avoidable> lastOf(host::Run& run, trace::TimeSetting time, const std::string& target,
                               const host::AvoidableBudget& budget = {}, const std::function<bool()>& goesOn = {})
{
    return host::lastAvoidable(run.trace(), run.scheduleText(), run.verdict(), run.outcome(), time, budget, target, goesOn);
}

std::string nameOf(const trace::Trace& trace, LaneId lane)
{
    return trace.knows(lane) ? std::string(trace.name(trace.lane(lane).name)) : std::string();
}

std::string objectAt(const trace::Trace& trace, Step step)
{
    return std::string(trace.name(trace.object(trace.event(step).object).name));
}

} // namespace

/// The last moment at which a bad end could be avoided, on programs where it can be told by looking at them.
class TestAvoidable : public QObject
{
    Q_OBJECT

private slots:
    // Steps are counted from 1. Of the picture's steps 10 (cook 2 takes the pot) and 5 (cook 1 takes the knife) a recorded
    // run has more before: four things are created, and main waits and cook 2 begins before anybody is picked.
    void theKitchenDependsOnTime_data()
    {
        QTest::addColumn<bool>("isRespected");
        QTest::addColumn<QString>("lane");
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("instead");
        QTest::addColumn<int>("before");
        // Until cook 2 has the pot, cook 1 may wake at once and take it.
        QTest::newRow("time ignored: before cook 2 takes the pot") << false << "cook 2" << "pot" << "cook 1" << 14;
        // Once cook 1 has the knife he sleeps, and while he does cook 2 comes to take the pot: only cook 2 taking the pot
        // before that, and both tools then, keeps it open.
        QTest::newRow("time respected: before cook 1 takes the knife") << true << "cook 1" << "knife" << "cook 2" << 11;
    }
    void theKitchenDependsOnTime()
    {
        QFETCH(bool, isRespected);
        const auto time = isRespected ? trace::TimeSetting::Respected : trace::TimeSetting::Ignored;
        const auto run = startRun(kitchenSpec(time));
        QVERIFY(run && turnToEnding(*run));
        QCOMPARE(run->verdict().ending, trace::Ending::Deadlock);
        const auto found = lastOf(*run, time, TARGET);
        QVERIFY2(found, found ? "" : found.error().message.c_str());
        QVERIFY2(found->answer == Avoidable::Answer::Avoidable, found->why.c_str());
        QVERIFY(found->step);
        const trace::Trace& trace = run->trace();
        const trace::Event event = trace.event(*found->step);
        QCOMPARE(event.operation, trace::Operation::Lock);
        QTEST(QString::fromStdString(nameOf(trace, event.lane)), "lane");
        QTEST(QString::fromStdString(objectAt(trace, *found->step)), "object");
        QTEST(QString::fromStdString(nameOf(trace, found->instead)), "instead");
        QCOMPARE(found->sealed, event.lane);
        QTEST(static_cast<int>(*found->step) + 1, "before");

        // And the way around is one.
        host::RunSpec around = kitchenSpec(time);
        around.schedule = found->continuation;
        const auto other = startRun(around);
        QVERIFY(other && turnToEnding(*other));
        QCOMPARE(other->verdict().ending, trace::Ending::Completed);
    }

    void whatCannotBeAvoidedHasNoMoment()
    {
        const auto run = startRun(oddSpec("relock"));
        QVERIFY(run && turnToEnding(*run));
        QCOMPARE(run->verdict().ending, trace::Ending::Deadlock);
        const auto found = lastOf(*run, trace::TimeSetting::Respected, ODD_TARGET);
        QVERIFY2(found, found ? "" : found.error().message.c_str());
        QVERIFY2(found->answer == Avoidable::Answer::Unavoidable, found->why.c_str());
        QVERIFY(!found->step);
    }

    void withoutProofThereIsNoMoment()
    {
        const auto run = startRun(oddSpec("relock"));
        QVERIFY(run && turnToEnding(*run));
        host::AvoidableBudget budget;
        budget.executions = 1; // and there are two: either of the others may write last
        const auto found = lastOf(*run, trace::TimeSetting::Respected, ODD_TARGET, budget);
        QVERIFY(found);
        QVERIFY(found->answer == Avoidable::Answer::Unknown);
        QVERIFY(!found->step && !found->why.empty());

        const auto calledOff = lastOf(*run, trace::TimeSetting::Respected, ODD_TARGET, {}, [] { return false; });
        QVERIFY(calledOff && calledOff->answer != Avoidable::Answer::Avoidable);
    }

    // Two lanes count one each, and the sum is one: sealed when the second reads before the first has written.
    void anOutcomeCanBeAvoided()
    {
        host::RunSpec spec = oddSpec("counters", 1);
        spec.info.variant = "unguarded";
        spec.schedule = "interleave-schedule 1\nscenario odd unguarded\nset n 1\nseed 0\ntime respected\npicks\n0 2\n0.0 1\n0.1 1\n";
        const auto run = startRun(spec);
        QVERIFY(run && turnToEnding(*run));
        QCOMPARE(QString::fromStdString(run->outcome()), QString("sum=1"));
        const auto found = lastOf(*run, trace::TimeSetting::Respected, ODD_TARGET);
        QVERIFY2(found, found ? "" : found.error().message.c_str());
        QVERIFY2(found->answer == Avoidable::Answer::Avoidable, found->why.c_str());
        // Both have read 0 then.
        QCOMPARE(run->trace().event(*found->step).operation, trace::Operation::Read);
        QCOMPARE(QString::fromStdString(nameOf(run->trace(), found->sealed)), QString("two"));
        QCOMPARE(QString::fromStdString(nameOf(run->trace(), found->instead)), QString("one"));
    }

    void aLiveRunHasNone()
    {
        const auto run = startRun(oddLiveSpec("opposite"));
        QVERIFY(run && turnToEnding(*run));
        const auto found = lastOf(*run, trace::TimeSetting::Ignored, ODD_TARGET);
        QVERIFY(!found);
        QCOMPARE(found.error().code, base::ErrorCode::WrongUse);
    }
};

QTEST_GUILESS_MAIN(TestAvoidable)

#include "tst_avoidable.moc"
