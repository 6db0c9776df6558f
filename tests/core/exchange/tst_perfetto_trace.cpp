#include "core/exchange/perfetto_trace.h"

#include "core/analysis/follower.h"
#include "core/exchange/perfetto_fields.h"
#include "core/trace/compare.h"
#include "tests/core/analysis/trace_builder.h"
#include "tests/core/exchange/same_trace.h"
#include "tests/core/exchange/seen_by_viewers.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace interleave;
using namespace exchange::perfetto;
using exchange::OpenedRun;
using exchange::SaveOptions;
using test::difference;
using test::Seen;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;

namespace {

/// Two cooks who deadlock, with a queue, a semaphore, a note and a task.
void cookTogether(TraceBuilder& b)
{
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const LaneId one = b.started("cook \"1\"");
    const LaneId two = b.started("cook 2");
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    const ObjectId pot = b.object(ObjectKind::Mutex, "pot");
    const ObjectId basket = b.object(ObjectKind::Queue, "basket");
    const ObjectId plates = b.object(ObjectKind::Semaphore, "plates", 3, 5);
    b.add(one, Operation::Put, basket, -5);
    b.add(two, Operation::Get, basket, -5);
    b.add(two, Operation::Acquire, plates);
    b.add(one, Operation::Lock, knife);
    b.blocked(two, Operation::Lock, knife);
    b.add(one, Operation::Unlock, knife);
    b.add(two, Operation::Lock, knife);
    b.add(one, Operation::TryLock, knife, 0, trace::Way::Failed);
    b.add(one, Operation::Lock, pot);
    b.add(one, Operation::Note, ObjectId::none, index(b.text("stirs")));
    b.add(LaneId::none, Operation::Clock, ObjectId::none, 7'000'000'000);
    b.blocked(one, Operation::Lock, knife);
    b.blocked(two, Operation::Lock, pot);
    b.blocked(b.main, Operation::Join, b.objectOf(one), 12);
    b.trace().appendSource({b.text("core/scenarios/kitchen.cpp"), b.text("cook"), 31, 9});
    b.trace().mutableInfo().parameters = {{"hold", "2"}, {"speed", "a \"fast\" one"}};
}

trace::Verdict verdictOf(const TraceBuilder& b)
{
    trace::Verdict verdict;
    verdict.ending = trace::Ending::Deadlock;
    verdict.sentence = "Nobody can move.";
    verdict.lanes = {LaneId{1}, LaneId{2}};
    verdict.objects = {ObjectId{4}, ObjectId{3}};
    verdict.findings = {{trace::FindingKind::LockLeak, "cook 2 keeps knife.", {LaneId{2}}, {ObjectId{3}}, b.trace().size() - 1},
                        {trace::FindingKind::Race, "", {}, {}, std::nullopt}};
    return verdict;
}

std::string saved(const trace::Trace& trace, const trace::Verdict* verdict = nullptr, const SaveOptions& options = {})
{
    std::string text;
    exchange::saveRun(trace, verdict, [&](std::string_view part) { text += part; }, options);
    return text;
}

base::Result<OpenedRun> opened(std::string_view bytes, std::size_t piece = 1 << 20)
{
    return exchange::openRun(
        [&](char* buffer, std::size_t size) -> std::optional<std::size_t> {
            const std::size_t n = std::min({bytes.size(), size, piece});
            std::copy_n(bytes.data(), n, buffer);
            bytes.remove_prefix(n);
            return n;
        },
        "a.pftrace");
}

/// What was opened has to bear being looked at, whatever it is.
Step walk(const trace::Trace& trace)
{
    struct Nothing : analysis::Sink
    {
    } sink;
    analysis::Follower follower(trace, sink);
    follower.takeUntil(trace.size());
    follower.finish();
    for (std::size_t i = 0; i < trace.laneCount(); ++i)
        (void)trace.lanePath(LaneId(i));
    return follower.step();
}

} // namespace

class TestPerfettoTrace : public QObject
{
    Q_OBJECT

private slots:
    void aRunComesBackWithoutLoss_data();
    void aRunComesBackWithoutLoss();
    void theVerdictComesBack();
    void onlyTheBeginningIsSaved();
    void whatIsReadPieceByPieceIsTheSame();
    void namesThatAreForgottenAreWrittenAnew();
    void oddEventsComeBackToo();
    void viewersFindTracksSlicesFlowsAndCounters();
    void everyTruncationOpensUpToTheCutOrSaysWhy();
    void mutationsNeverCrash();
    void whatIsNoSavedRunIsRefused_data();
    void whatIsNoSavedRunIsRefused();
    void aNewerVersionIsRefused();
    void anUnwritablePlaceIsSaid();
    void aMillionEventsComeBack();
};

void TestPerfettoTrace::aRunComesBackWithoutLoss_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("Controlled") << static_cast<int>(trace::Mode::Controlled);
    QTest::newRow("Live") << static_cast<int>(trace::Mode::Live);
}

void TestPerfettoTrace::aRunComesBackWithoutLoss()
{
    QFETCH(int, mode);
    TraceBuilder b(static_cast<trace::Mode>(mode));
    b.trace().setClock(0x1234'5678'9abc'def0, 0.3571);
    b.stamp = mode == 0 ? 0x1234'5678'9abc'def0 + 77 : 0;
    cookTogether(b);
    trace::RunInfo& info = b.trace().mutableInfo();
    info.time = trace::TimeSetting::Ignored;
    info.strategy = "pct:depth=3";
    info.seed = std::numeric_limits<std::uint64_t>::max();
    info.speed = 0.1;
    info.schedule = std::string(200'000, 'x') + "\nend";
    const auto run = opened(saved(b.trace(), nullptr, {.program = "interleave 9"}));
    QVERIFY2(run, run ? "" : run.error().message.c_str());
    QCOMPARE(difference(b.trace(), *run->trace), QString());
    QVERIFY(!trace::firstDifference(b.trace(), *run->trace));
    QCOMPARE(run->program, std::string("interleave 9"));
    QCOMPARE(run->warning, std::string());
    QCOMPARE(run->verdict.ending, trace::Ending::None);
}

void TestPerfettoTrace::theVerdictComesBack()
{
    TraceBuilder b;
    cookTogether(b);
    const trace::Verdict verdict = verdictOf(b);
    const auto run = opened(saved(b.trace(), &verdict, {.schedule = "picks"}));
    QVERIFY(run);
    QCOMPARE(run->trace->info().schedule, std::string("picks"));
    QCOMPARE(run->verdict.ending, trace::Ending::Deadlock);
    QCOMPARE(run->verdict.sentence, verdict.sentence);
    QCOMPARE(run->verdict.lanes, verdict.lanes);
    QCOMPARE(run->verdict.objects, verdict.objects);
    QCOMPARE(run->verdict.findings.size(), std::size_t{2});
    const trace::Finding& finding = run->verdict.findings.front();
    QCOMPARE(finding.kind, trace::FindingKind::LockLeak);
    QCOMPARE(finding.sentence, std::string("cook 2 keeps knife."));
    QCOMPARE(finding.lanes, verdict.findings.front().lanes);
    QCOMPARE(finding.objects, verdict.findings.front().objects);
    QCOMPARE(finding.step, verdict.findings.front().step);
    QVERIFY(!run->verdict.findings.back().step);
}

void TestPerfettoTrace::onlyTheBeginningIsSaved()
{
    TraceBuilder b;
    cookTogether(b);
    const auto run = opened(saved(b.trace(), nullptr, {.end = 5}));
    QVERIFY(run);
    QCOMPARE(run->trace->size(), Step{5});
    QCOMPARE(run->warning, std::string());
}

void TestPerfettoTrace::whatIsReadPieceByPieceIsTheSame()
{
    TraceBuilder b;
    cookTogether(b);
    const auto run = opened(saved(b.trace()), 1);
    QVERIFY(run);
    QCOMPARE(difference(b.trace(), *run->trace), QString());
}

void TestPerfettoTrace::namesThatAreForgottenAreWrittenAnew()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    for (int i = 0; i < 70'000; ++i)
        b.add(b.main, Operation::Note, ObjectId::none, index(b.text("note " + std::to_string(i))));
    const std::string bytes = saved(b.trace());
    const auto run = opened(bytes);
    QVERIFY(run);
    QCOMPARE(difference(b.trace(), *run->trace), QString());
}

void TestPerfettoTrace::oddEventsComeBackToo()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    auto store = std::make_shared<trace::MemoryStore>();
    trace::Trace odd(store);
    odd.appendName(std::string("a\0b\xff", 4));
    trace::Event event{.stamp = 99, .lane = LaneId{4'000'000'000}, .object = ObjectId{77}, .value = std::numeric_limits<std::int64_t>::min()};
    event.source = SourceId{5};
    event.wayAndFlags = 0xf8;
    event.index = 65535;
    odd.appendEvent(store->append(event));
    const auto run = opened(saved(odd));
    QVERIFY(run);
    QCOMPARE(difference(odd, *run->trace), QString());
}

void TestPerfettoTrace::viewersFindTracksSlicesFlowsAndCounters()
{
    TraceBuilder b;
    cookTogether(b);
    const trace::Verdict verdict = verdictOf(b);
    const Seen all = test::seen(saved(b.trace(), &verdict));
    QCOMPARE(all.problem, std::string());
    QCOMPARE(all.tracks.at(firstLaneTrack + 1), std::string("cook \"1\""));
    QCOMPARE(all.tracks.at(firstProcessTrack), std::string("by-hand"));
    QCOMPARE(all.tracks.at(firstObjectTrack + 3), std::string("knife"));
    QVERIFY(all.slices > 5);
    QVERIFY(all.flows.size() >= 3); // two starts, the item, the hand-off
    QCOMPARE(all.flows, all.endedFlows);
    QVERIFY(std::find(all.counters.begin(), all.counters.end(), 2) != all.counters.end()); // permits
    QVERIFY(all.instants > static_cast<int>(b.trace().size()));
}

void TestPerfettoTrace::everyTruncationOpensUpToTheCutOrSaysWhy()
{
    TraceBuilder b;
    cookTogether(b);
    const trace::Verdict verdict = verdictOf(b);
    const std::string whole = saved(b.trace(), &verdict, {.schedule = "picks"});
    Step most = 0;
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto run = opened(std::string_view(whole).substr(0, length));
        if (!run) {
            QVERIFY(most == 0);
            QVERIFY(run.error().code == base::ErrorCode::BadFormat);
            QVERIFY(run.error().message.starts_with("a.pftrace ") && run.error().message.ends_with("."));
            continue;
        }
        QVERIFY2(run->warning.find("was cut off") != std::string::npos, run->warning.c_str());
        QVERIFY(run->trace->size() >= most);
        most = run->trace->size();
        QCOMPARE(walk(*run->trace), most);
        QCOMPARE(run->verdict.ending, trace::Ending::None);
    }
    QCOMPARE(most, b.trace().size());
}

void TestPerfettoTrace::mutationsNeverCrash()
{
    TraceBuilder b;
    cookTogether(b);
    const trace::Verdict verdict = verdictOf(b);
    const std::string whole = saved(b.trace(), &verdict, {.schedule = "picks"});
    std::mt19937 random(1);
    int openings = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = whole;
        const unsigned changes = 1 + random() % 4;
        for (unsigned i = 0; i < changes; ++i) {
            const std::size_t at = random() % bytes.size();
            switch (random() % 5) {
            case 0: bytes[at] = static_cast<char>(random()); break;
            case 1: bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8)); break;
            case 2: bytes.erase(at, 1 + random() % 8); break;
            case 3: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 64)); break;
            default: bytes.replace(at, 1, 5, '\xff'); break;
            }
        }
        const auto run = opened(bytes);
        if (!run) {
            QVERIFY(!run.error().message.empty());
            continue;
        }
        ++openings;
        QCOMPARE(walk(*run->trace), run->trace->size());
    }
    // Changes in what was derived for viewers are passed over.
    QVERIFY(openings > 1000);
}

void TestPerfettoTrace::whatIsNoSavedRunIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    QTest::newRow("empty") << QByteArray() << "is empty";
    QTest::newRow("text") << QByteArray("{\"traceEvents\":[]}") << "is no saved run";
    QTest::newRow("compressed") << QByteArray("\x1f\x8b\x08\x00\x01", 5) << "is no saved run";
    QTest::newRow("a huge length") << QByteArray("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10) << "is no saved run";
    QTest::newRow("a large length") << QByteArray("\x0a\xff\xff\xff\x7f", 5) << "nothing to open";
    // A track event of somebody else: sequence 1, an instant.
    QTest::newRow("another Perfetto trace") << QByteArray("\x0a\x08\x50\x01\x5a\x04\x48\x03\x58\x05", 10) << "but not of a run";
    QTest::newRow("nonsense in a packet") << QByteArray("\x0a\x03\x50\xff\xff", 5) << "is no saved run";
}

void TestPerfettoTrace::whatIsNoSavedRunIsRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    const auto run = opened(bytes.toStdString());
    QVERIFY(!run);
    QVERIFY(run.error().code == base::ErrorCode::BadFormat);
    QVERIFY2(run.error().message.find(part.toStdString()) != std::string::npos, run.error().message.c_str());
}

void TestPerfettoTrace::aNewerVersionIsRefused()
{
    TraceBuilder b;
    cookTogether(b);
    std::string bytes = saved(b.trace());
    // The annotation: name number, then the value 1.
    const std::string before{'\x22', '\x04', '\x08', static_cast<char>(Key::Version), '\x18', '\x01'};
    const std::size_t at = bytes.find(before);
    QVERIFY(at != std::string::npos);
    bytes[at + 5] = 2;
    const auto run = opened(bytes);
    QVERIFY(!run);
    QVERIFY(run.error().code == base::ErrorCode::NewerVersion);
    QVERIFY(run.error().message.find("newer version") != std::string::npos);
}

void TestPerfettoTrace::anUnwritablePlaceIsSaid()
{
    TraceBuilder b;
    cookTogether(b);
    const auto full = exchange::saveRun(b.trace(), nullptr, "/dev/full");
    QVERIFY(!full);
    QVERIFY2(full.error().message.find("No space left") != std::string::npos, full.error().message.c_str());
    QVERIFY(!exchange::saveRun(b.trace(), nullptr, "/nowhere/a.pftrace"));
    QTemporaryDir folder;
    const std::string path = folder.filePath("a.pftrace").toStdString();
    SaveOptions options;
    options.progress = [](Step) { return false; };
    QVERIFY(!exchange::saveRun(b.trace(), nullptr, path, options));
    QVERIFY(QDir(folder.path()).isEmpty());
    QVERIFY(!exchange::openRun(path));
    QVERIFY(!exchange::openRun(folder.path().toStdString()));
    QVERIFY(exchange::saveRun(b.trace(), nullptr, path));
    const auto run = exchange::openRun(path);
    QVERIFY(run);
    QCOMPARE(difference(b.trace(), *run->trace), QString());
}

void TestPerfettoTrace::aMillionEventsComeBack()
{
    TraceBuilder b;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    std::vector<LaneId> lanes;
    for (int i = 0; i < 16; ++i)
        lanes.push_back(b.started("worker " + std::to_string(i)));
    const ObjectId balance = b.object(ObjectKind::Variable, "balance");
    const ObjectId account = b.object(ObjectKind::Mutex, "account");
    for (int i = 0; b.trace().size() < 1'000'000; ++i) {
        const LaneId lane = lanes[static_cast<std::size_t>(i) % lanes.size()];
        b.add(lane, Operation::Lock, account);
        b.add(lane, Operation::Read, balance, i);
        b.add(lane, Operation::Write, balance, i + 1);
        b.add(lane, Operation::Unlock, account);
    }
    QTemporaryDir folder;
    const std::string path = folder.filePath("a.pftrace").toStdString();
    QElapsedTimer timer;
    timer.start();
    QVERIFY(exchange::saveRun(b.trace(), nullptr, path));
    const qint64 writing = timer.restart();
    const auto run = exchange::openRun(path);
    const qint64 reading = timer.elapsed();
    QVERIFY(run);
    QCOMPARE(difference(b.trace(), *run->trace), QString());
    qInfo("%.1f MB, written in %lld ms, read in %lld ms", static_cast<double>(QFileInfo(folder.filePath("a.pftrace")).size()) / 1e6,
          writing, reading);
}

QTEST_GUILESS_MAIN(TestPerfettoTrace)
#include "tst_perfetto_trace.moc"
