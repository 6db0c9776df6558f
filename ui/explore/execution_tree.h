#pragma once

#include "ui/session/search.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave::explore {

/// A place in the tree of choices where executions part, or the end of one.
struct TreeNode
{
    std::size_t parent = 0;     ///< index of the node before; the root is its own
    std::uint32_t choices = 0;  ///< how many choices lie before it: the column
    std::size_t from = 0;       ///< its leaves are rows [from, to)
    std::size_t to = 0;
    bool isLeaf() const { return to == from + 1; }
};

/// The executions of a search as a tree of choices: what they have in common is drawn once, and only steps at which some
/// of them part take room.
struct ExecutionTree
{
    std::vector<TreeNode> nodes;      ///< a parent before its children; the root first; empty without executions
    std::vector<std::size_t> rows;    ///< which execution each row is, neighbours by their common beginning
    std::uint32_t mostChoices = 0;

    /// The row in the middle of a node's leaves, as a number of rows from the top.
    static double middle(const TreeNode& node) { return (static_cast<double>(node.from + node.to) - 1) / 2; }
};

/// Of executions with picks; others are left out. Cost: n log n comparisons of picks.
ExecutionTree treeOf(const std::vector<session::ShownExecution>& executions);

} // namespace interleave::explore
