#include "core/analysis/history.h"

#include <algorithm>

namespace interleave::analysis {
namespace {

template <typename Thing, typename Id>
std::vector<Thing>& listOf(std::vector<std::vector<Thing>>& lists, Id id)
{
    if (index(id) >= lists.size())
        lists.resize(index(id) + 1);
    return lists[index(id)];
}

template <typename Thing, typename Id>
const std::vector<Thing>& listOf(const std::vector<std::vector<Thing>>& lists, Id id)
{
    static const std::vector<Thing> none;
    return index(id) < lists.size() ? lists[index(id)] : none;
}

} // namespace

const std::vector<Segment>& History::segments(LaneId lane) const { return listOf(m_segments, lane); }
const std::vector<Hold>& History::holds(ObjectId lock) const { return listOf(m_holds, lock); }
const std::vector<Level>& History::levels(ObjectId object) const { return listOf(m_levels, object); }

std::vector<Cause> History::causesOf(Step effect) const
{
    const auto first = std::lower_bound(m_causes.begin(), m_causes.end(), effect,
                                        [](const Cause& cause, Step step) { return cause.effect < step; });
    const auto last = std::find_if(first, m_causes.end(), [&](const Cause& cause) { return cause.effect != effect; });
    return {first, last};
}

void History::segmentBegan(const Segment& segment) { listOf(m_segments, segment.lane).push_back(segment); }
void History::holdBegan(const Hold& hold) { listOf(m_holds, hold.object).push_back(hold); }
void History::levelChanged(const Level& level) { listOf(m_levels, level.object).push_back(level); }

void History::segmentEnded(const Segment& segment)
{
    // What lasted no step shows nothing.
    std::vector<Segment>& list = listOf(m_segments, segment.lane);
    list.back() = segment;
    if (segment.begin == segment.end)
        list.pop_back();
}

void History::holdEnded(const Hold& hold) { listOf(m_holds, hold.object).back() = hold; }

} // namespace interleave::analysis
