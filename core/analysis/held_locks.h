#pragma once

#include "core/trace/trace.h"

#include <map>
#include <unordered_map>
#include <vector>

namespace interleave::analysis {

/// One lock in a lane's hands.
struct HeldLock
{
    ObjectId object = ObjectId::none;
    Step step = 0; ///< the event that took it
    Nanoseconds time = 0;
    SourceId source = SourceId::none;
    std::uint32_t depth = 1; ///< how often it was taken
    bool isShared = false;   ///< to read, beside others
};

/// A lock in a set, and in which way it is held.
struct LockUse
{
    ObjectId object = ObjectId::none;
    bool isShared = false;
    friend auto operator<=>(const LockUse&, const LockUse&) = default;
};

/// The number of a set of locks; equal sets have equal numbers.
using LockSetId = std::uint32_t;
inline constexpr LockSetId noLocks = 0;

/// Follows which locks every lane holds, from the events alone, and numbers the sets that occur.
class HeldLocks
{
public:
    HeldLocks() : m_sets(1) { m_numbers.emplace(std::vector<LockUse>{}, noLocks); }

    /// After each event; `time` is that of the event.
    void after(const trace::Trace& trace, Step step, const trace::Event& event, Nanoseconds time);
    /// Whether an event with this operation can change anything.
    static bool concerns(trace::Operation operation);

    /// What a lane holds, in the order in which it took it.
    const std::vector<HeldLock>& of(LaneId lane) const;
    LockSetId setOf(LaneId lane) const { return index(lane) < m_lanes.size() ? m_lanes[index(lane)].set : noLocks; }
    /// The locks of a set, by number.
    const std::vector<LockUse>& locks(LockSetId set) const { return m_sets[set]; }
    /// How often a lane has taken a lock; 0 when it does not hold it.
    std::uint32_t depth(LaneId lane, ObjectId object) const;

private:
    struct Lane
    {
        std::vector<HeldLock> held;
        LockSetId set = noLocks;
        std::uint32_t givenUp = 0; ///< how deep the mutex was that a condition wait gave up
    };

    void take(Lane& lane, const HeldLock& taken);
    void giveBack(Lane& lane, ObjectId object, bool isShared, bool isAll);
    LockSetId without(LockSetId set, LockUse use);
    LockSetId with(LockSetId set, LockUse use);
    LockSetId numberOf(std::vector<LockUse> locks);

    std::vector<Lane> m_lanes;
    std::vector<std::vector<LockUse>> m_sets;
    std::map<std::vector<LockUse>, LockSetId> m_numbers;
    std::unordered_map<std::uint64_t, LockSetId> m_steps; ///< set and lock → the set with it, or without
};

/// "account", "account and door (to read)", "no lock".
std::string locksText(const trace::Trace& trace, const std::vector<LockUse>& locks);

} // namespace interleave::analysis
