#pragma once

#include "ui/theme/palette.h"

#include <QIcon>
#include <QPixmap>
#include <QRectF>

#include <vector>

class QPainter;

namespace interleave::theme {

/// Our own icons, one SVG each under resources/icons, drawn on a grid of 16 in one colour.
enum class Icon {
    Restart,
    StepBack,
    Play,
    Pause,
    Step,
    StepLane,
    Stop,
    GoOn,
    Wake,
    Live,
    Controlled,
    Replayed,
    OpenedFile,
    Thread,
    Process,
    Loop,
    Task,
    Lock,
    Semaphore,
    Queue,
    Event,
    Condition,
    Barrier,
    Variable,
    Future,
    Timer,
    Pipe,
    Socket,
    Deadlock,
    Warning,
    Ok,
    Broken,
    Flag,
    Breakpoint,
    ConsoleMark,
    Search,
    Filter,
    Fit,
    Follow,
    Arrows,
    Pin,
    Fold,
    ChevronRight,
    ChevronDown,
    ChevronUp,
    ChevronLeft,
    Export,
    Copy,
    Compare,
    Book,
    Shortcuts,
    Clear,
    Open,
    Info,
};

/// Every icon, for tests and overviews.
const std::vector<Icon>& allIcons();

/// The name of an icon's file without its ending, e.g. `step-lane`.
QString iconName(Icon icon);

/// The icon of a kind of resource.
Icon iconOf(ResourceKind kind);

/// An icon that paints itself in `role` of the theme of the moment, at any size and scale factor.
///
/// Disabled it takes the hint colour. `checkedRole` is its colour in a button that is pressed in.
QIcon icon(Icon name, Role role = Role::Secondary);
QIcon icon(Icon name, Role role, Role checkedRole);

/// Paints an icon into `rect` in `colour`: from a cache on raster devices, as curves in exports.
void paintIcon(QPainter& painter, const QRectF& rect, Icon name, const QColor& colour);

/// An icon as a pixmap of `size` device-independent pixels at `scale` device pixels each.
QPixmap iconPixmap(Icon name, const QColor& colour, int size, double scale);

} // namespace interleave::theme
