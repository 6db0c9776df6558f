#pragma once

#include "core/analysis/level_of_detail.h"
#include "core/trace/trace.h"
#include "ui/theme/palette.h"
#include "ui/timeline/axis.h"
#include "ui/timeline/rows.h"

#include <QRectF>
#include <QSizeF>

#include <optional>
#include <set>
#include <vector>

class QPainter;

namespace interleave::timeline {

/// Steps [begin, end) that are selected; empty for none.
struct StepSpan
{
    Step begin = 0;
    Step end = 0;
    bool isEmpty() const { return begin >= end; }
    friend bool operator==(const StepSpan&, const StepSpan&) = default;
};

/// Everything that a painting of the timeline depends on: the same picture gives the same marks on the screen and in an
/// export.
///
/// Keeps pointers: what they show must outlive it. Lengths are device-independent pixels.
struct Picture
{
    const trace::Trace* trace = nullptr;
    const analysis::LevelOfDetail* index = nullptr;
    const theme::Palette* palette = nullptr;
    const RowLayout* rows = nullptr;
    Ruler ruler = Ruler::Steps;
    Axis axis;
    Axis bounds; ///< the whole run with what is empty behind it
    QSizeF size;
    double headerWidth = 164;
    double scroll = 0; ///< how far the rows are scrolled down
    bool hasMinimap = true;

    Step playhead = 0; ///< events before it
    bool hasEnded = false;
    bool isStuck = false; ///< ended in a deadlock or hang: what waits, waits for ever
    std::optional<Step> lastAvoidable;
    std::optional<Step> selectedEvent;
    LaneId selectedLane = LaneId::none;
    ObjectId selectedObject = ObjectId::none;
    std::optional<RowKey> hoveredHeader;
    StepSpan range;
    const std::set<analysis::CauseKind>* hiddenCauses = nullptr;
    bool hasArrows = true;
    std::vector<Step> hits; ///< events found, within the view
    const RowWishes* wishes = nullptr;

    bool isVirtual() const { return trace != nullptr && trace->info().mode == trace::Mode::Controlled; }
    double minimapHeight() const { return hasMinimap ? 36 : 0; }
    double rulerHeight() const { return ruler == Ruler::Steps && isVirtual() ? 42 : 28; }
    double rowsTop() const { return minimapHeight() + rulerHeight(); }
    QRectF tracks() const { return {headerWidth, rowsTop(), size.width() - headerWidth, size.height() - rowsTop()}; }
    double y(const Row& row) const { return rowsTop() + row.top - scroll; }

    /// Where on the ruler an event stands.
    double position(Step step) const
    {
        return ruler == Ruler::Steps ? static_cast<double>(step) + 1 : static_cast<double>(index->times().at(step));
    }
    double x(Step step) const { return axis.x(position(step)); }
    /// Where what has not ended yet is drawn to.
    double openEnd() const;
    /// The last event that stands at or before a position; none before the first.
    std::optional<Step> eventAt(double position) const;
};

/// Counts of what a painting showed.
struct Painted
{
    std::size_t arrows = 0;       ///< drawn
    std::size_t arrowsInView = 0; ///< there are
    std::size_t labels = 0;
};

/// Paints the whole timeline: headers, ruler, minimap and rows. One function for the screen and for every export.
///
/// Raster devices get tiles and images for what is dense; others lines and rectangles that are clipped by arithmetic.
Painted paintInto(QPainter& painter, const Picture& picture);

/// The line below the timeline: states, and the kinds of arrows.
void paintLegend(QPainter& painter, const QRectF& rect, const theme::Palette& palette, bool hasArrows);

/// Where a bounds axis of a run lies: from just before the first event to a little behind the last.
Axis boundsOf(const analysis::LevelOfDetail& index, Ruler ruler, bool hasEnded, bool isStuck);
/// The least stretch that one can zoom to.
double leastSpan(Ruler ruler);

} // namespace interleave::timeline
