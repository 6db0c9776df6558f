#include "ui/session/session.h"

#include "tests/ui/session/small_catalogue.h"
#include "tests/ui/session/two_cooks.h"
#include "ui/files/files.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

namespace interleave::files {

class TestFiles : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void whatWasSavedIsOpenedAgain();
    void theOpenedProgramIsChosen();
    void whatCannotBeOpenedLeavesWhatIsShown_data();
    void whatCannotBeOpenedLeavesWhatIsShown();
    void whatCannotBeWrittenIsSaid();
    void aCutFileIsOpenedWithAWarning();
    void tenFilesAreRemembered();
    void aMissingRecentFileIsForgotten();

private:
    void open(const QString& path);
    void save(const QString& path);
    QString said() const { return m_said.isEmpty() ? QString() : m_said.last(); }
    QString in(const QString& name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<QWidget> m_window;
    Files* m_files = nullptr;
    QStringList m_said;
    session::Severity m_severity = session::Severity::Note;
};

void TestFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_session = std::make_unique<session::Session>();
    m_session->setCatalogue(session::smallCatalogue());
    m_window = std::make_unique<QWidget>();
    m_files = new Files(*m_session, *m_window, QStringLiteral("interleave test"));
    m_said.clear();
    connect(m_session.get(), &session::Session::said, this, [this](const QString& sentence, session::Severity severity) {
        m_said << sentence;
        m_severity = severity;
    });
    session::TwoCooks cooks(3);
    m_session->open(cooks.trace, {.ending = trace::Ending::Completed, .sentence = "Done."}, QStringLiteral("by hand"));
}

void TestFiles::open(const QString& path)
{
    QSignalSpy finished(m_files, &Files::finished);
    m_files->open(path);
    QTRY_COMPARE(finished.count(), 1);
}

void TestFiles::save(const QString& path)
{
    QSignalSpy finished(m_files, &Files::finished);
    m_files->saveTo(path);
    QTRY_COMPARE(finished.count(), 1);
}

void TestFiles::whatWasSavedIsOpenedAgain()
{
    const auto shown = m_session->trace();
    save(in("a.pftrace"));
    QCOMPARE(said(), QString("Saved to %1.").arg(in("a.pftrace")));
    open(in("a.pftrace"));
    QVERIFY(m_session->trace() != shown);
    QCOMPARE(m_session->length(), shown->size());
    QCOMPARE(m_session->verdict().sentence, std::string("Done."));
    QCOMPARE(m_session->status().drive, session::Drive::OpenedFile);
    QCOMPARE(m_session->title(), QString("a.pftrace"));
    QCOMPARE(m_session->earlierRuns().front().trace, shown);
    QCOMPARE(m_files->recent(), QStringList{in("a.pftrace")});
}

void TestFiles::theOpenedProgramIsChosen()
{
    session::TwoCooks cooks(3);
    cooks.trace->mutableInfo().parameters = {{"hold", "4"}, {"cooks", "2"}};
    cooks.trace->mutableInfo().seed = 77;
    m_session->open(cooks.trace, {.ending = trace::Ending::Completed}, QString());
    save(in("a.pftrace"));
    open(in("a.pftrace"));
    QCOMPARE(m_session->choice().program, std::string("kitchen-deadlock"));
    QCOMPARE(m_session->choice().seed, std::uint64_t{77});
    QCOMPARE(m_session->choice().settings, (std::map<std::string, std::string>{{"hold", "4"}}));
    QVERIFY(m_session->trace());

    // A program that nobody knows is shown all the same.
    cooks.trace->mutableInfo().scenario = "long-gone";
    m_session->open(cooks.trace, {.ending = trace::Ending::Completed}, QString());
    save(in("b.pftrace"));
    open(in("b.pftrace"));
    QCOMPARE(m_session->trace()->info().scenario, std::string("long-gone"));
    QCOMPARE(m_session->choice().program, std::string("kitchen-deadlock"));
}

void TestFiles::whatCannotBeOpenedLeavesWhatIsShown_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("part");
    QTest::newRow("missing") << "/nowhere/a.pftrace" << "there is no such file";
    QTest::newRow("a folder") << "/" << "Is a directory";
    QTest::newRow("no run") << "broken" << "is no saved run";
    QTest::newRow("empty") << "/dev/null" << "is empty";
}

void TestFiles::whatCannotBeOpenedLeavesWhatIsShown()
{
    QFETCH(QString, path);
    QFETCH(QString, part);
    if (path == QLatin1String("broken")) {
        path = in(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no run at all");
    }
    const auto shown = m_session->trace();
    open(path);
    QVERIFY2(said().contains(part), qPrintable(said()));
    QVERIFY(m_severity == session::Severity::Error);
    QCOMPARE(m_session->trace(), shown);
    QVERIFY(m_files->recent().isEmpty());
}

void TestFiles::whatCannotBeWrittenIsSaid()
{
    save(QStringLiteral("/dev/full"));
    QVERIFY2(said().contains("No space left on device"), qPrintable(said()));
    save(QStringLiteral("/nowhere/a.pftrace"));
    QVERIFY2(said().contains("/nowhere/a.pftrace cannot be written"), qPrintable(said()));
    QVERIFY(m_severity == session::Severity::Error);
    QVERIFY(m_files->recent().isEmpty());
}

void TestFiles::aCutFileIsOpenedWithAWarning()
{
    save(in("a.pftrace"));
    QFile file(in("a.pftrace"));
    QVERIFY(file.resize(file.size() - 150));
    open(in("a.pftrace"));
    QVERIFY2(said().contains("was cut off"), qPrintable(said()));
    QVERIFY(m_severity == session::Severity::Warning);
    QCOMPARE(m_session->verdict().ending, trace::Ending::Stopped);
    QVERIFY(m_session->length() > 0);
}

void TestFiles::tenFilesAreRemembered()
{
    QStringList paths;
    for (int i = 0; i < 12; ++i)
        paths << in(QString::number(i));
    m_files->setRecent(paths);
    QCOMPARE(m_files->recent().size(), 10);
    save(in("5"));
    QCOMPARE(m_files->recent().size(), 10);
    QCOMPARE(m_files->recent().front(), in("5"));
    QCOMPARE(m_files->recent().count(in("5")), 1);
}

void TestFiles::aMissingRecentFileIsForgotten()
{
    m_files->setRecent({in("gone.pftrace")});
    open(in("gone.pftrace"));
    QVERIFY2(said().contains("no longer there"), qPrintable(said()));
    QVERIFY(m_files->recent().isEmpty());
}

} // namespace interleave::files

QTEST_MAIN(interleave::files::TestFiles)
#include "tst_files.moc"
