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
        Redundant, ///< what could follow was run before, or it is run again with more steps
        Elsewhere, ///< cut off: another shard's
        Anew,      ///< all counts so far are void; this one is to be counted
        Restart,   ///< what was assumed about the program does not hold: the walk has begun anew, all counts are void
    };
    virtual Ran ended(const Execution& execution) = 0;

    /// Goes on to the next execution; false when there is none.
    virtual bool next() = 0;

    /// How often the execution that ended last went on with another lane than before.
    virtual std::size_t switches() const = 0;

    struct Example
    {
        schedule::Schedule schedule;
        std::size_t switches = 0;
    };
    /// The execution that ended last, or an equivalent one with fewer switches: as it is to be shown.
    virtual Example example() const = 0;
};

} // namespace interleave::explore
