// The window: builds the objects and wires them.

#include "app/window/export_run.h"
#include "app/window/first_frame.h"
#include "app/window/options.h"
#include "core/host/catalogue.h"
#include "core/host/run.h"
#include "ui/code/code_view.h"
#include "ui/console/console_view.h"
#include "ui/events/events_view.h"
#include "ui/explore/explore_view.h"
#include "ui/files/files.h"
#include "ui/findings/findings_view.h"
#include "ui/graph/graph_view.h"
#include "ui/session/last_moment.h"
#include "ui/session/session.h"
#include "ui/shell/compare_window.h"
#include "ui/shell/main_window.h"
#include "ui/state/state_view.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/section_head.h"

#include <QApplication>
#include <QIcon>
#include <QSettings>

#include <cstdio>
#include <memory>

namespace {

using namespace interleave;

constexpr int wrongUse = 2;

int complain(const std::string& sentence, int status)
{
    std::fputs(("interleave-window: " + sentence + "\n").c_str(), stderr);
    return status;
}

void choose(session::Session& session, const std::string& words)
{
    session::Choice choice = session.choice();
    const std::size_t colon = words.find(':');
    choice.program = words.substr(0, colon);
    choice.variant = colon == std::string::npos ? std::string() : words.substr(colon + 1);
    choice.settings.clear();
    session.setChoice(choice);
}

void addTimeline(shell::MainWindow& window, session::Session& session, session::LastMoment& moment)
{
    auto* view = new timeline::TimelineView(session);
    window.setView(shell::Place::Timeline, view);
    QObject::connect(&moment, &session::LastMoment::changed, view,
                     [view, &moment] { view->setLastAvoidable(moment.step()); });
    // Keys for lanes and for playing work at once: nobody types before a field was chosen for it.
    QObject::connect(&session, &session::Session::runStarted, view, [view] {
        const QWidget* focused = QApplication::focusWidget();
        if (focused == nullptr || view->isAncestorOf(focused))
            view->canvas()->setFocus();
    }, Qt::QueuedConnection);
    QObject::connect(&window, &shell::MainWindow::findRequested, view, &timeline::TimelineView::find);
    QObject::connect(&window, &shell::MainWindow::fitRequested, view->canvas(), &timeline::Canvas::fit);
    window.enableFileCommand(shell::FileCommand::Export);
    QObject::connect(&window, &shell::MainWindow::exportRequested, view,
                     [view, &window, &session, plan = files::ExportPlan()]() mutable {
                         app::exportRun(window, session, *view, plan);
                     });
    QObject::connect(view, &timeline::TimelineView::openWanted, &window, [&window] { emit window.openRequested({}); });
}

void addConsole(shell::MainWindow& window, session::Session& session)
{
    auto* view = new console::ConsoleView(session);
    window.setView(shell::Place::Console, view);
    QObject::connect(view, &console::ConsoleView::countChanged, &window,
                     [&window](int count) { window.setCount(shell::Place::Console, count); });
}

events::EventsView* addEvents(shell::MainWindow& window, session::Session& session)
{
    auto* view = new events::EventsView(session);
    window.setView(shell::Place::Events, view);
    QObject::connect(view, &events::EventsView::countChanged, &window,
                     [&window](int count) { window.setCount(shell::Place::Events, count); });
    return view;
}

explore::ExploreView* addExplore(shell::MainWindow& window, session::Search& search)
{
    auto* view = new explore::ExploreView(search);
    window.setView(shell::Place::Explore, view);
    QObject::connect(view, &explore::ExploreView::countChanged, &window,
                     [&window](int count) { window.setCount(shell::Place::Explore, count); });
    return view;
}

/// The window for comparisons is made when it is first wanted.
void addCompare(shell::MainWindow& window, session::Session& session, const std::string& target, explore::ExploreView& explore)
{
    auto comparing = std::make_shared<shell::CompareWindow*>(nullptr);
    const auto wanted = [comparing, &window, &session, target]() -> shell::CompareWindow& {
        if (*comparing == nullptr)
            *comparing = new shell::CompareWindow(session, target, &window);
        (*comparing)->show();
        (*comparing)->raise();
        (*comparing)->activateWindow();
        return **comparing;
    };
    QObject::connect(&window, &shell::MainWindow::compareRequested, &window, [wanted] { wanted().compareShownRun(); });
    QObject::connect(&window, &shell::MainWindow::brokenWithFixedRequested, &window,
                     [wanted] { wanted().compareBrokenWithFixed(); });
    QObject::connect(&explore, &explore::ExploreView::compareWanted, &window,
                     [wanted](const std::string& schedule) { wanted().compareWithSchedule(schedule); });
}

void addFindings(shell::MainWindow& window, session::Session& session, explore::ExploreView& explore)
{
    auto* view = new findings::FindingsView(session);
    window.setView(shell::Place::Findings, view);
    QObject::connect(view, &findings::FindingsView::countChanged, &window,
                     [&window](int count) { window.setCount(shell::Place::Findings, count); });
    QObject::connect(view, &findings::FindingsView::exploreWanted, &window,
                     [&window, &explore] {
                         window.showPlace(shell::Place::Explore);
                         explore.explore();
                     });
}

void addFiles(shell::MainWindow& window, files::Files& files)
{
    using shell::MainWindow;
    window.enableFileCommand(shell::FileCommand::Open);
    window.enableFileCommand(shell::FileCommand::Save);
    QObject::connect(&window, &MainWindow::openRequested, &files, &files::Files::open);
    QObject::connect(&window, &MainWindow::saveRequested, &files, &files::Files::save);
    QObject::connect(&window, &MainWindow::recentCleared, &files, [&files] { files.setRecent({}); });
    QObject::connect(&files, &files::Files::recentChanged, &window, &MainWindow::setRecentFiles);
}

state::StateView* addState(shell::MainWindow& window, session::Session& session, session::LastMoment& moment)
{
    auto* view = new state::StateView(session);
    auto* graph = new graph::GraphView(session);
    widgets::SectionHead* section = view->addSection(QStringLiteral("graph"), graph->title(), graph);
    QObject::connect(graph, &graph::GraphView::headChanged, section, [graph, section] {
        section->setTitle(graph->title());
        section->setNote(graph->note());
    });
    QObject::connect(&moment, &session::LastMoment::changed, graph,
                     [graph, &moment] { graph->setLastAvoidable(moment.step()); });
    window.setView(shell::Place::State, view);
    return view;
}

} // namespace

int main(int argc, char** argv)
{
    const app::WindowOptions options = app::parseWindowOptions({argv + 1, argv + argc});
    if (!options.error.empty())
        return complain(options.error, wrongUse);
    if (options.wantsHelp)
        return std::fputs(app::windowHelp().c_str(), stdout) < 0 ? 1 : 0;
    if (options.wantsVersion)
        return std::puts("interleave " INTERLEAVE_VERSION) < 0 ? 1 : 0;
    const std::string target = options.target.empty() ? host::defaultTarget() : options.target;
    auto catalogue = host::Catalogue::load(target);
    if (!catalogue)
        return complain(catalogue.error().message, wrongUse);

    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("interleave"));
    QApplication::setOrganizationName(QStringLiteral("interleave"));
    QApplication::setApplicationVersion(QStringLiteral(INTERLEAVE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("interleave"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/interleave/desktop/interleave.svg")));
    theme::Theme theme(application);
    session::Session session;
    session.setTarget(target);
    session.setCatalogue(std::move(*catalogue));

    shell::MainWindow window(session, theme);
    session::LastMoment moment(session, target);
    window.setLastMoment(moment);
    addTimeline(window, session, moment);
    addConsole(window, session);
    events::EventsView* events = addEvents(window, session);
    session::Search search(session, target);
    explore::ExploreView* explore = addExplore(window, search);
    addFindings(window, session, *explore);
    addCompare(window, session, target, *explore);
    auto* code = new code::CodeView(session);
    window.setView(shell::Place::Code, code);
    QObject::connect(code, &code::CodeView::titleChanged, &window, &shell::MainWindow::setCodeTitle);
    files::Files files(session, window, QStringLiteral("interleave " INTERLEAVE_VERSION));
    addFiles(window, files);
    state::StateView* state = addState(window, session, moment);
    QSettings settings;
    const QString recentFiles = QStringLiteral("files/recent");
    if (!options.isFresh) {
        window.restore(settings);
        events->restore(settings);
        files.setRecent(settings.value(recentFiles).toStringList());
        state->restore(settings);
    }
    if (!options.program.empty())
        choose(session, options.program);
    if (!options.file.empty())
        files.open(QString::fromStdString(options.file));
    if (options.leavesAfterFirstFrame)
        app::leaveAfterFirstFrame(window);
    window.show();
    const int status = QApplication::exec();
    if (!options.isFresh) {
        window.save(settings);
        events->save(settings);
        settings.setValue(recentFiles, files.recent());
        state->save(settings);
    }
    return status;
}
