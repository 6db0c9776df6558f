#include "core/arena/clock.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace interleave;

class TestClock : public QObject
{
    Q_OBJECT

private slots:
    void runTimeStandsStillWhileTheRateIsZero()
    {
        arena::RunClock clock{};
        arena::setRate(clock, 0.0);
        const auto before = arena::runNow(clock);
        const auto wall = arena::wallNow();
        while (arena::wallNow() - wall < 2'000'000) {
        }
        QCOMPARE(arena::runNow(clock), before);
    }

    void aChangedRateNeverSetsRunTimeBack()
    {
        arena::RunClock clock{};
        arena::setRate(clock, 1000.0);
        std::int64_t last = arena::runNow(clock);
        for (int i = 0; i < 1000; ++i) {
            arena::setRate(clock, i % 2 == 0 ? 0.5 : 2000.0);
            const std::int64_t now = arena::runNow(clock);
            QVERIFY(now >= last);
            last = now;
        }
    }

    void aReaderNeverMixesTwoSettings()
    {
        // Rate 0 at run time 0 and rate 1e6 later: a mix of anchors would jump by hours.
        arena::RunClock clock{};
        arena::setRate(clock, 0.0);
        std::atomic<bool> stop{false};
        std::thread writer([&] {
            for (int i = 0; i < 20'000; ++i)
                arena::setRate(clock, i % 2 == 0 ? 1.0 : 0.0);
            stop = true;
        });
        std::int64_t last = 0;
        bool wentBack = false;
        while (!stop) {
            const std::int64_t now = arena::runNow(clock);
            wentBack = wentBack || now < last - 1'000'000 || now > last + 3'600'000'000'000;
            last = now;
        }
        writer.join();
        QVERIFY(!wentBack);
    }

    void ticksBecomeNanoseconds()
    {
        if (!arena::hasInvariantTsc())
            QSKIP("2026-11-21: this machine has no invariant time-stamp counter");
        const arena::TickRate rate(true);
        const double nanoseconds = rate.nanosecondsPerTick(5'000'000);
        QVERIFY(nanoseconds > 0.1 && nanoseconds < 2.0);
    }
};

QTEST_APPLESS_MAIN(TestClock)
#include "tst_clock.moc"
