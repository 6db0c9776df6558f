// Reads what a target says of its programs. It may be of another version, or not ours at all.

#include "core/host/catalogue.h"

#include <nlohmann/json.hpp>

namespace interleave::host {
namespace {

using Json = nlohmann::json;

std::vector<PromisedInfo> readPromised(const Json& json)
{
    std::vector<PromisedInfo> all;
    for (const Json& each : json) {
        PromisedInfo promised;
        promised.outcome = each.at("outcome").get<std::string>();
        // A word that is too new for this host promises nothing that this host could see.
        if (const auto ending = trace::endingFromName(each.at("ending").get<std::string>()))
            promised.ending = *ending;
        else
            continue;
        for (const Json& word : each.at("findings"))
            if (const auto kind = trace::findingKindFromName(word.get<std::string>()))
                promised.findings.push_back(*kind);
        all.push_back(std::move(promised));
    }
    return all;
}

ParameterInfo readParameter(const Json& json)
{
    ParameterInfo parameter;
    json.at("id").get_to(parameter.id);
    json.at("title").get_to(parameter.title);
    json.at("initial").get_to(parameter.initial);
    json.at("minimum").get_to(parameter.minimum);
    json.at("maximum").get_to(parameter.maximum);
    json.at("unit").get_to(parameter.unit);
    json.at("isWhole").get_to(parameter.isWhole);
    json.at("choices").get_to(parameter.choices);
    json.at("hint").get_to(parameter.hint);
    return parameter;
}

VariantInfo readVariant(const Json& json)
{
    VariantInfo variant;
    json.at("id").get_to(variant.id);
    json.at("title").get_to(variant.title);
    json.at("mark").get_to(variant.mark);
    json.at("defaults").get_to(variant.defaults);
    const Json& promise = json.at("promise");
    variant.any = readPromised(promise.at("any"));
    variant.timed = readPromised(promise.at("timed"));
    if (!promise.at("makespan").is_null())
        variant.makespan = promise.at("makespan").get<double>();
    promise.at("note").get_to(variant.note);
    promise.at("isBounded").get_to(variant.isBounded);
    variant.asksOutside = json.value("asksOutside", false);
    return variant;
}

ProgramInfo readProgram(const Json& json)
{
    ProgramInfo program;
    json.at("id").get_to(program.id);
    json.at("title").get_to(program.title);
    json.at("chapter").get_to(program.chapter);
    json.at("summary").get_to(program.summary);
    json.at("file").get_to(program.file);
    for (const Json& each : json.at("parameters"))
        program.parameters.push_back(readParameter(each));
    for (const Json& each : json.at("variants"))
        program.variants.push_back(readVariant(each));
    // Not every target says these.
    for (const Json& each : json.value("pictures", Json::array()))
        if (const auto kind = trace::pictureKindFromName(each.at("kind").get<std::string>()))
            program.pictures.push_back(
                {*kind, each.at("title").get<std::string>(), each.at("objects").get<std::vector<std::string>>()});
    program.row = json.value("row", std::string());
    program.before = json.value("before", std::vector<std::string>());
    program.related = json.value("related", std::vector<std::string>());
    return program;
}

} // namespace

base::Result<Catalogue> Catalogue::parse(std::string_view json)
{
    try {
        const Json root = Json::parse(json);
        if (root.at("version").get<int>() > 1)
            return base::Error{base::ErrorCode::NewerVersion,
                               "The target describes its programs in a newer form: use it with the host it came with."};
        Catalogue catalogue;
        for (const Json& each : root.at("scenarios")) {
            catalogue.m_programs.push_back(readProgram(each));
            if (catalogue.m_programs.back().variants.empty())
                return base::Error{base::ErrorCode::BadFormat,
                                   "The description of " + catalogue.m_programs.back().id + " names no variant."};
        }
        return catalogue;
    } catch (const Json::exception& problem) {
        return base::Error{base::ErrorCode::BadFormat,
                           std::string("The description of the programs cannot be read: ") + problem.what()};
    }
}

} // namespace interleave::host
