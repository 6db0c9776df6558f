#pragma once

#include "core/host/run.h"
#include "core/rules/observe.h"
#include "core/schedule/replay.h"
#include "core/schedule/strategies.h"

namespace interleave::host {

/// A run whose every operation is granted from here: when all lanes stand at one, the conductor asks the rules what can
/// happen and a strategy, or a person, picks.
class ConductedRun final : public Run
{
public:
    ConductedRun(RunSpec spec, std::shared_ptr<arena::Mapping> mapping, Warden warden,
                 std::unique_ptr<schedule::Strategy> strategy, schedule::Schedule prefix);

    /// Pins the calling thread to the core it runs on and names it, so that the target can be put beside it: handing
    /// over within one core is about ten times as fast as across two.
    static std::optional<int> pinHere();

    void pause() override { m_isPaused = true; }
    void resume() override { m_isPaused = false; }
    bool isAtRest() override { return m_hasChoice || hasEnded(); }
    base::Result<void> step() override;
    base::Result<void> stepLane(LaneId lane) override;
    base::Result<void> pick(const schedule::Candidate& candidate) override;
    std::vector<schedule::Candidate> candidates() override;
    const rules::Request* nextOperation(LaneId lane) const override { return m_conductor.standingAt(lane); }
    std::string scheduleText() const override;

protected:
    bool work(std::chrono::milliseconds wait) override;
    void processDied(std::uint32_t process, int code) override;
    void take(Step step) override;
    void newcomers() override;

private:
    bool everybodyArrived(std::chrono::nanoseconds wait);
    void takeArrivals();
    void arriveFrom(std::uint32_t slot);
    bool findChoice();
    bool choose();
    void grant(const schedule::Candidate& candidate);
    void recordBlocked();
    std::string whyNot(LaneId lane) const;
    std::string objectPath(ObjectId object) const;

    rules::Observer m_observer;  ///< follows what was recorded, as for any trace
    rules::State m_granted;      ///< what was granted: ahead of the record by at most one operation a lane
    schedule::Conductor m_conductor;
    std::unique_ptr<schedule::Strategy> m_strategy;
    schedule::Replay* m_replay = nullptr; ///< m_strategy, while it replays
    schedule::Schedule m_recorded;
    schedule::PickHash m_hash;
    std::vector<std::uint32_t> m_expected; ///< slots that were granted, and have not arrived since
    std::uint32_t m_slotsKnown = 0;
    bool m_hasChoice = false; ///< everybody stands, and candidates() says who can move
    bool m_wantsStep = false;
    bool m_hasStoppedAfterSchedule = false;
};

} // namespace interleave::host
