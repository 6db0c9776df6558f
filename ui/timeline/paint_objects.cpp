#include "ui/timeline/paint_parts.h"

#include "ui/theme/contrast.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace interleave::timeline {
namespace {

namespace metrics = theme::metrics;
using analysis::Bar;
using analysis::ObjectTrack;
using theme::State;

/// More bars than this in one row are shown by their shares of columns.
constexpr std::size_t mostBars = 3000;

bool isOpenAt(const Bar& bar, Step size)
{
    return bar.isOpen() || bar.end >= size;
}

} // namespace

void Painting::paintObject(const Row& row)
{
    if (m_picture.index->object(row.object()).bytes() == 0)
        return;
    switch (row.key.kind) {
    case RowKind::Lock: paintLock(row); break;
    case RowKind::Queue: paintQueue(row); break;
    case RowKind::Semaphore: {
        const auto& track = m_picture.index->object(row.object());
        const double most = std::max<double>({static_cast<double>(m_picture.trace->object(row.object()).initial),
                                              static_cast<double>(track.greatestValue()), 1.0});
        paintValue(row, trackOf(row, row.density == Density::Comfortable ? 6 : 2), colourOf(row.object()), most, true);
        break;
    }
    case RowKind::Flag: paintFlag(row); break;
    case RowKind::Variable: paintVariable(row); break;
    case RowKind::Timers: paintTimers(row); break;
    case RowKind::Future: paintFuture(row); break;
    default: break;
    }
}

void Painting::paintLock(const Row& row)
{
    const ObjectTrack& track = m_picture.index->object(row.object());
    const bool isTall = row.density == Density::Comfortable;
    const double top = m_picture.y(row) + (isTall ? 5 : std::min(4.0, row.height / 6.0));
    const double height = isTall ? metrics::holdBar : row.height - 2 * (top - m_picture.y(row));
    const QRectF bar(m_tracks.left(), top, m_tracks.width(), height);
    const auto& holds = track.holds();
    const auto first =
        std::partition_point(holds.begin(), holds.end(), [&](const Bar& hold) { return hold.end <= m_scenes.from(); });
    const auto last =
        std::partition_point(first, holds.end(), [&](const Bar& hold) { return hold.begin < m_scenes.to(); });
    if (!m_scenes.isExact() || static_cast<std::size_t>(last - first) > mostBars) {
        paintDenseHolds(row, bar);
        return;
    }
    const double middle = std::floor(bar.center().y());
    // While nobody has it a line goes on from its first mention.
    const double begin = std::max(m_picture.x(0), m_tracks.left());
    const double end = std::min(m_picture.axis.x(m_picture.openEnd()), m_tracks.right());
    if (isTall && end > begin)
        m_painter.fillRect(QRectF(begin, middle, end - begin, 1), m_palette.controlOutline);
    if (isTall && (holds.empty() || m_picture.x(holds.front().begin) - begin > 40) && begin < end)
        m_labels.push_back({QRectF(begin, bar.top() - 4, 60, bar.height() - 8),
                            {Painting::tr("free"), {}, {}},
                            m_palette.secondary,
                            {},
                            6,
                            false});
    double lastRight = -10;
    for (auto hold = first; hold != last; ++hold) {
        const QRectF rect =
            barRect(hold->begin, hold->end, isOpenAt(*hold, m_picture.index->size()), bar.top(), bar.height());
        // What is narrower than a pixel and beside the last is not seen anyway.
        if (rect.width() <= 0 || rect.right() < lastRight + 0.5)
            continue;
        lastRight = rect.right();
        const bool hasHolder = !isNone(hold->who());
        const QColor colour = hasHolder ? laneColour(hold->who()) : m_palette.tealColour;
        m_painter.fillRect(QRectF(rect.left(), rect.top(), std::max(rect.width(), 1.0), rect.height()), colour);
        if (!isTall || rect.width() < 26)
            continue;
        double indent = 8;
        if (hasHolder) {
            theme::paintLaneChipOnBar(m_painter, QRectF(rect.left() + 4, rect.center().y() - 8, 16, 16),
                                      signOf(hold->who()), m_palette);
            indent = 26;
        }
        const QString who = hasHolder ? tr("held by %1").arg(laneName(hold->who())) : tr("several readers");
        m_labels.push_back(
            {rect, {who, {}, hasHolder ? laneName(hold->who()) : QString()}, m_palette.onIdentity, {}, indent, true});
    }
    if (!isTall)
        return;
    const auto& waits = track.waits();
    const double waitTop = m_picture.y(row) + 5 + metrics::holdBar + 2;
    std::size_t drawn = 0;
    for (std::size_t i = ObjectTrack::firstReaching(waits, m_scenes.from(), track.longestWait());
         i < waits.size() && waits[i].begin < m_scenes.to() && drawn < mostBars; ++i) {
        // One bar for the waiters in their order: the first of them is shown.
        if (waits[i].row != 0)
            continue;
        const QRectF rect = barRect(waits[i].begin, waits[i].end, isOpenAt(waits[i], m_picture.index->size()), waitTop,
                                    metrics::waiterBar);
        if (rect.width() < 2)
            continue;
        ++drawn;
        const QColor colour = laneColour(waits[i].who());
        const theme::StateColours& blocked = m_palette.state(State::Blocked);
        m_painter.fillRect(rect, colour);
        const QRectF inside = rect.adjusted(1, 1, -1, -1);
        if (inside.width() <= 0)
            continue;
        m_painter.fillRect(inside, blocked.fill);
        if (inside.width() > metrics::segmentPatternMinimum)
            theme::paintPattern(m_painter, inside, State::Blocked, m_palette, rect.topLeft());
        m_labels.push_back(
            {rect, {tr("waits: %1").arg(laneName(waits[i].who())), {}, {}}, colour, blocked.fill, 6, true});
    }
}

void Painting::paintDenseHolds(const Row& row, const QRectF& rect)
{
    const ObjectTrack& track = m_picture.index->object(row.object());
    analysis::ColumnPlan own;
    if (m_scenes.isExact()) {
        std::vector<Step> edges;
        for (double x = m_tracks.left(); x <= m_tracks.right(); x += m_scenes.columnWidth())
            edges.push_back(m_picture.eventAt(m_picture.axis.position(x)).value_or(0));
        own = analysis::planColumns(m_picture.index->times(), edges, m_picture.ruler == Ruler::Time);
    }
    const auto columns = track.holdShares(m_scenes.isExact() ? own : m_scenes.plan());
    const QColor others = m_palette.controlOutline;
    const double width = m_scenes.columnWidth();
    // Equal neighbours become one rectangle.
    for (std::size_t i = 0; i < columns.size();) {
        const analysis::HoldShares& shares = columns[i];
        std::size_t end = i + 1;
        while (end < columns.size() && columns[end].firstLane == shares.firstLane
               && columns[end].secondLane == shares.secondLane && std::abs(columns[end].first - shares.first) < 8
               && std::abs(columns[end].second - shares.second) < 8)
            ++end;
        double bottom = rect.bottom();
        const auto slice = [&](std::uint8_t share, const QColor& colour) {
            const double height = share * rect.height() / 255;
            if (share > 0)
                m_painter.fillRect(QRectF(rect.left() + static_cast<double>(i) * width, bottom - height,
                                          static_cast<double>(end - i) * width, height),
                                   colour);
            bottom -= height;
        };
        slice(shares.first, laneColour(LaneId(shares.firstLane)));
        slice(shares.second, laneColour(LaneId(shares.secondLane)));
        slice(shares.others, others);
        i = end;
    }
}

void Painting::paintValue(const Row& row, const QRectF& rect, const QColor& colour, double most, bool isFilled)
{
    const ObjectTrack& track = m_picture.index->object(row.object());
    const auto& values = track.values();
    if (values.empty())
        return;
    const double least = std::min(0.0, static_cast<double>(track.leastValue()));
    const auto y = [&](double value) {
        return rect.bottom() - 1 - (value - least) / std::max(most - least, 1.0) * (rect.height() - 2);
    };
    const QColor fill = theme::blend(m_palette.panel, colour, m_palette.isDark ? 0.28 : 0.16);
    const double end = std::min(m_picture.axis.x(m_picture.openEnd()), m_tracks.right());
    const auto first = std::partition_point(
        values.begin(), values.end(), [&](const ObjectTrack::Value& value) { return value.step <= m_scenes.from(); });
    const auto last = std::partition_point(first, values.end(),
                                           [&](const ObjectTrack::Value& value) { return value.step < m_scenes.to(); });
    if (!m_scenes.isExact() || static_cast<std::size_t>(last - first) > mostBars) {
        analysis::ColumnPlan own;
        if (m_scenes.isExact()) {
            std::vector<Step> edges;
            for (double x = m_tracks.left(); x <= m_tracks.right(); x += m_scenes.columnWidth())
                edges.push_back(m_picture.eventAt(m_picture.axis.position(x)).value_or(0));
            own = analysis::planColumns(m_picture.index->times(), edges, false);
        }
        const auto columns = track.valueRanges(m_scenes.isExact() ? own : m_scenes.plan());
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const double x = rect.left() + static_cast<double>(i) * m_scenes.columnWidth();
            const double top = y(columns[i].greatest);
            m_painter.fillRect(QRectF(x, top, m_scenes.columnWidth(), rect.bottom() - top), fill);
            m_painter.fillRect(QRectF(x, top, m_scenes.columnWidth(), std::max(1.5, y(columns[i].least) - top)),
                               colour);
        }
        return;
    }
    auto value = first == values.begin() ? first : first - 1;
    double lastY = -1;
    for (; value != values.end() && value->step < m_scenes.to(); ++value) {
        const double left = std::max(m_picture.x(value->step), m_tracks.left());
        const double right =
            std::min(value + 1 == values.end() ? end : m_picture.x((value + 1)->step), m_tracks.right());
        const double top = std::round(y(value->value) * m_scale) / m_scale;
        if (isFilled && right > left)
            m_painter.fillRect(QRectF(left, top, right - left, rect.bottom() - top), fill);
        if (right > left)
            m_painter.fillRect(QRectF(left, top - 1, right - left, 1.5), colour);
        if (lastY >= 0 && left > m_tracks.left())
            m_painter.fillRect(QRectF(left - 0.75, std::min(top, lastY) - 1, 1.5, std::abs(top - lastY) + 1.5), colour);
        lastY = top;
    }
}

void Painting::paintQueue(const Row& row)
{
    const ObjectTrack& track = m_picture.index->object(row.object());
    const trace::Object& object = m_picture.trace->object(row.object());
    const QColor colour = colourOf(row.object());
    const bool isTall = row.density == Density::Comfortable;
    QRectF graph = trackOf(row, isTall ? 8 : 2);
    if (isTall)
        graph.setTop(graph.bottom() - metrics::depthGraph);
    const double most =
        std::max<double>(object.bound > 0 ? static_cast<double>(object.bound) : track.greatestValue(), 1);
    paintValue(row, graph, colour, most, true);
    m_painter.fillRect(QRectF(graph.left(), graph.bottom(), graph.width(), 1), m_palette.hairline);
    if (isTall && object.bound > 0) {
        m_painter.setPen(QPen(m_palette.warning, 1, Qt::CustomDashLine));
        QPen pen(m_palette.warning, 1);
        pen.setDashPattern({4, 3});
        m_painter.setPen(pen);
        m_painter.drawLine(QPointF(graph.left(), std::floor(graph.top()) + 0.5),
                           QPointF(graph.right(), std::floor(graph.top()) + 0.5));
    }
    if (row.slotRows == 0 || !m_scenes.isExact())
        return;
    const auto& items = track.items();
    std::size_t drawn = 0;
    for (std::size_t i = ObjectTrack::firstReaching(items, m_scenes.from(), track.longestItem());
         i < items.size() && items[i].begin < m_scenes.to() && drawn < mostBars; ++i) {
        const auto& item = items[i];
        if (static_cast<int>(item.row) >= row.slotRows)
            continue;
        const double top = m_picture.y(row) + 8 + item.row * metrics::queueSlot;
        const QRectF rect =
            barRect(item.begin, item.end, isOpenAt(item, m_picture.index->size()), top, metrics::queueSlot - 1);
        if (rect.width() <= 0)
            continue;
        ++drawn;
        const QColor own = laneColour(item.who());
        const QColor fill = theme::blend(m_palette.panel, own, m_palette.isDark ? 0.22 : 0.14);
        const bool isSelected =
            m_picture.selectedEvent == item.begin || (!item.isOpen() && m_picture.selectedEvent == item.end);
        const QColor line = isSelected ? m_palette.text : own;
        m_painter.fillRect(QRectF(rect.left(), rect.top(), std::max(rect.width(), 2.0), rect.height()), line);
        const double edge = isSelected ? 2 : 1;
        if (rect.width() > 2 * edge)
            m_painter.fillRect(rect.adjusted(edge, edge, -edge, -edge), fill);
        const trace::Event event = m_picture.trace->event(item.begin);
        const QString text = valueText(*m_picture.trace, track.itemValue(i), event.has(trace::EventFlag::Text));
        m_labels.push_back({rect, {text, {}, {}}, isSelected ? m_palette.text : own, {}, 5, true});
    }
}

void Painting::paintFlag(const Row& row)
{
    const ObjectTrack& track = m_picture.index->object(row.object());
    const QRectF rect = trackOf(row, row.density == Density::Comfortable ? 9 : 3);
    if (m_picture.trace->object(row.object()).kind == trace::ObjectKind::Condition || !m_scenes.isExact()) {
        // A condition has no state: only who waits for it is seen.
        std::size_t drawn = 0;
        for (std::size_t i = ObjectTrack::firstReaching(track.waits(), m_scenes.from(), track.longestWait());
             i < track.waits().size() && track.waits()[i].begin < m_scenes.to() && drawn < mostBars; ++i, ++drawn) {
            const Bar& wait = track.waits()[i];
            const double part = rect.height() / std::max(1U, std::min(track.mostWaiting(), 4U));
            if (wait.row >= 4)
                continue;
            const QRectF bar = barRect(wait.begin, wait.end, isOpenAt(wait, m_picture.index->size()),
                                       rect.top() + wait.row * part, part - 1);
            if (bar.width() <= 0)
                continue;
            m_painter.fillRect(bar, laneColour(wait.who()));
            if (bar.width() > 2 && bar.height() > 2)
                m_painter.fillRect(bar.adjusted(1, 1, -1, -1), m_palette.state(State::Waiting).fill);
            if (part >= 12)
                m_labels.push_back({bar, {laneName(wait.who()), {}, {}}, laneColour(wait.who()), {}, 5, true});
        }
        return;
    }
    const auto& values = track.values();
    const QColor colour = colourOf(row.object());
    const double end = std::min(m_picture.axis.x(m_picture.openEnd()), m_tracks.right());
    const double begin = std::max(m_picture.x(0), m_tracks.left());
    if (end > begin)
        m_painter.fillRect(QRectF(begin, rect.bottom() - 1, end - begin, 1), m_palette.controlOutline);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].value == 0 || values[i].step >= m_scenes.to())
            continue;
        const double left = std::max(m_picture.x(values[i].step), m_tracks.left());
        const double right = i + 1 < values.size() ? std::min(m_picture.x(values[i + 1].step), m_tracks.right()) : end;
        if (right <= left)
            continue;
        const QRectF bar(left, rect.top(), right - left, rect.height());
        m_painter.fillRect(bar, colour);
        m_labels.push_back({bar, {tr("set"), {}, {}}, m_palette.onIdentity, {}, 8, true});
    }
}

void Painting::paintVariable(const Row& row)
{
    const ObjectTrack& track = m_picture.index->object(row.object());
    const auto& values = track.values();
    const QRectF rect = trackOf(row, row.density == Density::Comfortable ? 8 : 2);
    const QColor colour = colourOf(row.object());
    const auto first = std::partition_point(
        values.begin(), values.end(), [&](const ObjectTrack::Value& value) { return value.step <= m_scenes.from(); });
    const auto last = std::partition_point(first, values.end(),
                                           [&](const ObjectTrack::Value& value) { return value.step < m_scenes.to(); });
    if (row.density != Density::Comfortable || !m_scenes.isExact() || last - first > 200) {
        paintValue(row, rect, colour, std::max(1, track.greatestValue()), true);
        return;
    }
    const QColor fill = theme::blend(m_palette.panel, colour, m_palette.isDark ? 0.2 : 0.1);
    const double end = std::min(m_picture.axis.x(m_picture.openEnd()), m_tracks.right());
    for (auto value = first == values.begin() ? first : first - 1; value != values.end() && value->step < m_scenes.to();
         ++value) {
        const double left = std::max(m_picture.x(value->step), m_tracks.left());
        const double right =
            std::min(value + 1 == values.end() ? end : m_picture.x((value + 1)->step), m_tracks.right());
        if (right <= left)
            continue;
        const QRectF bar(left, rect.top(), right - left - (right - left > 4 ? 1 : 0), rect.height());
        m_painter.fillRect(bar, colour);
        if (bar.width() > 2)
            m_painter.fillRect(bar.adjusted(1, 1, -1, -1), fill);
        const trace::Event event = m_picture.trace->event(value->step);
        const QString text = valueText(*m_picture.trace, value->value, event.has(trace::EventFlag::Text));
        m_labels.push_back({bar, {text, {}, {}}, m_palette.text, {}, 6, true});
    }
}

void Painting::paintTimers(const Row& row)
{
    const ObjectTrack& track = m_picture.index->object(row.object());
    if (!m_scenes.isExact())
        return;
    const auto& waits = track.waits();
    const bool isTall = row.density == Density::Comfortable;
    const int lines = isTall ? 2 : 1;
    const double height = isTall ? 14 : std::min(14, row.height - 4);
    std::size_t drawn = 0;
    for (std::size_t i = ObjectTrack::firstReaching(waits, m_scenes.from(), track.longestWait());
         i < waits.size() && waits[i].begin < m_scenes.to() && drawn < mostBars; ++i) {
        if (waits[i].kind != static_cast<std::uint32_t>(Bar::Kind::Timer) || static_cast<int>(waits[i].row) >= lines)
            continue;
        ++drawn;
        const double top = m_picture.y(row) + (isTall ? 5 : 2) + waits[i].row * 16;
        const QRectF rect =
            barRect(waits[i].begin, waits[i].end, isOpenAt(waits[i], m_picture.index->size()), top, height);
        if (rect.width() <= 2)
            continue;
        const QColor colour = laneColour(waits[i].who());
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(QPen(colour, 1));
        m_painter.setBrush(theme::blend(m_palette.panel, colour, m_palette.isDark ? 0.25 : 0.12));
        m_painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        const trace::Event event = m_picture.trace->event(waits[i].begin);
        const QString name = laneName(waits[i].who());
        const QString due = event.value != never && event.value > 0
                                ? durationWords(static_cast<double>(event.value), m_picture.isVirtual())
                                : QString();
        m_labels.push_back({rect, {name + QStringLiteral(" → ") + due, {}, due}, colour, {}, 8, true});
    }
}

void Painting::paintFuture(const Row& row)
{
    const auto& values = m_picture.index->object(row.object()).values();
    const bool isTall = row.density == Density::Comfortable;
    const QRectF rect = trackOf(row, isTall ? 5 : 2);
    const double end = std::min(m_picture.axis.x(m_picture.openEnd()), m_tracks.right());
    const trace::Object& object = m_picture.trace->object(row.object());
    const std::int64_t needed = std::max<std::int64_t>(object.bound, 1);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double left = std::max(m_picture.x(values[i].step), m_tracks.left());
        const double right = i + 1 < values.size() ? std::min(m_picture.x(values[i + 1].step), m_tracks.right()) : end;
        if (right <= left)
            continue;
        const QRectF bar(left, rect.top(), right - left, rect.height());
        const bool isDone = values[i].value == 0;
        m_painter.setRenderHint(QPainter::Antialiasing);
        QPen pen(m_palette.futureColour, 1);
        pen.setDashPattern({5, 3});
        m_painter.setPen(isDone ? Qt::NoPen : pen);
        m_painter.setBrush(isDone ? m_palette.futureColour : m_palette.violetGround);
        m_painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        const QString text = isDone       ? needed > 1 ? tr("done: %1 of %1").arg(needed) : tr("done")
                                   : needed > 1 ? tr("pending: %1 of %2 results").arg(needed - values[i].value).arg(needed)
                                          : tr("pending");
        const QString brief = needed > 1 ? tr("%1 of %2").arg(needed - values[i].value).arg(needed) : QString();
        m_labels.push_back({bar,
                            {text, {}, brief},
                            isDone ? m_palette.onIdentity : m_palette.state(State::Suspended).text,
                            {},
                            6,
                            true});
    }
}

} // namespace interleave::timeline
