#pragma once

#include "core/schedule/strategy.h"

#include <cstdint>

namespace interleave::schedule {

/// A sequence of random numbers that is the same everywhere, whatever library it is built with.
/// Source: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014 (splitmix64).
class RandomNumbers
{
public:
    explicit RandomNumbers(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next();
    /// Uniform in [0, bound). Requires: bound > 0.
    std::size_t below(std::size_t bound);

private:
    std::uint64_t m_state;
};

/// Every lane that can move is as likely as any other, then every alternative of it.
class Random final : public Strategy
{
public:
    explicit Random(std::uint64_t seed) : m_numbers(seed) {}
    std::optional<std::size_t> choose(const Situation& situation) override;

private:
    RandomNumbers m_numbers;
};

} // namespace interleave::schedule
