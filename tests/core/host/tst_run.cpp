#include "core/rules/judge.h"
#include "core/trace/compare.h"
#include "tests/core/host/run_to_end.h"

#include <signal.h>
#include <unistd.h>

using namespace interleave;
using namespace interleave::tests;
using trace::Ending;

namespace {

bool hasFinding(const host::Run& run, trace::FindingKind kind)
{
    const auto& findings = run.verdict().findings;
    return std::any_of(findings.begin(), findings.end(), [&](const trace::Finding& f) { return f.kind == kind; });
}

QByteArray sentence(const host::Run& run) { return QByteArray::fromStdString(run.verdict().sentence); }

host::RunSpec specOf(const QString& mode, const std::string& variant, int n = 10)
{
    return mode == "live" ? oddLiveSpec(variant, n) : oddSpec(variant, n);
}

void bothModes()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("live") << "live";
    QTest::newRow("controlled") << "controlled";
}

} // namespace

class TestRun : public QObject
{
    Q_OBJECT

private slots:
    void comesToAnEnd_data() { bothModes(); }
    void comesToAnEnd()
    {
        QFETCH(QString, mode);
        const auto run = startRun(specOf(mode, "counters", 5));
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, Ending::Completed);
        QVERIFY(run->verdict().findings.empty());
        QCOMPARE(run->outcome(), std::string("sum=10"));
    }

    void sigkillKeepsEveryPublishedEvent_data() { bothModes(); }
    void sigkillKeepsEveryPublishedEvent()
    {
        QFETCH(QString, mode);
        const auto run = startRun(specOf(mode, "sigkill", 500));
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, Ending::Killed);
        std::size_t yields = 0;
        for (Step step = 0; step < run->trace().size(); ++step)
            yields += run->trace().event(step).operation == trace::Operation::Yield ? 1 : 0;
        QCOMPARE(yields, std::size_t{500});
    }

    void killedFromOutside_data() { bothModes(); }
    void killedFromOutside()
    {
        QFETCH(QString, mode);
        const auto run = startRun(specOf(mode, "spin"));
        QVERIFY(turnUntil(*run, [&] { return run->pid() && run->trace().size() > 1; }));
        ::kill(*run->pid(), SIGKILL);
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, Ending::Killed);
        QVERIFY(run->trace().size() > 1);
    }

    void crashes_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("variant");
        QTest::addColumn<QByteArray>("says");
        for (const char* mode : {"live", "controlled"}) {
            QTest::addRow("%s segv", mode) << mode << "segv" << QByteArray("main crashed with Segmentation fault, after odd_programs.cpp:");
            QTest::addRow("%s abort", mode) << mode << "abort" << QByteArray("main crashed with Aborted, after odd_programs.cpp:");
            QTest::addRow("%s terminate", mode) << mode << "terminate" << QByteArray("nobody can catch this");
            QTest::addRow("%s exception in main", mode) << mode << "throw-main" << QByteArray("exception left main");
        }
    }
    void crashes()
    {
        QFETCH(QString, mode);
        QFETCH(QString, variant);
        QFETCH(QByteArray, says);
        const auto run = startRun(specOf(mode, variant.toStdString()));
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, Ending::Failed);
        QVERIFY2(sentence(*run).contains(says), sentence(*run).constData());
    }

    void anExceptionEndsItsLaneOnly_data() { bothModes(); }
    void anExceptionEndsItsLaneOnly()
    {
        QFETCH(QString, mode);
        const auto run = startRun(specOf(mode, "throw-lane"));
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, Ending::Completed);
        QVERIFY(hasFinding(*run, trace::FindingKind::LaneFailed));
        QVERIFY(run->verdict().findings[0].sentence.find("no flour left") != std::string::npos);
        QCOMPARE(run->outcome(), std::string("main=went on"));
    }

    void whoComputesForEverIsShownAndStopped_data() { bothModes(); }
    void whoComputesForEverIsShownAndStopped()
    {
        QFETCH(QString, mode);
        const auto run = startRun(specOf(mode, "spin"));
        QVERIFY(turnUntil(*run, [&] { return run->computingFor(LaneId(0)) > 1'000'000'000; }));
        QVERIFY(!run->hasEnded());
        const int pid = *run->pid();
        QElapsedTimer timer;
        timer.start();
        run->stop();
        QCOMPARE(run->verdict().ending, Ending::Stopped);
        QTRY_VERIFY(::kill(pid, 0) != 0);
        QVERIFY(!run->turn(std::chrono::milliseconds(0)));
    }

    void aFullArenaStopsTheRunAndKeepsTheTrace_data() { bothModes(); }
    void aFullArenaStopsTheRunAndKeepsTheTrace()
    {
        QFETCH(QString, mode);
        host::RunSpec spec = specOf(mode, "yields", 100'000'000);
        spec.events = 10'000;
        spec.maxPicks = 1'000'000'000;
        const auto run = startRun(spec);
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, Ending::ArenaFull);
        QVERIFY(run->trace().size() >= 10'000);
        QVERIFY(sentence(*run).contains("was kept"));
    }

    void aDamagedArenaIsAnErrorAndTheHostLives_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("what");
        for (const char* mode : {"live", "controlled"})
            for (int what = 0; what < 9; ++what)
                QTest::addRow("%s %d", mode, what) << mode << what;
    }
    void aDamagedArenaIsAnErrorAndTheHostLives()
    {
        QFETCH(QString, mode);
        QFETCH(int, what);
        const auto run = startRun(specOf(mode, "damage", what));
        // An engine fault is an answer too; a crash, a hang or a thrown std::bad_alloc is not.
        try {
            QVERIFY(turnToEnding(*run));
            QVERIFY(run->verdict().ending != Ending::Completed);
        } catch (const base::EngineFault& fault) {
            QVERIFY(std::strlen(fault.what()) > 0);
        }
    }

    void aDeadlockIsFoundByItsStructure_data() { bothModes(); }
    void aDeadlockIsFoundByItsStructure()
    {
        QFETCH(QString, mode);
        // Both are stepped to their first lock by hand, then left alone.
        host::RunSpec spec = specOf(mode, "opposite");
        spec.startsPaused = true;
        const auto run = startRun(spec);
        const auto rest = [&] { return turnUntil(*run, [&] { return run->isAtRest(); }); };
        QVERIFY(rest());
        while (run->state().laneCount() < 3 || !run->state().lane(LaneId(2)).hasStarted()) {
            const auto stepped = run->stepLane(LaneId(0));
            QVERIFY2(stepped, stepped ? "" : stepped.error().message.c_str());
            QVERIFY(rest());
        }
        for (const LaneId lane : {LaneId(1), LaneId(2)}) {
            const auto stepped = run->stepLane(lane);
            QVERIFY2(stepped, stepped ? "" : stepped.error().message.c_str());
            QVERIFY(rest());
        }
        run->resume();
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, Ending::Deadlock);
        QCOMPARE(run->verdict().lanes.size(), std::size_t{2});
        QVERIFY2(sentence(*run).contains("one → b → two → a → one"), sentence(*run).constData());
        QVERIFY2(sentence(*run).contains("one waits for b, held by two"), sentence(*run).constData());
    }

    void twoHundredLanes_data() { bothModes(); }
    void twoHundredLanes()
    {
        QFETCH(QString, mode);
        const auto run = startRun(specOf(mode, "lanes", 200));
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, Ending::Completed);
        QCOMPARE(run->outcome(), std::string("sum=200"));
        QCOMPARE(run->trace().laneCount(), std::size_t{201});
    }

    void tenThousandObjects_data() { bothModes(); }
    void tenThousandObjects()
    {
        QFETCH(QString, mode);
        const auto run = startRun(specOf(mode, "objects", 10'000));
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, Ending::Completed);
        QCOMPARE(run->outcome(), std::string("mutexes=10000"));
    }

    void aBoundIsSaidToBeOne()
    {
        host::RunSpec spec = oddSpec("yields", 1000);
        spec.maxPicks = 100;
        const auto run = startRun(spec);
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, Ending::Bound);
    }

    void pausedMeansThatNobodyMoves()
    {
        host::RunSpec spec = oddLiveSpec("counters", 1'000'000);
        const auto run = startRun(spec);
        QVERIFY(turnUntil(*run, [&] { return run->trace().size() > 1000; }));
        run->pause();
        QVERIFY(turnUntil(*run, [&] { return run->isAtRest(); }));
        run->turn(std::chrono::milliseconds(5));
        const Step size = run->trace().size();
        run->turn(std::chrono::milliseconds(20));
        QCOMPARE(run->trace().size(), size);
        // One step: the lane passes one gate and stands at the next.
        const LaneId lane = run->activity(LaneId(1)) == host::LaneActivity::AtGate ? LaneId(1) : LaneId(2);
        QVERIFY(run->stepLane(lane));
        QVERIFY(turnUntil(*run, [&] { return run->trace().size() > size && run->isAtRest(); }));
        std::size_t ofLane = 0;
        for (Step step = size; step < run->trace().size(); ++step)
            ofLane += run->trace().event(step).lane == lane && !run->trace().event(step).isBlocked() ? 1 : 0;
        QVERIFY2(ofLane <= 1, qPrintable(QString::number(ofLane)));
        run->resume();
        QVERIFY(turnUntil(*run, [&] { return run->trace().size() > size + 1000; }));
    }

    void whoSleepsDuringAPauseIsRefusedWithTheReason()
    {
        host::RunSpec spec = oddLiveSpec("sleeps");
        spec.info.speed = 0.001; // the sleep lasts a quarter of an hour
        const auto run = startRun(spec);
        QVERIFY(turnUntil(*run, [&] { return run->activity(LaneId(0)) == host::LaneActivity::Sleeping; }));
        run->pause();
        QVERIFY(turnUntil(*run, [&] { return run->isAtRest(); }));
        const auto refused = run->stepLane(LaneId(0));
        QVERIFY(!refused);
        QVERIFY(refused.error().message.find("time stands still") != std::string::npos);
        // A faster rate takes effect although it sleeps already.
        run->setSpeed(1e6);
        run->resume();
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, Ending::Completed);
    }

    void controlledIsSteppedByHand()
    {
        host::RunSpec spec = oddSpec("opposite");
        spec.info.strategy = "by-hand";
        const auto run = startRun(spec);
        const auto rest = [&] { return turnUntil(*run, [&] { return run->isAtRest(); }); };
        QVERIFY(rest());
        while (run->state().laneCount() < 3 || !run->state().lane(LaneId(2)).hasStarted()) {
            QVERIFY(run->stepLane(LaneId(0)));
            QVERIFY(rest());
        }
        QCOMPARE(run->nextOperation(LaneId(1))->operation, trace::Operation::Lock);
        QVERIFY(run->stepLane(LaneId(1)));
        QVERIFY(rest());
        QVERIFY(run->stepLane(LaneId(1)));
        QVERIFY(rest());
        const auto refused = run->stepLane(LaneId(2));
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.find("waits for b, held by one") != std::string::npos, refused.error().message.c_str());
    }

    void theSameSeedGivesTheSameTrace_data()
    {
        QTest::addColumn<QByteArray>("strategy");
        QTest::newRow("random") << QByteArray("random");
        QTest::newRow("pct") << QByteArray("pct:depth=3,length=30");
    }
    void theSameSeedGivesTheSameTrace()
    {
        QFETCH(QByteArray, strategy);
        host::RunSpec spec = oddSpec("counters", 3);
        spec.info.strategy = strategy.toStdString();
        spec.info.seed = 11;
        const auto first = startRun(spec);
        QVERIFY(turnToEnding(*first));
        for (int i = 0; i < 100; ++i) {
            const auto again = startRun(spec);
            QVERIFY(turnToEnding(*again));
            const auto difference = trace::firstDifference(first->trace(), again->trace());
            QVERIFY2(!difference, difference ? difference->sentence.c_str() : "");
        }
        spec.info.seed = 12;
        const auto other = startRun(spec);
        QVERIFY(turnToEnding(*other));
        QVERIFY(trace::firstDifference(first->trace(), other->trace()));
    }

    void aScheduleGivesTheSameTrace()
    {
        host::RunSpec spec = oddSpec("opposite");
        spec.info.strategy = "random";
        spec.info.seed = 3;
        const auto first = startRun(spec);
        QVERIFY(turnToEnding(*first));
        host::RunSpec replay = oddSpec("opposite");
        replay.schedule = first->scheduleText();
        for (int i = 0; i < 100; ++i) {
            const auto again = startRun(replay);
            QVERIFY(turnToEnding(*again));
            QVERIFY(!trace::firstDifference(first->trace(), again->trace()));
            QCOMPARE(again->verdict().ending, first->verdict().ending);
        }
    }

    void aScheduleOfAnotherProgramStopsWithTheDifference()
    {
        host::RunSpec spec = oddSpec("counters", 2);
        spec.info.strategy = "random";
        const auto first = startRun(spec);
        QVERIFY(turnToEnding(*first));
        host::RunSpec replay = oddSpec("yields", 2);
        replay.schedule = first->scheduleText();
        const auto run = startRun(replay);
        QVERIFY(turnToEnding(*run));
        QCOMPARE(run->verdict().ending, Ending::Stopped);
        QVERIFY2(sentence(*run).contains("The replay stopped after"), sentence(*run).constData());
    }

    void wrongUseIsOneSentence()
    {
        host::RunSpec spec = oddSpec("yields");
        spec.info.strategy = "radnom";
        const auto wrong = host::Run::start(spec);
        QVERIFY(!wrong);
        QVERIFY(wrong.error().message.find("random") != std::string::npos);
        spec = oddSpec("yields");
        spec.target = "/nowhere/interleave-target";
        QVERIFY(!host::Run::start(spec));
        const auto unknown = startRun(oddSpec("no-such-variant"));
        QVERIFY(turnToEnding(*unknown));
        QCOMPARE(unknown->verdict().ending, Ending::ConfigError);
    }

    void nothingSurvivesTheRunObject()
    {
        auto run = startRun(oddLiveSpec("spin"));
        QVERIFY(turnUntil(*run, [&] { return run->pid() && run->trace().size() > 1; }));
        const int pid = *run->pid();
        run.reset();
        QTRY_VERIFY(::kill(pid, 0) != 0);
    }
};

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
