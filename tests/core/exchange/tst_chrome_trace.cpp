#include "core/exchange/chrome_trace.h"

#include "core/exchange/sorted_window.h"
#include "tests/core/analysis/trace_builder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QtTest>

using namespace interleave;
using exchange::ExportOptions;
using test::TraceBuilder;
using trace::ObjectKind;
using trace::Operation;

namespace {

/// Two cooks who deadlock, a queue and a note, in either mode.
void cookTogether(TraceBuilder& b)
{
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    const LaneId one = b.started("cook \"1\"");
    const LaneId two = b.started("cook 2");
    const ObjectId knife = b.object(ObjectKind::Mutex, "knife");
    const ObjectId pot = b.object(ObjectKind::Mutex, "pot");
    const ObjectId basket = b.object(ObjectKind::Queue, "basket");
    b.add(one, Operation::Put, basket, 5);
    b.add(two, Operation::Get, basket, 5);
    b.add(one, Operation::Lock, knife);
    b.blocked(two, Operation::Lock, knife);
    b.add(one, Operation::Unlock, knife);
    b.add(two, Operation::Lock, knife);
    b.add(one, Operation::Lock, pot);
    b.add(one, Operation::Note, ObjectId::none, index(b.text("stirs")));
    b.blocked(one, Operation::Lock, knife);
    b.blocked(two, Operation::Lock, pot);
    b.blocked(b.main, Operation::Join, b.objectOf(one));
}

QJsonObject written(const trace::Trace& trace, const trace::Verdict* verdict = nullptr, const ExportOptions& options = {})
{
    std::string text;
    if (!exchange::writeChromeTrace(trace, verdict, [&](std::string_view part) { text += part; }, options))
        return {};
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(text), &error);
    if (error.error != QJsonParseError::NoError)
        qWarning() << error.errorString() << QByteArray::fromStdString(text).mid(error.offset - 60, 120);
    return document.object();
}

QJsonArray eventsOf(const QJsonObject& root) { return root["traceEvents"].toArray(); }

QJsonArray withPhase(const QJsonArray& events, const QString& phase)
{
    QJsonArray found;
    for (const QJsonValue& event : events)
        if (event["ph"].toString() == phase)
            found.append(event);
    return found;
}

QString trackOf(const QJsonValue& event)
{
    return QString("%1/%2").arg(event["pid"].toInt()).arg(event["tid"].toInt());
}

struct Slice
{
    double begin;
    double end;
    QString name;
};

/// The slices of every track; fails on one that is not nested or never ends.
QMap<QString, QList<Slice>> slicesOf(const QJsonArray& events, QString& problem)
{
    QMap<QString, QList<Slice>> slices;
    QMap<QString, QList<Slice>> open;
    for (const QJsonValue& event : events) {
        const QString phase = event["ph"].toString();
        const QString track = trackOf(event);
        const double ts = event["ts"].toDouble();
        if (phase == "B") {
            open[track].append({ts, 0, event["name"].toString()});
        } else if (phase == "E") {
            if (open[track].isEmpty()) {
                problem = "an end without a begin on " + track;
                return slices;
            }
            Slice slice = open[track].takeLast();
            slice.end = ts;
            if (slice.end < slice.begin)
                problem = "a slice that ends before it begins: " + slice.name;
            slices[track].append(slice);
        } else if (phase == "X") {
            if (open[track].isEmpty())
                problem = "an event outside every slice: " + event["name"].toString();
            slices[track].append({ts, ts + event["dur"].toDouble(), event["name"].toString()});
        }
    }
    for (auto track = open.cbegin(); track != open.cend(); ++track)
        if (!track->isEmpty())
            problem = "a slice that never ends on " + track.key() + ": " + track->last().name;
    return slices;
}

bool isInside(const QList<Slice>& slices, double ts)
{
    return std::any_of(slices.begin(), slices.end(), [&](const Slice& slice) { return slice.begin <= ts && ts <= slice.end; });
}

} // namespace

class TestChromeTrace : public QObject
{
    Q_OBJECT

private slots:
    void lanesAreNamed();
    void slicesAreBalanced_data();
    void slicesAreBalanced();
    void flowsLieInsideSlices_data();
    void flowsLieInsideSlices();
    void timesAscend_data();
    void timesAscend();
    void locksHaveLanesOfTheirOwn();
    void blockedSlicesSayWhy();
    void countersFollowTheQueue();
    void notesAreInstants();
    void whatWasRunIsSaid();
    void aRangeIsWholeByItself();
    void liveTimesStartAtZero();
    void anEmptyTraceIsWellFormed();
    void givingUpLeavesNothing();
    void stringsAreJson_data();
    void stringsAreJson();
    void theWindowSorts();

private:
    void bothModes()
    {
        QTest::addColumn<trace::Mode>("mode");
        QTest::newRow("controlled") << trace::Mode::Controlled;
        QTest::newRow("live") << trace::Mode::Live;
    }
};

void TestChromeTrace::lanesAreNamed()
{
    TraceBuilder b;
    cookTogether(b);
    QMap<QString, QString> names;
    QStringList processes;
    for (const QJsonValue& event : withPhase(eventsOf(written(b.trace())), "M")) {
        if (event["name"].toString() == "thread_name")
            names[trackOf(event)] = event["args"]["name"].toString();
        if (event["name"].toString() == "process_name")
            processes << event["args"]["name"].toString();
    }
    QCOMPARE(processes, (QStringList{"by-hand", "Resources"}));
    QCOMPARE(names.value("1/1"), QString("main"));
    QCOMPARE(names.value("1/2"), QString("cook \"1\""));
    QCOMPARE(names.value("1/3"), QString("cook 2"));
    QVERIFY(names.values().contains("knife"));
    QVERIFY(!names.values().contains("basket"));
}

void TestChromeTrace::slicesAreBalanced_data() { bothModes(); }
void TestChromeTrace::slicesAreBalanced()
{
    QFETCH(trace::Mode, mode);
    TraceBuilder b(mode);
    cookTogether(b);
    QString problem;
    const auto slices = slicesOf(eventsOf(written(b.trace())), problem);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    // Three lanes and two locks.
    QCOMPARE(slices.size(), 5);
}

void TestChromeTrace::flowsLieInsideSlices_data() { bothModes(); }
void TestChromeTrace::flowsLieInsideSlices()
{
    QFETCH(trace::Mode, mode);
    TraceBuilder b(mode);
    const LaneId three = b.started("short");
    b.add(three, Operation::End, b.objectOf(three));
    const LaneId four = b.started("joiner");
    b.add(four, Operation::Join, b.objectOf(three));
    cookTogether(b);
    const QJsonArray events = eventsOf(written(b.trace()));
    QString problem;
    const auto slices = slicesOf(events, problem);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QMap<int, QJsonValue> starts;
    QStringList kinds;
    for (const QJsonValue& event : withPhase(events, "s"))
        starts[event["id"].toInt()] = event;
    const QJsonArray ends = withPhase(events, "f");
    QCOMPARE(ends.size(), starts.size());
    for (const QJsonValue& end : ends) {
        QVERIFY(starts.contains(end["id"].toInt()));
        const QJsonValue start = starts.value(end["id"].toInt());
        QCOMPARE(end["bp"].toString(), QString("e"));
        QVERIFY(start["ts"].toDouble() <= end["ts"].toDouble());
        QVERIFY(isInside(slices[trackOf(start)], start["ts"].toDouble()));
        QVERIFY(isInside(slices[trackOf(end)], end["ts"].toDouble()));
        kinds << end["name"].toString();
    }
    kinds.sort();
    QCOMPARE(kinds, (QStringList{"hand-off", "item", "join", "spawn", "spawn", "spawn", "spawn"}));
}

void TestChromeTrace::timesAscend_data() { bothModes(); }
void TestChromeTrace::timesAscend()
{
    QFETCH(trace::Mode, mode);
    TraceBuilder b(mode);
    cookTogether(b);
    double last = 0;
    for (const QJsonValue& event : eventsOf(written(b.trace()))) {
        if (event["ph"].toString() == "M")
            continue;
        QVERIFY(event["ts"].isDouble());
        QVERIFY(event["ts"].toDouble() >= last);
        last = event["ts"].toDouble();
    }
    QVERIFY(last > 0);
}

void TestChromeTrace::locksHaveLanesOfTheirOwn()
{
    TraceBuilder b;
    cookTogether(b);
    QStringList holds;
    for (const QJsonValue& event : withPhase(eventsOf(written(b.trace())), "B"))
        if (event["pid"].toInt() == 2)
            holds << event["name"].toString();
    QCOMPARE(holds, (QStringList{"held by cook \"1\"", "held by cook 2", "held by cook \"1\""}));
}

void TestChromeTrace::blockedSlicesSayWhy()
{
    TraceBuilder b;
    cookTogether(b);
    QStringList names;
    for (const QJsonValue& event : withPhase(eventsOf(written(b.trace())), "B"))
        names << event["name"].toString();
    QVERIFY(names.contains("blocked: wants pot, held by cook \"1\""));
    QVERIFY(names.contains("blocked: wants knife, held by cook 2"));
}

void TestChromeTrace::countersFollowTheQueue()
{
    TraceBuilder b;
    cookTogether(b);
    QList<int> values;
    for (const QJsonValue& event : withPhase(eventsOf(written(b.trace())), "C")) {
        QCOMPARE(event["name"].toString(), QString("basket items"));
        values << event["args"]["items"].toInt();
    }
    QCOMPARE(values, (QList<int>{1, 0}));
}

void TestChromeTrace::notesAreInstants()
{
    TraceBuilder b;
    cookTogether(b);
    const QJsonArray instants = withPhase(eventsOf(written(b.trace())), "i");
    QCOMPARE(instants.size(), 1);
    QCOMPARE(instants[0]["name"].toString(), QString("stirs"));
    QCOMPARE(instants[0]["s"].toString(), QString("t"));
}

void TestChromeTrace::whatWasRunIsSaid()
{
    TraceBuilder b;
    cookTogether(b);
    b.trace().mutableInfo().seed = 18446744073709551615u;
    b.trace().mutableInfo().parameters = {{"cooks", "2"}};
    b.trace().mutableInfo().schedule = "picks\n0 4\n";
    const trace::Verdict verdict{.ending = trace::Ending::Deadlock,
                                 .sentence = "Nobody moves.",
                                 .findings = {{.kind = trace::FindingKind::LockLeak, .sentence = "kept"}}};
    const QJsonObject said = written(b.trace(), &verdict)["otherData"].toObject();
    QCOMPARE(said["scenario"].toString(), QString("by-hand"));
    QCOMPARE(said["mode"].toString(), QString("controlled"));
    QCOMPARE(said["seed"].toString(), QString("18446744073709551615"));
    QCOMPARE(said["parameter cooks"].toString(), QString("2"));
    QCOMPARE(said["schedule"].toString(), QString("picks\n0 4\n"));
    QCOMPARE(said["ending"].toString(), QString("DEADLOCK"));
    QCOMPARE(said["finding 1"].toString(), QString("LOCK-LEAK: kept"));
}

void TestChromeTrace::aRangeIsWholeByItself()
{
    TraceBuilder b;
    cookTogether(b);
    for (Step begin = 0; begin < b.trace().size(); ++begin) {
        ExportOptions options;
        options.begin = begin;
        options.end = begin + 4;
        const QJsonArray events = eventsOf(written(b.trace(), nullptr, options));
        QString problem;
        slicesOf(events, problem);
        QVERIFY2(problem.isEmpty(), qPrintable(QString("from step %1: %2").arg(begin).arg(problem)));
        for (const QJsonValue& event : events)
            QVERIFY(event["ts"].toDouble() >= 0 && event["ts"].toDouble() <= 4);
        QCOMPARE(withPhase(events, "s").size(), withPhase(events, "f").size());
    }
}

void TestChromeTrace::liveTimesStartAtZero()
{
    TraceBuilder b(trace::Mode::Live);
    b.trace().setClock(1'000'000, 0.5);
    b.stamp = 1'000'000;
    b.add(b.main, Operation::Begin, b.objectOf(b.main));
    b.stamp = 1'005'002;
    b.add(b.main, Operation::Yield);
    const QJsonArray marks = withPhase(eventsOf(written(b.trace())), "X");
    QCOMPARE(marks.size(), 2);
    QCOMPARE(marks[0]["ts"].toDouble(), 0.0);
    QCOMPARE(marks[1]["ts"].toDouble(), 2.501);
}

void TestChromeTrace::anEmptyTraceIsWellFormed()
{
    const trace::Trace trace(std::make_shared<trace::MemoryStore>());
    QVERIFY(eventsOf(written(trace)).isEmpty());
    QVERIFY(written(trace)["traceEvents"].isArray());
}

void TestChromeTrace::givingUpLeavesNothing()
{
    TraceBuilder b;
    cookTogether(b);
    QTemporaryDir folder;
    const std::string path = folder.filePath("out.json").toStdString();
    ExportOptions options;
    options.progress = [](Step) { return false; };
    QVERIFY(!exchange::writeChromeTrace(b.trace(), nullptr, path, options));
    QVERIFY(QDir(folder.path()).isEmpty());
    QVERIFY(exchange::writeChromeTrace(b.trace(), nullptr, path));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{"out.json"});
}

void TestChromeTrace::stringsAreJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("plain") << QByteArray("knife") << QByteArray("\"knife\"");
    QTest::newRow("quotes") << QByteArray("a\"b\\c") << QByteArray("\"a\\\"b\\\\c\"");
    QTest::newRow("control") << QByteArray("a\nb") << QByteArray("\"a\\u000ab\"");
    QTest::newRow("umlaut") << QByteArray("Köchin 厨") << QByteArray("\"Köchin 厨\"");
    QTest::newRow("broken") << QByteArray("a\xff" "b\xe5") << QByteArray("\"a\xef\xbf\xbd" "b\xef\xbf\xbd\"");
}

void TestChromeTrace::stringsAreJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, json);
    QCOMPARE(QByteArray::fromStdString(exchange::jsonString(text.toStdString())), json);
}

void TestChromeTrace::theWindowSorts()
{
    QByteArray out;
    exchange::SortedWindow window(3, [&](const std::string& text) { out += text.c_str(); });
    window.add(5, "c");
    window.add(1, "a");
    window.add(5, "d");
    window.add(3, "b");
    window.add(9, "e");
    QCOMPARE(out, QByteArray("ab"));
    window.finish();
    QCOMPARE(out, QByteArray("abcde"));
}

QTEST_APPLESS_MAIN(TestChromeTrace)
#include "tst_chrome_trace.moc"
