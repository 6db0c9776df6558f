#include "core/arena/search_request.h"

#include <algorithm>
#include <sstream>

namespace interleave::arena {
namespace {

constexpr std::string_view prefixLine = "prefix\n";

/// The rest of a line, after one space.
std::string restOf(std::istringstream& words)
{
    std::string rest;
    std::getline(words >> std::ws, rest);
    return rest;
}

bool readLine(const std::string& key, std::istringstream& words, SearchRequest& into)
{
    trace::ExploreSettings& settings = into.settings;
    std::string word;
    if (key == "scenario") {
        words >> settings.info.scenario;
    } else if (key == "variant") {
        words >> settings.info.variant;
    } else if (key == "set") {
        words >> word;
        settings.info.parameters[word] = restOf(words);
        return true;
    } else if (key == "time") {
        words >> word;
        settings.info.time = word == "ignored" ? trace::TimeSetting::Ignored : trace::TimeSetting::Respected;
    } else if (key == "seed") {
        words >> settings.info.seed;
    } else if (key == "algorithm") {
        words >> word;
        const auto algorithm = trace::searchAlgorithmFromName(word);
        settings.algorithm = algorithm.value_or(trace::SearchAlgorithm::Optimal);
        return algorithm.has_value();
    } else if (key == "preemptions") {
        words >> settings.preemptions;
    } else if (key == "notify") {
        words >> word;
        settings.wakesAny = word == "any";
    } else if (key == "spurious") {
        words >> settings.spuriousWakeUps;
    } else if (key == "max-steps") {
        words >> settings.maxSteps;
    } else if (key == "max-executions") {
        words >> settings.maxExecutions;
    } else if (key == "shard") {
        words >> settings.shard >> settings.shards;
    } else if (key == "avoid") {
        words >> word;
        into.avoided.emplace();
        into.avoided->ending = trace::endingFromName(word).value_or(trace::Ending::None);
        for (words >> word; words && word != "outcome"; words >> word)
            if (const auto kind = trace::findingKindFromName(word))
                into.avoided->findings.push_back(*kind);
        into.avoided->outcome = restOf(words);
        return true;
    } else {
        return false;
    }
    return !words.fail();
}

} // namespace

bool Avoided::isAvoidedBy(trace::Ending other, const std::vector<trace::FindingKind>& otherFindings,
                          std::string_view otherOutcome) const
{
    if (other != trace::Ending::Completed)
        return false;
    if (ending != trace::Ending::Completed)
        return true;
    if (findings.empty())
        return otherOutcome != outcome;
    return std::none_of(otherFindings.begin(), otherFindings.end(), [&](trace::FindingKind kind) {
        return std::find(findings.begin(), findings.end(), kind) != findings.end();
    });
}

std::string toText(const SearchRequest& request)
{
    const trace::ExploreSettings& settings = request.settings;
    std::ostringstream text;
    text << "scenario " << settings.info.scenario << "\nvariant " << settings.info.variant << '\n';
    for (const auto& [key, value] : settings.info.parameters)
        text << "set " << key << ' ' << value << '\n';
    text << "time " << name(settings.info.time) << "\nseed " << settings.info.seed << "\nalgorithm " << name(settings.algorithm)
         << '\n';
    text << "preemptions " << settings.preemptions << '\n';
    if (settings.wakesAny)
        text << "notify any\n";
    text << "spurious " << settings.spuriousWakeUps << "\nmax-steps " << settings.maxSteps << "\nmax-executions "
         << settings.maxExecutions << "\nshard " << settings.shard << ' ' << settings.shards << '\n';
    if (request.avoided) {
        text << "avoid " << name(request.avoided->ending);
        for (const trace::FindingKind kind : request.avoided->findings)
            text << ' ' << name(kind);
        text << " outcome " << request.avoided->outcome << '\n';
    }
    if (!request.prefix.empty())
        text << prefixLine << request.prefix;
    return text.str();
}

base::Result<SearchRequest> parseSearchRequest(std::string_view text)
{
    SearchRequest request;
    while (!text.empty()) {
        if (text.starts_with(prefixLine)) {
            request.prefix = text.substr(prefixLine.size());
            break;
        }
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::istringstream words{std::string(text.substr(0, end))};
        std::string key;
        words >> key;
        if (!readLine(key, words, request))
            return base::Error{base::ErrorCode::BadFormat,
                               "The target does not understand what it is asked to search: \"" + std::string(text.substr(0, end)) + "\"."};
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return request;
}

} // namespace interleave::arena
