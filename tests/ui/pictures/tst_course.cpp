#include "ui/pictures/course.h"

#include <QtTest>

#include <random>

namespace interleave::pictures {

class TestCourse : public QObject
{
    Q_OBJECT

private slots:
    void tellsValues();
    void findsLeastAndGreatest_data();
    void findsLeastAndGreatest();
    void earlierStepsCountAsTheLast();
};

void TestCourse::tellsValues()
{
    Course course;
    QVERIFY(!course.valueBefore(100).has_value());
    course.append(3, 10);
    course.append(7, -2);
    QVERIFY(!course.valueBefore(3).has_value());
    QCOMPARE(*course.valueBefore(4), 10);
    QCOMPARE(*course.valueBefore(7), 10);
    QCOMPARE(*course.valueBefore(8), -2);
    QCOMPARE(course.countBefore(4), std::size_t(1));
}

void TestCourse::findsLeastAndGreatest_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("a few") << 5;
    QTest::newRow("more than a block") << 300;
    QTest::newRow("more than a group") << 40'000;
}

void TestCourse::findsLeastAndGreatest()
{
    QFETCH(int, size);
    std::mt19937 random(7);
    std::vector<std::int64_t> values;
    Course course;
    for (int i = 0; i < size; ++i) {
        values.push_back(static_cast<std::int64_t>(random() % 1'000'000) - 500'000);
        course.append(static_cast<Step>(i), values.back());
    }
    for (int i = 0; i < 200; ++i) {
        const std::size_t from = random() % values.size();
        const std::size_t to = from + 1 + random() % (values.size() - from);
        const auto [least, greatest] = std::minmax_element(values.begin() + static_cast<std::ptrdiff_t>(from),
                                                           values.begin() + static_cast<std::ptrdiff_t>(to));
        const Course::Range range = course.range(from, to);
        QCOMPARE(range.least, *least);
        QCOMPARE(range.greatest, *greatest);
    }
}

void TestCourse::earlierStepsCountAsTheLast()
{
    Course course;
    course.append(9, 1);
    course.append(4, 2);
    QCOMPARE(course.stepAt(1), Step(9));
    QCOMPARE(*course.valueBefore(10), 2);
}

} // namespace interleave::pictures

QTEST_APPLESS_MAIN(interleave::pictures::TestCourse)
#include "tst_course.moc"
