#pragma once

#include "ui/pictures/course.h"
#include "ui/pictures/level_axis.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace interleave::pictures {

/// Which values fit into the height of a chart: from `least` at its bottom to `greatest` at its top.
struct LevelScale
{
    std::int64_t least = 0;
    std::int64_t greatest = 1;
    double yOf(std::int64_t value, const QRectF& plot) const;
};

/// What a course looks like: `colour` its line, `fill` what is between it and 0 (none when not valid).
struct LevelLook
{
    QColor colour;
    QColor fill;
};

/// Paints a course as steps, over the moments [from, to) of the axis. Where several changes share a column of pixels,
/// it is the stretch between their least and their greatest value.
void paintCourse(QPainter& painter, const QRectF& plot, const Course& course, const LevelAxis& axis,
                 const LevelScale& scale, const LevelLook& look, Step from, Step to);

} // namespace interleave::pictures
