#include "core/host/exploration.h"
#include "core/host/exploration_json.h"
#include "core/host/run.h"
#include "tests/core/host/run_to_end.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include <cstring>

using namespace interleave;
using host::Exploration;
using host::ExploreSpec;

namespace {

ExploreSpec odd(const std::string& variant, int n = 10, std::uint32_t jobs = 1)
{
    ExploreSpec spec;
    spec.target = ODD_TARGET;
    spec.settings.info.scenario = "odd";
    spec.settings.info.variant = variant;
    spec.settings.info.parameters = {{"n", std::to_string(n)}};
    spec.settings.info.time = trace::TimeSetting::Ignored;
    spec.settings.info.seed = 1;
    spec.jobs = jobs;
    return spec;
}

std::unique_ptr<Exploration> start(ExploreSpec spec)
{
    auto made = Exploration::start(std::move(spec));
    if (!made) {
        QTest::qFail(made.error().message.c_str(), __FILE__, __LINE__);
        return nullptr;
    }
    return std::move(*made);
}

template <typename Condition>
bool turnUntil(Exploration& exploration, Condition condition)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        if (!exploration.turn(std::chrono::milliseconds(10)))
            return condition();
    }
    return true;
}

/// The whole exploration; what it failed with is in `failure`.
trace::ExploreResult explored(ExploreSpec spec, std::string* failure = nullptr)
{
    const auto exploration = start(std::move(spec));
    if (exploration == nullptr || !turnUntil(*exploration, [&] { return exploration->isOver(); }))
        return {};
    if (const auto failed = exploration->failure(); failed && failure != nullptr)
        *failure = failed->message;
    return exploration->result();
}

QString textOf(const trace::ExploredOutcome& one)
{
    QString text = QString::fromUtf8(name(one.ending).data());
    for (const trace::FindingKind kind : one.findings)
        text += " " + QString::fromUtf8(name(kind).data());
    return text + (one.outcome.empty() ? "" : " " + QString::fromStdString(one.outcome));
}

QString textOf(const trace::ExploreResult& result)
{
    QStringList texts;
    for (const trace::ExploredOutcome& one : result.outcomes)
        texts << textOf(one);
    return texts.join("; ");
}

std::uint64_t sumOf(const trace::ExploreResult& result)
{
    std::uint64_t sum = 0;
    for (const trace::ExploredOutcome& one : result.outcomes)
        sum += one.executions;
    return sum;
}

/// The youngest of the processes that descend from one: who searches.
int youngestOf(int pid)
{
    int youngest = pid;
    for (;;) {
        QFile list(QString("/proc/%1/task/%1/children").arg(youngest));
        const QList<QByteArray> children = list.open(QIODevice::ReadOnly) ? list.readAll().simplified().split(' ') : QList<QByteArray>();
        if (children.isEmpty() || children.last().toInt() == 0)
            return youngest;
        youngest = children.last().toInt();
    }
}

/// The schedule of an outcome on real threads.
QString replayed(const ExploreSpec& explored, const trace::ExploredOutcome& one)
{
    host::RunSpec spec;
    spec.target = explored.target;
    spec.info = explored.settings.info;
    spec.info.strategy = "round-robin";
    spec.schedule = one.schedule;
    const auto run = tests::startRun(spec);
    if (run == nullptr || !tests::turnToEnding(*run))
        return "no end";
    trace::ExploredOutcome came;
    came.ending = run->verdict().ending;
    for (const trace::Finding& finding : run->verdict().findings)
        came.findings.push_back(finding.kind);
    came.outcome = run->outcome();
    return textOf(came);
}

} // namespace

/// Explorations in processes of their own: what they find, how they are stopped, and what they survive.
class TestExploration : public QObject
{
    Q_OBJECT

private slots:
    // 4 lanes write one variable, each once: 4! = 24 orders; each lane is last in 3! of them.
    void everyOrderIsCounted_data()
    {
        QTest::addColumn<int>("jobs");
        QTest::newRow("as many as seem good") << 0;
        QTest::newRow("one process") << 1;
        QTest::newRow("two processes") << 2;
        QTest::newRow("three processes") << 3;
    }
    void everyOrderIsCounted()
    {
        QFETCH(int, jobs);
        const ExploreSpec spec = odd("writers", 4, static_cast<std::uint32_t>(jobs));
        const trace::ExploreResult result = explored(spec);
        QVERIFY2(result.isComplete, result.bound.c_str());
        QCOMPARE(textOf(result), QString("COMPLETED last=1; COMPLETED last=2; COMPLETED last=3; COMPLETED last=4"));
        for (const trace::ExploredOutcome& one : result.outcomes) {
            QCOMPARE(one.executions, std::uint64_t{6});
            QCOMPARE(replayed(spec, one), textOf(one));
        }
        QCOMPARE(result.progress.executions, std::uint64_t{24});
        if (jobs < 2)
            QCOMPARE(result.progress.redundant, std::uint64_t{0});
        QCOMPARE(result.samples.size(), std::size_t{24});
        for (const trace::ExploredSample& sample : result.samples) {
            QVERIFY(sample.outcome < result.outcomes.size());
            QVERIFY(!sample.schedule.empty());
            QVERIFY(sample.switches >= 4);
        }
    }

    // What one process does not finish soon, all do.
    void aLongOneIsSpread()
    {
        if (std::thread::hardware_concurrency() < 2)
            QSKIP("one processor");
        const auto exploration = start(odd("writers", 10, 0)); // 3,628,800 orders
        QVERIFY(exploration != nullptr);
        QVERIFY(turnUntil(*exploration, [&] {
            const auto samples = exploration->result().samples;
            return std::any_of(samples.begin(), samples.end(), [](const auto& sample) { return sample.part == 1; });
        }));
        exploration->quit();
        QVERIFY(turnUntil(*exploration, [&] { return exploration->isOver(); }));
        QVERIFY(!exploration->failure());
        QCOMPARE(sumOf(exploration->result()), exploration->result().progress.executions);
    }

    void shardsAddUp()
    {
        std::vector<trace::ExploreResult> parts;
        for (std::uint32_t shard = 1; shard <= 3; ++shard) {
            ExploreSpec spec = odd("writers", 4, shard); // with other numbers of processes, too
            spec.settings.shard = shard;
            spec.settings.shards = 3;
            const auto part = host::parseExploration(host::toJson(explored(spec)));
            QVERIFY2(part, part ? "" : part.error().message.c_str());
            parts.push_back(*part);
        }
        const auto merged = host::mergeShards(parts);
        QVERIFY(merged && merged->isComplete);
        const trace::ExploreResult whole = explored(odd("writers", 4));
        QCOMPARE(textOf(*merged), textOf(whole));
        QCOMPARE(sumOf(*merged), sumOf(whole));

        const auto twice = host::mergeShards({parts[0], parts[0]});
        QVERIFY(!twice && twice.error().message == "Shard 1 of 3 is there twice.");
        const auto partly = host::mergeShards({parts[2], parts[0]});
        QVERIFY(partly && !partly->isComplete);
        QCOMPARE(QString::fromStdString(partly->bound), QString("shard 2 of 3 is missing"));
        trace::ExploreResult other = parts[1];
        other.settings.info.parameters["n"] = "5";
        QVERIFY(!host::mergeShards({parts[0], other}));
    }

    void brokenPartsAreRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << "";
        QTest::newRow("no JSON") << "interleave";
        QTest::newRow("other JSON") << "{\"format\":\"other\"}";
        QTest::newRow("a list") << "[1,2]";
        QTest::newRow("half") << QString::fromStdString(host::toJson({})).left(200);
        QTest::newRow("newer") << QString::fromStdString(host::toJson({})).replace("\"version\": 1", "\"version\": 2");
        QTest::newRow("no such shard") << QString::fromStdString(host::toJson({})).replace("\"shard\": 1", "\"shard\": 2");
        QTest::newRow("too many shards") << QString::fromStdString(host::toJson({})).replace("\"shards\": 1", "\"shards\": 4000000000");
        QTest::newRow("a text for a number") << QString::fromStdString(host::toJson({})).replace("\"executions\": 0", "\"executions\": \"many\"");
    }
    void brokenPartsAreRefused()
    {
        QFETCH(QString, text);
        const auto part = host::parseExploration(text.toStdString());
        QVERIFY(!part);
        QVERIFY(!part.error().message.empty());
    }

    // Each of two lanes looks whether somebody was there and, if not, says that it was: who is second to write shows.
    // In some of the orders of "two last" the process ends; the others are met all the same.
    void crashesAreMetAsResults_data()
    {
        QTest::addColumn<int>("n");
        QTest::addColumn<QString>("ending");
        QTest::newRow("a segmentation fault") << 11 << "FAILED";
        QTest::newRow("a kill") << 12 << "KILLED";
        QTest::newRow("an exit past the engine") << 13 << "FAILED";
    }
    void crashesAreMetAsResults()
    {
        QFETCH(int, n);
        QFETCH(QString, ending);
        const trace::ExploreResult healthy = explored(odd("crash-some", 10));
        QVERIFY(healthy.isComplete);
        QCOMPARE(textOf(healthy), QString("COMPLETED first=1; COMPLETED first=2"));
        const ExploreSpec spec = odd("crash-some", n);
        std::string failure;
        const trace::ExploreResult result = explored(spec, &failure);
        QVERIFY2(failure.empty(), failure.c_str());
        QVERIFY2(result.isComplete, result.bound.c_str());
        QCOMPARE(textOf(result), "COMPLETED first=1; " + ending);
        QCOMPARE(result.outcomes[0].executions, healthy.outcomes[0].executions);
        QCOMPARE(result.outcomes[1].executions, healthy.outcomes[1].executions);
        QCOMPARE(result.progress.crashes, result.outcomes[1].executions);
        QCOMPARE(healthy.progress.crashes, std::uint64_t{0});
        // An exit past the engine is no crash on real threads: the process just ends.
        if (n != 13)
            QVERIFY(replayed(spec, result.outcomes[1]).startsWith(ending));
    }

    void aProgramThatAlwaysCrashesIsMet_data()
    {
        QTest::addColumn<QString>("variant");
        for (const char* variant : {"segv", "abort", "terminate"})
            QTest::newRow(variant) << variant;
    }
    void aProgramThatAlwaysCrashesIsMet()
    {
        QFETCH(QString, variant);
        const trace::ExploreResult result = explored(odd(variant.toStdString()));
        QVERIFY2(result.isComplete, result.bound.c_str());
        QCOMPARE(textOf(result), QString("FAILED"));
        QCOMPARE(result.progress.executions, std::uint64_t{1});
    }

    void whoCannotBeUnwoundIsLeft()
    {
        std::string failure;
        const trace::ExploreResult result = explored(odd("brittle"), &failure);
        QVERIFY2(failure.empty(), failure.c_str());
        QVERIFY2(result.isComplete, result.bound.c_str());
        QCOMPARE(textOf(result), QString("DEADLOCK"));
        QVERIFY(result.progress.executions >= 2);
        QCOMPARE(result.progress.crashes, result.progress.executions);
    }

    // Every schedule that was found does on real threads what it did on fibers, however often.
    void aHundredReplaysEndAsFound()
    {
        const ExploreSpec spec = odd("opposite", 10, 2);
        const trace::ExploreResult result = explored(spec);
        QCOMPARE(textOf(result), QString("COMPLETED; DEADLOCK"));
        for (const trace::ExploredOutcome& one : result.outcomes)
            for (int i = 0; i < 100; ++i)
                QCOMPARE(replayed(spec, one), textOf(one));
    }

    void computingForEverIsCutOff()
    {
        const trace::ExploreResult result = explored(odd("spin-some"));
        QVERIFY(!result.isComplete);
        QCOMPARE(QString::fromStdString(result.bound), QString("an execution computed for 10 s without an operation"));
        QCOMPARE(textOf(result), QString("COMPLETED last=2; BOUND"));
    }

    // Nobody may blame the program for that.
    void whoIsKilledFromOutsideIsReplaced()
    {
        const auto exploration = start(odd("writers", 9, 1));
        QVERIFY(exploration != nullptr);
        for (int i = 0; i < 5; ++i) {
            const std::uint64_t before = exploration->progress().executions;
            QVERIFY(turnUntil(*exploration, [&] { return exploration->progress().executions > before + 50; }));
            const int searching = youngestOf(::getpid());
            QVERIFY(searching != ::getpid());
            QCOMPARE(::kill(searching, SIGKILL), 0);
        }
        const std::uint64_t before = exploration->progress().executions;
        QVERIFY(turnUntil(*exploration, [&] { return exploration->progress().executions > before + 2'000; }));
        exploration->quit();
        QVERIFY(turnUntil(*exploration, [&] { return exploration->isOver(); }));
        QVERIFY(!exploration->failure());
        const trace::ExploreResult result = exploration->result();
        QCOMPARE(QString::fromStdString(result.bound), QString("stopped"));
        QCOMPARE(result.progress.crashes, std::uint64_t{0});
        for (const trace::ExploredOutcome& one : result.outcomes)
            QCOMPARE(one.ending, trace::Ending::Completed);
    }

    void itStopsAndGoesOn()
    {
        const auto exploration = start(odd("writers", 9, 2)); // 362,880 orders
        QVERIFY(exploration != nullptr);
        QVERIFY(turnUntil(*exploration, [&] { return exploration->progress().executions > 100; }));
        exploration->stop();
        QVERIFY(exploration->isResting());
        std::uint64_t before = 0;
        // It rests when nothing has been added for a while.
        QVERIFY(turnUntil(*exploration, [&] {
            const std::uint64_t now = exploration->progress().executions;
            for (int i = 0; i < 5; ++i)
                exploration->turn(std::chrono::milliseconds(20));
            before = exploration->progress().executions;
            return before == now;
        }));
        const double seconds = exploration->progress().seconds;
        const trace::ExploreResult resting = exploration->result();
        QVERIFY(!resting.outcomes.empty() && !resting.isComplete);
        QCOMPARE(sumOf(resting), resting.progress.executions);
        exploration->goOn();
        QVERIFY(turnUntil(*exploration, [&] { return exploration->progress().executions > before + 100; }));
        QVERIFY(exploration->progress().seconds > seconds);
        exploration->quit();
        QVERIFY(turnUntil(*exploration, [&] { return exploration->isOver(); }));
        const trace::ExploreResult result = exploration->result();
        QVERIFY(!result.isComplete);
        QCOMPARE(QString::fromStdString(result.bound), QString("stopped"));
        QCOMPARE(sumOf(result), result.progress.executions);
        QVERIFY(!exploration->turn(std::chrono::milliseconds(0)));
    }

    void limitsAreKept()
    {
        ExploreSpec spec = odd("writers", 9, 2);
        spec.settings.maxExecutions = 500;
        trace::ExploreResult result = explored(spec);
        QVERIFY(!result.isComplete && result.progress.executions >= 500);
        QVERIFY(result.bound.find("500 executions") != std::string::npos);

        spec.jobs = 1;
        result = explored(spec);
        QCOMPARE(result.progress.executions, std::uint64_t{500});

        spec = odd("writers", 10, 1);
        spec.settings.maxSeconds = 0.2;
        result = explored(spec);
        QCOMPARE(QString::fromStdString(result.bound), QString("the limit of 0.2 s was reached"));
        // Samples stay few however many executions there are.
        QVERIFY(result.samples.size() <= 4096);

        spec = odd("yields", 100);
        spec.settings.maxSteps = 20;
        result = explored(spec);
        QCOMPARE(textOf(result), QString("BOUND"));
        QCOMPARE(QString::fromStdString(result.bound), QString("executions were cut off after 20 steps"));

        // In the middle of an execution, too.
        spec = odd("yields", 100'000'000);
        spec.settings.maxSteps = 1'000'000'000;
        spec.settings.maxSeconds = 0.2;
        std::string failure;
        result = explored(spec, &failure);
        QVERIFY2(failure.empty(), failure.c_str());
        QVERIFY(!result.isComplete);
        QCOMPARE(QString::fromStdString(result.bound), QString("the limit of 0.2 s was reached"));
        QVERIFY(result.progress.seconds < 30);

        spec = odd("writers", 4, 2);
        spec.settings.algorithm = trace::SearchAlgorithm::Random;
        spec.settings.maxExecutions = 301;
        result = explored(spec);
        QCOMPARE(result.progress.executions, std::uint64_t{301});
        QCOMPARE(QString::fromStdString(result.bound), QString("301 executions were chosen by chance"));
    }

    // After the first of four has written, 3! orders are left.
    void aScheduleToBeginWithIsKept()
    {
        ExploreSpec spec = odd("writers", 4);
        const std::string head = "interleave-schedule 1\nscenario odd writers\nset n 4\nseed 1\ntime ignored\npicks\n";
        spec.prefix = head + "0 4\n0.2 1\n";
        const trace::ExploreResult result = explored(spec);
        QVERIFY2(result.isComplete, result.bound.c_str());
        QCOMPARE(result.progress.executions, std::uint64_t{6});
        QCOMPARE(textOf(result), QString("COMPLETED last=1; COMPLETED last=2; COMPLETED last=4"));

        std::string failure;
        spec.prefix = head + "0.3 1\n";
        explored(spec, &failure);
        QVERIFY2(failure.find("the schedule lets lane 0.3 move") != std::string::npos, failure.c_str());
        spec.prefix = "no schedule";
        QVERIFY(!Exploration::start(spec));
    }

    void whatCannotBeExploredIsSaid()
    {
        std::string failure;
        explored(odd("no-such-variant"), &failure);
        QVERIFY(failure.find("no-such-variant") != std::string::npos);
        ExploreSpec spec = odd("writers");
        spec.settings.shard = 3;
        spec.settings.shards = 2;
        QVERIFY(!Exploration::start(spec));
        spec = odd("writers");
        spec.target = "/nowhere/target";
        const auto none = Exploration::start(spec);
        QVERIFY(!none);
        QCOMPARE(none.error().code, base::ErrorCode::Missing);
    }
};

QTEST_GUILESS_MAIN(TestExploration)

#include "tst_exploration.moc"
