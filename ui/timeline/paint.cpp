#include "ui/timeline/paint_parts.h"

#include "core/analysis/event_text.h"
#include "ui/session/signs.h"
#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <QFontMetricsF>
#include <QHash>
#include <QPaintEngine>

#include <algorithm>
#include <cmath>

namespace interleave::timeline {
namespace {

namespace metrics = theme::metrics;
using theme::TextRole;

bool isVectorDevice(const QPainter& painter)
{
    return painter.paintEngine() != nullptr && painter.paintEngine()->type() != QPaintEngine::Raster;
}

/// Fonts are asked for thousands of times a frame.
const QFont& fontOf(TextRole role)
{
    static QHash<int, QFont> fonts;
    auto place = fonts.find(static_cast<int>(role));
    if (place == fonts.end())
        place = fonts.insert(static_cast<int>(role), theme::font(role));
    return *place;
}

double capHeightOf(TextRole role)
{
    static QHash<int, double> heights;
    auto place = heights.find(static_cast<int>(role));
    if (place == heights.end())
        place = heights.insert(static_cast<int>(role), QFontMetricsF(fontOf(role)).capHeight());
    return *place;
}

} // namespace

double widthOf(const QString& text, TextRole role)
{
    static QHash<QPair<int, QString>, double> widths;
    if (widths.size() > 20'000)
        widths.clear();
    const QPair<int, QString> key(static_cast<int>(role), text);
    auto place = widths.find(key);
    if (place == widths.end())
        place = widths.insert(key, std::ceil(QFontMetricsF(fontOf(role)).horizontalAdvance(text)));
    return *place;
}

QString elided(const QString& text, TextRole role, double width)
{
    return widthOf(text, role) <= width ? text : QFontMetricsF(fontOf(role)).elidedText(text, Qt::ElideMiddle, width);
}

void drawLine(QPainter& painter, QPointF leftMiddle, const QString& text, TextRole role, const QColor& colour)
{
    if (text.isEmpty())
        return;
    painter.setFont(fontOf(role));
    painter.setPen(colour);
    painter.drawText(QPointF(leftMiddle.x(), std::round(leftMiddle.y() + capHeightOf(role) / 2)), text);
}

Painting::Painting(QPainter& painter, const Picture& picture)
    : m_painter(painter)
    , m_picture(picture)
    , m_palette(*picture.palette)
    , m_tracks(picture.tracks())
    , m_scale(painter.device()->devicePixelRatioF())
    , m_isVector(isVectorDevice(painter))
    , m_scenes(picture, m_scale)
{}

bool Painting::isVisible(const Row& row) const
{
    const double y = m_picture.y(row);
    return y < m_tracks.bottom() && y + row.height > m_tracks.top();
}

QRectF Painting::trackOf(const Row& row, double inset) const
{
    return {m_tracks.left(), m_picture.y(row) + inset, m_tracks.width(), row.height - 2 * inset};
}

QRectF Painting::barRect(Step begin, Step end, bool isOpen, double top, double height) const
{
    const double left = std::max(m_picture.x(begin), m_tracks.left());
    const double right = std::min(isOpen ? m_picture.axis.x(m_picture.openEnd()) : m_picture.x(end), m_tracks.right());
    return {left, top, right - left, height};
}

theme::LaneSign Painting::signOf(LaneId lane) const
{
    const trace::Lane& facts = m_picture.trace->lane(lane);
    const int number = static_cast<int>(index(lane));
    const QString name = laneName(lane);
    if (facts.kind == trace::LaneKind::Task)
        return {name.left(1), number};
    return isNone(facts.creator) ? theme::LaneSign{name.left(1).toUpper(), number}
                                 : theme::LaneSign{QString::number(number), number};
}

theme::ResourceSign Painting::signOf(ObjectId object) const
{
    const trace::ObjectKind kind = m_picture.trace->object(object).kind;
    int ordinal = 0;
    for (std::uint32_t i = 0; i < index(object) && ordinal < 8; ++i)
        ordinal += m_picture.trace->object(ObjectId(i)).kind == kind ? 1 : 0;
    return {session::resourceKindOf(kind), ordinal};
}

QColor Painting::laneColour(LaneId lane) const
{
    return m_palette.lane(static_cast<int>(index(lane) & 0xffffU));
}

QColor Painting::colourOf(ObjectId object) const
{
    const theme::ResourceSign sign = signOf(object);
    return m_palette.resource(sign.kind, sign.nthOfKind);
}

QString Painting::laneName(LaneId lane) const
{
    return QString::fromStdString(analysis::laneText(*m_picture.trace, lane));
}

void Painting::paintLabels()
{
    for (const Label& label : m_labels) {
        const double spare = metrics::segmentLabelSpare;
        const TextRole first = label.isStrong ? TextRole::SegmentStrong : TextRole::Segment;
        const double room = label.room.width() - label.indent - spare / 2;
        const bool hasTwo = !label.words.second.isEmpty() && label.room.height() >= 28;
        const double firstWidth = widthOf(label.words.first, first);
        const double middle = label.room.center().y();
        const auto plate = [&](double width) {
            if (label.plate.isValid())
                m_painter.fillRect(QRectF(label.room.left() + label.indent - 2, label.room.top() + 2, width + 6,
                                          label.room.height() - 4),
                                   label.plate);
        };
        if (hasTwo) {
            const double width = std::max(firstWidth, widthOf(label.words.second, TextRole::Segment));
            if (width <= room) {
                plate(width);
                drawLine(m_painter, {label.room.left() + label.indent, middle - 6.5}, label.words.first, first,
                         label.text);
                drawLine(m_painter, {label.room.left() + label.indent, middle + 7}, label.words.second,
                         TextRole::Segment, label.text);
                ++m_painted.labels;
                continue;
            }
        }
        for (const QString& text : {label.words.first, label.words.brief}) {
            const double width = widthOf(text, first);
            if (text.isEmpty() || width > room)
                continue;
            plate(width);
            drawLine(m_painter, {label.room.left() + label.indent, middle}, text, first, label.text);
            ++m_painted.labels;
            break;
        }
    }
}

void Painting::paint()
{
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    paintGround();
    const bool clips = !m_isVector;
    if (clips)
        m_painter.setClipRect(m_tracks);
    const auto& rows = m_picture.rows->rows();
    const std::size_t first = m_picture.rows->firstBelow(static_cast<int>(m_picture.scroll));
    std::size_t last = first;
    while (last < rows.size() && isVisible(rows[last]))
        ++last;
    if (m_picture.index->size() > 0) {
        for (std::size_t i = first; i < last; ++i) {
            if (rows[i].isLane())
                paintLane(rows[i]);
            else if (rows[i].isObject())
                paintObject(rows[i]);
        }
        if (clips)
            m_painter.setClipRect(QRectF(0, m_picture.rowsTop(), m_picture.size.width(), m_tracks.height()));
        for (std::size_t i = first; i < last; ++i)
            if (rows[i].isHead())
                paintHeads(rows[i]);
        if (clips)
            m_painter.setClipRect(m_tracks);
        paintArrows();
        paintMarks();
        for (const Step hit : m_picture.hits) {
            const double x = m_picture.x(hit);
            if (x >= m_tracks.left() && x <= m_tracks.right())
                m_painter.fillRect(QRectF(x - 0.5, m_tracks.top(), 1.5, m_tracks.height()), m_palette.warning);
        }
        paintFlagLine();
        paintPlayhead();
        paintLabels();
    }
    if (clips)
        m_painter.setClipRect(QRectF(0, m_picture.rowsTop(), m_picture.size.width(), m_tracks.height()));
    for (std::size_t i = first; i < last; ++i) {
        if (!rows[i].isHead())
            paintHeader(rows[i]);
    }
    theme::paintHairline(
        m_painter,
        QLineF(m_picture.headerWidth - 1, m_picture.rowsTop(), m_picture.headerWidth - 1,
               std::min(m_picture.size.height(), m_picture.rowsTop() + m_picture.rows->height() - m_picture.scroll)),
        m_palette.hairline);
    if (clips)
        m_painter.setClipping(false);
    paintRuler();
    paintMinimap();
    paintRulerMarks();
}

/// The labels of flag and playhead stand on the ruler, above its numbers.
void Painting::paintRulerMarks()
{
    if (m_picture.index->size() == 0)
        return;
    const double bottom = m_picture.rowsTop() - 2;
    const auto isSeen = [&](double x) { return x >= m_tracks.left() - 1 && x <= m_tracks.right() + 1; };
    m_painter.setRenderHint(QPainter::Antialiasing);
    if (m_picture.lastAvoidable) {
        const double x = std::round(m_picture.x(*m_picture.lastAvoidable));
        if (isSeen(x)) {
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(m_palette.ok);
            m_painter.drawEllipse(QPointF(x, bottom - 10), 9.5, 9.5);
            theme::paintIcon(m_painter, QRectF(x - 6, bottom - 16, 12, 12), theme::Icon::Flag, m_palette.panel);
        }
    }
    if (m_picture.playhead > 0) {
        const double x = std::round(m_picture.x(m_picture.playhead - 1));
        if (isSeen(x)) {
            const QString text =
                m_picture.ruler == Ruler::Steps
                    ? QString::number(m_picture.playhead)
                    : durationWords(static_cast<double>(m_picture.index->times().at(m_picture.playhead - 1)),
                                    m_picture.isVirtual());
            const double width = std::max(30.0, widthOf(text, TextRole::SegmentStrong) + 14);
            const QRectF rect(std::min(x - width / 2, m_picture.size.width() - width), bottom - 19, width, 19);
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(m_palette.playhead);
            m_painter.drawRoundedRect(rect, 3, 3);
            drawLine(m_painter, {rect.center().x() - widthOf(text, TextRole::SegmentStrong) / 2, rect.center().y()},
                     text, TextRole::SegmentStrong, m_palette.onPlayhead);
        }
    }
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

Painted paintInto(QPainter& painter, const Picture& picture)
{
    painter.save();
    Painting painting(painter, picture);
    painting.paint();
    painter.restore();
    return painting.painted();
}

void paintLegend(QPainter& painter, const QRectF& rect, const theme::Palette& palette, bool hasArrows)
{
    painter.fillRect(rect, palette.panel);
    theme::paintHairline(painter, QLineF(rect.left(), rect.top(), rect.right(), rect.top()), palette.hairline);
    double x = rect.left() + 12;
    const double middle = rect.center().y();
    for (const theme::State state : theme::allStates) {
        const QString word = stateWord(state);
        const double width = 20 + 6 + widthOf(word, TextRole::Segment) + 14;
        if (x + width > rect.right())
            return;
        theme::paintSegment(painter, QRectF(x, middle - 6, 20, 12), state, palette, QPointF(x, middle - 6));
        drawLine(painter, {x + 26, middle}, word, TextRole::Segment, palette.secondary);
        x += width;
    }
    if (!hasArrows)
        return;
    struct Sample
    {
        QString word;
        QColor colour;
        QList<qreal> dashes;
    };
    const Sample samples[] = {{causeWord(analysis::CauseKind::Spawn), palette.secondary, {}},
                              {Painting::tr("acquire"), palette.accent, {1.5, 2}},
                              {Painting::tr("blocked by"), palette.error, {}},
                              {causeWord(analysis::CauseKind::Item), palette.hint, {}},
                              {causeWord(analysis::CauseKind::Resolve), palette.futureColour, {4, 2}}};
    x += 8;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Sample& sample : samples) {
        const double width = 24 + 6 + widthOf(sample.word, TextRole::Segment) + 14;
        if (x + width > rect.right())
            break;
        QPen pen(sample.colour, 1.5);
        if (!sample.dashes.isEmpty())
            pen.setDashPattern(sample.dashes);
        painter.setPen(pen);
        painter.drawLine(QPointF(x, middle), QPointF(x + 20, middle));
        painter.setPen(Qt::NoPen);
        painter.setBrush(sample.colour);
        painter.drawPolygon(
            QPolygonF({QPointF(x + 24, middle), QPointF(x + 17, middle - 3.5), QPointF(x + 17, middle + 3.5)}));
        drawLine(painter, {x + 30, middle}, sample.word, TextRole::Segment, palette.secondary);
        x += width;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace interleave::timeline
