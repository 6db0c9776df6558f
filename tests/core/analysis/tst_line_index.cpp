#include "core/analysis/line_index.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace interleave;
using namespace interleave::analysis;
using trace::Operation;

namespace {

/// A trace of which every event may have a line.
struct Program
{
    std::shared_ptr<trace::MemoryStore> store = std::make_shared<trace::MemoryStore>();
    trace::Trace trace{store};

    Program(std::uint32_t lanes, std::uint32_t lines)
    {
        trace.appendName("core/scenarios/program.cpp");
        trace.appendName("core/scenarios/other.cpp");
        for (std::uint32_t i = 0; i < lanes; ++i)
            trace.appendLane({});
        for (std::uint32_t line = 1; line <= lines; ++line)
            trace.appendSource({.file = NameId(0), .line = line, .column = 1});
    }
    Step add(std::uint32_t lane, SourceId source)
    {
        trace.appendEvent(store->append({.lane = LaneId(lane), .source = source, .operation = Operation::Yield}));
        return trace.size() - 1;
    }
    /// At a line of the first file, from 1.
    Step addLine(std::uint32_t lane, std::uint32_t line) { return add(lane, SourceId(line - 1)); }
};

std::vector<std::uint32_t> linesOf(const LineIndex& index, Step step)
{
    std::vector<std::uint32_t> lines;
    for (const SourceId source : index.positions(step))
        lines.push_back(index.place(source).value_or(LinePlace{0, 0}).line);
    return lines;
}

} // namespace

class TestLineIndex : public QObject
{
    Q_OBJECT

private slots:
    void aLaneIsAtTheLineOfItsLastEvent();
    void linesAreExecutedFromTheirFirstEventOn();
    void eventsOfALineAreCountedAndListed();
    void positionsOfOneLineAreOne();
    void filesAreToldApart();
    void whatHasNoLineIsNotThere();
    void answersAreThoseOfAScan();
    void aMillionEventsAreSmallAndFast();
};

void TestLineIndex::aLaneIsAtTheLineOfItsLastEvent()
{
    Program program(2, 9);
    program.addLine(0, 4);
    program.addLine(1, 7);
    program.addLine(0, 5);
    program.add(0, SourceId::none);
    LineIndex index(program.trace);
    index.extend(4);
    QCOMPARE(linesOf(index, 0), std::vector<std::uint32_t>{});
    QCOMPARE(linesOf(index, 1), std::vector<std::uint32_t>{4});
    QCOMPARE(linesOf(index, 2), (std::vector<std::uint32_t>{4, 7}));
    QCOMPARE(linesOf(index, 3), (std::vector<std::uint32_t>{5, 7}));
    QCOMPARE(linesOf(index, 4), (std::vector<std::uint32_t>{5, 7}));
}

void TestLineIndex::linesAreExecutedFromTheirFirstEventOn()
{
    Program program(1, 9);
    for (const std::uint32_t line : {6u, 3u, 6u, 9u})
        program.addLine(0, line);
    LineIndex index(program.trace);
    index.extend(4);
    QCOMPARE(index.executed(0, 0), std::vector<std::uint32_t>{});
    QCOMPARE(index.executed(0, 1), std::vector<std::uint32_t>{6});
    QCOMPARE(index.executed(0, 3), (std::vector<std::uint32_t>{3, 6}));
    QCOMPARE(index.executed(0, 4), (std::vector<std::uint32_t>{3, 6, 9}));
    QCOMPARE(index.executed(1, 4), std::vector<std::uint32_t>{});
}

void TestLineIndex::eventsOfALineAreCountedAndListed()
{
    Program program(1, 3);
    for (const std::uint32_t line : {1u, 2u, 1u, 3u, 1u})
        program.addLine(0, line);
    LineIndex index(program.trace);
    index.extend(5);
    QCOMPARE(index.count({0, 1}, 0), Step(0));
    QCOMPARE(index.count({0, 1}, 2), Step(1));
    QCOMPARE(index.count({0, 1}, 5), Step(3));
    QCOMPARE(index.count({0, 9}, 5), Step(0));
    QCOMPARE(index.events({0, 1}, 0, 10), (std::vector<Step>{0, 2, 4}));
    QCOMPARE(index.events({0, 1}, 1, 1), (std::vector<Step>{2}));
    QCOMPARE(index.events({0, 1}, 3, 10), std::vector<Step>{});
    QCOMPARE(index.events({0, 9}, 0, 10), std::vector<Step>{});
}

void TestLineIndex::positionsOfOneLineAreOne()
{
    Program program(1, 1);
    program.trace.appendSource({.file = NameId(0), .line = 1, .column = 30});
    program.add(0, SourceId(0));
    program.add(0, SourceId(1));
    LineIndex index(program.trace);
    index.extend(2);
    QCOMPARE(index.place(SourceId(0)), index.place(SourceId(1)));
    QCOMPARE(index.events({0, 1}, 0, 10), (std::vector<Step>{0, 1}));
}

void TestLineIndex::filesAreToldApart()
{
    Program program(1, 1);
    program.trace.appendSource({.file = NameId(1), .line = 1, .column = 1});
    program.add(0, SourceId(0));
    program.add(0, SourceId(1));
    LineIndex index(program.trace);
    index.extend(1);
    QCOMPARE(index.files(), std::vector<std::string>{"core/scenarios/program.cpp"});
    QVERIFY(!index.file("core/scenarios/other.cpp"));
    index.extend(2);
    QCOMPARE(index.file("core/scenarios/other.cpp"), std::optional<std::uint32_t>(1));
    QCOMPARE(index.events({1, 1}, 0, 10), std::vector<Step>{1});
    QCOMPARE(index.executed(1, 2), std::vector<std::uint32_t>{1});
}

void TestLineIndex::whatHasNoLineIsNotThere()
{
    Program program(1, 0);
    program.trace.appendSource({.file = NameId(0), .line = 0});
    program.add(0, SourceId::none);
    program.add(0, SourceId(0));  // a position without a line
    program.add(0, SourceId(77)); // one that the trace does not know
    program.add(99, SourceId::none);
    LineIndex index(program.trace);
    index.extend(4);
    QVERIFY(index.files().empty());
    QVERIFY(linesOf(index, 4).empty());
    QVERIFY(!index.place(SourceId(77)));
}

void TestLineIndex::answersAreThoseOfAScan()
{
    constexpr std::uint32_t lanes = 5;
    constexpr std::uint32_t lines = 40;
    Program program(lanes, lines);
    std::uint64_t random = 1;
    std::vector<std::uint32_t> at;
    for (int i = 0; i < 30'000; ++i) {
        random = random * 6364136223846793005ULL + 1442695040888963407ULL;
        const auto high = static_cast<std::uint32_t>(random >> 33);
        // Line 40 is rare: there are whole blocks without it.
        at.push_back(i % 9'001 == 9'000 ? lines : 1 + high % (lines - 1));
        program.addLine(high / 64 % lanes, at.back());
    }
    LineIndex index(program.trace);
    for (const Step until : {Step(1), Step(4'095), Step(4'097), Step(20'000), Step(30'000)})
        index.extend(until);
    for (const Step step :
         {Step(1), Step(4'096), Step(9'000), Step(9'001), Step(9'002), Step(12'288), Step(29'999), Step(30'000)}) {
        std::vector<std::uint32_t> last(lanes, 0);
        std::vector<Step> counts(lines + 1, 0);
        for (Step i = 0; i < step; ++i) {
            last[interleave::index(program.trace.event(i).lane)] = at[i];
            ++counts[at[i]];
        }
        std::vector<std::uint32_t> found = linesOf(index, step);
        found.resize(lanes, 0);
        QCOMPARE(found, last);
        for (std::uint32_t line = 1; line <= lines; ++line)
            QCOMPARE(index.count({0, line}, step), counts[line]);
    }
    for (std::uint32_t line = 1; line <= lines; ++line) {
        std::vector<Step> all;
        for (Step i = 0; i < at.size(); ++i)
            if (at[i] == line)
                all.push_back(i);
        QCOMPARE(index.events({0, line}, 0, at.size()), all);
        const std::size_t half = all.size() / 2;
        QCOMPARE(index.events({0, line}, half, 1), std::vector<Step>{all[half]});
    }
}

void TestLineIndex::aMillionEventsAreSmallAndFast()
{
    Program program(64, 50);
    for (std::uint32_t i = 0; i < 1'000'000; ++i)
        program.addLine(i * 7 % 64, 1 + i % 50);
    LineIndex index(program.trace);
    QElapsedTimer timer;
    timer.start();
    index.extend(1'000'000);
    qInfo("a million events indexed in %lld ms, %.3f bytes each", timer.elapsed(), double(index.bytes()) / 1e6);
    QVERIFY(index.bytes() < 1'000'000);
    QVERIFY(timer.elapsed() < 2'000);
    timer.restart();
    for (Step step = 500; step < 1'000'000; step += 9'973) {
        QCOMPARE(index.positions(step).size(), std::size_t(64));
        QVERIFY(index.count({0, 7}, step) >= step / 50);
    }
    qInfo("a position and a count in %.0f µs", double(timer.nsecsElapsed()) / 1e3 / 101);
    QVERIFY(timer.elapsed() < 2'000);
}

QTEST_APPLESS_MAIN(TestLineIndex)
#include "tst_line_index.moc"
