#pragma once

#include "core/base/ids.h"
#include "ui/pictures/measurement.h"

#include <QRectF>

#include <string>
#include <vector>

namespace interleave::pictures {

/// One measurement of a run.
struct Bar
{
    Step step = 0; ///< the note that reports it
    LaneId lane = LaneId::none;
    Measurement measurement;
};

/// A place on the axis of a group; `share` of the axis is left of it.
struct AxisTick
{
    double share = 0;
    std::string text;
};

/// Measurements that can be compared, on one axis, in the order in which they were reported.
struct BarGroup
{
    Quantity quantity = Quantity::Other;
    std::string unit;      ///< of other quantities
    std::vector<Bar> bars; ///< at least one
    double smallest = 0;   ///< of those above zero, in the base unit; 0 when there is none
    bool isLogarithmic = false;
    double from = 0; ///< the axis, in the base unit
    double to = 1;
    double factor = 10; ///< from one tick of a logarithmic axis to the next
    std::vector<AxisTick> ticks;
};

/// Values further apart than this get a logarithmic axis.
inline constexpr double mostLinear = 50;

/// Groups in the order of their first measurement, each with an axis.
std::vector<BarGroup> groupBars(std::vector<Bar> bars);

/// Which part of the axis a bar covers, 0 … 1; nothing for values that are not above zero.
double shareOf(const BarGroup& group, const Bar& bar);

/// How many times as much as the smallest of the group: "3.4×"; empty where there is nothing to compare.
std::string ratioOf(const BarGroup& group, const Bar& bar);

/// Where a bar and its texts stand.
struct BarPlace
{
    std::size_t group = 0;
    std::size_t bar = 0;
    QRectF whole; ///< what can be clicked
    QRectF words; ///< the line with chip, name and value
    QRectF track; ///< the whole length of the axis, beside or below the words
};

struct GroupPlace
{
    QRectF head;
    QRectF track; ///< the axis's stretch over all bars of the group
    QRectF ticks;
};

struct BarsLayout
{
    std::vector<GroupPlace> groups;
    std::vector<BarPlace> bars;
    double height = 0; ///< of all of it

    /// The bar at a place.
    const BarPlace* at(QPointF place) const;
};

BarsLayout layOutBars(const std::vector<BarGroup>& groups, double width);

} // namespace interleave::pictures
