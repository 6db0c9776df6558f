// The races of an execution, turned round: what is to be run from where.

#include "core/explore/optimal_search.h"

#include <algorithm>
#include <utility>

namespace interleave::explore {

using rules::Operation;

/// The steps before `end` that `act` can be run before, none of which covers another.
void Optimal::findRaces(const Act& act, const rules::Request& asked, std::uint32_t before, std::size_t end,
                        std::vector<Race>& into)
{
    const std::size_t carriers = m_happened.carriers();
    m_reach.assign(carriers, 0);
    if (before != 0)
        std::copy_n(m_happened.clock(before - 1), carriers, m_reach.begin());
    const auto tryBefore = [&](std::uint32_t at) {
        const RanStep& step = m_happened.step(at);
        if (step.act.carrier == act.carrier || m_reach[index(step.act.carrier)] > at
            || !dependent(facts(), step.act, act) || at < m_prefix.size() || m_nodes[at].isAll)
            return;
        if (isHeldBack(at, act, end))
            return;
        const Reversal::Answer answer = m_reversal.without(at, act, asked, end, m_record);
        if (!answer.canRun)
            return;
        into.push_back({at, answer.alternative});
        const Happened::Clock* const clock = m_happened.clock(at);
        for (std::size_t i = 0; i < carriers; ++i)
            m_reach[i] = std::max(m_reach[i], clock[i]);
    };
    const Keys keys = keysOf(facts(), act);
    const std::vector<std::uint32_t>& onSelf = m_happened.on(facts().lane(act.request.lane).facts.object);
    if (act.isPlain && isNone(keys[1]) && onSelf.size() <= 1 && m_happened.ends().empty()) {
        const std::vector<std::uint32_t>& list = m_happened.on(keys[0]);
        for (auto at = list.rbegin(); at != list.rend(); ++at) {
            if (*at >= end)
                continue;
            tryBefore(*at);
            const Act& other = m_happened.step(*at).act;
            if (m_reach[index(other.carrier)] > *at && dominates(other))
                break;
        }
        return;
    }
    m_happened.gather(act, keys, end, m_gathered);
    for (const std::uint32_t at : m_gathered)
        tryBefore(at);
}

/// Whether an act sleeps before step `first` for what was run outside, and nothing would wake it.
bool Optimal::isHeldBack(std::size_t first, const Act& act, std::size_t end) const
{
    for (const Act& sleeping : m_nodes[first].sleep) {
        if (!sleeping.isForeign || sleeping.request.lane != act.request.lane)
            continue;
        const auto& own = m_happened.of(act.carrier);
        const auto later = std::upper_bound(own.begin(), own.end(), static_cast<std::uint32_t>(first));
        if (later != own.end() && *later < end)
            continue; // it was awake since
        bool isWoken = false;
        for (std::size_t at = first + 1; at < end && !isWoken; ++at)
            isWoken = !m_happened.isAfter(at, first) && dependent(facts(), m_happened.step(at).act, sleeping);
        if (!isWoken)
            return true;
    }
    return false;
}

void Optimal::turnRound()
{
    const std::size_t size = m_happened.size();
    for (std::size_t at = 0; at < size; ++at) {
        const RanStep& step = m_happened.step(at);
        const std::size_t last = at + 1 < size ? m_happened.step(at + 1).firstRace : m_races.size();
        for (std::size_t i = step.firstRace; i < last; ++i) {
            Act act = step.act;
            act.alternative = m_races[i].alternative;
            // Moved before what it depends on it may do something else.
            act.effect.reset();
            if (act.request.operation != Operation::CompareExchange)
                act.effect = act.alternative.way;
            require(m_races[i].first, std::move(act));
        }
        if (m_nodes[at].isAll)
            continue;
        for (const rules::Alternative& sibling : step.siblings) {
            Act act = step.act;
            act.alternative = sibling;
            act.effect = sibling.way;
            if (!isHeldBack(at, act, at))
                require(at, std::move(act));
        }
    }
}

/// What lanes still stand at, or stood at when their process ended.
void Optimal::turnRoundPending()
{
    const auto turn = [&](const rules::Request& asked, std::size_t end) {
        Act act = makeAct(facts(), m_ids.translate(asked), {});
        m_pendingRaces.clear();
        findRaces(act, asked, m_happened.beforeOf(act.request.lane, act.carrier), end, m_pendingRaces);
        for (const Race& race : m_pendingRaces) {
            act.alternative = race.alternative;
            act.effect.reset();
            if (act.request.operation != Operation::CompareExchange)
                act.effect = act.alternative.way;
            require(race.first, act);
        }
    };
    const schedule::Conductor& conductor = m_driver.conductor();
    for (std::size_t i = 0; i < conductor.standingCount(); ++i)
        turn(conductor.standing(i), m_happened.size());
    for (const Killed& killed : m_killed)
        if (!m_driver.state().lane(killed.asked.lane).isAlive() && conductor.standingAt(killed.asked.lane) == nullptr
            && m_happened.lastOfLane(m_ids.lane(killed.asked.lane)) <= killed.at)
            turn(killed.asked, m_happened.size());
}

/// At the bound there is no room for what other lanes would do, though nothing they meet stands in their way: it is to be
/// run in place of each step that nothing comes after.
void Optimal::turnRoundAtBound()
{
    const auto isLast = [&](std::uint32_t at, std::size_t carrier) {
        for (std::size_t i = 0; i < m_happened.carriers(); ++i) {
            const auto& own = m_happened.of(LaneId(static_cast<std::uint32_t>(i)));
            if (i != carrier && !own.empty() && m_happened.isAfter(own.back(), at))
                return false;
        }
        return true;
    };
    const schedule::Conductor& conductor = m_driver.conductor();
    for (std::size_t carrier = 0; carrier < m_happened.carriers(); ++carrier) {
        const auto& own = m_happened.of(LaneId(static_cast<std::uint32_t>(carrier)));
        if (own.empty() || own.back() < m_prefix.size() || m_nodes[own.back()].isAll || !isLast(own.back(), carrier))
            continue;
        for (std::size_t i = 0; i < conductor.standingCount(); ++i) {
            const rules::Request& asked = conductor.standing(i);
            Act act = makeAct(facts(), m_ids.translate(asked), {});
            if (index(act.carrier) != carrier)
                requireInstead(own.back(), std::move(act), asked);
        }
    }
}

/// Sees to it that `act`, with all that comes before it by causes, is run from before step `last`, to which it has no
/// relation and which nothing comes after. What was run from there stands for that only if it is part of it: beside
/// anything else there would be less room.
void Optimal::requireInstead(std::size_t last, Act act, const rules::Request& asked)
{
    const std::size_t end = m_happened.size();
    m_reach.assign(m_happened.carriers(), 0);
    const auto reach = [&](std::size_t at) {
        for (std::size_t i = 0; i < m_reach.size(); ++i)
            m_reach[i] = std::max(m_reach[i], m_happened.clock(at)[i]);
    };
    const std::uint32_t before = m_happened.beforeOf(act.request.lane, act.carrier);
    if (before != 0)
        reach(before - 1);
    m_happened.gather(act, keysOf(facts(), act), end, m_gathered);
    for (const std::uint32_t at : m_gathered)
        if (m_happened.step(at).act.carrier == act.carrier || dependent(facts(), m_happened.step(at).act, act))
            reach(at);
    const auto isCause = [&](std::size_t at) { return m_reach[index(m_happened.step(at).act.carrier)] > at; };
    if (isCause(last) || isHeldBack(last, act, end))
        return;
    const Reversal::Answer answer = m_reversal.without(last, act, asked, end, m_record);
    if (!answer.canRun)
        return;
    act.alternative = answer.alternative;
    act.effect.reset();
    if (act.request.operation != Operation::CompareExchange)
        act.effect = act.alternative.way;
    std::vector<Act> sequence;
    for (std::size_t at = last + 1; at < end; ++at)
        if (isCause(at))
            sequence.push_back(m_happened.step(at).act);
    sequence.push_back(std::move(act));
    Node& node = m_nodes[last];
    std::optional<std::size_t> place;
    for (const Act& sleeping : node.sleep)
        if (!sleeping.isForeign && isWeakInitial(facts(), sleeping, sequence, place) && place)
            return;
    node.tree.insert(facts(), std::move(sequence), WakeupTree::Covers::Contained);
}

/// Sees to it that what does not come after step `first` by causes, followed by `act`, is run from before that step.
void Optimal::require(std::size_t first, Act act)
{
    if (isCovered(first, act))
        return;
    // An alternative may depend on more than the one that was picked: what it depends on is left open.
    const bool isSibling = act.carrier == m_happened.step(first).act.carrier;
    std::vector<std::size_t> leftOpen;
    std::vector<Act> sequence;
    for (std::size_t at = first + 1; at < m_happened.size(); ++at) {
        const Act& other = m_happened.step(at).act;
        if (m_happened.isAfter(at, first))
            continue;
        if (isSibling
            && (dependent(facts(), other, act)
                || std::any_of(leftOpen.begin(), leftOpen.end(), [&](std::size_t of) { return m_happened.isAfter(at, of); })))
            leftOpen.push_back(at);
        else
            sequence.push_back(other);
    }
    sequence.push_back(std::move(act));
    m_nodes[first].tree.insert(facts(), std::move(sequence),
                               m_isStaged ? WakeupTree::Covers::Contained : WakeupTree::Covers::Compatible);
}

/// Whether something that was run from before step `first` stands for the sequence that `require` would add.
bool Optimal::isCovered(std::size_t first, const Act& act) const
{
    const auto& sleep = m_nodes[first].sleep;
    return std::any_of(sleep.begin(), sleep.end(),
                       [&](const Act& sleeping) { return !sleeping.isForeign && isInitial(first, sleeping, act); });
}

bool Optimal::isInitial(std::size_t first, const Act& sleeping, const Act& act) const
{
    const auto& own = m_happened.of(sleeping.carrier);
    const auto later = std::upper_bound(own.begin(), own.end(), static_cast<std::uint32_t>(first));
    if (later != own.end() && !m_happened.isAfter(*later, first)) {
        // Its lane moves in the sequence: is that the same, and first?
        if (!isSame(sleeping, m_happened.step(*later).act))
            return false;
        const Happened::Clock* const clock = m_happened.clock(*later);
        for (std::size_t i = 0; i < m_happened.carriers(); ++i)
            if (clock[i] > first && i != index(sleeping.carrier))
                return false;
        return true;
    }
    if (sleeping.carrier == act.carrier)
        return isSame(sleeping, act) && commutesWithRest(first, act);
    // Where executions are cut off there may be no room for it.
    return !m_isStaged && !dependent(facts(), sleeping, act) && commutesWithRest(first, sleeping);
}

/// Whether an act is independent of all steps behind `first` that do not come after it by causes.
bool Optimal::commutesWithRest(std::size_t first, const Act& act) const
{
    const auto isInTheWay = [&](std::size_t at) {
        return at > first && !m_happened.isAfter(at, first) && dependent(facts(), m_happened.step(at).act, act);
    };
    const std::vector<std::uint32_t>& onSelf = m_happened.on(facts().lane(act.request.lane).facts.object);
    if (act.isPlain && onSelf.size() <= 1 && m_happened.ends().empty() && isNone(act.announced[0])) {
        const auto& list = m_happened.on(act.request.object);
        for (auto at = list.rbegin(); at != list.rend() && *at > first; ++at)
            if (isInTheWay(*at))
                return false;
        return true;
    }
    for (std::size_t at = first + 1; at < m_happened.size(); ++at)
        if (isInTheWay(at))
            return false;
    return true;
}

} // namespace interleave::explore
