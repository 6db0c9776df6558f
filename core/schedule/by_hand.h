#pragma once

#include "core/schedule/strategy.h"

namespace interleave::schedule {

/// Leaves every choice to a person, but for the one that is none: a single candidate still waits for the next step.
class ByHand final : public Strategy
{
public:
    std::optional<std::size_t> choose(const Situation&) override { return std::nullopt; }
};

} // namespace interleave::schedule
