#pragma once

#include "ui/session/makespans.h"

#include <QRectF>

#include <optional>
#include <vector>

namespace interleave::pictures {

/// A place on the common axis of all variants.
struct UnitTick
{
    double x = 0;
    QString text; ///< "4"; the last one in sight has the unit
};

/// Where a variant's row and its parts stand.
struct MakespanPlace
{
    QRectF whole;
    QRectF title;    ///< mark, title, and in narrow pictures the number
    QRectF number;   ///< the makespan, right-aligned
    QRectF counters; ///< below the title
    QRectF promised; ///< below the number
    QRectF strip;    ///< one thin row for each lane, from 0 u to the end of the axis
    double laneHeight = 0;

    QRectF lane(std::size_t which) const;
};

struct MakespansLayout
{
    QRectF head;
    QRectF ruler;       ///< empty when nothing takes time
    double longest = 0; ///< the end of the axis, in nanoseconds
    std::vector<UnitTick> ticks;
    std::vector<MakespanPlace> rows;
    QRectF legend;
    double height = 0;

    double x(double nanoseconds) const;
    std::optional<std::size_t> at(QPointF place) const;
};

MakespansLayout layOutMakespans(const std::vector<session::Makespan>& rows, Nanoseconds longest, double width);

/// "12 u", "1.5 u".
QString unitsText(Nanoseconds time);

/// What a row says beside its title: a makespan, an ending, or that it is not over.
QString numberOf(const session::Makespan& row);
/// "1 of 2 threads busy · 100 % · 5 switches · blocked 3 u"; empty before it is over.
QString countersOf(const session::Makespan& row);
/// "promised 12 u"; empty when nothing is promised.
QString promisedOf(const session::Makespan& row);
/// "broken", "fixed", "wasteful" or nothing.
QString markOf(const session::Makespan& row);
/// All of a row in a sentence.
QString sentenceOf(const session::Makespan& row, std::optional<Nanoseconds> shortest);

} // namespace interleave::pictures
