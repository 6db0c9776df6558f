#include "core/analysis/nesting.h"

#include <algorithm>
#include <tuple>

namespace interleave::analysis {
namespace {

auto keyOf(const Nested& pair)
{
    return std::tuple(pair.held, pair.wanted, pair.lane);
}

bool isBefore(const Nested& one, const Nested& other)
{
    return keyOf(one) < keyOf(other);
}

} // namespace

void Nesting::note(LaneId lane, ObjectId held, ObjectId wanted, Step step)
{
    const Nested pair{lane, held, wanted, step, 0};
    auto place = std::lower_bound(m_pairs.begin(), m_pairs.end(), pair, isBefore);
    if (place == m_pairs.end() || keyOf(*place) != keyOf(pair))
        place = m_pairs.insert(place, pair);
    ++place->times;
}

bool Nesting::isOpposite(const Nested& pair) const
{
    const Nested reversed{LaneId(0), pair.wanted, pair.held, 0, 0};
    const auto place = std::lower_bound(m_pairs.begin(), m_pairs.end(), reversed, isBefore);
    return place != m_pairs.end() && place->held == pair.wanted && place->wanted == pair.held;
}

bool Nesting::hasOpposites() const
{
    return std::any_of(m_pairs.begin(), m_pairs.end(), [this](const Nested& pair) { return isOpposite(pair); });
}

} // namespace interleave::analysis
