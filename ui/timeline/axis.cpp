#include "ui/timeline/axis.h"

#include <algorithm>
#include <cmath>

namespace interleave::timeline {
namespace {

constexpr double second = 1e9;

Axis within(Axis axis, const Axis& bounds)
{
    const double span = std::min(axis.to - axis.from, bounds.to - bounds.from);
    // The whole is the whole, to the last bit.
    if (span >= (bounds.to - bounds.from) * (1 - 1e-12)) {
        axis.from = bounds.from;
        axis.to = bounds.to;
        return axis;
    }
    axis.from = std::clamp(axis.from, bounds.from, bounds.to - span);
    axis.to = axis.from + span;
    return axis;
}

/// The next of 1, 2, 5, 10, 20, … that is not less.
double niceStep(double least)
{
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0})
        if (power * factor >= least * 0.999999)
            return power * factor;
    return power * 10;
}

QString trimmed(double value, int decimals)
{
    QString text = QString::number(value, 'f', decimals);
    if (text.contains(u'.')) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    return text;
}

/// A point in time with the decimals that tell ticks of this distance apart.
QString timeText(double nanoseconds, double distance, bool isVirtual)
{
    const auto unit = [&](double size, const char* name) {
        const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(distance / size) - 1e-9)));
        return trimmed(nanoseconds / size, std::min(decimals, 9)) + u' ' + QString::fromUtf8(name);
    };
    if (isVirtual)
        return unit(second, "u");
    if (distance >= second / 1000 || std::abs(nanoseconds) >= second)
        return unit(second, "s");
    return distance >= 1e3 || std::abs(nanoseconds) >= 1e6 ? unit(1e6, "ms") : unit(1e3, "µs");
}

} // namespace

Axis Axis::zoomed(double atX, double factor, const Axis& bounds, double least) const
{
    const double fixed = position(atX);
    const double whole = bounds.to - bounds.from;
    const double span = std::clamp((to - from) / factor, std::min(least, whole), whole);
    Axis axis = *this;
    axis.from = fixed - (atX - left) / width * span;
    axis.to = axis.from + span;
    return within(axis, bounds);
}

Axis Axis::panned(double pixels, const Axis& bounds) const
{
    Axis axis = *this;
    axis.from += pixels / scale();
    axis.to += pixels / scale();
    return within(axis, bounds);
}

Axis Axis::showing(double begin, double end, const Axis& bounds, double least) const
{
    const double air = std::max((end - begin) * 0.05, least * 0.05);
    const double span = std::max(end - begin + 2 * air, std::min(least, bounds.to - bounds.from));
    Axis axis = *this;
    axis.from = (begin + end - span) / 2;
    axis.to = axis.from + span;
    return within(axis, bounds);
}

Axis Axis::revealing(double wanted, double margin, const Axis& bounds) const
{
    const double at = x(wanted);
    const double air = std::min(margin, width / 3);
    if (at < left + air)
        return panned(at - left - air, bounds);
    return at > right() - air ? panned(at - right() + air, bounds) : *this;
}

std::vector<Tick> ticksOf(const Axis& axis, Ruler ruler, double apart, bool isVirtual, double last)
{
    std::vector<Tick> ticks;
    const double distance = std::max(1.0, niceStep(apart / axis.scale()));
    const bool isSteps = ruler == Ruler::Steps;
    // Steps are labelled from 1; in tens they read better as 10, 20, ….
    const double first = std::ceil(std::max(axis.from, isSteps ? 1.0 : 0.0) / distance) * distance;
    if (isSteps && distance > 1 && axis.from <= 1)
        ticks.push_back({1, true, QStringLiteral("1")});
    for (double at = first; at <= std::min(axis.to, last) + 1e-9; at += distance) {
        if (isSteps && at < 1)
            continue;
        ticks.push_back(
            {at, true,
             isSteps ? QString::number(static_cast<qint64>(std::llround(at))) : timeText(at, distance, isVirtual)});
    }
    return ticks;
}

QString durationWords(double nanoseconds, bool isVirtual)
{
    if (isVirtual)
        return trimmed(nanoseconds / second, 3) + QStringLiteral(" u");
    if (nanoseconds >= second)
        return QString::number(nanoseconds / second, 'f', nanoseconds >= 10 * second ? 1 : 3) + QStringLiteral(" s");
    if (nanoseconds >= 1e6)
        return trimmed(nanoseconds / 1e6, 2) + QStringLiteral(" ms");
    return trimmed(nanoseconds / 1e3, 2) + QStringLiteral(" µs");
}

} // namespace interleave::timeline
