#pragma once

#include "core/base/result.h"
#include "core/schedule/strategy.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::schedule {

/// "by-hand", "round-robin", "random", "pct": what a user may name.
const std::vector<std::string>& strategyNames();

/// A strategy by its name, with options behind a colon: "pct:depth=3,length=200". WrongUse with the nearest name.
base::Result<std::unique_ptr<Strategy>> makeStrategy(std::string_view name, std::uint64_t seed);

} // namespace interleave::schedule
