#pragma once

#include "core/explore/act.h"
#include "core/schedule/strategy.h"

#include <cstdint>
#include <vector>

namespace interleave::explore {

/// A step of the execution that a search is in or has just run.
struct RanStep
{
    Act act;
    rules::Request asked;    ///< with the numbers of this execution
    schedule::Candidate candidate; ///< what was picked
    std::uint32_t before = 0;  ///< 1 + the step that its lane had to come through first (its last, or its start); 0: none
    std::uint32_t lastOfCarrier = 0; ///< 1 + the last step of its carrier before; 0: none
    std::uint32_t lastOfLane = 0;    ///< the same of its lane
    std::uint32_t firstRace = 0;     ///< where its races begin in the list of all
    std::vector<rules::Alternative> siblings; ///< the lane's other alternatives there
    std::vector<rules::Request> writers; ///< asked by lanes that announced a writer after it; see Act::announced
    Keys keys;
    // What there was when the next step was chosen: to tell what was made and done locally after this one.
    std::uint32_t lanes = 0;
    std::uint32_t objects = 0;
    std::uint32_t locals = 0;
};

/// The steps of one execution with their order by causes: vector clocks over dependent acts.
///
/// Kept from one execution to the next as far as they begin alike. A clock has one number per carrier: 1 + the latest of
/// its steps that comes before or is this one, 0 for none.
/// Cost of a step: the dependent steps on its objects that nothing later covers, times the lanes.
class Happened
{
public:
    using Clock = std::uint32_t;

    /// Keeps a reference to the facts.
    explicit Happened(const rules::State& facts) : m_facts(facts) {}

    std::size_t size() const { return m_steps.size(); }
    const RanStep& step(std::size_t at) const { return m_steps[at]; }
    RanStep& step(std::size_t at) { return m_steps[at]; }
    /// The step is not ordered before it was finished.
    RanStep& append() { return m_steps.emplace_back(); }
    /// The last step's act is complete: its effect is known, and what its lane announced.
    void finish();
    /// How many steps are finished: all, or all but the last.
    std::size_t finished() const { return m_finished; }
    void truncate(std::size_t size);

    const Clock* clock(std::size_t at) const { return m_clocks.data() + at * m_stride; }
    std::size_t carriers() const { return m_stride; }
    /// Whether step `at` is or comes after step `of`. Requires: finished.
    bool isAfter(std::size_t at, std::size_t of) const
    {
        return clock(at)[index(m_steps[of].act.carrier)] > of;
    }
    /// The steps on an object, in their order.
    const std::vector<std::uint32_t>& on(ObjectId object) const
    {
        return index(object) < m_onObject.size() ? m_onObject[index(object)] : m_nothing;
    }
    const std::vector<std::uint32_t>& of(LaneId carrier) const
    {
        return index(carrier) < m_ofCarrier.size() ? m_ofCarrier[index(carrier)] : m_nothing;
    }
    const std::vector<std::uint32_t>& ends() const { return m_ends; } ///< Exits and Kills
    const std::vector<std::uint32_t>& wakes() const { return m_wakes; }
    /// 1 + the last finished step of a lane; 0 for none.
    std::uint32_t lastOfLane(LaneId lane) const { return index(lane) < m_lastOfLane.size() ? m_lastOfLane[index(lane)] : 0; }
    /// What a lane had to come through before it stands where it stands now; see RanStep::before.
    std::uint32_t beforeOf(LaneId lane, LaneId carrier) const;

    /// Steps before `end` that an act may depend on, latest first; those of its own carrier and those that every later
    /// one of the list covers may be among them.
    void gather(const Act& act, const Keys& keys, std::size_t end, std::vector<std::uint32_t>& into) const;

private:
    void makeRoom();

    const rules::State& m_facts;
    std::vector<RanStep> m_steps;
    std::size_t m_finished = 0;
    std::size_t m_stride = 0;
    std::vector<Clock> m_clocks; ///< by step, m_stride each
    std::vector<std::vector<std::uint32_t>> m_onObject;
    std::vector<std::vector<std::uint32_t>> m_ofCarrier;
    std::vector<std::uint32_t> m_lastOfLane;
    std::vector<std::uint32_t> m_ends;
    std::vector<std::uint32_t> m_wakes;
    std::vector<std::uint32_t> m_nothing;
    std::vector<std::uint32_t> m_gathered;
};

} // namespace interleave::explore
