// Two lanes print on one page.
//
// To print a line takes two steps: the text, and the end of the line. Between the two steps of one lane the other
// lane may print, and two texts stand on one line with an empty line after it.
//
// Look for:  two texts without an end of line between them.
// Compare:   the variants `two-steps` and `one-write`: two small writes, or one.
// Source:    M. Ben-Ari, "Principles of Concurrent and Distributed Programming" (2006), section 2.4, atomic
//            statements.

#include "core/scenarios/scenario.h"

#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace interleave::scenarios {
namespace {

constexpr char endOfLine = '/'; // as it is shown here

struct Page
{
    int lines; ///< that each lane prints
    sync::Mutex lock{"lock"};
    sync::Shared<std::string> text{"page", ""};
    sync::Shared<int> next{"next number", 1};
};

/// One write is one step: what it adds stays together.
void write(Page& page, const std::string& text)
{
    page.text.update([&](const std::string& before) { return before + text; });
}

/// "A3": whose line, and which of them where there are several.
std::string textOf(const Page& page, char name, int line)
{
    return std::string(1, name) + (page.lines > 1 ? std::to_string(line) : "");
}

void twoSteps(Page& page, char name)
{
    for (int line = 1; line <= page.lines; ++line) {
        write(page, textOf(page, name, line));
        write(page, std::string(1, endOfLine));
    }
}

void oneWrite(Page& page, char name)
{
    for (int line = 1; line <= page.lines; ++line)
        write(page, textOf(page, name, line) + endOfLine);
}

void locked(Page& page, char name)
{
    for (int line = 1; line <= page.lines; ++line) {
        const sync::LockGuard guard{page.lock};
        write(page, textOf(page, name, line));
        write(page, std::string(1, endOfLine));
    }
}

bool isLetter(char sign)
{
    return sign >= 'A' && sign <= 'Z';
}

/// Whether there is a line with more or less on it than one text.
bool isTorn(const std::string& page)
{
    int texts = 0;
    for (const char sign : page) {
        texts += isLetter(sign) ? 1 : 0;
        if (sign == endOfLine && std::exchange(texts, 0) != 1)
            return true;
    }
    return false;
}

void report(const std::string& page)
{
    sync::note("the page: " + page);
    sync::outcome("ends", std::count(page.begin(), page.end(), endOfLine));
    sync::outcome("texts", std::count_if(page.begin(), page.end(), isLetter));
    sync::outcome("torn", isTorn(page) ? "yes" : "no");
}

template <typename Print>
void printTogether(const Parameters& parameters, Print print)
{
    sync::ThreadGroup group;
    for (int i = 0; i < parameters.whole("lanes"); ++i) {
        const char name = static_cast<char>('A' + i);
        group.start(std::string(1, name), [&print, name, i] { print(name, static_cast<std::size_t>(i)); });
    }
    group.joinAll();
}

template <void (*print)(Page&, char)>
void program(const Parameters& parameters)
{
    Page page{parameters.whole("lines")};
    printTogether(parameters, [&](char name, std::size_t) { print(page, name); });
    report(page.text.read());
}

/// So small that every page can be told.
void oneLineEach(const Parameters& parameters)
{
    Page page{parameters.whole("lines")};
    printTogether(parameters, [&](char name, std::size_t) { twoSteps(page, name); });
    sync::outcome("page", page.text.read());
}

/// Everybody has a page of his own, and main prints them one after the other.
void ownPages(const Parameters& parameters)
{
    Page page{parameters.whole("lines")};
    std::vector<std::string> own(static_cast<std::size_t>(parameters.whole("lanes")));
    printTogether(parameters, [&](char name, std::size_t lane) {
        for (int line = 1; line <= page.lines; ++line)
            own[lane] += textOf(page, name, line) + endOfLine;
    });
    for (const std::string& one : own)
        write(page, one);
    report(page.text.read());
}

struct Line
{
    int number;
    std::string text;
};

/// Everybody keeps his lines with a number that exists once. Sorted by it they tell in which order things happened.
void numbered(const Parameters& parameters)
{
    Page page{parameters.whole("lines")};
    std::vector<std::vector<Line>> logs(static_cast<std::size_t>(parameters.whole("lanes")));
    printTogether(parameters, [&](char name, std::size_t lane) {
        for (int line = 1; line <= page.lines; ++line)
            logs[lane].push_back({page.next.fetchAdd(1), textOf(page, name, line)});
    });
    std::vector<Line> all;
    for (const std::vector<Line>& log : logs)
        all.insert(all.end(), log.begin(), log.end());
    std::sort(all.begin(), all.end(), [](const Line& a, const Line& b) { return a.number < b.number; });
    for (const Line& line : all)
        write(page, line.text + endOfLine);
    report(page.text.read());
}

const Promised whole = {.outcome = "ends=10 texts=10 torn=no"};
const Promised torn = {.outcome = "ends=10 texts=10 torn=yes"};

} // namespace

extern const Scenario printTearing = {
    .id = "print-tearing",
    .title = "Torn lines",
    .chapter = Chapter::Threads,
    .summary = "a text, the end of its line, in between",
    .file = "core/scenarios/print_tearing.cpp",
    .parameters = {{.id = "lanes", .title = "Lanes", .initial = 2, .minimum = 2, .maximum = 6},
                   {.id = "lines", .title = "Lines each", .initial = 5, .minimum = 1, .maximum = 50}},
    .variants =
        {{.id = "two-steps",
          .title = "The text, then the end of the line",
          .mark = Mark::Broken,
          .promise = {.any = {whole, torn}, .makespan = 0, .note = "nothing is lost, and lines may be torn"},
          .program = program<twoSteps>},
         {.id = "one-line-each",
          .title = "One line each",
          .mark = Mark::Broken,
          .promise = {.any = {{.outcome = "page=A/B/"},
                              {.outcome = "page=B/A/"},
                              {.outcome = "page=AB//"},
                              {.outcome = "page=BA//"}},
                      .makespan = 0,
                      .note = "four pages, two of them torn"},
          .program = oneLineEach,
          .defaults = {{"lines", 1}}},
         {.id = "one-write",
          .title = "One write for each line",
          .mark = Mark::Fixed,
          .promise = {.any = {whole}, .makespan = 0, .note = "whole lines, in any order"},
          .program = program<oneWrite>},
         {.id = "locked",
          .title = "A lock around both steps",
          .mark = Mark::Fixed,
          .promise = {.any = {whole}, .makespan = 0, .note = "whole lines, in any order"},
          .program = program<locked>},
         {.id = "own-pages",
          .title = "A page for each lane",
          .mark = Mark::Fixed,
          .promise = {.any = {whole}, .makespan = 0, .note = "all lines of A before those of B"},
          .program = ownPages},
         {.id = "numbered",
          .title = "Numbered events",
          .mark = Mark::Fixed,
          .promise = {.any = {whole}, .makespan = 0, .note = "whole lines, in the order in which they happened"},
          .program = numbered}},
    .pictures = {{trace::PictureKind::Page, "Page", {"page"}}},
    .row = "T08",
    .before = {"thread-start-join"},
    .related = {"lost-update-counter:split", "thread-countdown"},
};

} // namespace interleave::scenarios
