#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

namespace {

struct Output
{
    int status = -1;
    QString out;
    QString err;
};

Output interleaved(const QStringList& words, const QByteArray& input = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("COLUMNS", "100");
    process.setProcessEnvironment(environment);
    process.start(INTERLEAVE_BINARY, words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QJsonObject objectOf(const QString& text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private slots:
    void theListIsComplete();
    void aDeadlockIsToldInWords();
    void aCleanRunExitsWithZero();
    void wrongUseIsOneSentence_data();
    void wrongUseIsOneSentence();
    void nothingIsLeftOfARefusedRun();
    void aScheduleGivesTheSameRun();
    void anExportIsAWholeTrace();
    void aSavedRunIsConverted();
    void aSavedRunIsAnalysed();
    void stepsComeFromTheInput();
    void aLiveRunIsSteppedToo();
    void narrowTerminalsGetALinePerEvent();
};

void TestCommandLine::theListIsComplete()
{
    const Output list = interleaved({"list", "--json"});
    QCOMPARE(list.status, 0);
    const QJsonArray scenarios = objectOf(list.out)["scenarios"].toArray();
    QVERIFY(!scenarios.isEmpty());
    const QStringList names = interleaved({"list", "--names"}).out.split('\n', Qt::SkipEmptyParts);
    qsizetype variants = 0;
    for (const QJsonValue& scenario : scenarios) {
        QVERIFY(!scenario["title"].toString().isEmpty());
        QVERIFY(!scenario["row"].toString().isEmpty());
        QVERIFY(scenario["parameters"].isArray());
        for (const QJsonValue& variant : scenario["variants"].toArray()) {
            QVERIFY(names.contains(scenario["id"].toString() + ":" + variant["id"].toString()));
            ++variants;
        }
    }
    QCOMPARE(names.size(), variants);
}

void TestCommandLine::aDeadlockIsToldInWords()
{
    const Output run = interleaved({"run", "kitchen-deadlock"});
    QCOMPARE(run.status, 1);
    QVERIFY(run.out.contains("DEADLOCK"));
    QVERIFY(run.out.contains("Ring: cook 1 → pot → cook 2 → knife → cook 1"));
    QVERIFY(run.out.contains("one of the endings that this variant promises"));
    QVERIFY2(!run.out.contains('\033'), "a pipe gets no colour");
    QVERIFY(run.err.isEmpty());
}

void TestCommandLine::aCleanRunExitsWithZero()
{
    const Output run = interleaved({"run", "thread-start-join:join", "--json"});
    QCOMPARE(run.status, 0);
    const QJsonObject verdict = objectOf(run.out)["verdict"].toObject();
    QCOMPARE(verdict["ending"].toString(), QString("COMPLETED"));
    QVERIFY(verdict["findings"].toArray().isEmpty());
    QCOMPARE(objectOf(run.out)["events"].toArray().size(), objectOf(run.out)["steps"].toInt());
}

void TestCommandLine::wrongUseIsOneSentence_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* title, const char* words, const char* part) {
        QTest::newRow(title) << QString(words).split(' ') << part;
    };
    row("command", "rnu", "did you mean run?");
    row("option", "run kitchen-deadlock --srategy random", "did you mean --strategy?");
    row("scenario", "run kitchn", "did you mean kitchen-deadlock?");
    row("variant", "run kitchen-deadlock:as-writen", "did you mean as-written?");
    row("parameter", "run kitchen-deadlock --set hodl=2", "did you mean hold?");
    row("not a number", "run kitchen-deadlock --set hold=long", "which is not a number");
    row("no value", "run kitchen-deadlock --set hold", "--set takes NAME=VALUE");
    row("strategy", "run kitchen-deadlock --strategy randm", "did you mean random?");
    row("unreadable schedule", "run --schedule /nowhere/a.schedule", "/nowhere/a.schedule cannot be read.");
    row("a folder", "run --schedule /", "/ cannot be read.");
    row("not a schedule", "run --schedule /dev/null", "/dev/null: ");
    row("path", "run kitchen-deadlock --export /nowhere/a.json", "/nowhere/a.json cannot be written");
    row("format", "run kitchen-deadlock --export a.txt", "says no format");
    row("picture", "run kitchen-deadlock --export a.svg", "needs the window");
    row("nothing to convert", "convert a.pftrace", "Say what to convert");
    row("no folder for it", "convert /nowhere/a.pftrace /nowhere/a.csv", "/nowhere/a.csv cannot be written");
    row("nothing to analyse", "analyze", "Say what to analyse");
    row("nothing there to analyse", "analyze /nowhere/a.pftrace", "/nowhere/a.pftrace cannot be opened");
    row("no such run", "convert /nowhere/a.pftrace a.csv", "/nowhere/a.pftrace cannot be opened: No such file");
    row("not a run", "convert /dev/null a.csv", "/dev/null is empty.");
    row("picture of a run", "convert a.pftrace a.png", "needs the window");
    row("live schedule", "run kitchen-deadlock --live --export a.schedule", "there is no schedule");
    row("live strategy", "run kitchen-deadlock --live --strategy random", "--live leaves the order");
    row("nothing to run", "run", "Say what to run");
    row("seed", "run kitchen-deadlock --seed x", "seed");
}

void TestCommandLine::wrongUseIsOneSentence()
{
    QFETCH(QStringList, words);
    QFETCH(QString, part);
    const Output run = interleaved(words);
    QCOMPARE(run.status, 2);
    QVERIFY2(run.err.contains(part), qPrintable(run.err));
    QCOMPARE(run.err.count('\n'), 1);
    QVERIFY2(run.out.isEmpty(), qPrintable(run.out));
}

void TestCommandLine::nothingIsLeftOfARefusedRun()
{
    QTemporaryDir folder;
    const Output run = interleaved({"run", "kitchen-deadlock", "--export", folder.filePath("a.json"), "--export",
                                    "/nowhere/b.json"});
    QCOMPARE(run.status, 2);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestCommandLine::aScheduleGivesTheSameRun()
{
    QTemporaryDir folder;
    const QString path = folder.filePath("a.schedule");
    const Output first = interleaved({"run", "kitchen-deadlock", "--seed", "5", "--json", "--export", path});
    const Output again = interleaved({"run", "--schedule", path, "--json"});
    QVERIFY(!objectOf(first.out)["events"].toArray().isEmpty());
    QCOMPARE(objectOf(again.out)["events"].toArray(), objectOf(first.out)["events"].toArray());
    QCOMPARE(objectOf(again.out)["verdict"].toObject(), objectOf(first.out)["verdict"].toObject());
    QCOMPARE(interleaved({"run", "atm-overdraw", "--schedule", path}).status, 2);
}

void TestCommandLine::anExportIsAWholeTrace()
{
    QTemporaryDir folder;
    QCOMPARE(interleaved({"run", "kitchen-deadlock", "--export", folder.filePath("a.json"), "--export",
                          folder.filePath("a.csv")}).status, 1);
    QFile json(folder.filePath("a.json"));
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonObject root = QJsonDocument::fromJson(json.readAll()).object();
    QCOMPARE(root["otherData"]["ending"].toString(), QString("DEADLOCK"));
    QStringList lanes;
    QMap<QString, int> open;
    for (const QJsonValue& event : root["traceEvents"].toArray()) {
        const QString track = QString("%1/%2").arg(event["pid"].toInt()).arg(event["tid"].toInt());
        if (event["name"].toString() == "thread_name")
            lanes << event["args"]["name"].toString();
        if (event["ph"].toString() == "B")
            ++open[track];
        if (event["ph"].toString() == "E")
            QVERIFY(--open[track] >= 0);
    }
    for (const int count : open)
        QCOMPARE(count, 0);
    for (const char* name : {"main", "cook 1", "cook 2", "knife", "pot"})
        QVERIFY(lanes.contains(name));
    QFile csv(folder.filePath("a.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QVERIFY(csv.readAll().contains(",lock,success,0,mutex,knife,"));
}

void TestCommandLine::aSavedRunIsConverted()
{
    QTemporaryDir folder;
    const auto in = [&](const char* name) { return folder.filePath(name); };
    const auto bytesOf = [&](const char* name) {
        QFile file(in(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QCOMPARE(interleaved({"run", "kitchen-deadlock", "--export", in("a.pftrace"), "--export", in("a.json"), "--export", in("a.csv"),
                          "--export", in("a.schedule")}).status, 1);
    for (const QString ending : {"csv", "schedule", "pftrace", "json"}) {
        const Output converted = interleaved({"convert", in("a.pftrace"), folder.filePath("b." + ending)});
        QCOMPARE(converted.err, QString());
        QCOMPARE(converted.status, 0);
        const QByteArray expected = bytesOf(qPrintable("a." + ending));
        QVERIFY(!expected.isEmpty());
        const QByteArray got = bytesOf(qPrintable("b." + ending));
        // The file knows its schedule, which a run of the command line does not have before it ends.
        const bool isSame = ending == "json" ? objectOf(got)["traceEvents"] == objectOf(expected)["traceEvents"] : got == expected;
        QVERIFY2(isSame, qPrintable(ending));
    }
    QVERIFY(QFile::link("/dev/full", in("full.csv")));
    const Output full = interleaved({"convert", in("a.pftrace"), in("full.csv")});
    QCOMPARE(full.status, 2);
    QVERIFY2(full.err.contains("full.csv cannot be written: No space left"), qPrintable(full.err));

    QFile cut(in("a.pftrace"));
    QVERIFY(cut.resize(cut.size() - 100));
    const Output converted = interleaved({"convert", in("a.pftrace"), in("c.csv")});
    QCOMPARE(converted.status, 0);
    QVERIFY2(converted.err.contains("was cut off"), qPrintable(converted.err));
    QCOMPARE(bytesOf("c.csv"), bytesOf("a.csv"));

    QCOMPARE(interleaved({"run", "thread-start-join:join", "--live", "--speed", "1000", "--export", in("live.pftrace")}).status, 0);
    QVERIFY(interleaved({"convert", in("live.pftrace"), in("d.schedule")}).err.contains("holds no schedule"));
    QCOMPARE(interleaved({"convert", in("live.pftrace"), in("d.json")}).status, 0);
}

void TestCommandLine::aSavedRunIsAnalysed()
{
    QTemporaryDir folder;
    const QString file = folder.filePath("a.pftrace");
    // Both read, then both write: the balance is wrong, and the program itself does not notice.
    const Output run = interleaved({"run", "atm-overdraw:no-lock-split", "--analyze", "--export", file});
    QCOMPARE(run.status, 1);
    QVERIFY2(run.out.contains("\nWRONG\nData race\n"), qPrintable(run.out));

    const Output analysed = interleaved({"analyze", file});
    QCOMPARE(analysed.status, 1);
    QVERIFY(analysed.err.isEmpty());
    QCOMPARE(analysed.out.mid(analysed.out.indexOf("\nWRONG")), run.out.mid(run.out.indexOf("\nWRONG")));

    const Output asJson = interleaved({"analyze", "--json", file});
    QCOMPARE(asJson.status, 1);
    const QJsonArray findings = objectOf(asJson.out)["findings"].toArray();
    QVERIFY(!findings.isEmpty());
    const QJsonObject first = findings[0].toObject();
    QCOMPARE(first["kind"].toString(), QString("data-race"));
    QCOMPARE(first["severity"].toString(), QString("wrong"));
    QCOMPARE(first["objects"].toArray(), QJsonArray{"balance"});
    QCOMPARE(first["steps"].toArray().size(), 2);
    QVERIFY(first["lines"].toArray().first().toString().startsWith("atm_overdraw.cpp:"));
    QCOMPARE(objectOf(interleaved({"run", "atm-overdraw:no-lock-split", "--analyze", "--json"}).out)["findings"].toArray(), findings);

    const QString clean = folder.filePath("b.pftrace");
    QCOMPARE(interleaved({"run", "atm-overdraw:lock-check-and-act", "--analyze", "--export", clean}).status, 0);
    QCOMPARE(interleaved({"analyze", clean}).status, 0);
}

void TestCommandLine::stepsComeFromTheInput()
{
    // Cook 1 takes the knife, back, and everything to the end.
    const Output run = interleaved({"run", "kitchen-deadlock", "--step"}, "\n\nb\n1\nc\n");
    QCOMPARE(run.status, 1);
    QVERIFY(run.out.contains("1  cook 1: lock knife"));
    QVERIFY(run.out.contains("Back to the step before"));
    QVERIFY(run.out.contains("DEADLOCK") || run.out.contains("COMPLETED"));
    const Output quit = interleaved({"run", "kitchen-deadlock", "--step"}, "q\n");
    QCOMPARE(quit.status, 1);
    QVERIFY(quit.out.contains("STOPPED"));
}

void TestCommandLine::aLiveRunIsSteppedToo()
{
    const Output run = interleaved({"run", "kitchen-deadlock", "--live", "--step"}, "\n1\n0\nb\nq\n");
    QCOMPARE(run.status, 1);
    QVERIFY2(run.out.contains("1  cook 1: "), qPrintable(run.out));
    QVERIFY2(run.out.contains("locks knife"), qPrintable(run.out));
    QVERIFY(run.out.contains("A Live run cannot go back"));
    QVERIFY(run.out.contains("STOPPED"));
}

void TestCommandLine::narrowTerminalsGetALinePerEvent()
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("COLUMNS", "44");
    process.setProcessEnvironment(environment);
    process.start(INTERLEAVE_BINARY, {"run", "kitchen-deadlock"});
    QVERIFY(process.waitForFinished(60000));
    QVERIFY(process.readAllStandardOutput().contains("cook 1  locks knife"));
}

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
