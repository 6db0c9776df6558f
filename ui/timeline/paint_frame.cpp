#include "ui/timeline/paint_parts.h"

#include "core/analysis/event_text.h"
#include "ui/theme/contrast.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <algorithm>
#include <cmath>

namespace interleave::timeline {
namespace {

namespace metrics = theme::metrics;
using analysis::LaneStatus;
using theme::TextRole;

QColor sentenceColour(const theme::Palette& palette, std::optional<LaneStatus> status)
{
    if (!status)
        return palette.secondary;
    switch (*status) {
    case LaneStatus::Blocked: return palette.error;
    case LaneStatus::Waiting: return palette.state(theme::State::Waiting).text;
    case LaneStatus::Running: return palette.ok;
    case LaneStatus::Suspended: return palette.futureColour;
    default: return palette.secondary;
    }
}

/// The nearest whole device pixel.
double snapped(double x, double scale)
{
    return std::round(x * scale) / scale;
}

} // namespace

void Painting::paintGround()
{
    m_painter.fillRect(QRectF(QPointF(0, 0), m_picture.size), m_palette.panel);
    const Step size = m_picture.index->size();
    if (size == 0)
        return;
    // Behind the last event nothing was recorded.
    const double edge = std::max(m_picture.x(size - 1), m_tracks.left());
    if (edge < m_tracks.right())
        m_painter.fillRect(QRectF(edge, m_tracks.top(), m_tracks.right() - edge, m_tracks.height()), m_palette.raised);
    const double rowsEnd =
        std::min(m_picture.rowsTop() + m_picture.rows->height() - m_picture.scroll, m_tracks.bottom());
    const double last = m_picture.position(size - 1);
    for (const Tick& tick : ticksOf(m_picture.axis, m_picture.ruler, m_picture.ruler == Ruler::Steps ? 30 : 60,
                                    m_picture.isVirtual(), last)) {
        const double x = snapped(m_picture.axis.x(tick.position), m_scale);
        if (x >= m_tracks.left() && x < m_tracks.right())
            theme::paintHairline(m_painter, QLineF(x, m_tracks.top(), x, rowsEnd),
                                 theme::blend(m_palette.panel, m_palette.hairline, 0.55));
    }
    if (!m_picture.range.isEmpty()) {
        const double left = std::clamp(m_picture.x(m_picture.range.begin), m_tracks.left(), m_tracks.right());
        const double right = std::clamp(m_picture.x(m_picture.range.end), m_tracks.left(), m_tracks.right());
        m_painter.fillRect(QRectF(left, m_tracks.top(), right - left, m_tracks.height()),
                           theme::blend(m_palette.panel, m_palette.accent, 0.1));
        m_painter.fillRect(QRectF(left, m_tracks.top(), 1, m_tracks.height()), m_palette.accent);
        m_painter.fillRect(QRectF(right - 1, m_tracks.top(), 1, m_tracks.height()), m_palette.accent);
    }
}

void Painting::paintHeads(const Row& row)
{
    const double y = m_picture.y(row);
    const QRectF rect(0, y, m_picture.size.width(), row.height);
    m_painter.fillRect(rect, m_palette.sectionHead);
    theme::paintHairline(m_painter, QLineF(0, y, rect.right(), y), m_palette.hairline);
    const bool isFolded = m_picture.wishes != nullptr && m_picture.wishes->folded.contains(row.key);
    theme::paintIcon(m_painter, QRectF(8, y + row.height / 2.0 - 6, 12, 12),
                     isFolded ? theme::Icon::ChevronRight : theme::Icon::ChevronDown, m_palette.secondary);
    const QString title = headTitle(m_picture, row);
    const double middle = y + row.height / 2.0;
    double x = 26;
    if (row.key.kind == RowKind::Process) {
        theme::paintIcon(m_painter, QRectF(x - 1, middle - 7, 14, 14), theme::Icon::Process, m_palette.secondary);
        x += 17;
    }
    drawLine(m_painter, {x, middle}, title, TextRole::BodyStrong, m_palette.text);
    const double noteX = row.key.kind == RowKind::Process
                             ? x + widthOf(title, TextRole::BodyStrong) + 14
                             : std::max(m_picture.headerWidth - 20, x + widthOf(title, TextRole::BodyStrong) + 12);
    drawLine(m_painter, {noteX, middle}, headNote(m_picture, row), TextRole::SecondaryLine, m_palette.secondary);
}

void Painting::paintHeader(const Row& row)
{
    const double y = m_picture.y(row);
    const QRectF rect(0, y, m_picture.headerWidth, row.height);
    const bool isSelected =
        row.isLane() ? row.lane() == m_picture.selectedLane : row.object() == m_picture.selectedObject;
    const bool isHovered = m_picture.hoveredHeader == row.key;
    m_painter.fillRect(rect, isSelected ? m_palette.selection : isHovered ? m_palette.hover : m_palette.panel);
    const bool isTiny = row.density == Density::Collapsed;
    if (!isTiny)
        theme::paintHairline(m_painter, QLineF(0, y + row.height - 1, m_picture.size.width(), y + row.height - 1),
                             m_palette.hairline);
    if (isSelected)
        m_painter.fillRect(QRectF(0, y, 3, row.height), m_palette.accent);
    if (isTiny) {
        if (row.isLane())
            m_painter.fillRect(QRectF(m_picture.headerWidth - 10, y, 6, std::max(1, row.height - 1)),
                               laneColour(row.lane()));
        return;
    }
    const bool isTall = row.density == Density::Comfortable;
    const bool isSmall = row.density == Density::Compact;
    const double chip = isSmall ? metrics::smallChipSize : metrics::chipSize;
    double x = 12 + row.indent * metrics::taskIndent;
    // Of the first line: two lines have to find room in a tall row.
    const double middle = isTall && row.height >= 40   ? y + 16
                          : isTall && row.height >= 34 ? y + row.height / 2.0 - 8
                                                       : y + row.height / 2.0;
    if (row.indent > 0) {
        const double elbow = 12 + metrics::chipSize / 2.0;
        const double end = row.isLastChild ? middle : y + row.height;
        m_painter.fillRect(QRectF(elbow, y, 1, end - y), m_palette.controlOutline);
        m_painter.fillRect(QRectF(elbow, std::floor(middle), x - elbow - 2, 1), m_palette.controlOutline);
    }
    const QRectF chipRect(x, std::floor(middle - chip / 2), chip, chip);
    if (row.isLane())
        theme::paintLaneChip(m_painter, chipRect, signOf(row.lane()), m_palette);
    else
        theme::paintResourceChip(m_painter, chipRect, signOf(row.object()), m_palette);
    x += chip + 8;
    // The number key that steps this lane.
    double right = m_picture.headerWidth - 10;
    const bool isLoop = row.isLane() && row.count > 0;
    if (row.isLane() && index(row.lane()) < 10 && !isSmall && !isLoop) {
        const QRectF badge(right - 18, middle - 9, 18, 18);
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(QPen(isHovered ? m_palette.accent : m_palette.controlOutline, 1));
        m_painter.setBrush(m_palette.panel);
        m_painter.drawRoundedRect(badge.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        if (isHovered) {
            theme::paintIcon(m_painter, badge.adjusted(3, 3, -3, -3), theme::Icon::StepLane, m_palette.accent);
        } else {
            const QString digit = QString::number(index(row.lane()));
            drawLine(m_painter, {badge.center().x() - widthOf(digit, TextRole::Tick) / 2, badge.center().y()}, digit,
                     TextRole::Tick, m_palette.text);
        }
        right -= 24;
    } else if (isLoop) {
        theme::paintIcon(m_painter, QRectF(right - 16, middle - 8, 16, 16), theme::Icon::Loop, m_palette.secondary);
        right -= 22;
    }
    const QString name = row.isLane() ? laneName(row.lane())
                                      : QString::fromStdString(analysis::objectText(*m_picture.trace, row.object()));
    const TextRole nameRole = isSmall ? TextRole::SegmentStrong : TextRole::BodyStrong;
    const QString shown = elided(name, nameRole, right - x);
    drawLine(m_painter, {x, middle}, shown, nameRole, m_palette.text);
    const QString fill = row.isObject() ? fillSentence(m_picture, row.object()) : QString();
    if (!isTall || row.height < 34) {
        const QString rest = row.isLane() ? laneSentence(m_picture, row.lane()) : fill;
        const double at = x + widthOf(shown, nameRole) + 8;
        if (!isSmall && right - at > 30)
            drawLine(m_painter, {at, middle}, elided(rest, TextRole::SecondaryLine, right - at),
                     TextRole::SecondaryLine,
                     row.isLane() ? sentenceColour(m_palette, statusAtPlayhead(m_picture, row.lane()))
                                  : m_palette.secondary);
        return;
    }
    if (isLoop)
        return;
    const QString sentence =
        row.isLane() ? laneSentence(m_picture, row.lane()) : objectSentence(m_picture, row.object());
    const double room = m_picture.headerWidth - 8 - x;
    drawLine(m_painter, {x, middle + 16}, elided(sentence, TextRole::SecondaryLine, room), TextRole::SecondaryLine,
             row.isLane() ? sentenceColour(m_palette, statusAtPlayhead(m_picture, row.lane())) : m_palette.secondary);
    if (row.isObject() && row.height >= 48 && !fill.isEmpty() && row.key.kind != RowKind::Lock)
        drawLine(m_painter, {x, middle + 31}, elided(fill, TextRole::SegmentStrong, room), TextRole::SegmentStrong,
                 colourOf(row.object()));
    if (row.key.kind != RowKind::Queue)
        return;
    for (int slot = 0; slot < row.slotRows; ++slot) {
        const QString number = QString::number(slot + 1);
        drawLine(
            m_painter,
            {m_picture.headerWidth - 12 - widthOf(number, TextRole::Tick), y + 8 + (slot + 0.5) * metrics::queueSlot},
            number, TextRole::Tick, m_palette.hint);
    }
    const std::int64_t bound = m_picture.trace->object(row.object()).bound;
    const double bottom = y + row.height - 8;
    const double top = bottom - metrics::depthGraph;
    if (bottom - 10 >= middle + 44) // below the three lines of the title
        drawLine(m_painter, {x, bottom - 10}, bound > 0 ? tr("depth, capacity %1").arg(bound) : tr("depth"),
                 TextRole::Tick, m_palette.hint);
    const QString most = QString::number(bound > 0 ? bound : m_picture.index->object(row.object()).greatestValue());
    drawLine(m_painter, {m_picture.headerWidth - 12 - widthOf(most, TextRole::Tick), top}, most, TextRole::Tick,
             bound > 0 ? m_palette.warning : m_palette.hint);
    drawLine(m_painter, {m_picture.headerWidth - 12 - widthOf(QStringLiteral("0"), TextRole::Tick), bottom - 2},
             QStringLiteral("0"), TextRole::Tick, m_palette.hint);
}

void Painting::paintRuler()
{
    const double top = m_picture.minimapHeight();
    const double height = m_picture.rulerHeight();
    const double width = m_picture.size.width();
    m_painter.fillRect(QRectF(0, top, width, height), m_palette.panel);
    theme::paintHairline(m_painter, QLineF(0, top + height - 1, width, top + height - 1), m_palette.hairline);
    const bool isSteps = m_picture.ruler == Ruler::Steps;
    const bool hasClock = height > 30;
    const double middle = top + (hasClock ? 30 : height / 2);
    if (hasClock)
        drawLine(m_painter, {12, top + 11}, tr("virtual time"), TextRole::SecondaryLine, m_palette.secondary);
    drawLine(m_painter, {12, middle},
             isSteps                 ? tr("step")
             : m_picture.isVirtual() ? tr("virtual time")
                                     : tr("time since start"),
             TextRole::SecondaryLine, m_palette.secondary);
    const Step size = m_picture.index->size();
    if (size == 0)
        return;
    if (hasClock) {
        // Stretches of equal virtual time.
        const auto& times = m_picture.index->times();
        Step begin = m_scenes.from();
        double lastRight = -1;
        for (int drawn = 0; begin < m_scenes.to() && drawn < 400; ++drawn) {
            const Step end = times.countUntil(times.at(begin));
            const double left = std::max(m_picture.x(times.countUntil(times.at(begin) - 1))
                                             - (begin == 0 ? m_picture.axis.scale() * 0.6 : 0),
                                         m_tracks.left() + 1);
            const double right = std::min(
                end >= size ? m_picture.axis.x(m_picture.bounds.to) - 2 : m_picture.x(end) - 2, m_tracks.right() - 2);
            if (right - left >= 2 || right - lastRight > 3) {
                const QRectF rect(left, top + 4, std::max(right - left, 1.0), 14);
                m_painter.fillRect(rect, m_palette.hairline);
                m_painter.fillRect(rect.adjusted(1, 1, -1, -1), m_palette.raised);
                const QString text = durationWords(static_cast<double>(times.at(begin)), true);
                if (rect.width() > widthOf(text, TextRole::Segment) + 10)
                    drawLine(m_painter, {rect.left() + 6, rect.center().y()}, text, TextRole::Segment,
                             m_palette.secondary);
                lastRight = right;
            }
            begin = std::max(end, begin + 1);
        }
    }
    const double last = m_picture.position(size - 1);
    double free = -1e9;
    for (const Tick& tick : ticksOf(m_picture.axis, m_picture.ruler, isSteps ? 30 : 60, m_picture.isVirtual(), last)) {
        const double x = m_picture.axis.x(tick.position);
        const double half = widthOf(tick.text, TextRole::Segment) / 2;
        double left = std::max(x - half, m_tracks.left() + 2);
        if (x < m_tracks.left() || x + half > m_tracks.right() || left < free)
            continue;
        if (x - half < m_tracks.left())
            left = m_tracks.left() + 2;
        drawLine(m_painter, {left, middle}, tick.text, TextRole::Segment, m_palette.secondary);
        free = left + 2 * half + 6;
    }
    const QString nothing = tr("no further event");
    const double edge = m_picture.x(size - 1) + 24;
    if (m_picture.hasEnded && m_tracks.right() - edge > widthOf(nothing, TextRole::Tick) + 30)
        drawLine(m_painter, {(edge + m_tracks.right() - widthOf(nothing, TextRole::Tick)) / 2 + 8, middle}, nothing,
                 TextRole::Tick, m_palette.hint);
    if (!m_picture.range.isEmpty()) {
        const auto& times = m_picture.index->times();
        const double lasts = static_cast<double>(times.at(m_picture.range.end) - times.at(m_picture.range.begin));
        const QString text =
            isSteps ? tr("%n step(s)", nullptr,
                         static_cast<int>(std::min<Step>(m_picture.range.end - m_picture.range.begin, 1'000'000'000)))
                    : durationWords(lasts, m_picture.isVirtual());
        const double x = (std::max(m_picture.x(m_picture.range.begin), m_tracks.left())
                          + std::min(m_picture.x(m_picture.range.end), m_tracks.right()))
                         / 2;
        const double half = widthOf(text, TextRole::SegmentStrong) / 2 + 10;
        const QRectF rect(std::clamp(x - half, m_tracks.left(), std::max(m_tracks.left(), m_tracks.right() - 2 * half)),
                          middle - 9, 2 * half, 18);
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(QPen(m_palette.accent, 1));
        m_painter.setBrush(m_palette.selection);
        m_painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        drawLine(m_painter, {rect.left() + 10, rect.center().y()}, text, TextRole::SegmentStrong, m_palette.accent);
    }
}

void Painting::paintMinimap()
{
    if (!m_picture.hasMinimap)
        return;
    const double width = m_picture.size.width();
    m_painter.fillRect(QRectF(0, 0, width, m_picture.minimapHeight()), m_palette.panel);
    drawLine(m_painter, {12, m_picture.minimapHeight() / 2}, tr("Whole run"), TextRole::SecondaryLine,
             m_palette.secondary);
    theme::paintHairline(m_painter, QLineF(0, m_picture.minimapHeight() - 1, width, m_picture.minimapHeight() - 1),
                         m_palette.hairline);
    if (m_picture.index->size() == 0)
        return;
    Picture whole = m_picture;
    whole.axis = {m_picture.bounds.from, m_picture.bounds.to, m_tracks.left() + 4, m_tracks.width() - 8};
    const SceneMaker scenes(whole, m_scale);
    std::vector<const Row*> lanes;
    for (const Row& row : m_picture.rows->rows())
        if (row.isLane())
            lanes.push_back(&row);
    // Where they do not all fit, some stand for their neighbours.
    const double room = m_picture.minimapHeight() - 10;
    const std::size_t most = static_cast<std::size_t>(room / 2);
    const std::size_t shown = std::min(lanes.size(), most);
    for (std::size_t i = 0; i < shown; ++i) {
        const Row& row = *lanes[i * lanes.size() / shown];
        const double top = 5 + std::floor(static_cast<double>(i) * room / static_cast<double>(shown));
        const double height = std::max(1.0, std::min(std::floor(room / static_cast<double>(shown)) - 1, 6.0));
        const LaneScene scene = scenes.lane(row.lane());
        for (const Box& box : scene.boxes) {
            const double left = std::max(box.left, whole.axis.left);
            const double right = std::min(box.right, whole.axis.right());
            if (right <= left || box.state == theme::State::Ended)
                continue;
            const theme::StateColours& colours = m_palette.state(box.state);
            const bool isFull = box.state == theme::State::Running || box.state == theme::State::Blocked;
            const QColor colour = isFull ? colours.outline : theme::blend(colours.fill, colours.outline, 0.45);
            const double inset = isFull || height < 3 ? 0 : 1;
            m_painter.fillRect(QRectF(left, top + inset, std::max(right - left, 1.0), height - inset), colour);
        }
        paintMixes(QRectF(0, top, 0, height), {}, Density::Collapsed);
        if (!scene.mixes.empty()) {
            m_painter.save();
            m_painter.translate(whole.axis.left - m_picture.axis.left, 0);
            paintMixes(QRectF(m_picture.axis.left, top, 0, height), scene.mixes, Density::Collapsed);
            m_painter.restore();
        }
    }
    const QRectF window = QRectF(QPointF(whole.axis.x(m_picture.axis.from), 2.5),
                                 QPointF(whole.axis.x(m_picture.axis.to), m_picture.minimapHeight() - 3.5))
                              .intersected(QRectF(m_tracks.left() + 2, 0, m_tracks.width() - 4, 200));
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(m_palette.accent, 2));
    m_painter.drawRoundedRect(window, 2, 2);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

void Painting::paintPlayhead()
{
    if (m_picture.playhead == 0 || m_picture.index->size() == 0)
        return;
    const double x = std::round(m_picture.x(m_picture.playhead - 1));
    if (x < m_tracks.left() || x > m_tracks.right())
        return;
    const double bottom =
        std::min(m_tracks.bottom(), m_picture.rowsTop() + m_picture.rows->height() - m_picture.scroll);
    m_painter.fillRect(QRectF(x - 1, m_tracks.top(), 2, bottom - m_tracks.top()), m_palette.playhead);
}

void Painting::paintFlagLine()
{
    if (!m_picture.lastAvoidable || m_picture.index->size() == 0)
        return;
    // The moment before the event that closed the way: its own step is named.
    const double x = std::round(m_picture.x(*m_picture.lastAvoidable));
    if (x < m_tracks.left() || x > m_tracks.right())
        return;
    const double bottom =
        std::min(m_tracks.bottom(), m_picture.rowsTop() + m_picture.rows->height() - m_picture.scroll);
    QPen pen(m_palette.ok, 2);
    pen.setDashPattern({2.5, 1.5});
    m_painter.setPen(pen);
    m_painter.drawLine(QPointF(x, m_tracks.top()), QPointF(x, bottom));
    const QString text = tr("still avoidable before here");
    const double width = widthOf(text, TextRole::SegmentStrong) + 20;
    double plateTop = bottom - 20;
    if (x - width - 8 > m_tracks.left()) {
        const QRectF plate(x - width - 6, plateTop, width, 17);
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(QPen(m_palette.ok, 1));
        m_painter.setBrush(m_palette.okGround);
        m_painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        drawLine(m_painter, {plate.left() + 10, plate.center().y()}, text, TextRole::SegmentStrong, m_palette.ok);
    }
}

} // namespace interleave::timeline
