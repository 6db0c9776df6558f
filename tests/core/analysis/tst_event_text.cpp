#include "core/analysis/event_text.h"

#include "core/analysis/follower.h"
#include "tests/core/analysis/trace_builder.h"

#include <QtTest>

using namespace interleave;
using namespace interleave::analysis;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

class TestEventText : public QObject
{
    Q_OBJECT

private slots:
    void eventsInWords();
    void everyOperationHasWords();
    void aBlockedLaneSaysWhoHasIt();
    void durations_data();
    void durations();
};

void TestEventText::eventsInWords()
{
    TraceBuilder b;
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    const ObjectId unnamed = b.object(ObjectKind::Queue, "");
    const auto said = [&](Step step) { return QString::fromStdString(eventText(b.trace(), b.trace().event(step))); };
    QCOMPARE(said(b.add(b.main, Operation::Lock, knife)), QString("locks knife"));
    QCOMPARE(said(b.add(b.main, Operation::TryLock, knife, 0, Way::Failed)), QString("cannot lock knife"));
    QCOMPARE(said(b.add(b.main, Operation::Lock, knife, 0, Way::TimedOut)), QString("times out: could not lock knife"));
    QCOMPARE(said(b.add(b.main, Operation::Unlock, knife, 0, Way::Misuse)), QString("must not unlock knife"));
    QCOMPARE(said(b.add(b.main, Operation::Put, unnamed, 5)), QString("puts 5 into queue %1").arg(index(unnamed)));
    QCOMPARE(said(b.blocked(b.main, Operation::Lock, knife)), QString("waits to lock knife"));
    QCOMPARE(said(b.blocked(b.main, Operation::Lock, knife, 1'500'000'000)), QString("waits to lock knife until 1.5 s"));
    QCOMPARE(said(b.blocked(b.main, Operation::Sleep, ObjectId::none, 2'000'000)), QString("sleeps until 2 ms"));
    QCOMPARE(said(b.add(b.main, Operation::Note, ObjectId::none, index(b.text("eats")))), QString("notes \"eats\""));
    QCOMPARE(said(b.add(b.main, Operation::End, b.objectOf(b.main), 1)), QString("ends by an exception"));
}

void TestEventText::everyOperationHasWords()
{
    TraceBuilder b;
    for (int i = 1; i < trace::operationCount; ++i) {
        const auto operation = static_cast<Operation>(i);
        const Step step = b.add(b.main, operation);
        const std::string text = eventText(b.trace(), b.trace().event(step));
        QVERIFY2(text != "does something unknown", std::string(name(operation)).c_str());
        QVERIFY(text.find_first_of("%#") == std::string::npos);
    }
}

void TestEventText::aBlockedLaneSaysWhoHasIt()
{
    class Listener final : public Sink
    {
    public:
        explicit Listener(const trace::Trace& trace) : m_trace(trace) {}
        void event(Step, const trace::Event& event, const rules::State& state) override
        {
            last = eventText(m_trace, event, state);
        }
        std::string last;

    private:
        const trace::Trace& m_trace;
    };
    TraceBuilder b;
    const LaneId cook = b.started("cook");
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    b.add(b.main, Operation::Lock, knife);
    b.blocked(cook, Operation::Lock, knife);
    Listener listener(b.trace());
    Follower follower(b.trace(), listener);
    follower.takeUntil(noStep);
    QCOMPARE(listener.last, std::string("waits to lock knife, held by main"));
    b.blocked(b.main, Operation::Lock, knife);
    follower.takeUntil(noStep);
    QCOMPARE(listener.last, std::string("waits to lock knife, held by itself"));
}

void TestEventText::durations_data()
{
    QTest::addColumn<Nanoseconds>("duration");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << Nanoseconds{0} << "0 s";
    QTest::newRow("nanoseconds") << Nanoseconds{999} << "999 ns";
    QTest::newRow("microseconds") << Nanoseconds{1'500} << "1.5 µs";
    QTest::newRow("milliseconds") << Nanoseconds{20'000'000} << "20 ms";
    QTest::newRow("seconds") << Nanoseconds{100'000'000'000} << "100 s";
    QTest::newRow("negative") << Nanoseconds{-2'000'000'000} << "-2 s";
}

void TestEventText::durations()
{
    QFETCH(Nanoseconds, duration);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(durationText(duration)), text);
}

QTEST_APPLESS_MAIN(TestEventText)
#include "tst_event_text.moc"
