#pragma once

#include "core/rules/state.h"
#include "core/schedule/schedule.h"
#include "core/schedule/strategy.h"

#include <functional>
#include <string>
#include <vector>

namespace interleave::schedule {

/// Decides, when every lane stands at an operation, what happens next, and carries it out on the rules' state.
///
/// Knows no transport: whoever uses it tells it who arrived (arrive), asks for the next turn, and hands the granted
/// reply to the lane. In the host for interactive runs, in the target for bulk runs.
/// Thread-safety: one thread.
class Conductor
{
public:
    /// Keeps a reference to the state, which it changes.
    explicit Conductor(rules::State& state) : m_state(state) {}

    /// As new, with the memory that it has: for the next of many runs.
    void reset();

    /// A lane stands at an operation.
    void arrive(const rules::Request& request);
    /// A lane will not stand at its operation any more (its process ended).
    void leave(LaneId lane);

    /// Lanes that stand and cannot move now, and did not wait before: they are blocked from here on. To be called when
    /// everybody has arrived, before turn(); in order of lane numbers.
    std::vector<rules::Request> newlyBlocked();

    enum class Kind {
        Choice,  ///< candidates() says who can move
        Advance, ///< nobody can move before time(); setTime there and ask again
        Stuck,   ///< nobody can ever move
    };
    /// What can happen next.
    Kind turn() { return turn(false); }
    /// newlyBlocked() and turn() at one go, for whoever does not want to know who is blocked. Requires: time is ignored,
    /// and no shared mutex lets writers go first.
    Kind blockAndTurn() { return turn(true); }
    const std::vector<Candidate>& candidates() const { return m_candidates; }
    Nanoseconds nextTime() const { return m_nextTime; }

    /// What to tell the lane that was picked.
    struct Granted
    {
        rules::Request request;
        rules::Alternative alternative;
        std::int64_t value = 0;
        Nanoseconds now = 0;
    };
    /// Carries out a candidate of the last turn.
    Granted grant(const Candidate& candidate);

    const rules::Request* standingAt(LaneId lane) const;
    std::size_t standingCount() const { return m_standing.size(); }
    /// The n-th of those that stand, by lane number.
    const rules::Request& standing(std::size_t n) const { return m_standing[n].request; }
    LaneId lastLane() const { return m_last; }
    std::size_t pickCount() const { return m_picks; }
    rules::State& state() { return m_state; }

private:
    struct Standing
    {
        rules::Request request;
        bool isBlocked = false;
    };

    std::vector<Standing>::iterator find(LaneId lane);
    Kind turn(bool blocks);
    bool canMoveNow(LaneId lane) const;

    rules::State& m_state;
    std::vector<Standing> m_standing; ///< by lane number
    std::vector<Candidate> m_candidates;
    rules::AlternativeList m_alternatives;
    Nanoseconds m_nextTime = 0;
    LaneId m_last = LaneId::none;
    std::size_t m_picks = 0;
};

} // namespace interleave::schedule
