#include "core/analysis/level_of_detail.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace interleave;
using namespace interleave::analysis;

namespace {

/// Some lanes that change at random steps, kept plainly beside the index.
struct Plain
{
    static constexpr std::uint32_t laneCount = 5;
    std::vector<Nanoseconds> times;
    std::vector<std::array<int, laneCount>> status; ///< by step; -1 before the lane began
    Batch batch;

    explicit Plain(std::uint32_t steps, unsigned seed)
    {
        std::mt19937 random(seed);
        std::array<int, laneCount> now;
        now.fill(-1);
        Nanoseconds time = 0;
        for (std::uint32_t step = 0; step < steps; ++step) {
            // Mostly dense, with long pauses in between.
            time += random() % 1000 == 0 ? 5'000'000'000 : static_cast<Nanoseconds>(random() % 900);
            times.push_back(time);
            const std::uint32_t lane = random() % laneCount;
            // The last lane rests for long stretches.
            if (lane + 1 < laneCount || random() % 3000 == 0) {
                now[lane] = static_cast<int>(random() % laneStatusCount);
                batch.lanes.push_back({step, lane, static_cast<std::uint32_t>(now[lane]) & 0xfU, 0});
            }
            status.push_back(now);
        }
        batch.times = times;
    }

    double share(std::uint32_t lane, int wanted, Step from, Step to, bool isByTime) const
    {
        double part = 0;
        double whole = 0;
        for (Step step = from; step < to; ++step) {
            const double weight = !isByTime                 ? 1.0
                                  : step + 1 < times.size() ? static_cast<double>(times[step + 1] - times[step])
                                                            : 0.0;
            whole += weight;
            part += status[step][lane] == wanted ? weight : 0;
        }
        return whole == 0 ? 0 : part / whole;
    }
};

/// The same batch in pieces, as it arrives.
std::vector<Batch> inPieces(const Batch& whole, std::uint32_t size)
{
    std::vector<Batch> pieces(whole.times.size() / size + 1);
    for (std::size_t i = 0; i < whole.times.size(); ++i)
        pieces[i / size].times.push_back(whole.times[i]);
    for (const auto& change : whole.lanes)
        pieces[change.step / size].lanes.push_back(change);
    for (const auto& change : whole.objects)
        pieces[change.step / size].objects.push_back(change);
    return pieces;
}

std::vector<Step> edgesOver(Step from, Step to, std::size_t columns)
{
    std::vector<Step> edges;
    for (std::size_t i = 0; i <= columns; ++i)
        edges.push_back(from + (to - from) * i / columns);
    return edges;
}

} // namespace

class LevelOfDetailTest : public QObject
{
    Q_OBJECT

private slots:
    void sharesAreThoseOfBruteForce_data();
    void sharesAreThoseOfBruteForce();
    void piecesAreExact();
    void whatIsRareStaysVisible();
    void timesAreExactAndMonotonous();
    void holdsAreThoseOfBruteForce();
    void valuesKeepTheirExtremes();
    void itemsTakeTheLowestSlot();
    void twoThreadsBuildTheSame();
    void emptyIndexAnswers();
};

void LevelOfDetailTest::sharesAreThoseOfBruteForce_data()
{
    QTest::addColumn<std::uint32_t>("steps");
    QTest::addColumn<std::uint32_t>("batch");
    QTest::addColumn<std::size_t>("columns");
    QTest::addColumn<bool>("isByTime");
    QTest::newRow("few steps, by steps") << 700U << 700U << std::size_t{3} << false;
    QTest::newRow("arriving in small batches") << 60'000U << 777U << std::size_t{20} << false;
    QTest::newRow("several levels, by steps") << 300'000U << 300'000U << std::size_t{7} << false;
    QTest::newRow("several levels, by time") << 300'000U << 300'000U << std::size_t{7} << true;
    QTest::newRow("an end within a bucket") << 100'001U << 50'000U << std::size_t{31} << false;
}

void LevelOfDetailTest::sharesAreThoseOfBruteForce()
{
    QFETCH(std::uint32_t, steps);
    QFETCH(std::uint32_t, batch);
    QFETCH(std::size_t, columns);
    QFETCH(bool, isByTime);
    const Plain plain(steps, 42);
    LevelOfDetail index;
    for (const Batch& piece : inPieces(plain.batch, batch))
        index.append(piece);

    const std::vector<Step> edges = edgesOver(0, steps, columns);
    const ColumnPlan plan = planColumns(index.times(), edges, isByTime);
    QCOMPARE(plan.columns(), columns);
    std::vector<Shares> shares;
    for (std::uint32_t lane = 0; lane < Plain::laneCount; ++lane) {
        index.lane(LaneId(lane)).shares(plan, shares);
        for (std::size_t column = 0; column < columns; ++column) {
            for (int status = 0; status < laneStatusCount; ++status) {
                const double wanted = plain.share(lane, status, edges[column], edges[column + 1], isByTime);
                const double found = shares[column][static_cast<std::size_t>(status)] / 255.0;
                // Buckets at the ends of a column count in proportion: at most half of it on either side, by time a
                // bucket with a pause in it may lie across an edge.
                const double tolerance = isByTime ? 0.13 : steps < 1000 ? 0.5 : 0.07;
                QVERIFY2(std::abs(wanted - found) < tolerance,
                         qPrintable(QString("lane %1, column %2, status %3: %4 instead of %5")
                                        .arg(lane)
                                        .arg(column)
                                        .arg(status)
                                        .arg(found)
                                        .arg(wanted)));
            }
        }
    }
}

void LevelOfDetailTest::piecesAreExact()
{
    const Plain plain(5000, 7);
    LevelOfDetail index;
    index.append(plain.batch);
    for (std::uint32_t lane = 0; lane < Plain::laneCount; ++lane) {
        const LaneTrack& track = index.lane(LaneId(lane));
        for (Step step = 0; step < 5000; ++step) {
            const auto place = track.find(step);
            const int found = place ? static_cast<int>(track.piece(*place).status) : -1;
            QCOMPARE(found, plain.status[step][lane]);
            if (place)
                QVERIFY(track.piece(*place).begin <= step && step < track.piece(*place).end);
        }
    }
}

void LevelOfDetailTest::whatIsRareStaysVisible()
{
    Batch batch;
    for (std::uint32_t step = 0; step < 200'000; ++step)
        batch.times.push_back(step);
    const auto sleeping = static_cast<std::uint32_t>(LaneStatus::Sleeping) & 0xfU;
    const auto running = static_cast<std::uint32_t>(LaneStatus::Running) & 0xfU;
    batch.lanes = {{0, 0, sleeping, 0}, {100'000, 0, running, 0}, {100'001, 0, sleeping, 0}};
    LevelOfDetail index;
    index.append(batch);
    std::vector<Shares> shares;
    const std::vector<Step> edges{0, 200'000};
    index.lane(LaneId(0)).shares(planColumns(index.times(), edges, false), shares);
    // One step of 200 000 is less than one part of 255, but it is there.
    QVERIFY(shares[0][static_cast<std::size_t>(LaneStatus::Sleeping)] >= 250);
    std::vector<Step> fine = edgesOver(0, 200'000, 300);
    index.lane(LaneId(0)).shares(planColumns(index.times(), fine, false), shares);
    QVERIFY(std::any_of(shares.begin(), shares.end(),
                        [](const Shares& of) { return of[static_cast<std::size_t>(LaneStatus::Running)] > 0; }));
}

void LevelOfDetailTest::timesAreExactAndMonotonous()
{
    StepTimes times;
    std::vector<Nanoseconds> plain;
    std::mt19937_64 random(3);
    Nanoseconds time = 100;
    for (int i = 0; i < 5000; ++i) {
        // Now and then a late event with an earlier stamp.
        const Nanoseconds stamp = i % 50 == 0 ? time - 40 : (time += static_cast<Nanoseconds>(random() % 1'000'000));
        times.append(stamp);
        plain.push_back(std::max(stamp, plain.empty() ? stamp : plain.back()));
    }
    for (Step step = 0; step < plain.size(); ++step)
        QCOMPARE(times.at(step), plain[step]);
    for (const Nanoseconds wanted :
         {Nanoseconds{0}, plain[0], plain[777], plain[777] + 1, plain.back(), plain.back() + 9}) {
        const auto counted = std::upper_bound(plain.begin(), plain.end(), wanted) - plain.begin();
        QCOMPARE(times.countUntil(wanted), static_cast<Step>(counted));
    }
    // An hour within one bucket does not fit into 32 bits of nanoseconds: it loses what nobody can see.
    StepTimes slow;
    slow.append(0);
    slow.append(3'600'000'000'000);
    QVERIFY(std::abs(slow.at(1) - 3'600'000'000'000) < 2000);
}

void LevelOfDetailTest::holdsAreThoseOfBruteForce()
{
    Batch batch;
    constexpr std::uint32_t steps = 50'000;
    std::vector<std::uint32_t> holder(steps, 99);
    using Kind = Batch::ObjectChange::Kind;
    for (std::uint32_t step = 0; step < steps; ++step) {
        batch.times.push_back(step);
        const std::uint32_t phase = step % 10;
        const std::uint32_t lane = step % 30 < 20 ? 1 : 2;
        if (phase == 2)
            batch.objects.push_back({step, 0, lane, Kind::HoldBegan, 0});
        if (phase == 8)
            batch.objects.push_back({step, 0, lane, Kind::HoldEnded, 0});
        if (phase >= 2 && phase < 8)
            holder[step] = lane;
    }
    LevelOfDetail index;
    index.append(batch);
    const std::vector<Step> edges = edgesOver(0, steps, 5);
    const auto columns = index.object(ObjectId(0)).holdShares(planColumns(index.times(), edges, false));
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const auto from = holder.begin() + static_cast<std::ptrdiff_t>(edges[column]);
        const auto to = holder.begin() + static_cast<std::ptrdiff_t>(edges[column + 1]);
        QCOMPARE(columns[column].firstLane, std::uint16_t{1});
        QCOMPARE(columns[column].secondLane, std::uint16_t{2});
        const auto lasts = static_cast<double>(to - from);
        QVERIFY(std::abs(columns[column].first / 255.0 - static_cast<double>(std::count(from, to, 1U)) / lasts) < 0.02);
        QVERIFY(std::abs(columns[column].second / 255.0 - static_cast<double>(std::count(from, to, 2U)) / lasts)
                < 0.02);
        QCOMPARE(columns[column].others, std::uint8_t{0});
    }
    QVERIFY(!index.object(ObjectId(0)).holdAt(1));
    QCOMPARE(index.object(ObjectId(0)).holds()[*index.object(ObjectId(0)).holdAt(15)].begin, 12U);
}

void LevelOfDetailTest::valuesKeepTheirExtremes()
{
    Batch batch;
    using Kind = Batch::ObjectChange::Kind;
    for (std::uint32_t step = 0; step < 40'000; ++step) {
        batch.times.push_back(step);
        const std::int64_t value = step == 12'345 ? 77 : step == 30'000 ? -5 : static_cast<int>(step % 3);
        batch.objects.push_back({step, 0, 0, Kind::Value, value});
    }
    LevelOfDetail index;
    for (const Batch& piece : inPieces(batch, 3000))
        index.append(piece);
    const auto ranges =
        index.object(ObjectId(0)).valueRanges(planColumns(index.times(), edgesOver(0, 40'000, 4), false));
    QCOMPARE(ranges[0].least, 0);
    QCOMPARE(ranges[0].greatest, 2);
    QCOMPARE(ranges[1].greatest, 77);
    QCOMPARE(ranges[3].least, -5);
    QCOMPARE(*index.object(ObjectId(0)).valueAt(12'345), 77);
}

void LevelOfDetailTest::itemsTakeTheLowestSlot()
{
    ObjectTrack queue;
    queue.itemPut(0, 1, 10);
    queue.itemPut(1, 1, 11);
    queue.itemPut(2, 2, 12);
    queue.itemTaken(3, 11);
    queue.itemPut(4, 2, 13);
    queue.itemTaken(5, 99); // was never put
    QCOMPARE(queue.items().size(), std::size_t{4});
    QCOMPARE(queue.items()[3].row, 1U);
    QCOMPARE(queue.items()[1].end, 3U);
    QVERIFY(queue.items()[2].isOpen());
    QCOMPARE(queue.slotsUsed(), 3U);
    QCOMPARE(queue.itemValue(2), std::int64_t{12});
}

void LevelOfDetailTest::twoThreadsBuildTheSame()
{
    const Plain plain(400'000, 5);
    LevelOfDetail atOnce;
    atOnce.append(plain.batch);
    LevelOfDetail inParts;
    for (const Batch& piece : inPieces(plain.batch, 10'000))
        inParts.append(piece);
    const ColumnPlan plan = planColumns(atOnce.times(), edgesOver(1000, 390'000, 100), false);
    std::vector<Shares> one;
    std::vector<Shares> other;
    for (std::uint32_t lane = 0; lane < Plain::laneCount; ++lane) {
        atOnce.lane(LaneId(lane)).shares(plan, one);
        inParts.lane(LaneId(lane)).shares(plan, other);
        QCOMPARE(one, other);
        QCOMPARE(atOnce.lane(LaneId(lane)).size(), inParts.lane(LaneId(lane)).size());
    }
}

void LevelOfDetailTest::emptyIndexAnswers()
{
    const LevelOfDetail index;
    QCOMPARE(index.size(), Step{0});
    QVERIFY(!index.lane(LaneId(3)).find(0));
    QVERIFY(!index.object(ObjectId(3)).holdAt(0));
    QCOMPARE(index.causesWithin(0, 10), std::pair(std::size_t{0}, std::size_t{0}));
    std::vector<Shares> shares;
    index.lane(LaneId(0)).shares(planColumns(index.times(), edgesOver(0, 10, 2), true), shares);
    QCOMPARE(shares.size(), std::size_t{2});
    QCOMPARE(shares[0], Shares{});
}

QTEST_GUILESS_MAIN(LevelOfDetailTest)
#include "tst_level_of_detail.moc"
