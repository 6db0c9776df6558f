#include "core/explore/inside_driver.h"

#include "core/explore/depth_first.h"
#include "core/rules/judge.h"
#include "core/rules/observe.h"
#include "core/runtime/conduct.h"
#include "core/runtime/kept.h"
#include "core/runtime/primitive.h"
#include "core/schedule/random.h"
#include "core/schedule/replay.h"
#include "core/schedule/round_robin.h"
#include "core/sync/guards.h"
#include "core/sync/kept.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/semaphore.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"
#include "tests/core/explore/programs.h"

#include <QtTest>

#include <fstream>

using namespace interleave;
using namespace interleave::explore;
using trace::Ending;
using trace::FindingKind;

namespace {

void addExecutors()
{
    QTest::addColumn<Executor>("executor");
    QTest::newRow("fibers") << Executor::Fibers;
    QTest::newRow("pooled threads") << Executor::Pool;
}

QString toString(const Execution& execution)
{
    return QString::fromStdString(toText(execution.ending, execution.findings, execution.outcome));
}

/// Writes its name down when it goes.
struct Leaving
{
    std::vector<std::string>& log;
    std::string name;
    ~Leaving() { log.push_back(name); }
};

std::size_t residentKilobytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:"))
            return std::stoul(line.substr(6));
    return 0;
}

/// Two lanes that throw, and catch what they threw again after the other has run in between.
void throwAcrossSwitches()
{
    sync::ThreadGroup group;
    sync::Shared<int> turn("turn");
    sync::Shared<int> right("right");
    for (int lane = 1; lane <= 2; ++lane)
        group.start("", [&turn, &right, lane] {
            try {
                try {
                    throw lane;
                } catch (...) {
                    // Left in the middle of a handler.
                    turn.write(lane);
                    turn.write(-lane);
                    throw;
                }
            } catch (int thrown) {
                if (thrown == lane && std::uncaught_exceptions() == 0)
                    right.fetchAdd(1);
            }
        });
    group.joinAll();
    sync::outcome("right", right.read());
}

void appendTo(trace::Trace& trace, trace::MemoryStore& store, const InsideDriver& driver,
              const std::vector<trace::Event>& events)
{
    const InsideTables& tables = driver.tables();
    for (std::size_t i = 0; i < tables.nameCount(); ++i)
        trace.appendName(tables.name(NameId(i)));
    for (std::size_t i = 0; i < tables.laneCount(); ++i)
        trace.appendLane(tables.lane(LaneId(i)));
    for (std::size_t i = 0; i < tables.objectCount(); ++i)
        trace.appendObject(tables.object(ObjectId(i)));
    for (const trace::Event& event : events)
        trace.appendEvent(store.append(event));
}

bool isSame(const trace::Event& a, const trace::Event& b)
{
    return a.stamp == b.stamp && a.lane == b.lane && a.object == b.object && a.value == b.value
           && a.operation == b.operation && a.wayAndFlags == b.wayAndFlags && a.index == b.index;
}

/// A process that starts one more as its child, in the way of core/process but without it.
void playChild(int code)
{
    const runtime::Where here = runtime::Where::current();
    const runtime::NewLane child = runtime::createLane({.kind = trace::LaneKind::Process, .name = "child"}, here);
    runtime::conduct(runtime::request(trace::Operation::Start, child.object, here));
    runtime::driver().startProcess({child.lane, child.object, "child", {std::to_string(code)}, {}});
    const runtime::Done joined = runtime::conduct(runtime::request(trace::Operation::Join, child.object, here));
    sync::outcome("code", joined.value);
}

} // namespace

class TestInsideDriver : public QObject
{
    Q_OBJECT

private slots:
    void exceptionsStayWithTheirLane_data() { addExecutors(); }
    void exceptionsStayWithTheirLane()
    {
        QFETCH(Executor, executor);
        const auto driver = makeDriver(executor);
        const SearchReport report = depthFirst(*driver, {.name = "throwing", .main = throwAcrossSwitches});
        QVERIFY(report.isComplete);
        QVERIFY(report.executions > 1);
        QCOMPARE(report.found.size(), std::size_t(1));
        QCOMPARE(report.found[0].outcome, std::string("right=2"));
    }

    // Two lanes are stuck with locks held; what they and main have on their stacks goes, youngest lane first, main last,
    // what was kept at the very end, and no destructor is left out or lets anything through.
    void stuckLanesUnwindInOrder_data() { addExecutors(); }
    void stuckLanesUnwindInOrder()
    {
        QFETCH(Executor, executor);
        std::vector<std::string> log;
        const Program program{.name = "stuck", .main = [&log] {
                                  const auto kept = std::make_shared<Leaving>(log, "kept");
                                  runtime::keep(kept);
                                  const Leaving inMain{log, "main"};
                                  sync::Mutex a("a");
                                  sync::Mutex b("b");
                                  sync::Semaphore gate("gate", 0);
                                  const auto take = [&](const std::string& name, sync::Mutex& first, sync::Mutex& second) {
                                      const Leaving leaving{log, name};
                                      const sync::LockGuard one(first);
                                      if (&first == &b)
                                          gate.release();
                                      else
                                          gate.acquire();
                                      const sync::LockGuard two(second);
                                  };
                                  sync::ThreadGroup group;
                                  group.start("", [&] { take("older", a, b); });
                                  group.start("", [&] { take("younger", b, a); });
                                  group.joinAll();
                              }};
        const auto driver = makeDriver(executor);
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            log.clear();
            schedule::Random random(seed);
            const Execution& execution = runOnce(*driver, program, random);
            const std::vector<std::string> completed = {"younger", "older", "main", "kept"};
            if (execution.ending == Ending::Deadlock) {
                QCOMPARE(log, completed);
                return;
            }
        }
        QFAIL("none of 20 seeds found the deadlock");
    }

    // A lane that stands in a destructor when its execution is given up: nothing may be thrown there, the next operation
    // outside does it.
    void destructorsAreSpared_data() { addExecutors(); }
    void destructorsAreSpared()
    {
        QFETCH(Executor, executor);
        const auto driver = makeDriver(executor);
        int destroyed = 0;
        int wentOn = 0;
        const Program program{.name = "stands in a destructor", .main = [&] {
                                  sync::Mutex mutex("mutex");
                                  sync::Thread thread("guarded", [&] {
                                      {
                                          const sync::LockGuard guard(mutex);
                                      }
                                      ++destroyed;
                                      sync::note("outside");
                                      ++wentOn;
                                  });
                                  thread.start();
                                  thread.join();
                              }};
        // main: start, join; the lane stands at its unlock after its first pick.
        RunOptions options;
        options.maxPicks = 2;
        schedule::RoundRobin turns;
        QCOMPARE(runOnce(*driver, program, turns, options).ending, Ending::Bound);
        QCOMPARE(destroyed, 1);
        QCOMPARE(wentOn, 0);
    }

    // What catches everything and goes on is put aside and named; the driver goes on with other carriers.
    void lanesThatRefuseAreNamed_data() { addExecutors(); }
    void lanesThatRefuseAreNamed()
    {
        QFETCH(Executor, executor);
        const auto driver = makeDriver(executor);
        const Program program{.name = "refuses", .main = [] {
                                  sync::Semaphore& never = sync::kept<sync::Semaphore>("never", 0);
                                  sync::Thread thread("refusing", [&never] {
                                      for (;;) {
                                          try {
                                              never.acquire();
                                          } catch (...) {
                                          }
                                      }
                                  });
                                  thread.start();
                                  thread.join();
                              }};
        schedule::RoundRobin turns;
        const Execution& execution = runOnce(*driver, program, turns);
        QCOMPARE(execution.ending, Ending::Hang);
        QCOMPARE(execution.refused, std::vector<std::string>{"0.0"});
        schedule::RoundRobin again;
        QCOMPARE(runOnce(*driver, abba(), again).ending, Ending::Completed);
        QVERIFY(driver->tables().laneCount() == 3);
    }

    void endingsAndFindings_data()
    {
        QTest::addColumn<Program>("program");
        QTest::addColumn<QString>("expected");
        QTest::newRow("an exception leaves main") << Program{.main = [] { throw std::runtime_error("no"); }}
                                                  << "FAILED LANE-FAILED";
        QTest::newRow("an exception leaves a lane") << Program{.main = [] {
            sync::Thread thread("failing", [] { throw 1; });
            thread.start();
            thread.join();
        }} << "COMPLETED LANE-FAILED";
        QTest::newRow("misuse") << Program{.main = [] {
            sync::Mutex mutex("mutex");
            mutex.unlock();
        }} << "COMPLETED MISUSE";
        QTest::newRow("a daemon is cut off") << Program{.main = [] {
            sync::Semaphore& never = sync::kept<sync::Semaphore>("never", 0);
            sync::Thread daemon("daemon", [&never] { never.acquire(); }, {.isDaemon = true});
            daemon.start();
        }} << "COMPLETED KILLED";
        QTest::newRow("a mutex is destroyed while held") << Program{.main = [] {
            sync::Mutex mutex("mutex");
            mutex.lock();
        }} << "COMPLETED LOCK-LEAK DESTROYED-IN-USE";
        QTest::newRow("a child that is fine") << Program{.main = [] { playChild(0); },
                                                         .roles = {{"child", [](const auto& words) { return std::stoi(words[0]); }}}}
                                              << "COMPLETED code=0";
        QTest::newRow("a child's status") << Program{.main = [] { playChild(3); },
                                                     .roles = {{"child", [](const auto& words) { return std::stoi(words[0]); }}}}
                                          << "COMPLETED EXIT-STATUS code=3";
    }
    void endingsAndFindings()
    {
        QFETCH(Program, program);
        QFETCH(QString, expected);
        for (const Executor executor : {Executor::Fibers, Executor::Pool}) {
            const auto driver = makeDriver(executor);
            schedule::RoundRobin turns;
            QCOMPARE(toString(runOnce(*driver, program, turns)), expected);
        }
    }

    // The same choices give the same events, on fibers, on threads and again; and the judge of recorded runs finds the
    // same in them.
    void sameScheduleSameEvents()
    {
        const auto fibers = makeDriver(Executor::Fibers);
        const auto pool = makeDriver(Executor::Pool);
        for (const Program& program : {abba(), lostUpdate(3, 2), queueWorkers(3), conditionWait(false), lockLeak(),
                                       Program{.name = "throwing", .main = throwAcrossSwitches}}) {
            for (std::uint64_t seed = 0; seed < 30; ++seed) {
                std::vector<trace::Event> onFibers;
                fibers->recordInto(&onFibers);
                schedule::Random random(seed);
                const Execution first = runOnce(*fibers, program, random);
                QVERIFY(!onFibers.empty());

                const auto store = std::make_shared<trace::MemoryStore>();
                trace::Trace trace(store, {.time = trace::TimeSetting::Ignored});
                appendTo(trace, *store, *fibers, onFibers);
                rules::Judge judge;
                rules::State state({.time = trace::TimeSetting::Ignored});
                rules::Observer observer(state);
                for (Step step = 0; step < trace.size(); ++step) {
                    judge.before(trace, step, state);
                    const auto refused = observer.observe(trace, step);
                    QVERIFY2(!refused, refused.value_or("").c_str());
                }
                FindingSet judged;
                for (const trace::Finding& finding : judge.findings())
                    judged.add(finding.kind);
                QCOMPARE(judge.outcome(), first.outcome);
                QVERIFY(judged == first.findings);

                std::vector<trace::Event> onThreads;
                pool->recordInto(&onThreads);
                schedule::Replay replay(
                    fibers->schedule(), [&](LaneId lane) { return pool->tables().lanePath(lane); }, nullptr);
                const Execution second = runOnce(*pool, program, replay);
                QVERIFY2(replay.difference().empty(), replay.difference().c_str());
                QCOMPARE(toString(second), toString(first));
                QCOMPARE(onThreads.size(), onFibers.size());
                QVERIFY(std::equal(onFibers.begin(), onFibers.end(), onThreads.begin(), isSame));
                fibers->recordInto(nullptr);
                pool->recordInto(nullptr);
            }
        }
    }

    // 50,000 executions, half of them given up midway, take no more memory than the first thousand.
    void memoryIsConstant()
    {
        const auto driver = makeDriver(Executor::Fibers);
        const Program program = abba();
        schedule::Random random(1);
        for (int i = 0; i < 1'000; ++i)
            runOnce(*driver, program, random);
        const std::size_t before = residentKilobytes();
        int deadlocks = 0;
        for (int i = 0; i < 50'000; ++i)
            deadlocks += runOnce(*driver, program, random).ending == Ending::Deadlock ? 1 : 0;
        QVERIFY(deadlocks > 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        // Under a sanitizer, freed memory is kept for a while.
        const std::size_t after = residentKilobytes();
        QVERIFY2(after < before + 1024, qPrintable(QString("%1 KiB, then %2 KiB").arg(before).arg(after)));
#else
        (void)before;
#endif
    }
};

QTEST_GUILESS_MAIN(TestInsideDriver)

#include "tst_inside_driver.moc"
