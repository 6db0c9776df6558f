#include "core/sync/shared.h"

#include "core/sync/atomic.h"
#include "core/sync/relaxed.h"
#include "core/sync/thread.h"
#include "tests/core/sync/live_run.h"

#include <QTest>

#include <map>

using namespace interleave;
using tests::LiveRun;
using Texts = std::vector<std::string>;

class SharedTest : public QObject
{
    Q_OBJECT

private slots:
    void everyAccessIsOneEvent();
    void addingWithAnOperatorIsTwoOperations();
    void textsAreShown();
    void readsNeverContradictTheTrace();
    void modificationsLoseNothing();
    void atomicVariablesSayThatTheyOrder();
    void relaxedVariablesAreRecordedToo();
};

void SharedTest::everyAccessIsOneEvent()
{
    const LiveRun run([] {
        sync::Shared<int> balance("balance", 100);
        QCOMPARE(balance.read(), 100);
        balance.write(20);
        QCOMPARE(balance.update([](int value) { return value * 2; }), 40);
        QCOMPARE(balance.fetchAdd(2), 40);
        QVERIFY(balance.compareExchange(42, 1));
        QVERIFY(!balance.compareExchange(42, 2));
    });
    QCOMPARE(run.valuesOn("balance"), (Texts{"main read 100", "main write 20", "main modify 40", "main modify 42",
                                             "main compare-exchange 42", "main compare-exchange failed 1"}));
    QCOMPARE(run.complaints(), Texts{});
}

void SharedTest::addingWithAnOperatorIsTwoOperations()
{
    std::uint32_t line = 0;
    const LiveRun run([&] {
        sync::Shared<std::int64_t> count("count");
        line = __LINE__ + 1;
        count += 5;
        count -= 2;
    });
    QCOMPARE(run.valuesOn("count"), (Texts{"main read 0", "main write 5", "main read 5", "main write 3"}));
    QCOMPARE(run.trace().source(run.all(trace::Operation::Write)[0].source).line, line);
}

void SharedTest::atomicVariablesSayThatTheyOrder()
{
    ObjectId id = ObjectId::none;
    const LiveRun run([&] {
        sync::Atomic<bool> isThere("is there");
        id = isThere.id();
        isThere.write(true);
        QVERIFY(isThere.read());
    });
    QCOMPARE(run.trace().object(id).policy, 2U);
    QCOMPARE(run.valuesOn("is there"), (Texts{"main write 1", "main read 1"}));
}

void SharedTest::textsAreShown()
{
    const LiveRun run([] {
        sync::Shared<std::string> word("word", "bun");
        word.write(word.read() + "s");
    });
    QCOMPARE(run.valuesOn("word"), (Texts{"main read bun", "main write buns"}));
}

void SharedTest::readsNeverContradictTheTrace()
{
    const LiveRun run([] {
        sync::Shared<int> a("a"), b("b");
        sync::ThreadGroup group;
        for (int lane = 0; lane < 3; ++lane)
            group.start("lane " + std::to_string(lane), [&, lane] {
                for (int round = 0; round < 500; ++round) {
                    (round % 2 == 0 ? a : b).write(lane * 1000 + round);
                    a.read();
                    b.read();
                }
            });
        group.joinAll();
    });
    // In the order of stamps every read yields what was written last.
    std::map<ObjectId, std::int64_t> last;
    for (Step step = 0; step < run.trace().size(); ++step) {
        const trace::Event event = run.trace().event(step);
        if (event.operation == trace::Operation::Write)
            last[event.object] = event.value;
        else if (event.operation == trace::Operation::Read)
            QCOMPARE(event.value, last[event.object]);
    }
    QCOMPARE(run.all(trace::Operation::Read).size(), std::size_t{3000});
    QCOMPARE(run.complaints(), Texts{});
}

void SharedTest::modificationsLoseNothing()
{
    int result = 0;
    const LiveRun run([&] {
        sync::Shared<int> count("count");
        sync::ThreadGroup group;
        for (int lane = 0; lane < 4; ++lane)
            group.start("lane " + std::to_string(lane), [&] {
                for (int round = 0; round < 250; ++round)
                    count.fetchAdd(1);
            });
        group.joinAll();
        result = count.read();
    });
    QCOMPARE(result, 1000);
    QCOMPARE(run.complaints(), Texts{});
}

void SharedTest::relaxedVariablesAreRecordedToo()
{
    const LiveRun run([] {
        sync::Relaxed<int> x("x", 1);
        x.write(x.read() + 1);
    });
    QCOMPARE(run.valuesOn("x"), (Texts{"main read 1", "main write 2"}));
    QCOMPARE(run.trace().object(run.all(trace::Operation::Read)[0].object).policy, 1U);
    QCOMPARE(run.complaints(), Texts{});
}

QTEST_GUILESS_MAIN(SharedTest)
#include "tst_shared.moc"
