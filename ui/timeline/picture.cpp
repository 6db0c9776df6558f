#include "ui/timeline/picture.h"

#include <algorithm>
#include <cmath>

namespace interleave::timeline {

double Picture::openEnd() const
{
    const Step steps = index->size();
    if (steps == 0)
        return 0;
    // What is stuck stays so; what runs is known up to the last event.
    if (isStuck || (ruler == Ruler::Steps && isVirtual()))
        return bounds.to;
    return ruler == Ruler::Steps ? static_cast<double>(steps) + 1 : static_cast<double>(index->times().last());
}

std::optional<Step> Picture::eventAt(double wanted) const
{
    if (index->size() == 0)
        return std::nullopt;
    if (ruler == Ruler::Steps) {
        const double number = std::floor(wanted + 1e-9);
        if (number < 1)
            return std::nullopt;
        return std::min(static_cast<Step>(number), index->size()) - 1;
    }
    const Step count = index->times().countUntil(static_cast<Nanoseconds>(std::floor(wanted)));
    return count == 0 ? std::nullopt : std::optional(count - 1);
}

Axis boundsOf(const analysis::LevelOfDetail& index, Ruler ruler, bool hasEnded, bool isStuck)
{
    Axis bounds;
    const auto size = static_cast<double>(index.size());
    if (ruler == Ruler::Steps) {
        bounds.from = 0.4;
        // Few steps leave room to say that nothing follows.
        const double air = isStuck    ? std::clamp(size * 0.33, 2.0, size * 0.05 + 4.0)
                           : hasEnded ? size * 0.03 + 1.2
                                      : size * 0.05 + 2.0;
        bounds.to = std::max(size, 4.0) + air;
    } else {
        const auto last = std::max(static_cast<double>(index.times().last()), 1000.0);
        bounds.from = -last * 0.008;
        bounds.to = last * (isStuck ? 1.15 : 1.06);
    }
    return bounds;
}

double leastSpan(Ruler ruler)
{
    return ruler == Ruler::Steps ? 4 : 1000;
}

} // namespace interleave::timeline
