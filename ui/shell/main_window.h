#pragma once

#include "ui/session/session.h"

#include <QMainWindow>
#include <QTimer>

#include <functional>
#include <map>

class QActionGroup;
class QDockWidget;
class QMenuBar;
class QSettings;
class QStackedWidget;

namespace interleave::gallery {
class Gallery;
}
namespace interleave::session {
class LastMoment;
}
namespace interleave::theme {
class Theme;
}
namespace interleave::transport {
class Transport;
}
namespace interleave::widgets {
class IconButton;
}

namespace interleave::shell {

class BottomTabs;
class DockTitle;
class ShortcutOverlay;
class SideTabs;
class VerdictBanner;

/// Where a view goes.
enum class Place { Timeline, Code, Console, Events, Findings, Explore, State };

/// What the program can do with files.
enum class FileCommand { Open, Save, Export };

/// The window: menus, transport, gallery, timeline with the verdict above it, details below it, state at the right.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Keeps references to both, which must outlive it.
    MainWindow(session::Session& session, theme::Theme& theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Puts a view into its place; the window owns it from now on. Each place once.
    void setView(Place place, QWidget* view);
    /// The count beside the title of a tab; 0 shows none.
    void setCount(Place place, int count);
    /// Brings a tab or dock to the front.
    void showPlace(Place place);
    void enableFileCommand(FileCommand command);
    /// The file whose text the code view shows, named beside the tabs.
    void setCodeTitle(const QString& title);
    /// Whose answer the verdict names.
    void setLastMoment(session::LastMoment& moment);
    /// The files that the menu offers to open again, the latest first.
    void setRecentFiles(const QStringList& paths);

    /// Layout, theme and choice of the last time. A choice that is no longer in the catalogue is left out.
    void restore(QSettings& settings);
    void save(QSettings& settings) const;

signals:
    /// The list of recent files is to be emptied.
    void recentCleared();
    /// A file is to be opened; an empty path means that the user has to be asked.
    void openRequested(const QString& path);
    void saveRequested();
    void exportRequested();
    /// Two runs are to be seen side by side: the one that is shown and another, or a broken variant and a fixed one.
    void compareRequested();
    void brokenWithFixedRequested();
    /// *Find* and *Fit* in the timeline.
    void findRequested();
    void fitRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeCentre();
    void makeDocks();
    QDockWidget* makeDock(const QString& name, const QString& title, QWidget* head, QWidget* body, Qt::DockWidgetArea area);
    void makeMenus();
    void makeFileMenu();
    void makeViewMenu();
    void makeRunMenu();
    void makeGoMenu();
    void makeTraceMenu();
    void fillBreakpoints(QMenu& menu);
    QAction* addCommand(QMenu& menu, const QString& text, const QKeySequence& key, std::function<void()> run);
    void goToNeighbour(int direction);
    void resetLayout();
    void setMovable(bool isMovable);
    void fitWidth();
    void fitSide();
    void prepareRun();
    void showCentre();
    void showState();
    void showFindings();
    void showCommands();
    void togglePlaying();

    session::Session& m_session;
    theme::Theme& m_theme;
    QMenuBar* m_menus = nullptr;
    transport::Transport* m_transport;
    gallery::Gallery* m_gallery;
    widgets::IconButton* m_galleryButton;
    QStackedWidget* m_centre;
    VerdictBanner* m_banner;
    BottomTabs* m_tabs;
    QWidget* m_codePage = nullptr;
    SideTabs* m_side = nullptr; ///< explanation and pictures, beside the code
    bool m_isSideSized = false; ///< by the user
    QDockWidget* m_galleryDock;
    QDockWidget* m_stateDock;
    QDockWidget* m_bottomDock;
    DockTitle* m_galleryTitle;
    DockTitle* m_stateTitle;
    QWidget* m_statePage;
    ShortcutOverlay* m_overlay;
    std::map<Place, QWidget*> m_views;
    std::map<FileCommand, QAction*> m_fileCommands;
    QMenu* m_recent = nullptr;
    QAction* m_playAction = nullptr;
    QAction* m_stopAction = nullptr;
    QAction* m_goOnAction = nullptr;
    QActionGroup* m_schemes = nullptr;
    QActionGroup* m_motions = nullptr;
    QTimer m_prepare; ///< a chosen program is started once the choice rests
    bool m_isStateTabbed = false;
    bool m_isGalleryFolded = false;
    bool m_hasLayout = false; ///< sizes were restored, or given when the window was first shown
};

} // namespace interleave::shell
