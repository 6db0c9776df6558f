#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/palette.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace interleave::theme {

/// The sign of a lane: the same wherever the lane is shown.
struct LaneSign
{
    QString sign;   ///< a digit or a letter, at most two
    int colour = 0; ///< n-th lane colour; repeats after eight
};

/// The sign of a resource: the icon of its kind in the colour of the n-th resource of that kind.
struct ResourceSign
{
    ResourceKind kind = ResourceKind::Lock;
    int nthOfKind = 0;
};

/// Paints the round chip of a lane into the square `rect`.
void paintLaneChip(QPainter& painter, const QRectF& rect, const LaneSign& lane, const Palette& palette);

/// Paints the round chip of a lane on a bar of its own colour: a ring in the colour of text on it.
void paintLaneChipOnBar(QPainter& painter, const QRectF& rect, const LaneSign& lane, const Palette& palette);

/// Paints the square chip of a resource into the square `rect`.
void paintResourceChip(QPainter& painter, const QRectF& rect, const ResourceSign& resource, const Palette& palette);

} // namespace interleave::theme
