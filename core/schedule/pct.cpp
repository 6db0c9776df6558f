#include "core/schedule/pct.h"

#include <algorithm>

namespace interleave::schedule {

Pct::Pct(std::uint64_t seed, std::size_t depth, std::size_t length) : m_numbers(seed), m_depth(std::max<std::size_t>(depth, 1))
{
    for (std::size_t i = 1; i < m_depth; ++i)
        m_changePoints.push_back(m_numbers.below(std::max<std::size_t>(length, 1)));
    std::sort(m_changePoints.begin(), m_changePoints.end());
}

// Lanes draw above the depth; the change points use the numbers below it, the later the lower.
std::uint64_t& Pct::priorityOf(LaneId lane)
{
    if (index(lane) >= m_priorities.size())
        m_priorities.resize(index(lane) + 1, 0);
    std::uint64_t& priority = m_priorities[index(lane)];
    if (priority == 0)
        priority = m_depth + 1 + (m_numbers.next() >> 1);
    return priority;
}

std::size_t Pct::highest(const std::vector<Candidate>& candidates)
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < candidates.size(); ++i)
        if (candidates[i].lane != candidates[best].lane && priorityOf(candidates[i].lane) > priorityOf(candidates[best].lane))
            best = i;
    return best;
}

std::optional<std::size_t> Pct::choose(const Situation& situation)
{
    const auto& candidates = situation.candidates;
    for (const Candidate& candidate : candidates)
        priorityOf(candidate.lane);
    std::size_t best = highest(candidates);
    while (m_nextChange < m_changePoints.size() && m_changePoints[m_nextChange] <= situation.pick) {
        ++m_nextChange;
        priorityOf(candidates[best].lane) = m_depth - m_nextChange + 1;
        best = highest(candidates);
    }
    std::size_t count = 1;
    while (best + count < candidates.size() && candidates[best + count].lane == candidates[best].lane)
        ++count;
    return best + (count == 1 ? 0 : m_numbers.below(count));
}

} // namespace interleave::schedule
