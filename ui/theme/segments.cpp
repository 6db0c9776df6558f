// Painting of segments: the half of patterns.h that needs a painter.

#include "ui/theme/metrics.h"
#include "ui/theme/patterns.h"

#include <QPaintEngine>
#include <QPainterPath>
#include <QPixmap>
#include <QPixmapCache>
#include <QString>

#include <algorithm>
#include <cmath>

namespace interleave::theme {
namespace {

/// A multiple of every pitch, and of common fractional scale factors: tiles join without a seam.
constexpr int tileSize = 120;

bool isRaster(const QPainter& painter)
{
    return painter.paintEngine() != nullptr && painter.paintEngine()->type() == QPaintEngine::Raster;
}

void paintMarks(QPainter& painter, const PatternMarks& marks, const QColor& colour)
{
    painter.setPen(QPen(colour, marks.lineWidth, Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(marks.lines.data(), static_cast<int>(marks.lines.size()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRects(marks.dots.data(), static_cast<int>(marks.dots.size()));
}

QPixmap patternTile(State state, const StateColours& colours, double scale)
{
    const QString key = QStringLiteral("interleave-tile-%1-%2-%3")
                            .arg(static_cast<int>(state))
                            .arg(colours.pattern.rgb(), 0, 16)
                            .arg(scale);
    QPixmap tile;
    if (QPixmapCache::find(key, &tile)) {
        return tile;
    }
    const int side = static_cast<int>(std::lround(tileSize * scale));
    tile = QPixmap(side, side);
    tile.setDevicePixelRatio(scale);
    tile.fill(colours.fill);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    // Marks reach over the tile's border, so that a line crossing it is as thick on both sides.
    const QRectF beyond(-tileSize, -tileSize, 3 * tileSize, 3 * tileSize);
    paintMarks(painter, patternMarks(state, beyond, QPointF(0, 0)), colours.pattern);
    painter.end();
    QPixmapCache::insert(key, tile);
    return tile;
}

QPainterPath leftRounded(const QRectF& rect, double radius)
{
    QPainterPath path(rect.topRight());
    path.lineTo(rect.left() + radius, rect.top());
    path.quadTo(rect.topLeft(), QPointF(rect.left(), rect.top() + radius));
    path.lineTo(rect.left(), rect.bottom() - radius);
    path.quadTo(rect.bottomLeft(), QPointF(rect.left() + radius, rect.bottom()));
    path.lineTo(rect.bottomRight());
    path.closeSubpath();
    return path;
}

void paintEnded(QPainter& painter, const QRectF& rect, const QColor& colour)
{
    const double stopWidth = std::min<double>(6, rect.width());
    const double stopHeight = std::min<double>(rect.height(), 10);
    const double middle = std::floor(rect.center().y());
    painter.fillRect(QRectF(rect.left(), middle - 1, rect.width() - stopWidth, 2), colour);
    painter.fillRect(QRectF(rect.right() - stopWidth, middle - stopHeight / 2, stopWidth, stopHeight), colour);
}

void paintCross(QPainter& painter, const QRectF& body, const StateColours& colours)
{
    const double reach = std::min({4.0, body.height() / 2 - 3, body.width() / 2 - 3});
    if (reach < 2) {
        return;
    }
    const QPointF middle(body.right() - reach - 4, body.center().y());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.fill);
    painter.drawRect(QRectF(middle.x() - reach - 2, middle.y() - reach - 2, 2 * reach + 4, 2 * reach + 4));
    painter.setPen(QPen(colours.outline, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(middle + QPointF(-reach, -reach), middle + QPointF(reach, reach));
    painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach));
}

void paintOutline(QPainter& painter, const SegmentParts& parts, const QColor& colour)
{
    const double inset = parts.outlineWidth / 2;
    const double radius = std::min<double>(metrics::segmentRadius, parts.body.width() / 2) - inset;
    QPen pen(colour, parts.outlineWidth);
    if (parts.isDashed) {
        pen.setDashPattern({5, 3});
        pen.setCapStyle(Qt::FlatCap);
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(parts.body.adjusted(inset, inset, -inset, -inset), std::max(radius, 0.0),
                            std::max(radius, 0.0));
}

} // namespace

void paintPattern(QPainter& painter, const QRectF& clip, State state, const Palette& palette, QPointF anchor)
{
    const StateColours& colours = palette.state(state);
    if (state == State::Running || state == State::Ready || state == State::Ended) {
        return;
    }
    if (!isRaster(painter)) {
        paintMarks(painter, patternMarks(state, clip, anchor), colours.pattern);
        return;
    }
    const QPixmap tile = patternTile(state, colours, painter.device()->devicePixelRatioF());
    const auto phase = [](double distance) {
        const double rest = std::fmod(distance, tileSize);
        return rest < 0 ? rest + tileSize : rest;
    };
    painter.drawTiledPixmap(clip, tile, QPointF(phase(clip.left() - anchor.x()), phase(clip.top() - anchor.y())));
}

void paintSegment(QPainter& painter, const QRectF& rect, State state, const Palette& palette, QPointF anchor,
                  const SegmentTint& tint)
{
    const StateColours& colours = palette.state(state);
    const QColor outline = tint.outline.isValid() ? tint.outline : colours.outline;
    painter.save();
    if (state == State::Ended) {
        paintEnded(painter, rect, outline);
        painter.restore();
        return;
    }
    const SegmentParts parts = segmentParts(state, rect);
    const double radius = std::min<double>(metrics::segmentRadius, parts.body.width() / 2);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.fill);
    painter.drawRoundedRect(parts.body, radius, radius);
    if (!parts.inside.isNull()) {
        paintPattern(painter, parts.inside, state, palette, anchor);
    }
    if (parts.outlineWidth > 0) {
        paintOutline(painter, parts, outline);
    }
    if (!parts.edge.isNull()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(outline);
        painter.drawPath(leftRounded(parts.edge, std::min(radius, parts.edge.width() / 2)));
    }
    // A swatch in a legend is too small for the cross.
    if (state == State::Killed && parts.body.width() > 24) {
        paintCross(painter, parts.body, colours);
    }
    painter.restore();
}

void paintHairline(QPainter& painter, const QLineF& line, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF along = line.dy() == 0 ? QRectF(line.x1(), line.y1(), line.dx(), metrics::hairline)
                                        : QRectF(line.x1(), line.y1(), metrics::hairline, line.dy());
    painter.fillRect(along.normalized(), colour);
    painter.restore();
}

} // namespace interleave::theme
