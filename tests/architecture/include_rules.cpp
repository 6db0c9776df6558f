#include "tests/architecture/include_rules.h"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>

namespace interleave::architecture {
namespace {

using Paths = std::vector<std::string>;

/// A row of the room tables. An entry of `sees` is a room, or one header of a room that is otherwise closed.
struct Row
{
    std::string room;
    Paths sees;
};

Paths joined(std::initializer_list<Paths> parts)
{
    Paths all;
    for (const Paths& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// The tables of ARCHITECTURE.md. Every room sees itself.
const std::vector<Row>& table()
{
    // What a primitive asks of the rules is part of the interface of the runtime.
    static const Paths primitives = {"core/base", "core/trace", "core/runtime", "core/rules/request.h"};
    static const Paths seenByViews = {"core/base", "core/trace", "core/rules", "core/analysis",
                                      "ui/theme",  "ui/widgets", "ui/session"};
    static const Paths views = {"ui/timeline",  "ui/graph",   "ui/code",     "ui/state",  "ui/console",
                                "ui/events",    "ui/transport", "ui/gallery", "ui/findings", "ui/explore",
                                "ui/pictures"};
    static const std::vector<Row> rows = [] {
        std::vector<Row> made = {
            {"core/base", {}},
            {"core/trace", {"core/base"}},
            {"core/rules", {"core/base", "core/trace"}},
            {"core/arena", {"core/base", "core/trace"}},
            {"core/runtime", {"core/base", "core/trace", "core/rules", "core/arena"}},
            {"core/sync", primitives},
            {"core/async", primitives},
            {"core/process", primitives},
            {"core/scenarios", {"core/base", "core/trace", "core/sync", "core/async", "core/process"}},
            {"core/schedule", {"core/base", "core/trace", "core/rules"}},
            {"core/host", {"core/base", "core/trace", "core/rules", "core/arena", "core/schedule"}},
            {"core/explore", {"core/base", "core/trace", "core/rules", "core/schedule", "core/runtime"}},
            {"core/analysis", {"core/base", "core/trace", "core/rules"}},
            {"core/exchange", {"core/base", "core/trace", "core/rules", "core/analysis"}},
            {"ui/theme", {}},
            {"ui/widgets", {"ui/theme"}},
            {"ui/session",
             {"core/base", "core/trace", "core/rules", "core/arena", "core/scenarios", "core/schedule", "core/host",
              "core/explore", "core/analysis", "core/exchange", "ui/theme"}},
        };
        for (const std::string& view : views)
            made.push_back({view, seenByViews});
        made.push_back({"ui/files", {"core/base", "core/trace", "core/exchange", "ui/theme", "ui/widgets", "ui/session",
                                     "ui/timeline"}});
        made.push_back({"ui/shell", joined({views, {"ui/theme", "ui/widgets", "ui/session"}})});
        made.push_back({"app", {"core", "ui", "resources"}});
        return made;
    }();
    return rows;
}

bool isUnder(std::string_view path, std::string_view folder)
{
    return path == folder || (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

bool isQt(const Include& include)
{
    static const std::regex qtHeader("(Qt?[A-Z][A-Za-z0-9_/]*|private/q\\w+\\.h|q[a-z0-9_]+\\.h|Qt\\w*/.*)");
    return std::regex_match(include.path, qtHeader) && include.path != "quadmath.h";
}

bool mayUseQt(std::string_view path)
{
    // The target is small and runs programs under study; it shares the folder with the window's main.
    return (isUnder(path, "ui") || isUnder(path, "app")) && !isUnder(path, "app/target");
}

bool isMadeByMoc(const Include& include)
{
    const bool bare = include.path.find('/') == std::string::npos;
    return bare && (include.path.ends_with(".moc") || include.path.starts_with("moc_"));
}

/// Headers that would let a scenario block, wait, tell the time or print past the engine.
bool isPastTheEngine(std::string_view header)
{
    static constexpr std::array forbidden = {
        "thread",  "stop_token", "mutex",     "shared_mutex", "condition_variable", "future",    "semaphore",
        "latch",   "barrier",    "ctime",     "time.h",       "sys/time.h",         "random",    "iostream",
        "istream", "ostream",    "fstream",   "sstream",      "syncstream",         "streambuf", "iomanip",
        "cstdio",  "stdio.h",    "pthread.h", "threads.h",    "semaphore.h"};
    return std::find(forbidden.begin(), forbidden.end(), header) != forbidden.end();
}

std::optional<std::string> forbiddenWord(const std::string& line)
{
    static const std::regex word(
        "\\b(thread_local|std::(jthread|thread|this_thread|\\w*mutex|condition_variable\\w*|\\w+_lock|lock_guard"
        "|lock|try_lock|\\w*future|promise|async|packaged_task|call_once|once_flag|random_device|counting_semaphore"
        "|binary_semaphore|latch|barrier|cout|cerr|clog|cin|\\w*stream|time|clock|printf)"
        "|(system|steady|high_resolution|utc|file)_clock)\\b");
    std::smatch found;
    if (std::regex_search(line, found, word))
        return found.str();
    return std::nullopt;
}

} // namespace

std::string withoutComments(std::string_view text)
{
    enum class In
    {
        Code,
        LineComment,
        BlockComment,
        String,
        Character
    };
    std::string result(text);
    In in = In::Code;
    for (std::size_t i = 0; i < result.size(); ++i) {
        const char c = result[i];
        const char next = i + 1 < result.size() ? result[i + 1] : '\0';
        switch (in) {
        case In::Code:
            if (c == '/' && (next == '/' || next == '*')) {
                in = next == '/' ? In::LineComment : In::BlockComment;
                result[i] = ' ';
                result[++i] = ' ';
            } else if (c == '"') {
                in = In::String;
            } else if (c == '\'' && (i == 0 || !std::isalnum(static_cast<unsigned char>(result[i - 1])))) {
                // After a digit it separates groups: 1'000'000.
                in = In::Character;
            }
            break;
        case In::LineComment:
            if (c == '\n')
                in = In::Code;
            else
                result[i] = ' ';
            break;
        case In::BlockComment:
            if (c == '*' && next == '/') {
                in = In::Code;
                result[i] = ' ';
                result[++i] = ' ';
            } else if (c != '\n') {
                result[i] = ' ';
            }
            break;
        case In::String:
        case In::Character:
            // A literal ends with its line: a lone quotation mark in a raw string must not hide the rest of the file.
            if (c == '\\')
                ++i;
            else if (c == (in == In::String ? '"' : '\'') || c == '\n')
                in = In::Code;
            break;
        }
    }
    return result;
}

std::vector<Include> includesOf(std::string_view text)
{
    static const std::regex directive("^\\s*#\\s*include\\s*(?:\"([^\"]+)\"|<([^>]+)>).*");
    std::vector<Include> found;
    std::istringstream lines(withoutComments(text));
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        std::smatch match;
        if (std::regex_match(line, match, directive))
            found.push_back({number, match[1].matched ? match[1].str() : match[2].str(), match[1].matched});
    }
    return found;
}

std::string roomOf(std::string_view path)
{
    if (isUnder(path, "app"))
        return "app";
    if (!isUnder(path, "core") && !isUnder(path, "ui"))
        return {};
    const std::size_t first = path.find('/');
    const std::size_t second = first == std::string_view::npos ? first : path.find('/', first + 1);
    return second == std::string_view::npos ? std::string() : std::string(path.substr(0, second));
}

std::vector<std::string> rooms()
{
    std::vector<std::string> names;
    for (const Row& row : table())
        names.push_back(row.room);
    return names;
}

std::optional<std::string> objection(std::string_view path, const Include& include)
{
    const std::string room = roomOf(path);
    const std::string said = "#include " + include.path + ": ";
    const auto row = std::find_if(table().begin(), table().end(), [&](const Row& each) { return each.room == room; });
    if (row == table().end())
        return said + "the file is in no room of the tables";

    if (isMadeByMoc(include))
        return mayUseQt(path) ? std::nullopt : std::optional(said + "no Qt here");
    if (isQt(include))
        return mayUseQt(path) ? std::nullopt : std::optional(said + "no Qt here");

    const bool ours = isUnder(include.path, "core") || isUnder(include.path, "ui") || isUnder(include.path, "app")
                      || isUnder(include.path, "resources") || isUnder(include.path, "tests");
    if (!ours) {
        if (include.quoted)
            return said + "write the path from the root of the repository";
        if (room == "core/scenarios" && isPastTheEngine(include.path))
            return said + "a scenario runs on the engine's primitives alone";
        return std::nullopt;
    }
    if (isUnder(include.path, room))
        return std::nullopt;
    const bool seen = std::any_of(row->sees.begin(), row->sees.end(),
                                  [&](const std::string& folder) { return isUnder(include.path, folder); });
    return seen ? std::nullopt : std::optional(said + room + " may not see it");
}

std::vector<Violation> violations(std::string_view path, std::string_view text)
{
    std::vector<Violation> found;
    for (const Include& include : includesOf(text)) {
        if (const auto reason = objection(path, include))
            found.push_back({include.line, *reason});
    }
    if (roomOf(path) == "core/scenarios") {
        std::istringstream lines(withoutComments(text));
        std::string line;
        for (int number = 1; std::getline(lines, line); ++number) {
            if (const auto word = forbiddenWord(line))
                found.push_back({number, *word + ": a scenario runs on the engine's primitives alone"});
        }
    }
    return found;
}

} // namespace interleave::architecture
