#pragma once

#include "ui/state/scene.h"

namespace interleave::state {

/// What a lane does, and why, in words.
struct LaneWords
{
    theme::State state = theme::State::Ready;
    QString sentence; ///< "wants pot, held by cook 2"
    QString since;    ///< "since step 10": the holder has it since then; empty where there is none
    Step link = noLink; ///< the event that `since` names
    QString detail;   ///< "line 20 · has knife"
};
LaneWords laneWords(const Scene& scene, LaneId lane);

/// "cook 1 waits for pot, held by cook 2 since step 10, line 26, who waits for knife, held by cook 1": as far as it
/// goes. Empty when the lane does not wait for anybody.
QString chainText(const Scene& scene, LaneId lane);

/// A row of the list of lanes, on two lines or on one.
enum class RowLines { One, Two };
Block laneBlock(const Scene& scene, LaneId lane, RowLines lines);

/// "3", or "1 thread, 3 tasks".
QString laneCountText(const Scene& scene);

} // namespace interleave::state
