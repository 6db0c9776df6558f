#include "ui/pictures/level_axis.h"

#include "ui/session/identity.h"

#include <algorithm>
#include <cmath>

namespace interleave::pictures {

LevelAxis::LevelAxis(const trace::Trace& trace, Step length, double left, double width)
    : m_trace(&trace)
    , m_length(length)
    , m_left(left)
    , m_width(std::max(1.0, width))
{
    const trace::RunInfo& info = trace.info();
    const bool hasTime = info.mode == trace::Mode::Live || info.time == trace::TimeSetting::Respected;
    const Nanoseconds last = length > 0 ? trace.timeAt(length - 1) : 0;
    m_isByTime = hasTime && last > 0;
    m_end = m_isByTime ? static_cast<double>(last) : static_cast<double>(length);
    const auto columns = static_cast<std::size_t>(std::ceil(m_width));
    m_edges.reserve(columns + 1);
    for (std::size_t column = 0; column < columns; ++column)
        m_edges.push_back(momentAt(m_left + static_cast<double>(column)));
    m_edges.push_back(length);
}

double LevelAxis::xOf(Step moment) const
{
    if (m_end <= 0 || moment == 0)
        return m_left;
    const double at =
        m_isByTime ? static_cast<double>(m_trace->timeAt(std::min(moment, m_length) - 1)) : static_cast<double>(moment);
    return m_left + at / m_end * m_width;
}

Step LevelAxis::momentAt(double x) const
{
    const double at = std::clamp((x - m_left) / m_width, 0.0, 1.0) * m_end;
    if (!m_isByTime)
        return static_cast<Step>(at);
    Step low = 0;
    Step high = m_length;
    while (low < high) {
        const Step middle = low + (high - low) / 2;
        if (static_cast<double>(m_trace->timeAt(middle)) <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::vector<LevelAxis::Tick> LevelAxis::ticks(double apart) const
{
    std::vector<Tick> ticks;
    if (m_end <= 0)
        return ticks;
    const double least = m_end * apart / m_width;
    double unit = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (unit * factor < least)
            continue;
        unit *= factor;
        break;
    }
    if (!m_isByTime)
        unit = std::max(1.0, unit);
    for (double at = 0; at <= m_end * 1.0001; at += unit) {
        const QString text =
            m_isByTime ? session::timeText(*m_trace, std::llround(at)) : QString::number(std::llround(at));
        ticks.push_back({m_left + at / m_end * m_width, text});
    }
    return ticks;
}

} // namespace interleave::pictures
