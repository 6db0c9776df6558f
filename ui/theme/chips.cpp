#include "ui/theme/chips.h"

#include "ui/theme/fonts.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace interleave::theme {
namespace {

void paintSign(QPainter& painter, const QRectF& rect, const QString& sign, const QColor& colour)
{
    QFont signFont = font(TextRole::SegmentStrong);
    signFont.setWeight(QFont::Bold);
    signFont.setPixelSize(std::max(8, static_cast<int>(std::lround(rect.height() * (sign.size() > 1 ? 0.5 : 0.62)))));
    painter.setFont(signFont);
    painter.setPen(colour);
    // Centred by the height of a capital: the line box sits too low in a circle this small.
    const QFontMetricsF measure(signFont);
    const QPointF at(rect.center().x() - measure.horizontalAdvance(sign) / 2,
                     rect.center().y() + measure.capHeight() / 2);
    painter.drawText(at, sign);
}

} // namespace

void paintLaneChip(QPainter& painter, const QRectF& rect, const LaneSign& lane, const Palette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.lane(lane.colour));
    painter.drawEllipse(rect);
    paintSign(painter, rect, lane.sign, palette.onIdentity);
    painter.restore();
}

void paintLaneChipOnBar(QPainter& painter, const QRectF& rect, const LaneSign& lane, const Palette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.onIdentity, 1.25));
    painter.setBrush(palette.lane(lane.colour));
    painter.drawEllipse(rect.adjusted(0.75, 0.75, -0.75, -0.75));
    paintSign(painter, rect, lane.sign, palette.onIdentity);
    painter.restore();
}

void paintResourceChip(QPainter& painter, const QRectF& rect, const ResourceSign& resource, const Palette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.resource(resource.kind, resource.nthOfKind));
    const double radius = rect.width() / 6;
    painter.drawRoundedRect(rect, radius, radius);
    const double margin = std::max(1.0, std::round(rect.width() / 9));
    paintIcon(painter, rect.adjusted(margin, margin, -margin, -margin), iconOf(resource.kind), palette.onIdentity);
    painter.restore();
}

} // namespace interleave::theme
