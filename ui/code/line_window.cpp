#include "ui/code/line_window.h"

#include <algorithm>

namespace interleave::code {

using analysis::LineIndex;
using analysis::LinePlace;

Step countOf(const LineIndex& index, const std::vector<LinePlace>& places, Step step)
{
    Step count = 0;
    for (const LinePlace& place : places)
        count += index.count(place, step);
    return count;
}

std::vector<Step> eventsOf(const LineIndex& index, const std::vector<LinePlace>& places, Step first, std::size_t most,
                           Step step)
{
    if (places.size() == 1)
        return index.events(places.front(), first, most);
    // What is `most` away from `step` among all of them is at most that far away among its own.
    const Step reach = most + 1;
    std::vector<Step> around;
    Step leftOut = 0;
    for (const LinePlace& place : places) {
        const Step before = index.count(place, step);
        const Step from = before - std::min(before, reach);
        leftOut += from;
        const std::vector<Step> own = index.events(place, from, 2 * reach);
        around.insert(around.end(), own.begin(), own.end());
    }
    std::sort(around.begin(), around.end());
    const auto begin = std::min<std::size_t>(around.size(), first - std::min(first, leftOut));
    const auto end = std::min(around.size(), begin + most);
    return {around.begin() + static_cast<std::ptrdiff_t>(begin), around.begin() + static_cast<std::ptrdiff_t>(end)};
}

} // namespace interleave::code
