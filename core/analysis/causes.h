#pragma once

#include "core/analysis/segment.h"
#include "core/rules/state.h"
#include "core/trace/trace.h"

#include <deque>
#include <memory>
#include <vector>

namespace interleave::analysis {

/// Finds for each event the event that made it possible.
///
/// Who did not have to wait for a lock, a permit or a result has no cause; what was put is the cause of what was got in
/// any case, as are start and end of begin and join. Of several events that together made something possible (releases,
/// arrivals) it is the one that completed it. Items are told apart by their value and by the order of the queue.
class CauseTracker
{
public:
    /// Before and after each event is taken into the state, in the order of steps; `after` adds the causes of the event.
    void before(const trace::Event& event, const rules::State& state);
    void after(const trace::Event& event, Step step, const rules::State& state, std::vector<Cause>& causes);

private:
    struct LaneFacts
    {
        Step started = noStep;
        Step ended = noStep;
        Step wokenBy = noStep;
        Step scheduledBy = noStep;
        CauseKind scheduledKind = CauseKind::Resolve;
    };
    struct Thing
    {
        Step step;
        std::int64_t value;
    };
    struct ObjectFacts
    {
        Step enabledBy = noStep; ///< gave it up, released, resolved, completed the phase
        Step roomBy = noStep;
        Step closedBy = noStep;
        std::unique_ptr<std::deque<Thing>> things; ///< put and not yet got, posted and not yet run
    };

    LaneFacts& lane(LaneId id);
    ObjectFacts& object(ObjectId id);
    void noteLanes(const trace::Event& event, Step step, const rules::State& state);
    void noteObject(const trace::Event& event, Step step, const rules::State& state);
    void noteWoken(const trace::Event& event, Step step, const rules::State& state);
    void noteScheduled(const trace::Event& event, Step step, const rules::State& state);
    void explain(const trace::Event& event, Step step, const rules::State& state, std::vector<Cause>& causes);
    Step takeThing(const trace::Event& event, const rules::State& state);

    std::vector<LaneFacts> m_lanes;
    std::vector<ObjectFacts> m_objects;
    std::vector<LaneId> m_suspended; ///< tasks that the next event may schedule
    bool m_hadWaited = false;        ///< the lane of the event waited for just this
    bool m_wasFull = false;          ///< the queue or pipe of the event had no room
    bool m_wasEmpty = false;         ///< the semaphore of the event had no permit
};

} // namespace interleave::analysis
