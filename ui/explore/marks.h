#pragma once

#include "core/trace/exploration.h"
#include "ui/theme/palette.h"

class QPainter;
class QRectF;

namespace interleave::explore {

/// Whether executions of this outcome ended as they should: completed, without a finding.
bool isGood(const trace::ExploredOutcome& outcome);

/// The sign of the n-th outcome of a search: one of six shapes; good ones in lane colours, others in the colour of errors.
struct Mark
{
    std::size_t number = 0;
    bool isGood = true;
};

QColor colourOf(const Mark& mark, const theme::Palette& palette);
/// Paints the sign into the square `rect`.
void paintMark(QPainter& painter, const QRectF& rect, const Mark& mark, const theme::Palette& palette);

} // namespace interleave::explore
