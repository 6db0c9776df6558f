#include "core/sync/measure.h"

#include "core/sync/time.h"

#include "tests/core/sync/granted_run.h"
#include "tests/core/sync/live_run.h"

#include <QTest>

using namespace interleave;
using tests::GrantedRun;
using tests::LiveRun;

class MeasureTest : public QObject
{
    Q_OBJECT

private slots:
    void measurementsAreNotes_data();
    void measurementsAreNotes();
    void timeGoesOnWhateverTheSpeed();
    void memoryIsThatOfOneProcess();
    void nothingIsMeasuredWhereStepsAreGranted();
};

namespace {

QStringList notesOf(const trace::Trace& trace)
{
    QStringList notes;
    for (Step step = 0; step < trace.size(); ++step)
        if (const trace::Event event = trace.event(step); event.operation == trace::Operation::Note)
            notes << QString::fromStdString(std::string(trace.name(NameId(event.value))));
    return notes;
}

} // namespace

void MeasureTest::measurementsAreNotes_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("note");
    QTest::newRow("three digits") << 812.4 << "a thread = 812 µs";
    QTest::newRow("more than three") << 1234.5 << "a thread = 1230 µs";
    QTest::newRow("a decimal") << 41.25 << "a thread = 41.2 µs";
    QTest::newRow("rounded into one digit more") << 9.996 << "a thread = 10.0 µs";
    QTest::newRow("small") << 0.012345 << "a thread = 0.0123 µs";
    QTest::newRow("below nothing") << -3.14159 << "a thread = -3.14 µs";
    QTest::newRow("nothing") << 0.0 << "a thread = 0.00 µs";
}

void MeasureTest::measurementsAreNotes()
{
    QFETCH(double, value);
    QFETCH(QString, note);
    const LiveRun run([&] { sync::measured("a thread", value, "µs"); });
    QCOMPARE(notesOf(run.trace()), QStringList{note});
}

void MeasureTest::timeGoesOnWhateverTheSpeed()
{
    std::optional<double> slow;
    const LiveRun run(
        [&] {
            const sync::Stopwatch watch;
            sync::sleepFor(sync::units(0.01));
            slow = watch.microseconds();
        },
        0.1); // 0.01 u last a tenth of a second
    QVERIFY(slow);
    QVERIFY(*slow >= 100'000);
}

void MeasureTest::memoryIsThatOfOneProcess()
{
    std::optional<double> before;
    std::optional<double> after;
    std::optional<double> ofNobody;
    const LiveRun run([&] {
        before = sync::ownMemory();
        const std::vector<char> held(std::size_t{8} * 1024 * 1024, 'x');
        after = sync::ownMemory();
        ofNobody = sync::ownMemory(999'999'999);
        sync::measured("nobody", ofNobody, "KiB");
    });
    QVERIFY(before && after);
    QVERIFY(*before > 0);
    QVERIFY2(*after - *before >= 8000, qPrintable(QString::number(*after - *before)));
    QVERIFY(!ofNobody);
    QCOMPARE(notesOf(run.trace()), QStringList{"nobody: cannot be measured here"});
}

void MeasureTest::nothingIsMeasuredWhereStepsAreGranted()
{
    const GrantedRun run(1, [&] {
        const sync::Stopwatch watch;
        QVERIFY(!watch.microseconds());
        QVERIFY(!sync::ownMemory());
        sync::measured("a thread", watch.microseconds(), "µs");
    });
    QCOMPARE(notesOf(run.trace()), QStringList{"a thread: measured in Live runs"});
}

QTEST_APPLESS_MAIN(MeasureTest)
#include "tst_measure.moc"
