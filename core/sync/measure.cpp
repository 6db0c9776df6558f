#include "core/sync/measure.h"

#include "core/runtime/context.h"
#include "core/sync/note.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <string>

namespace interleave::sync {
namespace {

/// A value as a decimal number without an exponent: "812", "0.0123", "1230".
std::string withThreeDigits(double value)
{
    std::array<char, 64> text;
    // Rounded first, so that 9.996 has its digits counted as 10.0.
    const auto rounded = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific, 2);
    double number = 0;
    std::from_chars(text.data(), rounded.ptr, number);
    const int magnitude = number == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(number))));
    const int decimals = std::clamp(2 - magnitude, 0, 12);
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed, decimals);
    return {text.data(), end.ptr};
}

} // namespace

Stopwatch::Stopwatch() : m_begin(std::chrono::steady_clock::now()) {}

std::optional<double> Stopwatch::microseconds() const
{
    if (!runtime::isLive())
        return std::nullopt;
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - m_begin).count();
}

std::optional<double> ownMemory(int pid)
{
    if (!runtime::isLive())
        return std::nullopt;
    // What `status` says of the same is up to 64 pages behind for every thread.
    const std::string process = pid == 0 ? "self" : std::to_string(pid);
    std::ifstream file("/proc/" + process + "/smaps_rollup");
    for (std::string word; file >> word;) {
        double kibibytes = 0;
        if (word == "Anonymous:" && file >> kibibytes)
            return kibibytes;
    }
    return std::nullopt;
}

void measured(std::string_view name, std::optional<double> value, std::string_view unit, runtime::Where where)
{
    const std::string text = value ? " = " + withThreeDigits(*value) + " " + std::string(unit)
                                   : std::string(runtime::isLive() ? ": cannot be measured here" : ": measured in Live runs");
    note(std::string(name) + text, where);
}

} // namespace interleave::sync
