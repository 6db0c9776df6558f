#include "ui/explore/marks.h"

#include <QPainter>
#include <QPainterPath>

namespace interleave::explore {
namespace {

constexpr std::size_t shapes = 6;

QPainterPath polygon(const QRectF& rect, std::initializer_list<QPointF> corners)
{
    QPolygonF points;
    for (const QPointF& corner : corners)
        points << QPointF(rect.left() + corner.x() * rect.width(), rect.top() + corner.y() * rect.height());
    QPainterPath path;
    path.addPolygon(points);
    path.closeSubpath();
    return path;
}

} // namespace

bool isGood(const trace::ExploredOutcome& outcome)
{
    return outcome.ending == trace::Ending::Completed && outcome.findings.empty();
}

QColor colourOf(const Mark& mark, const theme::Palette& palette)
{
    // The first lane colour is a grey; outcomes begin with the second.
    return mark.isGood ? palette.lane(1 + static_cast<int>(mark.number % 6)) : palette.error;
}

void paintMark(QPainter& painter, const QRectF& rect, const Mark& mark, const theme::Palette& palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = colourOf(mark, palette);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (mark.number % shapes) {
    case 0: painter.drawEllipse(rect); break;
    case 1: painter.drawPath(polygon(rect, {{0.5, 0}, {1, 1}, {0, 1}})); break;
    case 2: painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5)); break;
    case 3: painter.drawPath(polygon(rect, {{0.5, 0}, {1, 0.5}, {0.5, 1}, {0, 0.5}})); break;
    case 4: {
        const double third = rect.width() / 3;
        painter.drawRect(QRectF(rect.left() + third, rect.top(), third, rect.height()));
        painter.drawRect(QRectF(rect.left(), rect.top() + third, rect.width(), third));
        break;
    }
    default: {
        const double line = rect.width() / 5;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, line));
        painter.drawEllipse(rect.adjusted(line / 2, line / 2, -line / 2, -line / 2));
        break;
    }
    }
    painter.restore();
}

} // namespace interleave::explore
