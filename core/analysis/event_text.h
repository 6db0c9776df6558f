#pragma once

#include "core/analysis/segment.h"
#include "core/rules/request.h"
#include "core/trace/trace.h"

#include <string>

namespace interleave::rules {
class State;
}

namespace interleave::analysis {

/// "cook 2", or "lane 4" when it has no name.
std::string laneText(const trace::Trace& trace, LaneId lane);
/// "knife", or "mutex 3" when it has no name; of a lane's object the lane's name.
std::string objectText(const trace::Trace& trace, ObjectId object);
/// "kitchen_deadlock.cpp:31", or "" when it is unknown.
std::string sourceText(const trace::Trace& trace, SourceId source);
/// "1.5 s", "20 ms": exact to three digits behind the point.
std::string durationText(Nanoseconds duration);

/// What an event says of its lane, in plain words: "locks knife", "waits to lock pot", "puts 5 into basket".
std::string eventText(const trace::Trace& trace, const trace::Event& event);

/// The same; a lane that begins to wait also says who has it: "waits to lock pot, held by cook 2".
/// Requires: `state` is that behind the event.
std::string eventText(const trace::Trace& trace, const trace::Event& event, const rules::State& state);

/// What a lane is about to do: "lock pot", "sleep until 2 s".
std::string requestText(const trace::Trace& trace, const rules::Request& request);

/// "blocked: wants pot, held by cook 2", "ready".
std::string segmentText(const trace::Trace& trace, const Segment& segment);

} // namespace interleave::analysis
