#pragma once

#include <QColor>

namespace interleave::theme {

/// Relative luminance of an opaque colour, 0 (black) to 1 (white).
///
/// Source: WCAG 2.1, definition of "relative luminance".
double luminance(const QColor& colour);

/// Contrast ratio of two opaque colours, 1 to 21, whichever is lighter.
///
/// Source: WCAG 2.1, definition of "contrast ratio".
double contrast(const QColor& one, const QColor& other);

/// `over` laid over `ground` with `share` (0 to 1) of itself: an opaque colour, so that exports need no transparency.
QColor blend(const QColor& ground, const QColor& over, double share);

} // namespace interleave::theme
