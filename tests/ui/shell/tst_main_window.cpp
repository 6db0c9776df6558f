#include "ui/shell/main_window.h"

#include "tests/ui/session/small_catalogue.h"
#include "tests/ui/session/two_cooks.h"
#include "ui/gallery/gallery.h"
#include "ui/shell/bottom_tabs.h"
#include "ui/shell/shortcut_overlay.h"
#include "ui/theme/system_look.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <set>

namespace interleave::shell {

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void everyKeyIsGivenOnce();
    void theOverlayListsTheCommands();
    void unwantedKeysDriveTheRun();
    void aNarrowWindowFoldsItsPanels();
    void rememberedChoicesComeBack();
    void onlyWhatExistsIsOffered();

private:
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::init()
{
    m_window.reset();
    m_theme = std::make_unique<theme::Theme>(*qApp, nullptr);
    m_session = std::make_unique<session::Session>();
    m_session->setCatalogue(session::smallCatalogue());
    m_session->setTarget("/nowhere/interleave-target");
    m_window = std::make_unique<MainWindow>(*m_session, *m_theme);
    m_window->setView(Place::Timeline, new QWidget);
    m_window->setView(Place::State, new QWidget);
    m_window->setView(Place::Findings, new QWidget);
    m_window->show();
}

void TestMainWindow::everyKeyIsGivenOnce()
{
    std::set<QString> keys;
    for (const QAction* action : m_window->findChildren<QAction*>()) {
        const QString key = action->shortcut().toString();
        QVERIFY2(key.isEmpty() || keys.insert(key).second, qPrintable(key));
        QVERIFY2(key != QStringLiteral("Shift+F10") && key != QStringLiteral("Space"), "taken from controls");
    }
    for (const char* key : {"F5", "Shift+F5", "F10", "F11", "Alt+Left", "Ctrl+F", "Ctrl+O", "Ctrl+S", "Ctrl+E", "Ctrl+K"})
        QVERIFY2(keys.contains(QString::fromLatin1(key)), key);
}

void TestMainWindow::theOverlayListsTheCommands()
{
    auto* overlay = m_window->findChild<ShortcutOverlay*>();
    QVERIFY(!overlay->isVisible());
    QTest::keyClick(m_window.get(), '?');
    QVERIFY(overlay->isVisible());
    bool hasStep = false;
    for (const auto& group : overlay->groups())
        for (const auto& row : group.rows)
            hasStep |= row.key == QStringLiteral("F10");
    QVERIFY(hasStep);
    QTest::keyClick(overlay, Qt::Key_Escape);
    QVERIFY(!overlay->isVisible());
}

void TestMainWindow::unwantedKeysDriveTheRun()
{
    m_session->open(session::TwoCooks(2).trace, {.ending = trace::Ending::Completed}, QString());
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QVERIFY(m_session->isPlaying());
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QVERIFY(!m_session->isPlaying());
    QSignalSpy said(m_session.get(), &session::Session::said);
    m_session->setPlayhead(1);
    QTest::keyClick(m_window.get(), Qt::Key_1);
    QCOMPARE(said.count(), 1); // cook 1 cannot be stepped there, and the reason is said
}

void TestMainWindow::aNarrowWindowFoldsItsPanels()
{
    auto* gallery = m_window->findChild<gallery::Gallery*>();
    auto* tabs = m_window->findChild<BottomTabs*>();
    m_window->resize(1280, 800);
    const int before = tabs->count();
    m_window->resize(1100, 800);
    QCOMPARE(tabs->count(), before + 1);
    QVERIFY(gallery->isVisible());
    m_window->resize(900, 700);
    QVERIFY(!gallery->isVisible());
    m_window->resize(1300, 800);
    QCOMPARE(tabs->count(), before);
    QVERIFY(gallery->isVisible());
}

void TestMainWindow::rememberedChoicesComeBack()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    session::Choice choice;
    choice.program = "kitchen-deadlock";
    choice.variant = "n-cooks";
    choice.time = trace::TimeSetting::Respected;
    m_session->setChoice(choice);
    m_theme->setScheme(theme::Scheme::Dark);
    m_window->save(settings);
    m_session->setChoice({});
    m_theme->setScheme(theme::Scheme::Light);
    m_window->restore(settings);
    QCOMPARE(m_session->choice().variant, std::string("n-cooks"));
    QCOMPARE(m_session->choice().time, trace::TimeSetting::Respected);
    QCOMPARE(m_theme->scheme(), theme::Scheme::Dark);
    settings.setValue(QStringLiteral("choice/program"), QStringLiteral("long-gone"));
    m_session->setChoice({});
    m_window->restore(settings);
    QVERIFY(m_session->choice().program.empty());
}

void TestMainWindow::onlyWhatExistsIsOffered()
{
    QAction* open = nullptr;
    for (QAction* action : m_window->findChildren<QAction*>())
        if (action->shortcut() == QKeySequence(QKeySequence::Open))
            open = action;
    QVERIFY(open != nullptr && !open->isVisible());
    m_window->enableFileCommand(FileCommand::Open);
    QVERIFY(open->isVisible());
    QSignalSpy asked(m_window.get(), &MainWindow::openRequested);
    open->trigger();
    QCOMPARE(asked.count(), 1);
}

} // namespace interleave::shell

QTEST_MAIN(interleave::shell::TestMainWindow)
#include "tst_main_window.moc"
