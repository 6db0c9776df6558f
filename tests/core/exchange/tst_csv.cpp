#include "core/exchange/csv.h"

#include "tests/core/analysis/trace_builder.h"

#include <QtTest>

using namespace interleave;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;

class TestCsv : public QObject
{
    Q_OBJECT

private slots:
    void oneRowPerEvent();
    void textsAreQuoted();
};

void TestCsv::oneRowPerEvent()
{
    TraceBuilder b;
    const LaneId cook = b.started("cook");
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    b.add(b.main, Operation::Lock, knife);
    b.blocked(cook, Operation::Lock, knife);
    QByteArray out;
    QVERIFY(exchange::writeCsv(b.trace(), [&](std::string_view part) { out += QByteArray(part.data(), qsizetype(part.size())); }));
    const QList<QByteArray> rows = out.split('\n');
    QCOMPARE(rows.size(), 6);
    QVERIFY(rows[0].startsWith("step,time_ns,process,lane_path,lane,operation,way,blocked"));
    QCOMPARE(rows[3], QByteArray("3,0,0,0,main,lock,success,0,mutex,knife,0,,locks knife\r"));
    QCOMPARE(rows[4], QByteArray("4,0,0,0.0,cook,lock,,1,mutex,knife,never,,waits to lock knife\r"));
}

void TestCsv::textsAreQuoted()
{
    TraceBuilder b;
    b.add(b.main, Operation::Note, ObjectId::none, index(b.text("says \"hi\", twice")));
    QByteArray out;
    QVERIFY(exchange::writeCsv(b.trace(), [&](std::string_view part) { out += QByteArray(part.data(), qsizetype(part.size())); }));
    QVERIFY(out.contains(",\"says \"\"hi\"\", twice\","));
}

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
