#pragma once

#include "core/analysis/lane_track.h"
#include "core/analysis/pyramid.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace interleave::analysis {

/// A stretch in which a lane had, or wanted, something of an object; an item's stay in a queue.
struct Bar
{
    enum class Kind : std::uint8_t { Hold, Wait, Item, Timer };

    std::uint32_t begin = 0;
    std::uint32_t end = 0xffffffffU; ///< open: the largest number
    std::uint32_t lane : 24;         ///< who; the largest number for several readers
    std::uint32_t kind : 4;
    std::uint32_t row : 4; ///< slot of an item, place of a waiter or timer; 15 for all from the 16th on

    static constexpr std::uint32_t open = 0xffffffffU;
    static constexpr std::uint32_t nobody = 0xffffffU;
    bool isOpen() const { return end == open; }
    LaneId who() const { return lane == nobody ? LaneId::none : LaneId(lane); }
};
static_assert(sizeof(Bar) == 12);

/// How a lock was held within a bucket: the two lanes that held it longest, everyone else, and how long anyone waited.
struct HoldShares
{
    std::uint16_t firstLane = 0xffff;
    std::uint16_t secondLane = 0xffff;
    std::uint8_t first = 0; ///< in 255ths, as the following
    std::uint8_t second = 0;
    std::uint8_t others = 0;
    std::uint8_t waited = 0;
};

/// The least and the greatest value within a bucket.
struct ValueRange
{
    std::int32_t least = 0;
    std::int32_t greatest = 0;
};

/// What happened to one object: who held and who wanted it, its value over the steps, the items in it; each exact and,
/// for long stretches, as a pyramid. Thread-safety: none.
class ObjectTrack
{
public:
    struct Value
    {
        std::uint32_t step = 0;
        std::int32_t value = 0; ///< clamped to what a view can draw
    };

    // Growing, in the order of steps.
    void holdBegan(std::uint32_t step, std::uint32_t lane);
    void holdEnded(std::uint32_t step);
    void waitBegan(std::uint32_t step, std::uint32_t lane, Bar::Kind kind);
    void waitEnded(std::uint32_t step, std::uint32_t lane);
    void valueChanged(std::uint32_t step, std::int64_t value);
    /// An item came: it takes the lowest free slot.
    void itemPut(std::uint32_t step, std::uint32_t lane, std::int64_t value);
    /// The oldest item with this value left.
    void itemTaken(std::uint32_t step, std::int64_t value);

    const std::vector<Bar>& holds() const { return m_holds; }
    /// Waiters and timers by their begin; their rows are as many as stood at once.
    const std::vector<Bar>& waits() const { return m_waits; }
    const std::vector<Bar>& items() const { return m_items; }
    std::int64_t itemValue(std::size_t item) const { return m_itemValues[item]; }
    const std::vector<Value>& values() const { return m_values; }
    std::uint32_t mostWaiting() const { return m_mostWaiting; }
    std::uint32_t slotsUsed() const { return m_slotsUsed; }
    std::int32_t greatestValue() const { return m_greatest; }
    std::int32_t leastValue() const { return m_least; }

    /// The first bar of an ordered list that may reach into [step, …): all bars before it that are not open have ended.
    static std::size_t firstReaching(const std::vector<Bar>& bars, Step step, Step longest);
    Step longestWait() const { return m_longestWait; }
    Step longestItem() const { return m_longestItem; }
    std::optional<std::size_t> holdAt(Step step) const;
    std::optional<std::int32_t> valueAt(Step step) const;

    std::vector<HoldShares> holdShares(const ColumnPlan& plan) const;
    /// Requires: values() is not empty.
    std::vector<ValueRange> valueRanges(const ColumnPlan& plan) const;
    std::size_t bytes() const;

private:
    void coverHold(std::uint32_t to);
    void closeHoldBucket();
    void coverValue(std::uint32_t to);
    HoldShares sharesOf(const ColumnPart& part, Step size) const;
    ValueRange rangeOf(const ColumnPart& part) const;

    std::vector<Bar> m_holds;
    std::vector<Bar> m_waits;
    std::vector<Bar> m_items;
    std::vector<std::int64_t> m_itemValues;
    std::vector<Value> m_values;
    std::vector<std::size_t> m_standing; ///< open waits
    std::vector<std::size_t> m_inside;   ///< items that were not taken yet
    std::uint32_t m_mostWaiting = 0;
    std::uint32_t m_slotsUsed = 0;
    std::int32_t m_greatest = 0;
    std::int32_t m_least = 0;
    Step m_longestWait = 0;
    Step m_longestItem = 0;

    Pyramid<HoldShares> m_holdPyramid;
    std::uint32_t m_holdFrom = 0; ///< what is before this step is in the bucket or the pyramid
    bool m_hasHolds = false;
    struct HeldBy
    {
        std::uint32_t lane;
        std::uint32_t steps;
    };
    std::vector<HeldBy> m_bucketHolders;
    std::uint32_t m_bucketWaited = 0;

    Pyramid<ValueRange> m_valuePyramid;
    std::uint32_t m_valueFrom = 0;
    ValueRange m_bucketRange;
};

} // namespace interleave::analysis
