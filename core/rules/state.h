#pragma once

#include "core/rules/objects.h"
#include "core/rules/request.h"
#include "core/trace/event.h"
#include "core/trace/run.h"
#include "core/trace/tables.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interleave::rules {

/// Where a lane stands between two steps.
enum class LanePhase : std::uint8_t {
    New,       ///< created, not started
    Started,   ///< started, has not begun to run
    Active,    ///< runs, or could: it stands at no operation that waits
    Waiting,   ///< stands at `pending`, which cannot or could not take effect at once
    Suspended, ///< a task that gave its loop back; `pending` is what it awaits
    Scheduled, ///< a task whose loop will resume it
    Ended,
    Killed,
};

struct LaneState
{
    trace::Lane facts;
    LanePhase phase = LanePhase::New;
    bool daemon = false;
    bool failed = false;    ///< an exception that nobody caught ended it
    bool cancelled = false; ///< cancellation was asked for, or ended it
    Request pending;        ///< while Waiting or Suspended
    Nanoseconds clock = 0;  ///< its own time where time is ignored
    std::int64_t exitCode = 0;
    std::uint32_t held = 0; ///< locks it holds
    bool isAdded = false;   ///< its facts are known; what is not added yet is a gap between ids

    bool isAlive() const { return phase != LanePhase::Ended && phase != LanePhase::Killed; }
    bool hasStarted() const { return phase != LanePhase::New; }
};

struct ObjectEntry
{
    trace::ObjectKind kind = trace::ObjectKind::Unknown;
    bool isDestroyed = false;
    bool isAdded = false;        ///< its facts are known
    Nanoseconds clock = 0;       ///< the latest lane time of an operation that orders all others
    Nanoseconds sharedClock = 0; ///< the latest lane time of those that commute among themselves (see state.cpp)
    LaneId lane = LaneId::none;  ///< whose object it is (Process, Thread, Task)
    ObjectId related = ObjectId::none;
    std::vector<LaneId> waiters; ///< lanes that stand at an operation on it, in the order in which they came
    ObjectRules rules;
};

/// Options of a run that the rules depend on.
struct Options
{
    trace::TimeSetting time = trace::TimeSetting::Respected;
    bool notifyWakesAny = false;       ///< NotifyOne may wake any waiter, not only the longest waiting
    std::uint32_t spuriousWakeUps = 0; ///< how many wake-ups without a cause the run may see in all
};

/// What every object and lane of a run is at one step: a deterministic machine without threads.
///
/// The one model of every primitive: the scheduler asks it what can happen, views ask it who holds what, and a Live
/// run that it does not accept is a fault of the engine.
/// Thread-safety: none; copyable, so that a copy can be asked what would happen.
class State
{
public:
    explicit State(Options options = {}) : m_options(options) {}

    const Options& options() const { return m_options; }
    /// What may happen from here on.
    void setOptions(Options options) { m_options = options; }
    /// As new, with the memory that it has: for the next of many runs.
    void reset(Options options);

    // Tables. Ids come in any order; gaps are entries of kind Unknown.
    void addLane(LaneId id, const trace::Lane& facts);
    void addObject(ObjectId id, const trace::Object& facts);
    std::size_t laneCount() const { return m_lanes.size(); }
    std::size_t objectCount() const { return m_objects.size(); }
    /// Whether some shared mutex lets writers go first: there a lane is in the way by merely arriving.
    bool hasWritersFirst() const { return m_hasWritersFirst; }
    bool knows(LaneId id) const { return index(id) < m_lanes.size(); }
    bool knows(ObjectId id) const { return index(id) < m_objects.size(); }
    /// Requires: knows(id).
    const LaneState& lane(LaneId id) const { return m_lanes[index(id)]; }
    LaneState& lane(LaneId id) { return m_lanes[index(id)]; }
    const ObjectEntry& object(ObjectId id) const { return m_objects[index(id)]; }
    ObjectEntry& object(ObjectId id) { return m_objects[index(id)]; }

    /// The ways in which `request` may take effect now, in a fixed order; none when it is blocked. Ways that have to
    /// wait for their time carry it in `due`. What no rule knows has no alternatives.
    void alternatives(const Request& request, AlternativeList& into) const;
    /// Whether at least one alternative exists that does not wait for a time still to come.
    bool canMove(const Request& request) const;

    /// The lane stands at `request` and waits. Applying or replacing it ends the waiting.
    void block(const Request& request);
    /// The task gives its loop back until what it awaits schedules it.
    void suspend(const Request& request);

    /// The effect of one alternative; yields what the rules know of the operation's value (a pipe's payload, a
    /// barrier's phase, how many were woken), else the request's argument.
    /// Requires: the alternative is one of alternatives(request), but for its `due`.
    std::int64_t apply(const Request& request, Alternative alternative);

    /// The effect of an operation that is not a choice: Create, Destroy, Begin, End, Fail, Clock, Resume, Callback.
    void applyLocal(const trace::Event& event);

    /// On whom the waiting of `lane` depends. Requires: it is Waiting or Suspended.
    Hope hope(LaneId lane) const;

    Nanoseconds time() const { return m_time; }
    void setTime(Nanoseconds time) { m_time = time; }
    /// What `now()` is for a lane: the virtual time, or the lane's own clock where time is ignored.
    Nanoseconds now(LaneId lane) const;

    // For the rules of single primitives.
    /// The lane no longer waits; it may go on.
    void wakeUp(LaneId lane);
    /// A task becomes ready on its loop.
    void schedule(LaneId task);
    /// Every lane of a process that still lives is killed.
    void killProcess(std::uint32_t process, std::int64_t exitCode);
    template <typename Rules>
    Rules& rulesOf(ObjectId id)
    {
        return std::get<Rules>(m_objects[index(id)].rules);
    }
    template <typename Rules>
    const Rules* findRules(ObjectId id) const
    {
        return knows(id) ? std::get_if<Rules>(&m_objects[index(id)].rules) : nullptr;
    }
    template <typename Rules>
    Rules* findRules(ObjectId id)
    {
        return knows(id) ? std::get_if<Rules>(&m_objects[index(id)].rules) : nullptr;
    }
    /// The loop on which a task runs; null when it has none.
    LoopRules* loopOf(LaneId task);
    std::uint32_t spuriousWakeUpsLeft() const
    {
        // A Live run may have seen any number of them.
        return m_spuriousWakeUps < m_options.spuriousWakeUps ? m_options.spuriousWakeUps - m_spuriousWakeUps : 0;
    }
    void countSpuriousWakeUp() { ++m_spuriousWakeUps; }

private:
    void laneAlternatives(const Request& request, AlternativeList& into) const;
    std::int64_t applyToLane(const Request& request, Alternative alternative);
    Hope laneHope(const Request& request) const;
    void leaveWaiters(LaneId lane);
    void endLane(LaneId lane, LanePhase phase);
    void passClockHome(LaneId task);
    void standAt(const Request& request, LanePhase phase);
    void mergeClocks(const Request& request, Way way);

    Options m_options;
    std::vector<LaneState> m_lanes;
    std::vector<ObjectEntry> m_objects;
    Nanoseconds m_time = 0;
    std::uint32_t m_spuriousWakeUps = 0;
    bool m_hasWritersFirst = false;
};

} // namespace interleave::rules
