#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace interleave::pictures {

/// A value over the run: what it is from each change on. Grows at its end only.
///
/// The least and the greatest of any stretch are found in the time of a few hundred values, however many lie in it.
/// Thread-safety: none.
class Course
{
public:
    struct Range
    {
        std::int64_t least = 0;
        std::int64_t greatest = 0;
        friend bool operator==(const Range&, const Range&) = default;
    };

    /// From the event `step` on it is `value`; an earlier step than the last one counts as the last one.
    void append(Step step, std::int64_t value);

    std::size_t size() const { return m_values.size(); }
    bool empty() const { return m_values.empty(); }
    Step stepAt(std::size_t change) const { return m_steps[change]; }
    std::int64_t valueAt(std::size_t change) const { return m_values[change]; }
    /// How many changes lie before `step`; logarithmic.
    std::size_t countBefore(Step step) const;
    /// What it is after the first `step` events; nothing before its first value.
    std::optional<std::int64_t> valueBefore(Step step) const;
    /// Of the changes [from, to). Requires: from < to ≤ size().
    Range range(std::size_t from, std::size_t to) const;

private:
    static constexpr std::size_t blockSize = 128; ///< changes in a block, and blocks in a group

    static void extend(std::vector<Range>& ranges, std::size_t place, std::int64_t value);

    std::vector<std::uint32_t> m_steps;
    std::vector<std::int64_t> m_values;
    std::vector<Range> m_blocks;
    std::vector<Range> m_groups;
};

} // namespace interleave::pictures
