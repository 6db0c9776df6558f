#pragma once

namespace interleave::timeline {

/// Makes the timeline a tree for screen readers: the canvas is a table, each lane and object a row with what it does at
/// the playhead, each segment of a lane within the view a cell with what it says and how long it lasts.
void installAccessibility();

} // namespace interleave::timeline
