#include "core/sync/queue.h"

#include "core/sync/thread.h"
#include "tests/core/sync/live_run.h"

#include <QTest>

using namespace interleave;
using tests::LiveRun;
using Texts = std::vector<std::string>;

namespace {

struct Opaque
{
    int number;
};

struct Order
{
    int priority;
    char name;
    friend bool operator<(const Order& a, const Order& b) { return a.priority < b.priority; }
    friend runtime::Value describe(const Order& order) { return runtime::Value(order.priority); }
};

} // namespace

class QueueTest : public QObject
{
    Q_OBJECT

private slots:
    void itemsLeaveInTheirOrder_data();
    void itemsLeaveInTheirOrder();
    void equalsKeepTheirOrder();
    void aFullQueueMakesWait();
    void triesAndTimeOuts();
    void aClosedQueueIsEmptiedFirst();
    void joinWaitsForEveryItemToBeDone();
    void itemsAreShownAsTheyAre();
    void manyLanesAreAccepted();
};

void QueueTest::itemsLeaveInTheirOrder_data()
{
    QTest::addColumn<int>("order");
    QTest::addColumn<std::vector<int>>("expected");
    QTest::newRow("oldest first") << static_cast<int>(sync::Order::Fifo) << std::vector<int>{3, 1, 2};
    QTest::newRow("youngest first") << static_cast<int>(sync::Order::Lifo) << std::vector<int>{2, 1, 3};
    QTest::newRow("smallest first") << static_cast<int>(sync::Order::Priority) << std::vector<int>{1, 2, 3};
}

void QueueTest::itemsLeaveInTheirOrder()
{
    QFETCH(int, order);
    std::vector<int> taken;
    const LiveRun run([&] {
        sync::Queue<int> basket("basket", {.order = static_cast<sync::Order>(order)});
        for (const int item : {3, 1, 2})
            basket.put(item);
        while (!basket.isEmpty())
            taken.push_back(basket.get());
    });
    QTEST(taken, "expected");
    QCOMPARE(run.complaints(), Texts{});
}

void QueueTest::equalsKeepTheirOrder()
{
    std::string names;
    const LiveRun run([&] {
        sync::Queue<Order> orders("orders", {.order = sync::Order::Priority});
        for (const Order order : {Order{2, 'c'}, Order{1, 'a'}, Order{2, 'd'}, Order{1, 'b'}})
            orders.put(order);
        orders.close();
        while (const std::optional<Order> next = orders.getUntilClosed())
            names += next->name;
    });
    QCOMPARE(names, std::string("abcd"));
    QCOMPARE(run.complaints(), Texts{});
}

void QueueTest::aFullQueueMakesWait()
{
    const LiveRun run([] {
        sync::Queue<int> basket("basket", 1);
        basket.put(1);
        QVERIFY(basket.isFull());
        sync::Thread cook("cook", [&] { basket.put(2); });
        cook.start();
        tests::awaitBlocked(1);
        QCOMPARE(basket.get(), 1);
        cook.join();
        QCOMPARE(basket.get(), 2);
    });
    QCOMPARE(run.valuesOn("basket"),
             (Texts{"main put 1", "main size 1", "cook ?put", "main get 1", "cook put 2", "main get 2"}));
    QCOMPARE(run.complaints(), Texts{});
}

void QueueTest::triesAndTimeOuts()
{
    const LiveRun run(
        [] {
            sync::Queue<int> basket("basket", 1);
            QVERIFY(!basket.tryGet());
            QVERIFY(!basket.getFor(sync::units(1)));
            QVERIFY(basket.tryPut(7));
            QVERIFY(!basket.tryPut(8));
            QVERIFY(!basket.putFor(9, sync::units(1)));
            QCOMPARE(basket.tryGet().value_or(0), 7);
        },
        1000.0);
    QCOMPARE(run.eventsOn("basket"), (Texts{"main try-get failed", "main ?get", "main get timed-out", "main try-put",
                                            "main try-put failed", "main ?put", "main put timed-out", "main try-get"}));
    QCOMPARE(run.complaints(), Texts{});
}

void QueueTest::aClosedQueueIsEmptiedFirst()
{
    const LiveRun run([] {
        sync::Queue<int> basket("basket");
        basket.put(1);
        sync::Thread guest("guest", [&] {
            QCOMPARE(basket.getUntilClosed().value_or(0), 1);
            QVERIFY(!basket.getUntilClosed());
        });
        guest.start();
        tests::awaitBlocked(1);
        QVERIFY(!basket.isClosed());
        basket.close();
        guest.join();
        QVERIFY(basket.isClosed());
        QVERIFY(!basket.tryPut(2));
        QVERIFY_THROWS_EXCEPTION(sync::QueueClosed, basket.put(3));
        QVERIFY_THROWS_EXCEPTION(sync::QueueClosed, basket.get());
    });
    QCOMPARE(run.complaints(), Texts{});
}

void QueueTest::joinWaitsForEveryItemToBeDone()
{
    const LiveRun run(
        [] {
            sync::Queue<int> jobs("jobs");
            jobs.put(1);
            jobs.put(2);
            QVERIFY(!jobs.joinFor(sync::units(1)));
            sync::Thread worker("worker", [&] {
                for (int job = 0; job < 2; ++job) {
                    jobs.get();
                    jobs.taskDone();
                }
                jobs.taskDone();
            });
            worker.start();
            jobs.join();
            worker.join();
        },
        1000.0);
    QCOMPARE(run.eventsOn("jobs").size() >= 9, true);
    QCOMPARE(run.all(trace::Operation::TaskDone).back().way(), trace::Way::Misuse);
    QCOMPARE(run.complaints(), Texts{});
}

void QueueTest::itemsAreShownAsTheyAre()
{
    const LiveRun run([] {
        sync::Queue<std::string> words("words");
        words.put("bun");
        words.get();
        sync::Queue<Opaque> things("things");
        things.put({7});
        things.put({8});
        things.get();
        sync::Queue<std::unique_ptr<int>> moved("moved");
        moved.put(std::make_unique<int>(5));
        QCOMPARE(*moved.get(), 5);
    });
    QCOMPARE(run.valuesOn("words"), (Texts{"main put bun", "main get bun"}));
    QCOMPARE(run.valuesOn("things"), (Texts{"main put 1", "main put 2", "main get 1"}));
    QCOMPARE(run.complaints(), Texts{});
}

void QueueTest::manyLanesAreAccepted()
{
    std::atomic<int> sum = 0;
    const LiveRun run([&] {
        sync::Queue<int> basket("basket", 3);
        sync::ThreadGroup cooks, guests;
        for (int lane = 0; lane < 3; ++lane) {
            cooks.start("cook " + std::to_string(lane), [&] {
                for (int item = 1; item <= 100; ++item)
                    basket.put(item);
            });
            guests.start("guest " + std::to_string(lane), [&] {
                while (const std::optional<int> item = basket.getUntilClosed())
                    sum += *item;
            });
        }
        cooks.joinAll();
        basket.close();
        guests.joinAll();
    });
    QCOMPARE(sum.load(), 3 * 5050);
    QCOMPARE(run.complaints(), Texts{});
}

QTEST_GUILESS_MAIN(QueueTest)
#include "tst_queue.moc"
