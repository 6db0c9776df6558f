#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace interleave::analysis {

/// How much of every carrier's doings is known to somebody; what is not mentioned is 0.
class VectorClock
{
public:
    std::uint32_t at(std::uint32_t carrier) const { return carrier < m_times.size() ? m_times[carrier] : 0; }
    void set(std::uint32_t carrier, std::uint32_t time)
    {
        if (carrier >= m_times.size())
            m_times.resize(carrier + 1, 0);
        m_times[carrier] = time;
    }
    /// Knows from here on what `other` knows too.
    void raise(const VectorClock& other)
    {
        if (other.m_times.size() > m_times.size())
            m_times.resize(other.m_times.size(), 0);
        for (std::size_t i = 0; i < other.m_times.size(); ++i)
            m_times[i] = std::max(m_times[i], other.m_times[i]);
    }
    bool isEmpty() const { return m_times.empty(); }
    void clear() { m_times.clear(); }

private:
    std::vector<std::uint32_t> m_times;
};

} // namespace interleave::analysis
