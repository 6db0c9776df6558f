#pragma once

#include "core/rules/request.h"
#include "core/trace/trace.h"

#include <optional>
#include <string>

namespace interleave::rules {

class State;

/// What the lane of an event asked for, as far as the event alone tells.
///
/// The deadline is known for blocked events and for what suspended a lane, the mutex of a Wake when it took effect.
Request requestOf(const trace::Trace& trace, const trace::Event& event);

/// Follows a recorded run with the rules: the state at any step, and the first event that the rules do not allow.
///
/// Lanes and objects enter the state with the first event that names them. In Controlled runs the ways of events, and
/// the values that the rules know (woken lanes, phases, sizes, flags), have to be exactly theirs. In Live runs these
/// liberties are taken, because the recording cannot be more exact:
///
///   - tries that failed and time-outs of native locks carry the interval of the call: the lock may look free;
///   - failed tries without the internal lock likewise (TryAcquire, TryPut, TryGet), and snapshots may hold any value;
///   - the fill of a pipe is a range: sending and receiving may succeed, time out or find it closed at any fill;
///   - a loop's wait may end for a timer although something is ready, or because the world outside answered;
///   - a wake-up without a cause is never counted against a budget;
///   - what the lanes of a process still record while it leaves is read over.
///
/// Thread-safety: none; it keeps a reference to the state, which may already stand at some step.
class Observer
{
public:
    explicit Observer(State& state) : m_state(state) {}

    /// Takes the event of one step into the state. The steps have to come in order.
    /// Errors: a sentence when the rules do not allow the event; what they allow is in it. The state is left unchanged
    /// then, but for lanes and objects that are new.
    std::optional<std::string> observe(const trace::Trace& trace, Step step);

private:
    void meet(const trace::Trace& trace, const trace::Event& event);
    void meetLane(const trace::Trace& trace, LaneId id);
    void meetObject(const trace::Trace& trace, ObjectId id);
    Request completed(const trace::Trace& trace, const trace::Event& event) const;
    std::optional<std::string> refuseLane(const trace::Trace& trace, const trace::Event& event) const;
    std::optional<std::string> take(const trace::Trace& trace, const trace::Event& event);
    bool isTolerated(const trace::Trace& trace, const Request& request, Alternative alternative) const;

    State& m_state;
};

} // namespace interleave::rules
