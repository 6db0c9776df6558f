#pragma once

#include "core/schedule/schedule.h"
#include "core/schedule/strategy.h"

#include <functional>
#include <memory>
#include <string>

namespace interleave::schedule {

/// Plays the picks of a schedule, then hands over to another strategy (nobody, when there is none: a person decides).
///
/// Stops at the first pick that cannot be made, saying what was expected and what there was instead.
class Replay final : public Strategy
{
public:
    /// `pathOf` yields a lane's creation path.
    Replay(Schedule schedule, std::function<std::string(LaneId)> pathOf, std::unique_ptr<Strategy> after);
    std::optional<std::size_t> choose(const Situation& situation) override;

    /// Why the replay stopped; empty while it goes as recorded.
    const std::string& difference() const { return m_difference; }
    bool isOver() const { return m_next >= m_schedule.picks.size(); }
    /// Compares a check of the recorded run with the one reached now, after `picks` picks.
    void compareCheck(std::size_t picks, std::uint64_t hash);

private:
    Schedule m_schedule;
    std::function<std::string(LaneId)> m_pathOf;
    std::unique_ptr<Strategy> m_after;
    std::size_t m_next = 0;
    std::string m_difference;
};

} // namespace interleave::schedule
