// The commands of the window, each once, with its key.

#include "ui/gallery/gallery.h"
#include "ui/shell/main_window.h"
#include "ui/shell/shortcut_overlay.h"
#include "ui/shell/side_tabs.h"
#include "ui/theme/theme.h"
#include "ui/transport/speed.h"
#include "ui/transport/transport.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

namespace interleave::shell {

using session::Activity;
using session::Session;

QAction* MainWindow::addCommand(QMenu& menu, const QString& text, const QKeySequence& key, std::function<void()> run)
{
    QAction* action = menu.addAction(text);
    action->setShortcut(key);
    connect(action, &QAction::triggered, this, std::move(run));
    return action;
}

void MainWindow::makeMenus()
{
    makeFileMenu();
    QMenu& edit = *m_menus->addMenu(tr("&Edit"));
    addCommand(edit, tr("&Find in the timeline"), QKeySequence::Find, [this] { emit findRequested(); });
    addCommand(edit, tr("Search &programs"), QKeySequence(Qt::CTRL | Qt::Key_K), [this] {
        m_galleryDock->show();
        m_gallery->search();
    });
    edit.addSeparator();
    addCommand(edit, tr("&Copy the schedule"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), [this] {
        const std::string schedule = m_session.scheduleText();
        if (schedule.empty())
            emit m_session.said(tr("This run has no schedule to copy."), session::Severity::Note);
        else
            QApplication::clipboard()->setText(QString::fromStdString(schedule));
    });
    addCommand(edit, tr("&Run the schedule in the clipboard"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V), [this] {
        session::Choice choice = m_session.choice();
        choice.schedule = QApplication::clipboard()->text().toStdString();
        choice.mode = trace::Mode::Controlled;
        if (!choice.schedule.empty() && m_session.program() != nullptr)
            m_session.start(choice);
    });
    makeViewMenu();
    makeRunMenu();
    makeGoMenu();
    makeTraceMenu();
    QMenu& window = *m_menus->addMenu(tr("&Window"));
    QAction* movable = window.addAction(tr("&Move panels"));
    movable->setCheckable(true);
    connect(movable, &QAction::toggled, this, &MainWindow::setMovable);
    addCommand(window, tr("&Reset the layout"), {}, [this] {
        for (QDockWidget* dock : {m_galleryDock, m_stateDock, m_bottomDock})
            dock->setFloating(false);
        addDockWidget(Qt::LeftDockWidgetArea, m_galleryDock);
        addDockWidget(Qt::RightDockWidgetArea, m_stateDock);
        addDockWidget(Qt::BottomDockWidgetArea, m_bottomDock);
        m_galleryDock->show();
        m_bottomDock->show();
        m_stateDock->setVisible(m_views.contains(Place::State) && !m_isStateTabbed);
        fitWidth();
        resetLayout();
    });
    QMenu& help = *m_menus->addMenu(tr("&Help"));
    addCommand(help, tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_F1), [this] { m_overlay->open(*m_menus); });
    addCommand(help, tr("&About Interleave"), {}, [this] {
        QMessageBox::about(this, tr("About Interleave"),
                           tr("<b>Interleave</b><p>Watch, step and explore concurrent programs.</p><p>Apache License 2.0</p>"));
    });
}

void MainWindow::makeFileMenu()
{
    QMenu& file = *m_menus->addMenu(tr("&File"));
    m_fileCommands[FileCommand::Open] =
        addCommand(file, tr("&Open…"), QKeySequence::Open, [this] { emit openRequested(QString()); });
    m_recent = file.addMenu(tr("Open &recent"));
    m_recent->menuAction()->setVisible(false);
    m_fileCommands[FileCommand::Save] = addCommand(file, tr("&Save as…"), QKeySequence::Save, [this] { emit saveRequested(); });
    m_fileCommands[FileCommand::Export] =
        addCommand(file, tr("&Export…"), QKeySequence(Qt::CTRL | Qt::Key_E), [this] { emit exportRequested(); });
    for (const auto& [command, action] : m_fileCommands)
        action->setVisible(false);
    file.addSeparator();
    addCommand(file, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { close(); });
}

void MainWindow::enableFileCommand(FileCommand command)
{
    m_fileCommands[command]->setVisible(true);
    showCommands();
}

void MainWindow::setRecentFiles(const QStringList& paths)
{
    m_recent->clear();
    m_recent->menuAction()->setVisible(!paths.isEmpty());
    int number = 1;
    for (const QString& path : paths) {
        const QFileInfo file(path);
        // Files of the same name are told apart by their folders.
        QString text = QDir::toNativeSeparators(file.fileName() + QStringLiteral(" – ") + file.absolutePath());
        text.replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction* action = m_recent->addAction(QStringLiteral("&%1  %2").arg(number++ % 10).arg(text));
        connect(action, &QAction::triggered, this, [this, path] { emit openRequested(path); });
    }
    m_recent->addSeparator();
    connect(m_recent->addAction(tr("&Forget these files")), &QAction::triggered, this, &MainWindow::recentCleared);
}

void MainWindow::makeViewMenu()
{
    QMenu& view = *m_menus->addMenu(tr("&View"));
    view.addAction(m_galleryDock->toggleViewAction());
    view.addAction(m_stateDock->toggleViewAction());
    view.addAction(m_bottomDock->toggleViewAction());
    view.addSeparator();
    const std::pair<Place, QString> places[] = {{Place::Code, tr("Show the &code")},
                                                {Place::Console, tr("Show the c&onsole")},
                                                {Place::Events, tr("Show the &events")},
                                                {Place::Findings, tr("Show the f&indings")}};
    int number = 1;
    for (const auto& [place, text] : places)
        addCommand(view, text, QKeySequence(Qt::CTRL | (Qt::Key_0 + number++)), [this, place = place] { showPlace(place); });
    QAction* picture = addCommand(view, tr("Show the &picture"), QKeySequence(Qt::CTRL | Qt::Key_5), [this] {
        showPlace(Place::Code);
        m_side->showPicture(0);
    });
    const auto showPicture = [this, picture] { picture->setEnabled(m_side->hasPictures()); };
    connect(m_side, &SideTabs::picturesChanged, picture, showPicture);
    showPicture();
    view.addSeparator();
    addCommand(view, tr("&Fit the timeline"), QKeySequence(Qt::CTRL | Qt::Key_0), [this] { emit fitRequested(); });
    QAction* follow = addCommand(view, tr("Follow the &edge"), QKeySequence(Qt::CTRL | Qt::Key_L),
                                 [this] { m_session.setFollowsEdge(!m_session.followsEdge()); });
    follow->setCheckable(true);
    follow->setChecked(m_session.followsEdge());
    connect(&m_session, &Session::followsEdgeChanged, follow, &QAction::setChecked);
    view.addSeparator();

    QMenu& schemes = *view.addMenu(tr("&Theme"));
    m_schemes = new QActionGroup(this);
    const std::pair<theme::Scheme, QString> all[] = {
        {theme::Scheme::System, tr("&System")}, {theme::Scheme::Light, tr("&Light")}, {theme::Scheme::Dark, tr("&Dark")}};
    for (const auto& [scheme, text] : all) {
        QAction* action = m_schemes->addAction(schemes.addAction(text));
        action->setCheckable(true);
        action->setData(static_cast<int>(scheme));
        action->setChecked(m_theme.scheme() == scheme);
        connect(action, &QAction::triggered, this, [this, scheme = scheme] { m_theme.setScheme(scheme); });
    }
    QAction* reduced = view.addAction(tr("&Reduced motion"));
    reduced->setCheckable(true);
    reduced->setChecked(m_theme.isMotionReduced());
    connect(reduced, &QAction::triggered, this,
            [this](bool isOn) { m_theme.setMotion(isOn ? theme::Motion::Reduced : theme::Motion::Full); });
    connect(&m_theme, &theme::Theme::changed, reduced, [this, reduced] { reduced->setChecked(m_theme.isMotionReduced()); });
}

void MainWindow::togglePlaying()
{
    m_session.isPlaying() ? m_session.pause() : m_session.play();
}

void MainWindow::makeRunMenu()
{
    QMenu& run = *m_menus->addMenu(tr("&Run"));
    addCommand(run, tr("&Restart"), QKeySequence(Qt::CTRL | Qt::Key_F5), [this] { m_session.restart(); });
    m_playAction = addCommand(run, tr("&Play"), QKeySequence(Qt::Key_F5), [this] { togglePlaying(); });
    addCommand(run, tr("Play &backwards"), QKeySequence(Qt::SHIFT | Qt::ALT | Qt::Key_F5),
               [this] { m_session.playBack(Session::Direction::Backward); });
    m_stopAction = addCommand(run, tr("S&top"), QKeySequence(Qt::SHIFT | Qt::Key_F5), [this] { m_session.stop(); });
    run.addSeparator();
    addCommand(run, tr("&Step"), QKeySequence(Qt::Key_F10), [this] { m_session.step(); });
    addCommand(run, tr("Step this &lane"), QKeySequence(Qt::Key_F11), [this] { m_transport->stepLane(); });
    addCommand(run, tr("Step &back"), QKeySequence(Qt::ALT | Qt::Key_Left), [this] { m_session.stepBack(); });
    m_goOnAction = addCommand(run, tr("&Go on from here"), QKeySequence(Qt::CTRL | Qt::Key_G), [this] { m_session.goOnFromHere(); });
    run.addSeparator();
    addCommand(run, tr("&Faster"), QKeySequence(Qt::CTRL | Qt::Key_Plus), [this] {
        m_session.setSpeed(transport::speedAt(transport::positionOf(m_session.speed()) + 2));
    });
    addCommand(run, tr("Slo&wer"), QKeySequence(Qt::CTRL | Qt::Key_Minus), [this] {
        m_session.setSpeed(transport::speedAt(std::max(transport::slowest, transport::positionOf(m_session.speed()) - 2)));
    });
    run.addSeparator();
    QMenu& breakpoints = *run.addMenu(tr("Pause &when…"));
    connect(&breakpoints, &QMenu::aboutToShow, this, [this, &breakpoints] { fillBreakpoints(breakpoints); });
}

// "When anyone blocks on pot", for what the shown run knows.
void MainWindow::fillBreakpoints(QMenu& menu)
{
    menu.clear();
    const auto trace = m_session.trace();
    if (!trace || trace->objectCount() == 0) {
        menu.addAction(tr("Nothing has run yet"))->setEnabled(false);
        return;
    }
    for (std::uint32_t i = 0; i < trace->objectCount(); ++i) {
        const trace::Object& object = trace->object(ObjectId{i});
        const std::string name(trace->name(object.name));
        const bool canBlock = object.kind != trace::ObjectKind::Variable && object.kind != trace::ObjectKind::Outcome;
        if (name.empty() || !canBlock)
            continue;
        session::Breakpoint breakpoint;
        breakpoint.kind = session::Breakpoint::Kind::Blocks;
        breakpoint.object = name;
        QAction* action = menu.addAction(tr("anyone blocks on %1").arg(QString::fromStdString(name)));
        action->setCheckable(true);
        const auto& all = m_session.breakpoints();
        action->setChecked(std::find(all.begin(), all.end(), breakpoint) != all.end());
        connect(action, &QAction::triggered, this, [this, breakpoint](bool isOn) {
            isOn ? m_session.addBreakpoint(breakpoint) : m_session.removeBreakpoint(breakpoint);
        });
    }
    menu.addSeparator();
    QAction* none = menu.addAction(tr("Never"));
    none->setEnabled(!m_session.breakpoints().empty());
    connect(none, &QAction::triggered, this, [this] {
        const std::vector<session::Breakpoint> all = m_session.breakpoints();
        for (const session::Breakpoint& breakpoint : all)
            m_session.removeBreakpoint(breakpoint);
    });
}

void MainWindow::makeGoMenu()
{
    QMenu& go = *m_menus->addMenu(tr("&Go"));
    addCommand(go, tr("To the &start"), QKeySequence(Qt::ALT | Qt::Key_Home), [this] { m_session.setPlayhead(0); });
    addCommand(go, tr("To the &end"), QKeySequence(Qt::ALT | Qt::Key_End), [this] { m_session.setPlayhead(m_session.length()); });
    go.addSeparator();
    addCommand(go, tr("&Next event of this lane"), QKeySequence(Qt::ALT | Qt::Key_Down), [this] { goToNeighbour(1); });
    addCommand(go, tr("&Previous event of this lane"), QKeySequence(Qt::ALT | Qt::Key_Up), [this] { goToNeighbour(-1); });
    go.addSeparator();
    addCommand(go, tr("Next &finding"), QKeySequence(Qt::Key_F8), [this] {
        for (const trace::Finding& finding : m_session.findings()) {
            if (finding.step && *finding.step + 1 > m_session.playhead()) {
                m_session.selectEvent(*finding.step);
                return;
            }
        }
        emit m_session.said(tr("There is no finding after this moment."), session::Severity::Note);
    });
}

void MainWindow::goToNeighbour(int direction)
{
    const auto trace = m_session.trace();
    const LaneId lane = m_session.selectedLane();
    if (!trace || isNone(lane))
        return;
    if (direction > 0) {
        for (Step step = m_session.playhead(); step < m_session.length(); ++step)
            if (trace->event(step).lane == lane)
                return m_session.selectEvent(step);
    } else {
        for (Step step = m_session.playhead(); step > 1; --step)
            if (trace->event(step - 2).lane == lane)
                return m_session.selectEvent(step - 2);
    }
}

void MainWindow::makeTraceMenu()
{
    QMenu& trace = *m_menus->addMenu(tr("&Trace"));
    QMenu& earlier = *trace.addMenu(tr("&Earlier runs"));
    connect(&earlier, &QMenu::aboutToShow, this, [this, &earlier] {
        earlier.clear();
        std::size_t number = 0;
        for (const session::Recorded& each : m_session.earlierRuns()) {
            const QString text = tr("%1, %n events", nullptr, static_cast<int>(each.trace->size())).arg(each.title);
            QAction* action = earlier.addAction(text);
            connect(action, &QAction::triggered, this, [this, number] { m_session.showEarlier(number); });
            ++number;
        }
        if (number == 0)
            earlier.addAction(tr("None yet"))->setEnabled(false);
    });
    addCommand(trace, tr("Co&mpare…"), QKeySequence(Qt::CTRL | Qt::Key_D), [this] { emit compareRequested(); });
    addCommand(trace, tr("&Broken beside fixed"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
               [this] { emit brokenWithFixedRequested(); });
    trace.addSeparator();
    addCommand(trace, tr("&Clear the selection"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A), [this] {
        m_session.clearEvent();
        m_session.selectRange(0, 0);
        m_session.selectLane(LaneId::none);
        m_session.selectObject(ObjectId::none);
    });
}

void MainWindow::showCommands()
{
    if (m_playAction == nullptr)
        return;
    m_playAction->setText(m_session.isPlaying() ? tr("&Pause") : tr("&Play"));
    const Activity activity = m_session.status().activity;
    m_stopAction->setEnabled(activity != Activity::Empty && m_session.status().pid != 0);
    m_goOnAction->setEnabled(m_session.status().isInPast && m_session.whyNotGoOn().isEmpty());
    const bool hasTrace = m_session.trace() != nullptr;
    m_fileCommands[FileCommand::Save]->setEnabled(hasTrace);
    m_fileCommands[FileCommand::Export]->setEnabled(hasTrace);
    showState();
}

} // namespace interleave::shell
