#pragma once

#include "core/analysis/wait_for_graph.h"

#include <QPolygonF>
#include <QRectF>

#include <vector>

namespace interleave::graph {

/// Where everything of a wait-for graph lies, in device-independent pixels from its upper left corner.
struct Layout
{
    struct Path
    {
        QPolygonF points;  ///< from the border of one node to that of the other
        QPointF label;     ///< middle of the words beside it
        Qt::Alignment side = Qt::AlignHCenter; ///< on which side of `label` the words stand
        bool hasLabel = true;
    };

    std::vector<QRectF> nodes; ///< as the graph's
    std::vector<Path> edges;   ///< as the graph's
    std::vector<QRectF> rings; ///< room inside each cycle; empty where there is none
    QSizeF size;
};

inline constexpr double nodeHeight = 28;
inline constexpr double margin = 12;

/// Places a graph in columns of `width` pixels; `widths` are those that the nodes' names need.
///
/// A ring stands as a rectangle: its first two nodes on top, the others down the right side and up the left one. What
/// hangs on it stands in rows below. Where there is no ring, whoever waits stands above what it waits for, or left of
/// it where both are alone. Nothing overlaps and nothing leaves the width; the height is as it comes.
Layout layOut(const analysis::WaitForGraph& graph, const std::vector<double>& widths, double width);

/// The border of a node, seen from its middle, towards another point.
QPointF borderPoint(const QRectF& node, QPointF towards);

} // namespace interleave::graph
