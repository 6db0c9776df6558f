#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave::analysis {

/// Steps in the finest bucket of every pyramid, as a power of two. Below it views draw what is exact.
inline constexpr unsigned bucketBits = 9;
inline constexpr std::uint32_t bucketSteps = 1U << bucketBits;
/// Each level above has buckets four times as wide.
inline constexpr unsigned levelBits = 2;

/// The steps of a bucket of level `level`, as a power of two.
constexpr unsigned bitsOfLevel(unsigned level)
{
    return bucketBits + level * levelBits;
}

/// Adds to a vector that may become huge: grows by a quarter, where doubling would waste as much as it holds.
template <typename T>
void addTight(std::vector<T>& list, const T& value)
{
    if (list.size() == list.capacity())
        list.reserve(list.size() < 8 ? 8 : list.size() + list.size() / 4);
    list.push_back(value);
}

/// Buckets of steps in levels, each level summing up four of the one below. Grows at its end only.
///
/// `Node::of(children, count, level, index)` sums up; the first bucket may be any, so that what begins late costs nothing.
template <typename Node>
class Pyramid
{
public:
    bool empty() const { return m_levels.empty(); }
    unsigned levels() const { return static_cast<unsigned>(m_levels.size()); }
    /// The first bucket that was never appended.
    std::uint32_t end() const { return m_levels.empty() ? m_first : m_first + size(0); }

    /// Before the first append.
    void startAt(std::uint32_t bucket)
    {
        m_first = bucket;
        m_levels.clear();
    }

    template <typename Sum>
    void append(const Node& node, const Sum& sum)
    {
        if (m_levels.empty())
            m_levels.emplace_back();
        addTight(m_levels[0], node);
        std::uint32_t bucket = m_first + size(0) - 1;
        // A bucket whose four parts are complete becomes one of the level above.
        for (unsigned level = 0; (bucket & 3U) == 3U; ++level) {
            const std::uint32_t first = firstOf(level);
            const std::uint32_t from = bucket - 3 < first ? first : bucket - 3;
            const Node parent = sum(&m_levels[level][from - first], from, bucket - from + 1, level);
            if (level + 1 == m_levels.size())
                m_levels.emplace_back();
            addTight(m_levels[level + 1], parent);
            bucket >>= levelBits;
        }
    }

    /// The bucket, or null where there is none (yet).
    const Node* find(unsigned level, std::uint32_t bucket) const
    {
        if (level >= m_levels.size())
            return nullptr;
        const std::uint32_t first = firstOf(level);
        return bucket < first || bucket - first >= m_levels[level].size() ? nullptr : &m_levels[level][bucket - first];
    }

    std::size_t bytes() const
    {
        std::size_t sum = m_levels.capacity() * sizeof(std::vector<Node>);
        for (const auto& level : m_levels)
            sum += level.capacity() * sizeof(Node);
        return sum;
    }

private:
    std::uint32_t size(unsigned level) const { return static_cast<std::uint32_t>(m_levels[level].size()); }
    std::uint32_t firstOf(unsigned level) const { return m_first >> (level * levelBits); }

    std::uint32_t m_first = 0;
    std::vector<std::vector<Node>> m_levels;
};

} // namespace interleave::analysis
