// What mouse and keyboard do in a picture of tiles.

#include "ui/pictures/tile_picture.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollArea>
#include <QToolTip>

#include <cmath>

namespace interleave::pictures {

std::optional<std::size_t> TilePicture::tileAt(QPointF at) const
{
    for (std::size_t i = 0; i < m_drawing.tiles.size(); ++i)
        if (m_drawing.tiles[i].rect.contains(at))
            return i;
    return std::nullopt;
}

bool TilePicture::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto tile = tileAt(help->pos());
        QToolTip::showText(help->globalPos(), tile ? m_drawing.tiles[*tile].words : QString(), this);
        return true;
    }
    return Picture::event(event);
}

void TilePicture::mouseMoveEvent(QMouseEvent* event)
{
    const auto tile = tileAt(event->position());
    setCursor(tile ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (tile != m_hovered) {
        m_hovered = tile;
        update();
    }
}

void TilePicture::leaveEvent(QEvent*)
{
    m_hovered.reset();
    update();
}

void TilePicture::mousePressEvent(QMouseEvent* event)
{
    const auto tile = tileAt(event->position());
    if (event->button() != Qt::LeftButton || !tile)
        return;
    m_current = tile;
    choose(*tile);
}

void TilePicture::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const auto tile = tileAt(event->position()); tile && event->button() == Qt::LeftButton)
        goTo(*tile);
}

void TilePicture::choose(std::size_t tile)
{
    const Tile& chosen = m_drawing.tiles[tile];
    const LaneId lane = chosen.lane;
    const ObjectId object = chosen.object;
    if (!isNone(lane))
        session().selectLane(lane);
    else if (!isNone(object))
        session().selectObject(object);
    update();
}

void TilePicture::goTo(std::size_t tile)
{
    const Step step = m_drawing.tiles[tile].step;
    choose(tile);
    if (step != analysis::noStep)
        session().selectEvent(step);
}

/// The nearest tile in a direction, else the same; sideways counts twice.
std::size_t TilePicture::nearest(std::size_t from, int key) const
{
    const bool isAcross = key == Qt::Key_Left || key == Qt::Key_Right;
    const bool isBack = key == Qt::Key_Left || key == Qt::Key_Up;
    std::size_t best = from;
    double least = 1e9;
    for (std::size_t i = 0; i < m_drawing.tiles.size(); ++i) {
        const QPointF way = m_drawing.tiles[i].rect.center() - m_drawing.tiles[from].rect.center();
        const double ahead = (isAcross ? way.x() : way.y()) * (isBack ? -1 : 1);
        const double aside = std::abs(isAcross ? way.y() : way.x());
        if (ahead > 1 && ahead + 2 * aside < least) {
            least = ahead + 2 * aside;
            best = i;
        }
    }
    return best;
}

void TilePicture::walk(int key)
{
    if (m_drawing.tiles.empty())
        return;
    m_current = m_current ? nearest(*m_current, key) : 0;
    choose(*m_current);
    const Tile& tile = m_drawing.tiles[*m_current];
    for (QWidget* parent = parentWidget(); parent != nullptr; parent = parent->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(parent)) {
            const QPoint at = tile.rect.center().toPoint();
            area->ensureVisible(at.x(), at.y(), 0, static_cast<int>(tile.rect.height() / 2) + 8);
        }
    setAccessibleName(tr("%1: %2").arg(title(), tile.words));
    QAccessibleEvent changed(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&changed);
}

void TilePicture::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: walk(event->key()); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current) {
            goTo(*m_current);
            return;
        }
        break;
    case Qt::Key_Escape:
        if (m_current) {
            m_current.reset();
            setAccessibleName(title());
            update();
            return;
        }
        break;
    default: break;
    }
    Picture::keyPressEvent(event);
}

void TilePicture::focusInEvent(QFocusEvent* event)
{
    Picture::focusInEvent(event);
    update();
}

void TilePicture::focusOutEvent(QFocusEvent* event)
{
    Picture::focusOutEvent(event);
    update();
}

} // namespace interleave::pictures
