// Three workers empty a queue.
//
// Four numbers lie in a queue. Workers A, B and C each take one, write its factors on a line, rest for 1 u, and come
// back for more. A worker who finds the queue empty goes home. There is one number more than workers, so one of them
// takes two.
//
// Look for:  who takes the fourth number, and who goes home last.
// Compare:   the variants `try-get` and `empty-then-get`: asking and taking in one step, or in two.
// Source:    G. R. Andrews, "Concurrent Programming: Principles and Practice" (1991), the bag of tasks.

#include "core/scenarios/scenario.h"

#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

/// What stands for "no more" among numbers that are at least 1.
constexpr int nothingMore = 0;

std::vector<int> numbersIn(const std::string& list)
{
    std::vector<int> numbers;
    const char* const end = list.data() + list.size();
    for (const char* at = list.data(); at < end; ++at)
        at = std::from_chars(at, end, numbers.emplace_back()).ptr;
    return numbers;
}

/// The line with all factors; how many lines were written.
int writeFactors(int number)
{
    std::string line = std::to_string(number) + ":";
    for (int factor = 1; factor <= number; ++factor)
        if (number % factor == 0)
            line += " " + std::to_string(factor);
    sync::note(line);
    return 1;
}

/// The note one level too deep: a line for each factor, and only the last of them is whole.
int writeGrowingLines(int number)
{
    std::string line = std::to_string(number) + ":";
    int lines = 0;
    for (int factor = 1; factor <= number; ++factor)
        if (number % factor == 0) {
            line += " " + std::to_string(factor);
            sync::note(line);
            ++lines;
        }
    return lines;
}

struct Work
{
    explicit Work(const Parameters& parameters)
        : numbers(numbersIn(parameters.word("inputs")))
        , workers(parameters.whole("workers"))
        , pause(parameters.units("pause"))
    {}

    std::vector<int> numbers;
    int workers;
    sync::Duration pause;
    sync::Queue<int> queue{"numbers"};
    sync::Shared<std::string> gone{"gone home", ""};
};

using Write = int (*)(int);

/// What one worker has done.
struct Done
{
    int taken = 0;
    int lines = 0;
};

/// Takes numbers as long as `next` hands one out.
template <Write write, typename Next>
void workUntilEmpty(Work& work, char name, Done& mine, Next next)
{
    sync::note("starts");
    while (const std::optional<int> number = next()) {
        ++mine.taken;
        mine.lines += write(*number);
        sync::sleepFor(work.pause);
    }
    sync::note("goes home");
    work.gone.update([&](const std::string& before) { return before + (before.empty() ? "" : ",") + name; });
    sync::outcome(std::string(1, static_cast<char>(name - 'A' + 'a')), "home");
}

template <Write write, typename Next, typename Ending = void (*)(Work&)>
void drain(
    const Parameters& parameters, Next next, Ending ending = [](Work&) {})
{
    Work work{parameters};
    for (const int number : work.numbers)
        work.queue.put(number);
    std::vector<Done> done(static_cast<std::size_t>(work.workers));
    sync::ThreadGroup group;
    for (std::size_t i = 0; i < done.size(); ++i) {
        const char name = static_cast<char>('A' + static_cast<char>(i));
        group.start(std::string(1, name),
                    [&, name, i] { workUntilEmpty<write>(work, name, done[i], [&] { return next(work.queue); }); });
    }
    ending(work);
    group.joinAll();
    int lines = 0;
    int most = 0;
    for (const Done& one : done) {
        lines += one.lines;
        most = std::max(most, one.taken);
    }
    sync::note("done: " + work.gone.read());
    sync::outcome("lines", lines);
    sync::outcome("most", most);
}

std::optional<int> take(sync::Queue<int>& queue)
{
    return queue.tryGet();
}

/// Looks, and then takes. Between the two somebody else takes it.
std::optional<int> lookThenTake(sync::Queue<int>& queue)
{
    if (queue.isEmpty())
        return std::nullopt;
    return queue.get();
}

std::optional<int> takeUntilLast(sync::Queue<int>& queue)
{
    const int number = queue.get();
    return number == nothingMore ? std::nullopt : std::optional(number);
}

template <Write write>
void tryGet(const Parameters& parameters)
{
    drain<write>(parameters, take);
}

void emptyThenGet(const Parameters& parameters)
{
    drain<writeFactors>(parameters, lookThenTake);
}

void sentinel(const Parameters& parameters)
{
    drain<writeFactors>(parameters, takeUntilLast, [](Work& work) {
        for (int i = 0; i < work.workers; ++i)
            work.queue.put(nothingMore);
    });
}

void closed(const Parameters& parameters)
{
    drain<writeFactors>(
        parameters, [](sync::Queue<int>& queue) { return queue.getUntilClosed(); },
        [](Work& work) { work.queue.close(); });
}

constexpr auto hang = trace::Ending::Hang;
const Promised two = {.outcome = "a=home b=home c=home lines=4 most=2"};
const Promised three = {.outcome = "a=home b=home c=home lines=4 most=3"};
const Promised four = {.outcome = "a=home b=home c=home lines=4 most=4"};

} // namespace

extern const Scenario queueWorkerDrain = {
    .id = "queue-worker-drain",
    .title = "Three workers empty a queue",
    .chapter = Chapter::Queues,
    .summary = "take a number, write its factors",
    .file = "core/scenarios/queue_worker_drain.cpp",
    .parameters =
        {{.id = "inputs", .title = "Numbers", .maximum = 2, .choices = {"1,10,4,3", "12,7,9,5", "6,28,1,2,3,4,5,8"}},
         {.id = "workers", .title = "Workers", .initial = 3, .minimum = 1, .maximum = 8},
         {.id = "pause", .title = "Pause", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants = {{.id = "try-get",
                  .title = "Take one if there is one",
                  .mark = Mark::Fixed,
                  .promise = {.any = {two, three, four},
                              .timed = {two},
                              .makespan = 2,
                              .note = "any of the six orders of going home; who takes two goes last"},
                  .program = tryGet<writeFactors>},
                 {.id = "print-in-loop",
                  .title = "A line for each factor",
                  .mark = Mark::Broken,
                  .promise = {.any = {{.outcome = "a=home b=home c=home lines=10 most=2"},
                                      {.outcome = "a=home b=home c=home lines=10 most=3"},
                                      {.outcome = "a=home b=home c=home lines=10 most=4"}},
                              .timed = {{.outcome = "a=home b=home c=home lines=10 most=2"}},
                              .makespan = 2,
                              .note = "ten growing lines instead of four"},
                  .program = tryGet<writeGrowingLines>},
                 {.id = "empty-then-get",
                  .title = "Look, then take",
                  .mark = Mark::Broken,
                  .promise = {.any = {two,
                                      three,
                                      four,
                                      {hang, {}, "a=home b=home"},
                                      {hang, {}, "a=home c=home"},
                                      {hang, {}, "b=home c=home"},
                                      {hang, {}, "a=home"},
                                      {hang, {}, "b=home"},
                                      {hang, {}, "c=home"}},
                              .timed = {two,
                                        {hang, {}, "a=home b=home"},
                                        {hang, {}, "a=home c=home"},
                                        {hang, {}, "b=home c=home"},
                                        {hang, {}, "a=home"},
                                        {hang, {}, "b=home"},
                                        {hang, {}, "c=home"}},
                              .note = "all go home, or one or two wait for a number that another took"},
                  .program = emptyThenGet},
                 {.id = "sentinel",
                  .title = "A last number for each",
                  .mark = Mark::Fixed,
                  .promise = {.any = {two, three, four},
                              .timed = {two},
                              .makespan = 2,
                              .note = "three zeros after the numbers"},
                  .program = sentinel},
                 {.id = "closed",
                  .title = "A closed queue",
                  .mark = Mark::Fixed,
                  .promise =
                      {.any = {two, three, four}, .timed = {two}, .makespan = 2, .note = "closed, and still emptied"},
                  .program = closed}},
    .pictures = {{trace::PictureKind::Places, "Queue", {"numbers"}},
                 {trace::PictureKind::Makespans, "How long"}},
    .row = "Q02",
    .before = {"steamed-bun-basket"},
    .related = {"steamed-bun-basket:crowded-poll", "queue-operations:stale-size"},
};

} // namespace interleave::scenarios
