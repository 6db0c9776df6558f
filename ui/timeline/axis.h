#pragma once

#include "core/base/ids.h"

#include <QString>

#include <vector>

namespace interleave::timeline {

/// What the ruler counts. In steps the n-th event (from 1) stands at n; in time an event stands at its run time in
/// nanoseconds.
enum class Ruler { Steps, Time };

/// The visible stretch of a ruler and where it lies on the screen: position ↔ pixel, nothing else.
///
/// Invariant: from < to, width > 0.
struct Axis
{
    double from = 0;
    double to = 1;
    double left = 0; ///< device-independent pixels
    double width = 1;

    double scale() const { return width / (to - from); } ///< pixels per unit
    double x(double position) const { return left + (position - from) * scale(); }
    double position(double x) const { return from + (x - left) / scale(); }
    double right() const { return left + width; }

    /// Larger by `factor`, with the position under `atX` where it was. Stays within `bounds` and above `least` units.
    Axis zoomed(double atX, double factor, const Axis& bounds, double least) const;
    /// Moved by pixels; positive shows what comes later. Stays within `bounds`.
    Axis panned(double pixels, const Axis& bounds) const;
    /// The stretch [begin, end) as wide as it goes, with a little air.
    Axis showing(double begin, double end, const Axis& bounds, double least) const;
    /// Moved as little as needed for a position to be seen, `margin` pixels off the edges.
    Axis revealing(double position, double margin, const Axis& bounds) const;

    friend bool operator==(const Axis&, const Axis&) = default;
};

struct Tick
{
    double position;
    bool isMajor = true; ///< has a text
    QString text;
};

/// Ticks whose texts keep `apart` pixels from one another. Time in Live traces is in seconds, in Controlled ones in
/// units of one second.
std::vector<Tick> ticksOf(const Axis& axis, Ruler ruler, double apart, bool isVirtual, double last);

/// A duration in words: "4.000 s", "12 ms", "2 u".
QString durationWords(double nanoseconds, bool isVirtual);

} // namespace interleave::timeline
