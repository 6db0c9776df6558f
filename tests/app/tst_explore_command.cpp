#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <signal.h>

namespace {

struct Output
{
    int status = -1;
    QString out;
    QString err;
};

Output interleaved(const QStringList& words)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("COLUMNS", "100");
    process.setProcessEnvironment(environment);
    process.start(INTERLEAVE_BINARY, words);
    if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QJsonObject objectOf(const QString& text) { return QJsonDocument::fromJson(text.toUtf8()).object(); }

/// What was found and how often: "DEADLOCK  ×1; COMPLETED meals=2 ×2".
QString countsOf(const QJsonObject& result)
{
    QStringList all;
    for (const QJsonValue& one : result["outcomes"].toArray())
        all << one["ending"].toString() + " " + one["outcome"].toString() + " ×" + QString::number(one["executions"].toInt());
    return all.join("; ");
}

QString readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

/// `interleave explore` and `interleave merge`, as they are used.
class TestExploreCommand : public QObject
{
    Q_OBJECT

private slots:
    void theTableSaysWhatCanHappen()
    {
        const Output explored = interleaved({"explore", "kitchen-deadlock"});
        QCOMPARE(explored.status, 1);
        QVERIFY2(explored.err.isEmpty(), qPrintable(explored.err));
        QVERIFY(explored.out.contains("Explored, optimal, time ignored"));
        const QStringList lines = explored.out.split('\n');
        QCOMPARE(lines.filter(QRegularExpression("^COMPLETED +meals=2 +\\d+ +[\\d.]+ % +\\d+ +\\d+ +yes$")).size(), 1);
        QCOMPARE(lines.filter(QRegularExpression("^DEADLOCK +\\d+ +[\\d.]+ % +\\d+ +\\d+ +yes$")).size(), 1);
        QVERIFY(explored.out.contains("Complete: every interleaving"));
        QVERIFY2(!explored.out.contains('\033'), "a pipe gets no colour");
    }

    void aFixedProgramExitsWithZero()
    {
        const Output explored = interleaved({"explore", "kitchen-deadlock:same-order", "--json"});
        QCOMPARE(explored.status, 0);
        const QJsonObject result = objectOf(explored.out);
        QVERIFY(result["complete"].toBool());
        QCOMPARE(result["outcomes"].toArray().size(), 1);
        QCOMPARE(result["outcomes"][0]["promised"].toBool(false), true);
        QCOMPARE(result["outcomes"][0]["share"].toDouble(), 1.0);
    }

    // What an exploration finds, `run --schedule` shows on real threads.
    void foundSchedulesReplay_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("two locks") << QStringList{"kitchen-deadlock"};
        QTest::newRow("a ring of three") << QStringList{"kitchen-deadlock:n-cooks", "--set", "cooks=3"};
        QTest::newRow("time respected") << QStringList{"kitchen-deadlock:timed", "--time", "respected"};
        QTest::newRow("an account") << QStringList{"atm-overdraw:no-lock"};
        QTest::newRow("any waiter") << QStringList{"kitchen-deadlock:detector-victim", "--notify-any", "--spurious", "1", "--random", "200"};
    }
    void foundSchedulesReplay()
    {
        QFETCH(QStringList, words);
        QTemporaryDir folder;
        const QString schedules = folder.filePath("found/here");
        const Output explored = interleaved(QStringList{"explore"} + words + QStringList{"--json", "--schedules", schedules});
        const QJsonArray outcomes = objectOf(explored.out)["outcomes"].toArray();
        QVERIFY2(!outcomes.isEmpty(), qPrintable(explored.err));
        const QStringList files = QDir(schedules).entryList({"*.schedule"});
        QCOMPARE(files.size(), outcomes.size());
        for (const QString& file : files) {
            // "kitchen-deadlock.as-written.2-deadlock.schedule"
            const int number = file.section('.', 2, 2).section('-', 0, 0).toInt();
            const QJsonObject outcome = outcomes[number - 1].toObject();
            const Output run = interleaved({"run", "--schedule", schedules + "/" + file, "--json"});
            const QJsonObject verdict = objectOf(run.out)["verdict"].toObject();
            QCOMPARE(verdict["ending"].toString(), outcome["ending"].toString());
            QCOMPARE(verdict["outcome"].toString(), outcome["outcome"].toString());
        }
    }

    void shardsAreMerged()
    {
        QTemporaryDir folder;
        const QStringList program = {"kitchen-deadlock:n-cooks", "--set", "cooks=3"};
        QStringList parts;
        for (int i = 1; i <= 3; ++i) {
            parts << folder.filePath(QString("part %1.json").arg(i));
            const Output part = interleaved(QStringList{"explore"} + program
                                            + QStringList{"--shard", QString("%1/3").arg(i), "--jobs", QString::number(i), "--save", parts.last()});
            QVERIFY2(part.status == 0 || part.status == 1, qPrintable(part.err));
            QVERIFY(part.out.contains(QString("shard %1 of 3").arg(i)));
        }
        const Output merged = interleaved(QStringList{"merge"} + parts + QStringList{"--json"});
        QCOMPARE(merged.status, 1);
        const Output whole = interleaved(QStringList{"explore"} + program + QStringList{"--jobs", "1", "--json"});
        QCOMPARE(countsOf(objectOf(merged.out)), countsOf(objectOf(whole.out)));
        QVERIFY(objectOf(merged.out)["complete"].toBool());

        const Output partly = interleaved({"merge", parts[0], parts[2]});
        QVERIFY(partly.out.contains("Not complete: shard 2 of 3 is missing."));
        const Output twice = interleaved({"merge", parts[0], parts[0]});
        QCOMPARE(twice.status, 2);
        QVERIFY(twice.err.contains("Shard 1 of 3 is there twice."));
    }

    void boundsAreSaid()
    {
        const Output few = interleaved({"explore", "two-person-room", "--max-executions", "50", "--jobs", "1"});
        QVERIFY(few.out.contains("Not complete: the limit of 50 executions was reached."));
        const Output shallow = interleaved({"explore", "kitchen-deadlock", "--max-steps", "5"});
        QCOMPARE(shallow.status, 1);
        QVERIFY(shallow.out.contains("Not complete: executions were cut off after 5 steps."));
        QVERIFY(shallow.out.contains("BOUND"));
        const Output random = interleaved({"explore", "kitchen-deadlock", "--random", "100", "--seed", "5"});
        QVERIFY(random.out.contains("Not complete: 100 executions were chosen by chance."));
        QCOMPARE(countsOf(objectOf(interleaved({"explore", "kitchen-deadlock", "--random", "100", "--seed", "5", "--jobs", "1", "--json"}).out)),
                 countsOf(objectOf(interleaved({"explore", "kitchen-deadlock", "--random", "100", "--seed", "5", "--jobs", "1", "--json"}).out)));
        const Output preempted = interleaved({"explore", "kitchen-deadlock:same-order", "--preemptions", "1"});
        QVERIFY(preempted.out.contains("up to 1"));
    }

    void whatFollowsAScheduleIsExplored()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("start.schedule"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        // Each cook has his first tool.
        file.write("interleave-schedule 1\nscenario kitchen-deadlock as-written\nset cooks 2\nset hold 2\nset offset 0\nseed 1\n"
                   "time ignored\npicks\n0 2\n0.0 1\n0.1 1\n");
        file.close();
        const Output explored = interleaved({"explore", "--schedule", file.fileName(), "--json"});
        const QJsonObject result = objectOf(explored.out);
        QVERIFY2(result["complete"].toBool(), qPrintable(explored.err));
        QCOMPARE(result["outcomes"].toArray().size(), 1);
        QCOMPARE(result["outcomes"][0]["ending"].toString(), QString("DEADLOCK"));
    }

    void anInterruptPrintsWhatWasFound()
    {
        QTemporaryDir folder;
        QProcess process;
        process.start(INTERLEAVE_BINARY, {"explore", "two-person-room", "--seconds", "0", "--save", folder.filePath("a.json")});
        QVERIFY(process.waitForStarted());
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((process.waitForReadyRead(100), out += process.readAllStandardOutput(), out.contains("Explored,")), 30000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(30000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        out += process.readAllStandardOutput();
        const QJsonObject result = objectOf(readAll(folder.filePath("a.json")));
        QCOMPARE(result["format"].toString(), QString("interleave-exploration"));
        QVERIFY(!result["complete"].toBool());
        QCOMPARE(result["bound"].toString(), QString("stopped"));
        QVERIFY(out.contains("Not complete: stopped."));
    }

    void wrongUseIsOneSentence_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* title, const char* words, const char* part) {
            QTest::newRow(title) << QString(words).split(' ') << part;
        };
        row("nothing to explore", "explore", "Say what to run");
        row("scenario", "explore kitchn", "did you mean kitchen-deadlock?");
        row("option", "explore kitchen-deadlock --algorithmus random", "did you mean --algorithm?");
        row("algorithm", "explore kitchen-deadlock --algorithm optimum", "did you mean optimal?");
        row("two algorithms", "explore kitchen-deadlock --random 5 --preemptions 2", "--preemptions is a search of its own");
        row("chance of none", "explore kitchen-deadlock --random 0", "at least 1");
        row("time", "explore kitchen-deadlock --time slow", "respected or ignored");
        row("shard", "explore kitchen-deadlock --shard 3/2", "--shard takes I/N");
        row("shard of words", "explore kitchen-deadlock --shard one", "--shard takes I/N");
        row("shard by chance", "explore kitchen-deadlock --random 5 --shard 1/2", "chance has none");
        row("steps", "explore kitchen-deadlock --max-steps 0", "--max-steps");
        row("jobs", "explore kitchen-deadlock --jobs 0", "--jobs");
        row("save", "explore kitchen-deadlock --save /nowhere/a.json", "/nowhere/a.json cannot be written");
        row("world outside", "explore crawl-throttle:loopback", "waits for the world outside");
        row("schedule", "explore --schedule /nowhere/a.schedule", "/nowhere/a.schedule cannot be read.");
        row("nothing to merge", "merge", "Say what to merge");
        row("no part", "merge /dev/null", "/dev/null: it is not the JSON");
        row("missing part", "merge /nowhere/a.json", "/nowhere/a.json cannot be read.");
    }
    void wrongUseIsOneSentence()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, part);
        const Output output = interleaved(words);
        QCOMPARE(output.status, 2);
        QVERIFY2(output.err.contains(part), qPrintable(output.err));
        QVERIFY(output.err.startsWith("interleave: "));
        QCOMPARE(output.err.count('\n'), 1);
        QVERIFY2(output.out.isEmpty(), qPrintable(output.out));
    }
};

QTEST_GUILESS_MAIN(TestExploreCommand)

#include "tst_explore_command.moc"
