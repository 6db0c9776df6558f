#include "core/analysis/wait_for_graph.h"

#include "core/analysis/event_text.h"
#include "core/analysis/waiting.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace interleave::analysis {

using rules::Hope;
using rules::LanePhase;
using trace::ObjectKind;
using trace::Operation;

/// Collects nodes and edges, then looks for rings.
class WaitForGraphBuilder
{
public:
    WaitForGraphBuilder(const trace::Trace& trace, const rules::State& state, const Ledger& ledger)
        : m_state(state)
        , m_ledger(ledger)
        , m_isControlled(trace.info().mode == trace::Mode::Controlled)
    {}

    WaitForGraph build()
    {
        for (std::size_t i = 0; i < m_state.laneCount(); ++i)
            if (waits(LaneId(i)))
                addLane(LaneId(i));
        addThreads();
        findCycles();
        return std::move(m_graph);
    }

private:
    bool waits(LaneId id) const
    {
        const rules::LaneState& lane = m_state.lane(id);
        const Operation operation = lane.pending.operation;
        if (lane.phase != LanePhase::Waiting && lane.phase != LanePhase::Suspended)
            return false;
        if (operation == Operation::Sleep || operation == Operation::Select)
            return false;
        if (lane.phase == LanePhase::Suspended)
            return !m_state.knows(lane.pending.object) || m_state.object(lane.pending.object).kind != ObjectKind::Loop;
        return !m_isControlled || !couldMove(m_state, lane.pending);
    }

    std::size_t node(const WaitNode& wanted)
    {
        const auto [place, isNew] = m_places.emplace(wanted, m_graph.m_nodes.size());
        if (isNew)
            m_graph.m_nodes.push_back(wanted);
        return place->second;
    }
    std::size_t laneNode(LaneId lane) { return node({lane, ObjectId::none}); }
    std::size_t objectNode(ObjectId object) { return node({LaneId::none, object}); }

    void addEdge(std::size_t from, std::size_t to, WaitKind kind, Step since, SourceId source)
    {
        if (m_known.emplace(from, to, kind).second)
            m_graph.m_edges.push_back({from, to, kind, since, source, false});
    }

    void addLane(LaneId id)
    {
        const rules::LaneState& lane = m_state.lane(id);
        const rules::Request& request = lane.pending;
        const Step since = m_ledger.waitingSince(id);
        if (request.operation == Operation::Join || request.operation == Operation::Exit) {
            for (const LaneId other : m_state.hope(id).lanes)
                if (m_state.knows(other))
                    addEdge(laneNode(id), laneNode(other), WaitKind::Joins, since, request.source);
            return;
        }
        const Lack lack = lackOf(m_state, request, lane.phase);
        if (!m_state.knows(lack.object))
            return;
        const rules::ObjectEntry& object = m_state.object(lack.object);
        if (m_state.knows(object.lane)) {
            addEdge(laneNode(id), laneNode(object.lane), WaitKind::Awaits, since, request.source);
            return;
        }
        const bool isWanted = lack.status == LaneStatus::Blocked;
        const std::size_t from = laneNode(id);
        const std::size_t to = objectNode(lack.object);
        addEdge(from, to, isWanted ? WaitKind::Wants : WaitKind::Awaits, since, request.source);
        // Nobody owns a permit: anybody may give one back.
        const std::vector<Taking>& takings = m_ledger.takings(lack.object);
        for (std::size_t i = 0; object.kind != ObjectKind::Semaphore && i < takings.size(); ++i)
            addEdge(to, laneNode(takings[i].lane), WaitKind::HeldBy, takings[i].step, takings[i].source);
        const Hope hope = m_state.hope(id);
        if (isWanted && hope.kind == Hope::Kind::Owners)
            addBehind(id, lack.object, hope);
        else if (hope.kind != Hope::Kind::Owners)
            addHelp(request, lack.object);
    }

    /// A reader may have to wait until somebody who only waits has had the lock.
    void addBehind(LaneId id, ObjectId object, const Hope& hope)
    {
        for (const LaneId other : hope.lanes)
            if (m_state.knows(other) && m_ledger.taking(object, other) == nullptr && other != id)
                addEdge(laneNode(id), laneNode(other), WaitKind::Behind, m_ledger.waitingSince(id),
                        m_state.lane(id).pending.source);
    }

    void addHelp(const rules::Request& request, ObjectId object)
    {
        const bool lacksRoom = request.operation == Operation::Put || request.operation == Operation::Send;
        for (const LaneId other : lacksRoom ? m_ledger.takers(object) : m_ledger.givers(object)) {
            const bool canAct = m_state.knows(other) && m_state.lane(other).isAlive() && other != request.lane;
            if (canAct && m_state.lane(other).pending.object != object)
                addEdge(objectNode(object), laneNode(other), WaitKind::MayHelp, noStep, SourceId::none);
        }
    }

    // A task that does not run needs the thread of its loop, which another task may block.
    void addThreads()
    {
        for (std::size_t i = 0; i < m_state.laneCount(); ++i) {
            const auto occupant = LaneId(i);
            const rules::LaneState& lane = m_state.lane(occupant);
            const bool blocksThread = lane.facts.kind == trace::LaneKind::Task && lane.phase == LanePhase::Waiting &&
                                      m_state.knows(lane.facts.home) && waits(occupant);
            if (blocksThread)
                addThread(occupant, lane.facts.home);
        }
    }

    void addThread(LaneId occupant, LaneId home)
    {
        const Step since = m_ledger.waitingSince(occupant);
        const SourceId source = m_state.lane(occupant).pending.source;
        for (std::size_t i = 0; i < m_state.laneCount(); ++i) {
            const rules::LaneState& other = m_state.lane(LaneId(i));
            const bool isLeftAside = other.facts.home == home && LaneId(i) != occupant &&
                                     (other.phase == LanePhase::Suspended || other.phase == LanePhase::Scheduled);
            const bool isThread = LaneId(i) == home && m_graph.find({home, ObjectId::none});
            if (isLeftAside || isThread)
                addEdge(laneNode(LaneId(i)), laneNode(occupant), WaitKind::NeedsThread, since, source);
        }
    }

    // Strong components after Tarjan, without recursion: a ring may be longer than the stack is deep.
    void findCycles()
    {
        const std::size_t count = m_graph.m_nodes.size();
        m_out.assign(count, {});
        for (std::size_t i = 0; i < m_graph.m_edges.size(); ++i)
            if (m_graph.m_edges[i].kind != WaitKind::MayHelp)
                m_out[m_graph.m_edges[i].from].push_back(i);
        constexpr std::size_t unseen = ~std::size_t{0};
        std::vector<std::size_t> order(count, unseen);
        std::vector<std::size_t> low(count, 0);
        std::vector<std::size_t> stack;
        m_component.assign(count, unseen);
        std::size_t seen = 0;
        std::size_t components = 0;
        struct Place
        {
            std::size_t node;
            std::size_t edge;
        };
        for (std::size_t start = 0; start < count; ++start) {
            if (order[start] != unseen)
                continue;
            std::vector<Place> path{{start, 0}};
            order[start] = low[start] = seen++;
            stack.push_back(start);
            while (!path.empty()) {
                Place& top = path.back();
                if (top.edge < m_out[top.node].size()) {
                    const std::size_t next = m_graph.m_edges[m_out[top.node][top.edge++]].to;
                    if (order[next] == unseen) {
                        order[next] = low[next] = seen++;
                        stack.push_back(next);
                        path.push_back({next, 0});
                    } else if (m_component[next] == unseen) {
                        low[top.node] = std::min(low[top.node], order[next]);
                    }
                    continue;
                }
                const std::size_t done = top.node;
                path.pop_back();
                if (!path.empty())
                    low[path.back().node] = std::min(low[path.back().node], low[done]);
                if (low[done] != order[done])
                    continue;
                std::vector<std::size_t> members;
                do {
                    members.push_back(stack.back());
                    m_component[stack.back()] = components;
                    stack.pop_back();
                } while (members.back() != done);
                ++components;
                addCycle(members);
            }
        }
        std::sort(m_graph.m_cycles.begin(), m_graph.m_cycles.end(), [this](const WaitCycle& a, const WaitCycle& b) {
            return m_graph.m_nodes[a.nodes.front()] < m_graph.m_nodes[b.nodes.front()];
        });
    }

    /// The shortest ring through the lowest lane of a component; none for a node without an edge to itself.
    void addCycle(const std::vector<std::size_t>& members)
    {
        const std::size_t own = m_component[members.front()];
        for (const std::size_t member : members)
            for (const std::size_t edge : m_out[member])
                m_graph.m_edges[edge].isInCycle = m_component[m_graph.m_edges[edge].to] == own;
        const std::size_t start =
            *std::min_element(members.begin(), members.end(),
                              [this](std::size_t a, std::size_t b) { return m_graph.m_nodes[a] < m_graph.m_nodes[b]; });
        std::map<std::size_t, std::size_t> cameBy; // node → edge
        std::vector<std::size_t> wave{start};
        while (!wave.empty() && !cameBy.contains(start)) {
            std::vector<std::size_t> next;
            for (const std::size_t member : wave)
                for (const std::size_t edge : m_out[member])
                    if (m_graph.m_edges[edge].isInCycle && cameBy.emplace(m_graph.m_edges[edge].to, edge).second)
                        next.push_back(m_graph.m_edges[edge].to);
            wave = std::move(next);
        }
        if (!cameBy.contains(start))
            return;
        WaitCycle cycle;
        cycle.closed = 0;
        std::size_t at = start;
        do {
            const std::size_t by = cameBy.at(at);
            cycle.edges.push_back(by);
            at = m_graph.m_edges[by].from;
            cycle.nodes.push_back(at);
        } while (at != start);
        std::reverse(cycle.edges.begin(), cycle.edges.end());
        std::reverse(cycle.nodes.begin(), cycle.nodes.end());
        for (const std::size_t edge : cycle.edges)
            if (m_graph.m_edges[edge].since != noStep)
                cycle.closed = std::max(cycle.closed, m_graph.m_edges[edge].since);
        for (const std::size_t member : cycle.nodes)
            if (const LaneId lane = m_graph.m_nodes[member].lane; !isNone(lane))
                cycle.isFinal = cycle.isFinal && m_state.lane(lane).pending.deadline == never;
        m_graph.m_cycles.push_back(std::move(cycle));
    }

    const rules::State& m_state;
    const Ledger& m_ledger;
    bool m_isControlled;
    WaitForGraph m_graph;
    std::map<WaitNode, std::size_t> m_places;
    std::set<std::tuple<std::size_t, std::size_t, WaitKind>> m_known; ///< edges
    std::vector<std::vector<std::size_t>> m_out; ///< edges by the node they leave
    std::vector<std::size_t> m_component;
};

WaitForGraph WaitForGraph::of(const trace::Trace& trace, const rules::State& state, const Ledger& ledger)
{
    return WaitForGraphBuilder(trace, state, ledger).build();
}

std::optional<std::size_t> WaitForGraph::find(const WaitNode& node) const
{
    const auto place = std::find(m_nodes.begin(), m_nodes.end(), node);
    return place == m_nodes.end() ? std::nullopt : std::optional(static_cast<std::size_t>(place - m_nodes.begin()));
}

std::vector<std::size_t> WaitForGraph::chain(LaneId lane) const
{
    std::vector<std::size_t> chain;
    std::vector<bool> isSeen(m_nodes.size(), false);
    std::optional<std::size_t> at = find({lane, ObjectId::none});
    while (at && !isSeen[*at]) {
        isSeen[*at] = true;
        const auto leaves = [&](const WaitEdge& edge) { return edge.from == *at && edge.kind != WaitKind::MayHelp; };
        const auto edge = std::find_if(m_edges.begin(), m_edges.end(), leaves);
        if (edge == m_edges.end())
            break;
        chain.push_back(static_cast<std::size_t>(edge - m_edges.begin()));
        at = edge->to;
    }
    return chain;
}

WaitForGraph WaitForGraph::without(WaitKind kind) const
{
    WaitForGraph rest;
    std::vector<std::optional<std::size_t>> places(m_nodes.size());
    std::vector<std::optional<std::size_t>> edgePlaces(m_edges.size());
    const auto keep = [&](std::size_t node) {
        if (!places[node]) {
            places[node] = rest.m_nodes.size();
            rest.m_nodes.push_back(m_nodes[node]);
        }
        return *places[node];
    };
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        WaitEdge edge = m_edges[i];
        if (edge.kind == kind && !edge.isInCycle)
            continue;
        edge.from = keep(edge.from);
        edge.to = keep(edge.to);
        edgePlaces[i] = rest.m_edges.size();
        rest.m_edges.push_back(edge);
    }
    for (WaitCycle cycle : m_cycles) {
        for (std::size_t& node : cycle.nodes)
            node = *places[node];
        for (std::size_t& edge : cycle.edges)
            edge = *edgePlaces[edge];
        rest.m_cycles.push_back(std::move(cycle));
    }
    return rest;
}

std::string_view name(WaitKind kind)
{
    static constexpr std::array<std::string_view, waitKindCount> names = {
        "wants", "awaits", "held by", "joins", "waits behind", "needs the thread of", "may be helped by"};
    return names[static_cast<std::size_t>(kind)];
}

std::string dotText(const trace::Trace& trace, const WaitForGraph& graph)
{
    const auto quoted = [](const std::string& text) {
        std::string all = "\"";
        for (const char c : text) {
            if (c == '"' || c == '\\')
                all += '\\';
            all += c;
        }
        return all + "\"";
    };
    std::string text = "digraph waits {\n    node [fontname=\"sans-serif\"];\n";
    for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
        const WaitNode& node = graph.nodes()[i];
        text += "    n" + std::to_string(i) + " [label=" +
                quoted(node.isLane() ? laneText(trace, node.lane) : objectText(trace, node.object)) +
                (node.isLane() ? ", shape=ellipse];\n" : ", shape=box];\n");
    }
    for (const WaitEdge& edge : graph.edges()) {
        const char* style = edge.kind == WaitKind::HeldBy    ? "solid"
                            : edge.kind == WaitKind::MayHelp ? "dotted"
                                                             : "dashed";
        text += "    n" + std::to_string(edge.from) + " -> n" + std::to_string(edge.to) + " [label=" +
                quoted(std::string(name(edge.kind))) + ", style=" + style +
                (edge.isInCycle ? ", color=red, penwidth=2.5];\n" : "];\n");
    }
    return text + "}\n";
}

DeadlockConditions DeadlockConditions::of(const WaitForGraph& graph, const rules::State& state, const Ledger& ledger)
{
    DeadlockConditions conditions;
    const auto show = [](Condition& condition, LaneId lane, ObjectId object) {
        if (!condition.holds)
            condition = {true, lane, object};
    };
    for (const WaitEdge& edge : graph.edges()) {
        if (edge.kind != WaitKind::Wants)
            continue;
        const LaneId lane = graph.nodes()[edge.from].lane;
        const ObjectId object = graph.nodes()[edge.to].object;
        if (ledger.takings(object).empty() || state.object(object).kind == ObjectKind::Semaphore)
            continue;
        show(conditions.mutualExclusion, lane, object);
        if (!ledger.held(lane).empty())
            show(conditions.holdAndWait, lane, ledger.held(lane).front());
        if (state.lane(lane).pending.deadline == never)
            show(conditions.noPreemption, lane, object);
    }
    if (!graph.cycles().empty()) {
        const WaitCycle& cycle = graph.cycles().front();
        const ObjectId object = cycle.nodes.size() > 1 ? graph.nodes()[cycle.nodes[1]].object : ObjectId::none;
        show(conditions.circularWait, graph.nodes()[cycle.nodes.front()].lane, object);
    }
    return conditions;
}

} // namespace interleave::analysis
