#include "core/scenarios/scenario.h"

#include "core/base/check.h"

#include <charconv>
#include <cmath>

namespace interleave::scenarios {
namespace {

const std::string& text(const std::map<std::string, std::string, std::less<>>& values, std::string_view id)
{
    const auto place = values.find(id);
    base::check(place != values.end(), "a program asks only for parameters that its scenario declares");
    return place->second;
}

} // namespace

int Parameters::whole(std::string_view id) const
{
    const double value = number(id);
    base::check(value == std::trunc(value), "a parameter that a program reads as a whole number is one");
    return static_cast<int>(value);
}

double Parameters::number(std::string_view id) const
{
    const std::string& written = text(m_values, id);
    double value = 0;
    const char* end = written.data() + written.size();
    const auto read = std::from_chars(written.data(), end, value);
    base::check(read.ec == std::errc() && read.ptr == end, "a parameter that a program reads as a number is one");
    return value;
}

std::string Parameters::word(std::string_view id) const { return text(m_values, id); }

std::chrono::nanoseconds Parameters::units(std::string_view id) const
{
    // One u is a second of run time; the speed of the run decides how long that lasts on the wall.
    return std::chrono::nanoseconds(std::llround(number(id) * 1e9));
}

} // namespace interleave::scenarios
