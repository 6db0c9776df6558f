#include "core/scenarios/describe.h"

#include "core/scenarios/scenario.h"

#include <nlohmann/json.hpp>

namespace interleave::scenarios {
namespace {

using Json = nlohmann::ordered_json;

Json describe(const Parameter& parameter)
{
    return {{"id", parameter.id},           {"title", parameter.title},
            {"initial", parameter.initial}, {"minimum", parameter.minimum},
            {"maximum", parameter.maximum}, {"unit", parameter.unit},
            {"isWhole", parameter.isWhole}, {"choices", parameter.choices},
            {"hint", parameter.hint}};
}

Json describe(const std::vector<Promised>& promised)
{
    Json all = Json::array();
    for (const Promised& one : promised) {
        Json findings = Json::array();
        for (const trace::FindingKind kind : one.findings)
            findings.push_back(trace::name(kind));
        all.push_back({{"ending", trace::name(one.ending)}, {"findings", findings}, {"outcome", one.outcome}});
    }
    return all;
}

Json describe(const Variant& variant)
{
    const Promise& promise = variant.promise;
    Json defaults = Json::object();
    for (const auto& [parameter, value] : variant.defaults)
        defaults[std::string(parameter)] = value;
    return {{"id", variant.id},
            {"title", variant.title},
            {"mark", name(variant.mark)},
            {"defaults", defaults},
            {"asksOutside", variant.asksOutside},
            {"promise",
             {{"any", describe(promise.any)},
              {"timed", describe(promise.timed)},
              {"makespan", promise.makespan ? Json(*promise.makespan) : Json()},
              {"note", promise.note},
              {"isBounded", promise.isBounded}}}};
}

Json describe(const Picture& picture)
{
    return {{"kind", trace::name(picture.kind)}, {"title", picture.title}, {"objects", picture.objects}};
}

} // namespace

std::string describe()
{
    Json programs = Json::array();
    for (const Scenario* scenario : all()) {
        Json parameters = Json::array();
        for (const Parameter& parameter : scenario->parameters)
            parameters.push_back(describe(parameter));
        Json variants = Json::array();
        for (const Variant& variant : scenario->variants)
            variants.push_back(describe(variant));
        Json pictures = Json::array();
        for (const Picture& picture : scenario->pictures)
            pictures.push_back(describe(picture));
        programs.push_back({{"id", scenario->id},
                            {"title", scenario->title},
                            {"chapter", name(scenario->chapter)},
                            {"summary", scenario->summary},
                            {"file", scenario->file},
                            {"parameters", parameters},
                            {"variants", variants},
                            {"pictures", pictures},
                            {"row", scenario->row},
                            {"before", scenario->before},
                            {"related", scenario->related}});
    }
    return Json({{"version", 1}, {"scenarios", programs}}).dump();
}

} // namespace interleave::scenarios
