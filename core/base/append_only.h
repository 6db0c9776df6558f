#pragma once

#include "core/base/check.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>

namespace interleave::base {

/// A sequence that only grows: elements never move, and its length is published with release order.
///
/// Blocks double in size, so that a small sequence is small and 2^36 elements need 27 blocks.
/// Thread-safety: one thread appends; any thread reads below size() without a lock.
template <typename T>
class AppendOnly
{
public:
    AppendOnly() = default;
    AppendOnly(const AppendOnly&) = delete;
    AppendOnly& operator=(const AppendOnly&) = delete;

    std::size_t size() const { return m_size.load(std::memory_order_acquire); }
    bool empty() const { return size() == 0; }

    /// Requires: i < size().
    const T& operator[](std::size_t i) const
    {
        const Place place = placeOf(i);
        return m_blocks[place.block][place.offset];
    }
    const T& back() const { return (*this)[size() - 1]; }

    void append(T value)
    {
        const std::size_t i = m_size.load(std::memory_order_relaxed);
        const Place place = placeOf(i);
        check(place.block < m_blocks.size(), "an append-only sequence stays below its largest length");
        if (place.offset == 0)
            m_blocks[place.block] = std::make_unique<T[]>(firstBlock << place.block);
        m_blocks[place.block][place.offset] = std::move(value);
        m_size.store(i + 1, std::memory_order_release);
    }

    /// Changes an element in place; the appending thread only, and only what readers do not read at the same time.
    T& mutableAt(std::size_t i)
    {
        const Place place = placeOf(i);
        return m_blocks[place.block][place.offset];
    }

private:
    static constexpr std::size_t firstBits = 9;
    static constexpr std::size_t firstBlock = std::size_t{1} << firstBits;

    struct Place
    {
        std::size_t block;
        std::size_t offset;
    };

    static Place placeOf(std::size_t i)
    {
        const std::size_t shifted = i + firstBlock;
        const auto top = static_cast<std::size_t>(63 - __builtin_clzll(shifted));
        return {top - firstBits, shifted - (std::size_t{1} << top)};
    }

    std::array<std::unique_ptr<T[]>, 28> m_blocks;
    std::atomic<std::size_t> m_size{0};
};

} // namespace interleave::base
