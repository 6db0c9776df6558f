#pragma once

#include "core/analysis/guards.h"
#include "core/analysis/nesting.h"
#include "core/analysis/segment.h"
#include "core/rules/state.h"
#include "core/trace/trace.h"

#include <vector>

namespace interleave::analysis {

/// Who took something, and by which event.
struct Taking
{
    LaneId lane = LaneId::none;
    Step step = noStep;
    SourceId source = SourceId::none;
};

/// What lies in a queue, and who put it there.
struct Item
{
    std::int64_t value = 0;
    LaneId lane = LaneId::none;
    Step step = noStep;
    bool isText = false; ///< the value is a name
};

/// The latest event that changed an object.
struct Change
{
    std::int64_t value = 0; ///< of a variable, future or outcome: its own; of a semaphore: whose permit came back
    LaneId lane = LaneId::none;
    Step step = noStep; ///< noStep: nobody changed it yet
    SourceId source = SourceId::none;
    bool isKnown = false;     ///< the value is known
    bool isText = false;      ///< the value is a name
    bool isException = false; ///< of a future
};

/// What the rules need not know of a moment and people want to: since when, whose, which items, which values.
///
/// Follows a run beside a rules::State. At most `mostItems` items of a queue are kept: while there are more, and until
/// it is empty again, none are known.
/// Thread-safety: none; copyable, so that a moment of a run can be kept.
class Ledger
{
public:
    static constexpr std::size_t mostItems = 1'000;

    /// To be called after each event was taken into the state, in the order of steps.
    void after(const trace::Trace& trace, const trace::Event& event, Step step, const rules::State& state);

    /// The latest event of a lane and its line; noStep and none before it did anything.
    Step lastStep(LaneId lane) const;
    SourceId lastSource(LaneId lane) const;
    /// The event by which a lane began to wait; noStep when it does not.
    Step waitingSince(LaneId lane) const;
    /// The locks that a lane holds, in the order in which it took them.
    const std::vector<ObjectId>& held(LaneId lane) const;

    /// Who has a lock (several read a shared one) or a permit, the longest first, or runs the initialiser of a Once.
    const std::vector<Taking>& takings(ObjectId object) const;
    /// The taking of one lane; null when it does not have the object.
    const Taking* taking(ObjectId object, LaneId lane) const;
    /// The items of a queue, the earliest put first; null when there are too many to be kept.
    const std::vector<Item>* items(ObjectId queue) const;
    const Change& lastChange(ObjectId object) const;
    /// Who was seen to put, release, set, notify, count down or resolve; at most eight.
    const std::vector<LaneId>& givers(ObjectId object) const;
    /// Who was seen to get or receive; at most eight.
    const std::vector<LaneId>& takers(ObjectId object) const;

    const Nesting& nesting() const { return m_nesting; }
    const Guards& guards() const { return m_guards; }

private:
    struct LaneFacts
    {
        Step last = noStep;
        SourceId source = SourceId::none;
        Step waitingSince = noStep;
        std::vector<ObjectId> held;
    };
    struct ObjectFacts
    {
        Change change;
        std::vector<Taking> takings;
        std::vector<Item> items;
        bool isOverfull = false;
        std::vector<LaneId> givers;
        std::vector<LaneId> takers;
    };

    LaneFacts& lane(LaneId id);
    ObjectFacts& object(ObjectId id);
    const LaneFacts& find(LaneId id) const;
    const ObjectFacts& find(ObjectId id) const;
    void noteLane(const trace::Event& event, Step step, const rules::State& state);
    void noteTakings(ObjectId id, const trace::Event& event, Step step, const rules::State& state);
    void noteVariable(const trace::Event& event, Step step, const rules::State& state);
    void noteItem(const trace::Trace& trace, const trace::Event& event, Step step, const rules::State& state);
    void noteChange(const trace::Event& event, Step step);

    std::vector<LaneFacts> m_lanes;
    std::vector<std::uint32_t> m_places; ///< of an object in m_objects, plus 1; most objects need no facts
    std::vector<ObjectFacts> m_objects;
    Nesting m_nesting;
    Guards m_guards;
};

} // namespace interleave::analysis
