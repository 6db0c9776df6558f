#pragma once

#include "ui/theme/palette.h"

#include <QLineF>
#include <QPainter>
#include <QRectF>

#include <vector>

namespace interleave::theme {

/// The marks of a state's pattern inside one rectangle, already clipped by arithmetic: SVG export ignores clipping.
struct PatternMarks
{
    std::vector<QLineF> lines;
    std::vector<QRectF> dots;
    double lineWidth = 1;
};

/// Marks of `state`'s pattern inside `clip`, in device-independent pixels.
///
/// The pattern is fixed to `anchor` (a lane's origin), so that neighbours line up and a growing segment does not
/// make it crawl. States without a pattern give no marks.
PatternMarks patternMarks(State state, const QRectF& clip, QPointF anchor);

/// A line cut to a rectangle; null when it lies outside.
///
/// Source: Y.-D. Liang, B. A. Barsky, "A New Concept and Method for Line Clipping", ACM TOG 3(1), 1984.
QLineF clipped(const QLineF& line, const QRectF& rect);

/// The parts of a segment that are told apart, so that a painter and an export draw the same.
struct SegmentParts
{
    QRectF body;             ///< rounded, with fill and outline
    QRectF edge;             ///< solid left edge of a blocked segment; null for others
    QRectF inside;           ///< where the pattern goes; null when there is no room or no pattern
    double outlineWidth = 0; ///< 0: no outline
    bool isDashed = false;
};

/// Where the parts of a segment are. Below 12 px of width only fill, outline and edge remain.
SegmentParts segmentParts(State state, const QRectF& rect);

/// Colours of a segment that are not its state's own: the bar of a waiter wears the colour of its lane.
struct SegmentTint
{
    QColor outline;
};

/// Paints a segment of a lane: fill, outline, pattern, edge, the stop of an ended lane and the cross of a killed one.
///
/// Raster devices get cached tiles, exports the same marks as lines and dots.
void paintSegment(QPainter& painter, const QRectF& rect, State state, const Palette& palette, QPointF anchor,
                  const SegmentTint& tint = {});

/// Paints only the pattern of `state` into `clip`, over a ground already painted in the state's fill.
void paintPattern(QPainter& painter, const QRectF& clip, State state, const Palette& palette, QPointF anchor);

/// A horizontal or vertical hairline, 1 device-independent pixel wide and sharp at every scale factor.
void paintHairline(QPainter& painter, const QLineF& line, const QColor& colour);

} // namespace interleave::theme
