#include "core/schedule/conductor.h"

#include "core/base/check.h"

#include <algorithm>

namespace interleave::schedule {

std::vector<Conductor::Standing>::iterator Conductor::find(LaneId lane)
{
    return std::lower_bound(m_standing.begin(), m_standing.end(), lane,
                            [](const Standing& standing, LaneId id) { return standing.request.lane < id; });
}

void Conductor::reset()
{
    m_standing.clear();
    m_candidates.clear();
    m_alternatives.clear();
    m_nextTime = 0;
    m_last = LaneId::none;
    m_picks = 0;
}

void Conductor::arrive(const rules::Request& request)
{
    const auto place = find(request.lane);
    base::check(place == m_standing.end() || place->request.lane != request.lane, "a lane arrives once before it is granted");
    m_standing.insert(place, {request, false});
}

void Conductor::leave(LaneId lane)
{
    const auto place = find(lane);
    if (place != m_standing.end() && place->request.lane == lane)
        m_standing.erase(place);
}

/// Whether one of m_alternatives, which are the lane's, need not wait for its time.
bool Conductor::canMoveNow(LaneId lane) const
{
    for (std::size_t i = 0; i < m_alternatives.size(); ++i)
        if (!m_alternatives[i].isTimed() || m_alternatives[i].due <= m_state.now(lane))
            return true;
    return false;
}

std::vector<rules::Request> Conductor::newlyBlocked()
{
    std::vector<rules::Request> blocked;
    for (Standing& standing : m_standing) {
        if (standing.isBlocked)
            continue;
        m_alternatives.clear();
        m_state.alternatives(standing.request, m_alternatives);
        if (canMoveNow(standing.request.lane))
            continue;
        standing.isBlocked = true;
        m_state.block(standing.request);
        blocked.push_back(standing.request);
    }
    return blocked;
}

Conductor::Kind Conductor::turn(bool blocks)
{
    const bool isRespected = m_state.options().time == trace::TimeSetting::Respected;
    m_candidates.clear();
    m_nextTime = never;
    for (Standing& standing : m_standing) {
        m_alternatives.clear();
        m_state.alternatives(standing.request, m_alternatives);
        if (blocks && !standing.isBlocked && !canMoveNow(standing.request.lane)) {
            standing.isBlocked = true;
            m_state.block(standing.request);
        }
        const std::size_t first = m_candidates.size();
        for (std::size_t i = 0; i < m_alternatives.size(); ++i) {
            const rules::Alternative& alternative = m_alternatives[i];
            if (isRespected && alternative.isTimed() && alternative.due > m_state.time())
                m_nextTime = std::min(m_nextTime, alternative.due);
            else
                m_candidates.push_back({standing.request.lane, alternative});
        }
        for (std::size_t i = first; i < m_candidates.size(); ++i)
            m_candidates[i].isOnlyOne = m_candidates.size() - first == 1;
    }
    if (!m_candidates.empty())
        return Kind::Choice;
    return m_nextTime != never ? Kind::Advance : Kind::Stuck;
}

Conductor::Granted Conductor::grant(const Candidate& candidate)
{
    const auto place = find(candidate.lane);
    base::check(place != m_standing.end() && place->request.lane == candidate.lane, "who is granted stands at an operation");
    Granted granted;
    granted.request = place->request;
    granted.alternative = candidate.alternative;
    m_standing.erase(place);
    granted.value = m_state.apply(granted.request, candidate.alternative);
    granted.now = m_state.now(candidate.lane);
    m_last = candidate.lane;
    ++m_picks;
    return granted;
}

const rules::Request* Conductor::standingAt(LaneId lane) const
{
    const auto place = std::lower_bound(m_standing.begin(), m_standing.end(), lane,
                                        [](const Standing& standing, LaneId id) { return standing.request.lane < id; });
    return place != m_standing.end() && place->request.lane == lane ? &place->request : nullptr;
}

} // namespace interleave::schedule
