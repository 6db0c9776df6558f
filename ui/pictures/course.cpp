#include "ui/pictures/course.h"

#include <algorithm>

namespace interleave::pictures {
namespace {

void add(Course::Range& to, const Course::Range& range)
{
    to = {std::min(to.least, range.least), std::max(to.greatest, range.greatest)};
}

} // namespace

void Course::extend(std::vector<Range>& ranges, std::size_t place, std::int64_t value)
{
    if (place == ranges.size())
        ranges.push_back({value, value});
    else
        add(ranges[place], {value, value});
}

void Course::append(Step step, std::int64_t value)
{
    const auto at = static_cast<std::uint32_t>(step);
    const std::size_t place = m_values.size();
    m_steps.push_back(m_steps.empty() ? at : std::max(at, m_steps.back()));
    m_values.push_back(value);
    extend(m_blocks, place / blockSize, value);
    extend(m_groups, place / (blockSize * blockSize), value);
}

std::size_t Course::countBefore(Step step) const
{
    return static_cast<std::size_t>(std::lower_bound(m_steps.begin(), m_steps.end(), step) - m_steps.begin());
}

std::optional<std::int64_t> Course::valueBefore(Step step) const
{
    const std::size_t count = countBefore(step);
    return count == 0 ? std::nullopt : std::optional(m_values[count - 1]);
}

Course::Range Course::range(std::size_t from, std::size_t to) const
{
    Range sum{m_values[from], m_values[from]};
    constexpr std::size_t groupSize = blockSize * blockSize;
    while (from < to) {
        if (from % groupSize == 0 && from + groupSize <= to) {
            add(sum, m_groups[from / groupSize]);
            from += groupSize;
        } else if (from % blockSize == 0 && from + blockSize <= to) {
            add(sum, m_blocks[from / blockSize]);
            from += blockSize;
        } else {
            add(sum, {m_values[from], m_values[from]});
            ++from;
        }
    }
    return sum;
}

} // namespace interleave::pictures
