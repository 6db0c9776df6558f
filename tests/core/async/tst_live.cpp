#include "tests/core/async/granting_driver.h"
#include "tests/core/async/live_run.h"

#include "core/async/descriptor.h"
#include "core/async/sleep.h"
#include "core/async/wait.h"

#include <QElapsedTimer>
#include <QtTest>

#include <thread>
#include <unistd.h>

namespace interleave::async {
namespace {

Task<void> nothing() { co_return; }

} // namespace

class TestLive : public QObject
{
    Q_OBJECT

private slots:
    void sleepersOverlap()
    {
        LiveRun live;
        Words said;
        live.run([&] {
            run([&]() -> Task<void> {
                const auto sleeper = [&](std::string name, std::chrono::milliseconds delay) -> Task<void> {
                    co_await asyncSleep(delay);
                    said.push_back(name);
                };
                const auto a = createTask("a", sleeper("a", 30ms));
                const auto b = createTask("b", sleeper("b", 10ms));
                const auto c = createTask("c", sleeper("c", 20ms));
                co_await gather(a, b, c);
            });
        });
        QCOMPARE(said, (Words{"b", "c", "a"}));
        QCOMPARE(LiveRun::complaint(*live.collect()), std::string());
    }

    void timersFireThoughSomebodyIsAlwaysReady()
    {
        LiveRun live;
        live.run([&] {
            run([&]() -> Task<void> {
                createTask("busy", []() -> Task<void> {
                    for (;;)
                        co_await yieldNow();
                });
                co_await asyncSleep(2ms);
            });
        });
        QCOMPARE(LiveRun::complaint(*live.collect()), std::string());
    }

    void anotherThreadResolvesPostsAndCancels()
    {
        LiveRun live;
        std::string value;
        bool hasRun = false;
        std::thread other;
        live.run([&] {
            EventLoop loop("loop");
            loop.run([&]() -> Task<void> {
                const Future<std::string> result("result");
                const Future<void> posted("posted");
                const Future<int> given("given up");
                other = live.startThread("worker", [&, result, posted, given] {
                    loop.post([&, posted] {
                        hasRun = true;
                        posted.setResult();
                    });
                    result.setResult("666");
                    given.cancel();
                });
                value = co_await result;
                co_await posted;
                bool isCancelled = false;
                try {
                    co_await given;
                } catch (const Cancelled&) {
                    isCancelled = true;
                }
                EXPECT(isCancelled);
            });
            other.join();
        });
        QCOMPARE(value, std::string("666"));
        QVERIFY(hasRun);
        QCOMPARE(LiveRun::complaint(*live.collect()), std::string());
    }

    void manyResultsFromAnotherThreadWhileTheLoopWorks()
    {
        LiveRun live;
        int sum = 0;
        std::thread other;
        live.run([&] {
            run([&]() -> Task<void> {
                std::vector<Future<int>> futures(2000);
                std::vector<TaskHandle<int>> tasks;
                for (const Future<int>& future : futures)
                    tasks.push_back(createTask("waits", [future]() -> Task<int> { co_return co_await future; }));
                const auto busy = createTask("busy", []() -> Task<void> {
                    for (int i = 0; i < 2000; ++i)
                        co_await asyncSleep(std::chrono::microseconds(i % 3));
                });
                other = live.startThread("worker", [futures] {
                    for (std::size_t i = 0; i < futures.size(); ++i)
                        futures[i].setResult(static_cast<int>(i));
                });
                for (const int result : co_await gather(tasks))
                    sum += result;
                co_await busy;
            });
            other.join();
        });
        QCOMPARE(sum, 1999 * 1000);
        QCOMPARE(LiveRun::complaint(*live.collect()), std::string());
    }

    void descriptorsAreAwaitedBesideTimersAndPosts()
    {
        LiveRun live;
        int pipe[2] = {-1, -1};
        QCOMPARE(::pipe(pipe), 0);
        std::string received;
        bool isTimedOut = false;
        live.run([&] {
            run([&]() -> Task<void> {
                co_await whenWritable(pipe[1]);
                const auto early = createTask("early", [&]() -> Task<void> { co_await whenReadable(pipe[0]); });
                try {
                    co_await waitFor(early, 3ms);
                } catch (const TimedOut&) {
                    isTimedOut = true;
                }
                const auto reader = createTask("reader", [&]() -> Task<char> {
                    co_await whenReadable(pipe[0]);
                    char byte = 0;
                    EXPECT(::read(pipe[0], &byte, 1) == 1);
                    co_return byte;
                });
                const auto writer = createTask("writer", [&]() -> Task<void> {
                    co_await asyncSleep(3ms);
                    EXPECT(::write(pipe[1], "x", 1) == 1);
                });
                received = co_await reader;
                co_await writer;
            });
        });
        ::close(pipe[0]);
        ::close(pipe[1]);
        QVERIFY(isTimedOut);
        QCOMPARE(received, std::string("x"));
        QCOMPARE(LiveRun::complaint(*live.collect()), std::string());
    }

    void aHundredThousandTasks()
    {
        const int count = qEnvironmentVariableIntValue("INTERLEAVE_TASKS") > 0 ? qEnvironmentVariableIntValue("INTERLEAVE_TASKS")
                                                                              : 100'000;
        LiveRun live(static_cast<std::uint32_t>(count) * 8);
        QElapsedTimer timer;
        timer.start();
        live.run([&] {
            run([&]() -> Task<void> {
                std::vector<TaskHandle<void>> tasks;
                tasks.reserve(static_cast<std::size_t>(count));
                for (int i = 0; i < count; ++i)
                    tasks.push_back(createTask("task", nothing()));
                for (const auto& task : tasks)
                    co_await task;
            });
        });
        const qint64 nanoseconds = timer.nsecsElapsed();
        const auto trace = live.collect();
        qInfo("%d tasks: %lld ns each, %.1f events each", count, nanoseconds / count, double(trace->size()) / count);
        QCOMPARE(trace->laneCount(), static_cast<std::size_t>(count) + 2);
        // Events cost 32 bytes each and nothing per task: no chunk of its own.
        QVERIFY(trace->size() < static_cast<std::size_t>(count) * 8);
    }
};

} // namespace interleave::async

QTEST_APPLESS_MAIN(interleave::async::TestLive)
#include "tst_live.moc"
