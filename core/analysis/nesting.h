#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <vector>

namespace interleave::analysis {

/// A lane asked for one lock while it held another.
struct Nested
{
    LaneId lane = LaneId::none;
    ObjectId held = ObjectId::none;
    ObjectId wanted = ObjectId::none;
    Step first = 0;          ///< the event by which it first asked
    std::uint64_t times = 0; ///< how often it asked
};

/// In which order locks are taken, as observed: who asked for which lock while holding which.
///
/// Two lanes that nest the same two locks in opposite order can deadlock, whether or not they did in this run.
/// Thread-safety: none; copyable.
class Nesting
{
public:
    void note(LaneId lane, ObjectId held, ObjectId wanted, Step step);

    /// By the locks, then by lane.
    const std::vector<Nested>& pairs() const { return m_pairs; }
    /// Whether anybody was seen to nest these two the other way round.
    bool isOpposite(const Nested& pair) const;
    bool hasOpposites() const;

private:
    std::vector<Nested> m_pairs;
};

} // namespace interleave::analysis
