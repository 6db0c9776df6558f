#pragma once

#include "core/rules/state.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace interleave::schedule {

/// One thing that may happen next: a lane and one of its alternatives.
struct Candidate
{
    LaneId lane = LaneId::none;
    rules::Alternative alternative;
    bool isOnlyOne = true; ///< the lane has no other alternative now
};

/// What a strategy sees when it chooses.
struct Situation
{
    const rules::State& state;
    const std::vector<Candidate>& candidates; ///< not empty; by lane number, a lane's alternatives in the rules' order
    LaneId last;                              ///< who moved last; none at the first pick
    std::size_t pick;                         ///< how many picks were made before
};

/// Decides who moves next. Deterministic: the same situations in the same order give the same choices.
class Strategy
{
public:
    virtual ~Strategy() = default;

    /// The number of a candidate; none when somebody else has to decide (a person).
    virtual std::optional<std::size_t> choose(const Situation& situation) = 0;
};

} // namespace interleave::schedule
