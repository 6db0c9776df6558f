#pragma once

#include "core/arena/clock.h"
#include "core/host/run.h"
#include "core/rules/observe.h"

namespace interleave::host {

/// A run that the operating system drives; the host watches, pauses, steps, and judges when nobody can move any more.
class LiveRun final : public Run
{
public:
    LiveRun(RunSpec spec, std::shared_ptr<arena::Mapping> mapping, Warden warden);

    void pause() override;
    void resume() override;
    bool isAtRest() override;
    base::Result<void> step() override;
    base::Result<void> stepLane(LaneId lane) override;
    void setSpeed(double speed) override;

protected:
    bool work(std::chrono::milliseconds wait) override;
    void processDied(std::uint32_t process, int code) override;
    void take(Step step) override;

private:
    std::size_t collectUpToNow();
    void judgeStuck();
    void wakeAll();
    arena::ThreadSlot* slotOf(LaneId lane);
    std::string whyNot(LaneId lane);

    rules::Observer m_observer;
    arena::TickRate m_tickRate;
    bool m_hasClock = false;
    int m_quietCollections = 0; ///< collections in a row without a new event
    Step m_judgedAt = 0;        ///< the trace's length when it was last judged
    std::vector<std::pair<std::uint32_t, int>> m_deaths; ///< processes whose Exit nobody has recorded yet
    LaneId m_lastStepped = LaneId::none;
};

} // namespace interleave::host
