#include "ui/timeline/paint_parts.h"

#include "ui/theme/metrics.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace interleave::timeline {
namespace {

namespace metrics = theme::metrics;
using analysis::CauseKind;
using analysis::PackedCause;

enum class Tail { Dot, Bar, Ring, Diamond, Square };
enum class Head { Filled, Open, None, Bolt, Cross, FilledBar };
enum class Ink { Cause, Effect, Resource, Error, Hint, Future, Teal };

struct ArrowStyle
{
    double width;
    std::vector<qreal> dashes; ///< in pixels; empty for a solid line
    Tail tail;
    Head head;
    Ink ink;
    bool isDouble = false;
};

ArrowStyle styleOf(CauseKind kind)
{
    switch (kind) {
    case CauseKind::Spawn: return {1.5, {}, Tail::Dot, Head::Filled, Ink::Cause};
    case CauseKind::Join: return {1.5, {}, Tail::Bar, Head::Open, Ink::Cause};
    case CauseKind::HandOff: return {2, {}, Tail::Diamond, Head::Filled, Ink::Resource};
    case CauseKind::Permit: return {2, {}, Tail::Diamond, Head::Filled, Ink::Resource};
    case CauseKind::Signal: return {1.5, {2, 3}, Tail::Ring, Head::Bolt, Ink::Resource};
    case CauseKind::Item: return {1, {}, Tail::Dot, Head::Filled, Ink::Hint};
    case CauseKind::Room: return {1.5, {2, 3}, Tail::Ring, Head::Open, Ink::Resource};
    case CauseKind::Message: return {1, {}, Tail::Square, Head::Filled, Ink::Cause, true};
    case CauseKind::Resolve: return {1.5, {6, 3}, Tail::Dot, Head::Open, Ink::Future};
    case CauseKind::Cancel: return {1.5, {6, 3}, Tail::Dot, Head::Cross, Ink::Error};
    case CauseKind::Timer: return {1.5, {2, 3}, Tail::Dot, Head::Open, Ink::Teal};
    case CauseKind::Call: return {1.5, {}, Tail::Square, Head::Filled, Ink::Cause};
    case CauseKind::Close: return {1.5, {2, 3}, Tail::Ring, Head::Open, Ink::Resource};
    }
    return {};
}

void drawTail(QPainter& painter, Tail tail, QPointF at, const QColor& colour, const QColor& ground)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (tail) {
    case Tail::Dot: painter.drawEllipse(at, 2.5, 2.5); break;
    case Tail::Bar: painter.drawRect(QRectF(at.x() - 4, at.y() - 1, 8, 2)); break;
    case Tail::Ring:
        painter.setPen(QPen(colour, 1.5));
        painter.setBrush(ground);
        painter.drawEllipse(at, 3, 3);
        break;
    case Tail::Diamond:
        painter.drawPolygon(
            QPolygonF({at + QPointF(0, -4), at + QPointF(4, 0), at + QPointF(0, 4), at + QPointF(-4, 0)}));
        break;
    case Tail::Square: painter.drawRect(QRectF(at.x() - 2.5, at.y() - 2.5, 5, 5)); break;
    }
}

/// A head whose point is at `at`, looking along the unit vector `along`.
void drawHead(QPainter& painter, Head head, QPointF at, QPointF along, const QColor& colour)
{
    if (head == Head::None)
        return;
    const QPointF across(-along.y(), along.x());
    const QPointF back = at - along * 7;
    painter.setBrush(colour);
    switch (head) {
    case Head::Filled:
    case Head::FilledBar:
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(QPolygonF({at, back + across * 3.5, back - across * 3.5}));
        if (head == Head::FilledBar) {
            painter.setPen(QPen(colour, 2));
            painter.drawLine(at + across * 4, at - across * 4);
        }
        break;
    case Head::Bolt:
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(QPolygonF({at, at - along * 6 + across * 3.5, at - along * 4, at - along * 9 - across * 0.5,
                                       at - along * 3.5 - across * 3.5}));
        break;
    case Head::Open:
        painter.setPen(QPen(colour, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF({back + across * 3.5, at, back - across * 3.5}));
        break;
    case Head::Cross:
        painter.setPen(QPen(colour, 1.5));
        painter.drawLine(at - along * 6 + across * 3, at - across * 3);
        painter.drawLine(at - along * 6 - across * 3, at + across * 3);
        break;
    case Head::None: break;
    }
}

/// One arrow from a point to a point; `bulge` bends it sideways.
void drawArrow(QPainter& painter, QPointF from, QPointF to, double bulge, const ArrowStyle& style, const QColor& colour,
               const QColor& ground)
{
    QPainterPath path(from);
    QPointF along;
    if (bulge != 0) {
        const QPointF one(from.x() + bulge, from.y());
        const QPointF other(to.x() + bulge, to.y());
        path.cubicTo(one, other, to);
        along = to - other;
    } else if (std::abs(to.x() - from.x()) < 3) {
        path.lineTo(to);
        along = to - from;
    } else {
        const double reach = std::clamp(std::abs(to.y() - from.y()) * 0.5, 10.0, 60.0) * (to.y() < from.y() ? -1 : 1);
        const QPointF other(to.x(), to.y() - reach);
        path.cubicTo(QPointF(from.x(), from.y() + reach), other, to);
        along = to - other;
    }
    const double length = std::hypot(along.x(), along.y());
    along = length > 0 ? along / length : QPointF(0, 1);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ground, style.width + metrics::arrowHalo));
    painter.drawPath(path);
    QPen pen(colour, style.isDouble ? style.width * 3 : style.width);
    if (!style.dashes.empty()) {
        QList<qreal> pattern;
        for (const qreal dash : style.dashes)
            pattern << dash / style.width;
        pen.setDashPattern(pattern);
        pen.setCapStyle(Qt::FlatCap);
    }
    painter.setPen(pen);
    painter.drawPath(path);
    if (style.isDouble) {
        painter.setPen(QPen(ground, style.width));
        painter.drawPath(path);
    }
    drawTail(painter, style.tail, from, colour, ground);
    drawHead(painter, style.head, to, along, colour);
}

} // namespace

void Painting::paintArrows()
{
    if (!m_picture.hasArrows)
        return;
    const auto& causes = m_picture.index->causes();
    const auto [first, last] = m_picture.index->causesWithin(m_scenes.from(), m_scenes.to());
    m_painted.arrowsInView = last - first;
    const auto isAtPlayhead = [&](const PackedCause& cause) {
        return cause.effect + 1 == m_picture.playhead || m_picture.selectedEvent == cause.effect
               || m_picture.selectedEvent == cause.cause;
    };

    // The selected one, the playhead's, then those nearest to the middle of the view.
    std::vector<std::size_t> chosen;
    const Step middleStep = m_picture.eventAt((m_picture.axis.from + m_picture.axis.to) / 2).value_or(0);
    std::size_t right = m_picture.index->causesWithin(middleStep, middleStep).first;
    right = std::clamp(right, first, last);
    std::size_t left = right;
    while (chosen.size() < metrics::maximumArrows && (left > first || right < last)) {
        if (right < last)
            chosen.push_back(right++);
        if (left > first && chosen.size() < metrics::maximumArrows)
            chosen.push_back(--left);
    }
    const auto extra =
        m_picture.index->causesWithin(m_picture.playhead == 0 ? 0 : m_picture.playhead - 1, m_picture.playhead);
    for (std::size_t i = extra.first; i < extra.second && i < extra.first + 8; ++i)
        if (i < left || i >= right)
            chosen.push_back(i);

    struct Place
    {
        double top;
        double bottom;
        double middle;
    };
    const auto placeOf = [&](LaneId lane) -> std::optional<Place> {
        const Row* row = m_picture.rows->laneRow(lane);
        if (row == nullptr)
            return std::nullopt;
        const double y = m_picture.y(*row);
        const double inset = (row->height - std::min(segmentHeight(row->density), row->height)) / 2.0;
        return Place{y + inset, y + row->height - inset, y + row->height / 2.0};
    };
    const auto isInside = [&](QPointF point) { return m_tracks.contains(point); };

    m_painter.setRenderHint(QPainter::Antialiasing);
    const auto draw = [&](QPointF from, QPointF to, double bulge, const ArrowStyle& style, const QColor& colour) {
        if (m_isVector && !(isInside(from) && isInside(to)))
            return;
        drawArrow(m_painter, from, to, bulge, style, colour, m_palette.panel);
        ++m_painted.arrows;
    };
    const auto hasHidden = [&](CauseKind kind) {
        return m_picture.hiddenCauses != nullptr && m_picture.hiddenCauses->contains(kind);
    };

    // Ticks for what is not drawn, at most one in a pixel.
    if (last - first > chosen.size() && last - first < 200'000) {
        double lastX = -1;
        for (std::size_t i = first; i < last; ++i) {
            if (i >= left && i < right)
                continue;
            const double x = m_picture.x(causes[i].effect);
            if (x - lastX < 1 || x < m_tracks.left())
                continue;
            lastX = x;
            const auto place = placeOf(m_picture.trace->event(causes[i].effect).lane);
            if (place && place->top - 3 > m_tracks.top() && place->top < m_tracks.bottom())
                m_painter.fillRect(QRectF(x, place->top - 3, 1, 3), m_palette.hint);
        }
    }

    // Drawn from the least to the most important one.
    for (auto number = chosen.rbegin(); number != chosen.rend(); ++number) {
        const PackedCause& cause = causes[*number];
        if (hasHidden(cause.what()))
            continue;
        const LaneId causeLane = m_picture.trace->event(cause.cause).lane;
        const LaneId effectLane = m_picture.trace->event(cause.effect).lane;
        const auto from = placeOf(causeLane);
        const auto to = placeOf(effectLane);
        if (!from || !to || causeLane == effectLane)
            continue;
        ArrowStyle style = styleOf(cause.what());
        const auto object = cause.object == 0xffffffU ? ObjectId::none : ObjectId(cause.object);
        QColor colour;
        switch (style.ink) {
        case Ink::Cause: colour = laneColour(causeLane); break;
        case Ink::Effect: colour = laneColour(effectLane); break;
        case Ink::Resource: colour = isNone(object) ? m_palette.hint : colourOf(object); break;
        case Ink::Error: colour = m_palette.error; break;
        case Ink::Hint: colour = m_palette.hint; break;
        case Ink::Future: colour = m_palette.futureColour; break;
        case Ink::Teal: colour = m_palette.tealColour; break;
        }
        const bool isImportant = isAtPlayhead(cause);
        if (isImportant)
            style.width = std::max(style.width, 2.0);
        const double x0 = m_picture.x(cause.cause);
        const double x1 = m_picture.x(cause.effect);
        if (std::max(x0, x1) < m_tracks.left() || std::min(x0, x1) > m_tracks.right())
            continue;
        const auto ends = [&](const Place& one, const Place& other) {
            return one.middle < other.middle ? one.bottom : one.top;
        };
        const Row* queue = cause.what() == CauseKind::Item ? m_picture.rows->objectRow(object) : nullptr;
        if (queue != nullptr && queue->slotRows > 0) {
            // By way of the slot in which the item lay.
            const auto& items = m_picture.index->object(object).items();
            const auto item = std::partition_point(items.begin(), items.end(),
                                                   [&](const analysis::Bar& bar) { return bar.begin < cause.cause; });
            if (item != items.end() && item->begin == cause.cause && static_cast<int>(item->row) < queue->slotRows) {
                const double slot = m_picture.y(*queue) + 8 + item->row * metrics::queueSlot;
                const QColor ink = isImportant ? m_palette.text : colour;
                const bool isBelow = slot > from->middle;
                const bool goesBelow = to->middle > slot;
                if (x0 >= m_tracks.left())
                    draw({x0, from->middle}, {x0, isBelow ? slot : slot + metrics::queueSlot}, 0, style, ink);
                draw({x1, goesBelow ? slot + metrics::queueSlot - 1 : slot}, {x1, goesBelow ? to->top : to->bottom}, 0,
                     style, ink);
                continue;
            }
        }
        // A new lane is ready from its start on: that is where the arrow leads.
        const bool isSpawn =
            cause.what() == CauseKind::Spawn && m_picture.index->lane(effectLane).piece(0).begin == cause.cause;
        draw({x0, ends(*from, *to)}, {isSpawn ? x0 : x1, ends(*to, *from)}, 0, style, colour);
    }

    // Who is blocked at the playhead, and by what.
    static const ArrowStyle blockedBy{2, {}, Tail::Dot, Head::FilledBar, Ink::Error};
    for (const Row& row : m_picture.rows->rows()) {
        if (!row.isLane() || m_picture.playhead == 0 || row.density == Density::Collapsed)
            continue;
        const auto& track = m_picture.index->lane(row.lane());
        const auto number = track.find(m_picture.playhead - 1);
        if (!number || track.piece(*number).status != analysis::LaneStatus::Blocked)
            continue;
        const auto piece = track.piece(*number);
        const Row* lock = m_picture.rows->objectRow(m_picture.index->detail(piece.detail).object);
        const double x = m_picture.x(piece.begin);
        if (lock == nullptr || lock->key.kind != RowKind::Lock || x < m_tracks.left() || x > m_tracks.right())
            continue;
        const auto place = placeOf(row.lane());
        draw({x, m_picture.y(*lock) + 7}, {x, place->middle}, -26, blockedBy, m_palette.error);
    }

    // Where a lock was taken, down to its bar.
    static const ArrowStyle acquire{1.5, {2, 3}, Tail::Ring, Head::None, Ink::Cause};
    for (const Row& row : m_picture.rows->rows()) {
        if (row.key.kind != RowKind::Lock || !m_scenes.isExact() || !isVisible(row)
            || row.density != Density::Comfortable)
            continue;
        const auto& holds = m_picture.index->object(row.object()).holds();
        const auto from = std::partition_point(holds.begin(), holds.end(),
                                               [&](const analysis::Bar& hold) { return hold.begin < m_scenes.from(); });
        const auto to = std::partition_point(from, holds.end(),
                                             [&](const analysis::Bar& hold) { return hold.begin < m_scenes.to(); });
        if (to - from > 24)
            continue;
        for (auto hold = from; hold != to; ++hold) {
            const auto place = placeOf(hold->who());
            const double x = m_picture.x(hold->begin);
            if (place && x >= m_tracks.left() && x <= m_tracks.right())
                draw({x, place->middle}, {x, m_picture.y(row) + 5}, 0, acquire, laneColour(hold->who()));
        }
    }
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace interleave::timeline
