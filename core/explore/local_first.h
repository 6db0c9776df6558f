#pragma once

#include "core/rules/state.h"
#include "core/schedule/conductor.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace interleave::explore {

/// Which operations may be assumed to concern nobody else.
enum class LocalFirst {
    Off,
    On,
    OnButStarts, ///< some lane works on threads that another one made
};

/// The number of a candidate that can go first without losing any ending, finding or outcome; none if there is none.
///
/// It is one that commutes with everything that the others may do before it: a note, a yield, the end of a sleep, joining
/// a lane that has ended, and starting a thread that only its creator knows by then. None of these is disabled, changed
/// or seen by another lane's operation, except by the end of their process: so the lane must not be a daemon, whose
/// process may leave it behind, and not of a child process, which may be killed. Any order in which it comes later is
/// equivalent to one in which it comes first (a persistent set of one lane).
/// Nor is any where a shared mutex lets writers go first: there whatever a lane does before it arrives concerns readers.
/// That creators alone work on the threads they made is assumed, watched for, and given up when it is not so.
///
/// Where time is respected this holds as well: time passes only when nobody can move, so not before it.
/// Source: P. Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", LNCS 1032, 1996.
std::optional<std::size_t> localFirst(const schedule::Conductor& conductor, const rules::State& state, LocalFirst setting);

} // namespace interleave::explore
