#pragma once

#include "ui/timeline/picture.h"

#include <QPointF>

namespace interleave::timeline {

/// What lies under a point.
struct Hit
{
    enum class Area { Nothing, Minimap, Ruler, Header, StepBadge, Fold, HeaderEdge, Track };
    Area area = Area::Nothing;
    const Row* row = nullptr;
    std::optional<std::size_t> piece; ///< Track of a lane: of its segments
    std::optional<Step> event;        ///< Track, Ruler: the last event at or before the point
};

/// What is under a point of the picture; distances are those of the painting.
Hit hitTest(const Picture& picture, QPointF point);

/// The event of a lane next to `from`, exclusively: a change of what the lane does.
std::optional<Step> neighbourOf(const analysis::LaneTrack& track, std::optional<Step> from, bool isForward);

/// The position under a point of the minimap.
double minimapPosition(const Picture& picture, double x);

} // namespace interleave::timeline
