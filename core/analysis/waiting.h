#pragma once

#include "core/analysis/segment.h"
#include "core/rules/state.h"

namespace interleave::analysis {

/// What a lane that stands or is suspended lacks.
struct Lack
{
    LaneStatus status = LaneStatus::Waiting; ///< Blocked, Waiting, Sleeping or Suspended
    ObjectId object = ObjectId::none; ///< the mutex for a lane that was woken and wants it back
    LaneId holder = LaneId::none;     ///< one of those who have it; none where nobody owns it
};

/// What a request has to wait for. Requires: its lane is known to the state.
Lack lackOf(const rules::State& state, const rules::Request& request, rules::LanePhase phase);

/// Whether a request could take effect now without waiting for a time still to come. A spurious wake-up does not count.
bool couldMove(const rules::State& state, const rules::Request& request);

/// Who has a lock now: its owner, or the reader who came first. None when it is free or no lock.
LaneId holderOf(const rules::State& state, ObjectId lock);

} // namespace interleave::analysis
