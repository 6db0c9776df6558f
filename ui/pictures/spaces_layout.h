#pragma once

#include "ui/pictures/spaces_model.h"

#include <QRectF>

#include <functional>
#include <vector>

namespace interleave::pictures {

/// Where boxes, lanes and cells are, in device-independent pixels.
struct SpacesLayout
{
    struct Cell
    {
        ObjectId object = ObjectId::none;
        QRectF rect;
    };
    struct Lane
    {
        LaneId lane = LaneId::none;
        QRectF rect; ///< of its chip and name
    };
    /// A process, or memory between processes.
    struct Box
    {
        bool isBetween = false;
        std::uint32_t process = 0;
        LaneId main = LaneId::none;
        QRectF rect;
        QRectF head;
        QRectF sharedLabel;   ///< null where nothing is shared
        bool isAlone = false; ///< the first lane is the only one: the head names it
        QRectF more;          ///< where "and 12 more" is said; null when everything is shown
        std::size_t left = 0; ///< how many cells and lanes are not shown
    };
    std::vector<Box> boxes;
    std::vector<Lane> lanes;
    std::vector<Cell> cells;
    double bottom = 0;
};

/// Lanes with cells of their own, or cells of one owner, that a box shows; the rest is counted.
inline constexpr std::size_t mostInSpace = 24;

/// Lays out from `top` on, in one column of boxes, from 560 px on in two. `cellWidth` is what a cell wants,
/// `laneWidth` a chip with a name.
SpacesLayout layOutSpaces(const Spaces& spaces, double top, double width,
                          const std::function<double(ObjectId)>& cellWidth,
                          const std::function<double(LaneId)>& laneWidth);

} // namespace interleave::pictures
