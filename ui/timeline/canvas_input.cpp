#include "core/analysis/event_text.h"
#include "ui/theme/metrics.h"
#include "ui/timeline/canvas.h"
#include "ui/timeline/words.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace interleave::timeline {
namespace {

namespace metrics = theme::metrics;

constexpr double clickSlack = 4;
constexpr double zoomStep = 1.25;

} // namespace

void Canvas::wheelEvent(QWheelEvent* event)
{
    const QPoint angle = event->angleDelta();
    const double turns = (angle.y() != 0 ? angle.y() : angle.x()) / 120.0;
    if (m_indexer && event->modifiers().testFlag(Qt::ControlModifier)) {
        m_motion.stop();
        moveTo(m_picture.axis.zoomed(event->position().x(), std::pow(zoomStep, turns), m_picture.bounds,
                                     leastSpan(m_picture.ruler)),
               true);
        event->accept();
    } else if (m_indexer && (event->modifiers().testFlag(Qt::ShiftModifier) || angle.y() == 0)) {
        pan(-turns * m_picture.axis.width * 0.1);
        event->accept();
    } else {
        QAbstractScrollArea::wheelEvent(event);
    }
}

void Canvas::mousePressEvent(QMouseEvent* event)
{
    if (!m_indexer || event->button() != Qt::LeftButton)
        return;
    // Whatever moved stands still as soon as one touches it.
    m_motion.stop();
    const auto lock = m_indexer->lock();
    m_pressed = hitTest(m_picture, event->position());
    m_pressedAt = m_lastAt = event->position();
    m_drag = Drag::Press;
    if (m_pressed.row != nullptr)
        m_draggedRow = m_pressed.row->key;
    if (m_pressed.area == Hit::Area::Minimap) {
        m_drag = Drag::Minimap;
    } else if (m_pressed.area == Hit::Area::HeaderEdge) {
        m_drag = Drag::HeaderWidth;
    } else if (m_pressed.event && (event->modifiers() & Qt::ShiftModifier) != 0) {
        m_drag = Drag::Range;
        m_rangeFrom = *m_pressed.event;
    } else if (m_pressed.area == Hit::Area::Ruler) {
        m_drag = Drag::Playhead;
        if (m_pressed.event)
            emit playheadWanted(*m_pressed.event + 1);
    }
    if (m_drag == Drag::Minimap)
        dragMinimap(event->position().x());
}

void Canvas::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_indexer)
        return;
    const QPointF at = event->position();
    if (m_drag == Drag::None) {
        const auto lock = m_indexer->lock();
        const Hit hit = hitTest(m_picture, at);
        const bool isHeader = hit.area == Hit::Area::Header || hit.area == Hit::Area::StepBadge;
        const auto hovered = isHeader ? std::optional(hit.row->key) : std::nullopt;
        if (hovered != m_picture.hoveredHeader) {
            m_picture.hoveredHeader = hovered;
            viewport()->update();
        }
        // A collapsed lane opens under the pointer.
        if (m_rows.density() == Density::Collapsed && hit.row != nullptr && hit.row->isLane()
            && m_wishes.opened != hit.row->key) {
            m_wishes.opened = hit.row->key;
            relayout();
        }
        viewport()->setCursor(hit.area == Hit::Area::HeaderEdge                                 ? Qt::SplitHCursor
                              : hit.area == Hit::Area::StepBadge || hit.area == Hit::Area::Fold ? Qt::PointingHandCursor
                                                                                                : Qt::ArrowCursor);
        return;
    }
    if (m_drag == Drag::Press && (at - m_pressedAt).manhattanLength() > clickSlack)
        m_drag = m_pressed.area == Hit::Area::Header  ? Drag::Header
                 : m_pressed.area == Hit::Area::Track ? Drag::Pan
                                                      : Drag::Press;
    switch (m_drag) {
    case Drag::Pan:
        pan(m_lastAt.x() - at.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value()
                                      + static_cast<int>(std::lround(m_lastAt.y() - at.y())));
        viewport()->setCursor(Qt::ClosedHandCursor);
        break;
    case Drag::Range:
    case Drag::Playhead: {
        const auto lock = m_indexer->lock();
        const double position =
            m_picture.axis.position(std::clamp(at.x(), m_picture.axis.left, m_picture.axis.right()));
        const auto step = m_picture.eventAt(m_picture.ruler == Ruler::Steps ? std::round(position) : position);
        if (step && m_drag == Drag::Playhead)
            emit playheadWanted(*step + 1);
        else if (step)
            m_picture.range = {std::min(*step, m_rangeFrom), std::max(*step, m_rangeFrom)};
        viewport()->update();
        break;
    }
    case Drag::Minimap: dragMinimap(at.x()); break;
    case Drag::HeaderWidth:
        m_picture.headerWidth = std::clamp<double>(at.x(), metrics::laneHeaderMinimum, metrics::laneHeaderMaximum);
        placeScrollBar();
        break;
    case Drag::Header: viewport()->setCursor(Qt::ClosedHandCursor); break;
    default: break;
    }
    m_lastAt = at;
}

void Canvas::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    viewport()->setCursor(Qt::ArrowCursor);
    if (!m_indexer || event->button() != Qt::LeftButton)
        return;
    if (drag == Drag::Press)
        chooseAt(m_pressed);
    else if (drag == Drag::Range)
        emit rangeChosen(m_picture.range.begin, m_picture.range.end);
    else if (drag == Drag::Header)
        dropHeader(event->position().y());
}

void Canvas::chooseAt(const Hit& hit)
{
    switch (hit.area) {
    case Hit::Area::Fold: toggleFold(m_draggedRow); break;
    case Hit::Area::StepBadge: emit stepLaneWanted(LaneId(m_draggedRow.id)); break;
    case Hit::Area::Header:
        if (m_draggedRow.kind == RowKind::Lane)
            emit laneChosen(LaneId(m_draggedRow.id));
        else
            emit objectChosen(ObjectId(m_draggedRow.id));
        break;
    case Hit::Area::Track: {
        std::optional<Step> event;
        {
            const auto lock = m_indexer->lock();
            // A click on a segment means the event that began it.
            if (hit.piece)
                event = m_picture.index->lane(LaneId(m_draggedRow.id)).piece(*hit.piece).begin;
        }
        if (event)
            emit eventChosen(*event);
        else if (m_draggedRow.kind == RowKind::Lane)
            emit laneChosen(LaneId(m_draggedRow.id));
        else
            emit objectChosen(ObjectId(m_draggedRow.id));
        break;
    }
    default: break;
    }
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (!m_indexer)
        return;
    const auto lock = m_indexer->lock();
    const Hit hit = hitTest(m_picture, event->position());
    if (hit.area == Hit::Area::Ruler || hit.area == Hit::Area::Minimap) {
        fit();
    } else if (hit.piece) {
        const auto piece = m_picture.index->lane(hit.row->lane()).piece(*hit.piece);
        const double end = piece.end == analysis::noStep ? m_picture.openEnd() : m_picture.position(piece.end);
        moveTo(
            m_picture.axis.showing(m_picture.position(piece.begin), end, m_picture.bounds, leastSpan(m_picture.ruler)),
            false);
    }
}

void Canvas::dragMinimap(double x)
{
    setFollowing(false);
    const double middle = minimapPosition(m_picture, x);
    const double span = m_picture.axis.to - m_picture.axis.from;
    Axis axis = m_picture.axis;
    axis.from = middle - span / 2;
    axis.to = middle + span / 2;
    moveTo(axis.panned(0, m_picture.bounds), true);
}

void Canvas::dropHeader(double y)
{
    const Row* target = m_rows.at(static_cast<int>(y - m_picture.rowsTop() + m_picture.scroll));
    if (target == nullptr || target->key == m_draggedRow || target->isHead())
        return;
    // The wish names every row in its new order; rows of other groups are not moved by it.
    std::vector<RowKey> order;
    for (const Row& row : m_rows.rows()) {
        if (row.key == m_draggedRow || row.isHead())
            continue;
        const bool isBefore = y < m_picture.y(row) + row.height / 2.0;
        if (row.key == target->key && isBefore)
            order.push_back(m_draggedRow);
        order.push_back(row.key);
        if (row.key == target->key && !isBefore)
            order.push_back(m_draggedRow);
    }
    m_wishes.order = std::move(order);
    relayout();
    viewport()->update();
    tell();
}

void Canvas::leaveEvent(QEvent*)
{
    m_picture.hoveredHeader.reset();
    viewport()->update();
}

void Canvas::moveSelection(int rows)
{
    std::vector<const Row*> choices;
    std::ptrdiff_t now = -1;
    for (const Row& row : m_rows.rows()) {
        if (row.isHead())
            continue;
        if (row.isLane() ? row.lane() == m_picture.selectedLane && isNone(m_picture.selectedObject)
                         : row.object() == m_picture.selectedObject)
            now = static_cast<std::ptrdiff_t>(choices.size());
        choices.push_back(&row);
    }
    if (choices.empty())
        return;
    const auto last = static_cast<std::ptrdiff_t>(choices.size()) - 1;
    const Row row = *choices[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(now + rows, 0, last))];
    if (row.top < m_picture.scroll)
        verticalScrollBar()->setValue(row.top);
    else if (row.bottom() - m_picture.scroll > m_picture.tracks().height())
        verticalScrollBar()->setValue(row.bottom() - static_cast<int>(m_picture.tracks().height()));
    if (row.isLane()) {
        m_picture.selectedObject = ObjectId::none;
        selectLane(row.lane());
        emit laneChosen(row.lane());
    } else {
        selectObject(row.object());
        emit objectChosen(row.object());
    }
}

void Canvas::moveToNeighbour(bool isForward)
{
    std::optional<Step> next;
    {
        const auto lock = m_indexer->lock();
        const Step size = m_picture.index->size();
        const auto from = m_picture.selectedEvent  ? m_picture.selectedEvent
                          : m_picture.playhead > 0 ? std::optional(m_picture.playhead - 1)
                                                   : std::nullopt;
        if (!isNone(m_picture.selectedLane))
            next = neighbourOf(m_picture.index->lane(m_picture.selectedLane), from, isForward);
        else if (size > 0)
            next = isForward ? std::min(from.value_or(0) + 1, size - 1)
                             : from.value_or(0) - (from.value_or(0) > 0 ? 1 : 0);
        if (next && *next >= size)
            next.reset();
    }
    if (!next)
        return;
    selectEvent(next);
    emit eventChosen(*next);
}

void Canvas::keyPressEvent(QKeyEvent* event)
{
    if (!m_indexer || (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) != 0) {
        event->ignore();
        return;
    }
    const double page = m_picture.axis.width * 0.15;
    const Step here = m_picture.selectedEvent.value_or(m_picture.playhead > 0 ? m_picture.playhead - 1 : 0);
    switch (event->key()) {
    case Qt::Key_W:
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(zoomStep * zoomStep); break;
    case Qt::Key_S:
    case Qt::Key_Minus: zoom(1 / (zoomStep * zoomStep)); break;
    case Qt::Key_A: pan(-page); break;
    case Qt::Key_D: pan(page); break;
    case Qt::Key_F: fit(); break;
    case Qt::Key_Left: moveToNeighbour(false); break;
    case Qt::Key_Right: moveToNeighbour(true); break;
    case Qt::Key_Up: moveSelection(-1); break;
    case Qt::Key_Down: moveSelection(1); break;
    case Qt::Key_Home: emit playheadWanted(std::min<Step>(1, m_length)); break;
    case Qt::Key_End: emit playheadWanted(m_length); break;
    case Qt::Key_BracketLeft:
        emit rangeChosen(here, m_picture.range.end > here ? m_picture.range.end : m_length);
        break;
    case Qt::Key_BracketRight: emit rangeChosen(m_picture.range.begin < here ? m_picture.range.begin : 0, here); break;
    case Qt::Key_Escape: emit rangeChosen(0, 0); break;
    case Qt::Key_F3: jumpToHit((event->modifiers() & Qt::ShiftModifier) == 0); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const Row* row = m_rows.laneRow(m_picture.selectedLane); row != nullptr && row->count > 0)
            toggleFold(row->key);
        break;
    default:
        if (event->key() >= Qt::Key_0 && event->key() <= Qt::Key_9) {
            emit stepLaneWanted(LaneId(static_cast<std::uint32_t>(event->key() - Qt::Key_0)));
            break;
        }
        event->ignore();
        return;
    }
    event->accept();
}

QString Canvas::toolTipAt(QPointF point)
{
    const auto lock = m_indexer->lock();
    const Hit hit = hitTest(m_picture, point);
    if (!m_picture.range.isEmpty() && hit.area == Hit::Area::Ruler && hit.event && *hit.event >= m_picture.range.begin
        && *hit.event <= m_picture.range.end)
        return QStringLiteral("\n");
    if (hit.row == nullptr)
        return {};
    if (hit.area == Hit::Area::StepBadge)
        return tr("Step %1 (%2)")
            .arg(QString::fromStdString(analysis::laneText(*m_picture.trace, hit.row->lane())))
            .arg(index(hit.row->lane()));
    if (hit.piece)
        return segmentToolTip(m_picture, hit.row->lane(), *hit.piece);
    if (hit.row->isLane())
        return QString::fromStdString(analysis::laneText(*m_picture.trace, hit.row->lane())) + u'\n'
               + laneSentence(m_picture, hit.row->lane());
    if (hit.row->isObject())
        return QString::fromStdString(analysis::objectText(*m_picture.trace, hit.row->object())) + u'\n'
               + objectSentence(m_picture, hit.row->object()) + u'\n' + fillSentence(m_picture, hit.row->object());
    return {};
}

bool Canvas::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && m_indexer) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QString text = toolTipAt(help->pos());
        if (text == QLatin1String("\n"))
            text = rangeWords().join(u'\n');
        QToolTip::showText(help->globalPos(), text.trimmed(), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace interleave::timeline
