#pragma once

#include "ui/pictures/makespans_layout.h"
#include "ui/theme/palette.h"

#include <optional>

class QPainter;

namespace interleave::pictures {

/// How a row is to be painted, besides what it says.
struct MakespanLook
{
    bool isChosen = false;
    bool isHovered = false;
    bool isCurrent = false; ///< has the keyboard's caret
    bool isShortest = false;
};

/// The word for what a lane does, as the legend and tooltips say it.
QString statusWord(analysis::LaneStatus status);

void paintRuler(QPainter& painter, const MakespansLayout& layout, const theme::Palette& colours);
void paintMakespan(QPainter& painter, const MakespansLayout& layout, const MakespanPlace& place,
                   const session::Makespan& row, const MakespanLook& look, const theme::Palette& colours);
/// What the marks in the strips mean: of those that occur.
void paintLegend(QPainter& painter, const MakespansLayout& layout, const std::vector<session::Makespan>& rows,
                 const theme::Palette& colours);

} // namespace interleave::pictures
