#include "ui/pictures/bars_layout.h"

#include "ui/theme/metrics.h"

#include <algorithm>
#include <cmath>

namespace interleave::pictures {
namespace {

namespace metrics = theme::metrics;

constexpr double headHeight = 24;
constexpr double wordsHeight = 18;
constexpr double trackHeight = 12;
constexpr double barGap = 8;
constexpr double tickHeight = 18;
constexpr double groupGap = 10;
constexpr double wideFrom = 560; ///< from this width on a bar stands beside its words

// A power of two is a round number of bytes, a power of ten of everything else.
double tickFactor(Quantity quantity)
{
    return quantity == Quantity::Memory ? 32 : 10;
}

/// 1, 2 or 5 times a power of ten; for bytes a power of two.
double roundStep(Quantity quantity, double rough)
{
    const double unit = unitBelow(quantity, rough);
    const double wanted = rough / unit;
    if (quantity == Quantity::Memory)
        return unit * std::exp2(std::max(0.0, std::ceil(std::log2(wanted))));
    const double power = std::pow(10, std::floor(std::log10(wanted)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * power >= wanted * 0.999)
            return unit * step * power;
    return unit * 10 * power;
}

void addTick(BarGroup& group, double base)
{
    const double share =
        group.isLogarithmic ? std::log(base / group.from) / std::log(group.to / group.from) : base / group.to;
    group.ticks.push_back({share, amountText(group.quantity, base, group.unit)});
}

void makeAxis(BarGroup& group)
{
    double largest = 0;
    for (const Bar& bar : group.bars) {
        const double base = bar.measurement.base;
        largest = std::max(largest, base);
        if (base > 0 && (group.smallest == 0 || base < group.smallest))
            group.smallest = base;
    }
    if (largest <= 0)
        return;
    group.isLogarithmic = largest > mostLinear * group.smallest;
    if (!group.isLogarithmic) {
        group.to = largest;
        const double step = roundStep(group.quantity, largest / 4);
        for (int i = 0; i * step <= largest * 1.001; ++i)
            addTick(group, i * step);
        return;
    }
    group.factor = tickFactor(group.quantity);
    const double base = std::log(group.factor);
    double first = std::floor(std::log(group.smallest) / base + 1e-9);
    // The smallest is to be seen too.
    if (std::log(group.smallest) / base - first < 0.15)
        first -= 1;
    const double last = std::ceil(std::log(largest) / base - 1e-9);
    group.from = std::pow(group.factor, first);
    group.to = std::pow(group.factor, last);
    for (double exponent = first; exponent <= last; exponent += 1)
        addTick(group, std::pow(group.factor, exponent));
}

} // namespace

std::vector<BarGroup> groupBars(std::vector<Bar> bars)
{
    std::vector<BarGroup> groups;
    for (Bar& bar : bars) {
        const Quantity quantity = bar.measurement.quantity;
        const std::string unit = quantity == Quantity::Other ? bar.measurement.unit : std::string();
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const BarGroup& one) { return one.quantity == quantity && one.unit == unit; });
        if (group == groups.end()) {
            groups.push_back({.quantity = quantity, .unit = unit, .bars = {}, .ticks = {}});
            group = groups.end() - 1;
        }
        group->bars.push_back(std::move(bar));
    }
    for (BarGroup& group : groups)
        makeAxis(group);
    return groups;
}

double shareOf(const BarGroup& group, const Bar& bar)
{
    const double base = bar.measurement.base;
    if (base <= 0)
        return 0;
    const double share =
        group.isLogarithmic ? std::log(base / group.from) / std::log(group.to / group.from) : base / group.to;
    return std::clamp(share, 0.0, 1.0);
}

std::string ratioOf(const BarGroup& group, const Bar& bar)
{
    if (group.bars.size() < 2 || bar.measurement.base <= 0)
        return {};
    return ratioText(bar.measurement.base / group.smallest);
}

const BarPlace* BarsLayout::at(QPointF place) const
{
    const auto found =
        std::find_if(bars.begin(), bars.end(), [&](const BarPlace& bar) { return bar.whole.contains(place); });
    return found == bars.end() ? nullptr : &*found;
}

BarsLayout layOutBars(const std::vector<BarGroup>& groups, double width)
{
    const bool isWide = width >= wideFrom;
    const double left = metrics::padding;
    const double right = width - metrics::padding;
    const double trackLeft = isWide ? std::floor(left + (right - left) * 0.52) : left;
    BarsLayout layout;
    double y = 4;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        GroupPlace place;
        place.head = QRectF(left, y, right - left, headHeight);
        y += headHeight;
        const double top = y;
        for (std::size_t j = 0; j < groups[i].bars.size(); ++j) {
            BarPlace bar{.group = i, .bar = j, .whole = {}, .words = {}, .track = {}};
            const double height = isWide ? wordsHeight + 4 : wordsHeight + trackHeight + barGap;
            bar.whole = QRectF(4, y, width - 8, height);
            bar.words = QRectF(left, y + 2, isWide ? trackLeft - left - metrics::padding : right - left, wordsHeight);
            bar.track = isWide ? QRectF(trackLeft, y + (height - trackHeight) / 2, right - trackLeft, trackHeight)
                               : QRectF(trackLeft, y + 2 + wordsHeight, right - trackLeft, trackHeight);
            layout.bars.push_back(bar);
            y += height;
        }
        place.track = QRectF(trackLeft, top, right - trackLeft, y - top);
        place.ticks = QRectF(trackLeft, y, right - trackLeft, tickHeight);
        y += tickHeight + groupGap;
        layout.groups.push_back(place);
    }
    layout.height = y;
    return layout;
}

} // namespace interleave::pictures
