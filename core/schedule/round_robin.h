#pragma once

#include "core/schedule/strategy.h"

namespace interleave::schedule {

/// One operation each, in the order of the lanes' numbers; of several alternatives the first.
class RoundRobin final : public Strategy
{
public:
    std::optional<std::size_t> choose(const Situation& situation) override;
};

} // namespace interleave::schedule
