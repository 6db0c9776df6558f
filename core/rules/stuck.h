#pragma once

#include "core/base/ids.h"

#include <vector>

namespace interleave::rules {

class State;

/// Who can never move again, whatever the others do.
///
/// A lane has hope if it runs, has an alternative now or at some time, or waits for the world outside; or if those it
/// waits for have hope: all owners, one of several, or, where nobody owns what it waits for, any other lane. A task
/// that does not run also needs its loop's thread, which may be held by another task of the loop. Who has no hope is stuck;
/// hope is the least set of lanes that these sentences describe, so that two lanes never give hope to each other only.
///
/// Cost: linear in the lanes and what they wait for, times the longest chain of waiting; asked when nothing moves.
struct Stuck
{
    /// No lane that is not a daemon has hope, and there is at least one. Tasks count as their loop's thread does.
    bool everybody = false;
    std::vector<LaneId> lanes; ///< all that are stuck, daemons too, by number
    /// A ring of lanes each of which waits for the next, by its lowest number; empty when there is none.
    std::vector<LaneId> cycle;
    std::vector<ObjectId> cycleObjects; ///< cycleObjects[i] is what cycle[i] waits for
};

/// Requires: every lane that waits for something has been blocked or suspended in `state`.
Stuck findStuck(const State& state);

} // namespace interleave::rules
