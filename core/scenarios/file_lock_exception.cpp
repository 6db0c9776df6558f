// A lock, a file, and an exception.
//
// Several callers append what they read in a file to one list. Each takes the lock, opens the file, reads, and gives the
// lock back. The first one to open the file finds none: an exception leaves the function between lock and unlock.
//
// Look for:  a lane that failed and holds a lock, and the others, who wait for it.
// Compare:   the variants `finally` and `guard`: the caller still fails, but takes nobody along. In `caught` nobody fails.
// Source:    B. Stroustrup, "The Design and Evolution of C++" (1994), section 16.5, resource acquisition is initialization.

#include "core/scenarios/scenario.h"

#include "core/sync/kept.h"
#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

struct Library
{
    int missing; ///< the opening, counted from 1, that finds no file; 0: each finds it
    bool isGone; ///< the file is gone for good: openings after that one find none either
    sync::Duration reading;
    sync::Mutex lock{"lock"};
    int openings = 0;               ///< guarded by lock, as is the next
    std::vector<std::string> lines; ///< what was read

    /// Opens the file and reads it. Throws where there is none.
    std::string read()
    {
        ++openings;
        if (missing != 0 && (openings == missing || (isGone && openings > missing))) {
            sync::note("no such file");
            throw std::runtime_error("no such file");
        }
        sync::note("reads");
        sync::sleepFor(reading);
        return "a line";
    }
};

void manual(Library& library)
{
    library.lock.lock();
    library.lines.push_back(library.read()); // may throw
    library.lock.unlock();
}

/// Unlocked by hand on both ways out.
void unlockFinally(Library& library)
{
    library.lock.lock();
    try {
        library.lines.push_back(library.read());
    } catch (const std::runtime_error&) {
        library.lock.unlock();
        throw;
    }
    library.lock.unlock();
}

/// Unlocked on every way out, by whoever leaves the scope.
void guarded(Library& library)
{
    const sync::LockGuard guard{library.lock};
    library.lines.push_back(library.read());
}

void guardedAndCaught(Library& library)
{
    try {
        guarded(library);
    } catch (const std::runtime_error& error) {
        sync::note(std::string("goes on without: ") + error.what());
    }
}

template <void (*append)(Library&)>
void program(const Parameters& parameters)
{
    auto& library = sync::kept<Library>(parameters.whole("missing"), parameters.word("file") == "gone for good",
                                        parameters.units("read"));
    sync::ThreadGroup callers;
    for (int i = 1; i <= parameters.whole("callers"); ++i)
        callers.start("caller " + std::to_string(i), [&library] { append(library); });
    callers.joinAll();
    sync::outcome("lines", library.lines.size());
}

constexpr auto completed = trace::Ending::Completed;
constexpr auto leak = trace::FindingKind::LockLeak;
constexpr auto failed = trace::FindingKind::LaneFailed;

} // namespace

extern const Scenario fileLockException = {
    .id = "file-lock-exception",
    .title = "A file and an exception",
    .chapter = Chapter::Locks,
    .summary = "thrown between lock and unlock",
    .file = "core/scenarios/file_lock_exception.cpp",
    .parameters = {{.id = "callers", .title = "Callers", .initial = 3, .minimum = 1, .maximum = 6},
                   {.id = "missing",
                    .title = "Missing at opening",
                    .initial = 1,
                    .maximum = 6,
                    .hint = "who opens it as the first, second, … finds no file; 0: everybody finds it"},
                   {.id = "file", .title = "After that", .maximum = 1, .choices = {"comes back", "gone for good"}},
                   {.id = "read", .title = "Reading", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants =
        {{.id = "manual",
          .title = "Unlocked by hand",
          .mark = Mark::Broken,
          .promise = {.any = {{trace::Ending::Hang, {leak, failed}}},
                      .makespan = 0,
                      .note = "one fails and keeps the lock, the others wait for it for ever"},
          .program = program<manual>},
         {.id = "manual-last",
          .title = "Unlocked by hand, and the last one fails",
          .mark = Mark::Broken,
          .promise = {.any = {{completed, {leak, failed}, "lines=2"}},
                      .makespan = 2,
                      .note = "the same mistake, and nobody comes after to notice"},
          .program = program<manual>,
          .defaults = {{"missing", 3}}},
         {.id = "present",
          .title = "Unlocked by hand, and the file is there",
          .promise = {.any = {{.outcome = "lines=3"}},
                      .makespan = 3,
                      .note = "as long as nothing is thrown all is well"},
          .program = program<manual>,
          .defaults = {{"missing", 0}}},
         {.id = "finally",
          .title = "Unlocked on both ways out",
          .promise = {.any = {{completed, {failed}, "lines=2"}}, .makespan = 2, .note = "one fails, the others go on"},
          .program = program<unlockFinally>},
         {.id = "guard",
          .title = "A guard unlocks",
          .promise = {.any = {{completed, {failed}, "lines=2"}},
                      .makespan = 2,
                      .note = "the same without a word: the guard closes with its scope"},
          .program = program<guarded>},
         {.id = "guard-gone",
          .title = "A guard, and the file is gone for good",
          .promise = {.any = {{completed, {failed}, "lines=0"}},
                      .makespan = 0,
                      .note = "everybody fails, and the lock is free"},
          .program = program<guarded>,
          .defaults = {{"file", 1}}},
         {.id = "caught",
          .title = "A guard unlocks, and the caller catches",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = "lines=2"}}, .makespan = 2, .note = "nobody fails"},
          .program = program<guardedAndCaught>}},
    .row = "L04",
    .before = {"atm-lock-leak"},
    .related = {"atm-lock-leak:raii"},
};

} // namespace interleave::scenarios
