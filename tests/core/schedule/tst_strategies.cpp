#include "core/schedule/strategies.h"
#include "core/schedule/pct.h"
#include "core/schedule/replay.h"

#include <QtTest>

#include <map>

using namespace interleave;
using schedule::Candidate;

namespace {

std::vector<Candidate> lanes(std::initializer_list<std::uint32_t> ids)
{
    std::vector<Candidate> candidates;
    for (const std::uint32_t id : ids)
        candidates.push_back({LaneId(id), {}, true});
    return candidates;
}

const rules::State emptyState;

std::optional<std::size_t> choose(schedule::Strategy& strategy, const std::vector<Candidate>& candidates,
                                  LaneId last = LaneId::none, std::size_t pick = 0)
{
    return strategy.choose({emptyState, candidates, last, pick});
}

} // namespace

class TestStrategies : public QObject
{
    Q_OBJECT

private slots:
    void roundRobinGoesInTurn()
    {
        auto strategy = *schedule::makeStrategy("round-robin", 0);
        const auto candidates = lanes({1, 3, 5});
        QCOMPARE(choose(*strategy, candidates), std::size_t{0});
        QCOMPARE(choose(*strategy, candidates, LaneId(1)), std::size_t{1});
        QCOMPARE(choose(*strategy, candidates, LaneId(4)), std::size_t{2});
        QCOMPARE(choose(*strategy, candidates, LaneId(5)), std::size_t{0});
    }

    void byHandNeverChooses()
    {
        auto strategy = *schedule::makeStrategy("by-hand", 0);
        QVERIFY(!choose(*strategy, lanes({1})));
    }

    void theSameSeedChoosesTheSame_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("random") << "random";
        QTest::newRow("pct") << "pct:depth=3,length=50";
    }

    void theSameSeedChoosesTheSame()
    {
        QFETCH(QString, name);
        const auto picks = [&](std::uint64_t seed) {
            auto strategy = *schedule::makeStrategy(name.toStdString(), seed);
            std::vector<std::size_t> chosen;
            for (std::size_t i = 0; i < 100; ++i)
                chosen.push_back(*choose(*strategy, lanes({0, 1, 2, 3}), LaneId::none, i));
            return chosen;
        };
        QCOMPARE(picks(5), picks(5));
        QVERIFY(picks(5) != picks(6));
    }

    void randomIsUniformOverLanesThenAlternatives()
    {
        // Lane 0 has one alternative, lane 1 has three: each lane half of the picks, each alternative a third of those.
        std::vector<Candidate> candidates = lanes({0, 1, 1, 1});
        auto strategy = *schedule::makeStrategy("random", 42);
        std::map<std::size_t, int> counts;
        constexpr int draws = 60'000;
        for (int i = 0; i < draws; ++i)
            ++counts[*choose(*strategy, candidates)];
        // Five standard deviations of a binomial distribution.
        QVERIFY(std::abs(counts[0] - draws / 2) < 5 * 123);
        for (std::size_t i = 1; i < 4; ++i)
            QVERIFY(std::abs(counts[i] - draws / 6) < 5 * 92);
    }

    void pctChangesItsMindAtMostDepthMinusOneTimes()
    {
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            schedule::Pct strategy(seed, 3, 40);
            std::size_t last = 99;
            int changes = -1;
            for (std::size_t pick = 0; pick < 100; ++pick) {
                const std::size_t now = *choose(strategy, lanes({0, 1, 2}), LaneId::none, pick);
                changes += now != last ? 1 : 0;
                last = now;
            }
            QVERIFY(changes <= 2);
        }
    }

    void anUnknownNameGetsTheNearest()
    {
        const auto wrong = schedule::makeStrategy("round-robbin", 0);
        QVERIFY(!wrong);
        QVERIFY(wrong.error().message.find("round-robin") != std::string::npos);
        QVERIFY(!schedule::makeStrategy("pct:deep=3", 0));
        QVERIFY(!schedule::makeStrategy("pct:depth=0", 0));
        QVERIFY(!schedule::makeStrategy("random:3", 0));
    }

    void replayPlaysThenHandsOver()
    {
        schedule::Schedule recorded;
        recorded.picks = {{"1"}, {"0"}, {"1", true, trace::Way::TimedOut, 0}};
        schedule::Replay replay(recorded, [](LaneId lane) { return std::to_string(index(lane)); },
                                *schedule::makeStrategy("round-robin", 0));
        QCOMPARE(choose(replay, lanes({0, 1})), std::size_t{1});
        QCOMPARE(choose(replay, lanes({0, 1})), std::size_t{0});
        std::vector<Candidate> two = lanes({1, 1});
        two[0].isOnlyOne = two[1].isOnlyOne = false;
        two[1].alternative.way = trace::Way::TimedOut;
        QCOMPARE(choose(replay, two), std::size_t{1});
        QVERIFY(replay.isOver());
        QCOMPARE(choose(replay, lanes({0, 1}), LaneId(0)), std::size_t{1});
        QVERIFY(replay.difference().empty());
    }

    void replayStopsAtTheFirstDifference()
    {
        schedule::Schedule recorded;
        recorded.picks = {{"2"}};
        schedule::Replay replay(recorded, [](LaneId lane) { return std::to_string(index(lane)); }, nullptr);
        QVERIFY(!choose(replay, lanes({0, 1})));
        QVERIFY(replay.difference().find("lane 2") != std::string::npos);
    }

    void replayNoticesOtherOperations()
    {
        schedule::Schedule recorded;
        recorded.picks.assign(64, {"0"});
        recorded.checks = {123};
        schedule::Replay replay(recorded, [](LaneId) { return std::string("0"); }, nullptr);
        replay.compareCheck(64, 123);
        QVERIFY(replay.difference().empty());
        replay.compareCheck(64, 124);
        QVERIFY(!replay.difference().empty());
    }
};

QTEST_APPLESS_MAIN(TestStrategies)
#include "tst_strategies.moc"
