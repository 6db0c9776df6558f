#include "core/schedule/random.h"

namespace interleave::schedule {

std::uint64_t RandomNumbers::next()
{
    std::uint64_t z = (m_state += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

std::size_t RandomNumbers::below(std::size_t bound)
{
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::size_t>((static_cast<Wide>(next()) * bound) >> 64);
}

std::optional<std::size_t> Random::choose(const Situation& situation)
{
    const auto& candidates = situation.candidates;
    std::size_t lanes = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        lanes += i == 0 || candidates[i].lane != candidates[i - 1].lane ? 1 : 0;
    std::size_t wanted = m_numbers.below(lanes);
    std::size_t first = 0;
    for (std::size_t i = 1; i < candidates.size() && wanted > 0; ++i)
        if (candidates[i].lane != candidates[i - 1].lane && --wanted == 0)
            first = i;
    std::size_t count = 1;
    while (first + count < candidates.size() && candidates[first + count].lane == candidates[first].lane)
        ++count;
    return first + (count == 1 ? 0 : m_numbers.below(count));
}

} // namespace interleave::schedule
