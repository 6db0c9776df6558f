#include "ui/shell/main_window.h"

#include "ui/gallery/gallery.h"
#include "ui/pictures/picture_set.h"
#include "ui/shell/bottom_tabs.h"
#include "ui/shell/dock_title.h"
#include "ui/shell/explanation.h"
#include "ui/shell/shortcut_overlay.h"
#include "ui/shell/side_tabs.h"
#include "ui/shell/status_line.h"
#include "ui/shell/verdict_banner.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/transport/transport.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/splitter.h"

#include <QDockWidget>
#include <QGuiApplication>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace interleave::shell {

namespace metrics = theme::metrics;
using session::Session;

namespace {

constexpr int explanationWidth = 272;
constexpr int pictureWidth = 348;
constexpr int rest = 150; // milliseconds before a chosen program is started: arrow keys walk over many

int rankOf(Place place)
{
    return static_cast<int>(place);
}

QString titleOf(Place place)
{
    switch (place) {
    case Place::Code: return MainWindow::tr("Code");
    case Place::Console: return MainWindow::tr("Console");
    case Place::Events: return MainWindow::tr("Events");
    case Place::Findings: return MainWindow::tr("Findings");
    case Place::Explore: return MainWindow::tr("Explore");
    case Place::State: return MainWindow::tr("State");
    case Place::Timeline: break;
    }
    return MainWindow::tr("Timeline");
}

} // namespace

MainWindow::MainWindow(Session& session, theme::Theme& theme, QWidget* parent)
    : QMainWindow(parent), m_session(session), m_theme(theme), m_transport(new transport::Transport(session)),
      m_gallery(new gallery::Gallery(session)),
      m_galleryButton(new widgets::IconButton(theme::Icon::Book, tr("Gallery"), QKeySequence(Qt::CTRL | Qt::Key_K))),
      m_centre(new QStackedWidget), m_banner(new VerdictBanner(session)), m_tabs(new BottomTabs),
      m_galleryTitle(new DockTitle(tr("Gallery"))), m_stateTitle(new DockTitle(tr("State"))), m_statePage(new QWidget),
      m_overlay(new ShortcutOverlay(this))
{
    setWindowTitle(tr("Interleave"));
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    makeCentre();
    makeDocks();
    makeMenus();
    auto* status = new StatusLine(session);
    setStatusBar(status);
    connect(status, &StatusLine::shortcutsAsked, this, [this] { m_overlay->open(*m_menus); });
    connect(m_banner, &VerdictBanner::whyAsked, this, [this] { showPlace(Place::Findings); });
    connect(&m_session, &Session::runStarted, this, &MainWindow::showCentre);
    connect(&m_session, &Session::runStarted, this, &MainWindow::showState);
    connect(&m_session, &Session::playheadMoved, this, &MainWindow::showState);
    connect(&m_session, &Session::findingsChanged, this, &MainWindow::showFindings);
    connect(&m_session, &Session::statusChanged, this, &MainWindow::showCommands);
    m_prepare.setSingleShot(true);
    m_prepare.setInterval(rest);
    connect(&m_prepare, &QTimer::timeout, this, &MainWindow::prepareRun);
    connect(&m_session, &Session::choiceChanged, &m_prepare, qOverload<>(&QTimer::start));
    connect(&m_session, &Session::choiceChanged, this, &MainWindow::showState);
    showCentre();
    showState();
    showCommands();
    // The size of the layout's plan, or what the screen has room for.
    const QScreen* const screen = QGuiApplication::primaryScreen();
    resize(screen != nullptr ? QSize(1440, 900).boundedTo(screen->availableSize()) : QSize(1440, 900));
    resetLayout();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeCentre()
{
    auto* empty = new widgets::EmptyState(tr("Pick a program on the left, or drop a trace here."));
    m_centre->addWidget(empty);
    connect(empty, &widgets::EmptyState::actionTriggered, this, [this] { emit openRequested(QString()); });
    auto* column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_centre, 1);
    auto* centre = new QWidget;
    centre->setLayout(column);
    centre->setMinimumSize(320, 160);
    setCentralWidget(centre);

    // Menu and transport share the top of the window: the docks begin below both.
    auto* bar = new QMenuBar;
    bar->setFixedHeight(metrics::menuHeight);
    auto* top = new QWidget;
    auto* rows = new QVBoxLayout(top);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(bar);
    rows->addWidget(m_transport);
    m_transport->setLeading(m_galleryButton);
    m_galleryButton->setHeight(metrics::transportFieldHeight);
    m_galleryButton->hide();
    connect(m_galleryButton, &QToolButton::clicked, this, [this] { m_galleryDock->setVisible(!m_galleryDock->isVisible()); });
    setMenuWidget(top);
    m_menus = bar;
}

QDockWidget* MainWindow::makeDock(const QString& name, const QString& title, QWidget* head, QWidget* body,
                                  Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(body);
    dock->setTitleBarWidget(head);
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::makeDocks()
{
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    auto* column = new QVBoxLayout(m_statePage);
    column->setContentsMargins(0, 0, 0, 0);
    m_galleryDock = makeDock(QStringLiteral("gallery"), tr("Gallery"), m_galleryTitle, m_gallery, Qt::LeftDockWidgetArea);
    m_stateDock = makeDock(QStringLiteral("state"), tr("State"), m_stateTitle, m_statePage, Qt::RightDockWidgetArea);
    m_bottomDock = makeDock(QStringLiteral("details"), tr("Details"), new QWidget, m_tabs, Qt::BottomDockWidgetArea);
    m_statePage->setMinimumWidth(metrics::rightDockMinimum);
    m_gallery->setMaximumWidth(metrics::leftDockMaximum);
    m_statePage->setMaximumWidth(metrics::rightDockMaximum);
    // Until there is something to show.
    m_stateDock->hide();
    const auto tellCount = [this] { m_galleryTitle->setNote(m_gallery->countText()); };
    connect(m_gallery, &gallery::Gallery::countChanged, this, tellCount);
    tellCount();

    auto* code = new widgets::Splitter(Qt::Horizontal);
    m_side = new SideTabs(m_session, *new pictures::PictureSet(m_session, this));
    code->addWidget(m_side);
    connect(m_gallery, &gallery::Gallery::chapterPicked, m_side, &SideTabs::showChapter);
    connect(m_gallery, &gallery::Gallery::programPicked, m_side->explanation(), &Explanation::showProgram);
    connect(m_side, &SideTabs::picturesChanged, this, &MainWindow::fitSide);
    connect(code, &QSplitter::splitterMoved, this, [this] { m_isSideSized = true; });
    code->setChildrenCollapsible(false);
    m_codePage = code;
    m_tabs->add(code, titleOf(Place::Code), rankOf(Place::Code));
    resetLayout();
}

void MainWindow::setView(Place place, QWidget* view)
{
    m_views[place] = view;
    if (place == Place::Timeline) {
        m_centre->addWidget(view);
        showCentre();
    } else if (place == Place::Code) {
        auto* splitter = static_cast<widgets::Splitter*>(m_codePage);
        splitter->insertWidget(0, view);
        splitter->setStretchFactor(0, 1);
        splitter->setStretchFactor(1, 0);
        fitSide();
    } else if (place == Place::State) {
        m_statePage->layout()->addWidget(view);
        m_stateDock->show();
        m_isStateTabbed = false;
        fitWidth();
        resetLayout();
    } else {
        m_tabs->add(view, titleOf(place), rankOf(place));
    }
    if (place == Place::Findings)
        showFindings();
}

void MainWindow::setCount(Place place, int count)
{
    if (place == Place::Findings)
        static_cast<StatusLine*>(statusBar())->setFindings(count);
    const auto view = m_views.find(place);
    if (view == m_views.end())
        return;
    const bool isAlarm = place == Place::Findings && count > 0;
    m_tabs->setCount(view->second, count, isAlarm ? widgets::CountBadge::Tone::Error : widgets::CountBadge::Tone::Neutral);
}

void MainWindow::setCodeTitle(const QString& title)
{
    m_tabs->setNote(title);
}

void MainWindow::setLastMoment(session::LastMoment& moment)
{
    m_banner->setLastMoment(moment);
}

void MainWindow::showPlace(Place place)
{
    if (place == Place::Code) {
        m_tabs->setCurrentWidget(m_codePage);
    } else if (place == Place::State) {
        m_isStateTabbed ? m_tabs->setCurrentWidget(m_statePage) : m_stateDock->show();
    } else if (const auto view = m_views.find(place); view != m_views.end() && place != Place::Timeline) {
        m_tabs->setCurrentWidget(view->second);
    }
    m_bottomDock->show();
}

void MainWindow::showCentre()
{
    const auto timeline = m_views.find(Place::Timeline);
    const bool hasTimeline = timeline != m_views.end() && m_session.trace();
    m_centre->setCurrentWidget(hasTimeline ? timeline->second : m_centre->widget(0));
}

void MainWindow::showState()
{
    const auto trace = m_session.trace();
    const Step at = m_session.playhead();
    if (!trace) {
        m_stateTitle->setTitle(tr("State"));
        m_stateTitle->setNote({});
    } else {
        const bool isNow = m_session.isAtEdge() && m_session.status().activity == session::Activity::Running;
        m_stateTitle->setTitle(isNow ? tr("State now") : tr("State at step %1").arg(at));
        const QString time = m_session.length() > 0 ? session::timeText(*trace, trace->timeAt(at > 0 ? at - 1 : 0)) : QString();
        m_stateTitle->setNote(time.isEmpty() ? QString() : tr("%1 · of %2").arg(time).arg(m_session.length()));
    }
    const host::ProgramInfo* program = m_session.program();
    const bool isFile = trace && m_session.status().drive == session::Drive::OpenedFile && !m_session.title().isEmpty();
    const QString shown = isFile ? m_session.title() : program != nullptr ? QString::fromStdString(program->id) : QString();
    setWindowTitle(shown.isEmpty() ? tr("Interleave") : tr("%1 – Interleave").arg(shown));
}

void MainWindow::showFindings()
{
    setCount(Place::Findings, static_cast<int>(m_session.findings().size()));
}

// A Controlled run waits before its first step, so a chosen program can be shown as one; a Live one would run away.
void MainWindow::prepareRun()
{
    const bool isIdle = !m_session.trace() && m_session.status().activity == session::Activity::Empty;
    if (isIdle && m_session.program() != nullptr && m_session.choice().mode == trace::Mode::Controlled)
        m_session.start();
}

// A picture wants more room than a column of text, unless the user gave it some.
void MainWindow::fitSide()
{
    if (!m_isSideSized)
        static_cast<widgets::Splitter*>(m_codePage)->setSizes(
            {10'000, m_side->hasPictures() ? pictureWidth : explanationWidth});
}

void MainWindow::resetLayout()
{
    resizeDocks({m_galleryDock, m_stateDock}, {metrics::leftDockWidth, metrics::rightDockWidth}, Qt::Horizontal);
    resizeDocks({m_bottomDock}, {static_cast<int>(height() * metrics::bottomDockShare)}, Qt::Vertical);
}

} // namespace interleave::shell
