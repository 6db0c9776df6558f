#include "ui/graph/layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace interleave::graph {
namespace {

using analysis::WaitCycle;
using analysis::WaitEdge;
using analysis::WaitForGraph;
using analysis::WaitKind;

constexpr double gap = 12;          ///< between nodes of a row
constexpr double rowPitch = 64;     ///< from row to row
constexpr double closePitch = 40;   ///< the same in large graphs
constexpr double squareRing = 148;  ///< height of a ring of four
constexpr double middleRoom = 72;   ///< least room between the columns of a ring
constexpr std::size_t largeGraph = 24;
constexpr std::size_t mostLabels = 14;

class Placer
{
public:
    Placer(const WaitForGraph& graph, const std::vector<double>& widths, double width)
        : m_graph(graph)
        , m_widths(widths)
        , m_width(width)
        , m_pitch(graph.nodes().size() > largeGraph ? closePitch : rowPitch)
    {}

    Layout place()
    {
        m_layout.nodes.resize(m_graph.nodes().size());
        m_isPlaced.assign(m_graph.nodes().size(), false);
        m_layout.rings.resize(m_graph.cycles().size());
        findComponents();
        // Rings are what one looks for.
        for (const bool hasRing : {true, false})
            for (const std::vector<std::size_t>& component : m_components)
                if (hasCycle(component) == hasRing)
                    placeComponent(component);
        drawEdges();
        m_layout.size = {m_width, m_graph.nodes().empty() ? 0 : m_y + margin - gap};
        return std::move(m_layout);
    }

private:
    void findComponents()
    {
        std::vector<std::size_t> parent(m_graph.nodes().size());
        std::iota(parent.begin(), parent.end(), std::size_t{0});
        const auto rootOf = [&](std::size_t node) {
            while (parent[node] != node)
                node = parent[node] = parent[parent[node]];
            return node;
        };
        for (const WaitEdge& edge : m_graph.edges()) {
            const std::size_t from = rootOf(edge.from);
            const std::size_t to = rootOf(edge.to);
            parent[std::max(from, to)] = std::min(from, to);
        }
        std::vector<std::optional<std::size_t>> numbers(parent.size());
        for (std::size_t node = 0; node < parent.size(); ++node) {
            std::optional<std::size_t>& number = numbers[rootOf(node)];
            if (!number) {
                number = m_components.size();
                m_components.emplace_back();
            }
            m_components[*number].push_back(node);
        }
    }

    bool hasCycle(const std::vector<std::size_t>& component) const
    {
        return std::any_of(m_graph.cycles().begin(), m_graph.cycles().end(), [&](const WaitCycle& cycle) {
            return std::binary_search(component.begin(), component.end(), cycle.nodes.front());
        });
    }

    void placeComponent(const std::vector<std::size_t>& component)
    {
        for (std::size_t i = 0; i < m_graph.cycles().size(); ++i)
            if (std::binary_search(component.begin(), component.end(), m_graph.cycles()[i].nodes.front()))
                placeRing(i);
        std::vector<std::vector<std::size_t>> rows =
            hasCycle(component) ? rowsAroundRing(component) : rowsByDepth(component);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const bool isPair = i + 1 < rows.size() && canStandBeside(rows[i], rows[i + 1]);
            if (isPair) {
                placePair(rows[i].front(), rows[i + 1].front());
                ++i;
            } else {
                placeRow(rows[i]);
            }
        }
    }

    void put(std::size_t node, double left, double width)
    {
        m_layout.nodes[node] = QRectF(left, m_y, width, nodeHeight);
        m_isPlaced[node] = true;
    }

    // Down the right side and up the left one.
    void placeRing(std::size_t number)
    {
        const std::vector<std::size_t>& ring = m_graph.cycles()[number].nodes;
        const std::size_t count = ring.size();
        if (count == 1) {
            put(ring[0], margin, std::min(m_widths[ring[0]], m_width - 2 * margin - 40));
            m_y += rowPitch;
            return;
        }
        const std::size_t rows = count / 2;
        const bool hasFoot = count % 2 == 1;
        const double pitch = rows + (hasFoot ? 1 : 0) == 2 ? squareRing : m_pitch;
        const double most = (m_width - 2 * margin - middleRoom) / 2;
        double left = 0;
        double right = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            left = std::max(left, std::min(most, m_widths[ring[row == 0 ? 0 : count - row]]));
            right = std::max(right, std::min(most, m_widths[ring[1 + row]]));
        }
        const double top = m_y;
        for (std::size_t row = 0; row < rows; ++row) {
            put(ring[row == 0 ? 0 : count - row], margin, left);
            put(ring[1 + row], m_width - margin - right, right);
            m_y += pitch;
        }
        if (hasFoot) {
            const std::size_t foot = ring[rows + 1];
            const double width = std::min(m_widths[foot], m_width - 2 * margin);
            put(foot, (m_width - width) / 2, width);
            m_y += pitch;
        }
        double bottom = m_y - pitch + nodeHeight;
        if (count == 2) {
            // Between two nodes there is no room for words.
            m_layout.rings[number] = QRectF(margin, bottom + gap, m_width - 2 * margin, nodeHeight + gap / 2);
            bottom += nodeHeight + gap;
        } else {
            m_layout.rings[number] = QRectF(QPointF(margin + left, top), QPointF(m_width - margin - right, bottom));
        }
        m_y = bottom + 2 * gap;
    }

    /// What is not in a ring, by its distance from one.
    std::vector<std::vector<std::size_t>> rowsAroundRing(const std::vector<std::size_t>& component) const
    {
        std::vector<bool> isSeen = m_isPlaced;
        std::vector<std::size_t> wave;
        for (const std::size_t node : component)
            if (m_isPlaced[node])
                wave.push_back(node);
        std::vector<std::vector<std::size_t>> rows;
        while (!wave.empty()) {
            std::vector<std::size_t> next;
            const auto reach = [&](std::size_t from, std::size_t to) {
                if (isSeen[to] || std::find(wave.begin(), wave.end(), from) == wave.end())
                    return;
                isSeen[to] = true;
                next.push_back(to);
            };
            for (const WaitEdge& edge : m_graph.edges()) {
                reach(edge.from, edge.to);
                reach(edge.to, edge.from);
            }
            if (!next.empty())
                rows.push_back(next);
            wave = std::move(next);
        }
        return rows;
    }

    /// Everybody above what it waits for: the longest way from somebody for whom nobody waits.
    std::vector<std::vector<std::size_t>> rowsByDepth(const std::vector<std::size_t>& component) const
    {
        std::vector<std::size_t> depth(m_graph.nodes().size(), 0);
        for (std::size_t round = 0; round < component.size(); ++round) {
            bool hasChanged = false;
            for (const WaitEdge& edge : m_graph.edges()) {
                const bool isOwn = std::binary_search(component.begin(), component.end(), edge.from);
                // Who may help may wait itself: such edges can go round.
                if (isOwn && depth[edge.to] < depth[edge.from] + 1 && depth[edge.from] + 1 < component.size()) {
                    depth[edge.to] = depth[edge.from] + 1;
                    hasChanged = true;
                }
            }
            if (!hasChanged)
                break;
        }
        std::vector<std::vector<std::size_t>> rows(component.size());
        for (const std::size_t node : component)
            rows[depth[node]].push_back(node);
        std::erase_if(rows, [](const auto& row) { return row.empty(); });
        return rows;
    }

    bool canStandBeside(const std::vector<std::size_t>& row, const std::vector<std::size_t>& next) const
    {
        if (row.size() != 1 || next.size() != 1)
            return false;
        const double needed = m_widths[row[0]] + m_widths[next[0]] + 2 * margin + middleRoom;
        const auto wants = [&](const WaitEdge& edge) {
            return edge.from == row[0] && edge.to == next[0] && edge.kind == WaitKind::Wants;
        };
        return needed <= m_width && std::any_of(m_graph.edges().begin(), m_graph.edges().end(), wants);
    }

    void placePair(std::size_t left, std::size_t right)
    {
        put(left, margin, m_widths[left]);
        put(right, m_width - margin - m_widths[right], m_widths[right]);
        m_y += m_pitch;
    }

    /// The mean middle of those that lead to a node and are placed already; none when there are none.
    std::optional<double> middleOfOrigins(std::size_t node) const
    {
        double sum = 0;
        int count = 0;
        for (const WaitEdge& edge : m_graph.edges()) {
            const std::size_t other = edge.to == node ? edge.from : edge.from == node ? edge.to : node;
            if (other != node && m_isPlaced[other]) {
                sum += m_layout.nodes[other].center().x();
                ++count;
            }
        }
        return count == 0 ? std::nullopt : std::optional(sum / count);
    }

    void placeRow(std::vector<std::size_t> row)
    {
        std::vector<std::pair<double, std::size_t>> order;
        for (const std::size_t node : row)
            order.emplace_back(middleOfOrigins(node).value_or(m_width / 2), node);
        std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        // As many to a line as fit.
        for (std::size_t first = 0; first < order.size();) {
            double needed = 2 * margin;
            std::size_t last = first;
            while (last < order.size() && (last == first || needed + m_widths[order[last].second] + gap <= m_width)) {
                needed += m_widths[order[last].second] + gap;
                ++last;
            }
            placeLine(order, first, last);
            first = last;
            m_y += first < order.size() ? nodeHeight + gap : m_pitch;
        }
    }

    void placeLine(const std::vector<std::pair<double, std::size_t>>& order, std::size_t first, std::size_t last)
    {
        if (last - first == 1) {
            const auto [middle, node] = order[first];
            const double width = std::min(m_widths[node], m_width - 2 * margin);
            put(node, std::clamp(middle - width / 2, margin, m_width - margin - width), width);
            return;
        }
        double used = 0;
        for (std::size_t i = first; i < last; ++i)
            used += m_widths[order[i].second];
        const double space = (m_width - 2 * margin - used) / static_cast<double>(last - first - 1);
        double left = margin;
        for (std::size_t i = first; i < last; ++i) {
            put(order[i].second, left, m_widths[order[i].second]);
            left += m_widths[order[i].second] + space;
        }
    }

    void drawEdges()
    {
        const bool hasLabels = m_graph.edges().size() <= mostLabels;
        for (const WaitEdge& edge : m_graph.edges()) {
            Layout::Path path = edge.from == edge.to ? loopPath(edge.from) : straightPath(edge);
            path.hasLabel = hasLabels;
            m_layout.edges.push_back(std::move(path));
        }
    }

    Layout::Path loopPath(std::size_t node) const
    {
        const QRectF& rect = m_layout.nodes[node];
        const double right = rect.right() + 24;
        Layout::Path path;
        path.points = {QPointF(rect.right(), rect.center().y() - 6), QPointF(right, rect.center().y() - 6),
                       QPointF(right, rect.center().y() + 6), QPointF(rect.right(), rect.center().y() + 6)};
        path.label = QPointF(right + 6, rect.center().y());
        path.side = Qt::AlignLeft;
        return path;
    }

    Layout::Path straightPath(const WaitEdge& edge) const
    {
        const QRectF& from = m_layout.nodes[edge.from];
        const QRectF& to = m_layout.nodes[edge.to];
        QPointF start = from.center();
        QPointF end = to.center();
        const bool isBack = std::any_of(m_graph.edges().begin(), m_graph.edges().end(), [&](const WaitEdge& other) {
            return other.from == edge.to && other.to == edge.from;
        });
        const QPointF step = end - start;
        const double length = std::max(1.0, std::hypot(step.x(), step.y()));
        // Each of two edges keeps to its left.
        const QPointF aside = isBack ? QPointF(step.y(), -step.x()) / length * 6 : QPointF();
        start = borderPoint(from.translated(aside), end + aside);
        end = borderPoint(to.translated(aside), from.center() + aside);
        Layout::Path path;
        path.points = {start, end};
        const QPointF middle = (start + end) / 2;
        if (std::abs(step.y()) < 2) {
            const bool isBelow = isBack && step.x() < 0;
            path.label = middle + QPointF(0, isBelow ? 11 : -9);
        } else if (std::abs(step.x()) < 2) {
            // Beside the line, towards the middle of the picture.
            const bool isLeft = middle.x() < m_width / 2;
            path.label = middle + QPointF(isLeft ? 9 : -9, 0);
            path.side = isLeft ? Qt::AlignLeft : Qt::AlignRight;
        } else {
            path.label = middle;
        }
        return path;
    }

    const WaitForGraph& m_graph;
    const std::vector<double>& m_widths;
    double m_width;
    double m_pitch;
    double m_y = margin;
    Layout m_layout;
    std::vector<bool> m_isPlaced;
    std::vector<std::vector<std::size_t>> m_components; ///< nodes, ascending
};

} // namespace

QPointF borderPoint(const QRectF& node, QPointF towards)
{
    const QPointF middle = node.center();
    const QPointF way = towards - middle;
    if (way.isNull())
        return middle;
    const double acrossX = way.x() == 0 ? 1e9 : node.width() / 2 / std::abs(way.x());
    const double acrossY = way.y() == 0 ? 1e9 : node.height() / 2 / std::abs(way.y());
    return middle + way * std::min(acrossX, acrossY);
}

Layout layOut(const WaitForGraph& graph, const std::vector<double>& widths, double width)
{
    std::vector<double> fitting = widths;
    for (double& each : fitting)
        each = std::min(each, width - 2 * margin);
    return Placer(graph, fitting, width).place();
}

} // namespace interleave::graph
