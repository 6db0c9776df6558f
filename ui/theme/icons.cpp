#include "ui/theme/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPaintEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>
#include <cmath>

namespace interleave::theme {
namespace {

struct Entry
{
    Icon icon;
    const char* name;
};

constexpr std::array entries = {
    Entry{Icon::Restart, "restart"},
    Entry{Icon::StepBack, "step-back"},
    Entry{Icon::Play, "play"},
    Entry{Icon::Pause, "pause"},
    Entry{Icon::Step, "step"},
    Entry{Icon::StepLane, "step-lane"},
    Entry{Icon::Stop, "stop"},
    Entry{Icon::GoOn, "go-on"},
    Entry{Icon::Wake, "wake"},
    Entry{Icon::Live, "live"},
    Entry{Icon::Controlled, "controlled"},
    Entry{Icon::Replayed, "replayed"},
    Entry{Icon::OpenedFile, "opened-file"},
    Entry{Icon::Thread, "thread"},
    Entry{Icon::Process, "process"},
    Entry{Icon::Loop, "loop"},
    Entry{Icon::Task, "task"},
    Entry{Icon::Lock, "lock"},
    Entry{Icon::Semaphore, "semaphore"},
    Entry{Icon::Queue, "queue"},
    Entry{Icon::Event, "event"},
    Entry{Icon::Condition, "condition"},
    Entry{Icon::Barrier, "barrier"},
    Entry{Icon::Variable, "variable"},
    Entry{Icon::Future, "future"},
    Entry{Icon::Timer, "timer"},
    Entry{Icon::Pipe, "pipe"},
    Entry{Icon::Socket, "socket"},
    Entry{Icon::Deadlock, "deadlock"},
    Entry{Icon::Warning, "warning"},
    Entry{Icon::Ok, "ok"},
    Entry{Icon::Broken, "broken"},
    Entry{Icon::Flag, "flag"},
    Entry{Icon::Breakpoint, "breakpoint"},
    Entry{Icon::ConsoleMark, "console-mark"},
    Entry{Icon::Search, "search"},
    Entry{Icon::Filter, "filter"},
    Entry{Icon::Fit, "fit"},
    Entry{Icon::Follow, "follow"},
    Entry{Icon::Arrows, "arrows"},
    Entry{Icon::Pin, "pin"},
    Entry{Icon::Fold, "fold"},
    Entry{Icon::ChevronRight, "chevron-right"},
    Entry{Icon::ChevronDown, "chevron-down"},
    Entry{Icon::ChevronUp, "chevron-up"},
    Entry{Icon::ChevronLeft, "chevron-left"},
    Entry{Icon::Export, "export"},
    Entry{Icon::Copy, "copy"},
    Entry{Icon::Compare, "compare"},
    Entry{Icon::Book, "book"},
    Entry{Icon::Shortcuts, "shortcuts"},
    Entry{Icon::Clear, "clear"},
    Entry{Icon::Open, "open"},
    Entry{Icon::Info, "info"},
};

/// The drawing with its one colour filled in; QSvgRenderer knows no style from outside.
QByteArray coloured(Icon name, const QColor& colour)
{
    QFile file(QStringLiteral(":/interleave/icons/%1.svg").arg(iconName(name)));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("icon %s is not in the resources", qPrintable(iconName(name)));
        return {};
    }
    return file.readAll().replace("currentColor", colour.name().toLatin1());
}

class Engine final : public QIconEngine
{
public:
    Engine(Icon name, Role role, Role checkedRole) : m_name(name), m_role(role), m_checkedRole(checkedRole) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        paintIcon(*painter, rect, m_name, colour(mode, state));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // Qt gives the size in device pixels here and wants them back.
        const double side = std::min(size.width(), size.height()) / scale;
        return iconPixmap(m_name, colour(mode, state), static_cast<int>(std::lround(side)), scale);
    }

    QIconEngine* clone() const override { return new Engine(*this); }

private:
    QColor colour(QIcon::Mode mode, QIcon::State state) const
    {
        const Palette& palette = paletteFor(QGuiApplication::palette());
        if (mode == QIcon::Disabled) {
            return palette.hint;
        }
        return palette.colour(state == QIcon::On ? m_checkedRole : m_role);
    }

    Icon m_name;
    Role m_role;
    Role m_checkedRole;
};

} // namespace

const std::vector<Icon>& allIcons()
{
    static const std::vector<Icon> icons = [] {
        std::vector<Icon> all;
        for (const Entry& entry : entries) {
            all.push_back(entry.icon);
        }
        return all;
    }();
    return icons;
}

QString iconName(Icon icon)
{
    return QString::fromLatin1(entries[static_cast<std::size_t>(icon)].name);
}

Icon iconOf(ResourceKind kind)
{
    switch (kind) {
    case ResourceKind::Lock: return Icon::Lock;
    case ResourceKind::Semaphore: return Icon::Semaphore;
    case ResourceKind::Queue: return Icon::Queue;
    case ResourceKind::Event: return Icon::Event;
    case ResourceKind::Condition: return Icon::Condition;
    case ResourceKind::Barrier: return Icon::Barrier;
    case ResourceKind::Variable: return Icon::Variable;
    case ResourceKind::Future: return Icon::Future;
    case ResourceKind::Timer: return Icon::Timer;
    case ResourceKind::Pipe: return Icon::Pipe;
    case ResourceKind::Socket: return Icon::Socket;
    case ResourceKind::Process: return Icon::Process;
    case ResourceKind::Loop: return Icon::Loop;
    }
    return Icon::Variable;
}

QIcon icon(Icon name, Role role)
{
    return icon(name, role, role);
}

QIcon icon(Icon name, Role role, Role checkedRole)
{
    return QIcon(new Engine(name, role, checkedRole));
}

void paintIcon(QPainter& painter, const QRectF& rect, Icon name, const QColor& colour)
{
    const bool isRaster = painter.paintEngine() != nullptr && painter.paintEngine()->type() == QPaintEngine::Raster;
    if (!isRaster) {
        QSvgRenderer(coloured(name, colour)).render(&painter, rect);
        return;
    }
    const int side = static_cast<int>(std::lround(std::min(rect.width(), rect.height())));
    const QPixmap drawing = iconPixmap(name, colour, side, painter.device()->devicePixelRatioF());
    painter.drawPixmap(rect.topLeft() + QPointF(rect.width() - side, rect.height() - side) / 2, drawing);
}

QPixmap iconPixmap(Icon name, const QColor& colour, int size, double scale)
{
    const QString key = QStringLiteral("interleave-icon-%1-%2-%3-%4")
                            .arg(static_cast<int>(name))
                            .arg(colour.rgb(), 0, 16)
                            .arg(size)
                            .arg(scale);
    QPixmap drawing;
    if (QPixmapCache::find(key, &drawing)) {
        return drawing;
    }
    const int side = std::max(1, static_cast<int>(std::lround(size * scale)));
    drawing = QPixmap(side, side);
    drawing.fill(Qt::transparent);
    QPainter painter(&drawing);
    painter.setRenderHint(QPainter::Antialiasing);
    QSvgRenderer(coloured(name, colour)).render(&painter, QRectF(0, 0, side, side));
    painter.end();
    drawing.setDevicePixelRatio(scale);
    QPixmapCache::insert(key, drawing);
    return drawing;
}

} // namespace interleave::theme
