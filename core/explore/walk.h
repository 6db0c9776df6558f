#pragma once

#include "core/explore/search.h"

#include <memory>

namespace interleave::explore {

/// One algorithm's way through the orders of a program: says what the next execution does, and sees what came of it.
class Walk
{
public:
    virtual ~Walk() = default;

    /// Who chooses in the next execution.
    virtual schedule::Strategy& strategy() = 0;

    /// What became of an execution.
    enum class Ran {
        Whole,     ///< it is to be counted
        Redundant, ///< cut off: what could follow was run before
        Elsewhere, ///< cut off: another shard's
        Restart,   ///< what was assumed about the program does not hold: the walk has begun anew, all counts are void
    };
    virtual Ran ended(const Execution& execution) = 0;

    /// Goes on to the next execution; false when there is none.
    virtual bool next() = 0;

    /// Of the execution that ended last: as it is to be shown.
    virtual schedule::Schedule schedule() const = 0;
    virtual std::size_t switches() const = 0;
};

} // namespace interleave::explore
