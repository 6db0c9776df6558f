#include "tests/core/explore/variants.h"

#include <charconv>
#include <sstream>

namespace interleave::explore {
namespace {

std::string numberText(double number)
{
    char digits[32];
    return std::string(digits, std::to_chars(digits, digits + sizeof(digits), number).ptr);
}

} // namespace

Values defaultsOf(const scenarios::Scenario& scenario, const scenarios::Variant& variant)
{
    Values values;
    for (const scenarios::Parameter& parameter : scenario.parameters) {
        const auto own = variant.defaults.find(parameter.id);
        const double value = own == variant.defaults.end() ? parameter.initial : own->second;
        values[std::string(parameter.id)] =
            parameter.choices.empty() ? numberText(value) : std::string(parameter.choices[static_cast<std::size_t>(value)]);
    }
    return values;
}

Values exploredOf(const scenarios::Scenario& scenario, const scenarios::Variant& variant)
{
    Values values = defaultsOf(scenario, variant);
    for (const auto& [id, value] : variant.promise.explored)
        values[std::string(id)] = numberText(value);
    return values;
}

Values valuesOf(const scenarios::Scenario& scenario, const scenarios::Variant& variant, const std::string& changed)
{
    Values values = defaultsOf(scenario, variant);
    std::istringstream pairs(changed);
    for (std::string pair; pairs >> pair;)
        values[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
    return values;
}

Program programOf(const scenarios::Scenario& scenario, const scenarios::Variant& variant, Values values)
{
    Program program;
    program.name = scenario.id;
    program.main = [run = variant.program, values = std::move(values)] { run(scenarios::Parameters(values)); };
    for (const scenarios::Role& role : scenarios::roles())
        program.roles.push_back({std::string(role.name), role.run});
    return program;
}

} // namespace interleave::explore
