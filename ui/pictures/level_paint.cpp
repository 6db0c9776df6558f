#include "ui/pictures/level_paint.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <optional>

namespace interleave::pictures {
namespace {

constexpr double lineWidth = 1.5;

/// Where what is painted ends: behind the last event there is room to see what it left.
double endOf(const LevelAxis& axis, Step to)
{
    return axis.xOf(to) + (to == axis.length() ? LevelAxis::tail : 0);
}

/// The corners of the line over the changes [first, end) between two moments.
QPolygonF corners(const QRectF& plot, const Course& course, const LevelAxis& axis, const LevelScale& scale, Step from,
                  Step to)
{
    QPolygonF line;
    const auto add = [&](double x, std::int64_t value) { line << QPointF(x, scale.yOf(value, plot)); };
    std::optional<std::int64_t> value = course.valueBefore(from);
    if (value)
        add(axis.xOf(from), *value);
    const std::size_t end = course.countBefore(to);
    for (std::size_t change = course.countBefore(from); change < end; ++change) {
        const double x = axis.xOf(course.stepAt(change) + 1);
        if (value)
            add(x, *value);
        value = course.valueAt(change);
        add(x, *value);
    }
    if (value)
        add(endOf(axis, to), *value);
    return line;
}

/// Column by column, each as high as what happens in it.
void paintColumns(QPainter& painter, const QRectF& plot, const Course& course, const LevelAxis& axis,
                  const LevelScale& scale, const LevelLook& look, Step from, Step to)
{
    const std::size_t first = course.countBefore(from);
    const std::size_t end = course.countBefore(to);
    const double ground = scale.yOf(std::clamp<std::int64_t>(0, scale.least, scale.greatest), plot);
    std::optional<std::int64_t> value = course.valueBefore(from);
    const auto column = [&](double left, double right, const Course::Range& range) {
        const double top = scale.yOf(range.greatest, plot);
        const double bottom = scale.yOf(range.least, plot);
        if (look.fill.isValid())
            painter.fillRect(QRectF(left, std::min(top, ground), right - left, std::abs(ground - top)), look.fill);
        painter.fillRect(QRectF(left, top - lineWidth / 2, right - left, bottom - top + lineWidth), look.colour);
    };
    const double begin = axis.xOf(from);
    const double over = axis.xOf(to);
    for (std::size_t i = 0; i + 1 < axis.edges().size(); ++i) {
        const double left = std::max(begin, axis.left() + static_cast<double>(i));
        const double right = std::min(over, axis.left() + static_cast<double>(i + 1));
        if (left >= right)
            continue;
        const std::size_t change = std::clamp(course.countBefore(axis.edges()[i]), first, end);
        const std::size_t after = std::clamp(course.countBefore(axis.edges()[i + 1]), first, end);
        if (change == after && !value)
            continue;
        Course::Range range{value.value_or(0), value.value_or(0)};
        if (change != after) {
            const Course::Range inside = course.range(change, after);
            range = value ? Course::Range{std::min(range.least, inside.least), std::max(range.greatest, inside.greatest)}
                          : inside;
            value = course.valueAt(after - 1);
        }
        column(left, right, range);
    }
    if (const auto last = course.valueBefore(to); last && endOf(axis, to) > over)
        column(over, endOf(axis, to), {*last, *last});
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
    // A line with more corners than pixels takes long and shows no more.
    if (static_cast<double>(course.countBefore(to) - course.countBefore(from)) > axis.width() / 2) {
        paintColumns(painter, plot, course, axis, scale, look, from, to);
        return;
    }
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
