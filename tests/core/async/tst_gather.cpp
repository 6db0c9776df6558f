#include "tests/core/async/granting_driver.h"

#include "core/async/sleep.h"
#include "core/async/wait.h"

#include <QtTest>

namespace interleave::async {
namespace {

constexpr Nanoseconds second = 1'000'000'000;

Words said;

Nanoseconds now() { return runtime::driver().now(); }

Task<std::string> calls(std::string who, int count, std::chrono::nanoseconds interval)
{
    for (int i = 1; i <= count; ++i) {
        said.push_back(who + std::to_string(i));
        co_await asyncSleep(interval);
    }
    co_return who;
}

Task<int> after(std::chrono::nanoseconds delay, int value)
{
    co_await asyncSleep(delay);
    if (value < 0)
        throw std::runtime_error("failed after " + std::to_string(delay / 1s));
    co_return value;
}

/// Tasks that yield 0, 1, … after so many seconds each.
template <typename... Seconds>
std::vector<TaskHandle<int>> tasksAfter(Seconds... seconds)
{
    std::vector<TaskHandle<int>> tasks;
    (tasks.push_back(createTask("after " + std::to_string(seconds), after(seconds * 1s, static_cast<int>(tasks.size())))),
     ...);
    return tasks;
}

/// Whether the numbers are 0, 1, 2, … up to a count.
bool countUp(const std::vector<int>& numbers, std::size_t count)
{
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (numbers[i] != static_cast<int>(i))
            return false;
    return numbers.size() == count;
}

} // namespace

class TestGather : public QObject
{
    Q_OBJECT

private slots:
    void init() { said.clear(); }

    void callersAlternate()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const auto pd = createTask("pd", calls("pd", 3, 1s));
                const auto hq = createTask("hq", calls("hq", 3, 1s));
                const auto [first, second] = co_await gather(pd, hq);
                EXPECT(first == "pd");
                EXPECT(second == "hq");
                EXPECT(now() == 3 * interleave::async::second);
            });
        }));
        QCOMPARE(said, (Words{"pd1", "hq1", "pd2", "hq2", "pd3", "hq3"}));
        QCOMPARE(drive.complaint(), std::string());
        QCOMPARE(drive.count(trace::Operation::Resolve), 2);
    }

    void resultsComeInTheOrderOfTheArguments()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const std::vector<int> results = co_await gather(tasksAfter(3, 1, 2, 0));
                EXPECT(countUp(results, 4));
                EXPECT(now() == 3 * second);
                // Nothing to wait for, and what is over already.
                EXPECT((co_await gather(std::vector<TaskHandle<int>>())).empty());
                const auto tasks = tasksAfter(0, 0);
                co_await asyncSleep(1s);
                EXPECT(countUp(co_await gather(tasks), 2));
            });
        }));
        QCOMPARE(drive.complaint(), std::string());
    }

    void firstFailureIsThrownAtOnceAndTheOthersGoOn()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const auto good = createTask("good", after(3s, 1));
                const auto bad = createTask("bad", after(1s, -1));
                const auto late = createTask("late", after(2s, -1));
                std::string caught;
                try {
                    co_await gather(good, bad, late);
                } catch (const std::runtime_error& error) {
                    caught = error.what();
                }
                EXPECT(caught == "failed after 1");
                EXPECT(now() == second);
                EXPECT(!good.isDone());
                EXPECT(co_await good == 1);
                EXPECT(now() == 3 * second);
            });
        }));
        QCOMPARE(drive.count(trace::Operation::Fail), 0);
        QCOMPARE(drive.complaint(), std::string());
    }

    void settledFailuresEndNothing()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                std::vector<TaskHandle<int>> tasks = tasksAfter(2, 100);
                tasks.push_back(createTask("bad", after(1s, -1)));
                callSoon([task = tasks[1]] { task.cancel(); });
                const auto settled = co_await gatherSettled(tasks);
                EXPECT(settled[0].value == 0);
                EXPECT(settled[1].isCancelled);
                EXPECT(settled[2].error != nullptr);
                EXPECT(now() == 2 * second);
            });
        }));
        QCOMPARE(drive.complaint(), std::string());
    }

    void cancellingAGatherCancelsItsTasks()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const auto tasks = tasksAfter(50, 60);
                const auto outer = createTask("outer", [tasks]() -> Task<void> { co_await gather(tasks); });
                co_await asyncSleep(1s);
                outer.cancel();
                bool isCancelled = false;
                try {
                    co_await outer;
                } catch (const Cancelled&) {
                    isCancelled = true;
                }
                EXPECT(isCancelled);
                EXPECT(tasks[0].isCancelled());
                EXPECT(tasks[1].isCancelled());
                EXPECT(now() == second);
            });
        }));
        QCOMPARE(drive.complaint(), std::string());
    }

    void waitSortsAndCancelsNobody_data()
    {
        QTest::addColumn<int>("timeout");
        QTest::addColumn<int>("until");
        QTest::addColumn<int>("done");
        QTest::addColumn<qint64>("time");
        QTest::newRow("for all") << -1 << int(WaitUntil::AllCompleted) << 3 << qint64(3000);
        QTest::newRow("with a time-out") << 2500 << int(WaitUntil::AllCompleted) << 2 << qint64(2500);
        QTest::newRow("with a time-out that is over") << 0 << int(WaitUntil::AllCompleted) << 0 << qint64(0);
        QTest::newRow("for the first") << -1 << int(WaitUntil::FirstCompleted) << 1 << qint64(1000);
        QTest::newRow("for an exception that does not come") << -1 << int(WaitUntil::FirstException) << 3 << qint64(3000);
    }
    void waitSortsAndCancelsNobody()
    {
        QFETCH(int, timeout);
        QFETCH(int, until);
        QFETCH(int, done);
        QFETCH(qint64, time);
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const auto tasks = tasksAfter(3, 1, 2);
                const auto [over, pending] =
                    co_await wait(tasks, timeout < 0 ? forEver : timeout * 1ms, static_cast<WaitUntil>(until));
                EXPECT(over.size() == std::size_t(done));
                EXPECT(pending.size() == 3 - std::size_t(done));
                EXPECT(now() == time * 1'000'000);
                for (const auto& task : pending)
                    EXPECT(!task.isDone());
                for (const auto& task : pending) {
                    co_await task;
                    EXPECT(!task.isCancelled());
                }
            });
        }));
        QCOMPARE(drive.complaint(), std::string());
    }

    void waitForTheFirstException()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                auto tasks = tasksAfter(1, 3);
                tasks.push_back(createTask("bad", after(2s, -1)));
                const auto [over, pending] = co_await wait(tasks, forEver, WaitUntil::FirstException);
                EXPECT(over.size() == 2);
                EXPECT(now() == 2 * second);
                EXPECT(over[1].exception() != nullptr);
            });
        }));
        QCOMPARE(drive.complaint(), std::string());
    }

    void timeOutCancelsAndThrows()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const auto slow = createTask("slow", after(10s, 1));
                bool isTimedOut = false;
                try {
                    co_await waitFor(slow, 1s);
                } catch (const TimedOut&) {
                    isTimedOut = true;
                }
                EXPECT(isTimedOut);
                EXPECT(slow.isCancelled());
                EXPECT(now() == second);
                EXPECT(co_await waitFor(createTask("fast", after(1s, 7)), 5s) == 7);
                EXPECT(now() == 2 * second);
                const Future<int> never;
                isTimedOut = false;
                try {
                    co_await waitFor(never, 1s);
                } catch (const TimedOut&) {
                    isTimedOut = true;
                }
                EXPECT(isTimedOut);
                EXPECT(never.isCancelled());
            });
        }));
        QCOMPARE(drive.complaint(), std::string());
    }

    void shieldedTaskGoesOn()
    {
        GrantingDriver drive;
        QVERIFY(drive.run([&] {
            run([&]() -> Task<void> {
                const auto inner = createTask("inner", after(2s, 5));
                const auto outer = createTask("outer", [inner]() -> Task<void> { co_await shield(inner); });
                co_await asyncSleep(1s);
                outer.cancel();
                EXPECT(co_await inner == 5);
                EXPECT(outer.isCancelled());
            });
        }));
        QCOMPARE(drive.complaint(), std::string());
    }
};

} // namespace interleave::async

QTEST_APPLESS_MAIN(interleave::async::TestGather)
#include "tst_gather.moc"
