#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace interleave::pictures {

/// What units can be converted into one another.
enum class Quantity {
    Time,   ///< ns, µs, ms, s
    Memory, ///< B, KiB, MiB, GiB
    Other,  ///< anything else: comparable only with the same unit
};

/// What a program measured and wrote on its console.
struct Measurement
{
    std::string name;   ///< "creating a thread"
    std::string number; ///< as it was written: "14.20"
    std::string unit;   ///< as it was written: "µs"; may be empty
    double value = 0;   ///< the number
    Quantity quantity = Quantity::Other;
    double base = 0; ///< the value in ns or B; of other quantities the number
};

/// Reads "NAME = NUMBER UNIT", the last " = " counts. The number may have a sign, decimals and an exponent, and no
/// separators; the unit is one word, or none. Anything else is no measurement.
std::optional<Measurement> parseMeasurement(std::string_view text);

/// An amount for people, in the unit in which it is neither long nor small: "2.5 µs", "64 KiB". `unit` is that of
/// other quantities.
std::string amountText(Quantity quantity, double base, std::string_view unit = {});

/// The largest unit that is not larger than an amount, in the base unit: 1,000 for 2,500 ns. 1 for other quantities.
double unitBelow(Quantity quantity, double base);

/// "1×", "3.4×", "12 000×": how many times as much.
std::string ratioText(double ratio);

} // namespace interleave::pictures
