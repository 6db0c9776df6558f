#pragma once

#include "core/runtime/driver.h"

#include <chrono>
#include <string>

namespace interleave::sync {

/// How long something lasts in run time: wall time scaled by the speed (Live), or virtual time.
using Duration = std::chrono::nanoseconds;

/// A number of u, the textbook's second: 1 u is 1,000,000,000 ns of run time.
Duration units(double count);

/// "2.5 u": a duration as it is told to people, rounded to tenths.
std::string inUnits(Duration duration);

/// Run time since the start of the run. No operation: it is the current lane's own view of time.
Duration now();

/// The current lane does nothing for a while; a negative duration counts as none. In Live mode the time stands still
/// during a pause and follows the speed.
void sleepFor(Duration duration, runtime::Where where = runtime::Where::current());

/// The same until a moment of run time, which may have passed.
void sleepUntil(Duration moment, runtime::Where where = runtime::Where::current());

/// Lets others go first: a step without an effect.
void yield(runtime::Where where = runtime::Where::current());

} // namespace interleave::sync
