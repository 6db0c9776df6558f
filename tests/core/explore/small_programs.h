#pragma once

#include "core/explore/execution.h"

#include <cstdint>
#include <string>
#include <vector>

/// Programs of a few operations, written down as text or drawn at random, that use every primitive.
namespace interleave::explore {

/// The instructions of one lane, by name; see small_programs.cpp.
using Instructions = std::vector<std::string>;

/// Starts a lane for each list, joins them, and reports what each lane saw (what it read, which tries failed).
Program smallProgram(std::vector<Instructions> lanes);

/// `lanes` lanes of `length` instructions each, drawn from a set.
Program randomProgram(std::uint64_t seed, const Instructions& set, std::size_t lanes, std::size_t length);

} // namespace interleave::explore
