// Against a real target: a run is saved, opened, and goes on from one of its moments.

#include "ui/session/session.h"

#include "core/trace/compare.h"
#include "ui/files/files.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

namespace interleave::files {

class TestGoOn : public QObject
{
    Q_OBJECT

private slots:
    void anOpenedRunGoesOnFromHere();
};

void TestGoOn::anOpenedRunGoesOnFromHere()
{
    auto catalogue = host::Catalogue::load(INTERLEAVE_TARGET);
    QVERIFY(catalogue);
    session::Session session;
    session.setTarget(INTERLEAVE_TARGET);
    session.setCatalogue(std::move(*catalogue));
    session.setSpeed(session::Session::unlimitedSpeed);
    session::Choice choice;
    choice.program = "kitchen-deadlock";
    choice.variant = "as-written";
    choice.strategy = "round-robin";
    session.setChoice(choice);
    QSignalSpy ended(&session, &session::Session::ended);
    session.play();
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30'000);
    const auto recorded = session.trace();

    QTemporaryDir folder;
    const QString path = folder.filePath("a.pftrace");
    QWidget window;
    auto* files = new Files(session, window, QStringLiteral("test"));
    QSignalSpy finished(files, &Files::finished);
    files->saveTo(path);
    QTRY_COMPARE(finished.count(), 1);
    files->open(path);
    QTRY_COMPARE(finished.count(), 2);
    const auto opened = session.trace();
    QVERIFY(opened && opened != recorded);
    QVERIFY(!trace::firstDifference(*recorded, *opened));
    QCOMPARE(session.status().drive, session::Drive::OpenedFile);
    QCOMPARE(session.whyNotGoOn(), QString());

    constexpr Step moment = 12;
    QVERIFY(opened->size() > moment);
    session.setPlayhead(moment);
    session.goOnFromHere();
    QTRY_VERIFY_WITH_TIMEOUT(session.trace() != nullptr && session.trace() != opened && session.length() >= moment, 30'000);
    QCOMPARE(session.status().drive, session::Drive::Controlled);
    for (Step step = 0; step < moment; ++step)
        QCOMPARE(trace::canonicalText(*session.trace(), session.trace()->event(step)),
                 trace::canonicalText(*opened, opened->event(step)));
}

} // namespace interleave::files

QTEST_MAIN(interleave::files::TestGoOn)
#include "tst_go_on.moc"
