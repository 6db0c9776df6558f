#include "ui/pictures/measurement.h"

#include <array>
#include <charconv>
#include <cmath>

namespace interleave::pictures {
namespace {

struct Unit
{
    std::string_view word;
    Quantity quantity;
    double size; ///< in the base unit
};

// The first of several words for the same is the one that is written.
constexpr std::array units = {
    Unit{"ns", Quantity::Time, 1},          Unit{"\u00b5s", Quantity::Time, 1e3},
    Unit{"\u03bcs", Quantity::Time, 1e3},   Unit{"us", Quantity::Time, 1e3},
    Unit{"ms", Quantity::Time, 1e6},        Unit{"s", Quantity::Time, 1e9},
    Unit{"B", Quantity::Memory, 1},         Unit{"KiB", Quantity::Memory, 1024},
    Unit{"MiB", Quantity::Memory, 1048576}, Unit{"GiB", Quantity::Memory, 1073741824},
};

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

const Unit* largestUnit(Quantity quantity, double base)
{
    const Unit* best = nullptr;
    for (const Unit& unit : units)
        if (unit.quantity == quantity && (best == nullptr || (unit.size > best->size && unit.size <= std::abs(base))))
            best = &unit;
    return best;
}

/// Three significant digits, without an exponent and without zeros at the end.
std::string digits(double value)
{
    const int magnitude = value == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value))));
    const int decimals = magnitude >= 2 ? 0 : magnitude >= 0 ? 2 - magnitude : std::min(9, 2 - magnitude);
    std::array<char, 400> room{};
    const auto end = std::to_chars(room.data(), room.data() + room.size(), value, std::chars_format::fixed, decimals);
    std::string text(room.data(), end.ptr);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.')
            text.pop_back();
    }
    return text;
}

} // namespace

std::optional<Measurement> parseMeasurement(std::string_view text)
{
    const std::size_t equals = text.rfind(" = ");
    if (equals == std::string_view::npos)
        return std::nullopt;
    const std::string_view name = trimmed(text.substr(0, equals));
    const std::string_view rest = trimmed(text.substr(equals + 3));
    const std::size_t digit = rest.starts_with('-') ? 1 : 0;
    if (name.empty() || rest.size() <= digit || rest[digit] < '0' || rest[digit] > '9')
        return std::nullopt;
    Measurement found;
    const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), found.value);
    if (read.ec != std::errc())
        return std::nullopt;
    const auto length = static_cast<std::size_t>(read.ptr - rest.data());
    // A unit stands apart: "1,000 ns" and "12th" are something else.
    if (length < rest.size() && rest[length] != ' ')
        return std::nullopt;
    const std::string_view unit = trimmed(rest.substr(length));
    const bool startsWithDigit = !unit.empty() && unit.front() >= '0' && unit.front() <= '9';
    if (unit.find_first_of(" \t\n") != std::string_view::npos || startsWithDigit)
        return std::nullopt;
    found.name = name;
    found.number = rest.substr(0, length);
    found.unit = unit;
    found.base = found.value;
    for (const Unit& known : units) {
        if (known.word != unit)
            continue;
        found.quantity = known.quantity;
        found.base = found.value * known.size;
    }
    return found;
}

std::string amountText(Quantity quantity, double base, std::string_view unit)
{
    const Unit* known = largestUnit(quantity, base);
    const std::string_view word = known != nullptr ? known->word : unit;
    std::string text = digits(known != nullptr ? base / known->size : base);
    // Zero is zero in every unit.
    if (!word.empty() && base != 0)
        text.append(" ").append(word);
    return text;
}

double unitBelow(Quantity quantity, double base)
{
    const Unit* known = largestUnit(quantity, base);
    return known != nullptr ? known->size : 1;
}

std::string ratioText(double ratio)
{
    if (ratio < 9.95) {
        std::array<char, 16> room{};
        const auto end = std::to_chars(room.data(), room.data() + room.size(), ratio, std::chars_format::fixed, 1);
        const std::string text(room.data(), end.ptr);
        return (text.ends_with(".0") ? text.substr(0, text.size() - 2) : text) + "×";
    }
    if (ratio >= 1e15)
        return "> 10¹⁵×";
    std::string text = std::to_string(std::llround(ratio));
    for (std::size_t place = text.size(); place > 3; place -= 3)
        text.insert(place - 3, "\u2009");
    return text + "×";
}

} // namespace interleave::pictures
