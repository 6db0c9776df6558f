#pragma once

#include "core/trace/trace.h"

#include <optional>
#include <string>

namespace interleave::trace {

/// Where two traces part.
struct Difference
{
    Step step = 0;        ///< the first step that differs, or the length of the shorter trace
    std::string sentence; ///< what each of them has there
};

/// The first difference of two traces; none when they are the same: equal steps, lane paths, operations, objects,
/// values, ways and source lines. Operating-system ids, dense numbers and, in Live traces, times are not compared.
std::optional<Difference> firstDifference(const Trace& a, const Trace& b);

/// One event in a line of words: "0.1 lock 0:2 "knife" success 0 kitchen_deadlock.cpp:38".
std::string canonicalText(const Trace& trace, const Event& event);

} // namespace interleave::trace
