// Pausing and stepping a Live run whose lanes live in two processes.

#include "core/host/catalogue.h"
#include "core/host/run.h"

#include <QtTest>

#include <map>
#include <set>

using namespace interleave;

namespace {

host::RunSpec helloSpec(trace::Mode mode)
{
    const auto catalogue = host::Catalogue::load(TARGET);
    if (!catalogue)
        qFatal("%s", catalogue.error().message.c_str());
    const host::ProgramInfo& program = **catalogue->find("process-pipe-hello");
    host::RunSpec spec;
    spec.target = TARGET;
    spec.info.scenario = program.id;
    spec.info.variant = program.variants.front().id;
    spec.info.parameters = *host::Catalogue::resolve(program, program.variants.front(), {});
    spec.info.mode = mode;
    spec.info.speed = 1000;
    spec.startsPaused = true;
    return spec;
}

template <typename Condition>
bool turnUntil(host::Run& run, Condition condition)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        run.turn(std::chrono::milliseconds(5));
    }
    return true;
}

std::size_t eventsOf(const host::Run& run, LaneId lane)
{
    std::size_t count = 0;
    for (Step step = 0; step < run.trace().size(); ++step)
        count += run.trace().event(step).lane == lane && !run.trace().event(step).isBlocked() ? 1 : 0;
    return count;
}

/// The lanes that stand at a gate or operation, one of each process that has one.
std::vector<LaneId> steppable(host::Run& run)
{
    std::vector<LaneId> lanes;
    for (std::size_t i = 0; i < run.trace().laneCount(); ++i) {
        const auto activity = run.activity(LaneId(i));
        if (activity == host::LaneActivity::AtGate)
            lanes.push_back(LaneId(i));
    }
    return lanes;
}

} // namespace

class TestTwoProcesses : public QObject
{
    Q_OBJECT

private slots:
    void aPauseHoldsEveryProcessAndAStepMovesOneLane()
    {
        auto started = host::Run::start(helloSpec(trace::Mode::Live));
        QVERIFY2(started, started ? "" : started.error().message.c_str());
        host::Run& run = **started;
        const auto rest = [&] { return turnUntil(run, [&] { return run.isAtRest(); }); };
        QVERIFY(rest());
        // The parent is stepped until lanes of two child processes stand at their gates.
        const auto bothChildrenStand = [&] {
            std::set<std::uint32_t> processes;
            for (const LaneId lane : steppable(run))
                processes.insert(run.trace().lane(lane).process);
            processes.erase(0);
            return processes.size() == 2;
        };
        while (!bothChildrenStand()) {
            // Once the parent waits for a child it cannot be stepped; a process may still be on its way to its gate.
            if (run.stepLane(LaneId(0)))
                QVERIFY(rest());
            else
                QVERIFY(turnUntil(run, bothChildrenStand));
        }
        const Step paused = run.trace().size();
        run.turn(std::chrono::milliseconds(20));
        QCOMPARE(run.trace().size(), paused);
        for (const LaneId lane : steppable(run)) {
            if (run.trace().lane(lane).process == 0)
                continue;
            std::map<LaneId, std::size_t> before;
            for (std::size_t i = 0; i < run.trace().laneCount(); ++i)
                before[LaneId(i)] = eventsOf(run, LaneId(i));
            QVERIFY(run.stepLane(lane));
            QVERIFY(rest());
            run.turn(std::chrono::milliseconds(5));
            for (const auto& [other, count] : before)
                if (other != lane)
                    QCOMPARE(eventsOf(run, other), count);
            QVERIFY(eventsOf(run, lane) >= before[lane]);
        }
        run.resume();
        QVERIFY(turnUntil(run, [&] { return run.hasEnded(); }));
        QCOMPARE(run.verdict().ending, trace::Ending::Completed);
    }

    void aControlledRunStepsLanesOfSeveralProcesses()
    {
        auto started = host::Run::start(helloSpec(trace::Mode::Controlled));
        QVERIFY2(started, started ? "" : started.error().message.c_str());
        host::Run& run = **started;
        std::set<std::uint32_t> stepped;
        while (!run.hasEnded()) {
            QVERIFY(turnUntil(run, [&] { return run.isAtRest(); }));
            if (run.hasEnded())
                break;
            const auto candidates = run.candidates();
            if (candidates.empty())
                break;
            stepped.insert(run.trace().lane(candidates.back().lane).process);
            QVERIFY(run.stepLane(candidates.back().lane));
        }
        QVERIFY(turnUntil(run, [&] { return run.hasEnded(); }));
        QCOMPARE(run.verdict().ending, trace::Ending::Completed);
        QCOMPARE(stepped.size(), std::size_t{3});
    }
};

QTEST_GUILESS_MAIN(TestTwoProcesses)
#include "tst_two_processes.moc"
