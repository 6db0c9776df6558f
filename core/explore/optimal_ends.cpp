// The optimal search at the end of an execution: what it counts as, and what is run next.

#include "core/explore/optimal_search.h"

#include "core/base/check.h"

#include <algorithm>
#include <utility>

namespace interleave::explore {

using trace::ObjectKind;

namespace {

// Bounds that are tried first when executions are cut off: the shortest, and by how much it grows.
constexpr std::size_t firstBound = 64;
constexpr std::size_t boundFactor = 4;

/// Takes over that the order of arrivals or of counting down showed at an object; whether that is news.
template <typename Rules>
bool takeOrder(const rules::State& state, ObjectId object, rules::State& facts, ObjectId known)
{
    const auto* rules = state.findRules<Rules>(object);
    return rules != nullptr && rules->isOrdered && !std::exchange(facts.rulesOf<Rules>(known).isOrdered, true);
}

} // namespace

Walk::Ran Optimal::ended(const Execution& execution)
{
    if (m_depth != execution.picks || m_depth < m_known)
        base::fault("the program is deterministic: after the same choices it goes on as before");
    m_ids.follow(m_driver.tables());
    complete();
    m_isCut = m_isCut || (execution.ending == trace::Ending::Bound && execution.picks == m_bound);
    if (foundOrder()) {
        restart();
        m_bound = m_options.run.maxPicks;
        m_longest = 0;
        m_counted = 0;
        m_isStaged = false;
        m_isCut = false;
        m_cutCounted.reset();
        return Ran::Restart;
    }
    if (m_isElsewhere || (m_options.shard.count > 1 && !m_isOwn && !takeLeaf()))
        return Ran::Elsewhere;
    turnRound();
    turnRoundPending();
    if (m_isCut)
        turnRoundAtBound();
    return m_isBlocked ? Ran::Redundant : countedAs(execution);
}

/// What an execution is that nothing sleeping has ended, with regard to bounds.
Walk::Ran Optimal::countedAs(const Execution& execution)
{
    if (!m_isCut) {
        m_longest = std::max(m_longest, execution.picks);
        return m_counted != 0 && execution.picks <= m_counted ? Ran::Redundant : Ran::Whole;
    }
    if (execution.ending != trace::Ending::Bound)
        return Ran::Redundant; // at a lower bound
    if (m_isStaged) {
        if (!m_cutCounted || *m_cutCounted != classNumber())
            return Ran::Whole;
        m_cutCounted.reset();
        return Ran::Redundant;
    }
    // The first. What was run until now ended by itself and is found again below the first bound.
    m_bound = std::min(m_bound, std::max(m_prefix.size() + firstBound, 2 * m_longest));
    m_isStaged = true;
    m_isToBegin = true;
    m_cutCounted = classNumber();
    return Ran::Anew;
}

/// Everything was run up to the bound: goes on with a higher one, if there is.
bool Optimal::raiseBound()
{
    if (m_bound >= m_options.run.maxPicks)
        return false;
    m_counted = m_bound;
    m_bound = m_bound > m_options.run.maxPicks / boundFactor ? m_options.run.maxPicks : m_bound * boundFactor;
    restart();
    return true;
}

/// A number that is the same for equivalent executions, and hardly ever for others: every step counts by what it is and
/// how many steps of each carrier come before it by causes.
std::uint64_t Optimal::classNumber() const
{
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at < m_happened.size(); ++at) {
        const Act& act = m_happened.step(at).act;
        std::uint64_t one = index(act.carrier) * odd + static_cast<std::uint64_t>(act.alternative.way) * 31
                            + act.alternative.index;
        for (std::size_t i = 0; i < m_happened.carriers(); ++i) {
            const Happened::Clock latest = m_happened.clock(at)[i];
            const auto& own = m_happened.of(LaneId(static_cast<std::uint32_t>(i)));
            const auto before = std::lower_bound(own.begin(), own.end(), latest) - own.begin();
            one = (one ^ (one >> 29)) * odd + static_cast<std::uint64_t>(before) * (i + 1);
        }
        sum += one ^ (one >> 32);
    }
    return sum;
}

bool Optimal::next()
{
    if (std::exchange(m_isToBegin, false)) {
        restart();
        return true;
    }
    m_known = m_happened.size();
    std::optional<WakeupTree::Branch> next;
    while (m_nodeCount > 0 && !next) {
        Node& node = m_nodes[m_nodeCount - 1];
        // The last node has no step when its execution was cut off there.
        if (m_happened.size() == m_nodeCount) {
            node.sleep.push_back(m_happened.step(m_nodeCount - 1).act);
            m_races.resize(m_happened.step(m_nodeCount - 1).firstRace);
            m_happened.truncate(m_nodeCount - 1);
        }
        if (node.isFixed || node.tree.empty())
            --m_nodeCount;
        else
            next = node.tree.takeFront();
    }
    m_choices = 0;
    for (std::size_t i = 0; i + 1 < m_nodeCount; ++i)
        m_choices += m_nodes[i].isChoice ? 1 : 0;
    // What lies above the leaves is walked by every shard.
    m_isOwn = m_options.shard.count == 1 || (m_isOwn && next && !m_nodes[m_nodeCount - 1].isAll);
    m_planned = std::move(next);
    m_known = m_happened.size();
    std::erase_if(m_killed, [&](const Killed& killed) { return killed.at > m_known; });
    m_depth = 0;
    m_locals.clear();
    m_inherited.clear();
    m_isElsewhere = false;
    m_isBlocked = false;
    m_isCut = false;
    m_otherWay.reset();
    return m_planned.has_value() || raiseBound();
}

/// Whether something that commutes as a rule was found not to at some object: there it does not in all of the search.
bool Optimal::foundOrder()
{
    bool isNew = false;
    const rules::State& state = m_driver.state();
    for (std::size_t i = 0; i < state.objectCount(); ++i) {
        const auto object = ObjectId(i);
        const ObjectKind kind = state.object(object).kind;
        if (kind == ObjectKind::Barrier)
            isNew = takeOrder<rules::BarrierRules>(state, object, m_ids.facts(), m_ids.object(object)) || isNew;
        else if (kind == ObjectKind::Latch)
            isNew = takeOrder<rules::LatchRules>(state, object, m_ids.facts(), m_ids.object(object)) || isNew;
    }
    return isNew;
}

void Optimal::restart()
{
    m_happened.truncate(0);
    m_nodeCount = 0;
    m_planned.reset();
    m_inherited.clear();
    m_races.clear();
    m_locals.clear();
    m_killed.clear();
    m_depth = 0;
    m_known = 0;
    m_choices = 0;
    m_leaves = 0;
    m_isOwn = m_options.shard.count == 1;
    m_isElsewhere = false;
    m_isBlocked = false;
    m_isCut = false;
    m_otherWay.reset();
}

/// The execution in the order of its class that goes on with the same lane as long as possible, and where it has to
/// change takes the lane that then gets furthest.
Walk::Example Optimal::example() const
{
    const std::size_t size = m_happened.size();
    std::vector<std::uint32_t> order;
    std::vector<std::uint32_t> done(m_happened.carriers(), 0); ///< 1 + the last step of each carrier that is in `order`
    std::vector<std::size_t> next(m_happened.carriers(), 0);
    const auto runOf = [&](std::size_t carrier, std::vector<std::uint32_t>* into) {
        const std::vector<std::uint32_t>& own = m_happened.of(LaneId(static_cast<std::uint32_t>(carrier)));
        std::size_t length = 0;
        for (std::size_t i = next[carrier]; i < own.size(); ++i, ++length) {
            const Happened::Clock* const clock = m_happened.clock(own[i]);
            for (std::size_t other = 0; other < done.size(); ++other)
                if (other != carrier && clock[other] > done[other])
                    return length;
            if (into != nullptr)
                into->push_back(own[i]);
        }
        return length;
    };
    std::size_t switches = 0;
    while (order.size() < size) {
        std::size_t best = 0;
        std::size_t longest = 0;
        for (std::size_t carrier = 0; carrier < done.size(); ++carrier) {
            const std::size_t length = runOf(carrier, nullptr);
            if (length > longest) {
                longest = length;
                best = carrier;
            }
        }
        base::check(longest > 0, "the order by causes has no cycle");
        switches += order.empty() ? 0 : 1;
        runOf(best, &order);
        next[best] += longest;
        done[best] = order.back() + 1;
    }
    // Tasks of one thread are lanes of their own: what was run may be better where there are such.
    if (switches >= m_driver.switches())
        return {m_driver.schedule(), m_driver.switches()};
    return {m_driver.schedule(order), switches};
}

} // namespace interleave::explore
