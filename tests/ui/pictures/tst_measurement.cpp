#include "ui/pictures/measurement.h"

#include <QtTest>

using namespace interleave::pictures;

class TestMeasurement : public QObject
{
    Q_OBJECT

private slots:
    void isRead_data();
    void isRead();
    void isNone_data();
    void isNone();
    void unitsAreConverted();
    void amounts_data();
    void amounts();
    void ratios_data();
    void ratios();
};

void TestMeasurement::isRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("number");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("unit");
    const auto add = [](const char* text, const char* name, const char* number, double value, const char* unit) {
        QTest::newRow(text) << QString(text) << QString(name) << QString(number) << value << QString(unit);
    };
    add("creating a thread = 14.2 µs", "creating a thread", "14.2", 14.2, "µs");
    add("threads = 4", "threads", "4", 4, "");
    add("rate = 1.5e6 messages/s", "rate", "1.5e6", 1.5e6, "messages/s");
    add("small = 2E-3 s", "small", "2E-3", 0.002, "s");
    add("growth = -12 KiB", "growth", "-12", -12, "KiB");
    add("a = b = 3 ns", "a = b", "3", 3, "ns");
    add("  padded =  7   ns  ", "padded", "7", 7, "ns");
    add("share = 12 %", "share", "12", 12, "%");
}

void TestMeasurement::isRead()
{
    QFETCH(QString, text);
    const auto found = parseMeasurement(text.toStdString());
    QVERIFY(found);
    QTEST(QString::fromStdString(found->name), "name");
    QTEST(QString::fromStdString(found->number), "number");
    QTEST(found->value, "value");
    QTEST(QString::fromStdString(found->unit), "unit");
}

void TestMeasurement::isNone_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"", "cook 1 takes the pot", "creating a thread: measured in Live runs", " = 3 ns", "x=3 ns", "x = ", "x = ns",
          "x = 1,000 ns", "x = 12th", "x = 3 ns each", "x = 3 4", "x = inf s", "x = nan", "x = +3", "x = .5", "x = - 3",
          "x = 0x10 B", "x = 1e999 s", "x = 3 = ns"})
        QTest::newRow(text) << QString(text);
}

void TestMeasurement::isNone()
{
    QFETCH(QString, text);
    QVERIFY(!parseMeasurement(text.toStdString()));
}

void TestMeasurement::unitsAreConverted()
{
    const auto base = [](const char* text) { return parseMeasurement(text)->base; };
    for (const char* text :
         {"a = 2500 ns", "a = 2.5 µs", "a = 2.5 us", "a = 2.5 \u03bcs", "a = 0.0025 ms", "a = 2.5e-6 s"}) {
        QVERIFY2(std::abs(base(text) - 2500) < 1e-6, text);
        QCOMPARE(parseMeasurement(text)->quantity, Quantity::Time);
    }
    for (const char* text : {"a = 2097152 B", "a = 2048 KiB", "a = 2 MiB"}) {
        QCOMPARE(base(text), 2097152.0);
        QCOMPARE(parseMeasurement(text)->quantity, Quantity::Memory);
    }
    QCOMPARE(parseMeasurement("a = 3 steps")->quantity, Quantity::Other);
    QCOMPARE(base("a = 3 steps"), 3.0);
}

void TestMeasurement::amounts_data()
{
    QTest::addColumn<int>("quantity");
    QTest::addColumn<double>("base");
    QTest::addColumn<QString>("text");
    const auto add = [](Quantity quantity, double base, const char* text) {
        QTest::newRow(text) << static_cast<int>(quantity) << base << QString(text);
    };
    add(Quantity::Time, 0, "0");
    add(Quantity::Time, 0.25, "0.25 ns");
    add(Quantity::Time, 999, "999 ns");
    add(Quantity::Time, 1000, "1 µs");
    add(Quantity::Time, 2500, "2.5 µs");
    add(Quantity::Time, 2e10, "20 s");
    add(Quantity::Memory, 512, "512 B");
    add(Quantity::Memory, 65536, "64 KiB");
    add(Quantity::Other, 1200, "1200 steps");
}

void TestMeasurement::amounts()
{
    QFETCH(int, quantity);
    QFETCH(double, base);
    QTEST(QString::fromStdString(amountText(static_cast<Quantity>(quantity), base, "steps")), "text");
}

void TestMeasurement::ratios_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<QString>("text");
    QTest::newRow("the smallest") << 1.0 << "1×";
    QTest::newRow("a tenth") << 3.44 << "3.4×";
    QTest::newRow("rounded") << 2.04 << "2×";
    QTest::newRow("ten") << 9.97 << "10×";
    QTest::newRow("whole") << 340.4 << "340×";
    QTest::newRow("thousands") << 1234567.0 << QString::fromUtf8("1\u2009234\u2009567×");
}

void TestMeasurement::ratios()
{
    QFETCH(double, ratio);
    QTEST(QString::fromStdString(ratioText(ratio)), "text");
}

QTEST_APPLESS_MAIN(TestMeasurement)
#include "tst_measurement.moc"
