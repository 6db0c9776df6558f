#pragma once

#include "core/analysis/ledger.h"
#include "core/rules/state.h"
#include "core/trace/trace.h"

#include <optional>
#include <string>
#include <vector>

namespace interleave::analysis {

/// A lane or an object in a wait-for graph.
struct WaitNode
{
    LaneId lane = LaneId::none; ///< none for objects
    ObjectId object = ObjectId::none;

    bool isLane() const { return !isNone(lane); }
    friend auto operator<=>(const WaitNode&, const WaitNode&) = default;
};

enum class WaitKind : std::uint8_t {
    Wants,       ///< lane → object: something that others have taken
    Awaits,      ///< lane → object or task: something that is to happen
    HeldBy,      ///< object → lane
    Joins,       ///< lane → lane: its end
    Behind,      ///< lane → lane: who is to have the lock first
    NeedsThread, ///< task → lane that has its loop's thread, and thread → the task that blocks it
    MayHelp,     ///< object → lane that was seen to give, or take, what is missing
};
inline constexpr int waitKindCount = 7;

/// "wants", "held by", …: stable words for files.
std::string_view name(WaitKind kind);

struct WaitEdge
{
    std::size_t from = 0; ///< index of a node
    std::size_t to = 0;
    WaitKind kind = WaitKind::Wants;
    Step since = noStep; ///< the event that made it; noStep when it is not in the trace
    SourceId source = SourceId::none;
    bool isInCycle = false;
};

/// A ring of waiting. Every other edge of a closed ring's lanes leads into it, or out of one that is open elsewhere.
struct WaitCycle
{
    std::vector<std::size_t> nodes; ///< in waiting order, from the lane with the lowest number on
    std::vector<std::size_t> edges; ///< edges[i] leads from nodes[i] to its successor
    Step closed = noStep;           ///< the event that closed it
    bool isFinal = true;            ///< nobody in it has a deadline after which it gives up
};

/// Who waits for whom and for what at one moment of a run.
///
/// A lane has an edge to what it lacks; a lock has one to everybody who holds it. All those edges are needed, so a
/// cycle among them is a deadlock while nobody in it gives up. MayHelp edges only say who could end a wait, and are in
/// no cycle.
/// A lane that could go on at once, sleeps, or is a loop with nothing to run waits for nobody.
///
/// Thread-safety:  a value.
/// Source:         R. C. Holt, "Some Deadlock Properties of Computer Systems", ACM Computing Surveys 4(3), 1972. The
///                 rings are strong components: R. Tarjan, "Depth-First Search and Linear Graph Algorithms", SIAM
///                 Journal on Computing 1(2), 1972.
class WaitForGraph
{
public:
    /// The graph of a moment; state and ledger stand behind the same event.
    static WaitForGraph of(const trace::Trace& trace, const rules::State& state, const Ledger& ledger);

    const std::vector<WaitNode>& nodes() const { return m_nodes; }
    const std::vector<WaitEdge>& edges() const { return m_edges; }
    /// One ring of every strong component, the lowest lane first.
    const std::vector<WaitCycle>& cycles() const { return m_cycles; }
    std::optional<std::size_t> find(const WaitNode& node) const;

    /// The edges that one comes by from a lane on, the first of each node, until a node comes again or nothing follows.
    std::vector<std::size_t> chain(LaneId lane) const;

    /// The same without edges of these kinds that are in no cycle, and without nodes that have no edge then.
    WaitForGraph without(WaitKind kind) const;

private:
    friend class WaitForGraphBuilder;

    std::vector<WaitNode> m_nodes;
    std::vector<WaitEdge> m_edges;
    std::vector<WaitCycle> m_cycles;
};

/// The graph in the language of Graphviz: lanes round, objects square, rings red.
std::string dotText(const trace::Trace& trace, const WaitForGraph& graph);

/// Whether the four conditions hold that are necessary for a deadlock, each with the first who shows it.
///
/// Source: E. G. Coffman, M. J. Elphick, A. Shoshani, "System Deadlocks", ACM Computing Surveys 3(2), 1971.
struct DeadlockConditions
{
    struct Condition
    {
        bool holds = false;
        LaneId lane = LaneId::none;
        ObjectId object = ObjectId::none;
    };

    Condition mutualExclusion; ///< `lane` wants `object`, which somebody has to himself
    Condition holdAndWait;     ///< `lane` holds `object` and wants another
    Condition noPreemption;    ///< `lane` wants `object` without a time-out, and nobody can take it from its holder
    Condition circularWait;    ///< `lane` is in a ring

    int count() const
    {
        return int(mutualExclusion.holds) + int(holdAndWait.holds) + int(noPreemption.holds) + int(circularWait.holds);
    }

    static DeadlockConditions of(const WaitForGraph& graph, const rules::State& state, const Ledger& ledger);
};

} // namespace interleave::analysis
