#pragma once

#include <cstdint>

namespace interleave::runtime {

/// 64 random bits of the current lane: a function of the run's seed, the lane's creation path and how many were drawn
/// before, never of a shared stream, so that the same schedule gives the same numbers in every mode.
/// Source: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014 (splitmix64).
std::uint64_t randomBits();

/// Uniform in [low, high]. Requires: low ≤ high.
std::int64_t randomBetween(std::int64_t low, std::int64_t high);

} // namespace interleave::runtime
