#include "core/explore/depth_first.h"
#include "core/explore/optimal.h"
#include "tests/core/explore/classes.h"
#include "tests/core/explore/programs.h"
#include "tests/core/explore/small_programs.h"

#include <QtTest>

#include <set>

using namespace interleave;
using namespace interleave::explore;

namespace {

/// What may be promised of a program besides that every class and every result is found.
enum class Promise {
    Optimal,   ///< each class once, nothing redundant
    OnceOnly,  ///< each class once; executions may be cut off
    Complete,  ///< the conventions by which the test tells classes apart are finer or coarser than the search's
};

struct Seen
{
    std::set<std::string> classes;
    std::set<std::string> results;
    std::uint64_t executions = 0;
    std::uint64_t redundant = 0;
    bool isComplete = false;
};

Seen run(const Program& program, Algorithm algorithm, Shard shard = {}, const RunOptions& run = {})
{
    const auto driver = makeDriver(Executor::Fibers);
    std::vector<trace::Event> events;
    driver->recordInto(&events);
    Seen seen;
    SearchOptions options;
    options.run = run;
    options.algorithm = algorithm;
    options.localFirst = false;
    options.shard = shard;
    options.wallLimit = std::chrono::hours(1);
    options.onExecution = [&](const Execution& execution) {
        seen.classes.insert(classOf(events, *driver));
        seen.results.insert(toText(execution.ending, execution.findings, execution.outcome));
        return true;
    };
    const SearchReport report = search(*driver, program, options);
    seen.executions = report.executions;
    seen.redundant = report.redundant;
    seen.isComplete = report.isComplete;
    return seen;
}

QString firstMissing(const std::set<std::string>& from, const std::set<std::string>& in)
{
    for (const std::string& one : in)
        if (!from.contains(one))
            return QString::fromStdString(one);
    return {};
}

QString joined(const std::set<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list.join("; ");
}

} // namespace

Q_DECLARE_METATYPE(Promise)

/// The reduced search against every order of small programs.
class TestClasses : public QObject
{
    Q_OBJECT

private slots:
    void everyClassOnce_data();
    void everyClassOnce();
    void shardsTogether_data() { everyClassOnce_data(); }
    void shardsTogether();
};

void TestClasses::everyClassOnce_data()
{
    QTest::addColumn<Program>("program");
    QTest::addColumn<Promise>("promise");
    const auto program = [](const char* text, Promise promise, std::vector<Instructions> lanes) {
        QTest::newRow(text) << smallProgram(std::move(lanes)) << promise;
    };
    program("two writes each", Promise::Optimal, {{"write x", "write x"}, {"write x", "write x"}});
    program("a message", Promise::Optimal, {{"write x", "write y"}, {"read y", "read x"}});
    program("what is written depends on what was read", Promise::Optimal, {{"write x"}, {"write y if x"}, {"read y"}});
    program("a ring of locks", Promise::Optimal,
            {{"lock m", "lock n", "unlock n", "unlock m"}, {"lock n", "lock m", "unlock m", "unlock n"}});
    program("critical sections", Promise::Optimal, {{"add under m"}, {"add under m"}});
    program("three critical sections", Promise::Optimal, {{"hold m"}, {"hold m"}, {"hold m"}});
    program("two tries", Promise::Optimal, {{"try m"}, {"try m"}});
    program("tries that fail commute", Promise::Optimal, {{"lock m", "unlock m"}, {"try m"}, {"try m"}});
    program("a lock leak and a time-out", Promise::Optimal, {{"lock m"}, {"lock m for a while"}});
    program("two time-outs", Promise::Optimal, {{"lock m", "unlock m"}, {"lock m for a while"}, {"lock m for a while"}});
    program("a lost wake-up", Promise::Optimal, {{"wait for c"}, {"notify c"}});
    program("a wake-up under the mutex", Promise::Optimal, {{"wait for c"}, {"notify c under m"}});
    program("two waiters, two wake-ups", Promise::Optimal, {{"wait for c"}, {"wait for c"}, {"notify c", "notify c"}});
    program("a wait that may time out", Promise::Optimal, {{"wait for c for a while"}, {"notify c"}});
    program("anybody may be woken", Promise::Optimal, {{"wait for any"}, {"wait for any"}, {"notify any"}});
    program("a semaphore as a lock", Promise::Optimal,
            {{"acquire s", "release s"}, {"acquire s", "release s"}, {"acquire s for a while"}});
    program("a place for one", Promise::Optimal, {{"put", "put"}, {"get", "get"}});
    program("a queue and its tries", Promise::Optimal, {{"try put", "try put"}, {"try get", "get for a while"}});
    program("writers come first", Promise::Complete,
            {{"read-lock, writers first", "read-lock, writers first"},
             {"write y", "write-lock, writers first"},
             {"try read-lock, writers first"}});
    program("a writer waits while one reads", Promise::Complete,
            {{"read-lock, writers first"}, {"write-lock, writers first"}, {"try read-lock, writers first"}});
    program("more lanes than parties", Promise::OnceOnly,
            {{"arrive and wait"}, {"arrive and wait"}, {"arrive and wait for a while"}});
    program("two phases", Promise::Optimal, {{"arrive and wait", "arrive and wait"}, {"arrive and wait", "arrive and wait"}});
    program("a completion", Promise::OnceOnly,
            {{"arrive and wait, with a completion", "write y"}, {"arrive and wait, with a completion"}});
    program("once", Promise::Optimal, {{"once"}, {"once", "write y"}});

    struct Family
    {
        const char* name;
        Promise promise;
        std::size_t lanes;
        std::size_t length;
        Instructions set;
    };
    const std::vector<Family> families = {
        {"variables", Promise::Optimal, 3, 2, {"read x", "write x", "read y", "write y", "write y if x"}},
        {"variables of two lanes", Promise::Optimal, 2, 4, {"read x", "write x", "read y", "write y", "write y if x"}},
        {"compare-and-swap", Promise::OnceOnly, 3, 2, {"swap x", "write x", "read x", "write y if x"}},
        {"mutexes", Promise::Optimal, 2, 4, {"lock m", "unlock m", "lock n", "unlock n", "write x", "read x"}},
        {"critical sections", Promise::Optimal, 3, 1, {"add under m", "hold m", "hold n", "read x"}},
        {"tries", Promise::Optimal, 3, 2, {"lock m", "try m once", "unlock m", "try m"}},
        {"timed locks", Promise::Optimal, 2, 3, {"lock m", "unlock m", "lock m for a while", "hold m", "try m"}},
        {"recursive mutexes", Promise::Optimal, 2, 2, {"hold r twice", "try r", "write x"}},
        {"shared mutexes", Promise::OnceOnly, 3, 1, {"read-lock w", "write-lock w", "try read-lock w"}},
        {"semaphores", Promise::OnceOnly, 2, 3, {"acquire s", "release s", "try s", "acquire s for a while"}},
        {"semaphores of three lanes", Promise::OnceOnly, 3, 2, {"acquire s", "release s", "try s"}},
        {"conditions", Promise::OnceOnly, 3, 1,
         {"wait for c", "notify c", "notify all c", "notify c under m", "wait for c for a while", "hold m"}},
        {"conditions of two lanes", Promise::OnceOnly, 2, 2,
         {"wait for c", "notify c", "notify all c", "notify c under m", "wait for c for a while"}},
        {"queues", Promise::OnceOnly, 2, 3, {"put", "get", "try put", "try get", "get for a while", "put for a while"}},
        {"queues of three lanes", Promise::OnceOnly, 3, 2, {"put", "get", "try get"}},
        {"events", Promise::OnceOnly, 3, 2, {"set e", "clear e", "look at e", "await e", "await e for a while"}},
        {"events that reset themselves", Promise::OnceOnly, 3, 2, {"set a", "await a", "await a for a while"}},
        {"latches", Promise::OnceOnly, 3, 2, {"count down", "await zero", "await zero for a while"}},
        {"everything", Promise::OnceOnly, 3, 1,
         {"add under m", "try m", "acquire s for a while", "release s", "put", "get for a while", "await e", "set e",
          "wait for c for a while", "notify c", "swap x", "write y if x", "once", "sleep", "note"}},
    };
    for (const Family& family : families)
        for (std::uint64_t seed = 1; seed <= 4; ++seed)
            QTest::addRow("%s, seed %d", family.name, static_cast<int>(seed))
                << randomProgram(seed * 7919, family.set, family.lanes, family.length) << family.promise;
}

void TestClasses::everyClassOnce()
{
    QFETCH(Program, program);
    QFETCH(Promise, promise);
    const Seen all = run(program, Algorithm::Exhaustive);
    const Seen reduced = run(program, Algorithm::Optimal);
    QVERIFY2(all.isComplete, qPrintable(QString::number(all.executions)));
    QVERIFY(reduced.isComplete);
    QCOMPARE(joined(reduced.results), joined(all.results));
    const QString missing = firstMissing(reduced.classes, all.classes);
    QVERIFY2(missing.isEmpty(), qPrintable("missing: " + missing));
    QCOMPARE(reduced.classes.size(), all.classes.size());
    if (promise != Promise::Complete)
        QCOMPARE(reduced.executions, std::uint64_t(all.classes.size()));
    if (promise == Promise::Optimal)
        QCOMPARE(reduced.redundant, std::uint64_t(0));
    else if (reduced.redundant != 0)
        qInfo("%llu classes, %llu redundant executions", static_cast<unsigned long long>(reduced.executions),
              static_cast<unsigned long long>(reduced.redundant));
}

void TestClasses::shardsTogether()
{
    QFETCH(Program, program);
    QFETCH(Promise, promise);
    const Seen whole = run(program, Algorithm::Optimal);
    Seen together;
    constexpr std::uint32_t shards = 3;
    for (std::uint32_t i = 0; i < shards; ++i) {
        const Seen part = run(program, Algorithm::Optimal, {i, shards});
        QVERIFY(part.isComplete);
        together.classes.insert(part.classes.begin(), part.classes.end());
        together.results.insert(part.results.begin(), part.results.end());
        together.executions += part.executions;
    }
    QCOMPARE(joined(together.results), joined(whole.results));
    QCOMPARE(together.classes.size(), whole.classes.size());
    if (promise != Promise::Complete)
        QCOMPARE(together.executions, whole.executions);
}

QTEST_GUILESS_MAIN(TestClasses)

#include "tst_classes.moc"
