// Every variant of every Python twin, run to its end or its documented hang, and held against the promise of the program.

#include "core/host/catalogue.h"

#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

#include <algorithm>

#include <csignal>
#include <unistd.h>

using namespace interleave;

namespace {

constexpr auto secondsPerUnit = "0.01";
// No twin that may hang lasts longer than 40 u, 0.4 s: who is still there after this does.
constexpr int hangMs = 2'500;
constexpr int longestMs = 60'000;

host::Catalogue& catalogue()
{
    static host::Catalogue loaded = [] {
        auto result = host::Catalogue::load(TARGET);
        if (!result)
            qFatal("%s", result.error().message.c_str());
        return std::move(*result);
    }();
    return loaded;
}

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString pathOf(const QString& relative)
{
    return QStringLiteral(INTERLEAVE_SOURCE_DIR "/") + relative;
}

QString twinOf(const QString& program)
{
    return pathOf(QStringLiteral("resources/scenarios/%1.py").arg(program));
}

QString contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

struct Ended
{
    bool hasHung = false;
    int status = -1;
    QString outcome; ///< of the last line that says "outcome: …"
    QString output;
    QString errors;
};

/// The interpreter itself: a wrapper in front of it would be what a kill hits.
const QString& python()
{
    static const QString interpreter = [] {
        QProcess asked;
        asked.start(QStandardPaths::findExecutable(QStringLiteral("python3")),
                    {"-c", "import sys; print(sys.executable if sys.version_info >= (3, 9) else '')"});
        asked.waitForFinished(longestMs);
        return QString::fromUtf8(asked.readAllStandardOutput()).trimmed();
    }();
    return interpreter;
}

Ended run(const QStringList& words, int limitMs)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("INTERLEAVE_U"), QString::fromUtf8(secondsPerUnit));
    environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier([] { ::setsid(); }); // with its children, of which it may have some
    process.start(python(), words);
    process.waitForStarted(longestMs);
    const pid_t group = static_cast<pid_t>(process.processId());
    Ended ended;
    if (!process.waitForFinished(limitMs)) {
        ended.hasHung = true;
        if (group > 0)
            ::killpg(group, SIGKILL);
        process.waitForFinished(longestMs);
    }
    ended.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    ended.output = QString::fromUtf8(process.readAllStandardOutput());
    ended.errors = QString::fromUtf8(process.readAllStandardError());
    // A daemon may still have said something when the outcome was known.
    for (const QString& line : ended.output.split('\n'))
        if (line.startsWith(QLatin1String("outcome:")))
            ended.outcome = line.mid(8).trimmed();
    return ended;
}

bool isStuck(const host::PromisedInfo& promised)
{
    return promised.ending == trace::Ending::Deadlock || promised.ending == trace::Ending::Hang;
}

bool fits(const host::PromisedInfo& promised, const Ended& ended)
{
    if (ended.hasHung)
        return isStuck(promised);
    if (promised.ending == trace::Ending::Failed)
        return ended.status > 0 && ended.outcome.isEmpty();
    return promised.ending == trace::Ending::Completed && ended.status == 0 && ended.outcome == text(promised.outcome);
}

} // namespace

class TestPythonTwins : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (python().isEmpty())
            QSKIP("There is no python3 of 3.9 or newer on the path: the twins are not run.");
    }

    void programs_data()
    {
        QTest::addColumn<QString>("program");
        for (const host::ProgramInfo& program : catalogue().programs())
            QTest::addRow("%s", program.id.c_str()) << QString::fromStdString(program.id);
    }
    void everyProgramHasOne_data() { programs_data(); }
    void everyProgramHasOne()
    {
        QFETCH(QString, program);
        QVERIFY2(QFile::exists(twinOf(program)), qPrintable(twinOf(program)));
    }

    void linesCorrespond_data() { programs_data(); }
    void linesCorrespond()
    {
        QFETCH(QString, program);
        const host::ProgramInfo& known = **catalogue().find(program.toStdString());
        const QString source = contents(pathOf(QString::fromStdString(known.file)));
        static const QRegularExpression mark(QStringLiteral("^(.*\\S)  #: (\\S.*)$"));
        int marked = 0;
        for (const QString& line : contents(twinOf(program)).split('\n')) {
            QVERIFY2(line.size() <= 120, qPrintable(line));
            if (!line.contains(QLatin1String("#:")))
                continue;
            const auto match = mark.match(line);
            QVERIFY2(match.hasMatch(), qPrintable("two spaces, \"#: \" and a fragment: " + line));
            QVERIFY2(source.contains(match.captured(2)), qPrintable("not in the program: " + match.captured(2)));
            ++marked;
        }
        QVERIFY2(marked >= 3, "the lines that matter say where they stand in the program");
    }

    void endsAsPromised_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("variant");
        for (const host::ProgramInfo& program : catalogue().programs()) {
            const QString id = QString::fromStdString(program.id);
            const Ended list = run({twinOf(id), QStringLiteral("--list")}, longestMs);
            const QStringList variants = list.output.split('\n', Qt::SkipEmptyParts);
            if (variants.isEmpty())
                qFatal("%s offers nothing: %s", qPrintable(id), qPrintable(list.errors));
            for (const QString& variant : variants)
                QTest::addRow("%s:%s", qPrintable(id), qPrintable(variant)) << id << variant;
        }
    }
    void endsAsPromised()
    {
        QFETCH(QString, program);
        QFETCH(QString, variant);
        const host::ProgramInfo& known = **catalogue().find(program.toStdString());
        const auto own = known.findVariant(variant.toStdString());
        QVERIFY2(own, own ? "" : own.error().message.c_str());
        const std::vector<host::PromisedInfo>& promised = (*own)->any;
        const bool mayHang = std::any_of(promised.begin(), promised.end(), isStuck);
        const Ended ended = run({twinOf(program), variant}, mayHang ? hangMs : longestMs);
        const bool isPromised = std::any_of(promised.begin(), promised.end(),
                                            [&](const host::PromisedInfo& one) { return fits(one, ended); });
        const QString found = QStringLiteral("%1 status %2, outcome \"%3\"\n%4\n%5")
                                  .arg(ended.hasHung ? QStringLiteral("hung,") : QStringLiteral("ended,"))
                                  .arg(ended.status)
                                  .arg(ended.outcome, ended.output, ended.errors);
        QVERIFY2(isPromised, qPrintable(found));
    }
};

QTEST_GUILESS_MAIN(TestPythonTwins)
#include "tst_python_twins.moc"
