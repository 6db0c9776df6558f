#include "core/explore/optimal.h"

#include "core/explore/depth_first.h"
#include "tests/core/explore/programs.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::explore;

class TestOptimal : public QObject
{
    Q_OBJECT

private slots:
    void countsClasses_data();
    void countsClasses();
};

void TestOptimal::countsClasses_data()
{
    QTest::addColumn<Program>("program");
    QTest::addColumn<quint64>("classes");
    const auto row = [](const QString& text, const Program& program, quint64 classes) {
        QTest::newRow(qPrintable(text)) << program << classes;
    };
    const auto power = [](quint64 base, int exponent) {
        quint64 result = 1;
        for (int i = 0; i < exponent; ++i)
            result *= base;
        return result;
    };
    // Every order of the writes: N!.
    row("1 writer", writers(1), 1);
    row("2 writers", writers(2), 2);
    row("4 writers", writers(4), 24);
    row("6 writers", writers(6), 720);
    // Each reader comes before or after the one write: 2^N.
    for (const int readers : {1, 2, 3, 8})
        row(QString("%1 readers and a writer").arg(readers), readersAndWriter(readers), power(2, readers));
    // Each lane reads, then writes: (N!)².
    row("counter 2", lostUpdate(2, 1), 4);
    row("counter 3", lostUpdate(3, 1), 36);
    row("counter 4", lostUpdate(4, 1), 576);
    // (N + 3) · 2^(N − 2).
    row("last zero 2", lastZero(2), 5);
    row("last zero 3", lastZero(3), 12);
    row("last zero 6", lastZero(6), 144);
    row("last zero 10", lastZero(10), 3328);
    // 8^(N − 11) from 11 lanes on.
    row("indexer 10", indexer(10), 1);
    row("indexer 11", indexer(11), 1);
    row("indexer 12", indexer(12), 8);
    row("indexer 13", indexer(13), 64);
    // 2^(N − 13) from 13 lanes on.
    row("file system 13", fileSystem(13), 1);
    row("file system 14", fileSystem(14), 2);
    row("file system 16", fileSystem(16), 8);
    // Each fork goes to one of two first: 2^N; minus the one order in which everybody waits … see below.
    for (const int seats : {2, 3, 4, 5}) {
        row(QString("%1 philosophers").arg(seats), philosophers(seats, false), power(2, seats) - 1);
        row(QString("%1 philosophers in order").arg(seats), philosophers(seats, true), power(2, seats) - 2);
    }
    row("AB-BA", abba(), 3);
    // 2^(2k − 1).
    for (const int items : {1, 2, 3, 4})
        row(QString("a place for one, %1 items").arg(items), placeForOne(items), power(2, 2 * items - 1));
}

void TestOptimal::countsClasses()
{
    QFETCH(Program, program);
    QFETCH(quint64, classes);
    const auto driver = makeDriver(Executor::Fibers);
    const SearchReport report = search(*driver, program);
    QVERIFY2(report.isComplete, report.why.c_str());
    QCOMPARE(quint64(report.executions), classes);
    QCOMPARE(quint64(report.redundant), quint64(0));
}

QTEST_GUILESS_MAIN(TestOptimal)

#include "tst_optimal.moc"
