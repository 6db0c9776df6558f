#pragma once

#include "core/schedule/random.h"

#include <vector>

namespace interleave::schedule {

/// Priorities with a few random change points: finds a bug of depth d in a run of n lanes and k picks with probability
/// at least 1 / (n · k^(d−1)).
///
/// Always the lane of highest priority moves; at each of d−1 picks drawn from the first k, the priority of whoever
/// would move drops below all others. A lane draws its first priority when it is first seen.
/// Source: S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte, "A Randomized Scheduler with Probabilistic Guarantees
/// of Finding Bugs", ASPLOS 2010.
class Pct final : public Strategy
{
public:
    /// `depth` d ≥ 1, `length` k ≥ 1: how many picks a run is expected to have.
    Pct(std::uint64_t seed, std::size_t depth, std::size_t length);
    std::optional<std::size_t> choose(const Situation& situation) override;

private:
    std::uint64_t& priorityOf(LaneId lane);
    std::size_t highest(const std::vector<Candidate>& candidates);

    RandomNumbers m_numbers;
    std::vector<std::size_t> m_changePoints; ///< sorted picks
    std::vector<std::uint64_t> m_priorities; ///< by lane number; 0 until seen
    std::size_t m_nextChange = 0;
    std::size_t m_depth;
};

} // namespace interleave::schedule
