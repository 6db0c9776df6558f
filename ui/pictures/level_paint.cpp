#include "ui/pictures/level_paint.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace interleave::pictures {
namespace {

constexpr double lineWidth = 1.5;

/// The corners of the line, over the changes [first, end), beginning and ending where it is seen to.
QPolygonF corners(const QRectF& plot, const Course& course, const LevelAxis& axis, const LevelScale& scale, Step from,
                  Step to)
{
    QPolygonF line;
    const std::size_t first = course.countBefore(from);
    const std::size_t end = course.countBefore(to);
    const auto add = [&](double x, std::int64_t value) { line << QPointF(x, scale.yOf(value, plot)); };
    std::optional<std::int64_t> value = course.valueBefore(from);
    if (value)
        add(axis.xOf(from), *value);
    const auto width = static_cast<std::size_t>(std::max(1.0, axis.width()));
    if (end - first <= 2 * width) {
        for (std::size_t change = first; change < end; ++change) {
            const double x = axis.xOf(course.stepAt(change) + 1);
            if (value)
                add(x, *value);
            value = course.valueAt(change);
            add(x, *value);
        }
    } else {
        for (std::size_t column = 0; column + 1 < axis.edges().size(); ++column) {
            const std::size_t begin = std::clamp(course.countBefore(axis.edges()[column]), first, end);
            const std::size_t after = std::clamp(course.countBefore(axis.edges()[column + 1]), first, end);
            if (begin == after)
                continue;
            const double x = axis.left() + static_cast<double>(column) + 0.5;
            const Course::Range range = course.range(begin, after);
            add(x, value.value_or(range.least));
            add(x, range.least);
            add(x, range.greatest);
            value = course.valueAt(after - 1);
            add(x, *value);
        }
    }
    if (value)
        add(axis.xOf(to), *value);
    return line;
}

} // namespace

double LevelScale::yOf(std::int64_t value, const QRectF& plot) const
{
    const double share =
        static_cast<double>(value - least) / static_cast<double>(std::max<std::int64_t>(1, greatest - least));
    return plot.bottom() - share * plot.height();
}

void paintCourse(QPainter& painter, const QRectF& plot, const Course& course, const LevelAxis& axis,
                 const LevelScale& scale, const LevelLook& look, Step from, Step to)
{
    const QPolygonF line = corners(plot, course, axis, scale, from, to);
    if (line.size() < 2)
        return;
    if (look.fill.isValid()) {
        const double ground = scale.yOf(std::clamp<std::int64_t>(0, scale.least, scale.greatest), plot);
        QPolygonF area = line;
        area << QPointF(line.last().x(), ground) << QPointF(line.first().x(), ground);
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.fill);
        painter.drawPolygon(area);
    }
    painter.setPen(QPen(look.colour, lineWidth, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}

} // namespace interleave::pictures
