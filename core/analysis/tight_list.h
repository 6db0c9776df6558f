#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace interleave::analysis {

/// A list that only grows, in blocks: elements are never copied once a block is full, and little memory lies idle, where
/// a vector of a hundred million elements would waste up to as much as it holds.
template <typename T>
class TightList
{
public:
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const T& operator[](std::size_t i) const { return m_blocks[i >> blockBits][i & blockMask]; }
    T& operator[](std::size_t i) { return m_blocks[i >> blockBits][i & blockMask]; }
    const T& back() const { return (*this)[m_size - 1]; }
    T& back() { return (*this)[m_size - 1]; }

    void push(const T& value)
    {
        if (m_size == m_room) [[unlikely]]
            grow();
        m_end[m_size++ & blockMask] = value;
    }

    /// The first position in [from, to) for which `isAfter(element)` holds. Requires: the list is ordered so.
    template <typename IsAfter>
    std::size_t firstWhere(std::size_t from, std::size_t to, const IsAfter& isAfter) const
    {
        while (from < to) {
            const std::size_t middle = from + (to - from) / 2;
            if (isAfter((*this)[middle]))
                to = middle;
            else
                from = middle + 1;
        }
        return from;
    }

    std::size_t bytes() const { return m_room * sizeof(T) + m_blocks.capacity() * sizeof(m_blocks[0]); }

private:
    static constexpr std::size_t blockBits = 12;
    static constexpr std::size_t blockSize = std::size_t{1} << blockBits;
    static constexpr std::size_t blockMask = blockSize - 1;

    // The first block doubles, so that a thousand short lists stay small.
    void grow()
    {
        if (m_room >= blockSize) {
            m_blocks.push_back(std::make_unique_for_overwrite<T[]>(blockSize));
            m_room += blockSize;
        } else {
            m_room = m_room == 0 ? 8 : m_room * 2;
            auto larger = std::make_unique_for_overwrite<T[]>(m_room);
            if (m_size > 0)
                std::copy_n(m_blocks[0].get(), m_size, larger.get());
            m_blocks.resize(1);
            m_blocks[0] = std::move(larger);
        }
        m_end = m_blocks.back().get();
    }

    std::vector<std::unique_ptr<T[]>> m_blocks;
    T* m_end = nullptr; ///< the last block
    std::size_t m_size = 0;
    std::size_t m_room = 0;
};

} // namespace interleave::analysis
