#include "core/base/nearest.h"

#include <QtTest>

using namespace interleave;

class TestNearest : public QObject
{
    Q_OBJECT

private slots:
    void suggests_data()
    {
        QTest::addColumn<QString>("wrong");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a letter too many") << "kitchen-deadlocks" << "kitchen-deadlock";
        QTest::newRow("two letters swapped") << "kitchen-daedlock" << "kitchen-deadlock";
        QTest::newRow("a part of the name") << "deadlock" << "kitchen-deadlock";
        QTest::newRow("nothing alike") << "zzzzzzzz" << "";
        QTest::newRow("empty") << "" << "";
    }

    void suggests()
    {
        QFETCH(QString, wrong);
        QFETCH(QString, expected);
        const std::vector<std::string> known = {"thread-start-join", "kitchen-deadlock", "two-person-room"};
        QCOMPARE(QString::fromStdString(base::nearest(wrong.toStdString(), known)), expected);
    }
};

QTEST_APPLESS_MAIN(TestNearest)
#include "tst_nearest.moc"
