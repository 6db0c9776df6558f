#pragma once

#include "core/rules/state.h"
#include "core/rules/stuck.h"
#include "core/trace/trace.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace interleave::rules {

/// Follows a run and says what is to be said of it: its findings as they show, its outcome, and the sentences of its
/// ending. Sees the trace and the rules' state only, so that an opened file is judged like the run it came from.
///
/// Thread-safety: none.
class Judge
{
public:
    /// Before the event of a step is taken into the state: what it reveals.
    void before(const trace::Trace& trace, Step step, const State& state);

    const std::vector<trace::Finding>& findings() const { return m_findings; }
    void add(trace::Finding finding) { m_findings.push_back(std::move(finding)); }

    /// "balance=20 cash=80": what the program reported so far, keys in alphabetical order, the last value of each.
    std::string outcome() const;

    /// The step at which a lane last took an object, if it did.
    std::optional<Step> takenAt(LaneId lane, ObjectId object) const;

private:
    struct Taken
    {
        LaneId lane;
        ObjectId object;
        Step step;
    };

    void noteTaken(const trace::Event& event, Step step);
    void judgeEnd(const trace::Trace& trace, LaneId lane, Step step, const State& state);
    void judgeExit(const trace::Trace& trace, const trace::Event& event, Step step, const State& state);
    void judgeDestroy(const trace::Trace& trace, const trace::Event& event, Step step, const State& state);

    std::vector<trace::Finding> m_findings;
    std::vector<Taken> m_taken;
    std::map<std::string, std::string, std::less<>> m_outcome;
};

/// The locks that a lane holds now, by number.
std::vector<ObjectId> locksHeld(const State& state, LaneId lane);
/// Who holds a lock now (all readers of a shared one); empty for what nobody owns.
std::vector<LaneId> holders(const State& state, ObjectId object);

/// DEADLOCK with the ring, or HANG with the set, of a run in which nobody can move any more.
trace::Verdict stuckVerdict(const trace::Trace& trace, const State& state, const Stuck& stuck, const Judge& judge);

/// "kitchen_deadlock.cpp:20", without its folders; empty when the line is unknown.
std::string lineText(const trace::Trace& trace, SourceId source);
/// A lane's or object's name, with a stand-in where it has none.
std::string nameText(const trace::Trace& trace, LaneId lane);
std::string nameText(const trace::Trace& trace, ObjectId object);
/// "waits for pot, held by cook 2 since step 10": why a lane does not move; empty when it does.
std::string waitText(const trace::Trace& trace, const State& state, LaneId lane, const Judge* judge = nullptr);

} // namespace interleave::rules
