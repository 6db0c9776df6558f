// Who takes what out of a queue, and in which order.

#include "tests/core/explore/courses.h"

#include <QtTest>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

using namespace interleave;
using namespace interleave::explore;
using trace::Ending;
using trace::Operation;

class TestTakes : public QObject
{
    Q_OBJECT

private slots:
    void everybodyMayTakeAnyNumber();
    void theMostUrgentIsTaken_data();
    void theMostUrgentIsTaken();
    void theBasketKeepsItsOrder_data();
    void theBasketKeepsItsOrder();
    void whoLooksFirstOverfillsTheBasket_data();
    void whoLooksFirstOverfillsTheBasket();
};

void TestTakes::everybodyMayTakeAnyNumber()
{
    std::set<QString> takers;
    std::set<QString> leavers;
    std::set<QString> together;
    const bool isWhole = forEachClass({"queue-worker-drain", "try-get"}, [&](const Course& course) {
        QStringList numbers;
        QString who;
        for (const trace::Event& event : course.done({Operation::TryGet})) {
            numbers << course.textOf(event);
            who += course.laneOf(event);
        }
        QCOMPARE(numbers, (QStringList{"1", "10", "4", "3"}));
        const QString gone = course.lines("main").last();
        takers.insert(who);
        leavers.insert(gone);
        together.insert(who + gone);
    });
    QVERIFY(isWhole);
    QCOMPARE(takers.size(), std::size_t{81});
    QCOMPARE(leavers.size(), std::size_t{6});
    QCOMPARE(together.size(), std::size_t{486});
}

void TestTakes::theMostUrgentIsTaken_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"priority", "late-urgent", "starvation", "ageing"})
        QTest::newRow(name) << name;
}

// Of all that lie there the one with the best score, and of several the oldest.
void TestTakes::theMostUrgentIsTaken()
{
    QFETCH(QString, name);
    const QByteArray variant = name.toUtf8();
    forEachSeed({"priority-queue-workers", variant.constData(), "items=9 workers=3"}, 200, [](const Course& course) {
        std::deque<QString> waiting;
        for (const trace::Event& event : course.done({Operation::Put, Operation::Get})) {
            if (event.operation == Operation::Put) {
                waiting.push_back(course.textOf(event));
                continue;
            }
            const auto score = [](const QString& job) { return job.section("score ", 1).chopped(1).toInt(); };
            const auto best = std::min_element(waiting.begin(), waiting.end(), [&](const QString& a, const QString& b) {
                return score(a) < score(b);
            });
            QVERIFY(best != waiting.end());
            QCOMPARE(course.textOf(event), *best);
            waiting.erase(best);
        }
        QVERIFY(waiting.empty());
    });
}

void TestTakes::theBasketKeepsItsOrder_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("capacity"); // 0: without
    QTest::newRow("blocking-bounded") << "blocking-bounded" << 3;
    QTest::newRow("unbounded") << "unbounded" << 0;
    QTest::newRow("sentinel") << "sentinel" << 3;
    QTest::newRow("close") << "close" << 3;
    QTest::newRow("poll") << "poll" << 0;
}

// First in, first out; each bun once, a producer's one after the other; and a bound is kept by however many.
void TestTakes::theBasketKeepsItsOrder()
{
    QFETCH(QString, name);
    QFETCH(int, capacity);
    const QByteArray variant = name.toUtf8();
    const char* changed = name == "poll" ? "capacity=3 producers=3 items=12" : "capacity=3 producers=3 consumers=2 items=12";
    forEachSeed({"steamed-bun-basket", variant.constData(), changed}, 200, [&](const Course& course) {
        std::deque<QString> basket;
        std::map<QString, int> latest;
        std::set<QString> eaten;
        for (const trace::Event& event : course.done({Operation::Put, Operation::Get})) {
            const QString bun = course.textOf(event);
            if (event.operation == Operation::Get) {
                QVERIFY(!basket.empty());
                QCOMPARE(bun, basket.front());
                basket.pop_front();
                QVERIFY2(bun == "0" || eaten.insert(bun).second, "nobody eats what has been eaten");
                continue;
            }
            basket.push_back(bun);
            QVERIFY(capacity == 0 || basket.size() <= static_cast<std::size_t>(capacity));
            int& before = latest[course.laneOf(event)];
            QVERIFY(bun == "0" || before == 0 || bun.toInt() == before + 1);
            before = bun.toInt();
        }
        if (course.execution.ending == Ending::Completed)
            QCOMPARE(eaten.size(), std::size_t{12});
        if (name != "poll")
            QVERIFY2(course.done({Operation::Size}).empty(), "nobody asks how full it is");
    });
}

void TestTakes::whoLooksFirstOverfillsTheBasket_data()
{
    QTest::addColumn<int>("producers");
    QTest::addColumn<int>("fullest");
    QTest::newRow("one producer") << 1 << 5;
    QTest::newRow("two producers") << 2 << 6;
    QTest::newRow("three producers") << 3 << 7;
}

// A place for five: each producer may have seen the last one free.
void TestTakes::whoLooksFirstOverfillsTheBasket()
{
    QFETCH(int, producers);
    QFETCH(int, fullest);
    const QByteArray changed = "items=24 producers=" + QByteArray::number(producers);
    int most = 0;
    forEachSeed({"steamed-bun-basket", "poll", changed.constData()}, 3'000, [&](const Course& course) {
        int buns = 0;
        for (const trace::Event& event : course.done({Operation::Put, Operation::Get})) {
            buns += event.operation == Operation::Put ? 1 : -1;
            most = std::max(most, buns);
        }
    });
    QCOMPARE(most, fullest);
}

QTEST_GUILESS_MAIN(TestTakes)

#include "tst_takes.moc"
