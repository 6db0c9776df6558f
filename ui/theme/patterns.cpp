#include "ui/theme/patterns.h"

#include "ui/theme/metrics.h"

#include <algorithm>
#include <cmath>

namespace interleave::theme {
namespace {

constexpr double diagonalPitch = 10;
constexpr double hatchPitch = 8;
constexpr double horizontalPitch = 3;
constexpr double verticalPitch = 6;
constexpr double latticePitch = 8;
constexpr double dotSize = 2;

double firstAtOrAfter(double from, double origin, double pitch)
{
    return origin + std::ceil((from - origin) / pitch) * pitch;
}

void keep(std::vector<QLineF>& lines, const QLineF& line, const QRectF& clip)
{
    const QLineF part = clipped(line, clip);
    if (!part.isNull()) {
        lines.push_back(part);
    }
}

/// Diagonals through the anchor, leaning right (`/`) or left (`\`).
void addDiagonals(std::vector<QLineF>& lines, const QRectF& clip, QPointF anchor, double pitch, bool leansRight)
{
    const double lean = leansRight ? -1 : 1;
    // A diagonal is named by where it crosses the anchor's height.
    const double reachTop = (clip.top() - anchor.y()) * lean;
    const double reachBottom = (clip.bottom() - anchor.y()) * lean;
    const double from = clip.left() - std::max(reachTop, reachBottom);
    const double to = clip.right() - std::min(reachTop, reachBottom);
    for (double x = firstAtOrAfter(from, anchor.x(), pitch); x <= to; x += pitch) {
        keep(lines, QLineF(x + reachTop, clip.top(), x + reachBottom, clip.bottom()), clip);
    }
}

void addHorizontals(std::vector<QLineF>& lines, const QRectF& clip, QPointF anchor)
{
    // The half pixel puts a line of width 1 onto one row of pixels.
    for (double y = firstAtOrAfter(clip.top() + 0.5, anchor.y() + 0.5, horizontalPitch); y <= clip.bottom() - 0.5;
         y += horizontalPitch) {
        lines.emplace_back(clip.left(), y, clip.right(), y);
    }
}

void addVerticals(std::vector<QLineF>& lines, const QRectF& clip, QPointF anchor)
{
    for (double x = firstAtOrAfter(clip.left() + 0.5, anchor.x() + 0.5, verticalPitch); x <= clip.right() - 0.5;
         x += verticalPitch) {
        lines.emplace_back(x, clip.top(), x, clip.bottom());
    }
}

/// Dots of a lattice that has one more in the middle of each of its squares.
void addDots(std::vector<QRectF>& dots, const QRectF& clip, QPointF anchor)
{
    const double half = latticePitch / 2;
    for (const double shift : {0.0, half}) {
        const double left = firstAtOrAfter(clip.left() - dotSize, anchor.x() + 1 + shift, latticePitch);
        const double top = firstAtOrAfter(clip.top() - dotSize, anchor.y() + 1 + shift, latticePitch);
        for (double y = top; y < clip.bottom(); y += latticePitch) {
            for (double x = left; x < clip.right(); x += latticePitch) {
                const QRectF dot = QRectF(x, y, dotSize, dotSize).intersected(clip);
                if (dot.width() > 0 && dot.height() > 0) {
                    dots.push_back(dot);
                }
            }
        }
    }
}

} // namespace

QLineF clipped(const QLineF& line, const QRectF& rect)
{
    double enter = 0;
    double leave = 1;
    const auto cut = [&enter, &leave](double direction, double distance) {
        if (direction == 0) {
            return distance >= 0;
        }
        const double at = distance / direction;
        if (direction < 0) {
            enter = std::max(enter, at);
        } else {
            leave = std::min(leave, at);
        }
        return enter <= leave;
    };
    const bool isInside = cut(-line.dx(), line.x1() - rect.left()) && cut(line.dx(), rect.right() - line.x1())
                          && cut(-line.dy(), line.y1() - rect.top()) && cut(line.dy(), rect.bottom() - line.y1());
    return isInside ? QLineF(line.pointAt(enter), line.pointAt(leave)) : QLineF();
}

PatternMarks patternMarks(State state, const QRectF& clip, QPointF anchor)
{
    PatternMarks marks;
    if (clip.width() <= 0 || clip.height() <= 0) {
        return marks;
    }
    switch (state) {
    case State::Blocked:
        marks.lineWidth = 1.5;
        addDiagonals(marks.lines, clip, anchor, diagonalPitch, true);
        break;
    case State::Waiting: addHorizontals(marks.lines, clip, anchor); break;
    case State::Sleeping: addDots(marks.dots, clip, anchor); break;
    case State::Suspended: addVerticals(marks.lines, clip, anchor); break;
    case State::Killed:
        addDiagonals(marks.lines, clip, anchor, hatchPitch, true);
        addDiagonals(marks.lines, clip, anchor, hatchPitch, false);
        break;
    case State::Running:
    case State::Ready:
    case State::Ended: break;
    }
    return marks;
}

SegmentParts segmentParts(State state, const QRectF& rect)
{
    SegmentParts parts;
    parts.body = rect;
    if (state == State::Running) {
        parts.body.setWidth(std::max<double>(rect.width(), metrics::segmentMinimumWidth));
        return parts;
    }
    if (state == State::Ended) {
        return parts;
    }
    parts.outlineWidth = state == State::Blocked ? metrics::strongOutline : metrics::outline;
    parts.isDashed = state == State::Suspended;
    if (state == State::Blocked) {
        parts.edge = rect;
        parts.edge.setWidth(std::min<double>(rect.width(), metrics::blockedEdge));
    }
    if (state != State::Ready && rect.width() >= metrics::segmentPatternMinimum) {
        const double line = parts.outlineWidth;
        const double left = parts.edge.isNull() ? line : metrics::blockedEdge;
        parts.inside = rect.adjusted(left, line, -line, -line);
    }
    return parts;
}

} // namespace interleave::theme
