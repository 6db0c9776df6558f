#include "ui/timeline/hit.h"

#include <cmath>

namespace interleave::timeline {

Hit hitTest(const Picture& picture, QPointF point)
{
    Hit hit;
    if (point.x() < 0 || point.y() < 0 || point.x() >= picture.size.width() || point.y() >= picture.size.height())
        return hit;
    if (std::abs(point.x() - picture.headerWidth) < 3 && point.y() >= picture.rowsTop()) {
        hit.area = Hit::Area::HeaderEdge;
        return hit;
    }
    const bool isTrack = point.x() >= picture.headerWidth;
    if (point.y() < picture.minimapHeight()) {
        hit.area = isTrack ? Hit::Area::Minimap : Hit::Area::Nothing;
        return hit;
    }
    const double position = picture.axis.position(point.x());
    if (point.y() < picture.rowsTop()) {
        hit.area = isTrack ? Hit::Area::Ruler : Hit::Area::Nothing;
        // The nearest step: the number one points at, not the one before it.
        hit.event = picture.eventAt(picture.ruler == Ruler::Steps ? std::round(position) : position);
        return hit;
    }
    hit.row = picture.rows->at(static_cast<int>(std::floor(point.y() - picture.rowsTop() + picture.scroll)));
    if (hit.row == nullptr)
        return hit;
    if (hit.row->isHead()) {
        hit.area = Hit::Area::Fold;
        return hit;
    }
    if (!isTrack) {
        const double middle = picture.y(*hit.row) + (hit.row->height >= 40 ? 16 : hit.row->height / 2.0);
        const bool isBadge = hit.row->isLane() && index(hit.row->lane()) < 10 && hit.row->height >= 28
                             && point.x() >= picture.headerWidth - 28 && point.x() < picture.headerWidth - 10
                             && std::abs(point.y() - middle) <= 9;
        const bool isLoop = hit.row->isLane() && hit.row->count > 0;
        hit.area = isBadge ? (isLoop ? Hit::Area::Fold : Hit::Area::StepBadge) : Hit::Area::Header;
        return hit;
    }
    hit.area = Hit::Area::Track;
    hit.event = picture.eventAt(position);
    if (hit.row->isLane() && hit.event) {
        hit.piece = picture.index->lane(hit.row->lane()).find(*hit.event);
        // What has ended is over for good: nothing is drawn there any more.
        if (hit.piece && picture.index->lane(hit.row->lane()).piece(*hit.piece).status == analysis::LaneStatus::Ended)
            hit.piece.reset();
    }
    return hit;
}

std::optional<Step> neighbourOf(const analysis::LaneTrack& track, std::optional<Step> from, bool isForward)
{
    if (track.size() == 0)
        return std::nullopt;
    if (!from)
        return isForward ? track.piece(0).begin : track.piece(track.size() - 1).begin;
    const auto piece = track.find(*from);
    if (isForward) {
        const std::size_t next = piece ? *piece + 1 : 0;
        return next < track.size() ? std::optional(track.piece(next).begin) : std::nullopt;
    }
    if (!piece)
        return std::nullopt;
    if (track.piece(*piece).begin < *from)
        return track.piece(*piece).begin;
    return *piece > 0 ? std::optional(track.piece(*piece - 1).begin) : std::nullopt;
}

double minimapPosition(const Picture& picture, double x)
{
    const double left = picture.headerWidth + 4;
    const double width = picture.size.width() - picture.headerWidth - 8;
    return picture.bounds.from + (x - left) / width * (picture.bounds.to - picture.bounds.from);
}

} // namespace interleave::timeline
