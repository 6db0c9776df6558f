#include "core/schedule/schedule.h"

#include <charconv>
#include <sstream>

namespace interleave::schedule {
namespace {

constexpr std::string_view title = "interleave-schedule";

std::vector<std::string_view> wordsOf(std::string_view line)
{
    std::vector<std::string_view> words;
    std::size_t i = 0;
    while (i < line.size()) {
        while (i < line.size() && (line[i] == ' ' || line[i] == '\t' || line[i] == '\r'))
            ++i;
        std::size_t end = i;
        while (end < line.size() && line[end] != ' ' && line[end] != '\t' && line[end] != '\r')
            ++end;
        if (end > i)
            words.push_back(line.substr(i, end - i));
        i = end;
    }
    return words;
}

template <typename Number>
bool parseNumber(std::string_view word, Number& into, int base = 10)
{
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), into, base);
    return error == std::errc() && end == word.data() + word.size();
}

bool isPath(std::string_view word)
{
    return !word.empty() && word.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// Reads one line into the schedule; what is wrong with it, or empty.
class Parser
{
public:
    explicit Parser(Schedule& into) : m_into(into) {}

    std::string read(std::string_view line)
    {
        const auto words = wordsOf(line);
        if (words.empty() || words[0].starts_with('#'))
            return {};
        if (!m_hasTitle)
            return readTitle(words);
        if (m_inPicks)
            return words[0] == "check" ? readCheck(words) : readPicks(words);
        if (words[0] == "picks") {
            m_inPicks = true;
            return {};
        }
        return readHeader(words);
    }

    bool isWhole() const { return m_inPicks; }
    bool isNewer() const { return m_isNewer; }

private:
    std::string readTitle(const std::vector<std::string_view>& words)
    {
        int version = 0;
        if (words[0] != title || words.size() != 2 || !parseNumber(words[1], version))
            return "this is not a schedule: it has to begin with \"interleave-schedule 1\"";
        m_isNewer = version > 1;
        m_hasTitle = true;
        return m_isNewer ? "it was written by a newer version" : "";
    }

    std::string readHeader(const std::vector<std::string_view>& words)
    {
        trace::RunInfo& info = m_into.info;
        if (words[0] == "scenario" && words.size() == 3) {
            info.scenario = words[1];
            info.variant = words[2];
        } else if (words[0] == "set" && words.size() == 3) {
            info.parameters[std::string(words[1])] = words[2];
        } else if (words[0] == "seed" && words.size() == 2 && parseNumber(words[1], info.seed)) {
        } else if (words[0] == "time" && words.size() == 2 && (words[1] == "ignored" || words[1] == "respected")) {
            info.time = words[1] == "ignored" ? trace::TimeSetting::Ignored : trace::TimeSetting::Respected;
        } else if (words[0] == "notify" && words.size() == 2 && (words[1] == "any" || words[1] == "first")) {
            m_into.wakesAny = words[1] == "any";
        } else if (words[0] == "spurious" && words.size() == 2 && parseNumber(words[1], m_into.spuriousWakeUps)) {
        } else {
            return "\"" + std::string(words[0]) + "\" is not understood here";
        }
        return {};
    }

    std::string readPicks(const std::vector<std::string_view>& words)
    {
        Pick pick;
        std::uint32_t count = 0;
        if (!isPath(words[0]))
            return "\"" + std::string(words[0]) + "\" is no lane path";
        if (words.size() < 2 || words.size() > 4 || !parseNumber(words[1], count) || count == 0 || count > longestRun)
            return "a lane path is followed by how often it moves";
        pick.path = words[0];
        if (words.size() > 2) {
            const auto way = trace::wayFromName(words[2]);
            if (!way)
                return "\"" + std::string(words[2]) + "\" is no way for an operation to take effect";
            pick.way = *way;
            pick.hadChoice = true;
            if (words.size() > 3 && !parseNumber(words[3], pick.index))
                return "\"" + std::string(words[3]) + "\" is no number of an alternative";
        }
        m_into.picks.insert(m_into.picks.end(), count, pick);
        return {};
    }

    std::string readCheck(const std::vector<std::string_view>& words)
    {
        std::size_t picks = 0;
        std::uint64_t hash = 0;
        if (words.size() != 3 || !parseNumber(words[1], picks) || !parseNumber(words[2], hash, 16) ||
            picks != (m_into.checks.size() + 1) * checkInterval)
            return "a check names a multiple of 64 picks and their hash";
        m_into.checks.push_back(hash);
        return {};
    }

    // A line that would blow up memory is a broken line.
    static constexpr std::uint32_t longestRun = 100'000'000;

    Schedule& m_into;
    bool m_hasTitle = false;
    bool m_inPicks = false;
    bool m_isNewer = false;
};

} // namespace

void PickHash::add(rules::Operation operation, std::string_view objectPath)
{
    // FNV-1a over the operation's number and the object's path: the same in every equivalent execution.
    const auto mix = [this](unsigned char byte) { m_value = (m_value ^ byte) * 0x100000001b3; };
    mix(static_cast<unsigned char>(operation));
    for (const char c : objectPath)
        mix(static_cast<unsigned char>(c));
    mix(0xff);
}

std::string toText(const Schedule& schedule)
{
    std::ostringstream text;
    text << title << " 1\n";
    text << "scenario " << schedule.info.scenario << ' ' << schedule.info.variant << '\n';
    for (const auto& [key, value] : schedule.info.parameters)
        text << "set " << key << ' ' << value << '\n';
    text << "seed " << schedule.info.seed << '\n';
    text << "time " << trace::name(schedule.info.time) << '\n';
    if (schedule.wakesAny)
        text << "notify any\n";
    if (schedule.spuriousWakeUps > 0)
        text << "spurious " << schedule.spuriousWakeUps << '\n';
    text << "picks\n";
    for (std::size_t i = 0; i < schedule.picks.size();) {
        // A run ends where a check stands, so that the check knows how many picks came before it.
        const std::size_t limit = (i / checkInterval + 1) * checkInterval;
        std::size_t end = i + 1;
        while (end < schedule.picks.size() && end < limit && schedule.picks[end] == schedule.picks[i])
            ++end;
        const Pick& pick = schedule.picks[i];
        text << pick.path << ' ' << end - i;
        if (pick.hadChoice) {
            text << ' ' << trace::name(pick.way);
            if (pick.index != 0)
                text << ' ' << pick.index;
        }
        text << '\n';
        if (end == limit && end / checkInterval <= schedule.checks.size())
            text << "check " << end << ' ' << std::hex << schedule.checks[end / checkInterval - 1] << std::dec << '\n';
        i = end;
    }
    return text.str();
}

base::Result<Schedule> parseSchedule(std::string_view text)
{
    Schedule schedule;
    Parser parser(schedule);
    std::size_t number = 0;
    while (!text.empty()) {
        ++number;
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string problem = parser.read(text.substr(0, end));
        if (!problem.empty())
            return base::Error{parser.isNewer() ? base::ErrorCode::NewerVersion : base::ErrorCode::BadFormat,
                               "The schedule cannot be read: line " + std::to_string(number) + ", " + problem + "."};
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!parser.isWhole())
        return base::Error{base::ErrorCode::BadFormat, "The schedule cannot be read: it has no line \"picks\"."};
    return schedule;
}

} // namespace interleave::schedule
