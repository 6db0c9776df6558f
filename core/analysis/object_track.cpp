#include "core/analysis/object_track.h"

#include <algorithm>
#include <array>
#include <limits>

namespace interleave::analysis {
namespace {

constexpr std::uint32_t overflowRow = 15;

Bar barOf(std::uint32_t step, std::uint32_t lane, Bar::Kind kind, std::uint32_t row)
{
    Bar bar;
    bar.begin = step;
    bar.lane = std::min(lane, Bar::nobody);
    bar.kind = static_cast<std::uint32_t>(kind) & 0xfU;
    bar.row = std::min(row, overflowRow);
    return bar;
}

/// The lowest row that none of the open bars has.
std::uint32_t freeRow(const std::vector<Bar>& bars, const std::vector<std::size_t>& open)
{
    std::uint32_t taken = 0;
    for (const std::size_t i : open)
        taken |= 1U << bars[i].row;
    std::uint32_t row = 0;
    while (row < overflowRow && (taken & (1U << row)) != 0)
        ++row;
    return row;
}

std::uint8_t in255(std::uint64_t part, std::uint64_t whole)
{
    if (part == 0 || whole == 0)
        return 0;
    return static_cast<std::uint8_t>(std::clamp<std::uint64_t>((part * 255 + whole / 2) / whole, 1, 255));
}

/// Sums up weighted shares of any number of lanes, of which the two largest stay by name.
class HoldSum
{
public:
    void add(const HoldShares& shares, std::uint64_t weight)
    {
        name(shares.firstLane, shares.first * weight);
        name(shares.secondLane, shares.second * weight);
        m_others += shares.others * weight;
        m_waited += shares.waited * weight;
    }
    /// `whole` is the sum of the weights.
    HoldShares result(std::uint64_t whole)
    {
        std::sort(m_named.begin(), m_named.begin() + m_count,
                  [](const Named& a, const Named& b) { return a.amount > b.amount; });
        HoldShares sum;
        const std::uint64_t full = whole * 255;
        if (m_count > 0) {
            sum.firstLane = m_named[0].lane;
            sum.first = in255(m_named[0].amount, full);
        }
        if (m_count > 1) {
            sum.secondLane = m_named[1].lane;
            sum.second = in255(m_named[1].amount, full);
        }
        for (std::ptrdiff_t i = 2; i < m_count; ++i)
            m_others += m_named[static_cast<std::size_t>(i)].amount;
        sum.others = in255(m_others, full);
        sum.waited = in255(m_waited, full);
        return sum;
    }

private:
    struct Named
    {
        std::uint16_t lane;
        std::uint64_t amount;
    };
    void name(std::uint16_t lane, std::uint64_t amount)
    {
        if (amount == 0)
            return;
        for (std::ptrdiff_t i = 0; i < m_count; ++i) {
            if (m_named[static_cast<std::size_t>(i)].lane == lane) {
                m_named[static_cast<std::size_t>(i)].amount += amount;
                return;
            }
        }
        if (m_count < static_cast<std::ptrdiff_t>(m_named.size()))
            m_named[static_cast<std::size_t>(m_count++)] = {lane, amount};
        else
            m_others += amount;
    }

    std::array<Named, 12> m_named{};
    std::ptrdiff_t m_count = 0;
    std::uint64_t m_others = 0;
    std::uint64_t m_waited = 0;
};

} // namespace

void ObjectTrack::holdBegan(std::uint32_t step, std::uint32_t lane)
{
    coverHold(step);
    addTight(m_holds, barOf(step, lane, Bar::Kind::Hold, 0));
}

void ObjectTrack::holdEnded(std::uint32_t step)
{
    if (m_holds.empty() || !m_holds.back().isOpen())
        return;
    coverHold(step);
    m_holds.back().end = step;
}

void ObjectTrack::waitBegan(std::uint32_t step, std::uint32_t lane, Bar::Kind kind)
{
    coverHold(step);
    m_standing.push_back(m_waits.size());
    const std::uint32_t row = freeRow(m_waits, {m_standing.begin(), m_standing.end() - 1});
    addTight(m_waits, barOf(step, lane, kind, row));
    m_mostWaiting = std::max(m_mostWaiting, static_cast<std::uint32_t>(m_standing.size()));
}

void ObjectTrack::waitEnded(std::uint32_t step, std::uint32_t lane)
{
    const auto place =
        std::find_if(m_standing.begin(), m_standing.end(), [&](std::size_t i) { return m_waits[i].lane == lane; });
    if (place == m_standing.end())
        return;
    coverHold(step);
    m_waits[*place].end = step;
    m_longestWait = std::max<Step>(m_longestWait, step - m_waits[*place].begin);
    m_standing.erase(place);
}

void ObjectTrack::valueChanged(std::uint32_t step, std::int64_t value)
{
    const auto drawn = static_cast<std::int32_t>(std::clamp<std::int64_t>(
        value, std::numeric_limits<std::int32_t>::min() / 2, std::numeric_limits<std::int32_t>::max() / 2));
    if (m_values.empty()) {
        m_least = m_greatest = drawn;
        m_valuePyramid.startAt(step >> bucketBits);
        m_valueFrom = step;
        m_bucketRange = {drawn, drawn};
    } else {
        coverValue(step);
    }
    m_least = std::min(m_least, drawn);
    m_greatest = std::max(m_greatest, drawn);
    m_bucketRange.least = std::min(m_bucketRange.least, drawn);
    m_bucketRange.greatest = std::max(m_bucketRange.greatest, drawn);
    if (!m_values.empty() && m_values.back().step == step)
        m_values.back().value = drawn;
    else
        addTight(m_values, {step, drawn});
}

void ObjectTrack::itemPut(std::uint32_t step, std::uint32_t lane, std::int64_t value)
{
    const std::uint32_t row = freeRow(m_items, m_inside);
    m_slotsUsed = std::max(m_slotsUsed, row + 1);
    // An endless queue that nobody empties must not be searched in full for every get.
    if (m_inside.size() < 4096)
        m_inside.push_back(m_items.size());
    addTight(m_items, barOf(step, lane, Bar::Kind::Item, row));
    addTight(m_itemValues, value);
}

void ObjectTrack::itemTaken(std::uint32_t step, std::int64_t value)
{
    const auto place =
        std::find_if(m_inside.begin(), m_inside.end(), [&](std::size_t i) { return m_itemValues[i] == value; });
    if (place == m_inside.end())
        return;
    m_items[*place].end = step;
    m_longestItem = std::max<Step>(m_longestItem, step - m_items[*place].begin);
    m_inside.erase(place);
}

void ObjectTrack::coverHold(std::uint32_t to)
{
    if (!m_hasHolds) {
        m_hasHolds = true;
        m_holdFrom = to;
        m_holdPyramid.startAt(to >> bucketBits);
        return;
    }
    const bool isHeld = !m_holds.empty() && m_holds.back().isOpen();
    while (m_holdFrom < to) {
        const std::uint32_t boundary = ((m_holdFrom >> bucketBits) + 1) << bucketBits;
        const std::uint32_t until = std::min(boundary, to);
        if (isHeld) {
            const std::uint32_t lane = m_holds.back().lane;
            const auto known = std::find_if(m_bucketHolders.begin(), m_bucketHolders.end(),
                                            [lane](const HeldBy& held) { return held.lane == lane; });
            if (known != m_bucketHolders.end())
                known->steps += until - m_holdFrom;
            else
                m_bucketHolders.push_back({lane, until - m_holdFrom});
        }
        if (!m_standing.empty())
            m_bucketWaited += until - m_holdFrom;
        m_holdFrom = until;
        if (until == boundary)
            closeHoldBucket();
    }
}

void ObjectTrack::closeHoldBucket()
{
    std::sort(m_bucketHolders.begin(), m_bucketHolders.end(),
              [](const HeldBy& a, const HeldBy& b) { return a.steps > b.steps; });
    HoldShares shares;
    std::uint32_t others = 0;
    for (std::size_t i = 0; i < m_bucketHolders.size(); ++i) {
        const auto lane = static_cast<std::uint16_t>(std::min(m_bucketHolders[i].lane, 0xffffU));
        const std::uint8_t share = in255(m_bucketHolders[i].steps, bucketSteps);
        if (i == 0) {
            shares.firstLane = lane;
            shares.first = share;
        } else if (i == 1) {
            shares.secondLane = lane;
            shares.second = share;
        } else {
            others += m_bucketHolders[i].steps;
        }
    }
    shares.others = in255(others, bucketSteps);
    shares.waited = in255(m_bucketWaited, bucketSteps);
    m_bucketHolders.clear();
    m_bucketWaited = 0;
    m_holdPyramid.append(shares, [](const HoldShares* children, std::uint32_t, std::uint32_t count, unsigned) {
        HoldSum sum;
        for (std::uint32_t i = 0; i < count; ++i)
            sum.add(children[i], 64);
        return sum.result(256);
    });
}

void ObjectTrack::coverValue(std::uint32_t to)
{
    while ((m_valueFrom >> bucketBits) < (to >> bucketBits)) {
        m_valuePyramid.append(
            m_bucketRange, [](const ValueRange* children, std::uint32_t, std::uint32_t count, unsigned) {
                ValueRange sum = children[0];
                for (std::uint32_t i = 1; i < count; ++i)
                    sum = {std::min(sum.least, children[i].least), std::max(sum.greatest, children[i].greatest)};
                return sum;
            });
        m_valueFrom = ((m_valueFrom >> bucketBits) + 1) << bucketBits;
        m_bucketRange = {m_values.back().value, m_values.back().value};
    }
    m_valueFrom = to;
}

std::size_t ObjectTrack::firstReaching(const std::vector<Bar>& bars, Step step, Step longest)
{
    const Step from = step > longest ? step - longest : 0;
    return static_cast<std::size_t>(
        std::lower_bound(bars.begin(), bars.end(), from, [](const Bar& bar, Step wanted) { return bar.begin < wanted; })
        - bars.begin());
}

std::optional<std::size_t> ObjectTrack::holdAt(Step step) const
{
    const auto after = std::upper_bound(m_holds.begin(), m_holds.end(), step,
                                        [](Step wanted, const Bar& bar) { return wanted < bar.begin; });
    if (after == m_holds.begin() || (after - 1)->end <= step)
        return std::nullopt;
    return static_cast<std::size_t>(after - m_holds.begin()) - 1;
}

std::optional<std::int32_t> ObjectTrack::valueAt(Step step) const
{
    const auto after = std::upper_bound(m_values.begin(), m_values.end(), step,
                                        [](Step wanted, const Value& value) { return wanted < value.step; });
    return after == m_values.begin() ? std::nullopt : std::optional((after - 1)->value);
}

HoldShares ObjectTrack::sharesOf(const ColumnPart& part, Step size) const
{
    if (const HoldShares* node = m_holdPyramid.find(part.level, part.bucket))
        return *node;
    HoldSum sum;
    if (part.level > 0) {
        const unsigned bits = bitsOfLevel(part.level - 1U);
        std::uint32_t whole = 0;
        for (std::uint32_t i = 0; i < 4; ++i) {
            const Step begin = (Step{part.bucket} * 4 + i) << bits;
            if (begin >= size)
                break;
            // In steps: only what exists counts.
            const auto weight = static_cast<std::uint32_t>(std::min(size - begin, Step{1} << bits));
            sum.add(sharesOf({part.bucket * 4 + i, static_cast<std::uint16_t>(part.level - 1), 0}, size), weight);
            whole += weight;
        }
        return sum.result(whole);
    }
    // The bucket that is being filled: exact.
    const Step begin = Step{part.bucket} << bucketBits;
    const Step end = std::min<Step>(begin + bucketSteps, size);
    const auto after = std::upper_bound(m_holds.begin(), m_holds.end(), begin,
                                        [](Step wanted, const Bar& bar) { return wanted < bar.begin; });
    for (auto bar = after == m_holds.begin() ? after : after - 1; bar != m_holds.end() && bar->begin < end; ++bar) {
        const Step from = std::max<Step>(bar->begin, begin);
        const Step to = std::min<Step>(bar->end, end);
        if (from < to)
            sum.add({static_cast<std::uint16_t>(std::min<std::uint32_t>(bar->lane, 0xffffU)), 0xffff, 255, 0, 0, 0},
                    static_cast<std::uint32_t>(to - from));
    }
    return begin < end ? sum.result(static_cast<std::uint32_t>(end - begin)) : HoldShares{};
}

std::vector<HoldShares> ObjectTrack::holdShares(const ColumnPlan& plan) const
{
    std::vector<HoldShares> columns(plan.columns());
    for (std::size_t column = 0; column < columns.size(); ++column) {
        HoldSum sum;
        for (std::uint32_t i = plan.firstPart[column]; i < plan.firstPart[column + 1]; ++i)
            sum.add(sharesOf(plan.parts[i], plan.size), plan.parts[i].weight);
        columns[column] = sum.result(256);
    }
    return columns;
}

ValueRange ObjectTrack::rangeOf(const ColumnPart& part) const
{
    if (const ValueRange* node = m_valuePyramid.find(part.level, part.bucket))
        return *node;
    const unsigned bits = bitsOfLevel(part.level);
    const Step begin = Step{part.bucket} << bits;
    const Step end = begin + (Step{1} << bits);
    const auto after = std::upper_bound(m_values.begin(), m_values.end(), begin,
                                        [](Step wanted, const Value& value) { return wanted < value.step; });
    const auto first = after == m_values.begin() ? after : after - 1;
    ValueRange range{first->value, first->value};
    for (auto value = first + 1; value != m_values.end() && value->step < end; ++value)
        range = {std::min(range.least, value->value), std::max(range.greatest, value->value)};
    return range;
}

std::vector<ValueRange> ObjectTrack::valueRanges(const ColumnPlan& plan) const
{
    std::vector<ValueRange> columns(plan.columns());
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const std::uint32_t from = plan.firstPart[column];
        const std::uint32_t to = plan.firstPart[column + 1];
        for (std::uint32_t i = from; i < to; ++i) {
            const ValueRange range = rangeOf(plan.parts[i]);
            ValueRange& sum = columns[column];
            sum = i == from ? range
                            : ValueRange{std::min(sum.least, range.least), std::max(sum.greatest, range.greatest)};
        }
        if (from == to && column > 0)
            columns[column] = columns[column - 1];
    }
    return columns;
}

std::size_t ObjectTrack::bytes() const
{
    return sizeof(*this) + (m_holds.capacity() + m_waits.capacity() + m_items.capacity()) * sizeof(Bar)
           + m_itemValues.capacity() * sizeof(std::int64_t) + m_values.capacity() * sizeof(Value)
           + m_holdPyramid.bytes() + m_valuePyramid.bytes();
}

} // namespace interleave::analysis
