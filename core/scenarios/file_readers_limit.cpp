// Readers and a writer, and a semaphore for want of something better.
//
// Readers read the two halves of a file, one after the other; a writer replaces both, one after the other. Three permits limit
// the number of readers. Whether the writer is kept apart from them depends on what he takes before he writes.
//
// Look for:  a reader who has the old first half and the new second one, or the other way round.
// Compare:   the variants `permits-only`, `all-permits` and `read-write-lock`: nothing, every permit, a lock made for it.
// Source:    P. J. Courtois, F. Heymans, D. L. Parnas, "Concurrent Control with Readers and Writers", Communications of
//            the ACM 14(10), 1971.

#include "core/scenarios/scenario.h"

#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/semaphore.h"
#include "core/sync/shared.h"
#include "core/sync/shared_mutex.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <string>

namespace interleave::scenarios {
namespace {

struct File
{
    explicit File(const Parameters& parameters)
        : limit(parameters.whole("limit"))
        , reading(parameters.units("read"))
        , writing(parameters.units("write"))
        , seats("seats", limit)
    {}

    int limit;
    sync::Duration reading;
    sync::Duration writing;
    sync::Shared<int> firstHalf{"first half", 1};
    sync::Shared<int> secondHalf{"second half", 1};
    sync::Shared<int> inside{"readers", 0};
    sync::Shared<int> mostInside{"most readers", 0};
    sync::Shared<bool> isTorn{"torn", false};
    sync::Semaphore seats;
    sync::Mutex turn{"writers' turn"};
    sync::Mutex lock{"lock"};
    sync::SharedMutex readWriteLock{"read-write lock"};
};

/// Reads both halves, which should be of the same version.
void readBoth(File& file)
{
    const int together = file.inside.fetchAdd(1) + 1;
    file.mostInside.update([&](int most) { return together > most ? together : most; });
    const int first = file.firstHalf.read();
    sync::sleepFor(file.reading);
    const int second = file.secondHalf.read();
    if (first != second) {
        sync::note("read halves of two versions");
        file.isTorn.write(true);
    }
    file.inside.fetchAdd(-1);
}

void writeBoth(File& file)
{
    const int version = file.firstHalf.read() + 1;
    file.firstHalf.write(version);
    sync::sleepFor(file.writing);
    file.secondHalf.write(version);
    sync::note("wrote version " + std::to_string(version));
}

void readWithPermit(File& file)
{
    const sync::SemaphoreGuard seat{file.seats};
    readBoth(file);
}

/// The semaphore counts readers. The writer is none, so it does not stop him.
void writeAtOnce(File& file)
{
    writeBoth(file);
}

/// Every permit, one after the other: while he has them all nobody reads.
void takeAll(File& file)
{
    for (int i = 0; i < file.limit; ++i)
        file.seats.acquire();
    writeBoth(file);
    file.seats.release(file.limit);
}

/// The same, but one writer at a time collects permits.
void takeAllInTurn(File& file)
{
    const sync::LockGuard guard{file.turn};
    takeAll(file);
}

void readShared(File& file)
{
    const sync::SemaphoreGuard seat{file.seats};
    const sync::SharedLock guard{file.readWriteLock};
    readBoth(file);
}

void writeAlone(File& file)
{
    const sync::LockGuard guard{file.readWriteLock};
    writeBoth(file);
}

void readLocked(File& file)
{
    const sync::LockGuard guard{file.lock};
    readBoth(file);
}

void writeLocked(File& file)
{
    const sync::LockGuard guard{file.lock};
    writeBoth(file);
}

template <void (*read)(File&), void (*write)(File&)>
void program(const Parameters& parameters)
{
    File file{parameters};
    sync::ThreadGroup group;
    for (int i = 1; i <= parameters.whole("writers"); ++i)
        group.start("writer " + std::to_string(i), [&file] { write(file); });
    for (int i = 1; i <= parameters.whole("readers"); ++i)
        group.start("reader " + std::to_string(i), [&file] { read(file); });
    group.joinAll();
    sync::outcome("most-readers", file.mostInside.read());
    sync::outcome("torn", file.isTorn.read() ? "yes" : "no");
}

constexpr std::string_view one = "most-readers=1 torn=no";
constexpr std::string_view two = "most-readers=2 torn=no";
constexpr std::string_view three = "most-readers=3 torn=no";
constexpr std::string_view tornAlone = "most-readers=1 torn=yes";
constexpr std::string_view tornTwo = "most-readers=2 torn=yes";
constexpr std::string_view tornThree = "most-readers=3 torn=yes";

} // namespace

extern const Scenario fileReadersLimit = {
    .id = "file-readers-limit",
    .title = "Readers of a file",
    .chapter = Chapter::SemaphoresAndEvents,
    .summary = "at most three readers, and a writer",
    .file = "core/scenarios/file_readers_limit.cpp",
    .parameters = {{.id = "readers", .title = "Readers", .initial = 5, .minimum = 1, .maximum = 10},
                   {.id = "limit", .title = "Permits", .initial = 3, .minimum = 1, .maximum = 10},
                   {.id = "writers",
                    .title = "Writers",
                    .initial = 1,
                    .maximum = 3,
                    .hint = "more than one may stand in each other's way where they take permits one by one"},
                   {.id = "read", .title = "Reading", .initial = 2, .maximum = 10, .unit = "u", .isWhole = false},
                   {.id = "write", .title = "Writing", .initial = 3, .maximum = 10, .unit = "u", .isWhole = false}},
    .variants =
        {{.id = "permits-only",
          .title = "Permits for readers, nothing for the writer",
          .mark = Mark::Broken,
          .promise = {.any = {{.outcome = one},
                              {.outcome = two},
                              {.outcome = three},
                              {.outcome = tornAlone},
                              {.outcome = tornTwo},
                              {.outcome = tornThree}},
                      .timed = {{.outcome = three}, {.outcome = tornThree}},
                      .makespan = 4,
                      .note = "the limit is kept, and readers see halves of two versions"},
          .program = program<readWithPermit, writeAtOnce>},
         {.id = "all-permits",
          .title = "The writer takes every permit",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = one}, {.outcome = two}, {.outcome = three}},
                      .note = "who has all permits is alone; right as long as there is one writer"},
          .program = program<readWithPermit, takeAll>},
         {.id = "two-writers",
          .title = "Two writers take permits one by one",
          .mark = Mark::Broken,
          .promise = {.any = {{.outcome = one}, {.outcome = two}, {.outcome = three}, {.ending = trace::Ending::Hang}},
                      .note = "each has a part of the permits and waits for the rest"},
          .program = program<readWithPermit, takeAll>,
          .defaults = {{"writers", 2}}},
         {.id = "two-writers-in-turn",
          .title = "Two writers, one after the other",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = one}, {.outcome = two}, {.outcome = three}},
                      .note = "only one at a time collects permits"},
          .program = program<readWithPermit, takeAllInTurn>,
          .defaults = {{"writers", 2}}},
         {.id = "read-write-lock",
          .title = "A lock for readers and writers",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = one}, {.outcome = two}, {.outcome = three}},
                      .timed = {{.outcome = three}},
                      .note = "the lock keeps them apart, the permits limit the readers"},
          .program = program<readShared, writeAlone>},
         {.id = "mutex",
          .title = "One lock for all",
          .mark = Mark::Wasteful,
          .promise = {.any = {{.outcome = one}}, .makespan = 13, .note = "right, and readers wait for each other"},
          .program = program<readLocked, writeLocked>}},
    .pictures = {{trace::PictureKind::Places, "Seats", {"seats", "writers' turn", "lock", "read-write lock"}}},
    .row = "S02",
    .before = {"two-person-room"},
    .related = {"kitchen-deadlock:as-written"},
};

} // namespace interleave::scenarios
