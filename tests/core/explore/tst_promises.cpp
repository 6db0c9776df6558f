#include "core/explore/depth_first.h"
#include "core/explore/fiber_driver.h"
#include "core/schedule/pct.h"
#include "core/schedule/random.h"
#include "core/schedule/replay.h"
#include "core/schedule/round_robin.h"
#include "tests/core/explore/variants.h"

#include <QtTest>

#include <algorithm>

using namespace interleave;
using namespace interleave::explore;

namespace {

QStringList textsOf(const std::vector<scenarios::Promised>& promised)
{
    QStringList texts;
    for (const scenarios::Promised& one : promised) {
        FindingSet findings;
        for (const trace::FindingKind kind : one.findings)
            findings.add(kind);
        texts << QString::fromStdString(toText(one.ending, findings, std::string(one.outcome)));
    }
    texts.sort();
    return texts;
}

QStringList textsOf(const SearchReport& report)
{
    QStringList texts;
    for (const Found& found : report.found)
        texts << QString::fromStdString(toText(found.ending, found.findings, found.outcome));
    texts.sort();
    return texts;
}

// Searches are bounded by executions, not by the clock: the same on a busy machine.
constexpr std::uint64_t mostExecutions = 20'000;
constexpr std::uint64_t mostPicks = 1'000'000;
constexpr std::uint64_t randomExecutions = 1'000;
constexpr std::uint64_t otherExecutions = 200;
constexpr std::uint64_t mostClasses = 50'000;

bool isAllIn(const QStringList& found, const QStringList& wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString& text) { return found.contains(text); });
}

/// Executions of other kinds: random ones, some with few changes from lane to lane, and some that begin at random and then
/// let everybody move in turn.
void addOthers(InsideDriver& driver, const Program& program, const RunOptions& options, QStringList& found)
{
    const auto add = [&](schedule::Strategy&& strategy) {
        const Execution& one = runOnce(driver, program, strategy, options);
        const QString text = QString::fromStdString(toText(one.ending, one.findings, one.outcome));
        if (!found.contains(text))
            found << text;
    };
    for (std::uint64_t seed = 0; seed < randomExecutions; ++seed)
        add(schedule::Random(seed));
    for (std::uint64_t seed = 0; seed < otherExecutions; ++seed)
        add(schedule::Pct(seed, 3, 60));
    for (std::uint64_t seed = 0; seed < otherExecutions; ++seed) {
        schedule::Random random(seed);
        runOnce(driver, program, random, options);
        schedule::Schedule beginning = driver.schedule();
        beginning.picks.resize(std::min<std::size_t>(beginning.picks.size(), seed % 40));
        add(schedule::Replay(std::move(beginning), [&](LaneId lane) { return driver.tables().lanePath(lane); },
                             std::make_unique<schedule::RoundRobin>()));
    }
}

/// What one execution of every class comes to. With time respected only what their shortest schedules come to then: a
/// witness for each result that is possible, and no proof that there are no others.
QStringList textsOfClasses(FiberDriver& driver, const Program& program, SearchOptions options, bool& isWhole)
{
    const bool isRespected = options.run.time == trace::TimeSetting::Respected;
    const RunOptions wanted = options.run;
    options.run.time = trace::TimeSetting::Ignored;
    options.maxExecutions = mostClasses;
    const SearchReport classes = search(driver, program, options);
    isWhole = isWhole || (classes.isComplete && !isRespected);
    if (!isRespected)
        return textsOf(classes);
    QStringList texts;
    for (const Found& found : classes.found) {
        schedule::Replay replay(found.example, [&](LaneId lane) { return driver.tables().lanePath(lane); },
                                std::make_unique<schedule::Random>(1));
        const Execution& one = runOnce(driver, program, replay, wanted);
        if (replay.difference().empty())
            texts << QString::fromStdString(toText(one.ending, one.findings, one.outcome));
    }
    return texts;
}

} // namespace

/// What every variant promises against every order in which it can happen.
class TestPromises : public QObject
{
    Q_OBJECT

private slots:
    void holds_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("variant");
        QTest::addColumn<bool>("isRespected");
        for (const scenarios::Scenario* scenario : scenarios::all())
            for (const scenarios::Variant& variant : scenario->variants)
                for (const bool isRespected : {false, true}) {
                    const QString id = QString::fromUtf8(scenario->id.data(), qsizetype(scenario->id.size()));
                    const QString own = QString::fromUtf8(variant.id.data(), qsizetype(variant.id.size()));
                    QTest::newRow(qPrintable(id + " " + own + (isRespected ? ", time respected" : ", time ignored")))
                        << id << own << isRespected;
                }
    }
    void holds()
    {
        QFETCH(QString, scenario);
        QFETCH(QString, variant);
        QFETCH(bool, isRespected);
        const scenarios::Scenario* known = scenarios::find(scenario.toStdString());
        QVERIFY(known != nullptr);
        const scenarios::Variant* own = scenarios::findVariant(*known, variant.toStdString());
        QVERIFY(own != nullptr);
        const scenarios::Promise& promise = own->promise;
        if (own->asksOutside)
            QSKIP("It waits for the world outside: real runs alone hold it to its promise.");

        FiberDriver driver;
        SearchOptions options;
        options.run.time = isRespected ? trace::TimeSetting::Respected : trace::TimeSetting::Ignored;
        options.run.maxPicks = promise.isBounded ? 300 : 5'000;
        options.maxExecutions = promise.isBounded ? 2'000 : mostExecutions;
        options.wallLimit = std::chrono::hours(1);
        const Program program = programOf(*known, *own, exploredOf(*known, *own));
        std::uint64_t picks = 0;
        const SearchReport report = depthFirst(driver, program, options, [&](const Execution& one) {
            picks += one.picks;
            return picks < mostPicks;
        });
        QVERIFY2(report.refused.empty(), "a lane did not unwind");

        QStringList found = textsOf(report);
        if (!report.isComplete)
            // The beginning of a depth-first search sees one corner of the space; random runs see all sides of it.
            addOthers(driver, program, options.run, found);
        const QStringList promised = textsOf(isRespected && !promise.timed.empty() ? promise.timed : promise.any);
        bool isWhole = report.isComplete;
        if (!isWhole && !promise.isBounded && !isAllIn(found, promised))
            found += textsOfClasses(driver, program, options, isWhole);
        for (const QString& text : found)
            QVERIFY2(promised.contains(text), qPrintable("not promised: " + text + "; promised: " + promised.join("; ")));
        if (isRespected && promise.makespan)
            for (const Found& one : report.found) {
                if (one.ending != trace::Ending::Completed)
                    continue;
                QCOMPARE(static_cast<double>(one.shortest) / 1e9, *promise.makespan);
                QCOMPARE(static_cast<double>(one.longest) / 1e9, *promise.makespan);
            }
        if (promise.isBounded)
            return;
        // The lanes' own random numbers come from the seed: what one seed rules out another may bring.
        for (options.run.seed = 2; report.isComplete && !isAllIn(found, promised) && options.run.seed <= 30; ++options.run.seed)
            for (const QString& text : textsOf(depthFirst(driver, program, options))) {
                QVERIFY2(promised.contains(text), qPrintable("not promised: " + text));
                if (!found.contains(text))
                    found << text;
            }
        for (const QString& text : promised) {
            if (isWhole)
                QVERIFY2(found.contains(text), qPrintable("promised and impossible: " + text + "; found: " + found.join("; ")));
            else if (!found.contains(text))
                qInfo("not met in %llu executions that were not all: %s",
                      static_cast<unsigned long long>(report.executions), qPrintable(text));
        }
    }

    // One execution of every class comes to the same as every order, where both are whole, and breaks no promise.
    void holdsForEveryClass_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("variant");
        for (const scenarios::Scenario* scenario : scenarios::all())
            for (const scenarios::Variant& variant : scenario->variants) {
                const QString id = QString::fromUtf8(scenario->id.data(), qsizetype(scenario->id.size()));
                const QString own = QString::fromUtf8(variant.id.data(), qsizetype(variant.id.size()));
                QTest::newRow(qPrintable(id + " " + own)) << id << own;
            }
    }
    void holdsForEveryClass()
    {
        QFETCH(QString, scenario);
        QFETCH(QString, variant);
        const scenarios::Scenario* known = scenarios::find(scenario.toStdString());
        const scenarios::Variant* own = known == nullptr ? nullptr : scenarios::findVariant(*known, variant.toStdString());
        QVERIFY(own != nullptr);
        const scenarios::Promise& promise = own->promise;
        if (own->asksOutside)
            QSKIP("It waits for the world outside: real runs alone hold it to its promise.");
        FiberDriver driver;
        SearchOptions options;
        options.run.maxPicks = promise.isBounded ? 300 : 5'000;
        options.maxExecutions = promise.isBounded ? 500 : 5'000;
        options.wallLimit = std::chrono::hours(1);
        const Program program = programOf(*known, *own, exploredOf(*known, *own));
        const SearchReport classes = search(driver, program, options);
        const QStringList promised = textsOf(promise.any);
        for (const QString& text : textsOf(classes)) {
            // An execution that is cut off while it reports has reported a part.
            const bool isPart = promise.isBounded && text.startsWith("BOUND ") && promised.contains("BOUND");
            QVERIFY2(isPart || promised.contains(text), qPrintable("not promised: " + text));
        }
        qInfo("%llu executions, %llu redundant%s", static_cast<unsigned long long>(classes.executions),
              static_cast<unsigned long long>(classes.redundant), classes.isComplete ? "" : ", not all");
        if (!classes.isComplete)
            return;
        const SearchReport all = depthFirst(driver, program, options);
        if (all.isComplete)
            QCOMPARE(textsOf(classes).join("; "), textsOf(all).join("; "));
    }

    // Where the whole search is too large with the default parameters: the smallest that still show it.
    void smallSetsAreExact_data()
    {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QString>("variant");
        QTest::addColumn<QString>("changed");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<bool>("isRespected");
        const auto add = [](const char* scenario, const char* variant, const char* changed, const char* expected,
                            bool isRespected = false) {
            QTest::addRow("%s %s, %s%s", scenario, variant, changed, isRespected ? ", time respected" : "")
                << scenario << variant << changed << expected << isRespected;
        };
        const char* const room = "two-person-room";
        add(room, "two-seats",
            "visitors=3", "COMPLETED most-inside=1 permits=2 visits=3; COMPLETED most-inside=2 permits=2 visits=3");
        add(room, "first-come",
            "visitors=3", "COMPLETED most-inside=1 permits=2 visits=3; COMPLETED most-inside=2 permits=2 visits=3");
        add(room, "seven-seats", "visitors=3",
            "COMPLETED most-inside=1 permits=7 visits=3; COMPLETED most-inside=2 permits=7 visits=3; "
            "COMPLETED most-inside=3 permits=7 visits=3");
        add(room, "forgotten-release", "visitors=3",
            "COMPLETED most-inside=1 permits=0 visits=3; COMPLETED most-inside=2 permits=0 visits=3; HANG");
        add(room, "extra-release", "visitors=4 permits=1",
            "COMPLETED most-inside=1 permits=2 visits=4; COMPLETED most-inside=2 permits=2 visits=4");
        add(room, "bounded-extra-release", "visitors=3 permits=1",
            "COMPLETED MISUSE most-inside=1 permits=1 visits=3; COMPLETED MISUSE most-inside=2 permits=1 visits=3");
        add(room, "extra-release", "visitors=3",
            "COMPLETED most-inside=1 permits=3 visits=3; COMPLETED most-inside=2 permits=3 visits=3");
        const char* const atm = "atm-overdraw";
        for (const char* variant : {"no-lock", "lock-act-only"})
            add(atm, variant, "lanes=3",
                "COMPLETED balance=-140 cash=240; COMPLETED balance=-60 cash=160; COMPLETED balance=20 cash=80");
        for (const char* variant : {"no-lock-split", "different-locks"})
            add(atm, variant, "lanes=3",
                "COMPLETED balance=-140 cash=240; COMPLETED balance=-60 cash=160; COMPLETED balance=-60 cash=240; "
                "COMPLETED balance=20 cash=160; COMPLETED balance=20 cash=240; COMPLETED balance=20 cash=80");
        for (const char* variant : {"lock-check-and-act", "cas-loop", "single-owner"})
            add(atm, variant, "lanes=3", "COMPLETED balance=20 cash=80");
        add(atm, "async", "lanes=3", "COMPLETED balance=-140 cash=240");
        const char* const leak = "atm-lock-leak";
        add(leak, "as-written", "lanes=1", "COMPLETED balance=20 cash=80 refused=0");
        add(leak, "as-written", "lanes=4", "HANG LOCK-LEAK");
        for (const char* variant : {"raii", "release-on-all-paths", "print-inside-lock"})
            add(leak, variant, "lanes=4 balance=100", "COMPLETED balance=20 cash=80 refused=3");
        const char* const file = "file-lock-exception";
        add(file, "manual", "missing=2", "HANG LOCK-LEAK LANE-FAILED");
        add(file, "manual", "callers=1", "COMPLETED LOCK-LEAK LANE-FAILED lines=0");
        add(file, "manual", "callers=5 missing=0", "COMPLETED lines=5");
        add(file, "guard", "callers=5 missing=0", "COMPLETED lines=5");
        add(file, "guard", "callers=5 missing=3", "COMPLETED LANE-FAILED lines=4");
        const char* const scope = "scope-guard-trace";
        add(scope, "normal", "guards=3 throw-at=body",
            "COMPLETED order=init1,enter1,init2,enter2,init3,enter3,inside,exit3,exit2,exit1,caught value=none");
        add(scope, "normal", "guards=3 throw-at=enter1", "COMPLETED order=init1,enter1,caught value=unbound");
        add(scope, "normal", "guards=3 throw-at=enter2",
            "COMPLETED order=init1,enter1,init2,enter2,exit1,caught value=none");
        add(scope, "swallows", "guards=3 throw-at=body",
            "COMPLETED order=init1,enter1,init2,enter2,init3,enter3,inside,exit3,exit2,exit1,outside value=none");
        const char* const kitchen = "kitchen-deadlock";
        add(kitchen, "n-cooks", "cooks=2", "COMPLETED meals=2; DEADLOCK");
        add(kitchen, "n-cooks", "cooks=4", "COMPLETED meals=4; DEADLOCK");
        add(kitchen, "as-written", "offset=1.5", "DEADLOCK", true);
        add(kitchen, "as-written", "offset=2.5", "COMPLETED meals=2", true);
        const char* const tryLock = "try-lock-flag";
        add(tryLock, "blocking", "lanes=3", "COMPLETED errors=0 most-inside=1 skipped=0");
        add(tryLock, "try-checked", "lanes=3",
            "COMPLETED errors=0 most-inside=1 skipped=0; COMPLETED errors=0 most-inside=1 skipped=1; "
            "COMPLETED errors=0 most-inside=1 skipped=2");
        add(tryLock, "timeout", "timeout=2", "COMPLETED errors=0 most-inside=1 skipped=0", true);
        add(room, "one-seat", "visitors=4", "COMPLETED most-inside=1 permits=1 visits=4");
        const char* const readers = "file-readers-limit";
        for (const char* variant : {"all-permits", "read-write-lock", "two-writers-in-turn"})
            add(readers, variant, "readers=2 limit=2", "COMPLETED most-readers=1 torn=no; COMPLETED most-readers=2 torn=no");
        add(readers, "two-writers", "readers=1 limit=2", "COMPLETED most-readers=1 torn=no; HANG");
        add(readers, "two-writers", "readers=1 limit=1", "COMPLETED most-readers=1 torn=no");
        add(readers, "permits-only", "readers=2 limit=1",
            "COMPLETED most-readers=1 torn=no; COMPLETED most-readers=1 torn=yes");
        add(readers, "permits-only", "readers=2 limit=2",
            "COMPLETED most-readers=1 torn=no; COMPLETED most-readers=1 torn=yes; "
            "COMPLETED most-readers=2 torn=no; COMPLETED most-readers=2 torn=yes");
        const char* const philosophers = "dining-philosophers";
        add(philosophers, "naive", "philosophers=2", "COMPLETED meals=2; DEADLOCK");
        add(philosophers, "ordered", "philosophers=3 meals=2", "COMPLETED meals=6");
        add(philosophers, "waiter", "philosophers=3 seats=2", "COMPLETED meals=3");
        add(philosophers, "waiter", "philosophers=3 seats=3", "COMPLETED meals=3; DEADLOCK");
        add(philosophers, "clean-forks", "philosophers=3", "COMPLETED meals=3");
        add(philosophers, "clean-forks", "philosophers=2 meals=2", "COMPLETED meals=4");
        add("recursive-lock", "plain", "sellers=1", "DEADLOCK");
        for (const char* variant : {"priority", "chance"})
            add("starvation", variant, "regulars=1 rounds=4", "COMPLETED starved=no; COMPLETED starved=yes");
        for (const char* variant : {"ageing", "tickets"})
            add("starvation", variant, "regulars=1 rounds=4", "COMPLETED starved=no");
        for (const char* variant : {"blocking-bounded", "semaphore-pair", "sentinel", "close"})
            add("steamed-bun-basket", variant, "capacity=1 producers=2 consumers=2 items=2", "COMPLETED eaten=2");
        add("steamed-bun-basket", "never-stops", "capacity=1 producers=2 consumers=2 items=2", "HANG");
        add("steamed-bun-basket", "mutex-before-slot", "producers=1 items=3", "COMPLETED eaten=3; HANG");
        add("once-init", "local-static", "lanes=2", "COMPLETED built=1 failed=0");
        add("once-init", "racy", "lanes=2", "COMPLETED built=1 failed=0; COMPLETED built=2 failed=0");
        add("recursive-lock", "one-unlock-short", "sellers=1 sales=3", "COMPLETED LOCK-LEAK journal=3 till=3");
        add("barrier-phases", "missing", "painters=4", "HANG");
        add("latch-countdown", "counted-twice", "runners=2", "COMPLETED MISUSE in=1; COMPLETED MISUSE in=2");
        add("priority-queue-workers", "priority", "items=6 workers=1", "COMPLETED order=BDCAFE");
        add("priority-queue-workers", "fifo", "items=6 workers=1", "COMPLETED order=ABCDEF");
        add("queue-operations", "lifo", "script=up-and-down", "COMPLETED as-expected=yes got=1,2,4,3");
        add("queue-operations", "priority", "script=up-and-down", "COMPLETED as-expected=yes got=1,2,3,4");
        add("queue-operations", "fifo", "capacity=2", "COMPLETED as-expected=yes got=3,1");
        add("lost-update-counter", "split", "increments=2", "COMPLETED total=2; COMPLETED total=3; COMPLETED total=4");
        add("lost-update-counter", "split", "increments=3",
            "COMPLETED total=2; COMPLETED total=3; COMPLETED total=4; COMPLETED total=5; COMPLETED total=6");
        add("lost-update-counter", "split",
            "lanes=3 increments=1", "COMPLETED total=1; COMPLETED total=2; COMPLETED total=3");
        add("lost-update-counter", "split", "lanes=3 increments=2",
            "COMPLETED total=2; COMPLETED total=3; COMPLETED total=4; COMPLETED total=5; COMPLETED total=6");
        add("lost-update-counter", "split", "increments=5",
            "COMPLETED total=10; COMPLETED total=2; COMPLETED total=3; COMPLETED total=4; COMPLETED total=5; "
            "COMPLETED total=6; COMPLETED total=7; COMPLETED total=8; COMPLETED total=9");
        add("lost-update-counter", "split", "lanes=3 increments=3",
            "COMPLETED total=2; COMPLETED total=3; COMPLETED total=4; COMPLETED total=5; COMPLETED total=6; "
            "COMPLETED total=7; COMPLETED total=8; COMPLETED total=9");
        for (const char* variant : {"mutex", "fetch-add", "shards"})
            add("lost-update-counter", variant, "lanes=3 increments=2", "COMPLETED total=6");
        add("lock-wait-pool", "crowd", "lanes=2 rounds=1",
            "COMPLETED even=yes most-inside=1 overtaken=no rounds=2; "
            "COMPLETED even=yes most-inside=1 overtaken=yes rounds=2");
        for (const char* variant : {"crowd", "coarse", "fine"})
            add("lock-wait-pool", variant, "lanes=2 rounds=2",
                "COMPLETED even=no most-inside=1 overtaken=no rounds=4; "
                "COMPLETED even=no most-inside=1 overtaken=yes rounds=4; "
                "COMPLETED even=yes most-inside=1 overtaken=no rounds=4; "
                "COMPLETED even=yes most-inside=1 overtaken=yes rounds=4");
        add("lock-wait-pool", "tickets", "lanes=2 rounds=2",
            "COMPLETED even=no most-inside=1 overtaken=no rounds=4; COMPLETED even=yes most-inside=1 overtaken=no rounds=4");
        add("daemon-threads", "both", "t1-ticks=1 t2-ticks=1",
            "COMPLETED KILLED; COMPLETED KILLED t1=1; COMPLETED KILLED t1=1 t2=1; COMPLETED KILLED t2=1; COMPLETED t1=1 t2=1");
        for (const char* const variant : {"thread", "slices", "async"})
            add("blocking-button", variant, "job=4 tick=1",
                "COMPLETED drawn=6 picture=frozen; COMPLETED drawn=6 picture=jerky; COMPLETED drawn=6 picture=smooth");
        add("print-tearing", "two-steps", "lines=2",
            "COMPLETED ends=4 texts=4 torn=no; COMPLETED ends=4 texts=4 torn=yes");
        add("daemon-threads", "join-the-daemon", "t1-ticks=2 t2-ticks=2", "COMPLETED t1=2 t2=2");
    }
    void smallSetsAreExact()
    {
        QFETCH(QString, scenario);
        QFETCH(QString, variant);
        QFETCH(QString, changed);
        QFETCH(QString, expected);
        QFETCH(bool, isRespected);
        const scenarios::Scenario* known = scenarios::find(scenario.toStdString());
        const scenarios::Variant* own = known == nullptr ? nullptr : scenarios::findVariant(*known, variant.toStdString());
        QVERIFY(own != nullptr);
        FiberDriver driver;
        SearchOptions options;
        options.wallLimit = std::chrono::hours(1);
        options.maxExecutions = 2'000'000;
        options.run.time = isRespected ? trace::TimeSetting::Respected : trace::TimeSetting::Ignored;
        const Program program = programOf(*known, *own, valuesOf(*known, *own, changed.toStdString()));
        const SearchReport report = search(driver, program, options);
        QVERIFY2(report.isComplete, report.why.c_str());
        QCOMPARE(textsOf(report).join("; "), expected);
    }
};

QTEST_GUILESS_MAIN(TestPromises)

#include "tst_promises.moc"
