#include "app/cli/list_command.h"

#include "app/cli/terminal.h"
#include "core/host/catalogue.h"

#include <nlohmann/json.hpp>

namespace interleave::app {
namespace {

using host::Catalogue;
using host::numberText;
using Json = nlohmann::ordered_json;

Json json(const std::vector<host::PromisedInfo>& promised)
{
    Json all = Json::array();
    for (const host::PromisedInfo& one : promised) {
        Json findings = Json::array();
        for (const trace::FindingKind kind : one.findings)
            findings.push_back(trace::name(kind));
        all.push_back({{"ending", trace::name(one.ending)}, {"findings", findings}, {"outcome", one.outcome}});
    }
    return all;
}

Json json(const host::ProgramInfo& program)
{
    Json parameters = Json::array();
    for (const host::ParameterInfo& parameter : program.parameters) {
        Json one = {{"id", parameter.id}, {"title", parameter.title}, {"default", parameter.initial}};
        if (parameter.choices.empty()) {
            one["minimum"] = parameter.minimum;
            one["maximum"] = parameter.maximum;
            one["unit"] = parameter.unit;
            one["whole"] = parameter.isWhole;
        } else {
            one["default"] = parameter.choices.at(static_cast<std::size_t>(parameter.initial));
            one["choices"] = parameter.choices;
        }
        parameters.push_back(one);
    }
    Json variants = Json::array();
    for (const host::VariantInfo& variant : program.variants)
        variants.push_back({{"id", variant.id},
                            {"title", variant.title},
                            {"mark", variant.mark},
                            {"defaults", variant.defaults},
                            {"asksOutside", variant.asksOutside},
                            {"promised", json(variant.any)},
                            {"promisedTimed", json(variant.timed)}});
    return {{"id", program.id},           {"title", program.title}, {"chapter", program.chapter},
            {"summary", program.summary}, {"file", program.file},   {"parameters", parameters},
            {"variants", variants},       {"row", program.row},     {"before", program.before},
            {"related", program.related}};
}

std::string text(const host::ParameterInfo& parameter)
{
    std::string line = "    " + parameter.id + " = ";
    if (parameter.choices.empty()) {
        line += numberText(parameter.initial) + "  [" + numberText(parameter.minimum) + " to " + numberText(parameter.maximum)
                + (parameter.unit.empty() ? "" : " " + parameter.unit) + "]";
    } else {
        line += parameter.choices.at(static_cast<std::size_t>(parameter.initial)) + "  [";
        for (std::size_t i = 0; i < parameter.choices.size(); ++i)
            line += (i == 0 ? "" : ", ") + parameter.choices[i];
        line += "]";
    }
    return line + "  " + parameter.title + "\n";
}

void printText(const Catalogue& catalogue, const Terminal& terminal)
{
    std::string chapter;
    for (const host::ProgramInfo& program : catalogue.programs()) {
        if (program.chapter != chapter) {
            chapter = program.chapter;
            print("\n" + terminal.toned(chapter, Tone::Strong) + "\n");
        }
        print("\n  " + terminal.toned(program.id, Tone::Strong) + "  " + program.title + "\n    " + program.summary + "\n");
        for (const host::VariantInfo& variant : program.variants)
            print("    :" + variant.id + "  " + variant.title + (variant.mark.empty() ? "" : " (" + variant.mark + ")") + "\n");
        for (const host::ParameterInfo& parameter : program.parameters)
            print(text(parameter));
    }
    print("\nRun one with: interleave run SCENARIO[:VARIANT] [--set NAME=VALUE]\n");
}

} // namespace

base::Result<void> listScenarios(const std::string& target, ListForm form)
{
    const auto catalogue = Catalogue::load(target);
    if (!catalogue)
        return catalogue.error();
    if (form == ListForm::Text) {
        printText(*catalogue, Terminal::ofOutput());
        return {};
    }
    Json all = Json::array();
    for (const host::ProgramInfo& program : catalogue->programs()) {
        all.push_back(json(program));
        if (form == ListForm::Names)
            for (const host::VariantInfo& variant : program.variants)
                print(program.id + ":" + variant.id + "\n");
    }
    if (form == ListForm::Json)
        print(Json({{"scenarios", all}}).dump(2) + "\n");
    return {};
}

} // namespace interleave::app
