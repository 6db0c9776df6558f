#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <algorithm>

namespace interleave::exchange {

/// Puts records that come nearly in order of time into order, in constant memory: a record waits until `size` later ones
/// have come. Records of one time keep their order.
class SortedWindow
{
public:
    using Write = std::function<void(const std::string&)>;

    SortedWindow(std::size_t size, Write write) : m_size(size), m_write(std::move(write)) {}

    void add(std::int64_t time, std::string text)
    {
        m_heap.push_back({time, m_count++, std::move(text)});
        std::push_heap(m_heap.begin(), m_heap.end());
        if (m_heap.size() > m_size)
            writeFirst();
    }

    void finish()
    {
        while (!m_heap.empty())
            writeFirst();
    }

private:
    struct Entry
    {
        std::int64_t time;
        std::uint64_t order;
        std::string text;
        // The heap has its largest in front: what is to be written first counts as the largest.
        bool operator<(const Entry& other) const
        {
            return time != other.time ? time > other.time : order > other.order;
        }
    };

    void writeFirst()
    {
        std::pop_heap(m_heap.begin(), m_heap.end());
        m_write(m_heap.back().text);
        m_heap.pop_back();
    }

    std::size_t m_size;
    Write m_write;
    std::vector<Entry> m_heap;
    std::uint64_t m_count = 0;
};

} // namespace interleave::exchange
