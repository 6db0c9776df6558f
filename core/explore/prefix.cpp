#include "core/explore/prefix.h"

#include "core/base/check.h"

namespace interleave::explore {

std::size_t Prefix::choose(const schedule::Situation& situation, std::size_t number) const
{
    const schedule::Pick& wanted = m_picks[number];
    for (std::size_t i = 0; i < situation.candidates.size(); ++i) {
        const schedule::Candidate& candidate = situation.candidates[i];
        const bool isSameWay = candidate.alternative.way == wanted.way && candidate.alternative.index == wanted.index;
        if ((isSameWay || (!wanted.hadChoice && candidate.isOnlyOne))
            && m_driver.tables().lanePath(candidate.lane) == wanted.path)
            return i;
    }
    base::fault(("pick " + std::to_string(number) + " of the prefix, of lane " + wanted.path + ", is possible there").c_str());
}

} // namespace interleave::explore
