#include "ui/gallery/gallery.h"
#include "ui/shell/bottom_tabs.h"
#include "ui/shell/dock_title.h"
#include "ui/shell/main_window.h"
#include "ui/shell/shortcut_overlay.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QResizeEvent>
#include <QSettings>

namespace interleave::shell {

namespace metrics = theme::metrics;

namespace {

constexpr int layoutVersion = 1;

} // namespace

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    fitWidth();
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    if (!m_hasLayout)
        resetLayout();
    m_hasLayout = true;
}

// In a narrow window the state becomes a tab, then the gallery a button.
void MainWindow::fitWidth()
{
    const bool isStateTabbed = width() < metrics::rightDockFoldsBelow && m_views.contains(Place::State);
    if (isStateTabbed != m_isStateTabbed) {
        m_isStateTabbed = isStateTabbed;
        if (isStateTabbed) {
            m_stateDock->hide();
            m_stateDock->setWidget(nullptr);
            m_tabs->add(m_statePage, tr("State"), static_cast<int>(Place::State));
            m_statePage->setMaximumWidth(QWIDGETSIZE_MAX);
        } else {
            m_tabs->remove(m_statePage);
            m_statePage->setMaximumWidth(metrics::rightDockMaximum);
            m_stateDock->setWidget(m_statePage);
            m_statePage->show();
            m_stateDock->show();
        }
    }
    const bool isGalleryFolded = width() < metrics::galleryFoldsBelow;
    if (isGalleryFolded != m_isGalleryFolded) {
        m_isGalleryFolded = isGalleryFolded;
        m_galleryButton->setVisible(isGalleryFolded);
        m_galleryDock->setVisible(!isGalleryFolded);
    }
}

// What arrives here was wanted by nobody who has the focus: a button keeps its Space, a field its digits.
void MainWindow::keyPressEvent(QKeyEvent* event)
{
    const bool isPlain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (event->key() == Qt::Key_Space && isPlain) {
        togglePlaying();
        return;
    }
    if (event->key() >= Qt::Key_0 && event->key() <= Qt::Key_9 && isPlain) {
        const LaneId lane{static_cast<std::uint32_t>(event->key() - Qt::Key_0)};
        m_session.stepLane(lane);
        return;
    }
    if (event->text() == QLatin1String("?")) {
        m_overlay->open(*m_menus);
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const bool canOpen = m_fileCommands.at(FileCommand::Open)->isVisible();
    if (canOpen && event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    emit openRequested(event->mimeData()->urls().first().toLocalFile());
}

// The heads of the panels are their handles; the details have none until they are to be moved.
void MainWindow::setMovable(bool isMovable)
{
    if (isMovable) {
        delete m_bottomDock->titleBarWidget();
        m_bottomDock->setTitleBarWidget(new DockTitle(tr("Details")));
    } else {
        delete m_bottomDock->titleBarWidget();
        m_bottomDock->setTitleBarWidget(new QWidget);
    }
}

void MainWindow::restore(QSettings& settings)
{
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    m_hasLayout = restoreState(settings.value(QStringLiteral("window/docks")).toByteArray(), layoutVersion);
    m_isGalleryFolded = false;
    fitWidth();
    m_stateDock->setVisible(m_views.contains(Place::State) && !m_isStateTabbed && !m_stateDock->isHidden());
    m_gallery->restore(settings);
    const int scheme = settings.value(QStringLiteral("look/scheme"), 0).toInt();
    for (QAction* action : m_schemes->actions())
        if (action->data().toInt() == scheme)
            action->trigger();
    m_theme.setMotion(static_cast<theme::Motion>(std::clamp(settings.value(QStringLiteral("look/motion"), 0).toInt(), 0, 2)));

    session::Choice choice = m_session.choice();
    choice.program = settings.value(QStringLiteral("choice/program")).toString().toStdString();
    choice.variant = settings.value(QStringLiteral("choice/variant")).toString().toStdString();
    choice.strategy = settings.value(QStringLiteral("choice/strategy"), QStringLiteral("by-hand")).toString().toStdString();
    choice.time = settings.value(QStringLiteral("choice/time")).toString() == QStringLiteral("respected")
                      ? trace::TimeSetting::Respected
                      : trace::TimeSetting::Ignored;
    choice.seed = settings.value(QStringLiteral("choice/seed"), 1).toULongLong();
    m_session.setSpeed(settings.value(QStringLiteral("choice/speed"), 1.0).toDouble());
    if (m_session.catalogue().find(choice.program) && session::specOf(m_session.catalogue(), choice))
        m_session.setChoice(choice);
}

void MainWindow::save(QSettings& settings) const
{
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/docks"), saveState(layoutVersion));
    settings.setValue(QStringLiteral("look/scheme"), static_cast<int>(m_theme.scheme()));
    settings.setValue(QStringLiteral("look/motion"), static_cast<int>(m_theme.motion()));
    m_gallery->save(settings);
    const session::Choice& choice = m_session.choice();
    settings.setValue(QStringLiteral("choice/program"), QString::fromStdString(choice.program));
    settings.setValue(QStringLiteral("choice/variant"), QString::fromStdString(choice.variant));
    settings.setValue(QStringLiteral("choice/strategy"), QString::fromStdString(choice.strategy));
    settings.setValue(QStringLiteral("choice/time"),
                      choice.time == trace::TimeSetting::Respected ? QStringLiteral("respected") : QStringLiteral("ignored"));
    settings.setValue(QStringLiteral("choice/seed"), QVariant::fromValue<qulonglong>(choice.seed));
    settings.setValue(QStringLiteral("choice/speed"), m_session.speed());
}

} // namespace interleave::shell
