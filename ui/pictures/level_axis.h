#pragma once

#include "core/trace/trace.h"

#include <QString>

#include <vector>

namespace interleave::pictures {

/// The common horizontal axis of all levels: run time, or steps where time is ignored or does not pass.
///
/// A moment is how many events came before it, as the playhead is; what the event s changes is seen from the moment s
/// + 1 on. Pixels are device-independent and not clamped.
class LevelAxis
{
public:
    struct Tick
    {
        double x;
        QString text;
    };

    /// Room behind the last moment, in which what it left is seen.
    static constexpr double tail = 8;

    LevelAxis() = default;
    /// Over the first `length` events, drawn from `left` on for `width`. Keeps a reference to the trace.
    LevelAxis(const trace::Trace& trace, Step length, double left, double width);

    Step length() const { return m_length; }
    bool isByTime() const { return m_isByTime; }
    double left() const { return m_left; }
    double width() const { return m_width; }
    double xOf(Step moment) const;
    /// The latest moment that lies at `x` or left of it, 0 … length.
    Step momentAt(double x) const;
    /// The moments at the left edges of all columns of pixels, and the last moment at the end.
    const std::vector<Step>& edges() const { return m_edges; }
    /// At round numbers, at least `apart` pixels from each other.
    std::vector<Tick> ticks(double apart) const;

private:
    const trace::Trace* m_trace = nullptr;
    Step m_length = 0;
    double m_left = 0;
    double m_width = 0;
    bool m_isByTime = false;
    double m_end = 0; ///< nanoseconds or steps at the right end
    std::vector<Step> m_edges;
};

} // namespace interleave::pictures
