#include "ui/explore/execution_tree.h"

#include <algorithm>

namespace interleave::explore {

ExecutionTree treeOf(const std::vector<session::ShownExecution>& executions)
{
    ExecutionTree tree;
    for (std::size_t i = 0; i < executions.size(); ++i)
        if (!executions[i].picks.empty())
            tree.rows.push_back(i);
    std::stable_sort(tree.rows.begin(), tree.rows.end(),
                     [&](std::size_t a, std::size_t b) { return executions[a].picks < executions[b].picks; });
    if (tree.rows.empty())
        return tree;

    struct Open
    {
        TreeNode node;
        std::size_t pick; ///< the executions of the node have this many first picks in common, at least
    };
    std::vector<Open> open{{{0, 0, 0, tree.rows.size()}, 0}};
    const auto picksOf = [&](std::size_t row) -> const std::vector<std::uint16_t>& { return executions[tree.rows[row]].picks; };
    while (!open.empty()) {
        const Open next = open.back();
        open.pop_back();
        const TreeNode& node = next.node;
        const std::size_t number = tree.nodes.size();
        tree.nodes.push_back(node);
        tree.mostChoices = std::max(tree.mostChoices, node.choices);
        if (node.isLeaf())
            continue;
        // Sorted: the first and the last part where any of them do. Equal ones (of other ways, not other lanes) end here.
        const auto& first = picksOf(node.from);
        const auto& last = picksOf(node.to - 1);
        const auto parting = std::mismatch(first.begin() + static_cast<std::ptrdiff_t>(next.pick), first.end(),
                                           last.begin() + static_cast<std::ptrdiff_t>(next.pick), last.end());
        const auto at = static_cast<std::size_t>(parting.first - first.begin());
        std::vector<Open> children;
        for (std::size_t from = node.from; from < node.to;) {
            const auto& picks = picksOf(from);
            std::size_t to = from + 1;
            if (at < picks.size() && parting.second != last.end())
                while (to < node.to && at < picksOf(to).size() && picksOf(to)[at] == picks[at])
                    ++to;
            children.push_back({{number, node.choices + 1, from, to}, std::min(at + 1, picks.size())});
            from = to;
        }
        // The last one in is the next one out: rows stay in order from the top.
        open.insert(open.end(), children.rbegin(), children.rend());
    }
    return tree;
}

} // namespace interleave::explore
