#include "ui/session/session.h"

#include "core/exchange/perfetto_trace.h"
#include "tests/ui/session/two_cooks.h"
#include "ui/files/export_dialog.h"
#include "ui/files/export_preview.h"
#include "ui/theme/system_look.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QLineEdit>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

namespace interleave::files {

class TestExportDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void everyFormatIsWritten_data();
    void everyFormatIsWritten();
    void thePreviewIsWhatComesOut();
    void aRangeComesOutAlone();
    void whatIsVisibleComesOut();
    void aPngIsAsLargeAsItSays();
    void tooLargeIsRefusedBeforeIsWritten();
    void failuresAreSaidAndTheDialogStays_data();
    void failuresAreSaidAndTheDialogStays();
    void theNameFollowsTheFormat();
    void everythingIsReachedByKeyAndHasAName();
    void aLongExportIsGivenUp();

private:
    ExportPlan planOf(Format format) const;
    void open(const ExportPlan& plan);
    QString in(const QString& name) const { return m_folder->filePath(name); }
    QByteArray bytesOf(const QString& name) const
    {
        QFile file(in(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<timeline::TimelineView> m_timeline;
    std::unique_ptr<ExportDialog> m_dialog;
};

void TestExportDialog::init()
{
    m_dialog.reset();
    m_timeline.reset();
    m_theme = std::make_unique<theme::Theme>(*qApp, nullptr);
    m_folder = std::make_unique<QTemporaryDir>();
    m_session = std::make_unique<session::Session>();
    m_timeline = std::make_unique<timeline::TimelineView>(*m_session);
    m_timeline->resize(900, 400);
    m_timeline->show();
    m_session->open(session::TwoCooks(5).trace, {.ending = trace::Ending::Completed, .sentence = "Done."}, QString());
    QVERIFY(QTest::qWaitForWindowExposed(m_timeline.get()));
    m_timeline->canvas()->indexer()->waitUntilDone();
}

ExportPlan TestExportDialog::planOf(Format format) const
{
    return {.format = format, .width = 800, .path = in("a." + endingOf(format))};
}

void TestExportDialog::open(const ExportPlan& plan)
{
    m_dialog = std::make_unique<ExportDialog>(*m_session, *m_timeline, QStringLiteral("test"), plan);
    m_dialog->show();
}

void TestExportDialog::everyFormatIsWritten_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("SVG") << static_cast<int>(Format::Svg) << QByteArray("<?xml");
    QTest::newRow("PNG") << static_cast<int>(Format::Png) << QByteArray("\x89PNG");
    QTest::newRow("PDF") << static_cast<int>(Format::Pdf) << QByteArray("%PDF-1.");
    QTest::newRow("Chrome") << static_cast<int>(Format::ChromeTrace) << QByteArray("{\"displayTimeUnit\"");
    QTest::newRow("CSV") << static_cast<int>(Format::Csv) << QByteArray("step,time_ns");
    QTest::newRow("Perfetto") << static_cast<int>(Format::Perfetto) << QByteArray("\x0a");
}

void TestExportDialog::everyFormatIsWritten()
{
    QFETCH(int, format);
    QFETCH(QByteArray, start);
    const ExportPlan plan = planOf(static_cast<Format>(format));
    open(plan);
    QSignalSpy exported(m_dialog.get(), &ExportDialog::exported);
    QTest::keyClick(m_dialog.get(), Qt::Key_Return);
    QTRY_COMPARE(exported.count(), 1);
    QCOMPARE(m_dialog->result(), static_cast<int>(QDialog::Accepted));
    QVERIFY(bytesOf("a." + endingOf(plan.format)).startsWith(start));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
    if (plan.format == Format::Perfetto) {
        const auto run = exchange::openRun(plan.path.toStdString());
        QVERIFY(run);
        QCOMPARE(run->trace->size(), m_session->length());
    }
}

void TestExportDialog::thePreviewIsWhatComesOut()
{
    open(planOf(Format::Csv));
    const ExportPreview& preview = m_dialog->preview();
    QTRY_VERIFY(preview.text().startsWith("step,time_ns"));
    QString shown = preview.text();
    m_dialog->setFormat(Format::ChromeTrace);
    QTRY_VERIFY(preview.text().contains("\"thread_name\""));
    m_dialog->setFormat(Format::Perfetto);
    QTRY_VERIFY(preview.text().contains("without loss"));
    QVERIFY(!preview.hasPicture());
    m_dialog->setFormat(Format::Svg);
    QTRY_VERIFY(preview.hasPicture());
    m_dialog->setFormat(Format::Csv);
    QSignalSpy exported(m_dialog.get(), &ExportDialog::exported);
    m_dialog->write();
    QTRY_COMPARE(exported.count(), 1);
    QCOMPARE(QString::fromUtf8(bytesOf("a.csv")).remove('\r'), shown);
}

void TestExportDialog::aRangeComesOutAlone()
{
    ExportPlan plan = planOf(Format::Csv);
    plan.part = Part::Range;
    open(plan);
    QCOMPARE(m_dialog->plan().part, Part::Whole); // nothing is selected
    m_dialog.reset();
    m_session->selectRange(3, 7);
    open(plan);
    QSignalSpy exported(m_dialog.get(), &ExportDialog::exported);
    m_dialog->write();
    QTRY_COMPARE(exported.count(), 1);
    QCOMPARE(bytesOf("a.csv").count('\n'), 1 + 4);
    QVERIFY(bytesOf("a.csv").contains("\n4,"));
}

void TestExportDialog::whatIsVisibleComesOut()
{
    m_timeline->canvas()->zoom(4);
    QTRY_VERIFY(Exporter(*m_session, *m_timeline, {}).stepsOf(Part::Screen).end < m_session->length()
                || Exporter(*m_session, *m_timeline, {}).stepsOf(Part::Screen).begin > 0);
    ExportPlan plan = planOf(Format::Png);
    plan.part = Part::Screen;
    plan.scale = 1;
    open(plan);
    QSignalSpy exported(m_dialog.get(), &ExportDialog::exported);
    m_dialog->write();
    QTRY_COMPARE(exported.count(), 1);
    // As wide as the screen's, whatever the width of the plan.
    QCOMPARE(QImage(in("a.png")).width(), m_timeline->canvas()->viewport()->width());
}

void TestExportDialog::aPngIsAsLargeAsItSays()
{
    ExportPlan plan = planOf(Format::Png);
    plan.scale = 3;
    open(plan);
    const QSize said = Exporter(*m_session, *m_timeline, {}).pixels(plan);
    QCOMPARE(said.width(), 2400);
    QSignalSpy exported(m_dialog.get(), &ExportDialog::exported);
    m_dialog->write();
    QTRY_COMPARE(exported.count(), 1);
    QCOMPARE(QImage(in("a.png")).size(), said);
}

void TestExportDialog::tooLargeIsRefusedBeforeIsWritten()
{
    ExportPlan plan = planOf(Format::Png);
    plan.width = 20000;
    plan.scale = 4;
    open(plan);
    m_dialog->write();
    QVERIFY2(m_dialog->problem().contains("too large"), qPrintable(m_dialog->problem()));
    QVERIFY(m_dialog->isVisible());
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestExportDialog::failuresAreSaidAndTheDialogStays_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("path");
    for (int i = 0; i < formatCount; ++i)
        QTest::addRow("%s, no folder", qPrintable(endingOf(static_cast<Format>(i)))) << i << "/nowhere/a.x";
    QTest::newRow("json, full disk") << static_cast<int>(Format::ChromeTrace) << "/dev/full";
    QTest::newRow("csv, full disk") << static_cast<int>(Format::Csv) << "/dev/full";
    QTest::newRow("pftrace, full disk") << static_cast<int>(Format::Perfetto) << "/dev/full";
    QTest::newRow("nowhere") << static_cast<int>(Format::Csv) << " ";
}

void TestExportDialog::failuresAreSaidAndTheDialogStays()
{
    QFETCH(int, format);
    QFETCH(QString, path);
    ExportPlan plan = planOf(static_cast<Format>(format));
    plan.path = path;
    open(plan);
    m_dialog->write();
    QTRY_VERIFY(!m_dialog->problem().isEmpty());
    QVERIFY(m_dialog->isVisible());
    QTRY_VERIFY(m_dialog->findChild<QLineEdit*>("path")->isEnabled());
    QVERIFY(m_dialog->problem().endsWith('.'));
}

void TestExportDialog::theNameFollowsTheFormat()
{
    open(planOf(Format::Svg));
    m_dialog->setFormat(Format::ChromeTrace);
    QCOMPARE(m_dialog->plan().path, in("a.json"));
    m_dialog->setPath(in("a.trace"));
    m_dialog->setFormat(Format::Csv);
    QCOMPARE(m_dialog->plan().path, in("a.trace"));
}

void TestExportDialog::everythingIsReachedByKeyAndHasAName()
{
    open(planOf(Format::Png));
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    QSet<QWidget*> reached;
    for (int i = 0; i < 40; ++i) {
        if (m_dialog->focusWidget() != nullptr)
            reached.insert(m_dialog->focusWidget());
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
    }
    QVERIFY(reached.contains(m_dialog->findChild<QLineEdit*>("path")));
    QVERIFY2(reached.size() >= 7, qPrintable(QString::number(reached.size())));
    for (QWidget* widget : reached) {
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(face != nullptr && !face->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
    }
}

void TestExportDialog::aLongExportIsGivenUp()
{
    m_session->open(session::TwoCooks(150'000).trace, {.ending = trace::Ending::Completed}, QString());
    m_timeline->canvas()->indexer()->waitUntilDone();
    open(planOf(Format::ChromeTrace));
    m_dialog->write();
    QVERIFY(m_dialog->findChild<QProgressBar*>()->isVisible());
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(m_dialog->isVisible());
    QTRY_VERIFY2(m_dialog->problem().contains("given up"), qPrintable(m_dialog->problem()));
    QVERIFY(QDir(m_folder->path()).isEmpty());
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
}

} // namespace interleave::files

QTEST_MAIN(interleave::files::TestExportDialog)
#include "tst_export_dialog.moc"
