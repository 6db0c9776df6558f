#include "core/explore/happened.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace interleave::explore {

using rules::Operation;

namespace {

constexpr std::size_t clocksAtATime = 8;

} // namespace

void Happened::makeRoom()
{
    const std::size_t lanes = m_facts.laneCount();
    if (lanes > m_stride) {
        const std::size_t wider = (lanes + clocksAtATime - 1) / clocksAtATime * clocksAtATime;
        std::vector<Clock> clocks(wider * std::max<std::size_t>(m_steps.size(), 64), 0);
        for (std::size_t at = 0; at < m_finished; ++at)
            std::copy_n(m_clocks.begin() + static_cast<std::ptrdiff_t>(at * m_stride), m_stride,
                        clocks.begin() + static_cast<std::ptrdiff_t>(at * wider));
        m_clocks = std::move(clocks);
        m_stride = wider;
    }
    if (m_clocks.size() < m_steps.size() * m_stride)
        m_clocks.resize(2 * m_steps.size() * m_stride);
    if (m_ofCarrier.size() < lanes) {
        m_ofCarrier.resize(lanes);
        m_lastOfLane.resize(lanes, 0);
    }
    if (m_onObject.size() < m_facts.objectCount())
        m_onObject.resize(m_facts.objectCount());
}

std::uint32_t Happened::beforeOf(LaneId lane, LaneId carrier) const
{
    const std::vector<std::uint32_t>& own = of(carrier);
    if (!own.empty())
        return own.back() + 1;
    // The first step of a lane comes after its start.
    const ObjectId self = m_facts.lane(lane).facts.object;
    for (const std::uint32_t at : on(self)) {
        const Act& act = m_steps[at].act;
        if (act.request.operation == Operation::Start && act.request.object == self && act.effect == rules::Way::Success)
            return at + 1;
    }
    return 0;
}

void Happened::gather(const Act& act, const Keys& keys, std::size_t end, std::vector<std::uint32_t>& into) const
{
    into.clear();
    const auto add = [&](const std::vector<std::uint32_t>& list) {
        for (auto at = list.rbegin(); at != list.rend(); ++at)
            if (*at < end)
                into.push_back(*at);
    };
    if (endsProcess(act)) {
        for (std::size_t at = end; at-- > 0;)
            into.push_back(static_cast<std::uint32_t>(at));
        return;
    }
    for (const ObjectId key : keys) {
        if (isNone(key))
            break;
        add(on(key));
    }
    // What others did to its lane.
    add(on(m_facts.lane(act.request.lane).facts.object));
    add(m_ends);
    if (act.request.operation == Operation::Wake && m_facts.options().spuriousWakeUps > 0)
        add(m_wakes);
    const LaneId target = targetOf(m_facts, act);
    // A lane that is joined has ended: its last step stands for the others, and none of them can come after the join.
    const bool isOnlyLast = act.request.operation == Operation::Join && act.request.deadline == never;
    if (!isNone(target))
        for (std::uint32_t at = lastOfLane(target); at != 0; at = isOnlyLast ? 0 : m_steps[at - 1].lastOfLane)
            if (at - 1 < end)
                into.push_back(at - 1);
    std::sort(into.begin(), into.end(), std::greater<>());
    into.erase(std::unique(into.begin(), into.end()), into.end());
}

void Happened::finish()
{
    makeRoom();
    const std::size_t at = m_finished++;
    RanStep& step = m_steps[at];
    step.keys = keysOf(m_facts, step.act);
    step.before = beforeOf(step.act.request.lane, step.act.carrier);
    Clock* const mine = m_clocks.data() + at * m_stride;
    if (step.before != 0)
        std::copy_n(clock(step.before - 1), m_stride, mine);
    else
        std::fill_n(mine, m_stride, 0);

    const auto join = [&](std::uint32_t other) {
        const RanStep& earlier = m_steps[other];
        if (mine[index(earlier.act.carrier)] > other || !dependent(m_facts, earlier.act, step.act))
            return;
        const Clock* const theirs = clock(other);
        for (std::size_t i = 0; i < m_stride; ++i)
            mine[i] = std::max(mine[i], theirs[i]);
    };
    const std::vector<std::uint32_t>& onSelf = on(m_facts.lane(step.act.request.lane).facts.object);
    if (step.act.isPlain && isNone(step.keys[1]) && onSelf.size() <= 1 && m_ends.empty()) {
        const std::vector<std::uint32_t>& list = on(step.keys[0]);
        for (auto earlier = list.rbegin(); earlier != list.rend(); ++earlier) {
            join(*earlier);
            if (dominates(m_steps[*earlier].act))
                break;
        }
    } else {
        gather(step.act, step.keys, at, m_gathered);
        for (const std::uint32_t earlier : m_gathered)
            join(earlier);
    }
    mine[index(step.act.carrier)] = static_cast<Clock>(at + 1);

    for (const ObjectId key : step.keys)
        if (!isNone(key))
            m_onObject[index(key)].push_back(static_cast<std::uint32_t>(at));
    auto& own = m_ofCarrier[index(step.act.carrier)];
    step.lastOfCarrier = own.empty() ? 0 : own.back() + 1;
    own.push_back(static_cast<std::uint32_t>(at));
    step.lastOfLane = std::exchange(m_lastOfLane[index(step.act.request.lane)], static_cast<std::uint32_t>(at + 1));
    if (endsProcess(step.act))
        m_ends.push_back(static_cast<std::uint32_t>(at));
    if (step.act.request.operation == Operation::Wake)
        m_wakes.push_back(static_cast<std::uint32_t>(at));
}

void Happened::truncate(std::size_t size)
{
    while (m_finished > size) {
        const RanStep& step = m_steps[--m_finished];
        for (const ObjectId key : step.keys)
            if (!isNone(key))
                m_onObject[index(key)].pop_back();
        m_ofCarrier[index(step.act.carrier)].pop_back();
        m_lastOfLane[index(step.act.request.lane)] = step.lastOfLane;
        if (endsProcess(step.act))
            m_ends.pop_back();
        if (step.act.request.operation == Operation::Wake)
            m_wakes.pop_back();
    }
    m_steps.resize(std::min(m_steps.size(), size));
}

} // namespace interleave::explore
