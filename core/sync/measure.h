#pragma once

#include "core/runtime/driver.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace interleave::sync {

/// Real time since it was made, for programs about costs. Not the time of the run: it follows no speed, and a pause counts.
///
/// Different in every run, so nothing that a program decides may depend on it. Only in Live runs there is something to be
/// measured: elsewhere every step waits for its turn, and equal schedules have to give equal traces.
class Stopwatch
{
public:
    Stopwatch();
    /// Nothing where costs cannot be measured.
    std::optional<double> microseconds() const;

private:
    std::chrono::steady_clock::time_point m_begin;
};

/// How many KiB of memory a process has for itself alone: heap, stacks, and pages of its program that it has changed. What it
/// shares with others is not in it, nor what the system's kernel keeps for it. 0 is the current process.
///
/// As with Stopwatch, different in every run, and nothing outside of Live runs; nor of a process that is gone.
std::optional<double> ownMemory(int pid = 0);

/// Notes a measurement in the form by which charts of costs know it: "NAME = NUMBER UNIT", the number with three
/// significant digits. Without a value the line says that costs are measured in Live runs.
void measured(std::string_view name, std::optional<double> value, std::string_view unit,
              runtime::Where where = runtime::Where::current());

} // namespace interleave::sync
