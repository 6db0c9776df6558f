#pragma once

#include "core/analysis/wait_for_graph.h"
#include "ui/graph/layout.h"
#include "ui/theme/palette.h"

#include <QPainter>

#include <optional>
#include <vector>

namespace interleave::graph {

/// What a painting of the graph depends on.
struct Picture
{
    const trace::Trace* trace = nullptr;
    const analysis::WaitForGraph* graph = nullptr;
    const Layout* layout = nullptr;
    double grown = 1;                       ///< how far new red edges have come, 0 … 1
    std::vector<bool> isNew;                ///< of edges: grows now
    std::optional<std::size_t> hoveredEdge;
    std::optional<std::size_t> selected;    ///< node
    std::optional<std::size_t> current;     ///< node with the keyboard's caret
};

/// The width that a node needs to show its name.
double widthOf(const trace::Trace& trace, const analysis::WaitNode& node);

void paintGraph(QPainter& painter, const Picture& picture, const theme::Palette& colours);

} // namespace interleave::graph
