#pragma once

// What the parts of the optimal search share; nobody else includes this.

#include "core/explore/happened.h"
#include "core/explore/local_first.h"
#include "core/explore/optimal.h"
#include "core/explore/path_ids.h"
#include "core/explore/prefix.h"
#include "core/explore/reversal.h"
#include "core/explore/wakeup_tree.h"

namespace interleave::explore {

using schedule::Candidate;

/// A state of the program on the path of the execution: what sleeps there, and what is still to be run from there.
struct Node
{
    std::vector<Act> sleep;
    WakeupTree tree; ///< without the branch that is being run
    bool isFixed = false;   ///< of the prefix
    bool isAll = false;     ///< above the shards: every candidate is a branch
    bool isChoice = false;  ///< above the shards, and there was more than one
};

/// A step that an act can be run before.
struct Race
{
    std::uint32_t first = 0;
    rules::Alternative alternative; ///< what it would be then
};

/// The search that makeOptimal promises: what is known on the path of the execution that runs, and what is planned.
///
/// Its parts: on the way down (optimal.cpp), at the end of an execution (optimal_ends.cpp), races turned round
/// (optimal_races.cpp). Thread-safety: none is needed, it runs where its driver does.
class Optimal final : public Walk, public schedule::Strategy, private Onlooker
{
public:
    Optimal(InsideDriver& driver, const SearchOptions& options)
        : m_driver(driver), m_options(options), m_prefix(driver, options.prefix),
          m_ids({options.run.time, options.run.notifyWakesAny, options.run.spuriousWakeUps}),
          m_bound(options.run.maxPicks)
    {
        m_isOwn = options.shard.count == 1;
        m_driver.watch(this);
    }
    ~Optimal() override { m_driver.watch(nullptr); }

    schedule::Strategy& strategy() override { return *this; }
    std::optional<std::size_t> choose(const schedule::Situation& situation) override;
    Ran ended(const Execution& execution) override;
    bool next() override;
    Example example() const override;
    std::size_t switches() const override { return m_driver.switches(); }

private:
    const schedule::Candidate* known() override;
    void onLocal(const trace::Event& event) override { m_locals.push_back(event); }
    void onOtherWay(LaneId, trace::Way way) override { m_otherWay = way; }

    // Going down.
    void begin();
    const schedule::Candidate& choiceAgain();
    void complete();
    void announce(RanStep& step);
    void makeNode(const schedule::Situation& situation);
    std::optional<std::size_t> choiceAt(Node& node, const schedule::Situation& situation);
    std::optional<std::size_t> freeChoice(Node& node, const schedule::Situation& situation);
    void branchToAll(Node& node, const schedule::Situation& situation);
    std::optional<std::size_t> candidateFor(const Act& act, const schedule::Situation& situation) const;
    bool isAsleep(const Node& node, const Candidate& candidate) const;
    void take(const schedule::Situation& situation, std::size_t choice);
    bool takeLeaf();

    // At the end.
    bool foundOrder();
    Ran countedAs(const Execution& execution);
    bool raiseBound();
    std::uint64_t classNumber() const;
    void turnRoundAtBound();
    void requireInstead(std::size_t last, Act act, const rules::Request& asked);
    void findRaces(const Act& act, const rules::Request& asked, std::uint32_t before, std::size_t end,
                   std::vector<Race>& into);
    bool isHeldBack(std::size_t first, const Act& act, std::size_t end) const;
    void turnRound();
    void turnRoundPending();
    void require(std::size_t first, Act act);
    bool isCovered(std::size_t first, const Act& act) const;
    bool isInitial(std::size_t first, const Act& sleeping, const Act& act) const;
    bool commutesWithRest(std::size_t first, const Act& sleeping) const;
    void restart();

    const rules::State& facts() const { return m_ids.facts(); }

    InsideDriver& m_driver;
    SearchOptions m_options;
    Prefix m_prefix;
    PathIds m_ids;
    Happened m_happened{m_ids.facts()};
    Reversal m_reversal{m_happened, m_ids};
    Reversal::Record m_record;

    std::vector<Node> m_nodes; ///< m_nodes[i]: before step i; those beyond m_nodeCount are kept for their memory
    std::size_t m_nodeCount = 0;
    std::optional<WakeupTree::Branch> m_planned; ///< the branch of the last node that is to be run next
    WakeupTree m_inherited;                      ///< what the step that was taken last left to be run behind it
    std::vector<Race> m_races;                   ///< of all steps, in their order
    std::vector<Race> m_pendingRaces;
    std::vector<trace::Event> m_locals;
    std::vector<std::uint32_t> m_gathered;
    std::vector<Happened::Clock> m_reach;

    struct Killed
    {
        std::size_t at;
        rules::Request asked;
    };
    std::vector<Killed> m_killed; ///< at what lanes stood whose process ended, and after how many steps

    std::size_t m_depth = 0;   ///< picks of this execution so far
    std::size_t m_known = 0;   ///< steps that are the same as in the execution before
    std::optional<trace::Way> m_otherWay;
    std::size_t m_choices = 0; ///< above the shards, on the path here
    std::uint64_t m_leaves = 0;
    bool m_isOwn = true;
    bool m_isElsewhere = false;
    bool m_isBlocked = false; ///< everybody who could move sleeps

    // Lower bounds that are tried first.
    std::size_t m_bound;          ///< of steps; at most that of the options
    std::size_t m_longest = 0;    ///< of the executions that ended by themselves
    std::size_t m_counted = 0;    ///< those that ended by themselves in so many steps were counted under a lower bound
    bool m_isCut = false;         ///< this execution has come to the bound
    bool m_isStaged = false;      ///< an execution was cut off: lower bounds were or are tried
    bool m_isToBegin = false;     ///< with the first of them
    std::optional<std::uint64_t> m_cutCounted; ///< the class of the one that was cut off and is counted already
};

} // namespace interleave::explore
