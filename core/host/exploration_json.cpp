#include "core/host/exploration_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace interleave::host {
namespace {

using base::Error;
using base::ErrorCode;
using OrderedJson = nlohmann::ordered_json;

constexpr const char* formatName = "interleave-exploration";
constexpr int formatVersion = 1;

OrderedJson json(const trace::ExploredOutcome& one, std::uint64_t executions, std::optional<bool> promised)
{
    OrderedJson findings = OrderedJson::array();
    for (const trace::FindingKind kind : one.findings)
        findings.push_back(trace::name(kind));
    const double share = executions == 0 ? 0 : static_cast<double>(one.executions) / static_cast<double>(executions);
    return {{"ending", trace::name(one.ending)},
            {"findings", findings},
            {"outcome", one.outcome},
            {"executions", one.executions},
            {"share", share},
            {"promised", promised ? OrderedJson(*promised) : OrderedJson(nullptr)},
            {"switches", one.switches},
            {"steps", one.steps},
            {"shortest", one.shortest},
            {"longest", one.longest},
            {"schedule", one.schedule}};
}

trace::ExploredOutcome outcomeFrom(const OrderedJson& json)
{
    trace::ExploredOutcome one;
    const auto ending = trace::endingFromName(json.at("ending").get<std::string>());
    if (!ending)
        throw std::invalid_argument("an ending is unknown");
    one.ending = *ending;
    for (const OrderedJson& word : json.at("findings")) {
        const auto kind = trace::findingKindFromName(word.get<std::string>());
        if (!kind)
            throw std::invalid_argument("a finding is unknown");
        one.findings.push_back(*kind);
    }
    one.outcome = json.at("outcome").get<std::string>();
    one.executions = json.at("executions").get<std::uint64_t>();
    one.switches = json.at("switches").get<std::uint32_t>();
    one.steps = json.at("steps").get<std::uint32_t>();
    one.shortest = json.at("shortest").get<Nanoseconds>();
    one.longest = json.at("longest").get<Nanoseconds>();
    one.schedule = json.at("schedule").get<std::string>();
    return one;
}

trace::ExploreSettings settingsFrom(const OrderedJson& json)
{
    trace::ExploreSettings settings;
    settings.info.scenario = json.at("scenario").get<std::string>();
    settings.info.variant = json.at("variant").get<std::string>();
    settings.info.parameters = json.at("parameters").get<std::map<std::string, std::string>>();
    settings.info.time = json.at("time").get<std::string>() == "ignored" ? trace::TimeSetting::Ignored : trace::TimeSetting::Respected;
    settings.info.seed = json.at("seed").get<std::uint64_t>();
    const auto algorithm = trace::searchAlgorithmFromName(json.at("algorithm").get<std::string>());
    if (!algorithm)
        throw std::invalid_argument("the algorithm is unknown");
    settings.algorithm = *algorithm;
    settings.preemptions = json.at("preemptions").get<std::uint32_t>();
    settings.wakesAny = json.at("notifyAny").get<bool>();
    settings.spuriousWakeUps = json.at("spurious").get<std::uint32_t>();
    settings.maxSteps = json.at("maxSteps").get<std::uint64_t>();
    settings.maxExecutions = json.at("maxExecutions").get<std::uint64_t>();
    settings.maxSeconds = json.at("maxSeconds").get<double>();
    settings.shard = json.at("shard").get<std::uint32_t>();
    settings.shards = json.at("shards").get<std::uint32_t>();
    if (settings.shard == 0 || settings.shard > settings.shards || settings.shards > trace::ExploreSettings::mostShards)
        throw std::invalid_argument("there is no such shard");
    return settings;
}

/// What has to be the same in all shards of one search.
bool areOfOneSearch(const trace::ExploreSettings& a, const trace::ExploreSettings& b)
{
    return a.info.scenario == b.info.scenario && a.info.variant == b.info.variant && a.info.parameters == b.info.parameters
           && a.info.time == b.info.time && a.info.seed == b.info.seed && a.algorithm == b.algorithm
           && a.preemptions == b.preemptions && a.wakesAny == b.wakesAny && a.spuriousWakeUps == b.spuriousWakeUps
           && a.maxSteps == b.maxSteps && a.shards == b.shards;
}

std::string missingText(const std::vector<bool>& isThere)
{
    std::string text;
    std::size_t missing = 0;
    for (std::size_t i = 0; i < isThere.size(); ++i) {
        if (isThere[i])
            continue;
        ++missing;
        if (missing <= 10)
            text += (text.empty() ? "" : ", ") + std::to_string(i + 1);
    }
    if (missing == 0)
        return {};
    return (missing == 1 ? "shard " : "shards ") + text + (missing > 10 ? ", …" : "") + " of " + std::to_string(isThere.size())
           + (missing == 1 ? " is missing" : " are missing");
}

} // namespace

std::string toJson(const trace::ExploreResult& result, const std::vector<std::optional<bool>>& promised)
{
    const trace::ExploreSettings& settings = result.settings;
    OrderedJson outcomes = OrderedJson::array();
    for (std::size_t i = 0; i < result.outcomes.size(); ++i)
        outcomes.push_back(json(result.outcomes[i], result.progress.executions, i < promised.size() ? promised[i] : std::nullopt));
    const OrderedJson whole = {{"format", formatName},
                        {"version", formatVersion},
                        {"scenario", settings.info.scenario},
                        {"variant", settings.info.variant},
                        {"parameters", settings.info.parameters},
                        {"time", trace::name(settings.info.time)},
                        {"seed", settings.info.seed},
                        {"algorithm", trace::name(settings.algorithm)},
                        {"preemptions", settings.preemptions},
                        {"notifyAny", settings.wakesAny},
                        {"spurious", settings.spuriousWakeUps},
                        {"maxSteps", settings.maxSteps},
                        {"maxExecutions", settings.maxExecutions},
                        {"maxSeconds", settings.maxSeconds},
                        {"shard", settings.shard},
                        {"shards", settings.shards},
                        {"complete", result.isComplete},
                        {"bound", result.bound},
                        {"executions", result.progress.executions},
                        {"redundant", result.progress.redundant},
                        {"steps", result.progress.steps},
                        {"crashes", result.progress.crashes},
                        {"seconds", result.progress.seconds},
                        {"unlisted", result.unlisted},
                        {"outcomes", outcomes}};
    // What a program reports need not be text in any encoding.
    return whole.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

base::Result<trace::ExploreResult> parseExploration(std::string_view text)
{
    try {
        const OrderedJson json = OrderedJson::parse(text);
        if (!json.is_object() || json.value("format", "") != formatName)
            return Error{ErrorCode::BadFormat, "this is not the result of an exploration (interleave explore --save makes one)"};
        if (json.at("version").get<int>() > formatVersion)
            return Error{ErrorCode::NewerVersion, "it was written by a newer version"};
        trace::ExploreResult result;
        result.settings = settingsFrom(json);
        result.isComplete = json.at("complete").get<bool>();
        result.bound = json.at("bound").get<std::string>();
        result.progress.executions = json.at("executions").get<std::uint64_t>();
        result.progress.redundant = json.at("redundant").get<std::uint64_t>();
        result.progress.steps = json.at("steps").get<std::uint64_t>();
        result.progress.crashes = json.at("crashes").get<std::uint64_t>();
        result.progress.seconds = json.at("seconds").get<double>();
        result.unlisted = json.at("unlisted").get<std::uint64_t>();
        std::vector<trace::ExploredOutcome> outcomes;
        for (const OrderedJson& one : json.at("outcomes"))
            outcomes.push_back(outcomeFrom(one));
        takeIn(result, outcomes, {});
        return result;
    } catch (const nlohmann::json::exception&) {
        return Error{ErrorCode::BadFormat, "it is not the JSON that an exploration writes, or damaged"};
    } catch (const std::invalid_argument& problem) {
        return Error{ErrorCode::BadFormat, problem.what()};
    }
}

base::Result<trace::ExploreResult> mergeShards(const std::vector<trace::ExploreResult>& parts)
{
    trace::ExploreResult merged;
    merged.settings = parts.front().settings;
    merged.isComplete = true;
    std::vector<bool> isThere(merged.settings.shards);
    for (const trace::ExploreResult& part : parts) {
        const trace::ExploreSettings& settings = part.settings;
        if (!areOfOneSearch(settings, merged.settings))
            return Error{ErrorCode::WrongUse, "These are not parts of one search: one is of " + merged.settings.info.scenario + ":"
                                                  + merged.settings.info.variant + ", shard " + std::to_string(merged.settings.shard)
                                                  + " of " + std::to_string(merged.settings.shards) + ", another of "
                                                  + settings.info.scenario + ":" + settings.info.variant + ", shard "
                                                  + std::to_string(settings.shard) + " of " + std::to_string(settings.shards)
                                                  + ", or with other parameters, limits on steps, time or algorithm."};
        if (isThere[settings.shard - 1])
            return Error{ErrorCode::WrongUse, "Shard " + std::to_string(settings.shard) + " of "
                                                  + std::to_string(settings.shards) + " is there twice."};
        isThere[settings.shard - 1] = true;
        takeIn(merged, part.outcomes, {});
        merged.progress.executions += part.progress.executions;
        merged.progress.redundant += part.progress.redundant;
        merged.progress.steps += part.progress.steps;
        merged.progress.crashes += part.progress.crashes;
        merged.progress.seconds += part.progress.seconds;
        merged.unlisted += part.unlisted;
        merged.isComplete = merged.isComplete && part.isComplete;
        if (merged.bound.empty() && !part.isComplete)
            merged.bound = "shard " + std::to_string(settings.shard) + ": " + part.bound;
    }
    if (const std::string missing = missingText(isThere); !missing.empty()) {
        merged.isComplete = false;
        merged.bound = missing;
    }
    merged.settings.shard = 1;
    merged.settings.shards = 1;
    if (merged.progress.seconds > 0)
        merged.progress.perSecond = static_cast<double>(merged.progress.executions) / merged.progress.seconds;
    return merged;
}

} // namespace interleave::host
