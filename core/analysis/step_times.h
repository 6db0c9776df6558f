#pragma once

#include "core/analysis/pyramid.h"
#include "core/analysis/tight_list.h"
#include "core/base/ids.h"

#include <vector>

namespace interleave::analysis {

/// The run time of every step in four bytes each, for drawing along a time axis: monotonous even where stamps are not.
///
/// Exact to 2^-32 of the time its bucket lasts. Thread-safety: none.
class StepTimes
{
public:
    void append(Nanoseconds time);
    Step size() const { return m_deltas.size(); }

    /// The time of a step; of one behind the last, the last time; 0 while there is none.
    Nanoseconds at(Step step) const;
    /// The number of steps whose time is ≤ `time`.
    Step countUntil(Nanoseconds time) const;
    Nanoseconds last() const { return m_last; }
    std::size_t bytes() const;

private:
    struct Bucket
    {
        Nanoseconds base;
        unsigned shift;
    };
    std::vector<Bucket> m_buckets;
    TightList<std::uint32_t> m_deltas;
    Nanoseconds m_last = 0;
};

} // namespace interleave::analysis
