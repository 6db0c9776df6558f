#include "core/host/catalogue.h"

#include "core/base/nearest.h"
#include "core/host/command_output.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace interleave::host {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using Settings = std::map<std::string, std::string>;

template <typename Things>
std::vector<std::string> idsOf(const Things& things)
{
    std::vector<std::string> ids;
    for (const auto& thing : things)
        ids.push_back(thing.id);
    return ids;
}

std::string listText(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return text;
}

/// "There is no <what> "<wrong>"": the nearest name if one is near, else `otherwise`.
Error unknown(const std::string& what, std::string_view wrong, const std::vector<std::string>& known,
              const std::string& otherwise)
{
    std::string near = base::nearest(wrong, known);
    // The beginning of a long name, mistyped.
    for (std::size_t i = 0; near.empty() && i < known.size(); ++i)
        if (wrong.size() >= 4 && !base::nearest(wrong, {known[i].substr(0, known[i].find('-'))}).empty())
            near = known[i];
    return {ErrorCode::WrongUse, "There is no " + what + " \"" + std::string(wrong)
                                     + "\": " + (near.empty() ? otherwise : "did you mean " + near + "?")};
}

std::string withUnit(double value, const std::string& unit)
{
    return numberText(value) + (unit.empty() ? "" : " " + unit);
}

Result<std::string> chosenWord(const ParameterInfo& parameter, const std::string& text)
{
    if (std::find(parameter.choices.begin(), parameter.choices.end(), text) != parameter.choices.end())
        return text;
    const std::string near = base::nearest(text, parameter.choices);
    return Error{ErrorCode::WrongUse, parameter.id + " cannot be \"" + text + "\": it is " + listText(parameter.choices)
                                          + (near.empty() ? "." : "; did you mean " + near + "?")};
}

Result<std::string> chosenNumber(const ParameterInfo& parameter, const std::string& text)
{
    const auto refused = [&](const std::string& why) { return Error{ErrorCode::WrongUse, parameter.id + why}; };
    const std::string range = " from " + numberText(parameter.minimum) + " to "
                              + withUnit(parameter.maximum, parameter.unit);
    double value = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (text.empty() || read.ptr != end || read.ec == std::errc::invalid_argument)
        return refused(" is \"" + text + "\", which is not a number: give one" + range + ".");
    // What is too large for a number is out of every range.
    if (read.ec != std::errc() || !std::isfinite(value) || value < parameter.minimum || value > parameter.maximum)
        return refused(" cannot be " + text + ": it goes" + range + ".");
    if (parameter.isWhole && value != std::trunc(value))
        return refused(" cannot be " + text + ": it is a whole number" + range + ".");
    return numberText(value);
}

std::string defaultText(const ParameterInfo& parameter, const VariantInfo& variant)
{
    const auto own = variant.defaults.find(parameter.id);
    const double value = own == variant.defaults.end() ? parameter.initial : own->second;
    if (parameter.choices.empty())
        return numberText(value);
    const auto place = static_cast<std::size_t>(std::max(value, 0.0));
    return parameter.choices[std::min(place, parameter.choices.size() - 1)];
}

} // namespace

std::string numberText(double value)
{
    char text[32];
    // A million is 1000000 to everybody but to_chars, which finds 1e+06 shorter.
    const bool isWhole = std::abs(value) < 1e15 && value == std::trunc(value);
    const auto written = isWhole ? std::to_chars(text, text + sizeof text, static_cast<long long>(value))
                                 : std::to_chars(text, text + sizeof text, value);
    return std::string(text, written.ptr);
}

Result<const VariantInfo*> ProgramInfo::findVariant(std::string_view variant) const
{
    if (variant.empty())
        return &variants.front();
    for (const VariantInfo& each : variants)
        if (each.id == variant)
            return &each;
    return unknown("variant", variant, idsOf(variants), id + " has " + listText(idsOf(variants)) + ".");
}

const ParameterInfo* ProgramInfo::findParameter(std::string_view parameter) const
{
    for (const ParameterInfo& each : parameters)
        if (each.id == parameter)
            return &each;
    return nullptr;
}

Result<Catalogue> Catalogue::load(const std::string& targetPath)
{
    const auto output = commandOutput({targetPath, "--describe"});
    if (!output)
        return output.error();
    auto catalogue = parse(*output);
    if (!catalogue)
        return Error{catalogue.error().code, targetPath + ": " + catalogue.error().message};
    return catalogue;
}

Result<const ProgramInfo*> Catalogue::find(std::string_view id) const
{
    for (const ProgramInfo& program : m_programs)
        if (program.id == id)
            return &program;
    return unknown("scenario", id, idsOf(m_programs), "`interleave list` shows them all.");
}

Result<Settings> Catalogue::resolve(const ProgramInfo& program, const VariantInfo& variant, const Settings& settings)
{
    for (const auto& [id, text] : settings) {
        if (program.findParameter(id) == nullptr) {
            const std::string known = program.parameters.empty()
                                          ? program.id + " has none."
                                          : program.id + " has " + listText(idsOf(program.parameters)) + ".";
            return unknown("parameter", id, idsOf(program.parameters), known);
        }
    }
    Settings values;
    for (const ParameterInfo& parameter : program.parameters) {
        const auto given = settings.find(parameter.id);
        if (given == settings.end()) {
            values[parameter.id] = defaultText(parameter, variant);
            continue;
        }
        auto chosen = parameter.choices.empty() ? chosenNumber(parameter, given->second)
                                                : chosenWord(parameter, given->second);
        if (!chosen)
            return chosen.error();
        values[parameter.id] = *chosen;
    }
    return values;
}

} // namespace interleave::host
