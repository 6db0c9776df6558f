#include "ui/code/twin.h"

#include <QtTest>

namespace interleave::code {

class TestTwin : public QObject
{
    Q_OBJECT

private slots:
    void marksAreNotShown();
    void linesCorrespond_data();
    void linesCorrespond();
    void theWayBackIsTheSame();
    void theFileIsNamedAfterTheProgram();
};

namespace {

const char* const source = R"(struct Pot
{
    void take() { m_lock.lock(); }
};

void one(Pot& pot) // takes {
{
    pot.take();
    note("a }");
    pot.take();
}

void two(Pot& pot, Names names = {})
{
    pot.take();
    if (names.empty()) {
        wait();
    }
    note("b");
}
)";

QString twinWith(const QString& lines)
{
    return QStringLiteral("import threading\n") + lines;
}

QString inWords(const std::vector<int>& lines)
{
    QStringList all;
    for (const int line : lines)
        all << QString::number(line);
    return all.join(' ');
}

} // namespace

void TestTwin::marksAreNotShown()
{
    const Twin twin = Twin::read("a = 1  #: wait();\nb = 2  # why  #: note(\"b\");\nc = '#: x'\n\n", source);
    QCOMPARE(twin.text(), QStringLiteral("a = 1\nb = 2  # why\nc = '#: x'\n\n"));
}

void TestTwin::linesCorrespond_data()
{
    QTest::addColumn<QString>("twin");
    QTest::addColumn<int>("line"); // of what follows the import
    QTest::addColumn<QString>("expected");
    QTest::newRow("no mark") << "x()" << 1 << "";
    QTest::newRow("no such text") << "x()  #: nothing like it" << 1 << "";
    QTest::newRow("one line") << "x()  #: wait();" << 1 << "17";
    QTest::newRow("every line that has it") << "x()  #: pot.take();" << 1 << "8 10 15";
    QTest::newRow("those inside of what the def names") << "def o(p):  #: void one(Pot& pot)\n    x()  #: pot.take();" << 2 << "8 10";
    QTest::newRow("braces in comments and strings do not count")
        << "def o(p):  #: void one(Pot& pot)\n    x()  #: note(\"b\");" << 2 << "19";
    QTest::newRow("empty braces do not end a head") << "def t(p):  #: void two(Pot& pot,\n    x()  #: pot.take();" << 2 << "15";
    QTest::newRow("anywhere where nothing is inside") << "def t(p):  #: void two(Pot& pot,\n    x()  #: m_lock.lock();" << 2 << "3";
    QTest::newRow("a def without a mark narrows nothing") << "def t(p):\n    x()  #: pot.take();" << 2 << "8 10 15";
    QTest::newRow("the innermost def that knows it")
        << "def o(p):  #: void one(Pot& pot)\n    def inner():\n        x()  #: pot.take();" << 3 << "8 10";
    QTest::newRow("behind a def") << "def o(p):  #: void one(Pot& pot)\n    pass\n\nx()  #: pot.take();" << 4 << "8 10 15";
    QTest::newRow("a head of several lines")
        << "def t(  #: void two(Pot& pot,\n    p,\n):\n    x()  #: pot.take();" << 4 << "15";
    QTest::newRow("as many as there: the first")
        << "def o(p):  #: void one(Pot& pot)\n    x()  #: pot.take();\n    y()  #: pot.take();" << 2 << "8";
    QTest::newRow("as many as there: the second")
        << "def o(p):  #: void one(Pot& pot)\n    x()  #: pot.take();\n    y()  #: pot.take();" << 3 << "10";
    QTest::newRow("more than there: all") << "x()  #: wait();\ny()  #: wait();" << 2 << "17";
}

void TestTwin::linesCorrespond()
{
    QFETCH(QString, twin);
    QFETCH(int, line);
    QFETCH(QString, expected);
    QCOMPARE(inWords(Twin::read(twinWith(twin), source).sourceLines(line + 1)), expected);
}

void TestTwin::theWayBackIsTheSame()
{
    const Twin twin = Twin::read("x()  #: wait();\ny()  #: pot.take();\nz()  #: wait();", source);
    QCOMPARE(inWords(twin.twinLines(17)), QStringLiteral("1 3"));
    QCOMPARE(inWords(twin.twinLines(10)), QStringLiteral("2"));
    QVERIFY(twin.twinLines(9).empty());
}

void TestTwin::theFileIsNamedAfterTheProgram()
{
    QCOMPARE(twinPath("core/scenarios/kitchen_deadlock.cpp"), QStringLiteral(":/interleave/scenarios/kitchen-deadlock.py"));
}

} // namespace interleave::code

QTEST_GUILESS_MAIN(interleave::code::TestTwin)
#include "tst_twin.moc"
