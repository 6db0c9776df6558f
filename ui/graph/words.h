#pragma once

#include "core/analysis/wait_for_graph.h"
#include "ui/theme/chips.h"

#include <QString>

#include <variant>

namespace interleave::graph {

/// The chip of a node: of a lane or of a resource.
std::variant<theme::LaneSign, theme::ResourceSign> signOf(const trace::Trace& trace, const analysis::WaitNode& node);
QString nameOf(const trace::Trace& trace, const analysis::WaitNode& node);
/// "wants", "held by", …: what stands beside an arrow.
QString word(const trace::Trace& trace, const analysis::WaitForGraph& graph, const analysis::WaitEdge& edge);
/// "step 10", in Live runs "1.2 s".
QString momentText(const trace::Trace& trace, Step step);
/// "cook 1 wants pot since step 14, line 20".
QString sentence(const trace::Trace& trace, const analysis::WaitForGraph& graph, const analysis::WaitEdge& edge);
/// "cycle of 4" and "closed at step 14".
QString ringTitle(const analysis::WaitCycle& cycle);
QString ringNote(const trace::Trace& trace, const analysis::WaitCycle& cycle);
/// All edges and rings in sentences, for screen readers.
QString description(const trace::Trace& trace, const analysis::WaitForGraph& graph);

} // namespace interleave::graph
