#pragma once

#include "core/explore/inside_driver.h"

#include <string>
#include <vector>

namespace interleave::explore {

/// The class of an execution as text: its Foata normal form. Two executions are equivalent iff their texts are equal.
///
/// Computed from the recorded events alone, pair by pair: nothing of how the search orders them is used.
/// Source: P. Cartier, D. Foata, "Problèmes combinatoires de commutation et réarrangements", LNM 85, 1969.
std::string classOf(const std::vector<trace::Event>& events, const InsideDriver& driver);

} // namespace interleave::explore
