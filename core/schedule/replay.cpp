#include "core/schedule/replay.h"

namespace interleave::schedule {

Replay::Replay(Schedule schedule, std::function<std::string(LaneId)> pathOf, std::unique_ptr<Strategy> after)
    : m_schedule(std::move(schedule)), m_pathOf(std::move(pathOf)), m_after(std::move(after))
{
}

std::optional<std::size_t> Replay::choose(const Situation& situation)
{
    if (!m_difference.empty())
        return std::nullopt;
    if (isOver())
        return m_after != nullptr ? m_after->choose(situation) : std::nullopt;
    const Pick& wanted = m_schedule.picks[m_next];
    std::string present;
    for (std::size_t i = 0; i < situation.candidates.size(); ++i) {
        const Candidate& candidate = situation.candidates[i];
        const std::string path = m_pathOf(candidate.lane);
        const bool isSameWay = candidate.alternative.way == wanted.way && candidate.alternative.index == wanted.index;
        if (path == wanted.path && (isSameWay || (!wanted.hadChoice && candidate.isOnlyOne))) {
            ++m_next;
            return i;
        }
        present += (present.empty() ? "" : ", ") + path + " (" + std::string(trace::name(candidate.alternative.way)) + ")";
    }
    m_difference = "The replay stopped after " + std::to_string(m_next) + " picks: the schedule lets lane " + wanted.path +
                   " move" + (wanted.hadChoice ? " (" + std::string(trace::name(wanted.way)) + ")" : "") +
                   ", but only these can: " + present + ".";
    return std::nullopt;
}

void Replay::compareCheck(std::size_t picks, std::uint64_t hash)
{
    const std::size_t number = picks / checkInterval;
    if (picks % checkInterval != 0 || number == 0 || number > m_schedule.checks.size() || !m_difference.empty())
        return;
    if (m_schedule.checks[number - 1] != hash)
        m_difference = "The replay stopped after " + std::to_string(picks) +
                       " picks: the same lanes moved, but not with the same operations as when the schedule was recorded.";
}

} // namespace interleave::schedule
