#include "core/schedule/round_robin.h"

namespace interleave::schedule {

std::optional<std::size_t> RoundRobin::choose(const Situation& situation)
{
    if (!isNone(situation.last)) {
        for (std::size_t i = 0; i < situation.candidates.size(); ++i)
            if (situation.candidates[i].lane > situation.last)
                return i;
    }
    return 0;
}

} // namespace interleave::schedule
