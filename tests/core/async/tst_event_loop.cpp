#include "tests/core/async/granting_driver.h"

#include "core/async/generator.h"
#include "core/async/resource.h"
#include "core/async/sleep.h"

#include <QtTest>

namespace interleave::async {
namespace {

Words said;

void say(const std::string& word) { said.push_back(word); }

Task<int> twice(std::string name, std::chrono::nanoseconds delay, int value)
{
    say(name + "1");
    co_await asyncSleep(delay);
    say(name + "2");
    co_return value;
}

Task<int> deep(int depth)
{
    if (depth == 0)
        throw std::runtime_error("at the bottom");
    co_return 1 + co_await deep(depth - 1);
}

Task<int> one() { co_return 1; }

Task<void> runOnce(int& runs)
{
    ++runs;
    co_return;
}

} // namespace

class TestEventLoop : public QObject
{
    Q_OBJECT

private slots:
    void init() { said.clear(); }

    void tasksBeginWhenMainGivesTheLoopBack()
    {
        GrantingDriver drive;
        Nanoseconds end = 0;
        QVERIFY(drive.run([&] {
            const int sum = run([&]() -> Task<int> {
                say("start");
                const auto a = createTask("a", twice("a", 2s, 1));
                const auto b = createTask("b", twice("b", 2s, 2));
                say("end");
                const int first = co_await a;
                const int result = first + co_await b;
                end = runtime::driver().now();
                co_return result;
            });
            QCOMPARE(sum, 3);
        }));
        QCOMPARE(said, (Words{"start", "end", "a1", "b1", "a2", "b2"}));
        QCOMPARE(end, Nanoseconds{2'000'000'000});
        QCOMPARE(drive.complaint(), std::string());
        // Both sleep until the same moment: one wait of the loop.
        QCOMPARE(drive.count(trace::Operation::Select, trace::Way::Timer), 1);
        QCOMPARE(drive.count(trace::Operation::Begin), 3);
        QCOMPARE(drive.count(trace::Operation::End), 3);
    }

    void directAwaitIsSequential()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                co_await twice("a", 2s, 1);
                co_await twice("b", 2s, 2);
                EXPECT(runtime::driver().now() == Nanoseconds{4'000'000'000});
            });
        }));
        QCOMPARE(said, (Words{"a1", "a2", "b1", "b2"}));
        QCOMPARE(drive.trace.laneCount(), std::size_t{2});
        QCOMPARE(drive.complaint(), std::string());
    }

    void awaitsNameTheLineOfTheProgram()
    {
        GrantingDriver drive;
        std::uint_least32_t line = 0;
        // Outside of a macro, which would be one line as a whole.
        const auto program = [&]() -> Task<void> {
            line = runtime::Where::current().line() + 1;
            co_await asyncSleep(1s);
        };
        QVERIFY(drive.run([&] { run(program); }));
        for (Step step = 0; step < drive.trace.size(); ++step) {
            const trace::Event event = drive.trace.event(step);
            if (event.operation == trace::Operation::Await)
                QCOMPARE(drive.trace.source(event.source).line, line);
        }
        QCOMPARE(drive.count(trace::Operation::Await, trace::Way::Suspended), 1);
    }

    void callingIsNotRunning()
    {
        GrantingDriver drive;
        int runs = 0;
        QVERIFY(drive.run([&] {
            {
                const Task<void> dropped = runOnce(runs);
                QVERIFY(neverAwaited(dropped));
            }
            QCOMPARE(runs, 0);
            run([&]() -> Task<void> {
                Task<void> task = runOnce(runs);
                co_await task;
                EXPECT(!neverAwaited(task));
                bool isRefused = false;
                try {
                    co_await task;
                } catch (const InvalidState&) {
                    isRefused = true;
                }
                EXPECT(isRefused);
            });
            run([&]() -> Task<void> {
                bool isRefused = false;
                try {
                    run(one());
                } catch (const InvalidState&) {
                    isRefused = true;
                }
                EXPECT(isRefused);
                co_return;
            });
            QVERIFY_EXCEPTION_THROWN(createTask("nowhere", one()), InvalidState);
        }));
        QCOMPARE(runs, 1);
        QCOMPARE(drive.complaint(), std::string());
    }

    void exceptionsCrossFramesAndTasks()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                QString direct, throughTask;
                try {
                    co_await deep(50);
                } catch (const std::runtime_error& error) {
                    direct = QString::fromUtf8(error.what());
                }
                const auto task = createTask("deep", deep(3));
                try {
                    co_await task;
                } catch (const std::runtime_error& error) {
                    throughTask = QString::fromUtf8(error.what());
                }
                EXPECT(direct == QString("at the bottom"));
                EXPECT(throughTask == direct);
            });
            QVERIFY_EXCEPTION_THROWN(run(deep(2)), std::runtime_error);
        }));
        // Somebody was told of each: no lane has failed.
        QCOMPARE(drive.count(trace::Operation::Fail), 0);
        QCOMPARE(drive.complaint(), std::string());
    }

    void unseenExceptionIsAFailureOfItsTask_data()
    {
        QTest::addColumn<bool>("keepsHandle");
        QTest::newRow("the handle was dropped") << false;
        QTest::newRow("the handle outlives the loop") << true;
    }
    void unseenExceptionIsAFailureOfItsTask()
    {
        QFETCH(bool, keepsHandle);
        GrantingDriver drive;
        std::optional<TaskHandle<int>> kept;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                auto task = createTask("deep", deep(1));
                if (keepsHandle)
                    kept = task;
                co_await asyncSleep(1s);
            });
            QCOMPARE(drive.count(trace::Operation::Fail), 1);
            kept.reset();
        }));
        QCOMPARE(drive.count(trace::Operation::Fail), 1);
        QCOMPARE(drive.complaint(), std::string());
    }

    void cancelledTaskCleansUp()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const auto task = createTask("sleeper", []() -> Task<void> {
                    try {
                        co_await asyncSleep(100s);
                    } catch (const Cancelled&) {
                        say("cleans up");
                        throw;
                    }
                });
                co_await asyncSleep(1s);
                EXPECT(task.cancel());
                try {
                    co_await task;
                    say("not cancelled");
                } catch (const Cancelled&) {
                    say("cancelled");
                }
                EXPECT(task.isCancelled());
                EXPECT(!task.cancel());
                EXPECT(runtime::driver().now() == Nanoseconds{1'000'000'000});
            });
        }));
        QCOMPARE(said, (Words{"cleans up", "cancelled"}));
        QCOMPARE(drive.complaint(), std::string());
    }

    void cancellingReachesWhatIsAwaited()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const auto inner = createTask("inner", []() -> Task<void> {
                    try {
                        co_await asyncSleep(100s);
                    } catch (const Cancelled&) {
                        say("inner");
                        throw;
                    }
                });
                const auto outer = createTask("outer", [inner]() -> Task<void> {
                    try {
                        co_await inner;
                    } catch (const Cancelled&) {
                        say("outer");
                        throw;
                    }
                });
                co_await asyncSleep(1s);
                outer.cancel();
                try {
                    co_await outer;
                } catch (const Cancelled&) {
                    say("main");
                }
            });
        }));
        QCOMPARE(said, (Words{"inner", "outer", "main"}));
        QCOMPARE(drive.complaint(), std::string());
    }

    void cancelledBeforeItBeganItNeverRuns()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const auto task = createTask("a", twice("a", 1s, 1));
                task.cancel();
                co_await yieldNow();
                EXPECT(task.isCancelled());
            });
        }));
        QCOMPARE(said, Words{});
        QCOMPARE(drive.complaint(), std::string());
    }

    void tasksLeftAtTheEndBeginAndAreCancelled()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                createTask("forgotten", twice("a", 2s, 1));
                co_return;
            });
        }));
        QCOMPARE(said, (Words{"a1"}));
        QCOMPARE(drive.count(trace::Operation::End), 2);
        QCOMPARE(drive.complaint(), std::string());
    }

    void futureThatNobodyResolvesHangs()
    {
        GrantingDriver drive;
        bool isUnwound = false;
        const bool isFine = drive.run([&] {
            struct AtEnd
            {
                bool& flag;
                ~AtEnd() { flag = true; }
            };
            run([&]() -> Task<void> {
                const AtEnd atEnd{isUnwound};
                const Future<int> never;
                co_await never;
            });
        });
        QVERIFY(!isFine);
        QVERIFY(isUnwound);
        QCOMPARE(drive.complaint(), std::string());
    }

    void futureIsSetOnce()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const Future<std::string> future("answer");
                const auto setter = createTask("setter", [future]() -> Task<void> {
                    co_await asyncSleep(2s);
                    future.setResult("666");
                    future.setResult("667");
                });
                co_await setter;
                EXPECT(co_await future == std::string("666"));
                EXPECT(runtime::driver().now() == Nanoseconds{2'000'000'000});
                const Future<int> broken;
                broken.setException(std::runtime_error("no"));
                bool isThrown = false;
                try {
                    co_await broken;
                } catch (const std::runtime_error&) {
                    isThrown = true;
                }
                EXPECT(isThrown);
            });
        }));
        QCOMPARE(drive.count(trace::Operation::Resolve, trace::Way::Misuse), 1);
        QCOMPARE(drive.complaint(), std::string());
    }

    void sleepersWakeByDeadlineThenByOrder()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                std::vector<TaskHandle<int>> tasks;
                for (const auto& [name, delay] : {std::pair{"c", 3s}, {"a", 1s}, {"b", 2s}, {"d", 3s}})
                    tasks.push_back(createTask(name, twice(name, delay, 0)));
                for (const auto& task : tasks)
                    co_await task;
            });
        }));
        QCOMPARE(said, (Words{"c1", "a1", "b1", "d1", "a2", "b2", "c2", "d2"}));
        QCOMPARE(drive.complaint(), std::string());
    }

    void whereTimeIsIgnoredAnySleeperMayWake()
    {
        GrantingDriver drive({.time = trace::TimeSetting::Ignored});
        drive.picks = {2, 1, 0};
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const auto a = createTask("a", twice("a", 1s, 0));
                const auto b = createTask("b", twice("b", 2s, 0));
                const auto c = createTask("c", twice("c", 3s, 0));
                co_await a;
                co_await b;
                co_await c;
            });
        }));
        QCOMPARE(said, (Words{"a1", "b1", "c1", "c2", "b2", "a2"}));
        QCOMPARE(drive.complaint(), std::string());
    }

    void callbacksRunInTurn()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const auto a = createTask("a", twice("a", 0s, 0));
                callSoon([] { say("callback"); });
                co_await a;
            });
        }));
        QCOMPARE(said, (Words{"a1", "callback", "a2"}));
        QCOMPARE(drive.count(trace::Operation::Callback), 1);
        QCOMPARE(drive.complaint(), std::string());
    }

    void generatorStarvesItsSiblingUnlessItYields_data()
    {
        QTest::addColumn<bool>("yields");
        QTest::addColumn<int>("ticks");
        QTest::newRow("it never suspends") << false << 0;
        QTest::newRow("it yields before every value") << true << 100;
    }
    void generatorStarvesItsSiblingUnlessItYields()
    {
        QFETCH(bool, yields);
        QFETCH(int, ticks);
        GrantingDriver drive;
        std::vector<int> values;
        int ticked = 0, tickedAtEnd = -1;
        QVERIFY(drive.run([&] {
            const auto lines = [](bool isYielding) -> AsyncGenerator<int> {
                for (int i = 1; i <= 100; ++i) {
                    if (isYielding)
                        co_await yieldNow();
                    if (i < 100)
                        co_yield i;
                }
            };
            run([&]() -> Task<void> {
                createTask("ticker", [&]() -> Task<void> {
                    for (;;) {
                        ++ticked;
                        co_await yieldNow();
                    }
                });
                auto reader = lines(yields);
                while (const auto value = co_await reader.next())
                    values.push_back(*value);
                tickedAtEnd = ticked;
            });
        }));
        QCOMPARE(values.size(), std::size_t{99});
        QCOMPARE(values.front(), 1);
        QCOMPARE(values.back(), 99);
        QCOMPARE(tickedAtEnd, ticks);
        QCOMPARE(drive.complaint(), std::string());
    }

    void resourceIsClosedHoweverTheBodyEnds_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<Words>("words");
        QTest::newRow("normally") << "ok" << Words{"enter", "body", "exit"};
        QTest::newRow("the body throws") << "throws" << Words{"enter", "body", "exit", "caught"};
        QTest::newRow("opening throws") << "enter" << Words{"caught"};
        QTest::newRow("it is cancelled in the body") << "cancel" << Words{"enter", "body", "exit", "cancelled"};
    }
    void resourceIsClosedHoweverTheBodyEnds()
    {
        QFETCH(QString, what);
        QFETCH(Words, words);
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const auto user = createTask("user", [&]() -> Task<int> {
                    co_return co_await withAsync(
                        [&]() -> Task<int> {
                            co_await asyncSleep(1s);
                            if (what == "enter")
                                throw std::runtime_error("cannot connect");
                            say("enter");
                            co_return 7;
                        },
                        [&](int connection) -> Task<int> {
                            say("body");
                            if (what == "throws")
                                throw std::runtime_error("in the body");
                            if (what == "cancel")
                                co_await asyncSleep(100s);
                            co_return 659 + connection;
                        },
                        [&](int) -> Task<void> {
                            co_await asyncSleep(1s);
                            say("exit");
                        });
                });
                co_await asyncSleep(1500ms);
                if (what == "cancel")
                    user.cancel();
                try {
                    EXPECT(co_await user == 666);
                } catch (const std::runtime_error&) {
                    say("caught");
                } catch (const Cancelled&) {
                    say("cancelled");
                }
            });
        }));
        QCOMPARE(said, words);
        QCOMPARE(drive.complaint(), std::string());
    }

    void aMillionAwaitsUseNoStack()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            const int sum = run([&]() -> Task<int> {
                int total = 0;
                for (int i = 0; i < 1'000'000; ++i)
                    total += co_await one();
                co_return total;
            });
            QCOMPARE(sum, 1'000'000);
        }));
    }

    void taskNamesAndLanes()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                EXPECT(currentTaskName() == std::string("main task"));
                const LaneId outside = runtime::currentLane();
                const auto task = createTask("worker", [outside]() -> Task<void> {
                    EXPECT(currentTaskName() == std::string("worker"));
                    EXPECT(runtime::currentLane() != outside);
                    co_return;
                });
                co_await task;
                EXPECT(runtime::currentLane() == outside);
            });
        }));
        const trace::Lane& lane = drive.trace.lane(LaneId(2));
        QCOMPARE(lane.kind, trace::LaneKind::Task);
        QCOMPARE(lane.home, LaneId(0));
        QCOMPARE(lane.creator, LaneId(1));
        QCOMPARE(drive.trace.object(lane.object).lane, LaneId(2));
    }
};

} // namespace interleave::async

QTEST_APPLESS_MAIN(interleave::async::TestEventLoop)
#include "tst_event_loop.moc"
