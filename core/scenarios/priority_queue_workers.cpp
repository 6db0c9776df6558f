// Jobs with a score: the urgent ones first.
//
// Jobs wait at a counter, each with a score; 1 is the most urgent. Workers take one after the other, 1 u for each. A
// plain queue hands out what came first, a queue with scores what is most urgent. Who keeps being urgent may keep the
// others waiting for ever.
//
// Look for:  which job is taken next, and how long the least urgent one waits.
// Compare:   the variants `starvation` and `ageing`: the same jobs, but waiting counts.
// Source:    E. G. Coffman, P. J. Denning, "Operating Systems Theory" (1973), priorities and ageing.

#include "core/scenarios/scenario.h"

#include "core/sync/mutex.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

struct Job
{
    int score; ///< 1 is the most urgent
    char name;

    /// Equal scores: the queue hands out the older one first.
    friend bool operator<(const Job& a, const Job& b) { return a.score < b.score; }
    template <typename Output>
    friend Output& operator<<(Output& out, const Job& job)
    {
        out << job.name << " (score " << job.score << ")";
        return out;
    }
};

/// The scores of jobs A, B, C, … as they come.
constexpr std::array scores = {3, 1, 2, 1, 5, 4, 2, 3, 1, 5};

std::vector<Job> jobsOf(const Parameters& parameters)
{
    std::vector<Job> jobs;
    for (int i = 0; i < parameters.whole("items"); ++i)
        jobs.push_back({scores[static_cast<std::size_t>(i) % scores.size()], static_cast<char>('A' + i)});
    return jobs;
}

struct Counter
{
    sync::Queue<Job> jobs;
    sync::Mutex turn{"turn"};                     ///< one worker at a time takes a job and writes it down
    sync::Shared<std::string> taken{"taken", ""}; ///< in the order of taking
};

void serve(Counter& counter, sync::Duration time)
{
    for (;;) {
        {
            const sync::LockGuard guard{counter.turn};
            const auto job = counter.jobs.getUntilClosed();
            if (!job)
                return;
            sync::note(std::string("takes ") + job->name + ", score " + std::to_string(job->score));
            counter.taken.update([&](const std::string& before) { return before + job->name; });
        }
        sync::sleepFor(time);
    }
}

template <typename Arrive>
std::string serveAll(const Parameters& parameters, sync::Order order, Arrive arrive)
{
    Counter counter{{"jobs", {.order = order}}};
    sync::ThreadGroup workers;
    const auto startWorkers = [&] {
        for (int i = 1; i <= parameters.whole("workers"); ++i)
            workers.start("worker " + std::to_string(i), [&] { serve(counter, parameters.units("job")); });
    };
    arrive(counter.jobs, startWorkers);
    counter.jobs.close();
    workers.joinAll();
    return counter.taken.read();
}

/// Everything is there before the workers come: what they take, and in which order, does not depend on them.
template <sync::Order order>
void allThere(const Parameters& parameters)
{
    const std::string taken = serveAll(parameters, order, [&](sync::Queue<Job>& jobs, auto startWorkers) {
        for (const Job& job : jobsOf(parameters))
            jobs.put(job);
        startWorkers();
    });
    sync::outcome("order", taken);
}

/// An urgent job comes while the first ones are being done. Nobody is interrupted for it.
void lateUrgent(const Parameters& parameters)
{
    const std::string taken =
        serveAll(parameters, sync::Order::Priority, [&](sync::Queue<Job>& jobs, auto startWorkers) {
            for (int i = 1; i < parameters.whole("items"); ++i)
                jobs.put({3, static_cast<char>('A' + i - 1)});
            startWorkers();
            sync::sleepFor(sync::units(0.5));
            jobs.put({1, 'U'});
        });
    sync::outcome("place", static_cast<int>(taken.find('U')) + 1);
}

/// One patient job, and then an urgent one every u. With `gain`, each u that an urgent job comes later makes it less
/// urgent than one that has waited that long: as if everybody who waits became more urgent with time.
template <int gain>
void urgentStream(const Parameters& parameters)
{
    const std::string taken =
        serveAll(parameters, sync::Order::Priority, [&](sync::Queue<Job>& jobs, auto startWorkers) {
            jobs.put({1, 'U'});
            jobs.put({3, 'P'});
            startWorkers();
            for (int i = 1; i < parameters.whole("items"); ++i) {
                sync::sleepFor(sync::units(i == 1 ? 0.5 : 1));
                jobs.put({1 + gain * i, 'U'});
            }
        });
    sync::outcome("place", static_cast<int>(taken.find('P')) + 1);
}

const Promised first = {.outcome = "place=1"};
const Promised second = {.outcome = "place=2"};
const Promised third = {.outcome = "place=3"};
const Promised fourth = {.outcome = "place=4"};
const Promised fifth = {.outcome = "place=5"};

} // namespace

extern const Scenario priorityQueueWorkers = {
    .id = "priority-queue-workers",
    .title = "The urgent ones first",
    .chapter = Chapter::Queues,
    .summary = "jobs with a score",
    .file = "core/scenarios/priority_queue_workers.cpp",
    .parameters = {{.id = "items", .title = "Jobs", .initial = 4, .minimum = 4, .maximum = 20},
                   {.id = "workers", .title = "Workers", .initial = 3, .minimum = 1, .maximum = 8},
                   {.id = "job", .title = "Job", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false}},
    .variants = {{.id = "fifo",
                  .title = "As they came",
                  .promise = {.any = {{.outcome = "order=ABCD"}}, .makespan = 2, .note = "the score is not looked at"},
                  .program = allThere<sync::Order::Fifo>},
                 {.id = "priority",
                  .title = "The best score first",
                  .promise = {.any = {{.outcome = "order=BDCA"}},
                              .makespan = 2,
                              .note = "B before D: equal scores, B is older"},
                  .program = allThere<sync::Order::Priority>},
                 {.id = "late-urgent",
                  .title = "An urgent one comes late",
                  .promise = {.any = {first, second, third, fourth},
                              .timed = {second},
                              .makespan = 4,
                              .note = "it overtakes who waits, not who is being served"},
                  .program = lateUrgent,
                  .defaults = {{"workers", 1}}},
                 {.id = "starvation",
                  .title = "Always somebody more urgent",
                  .mark = Mark::Broken,
                  .promise = {.any = {second, third, fourth, fifth},
                              .timed = {fifth},
                              .makespan = 5,
                              .note = "the patient one comes when the stream ends, and not before"},
                  .program = urgentStream<0>,
                  .defaults = {{"workers", 1}}},
                 {.id = "ageing",
                  .title = "Waiting counts",
                  .mark = Mark::Fixed,
                  .promise = {.any = {second, third},
                              .timed = {third},
                              .makespan = 5,
                              .note = "at most one urgent job of the stream goes before it, however many come"},
                  .program = urgentStream<1>,
                  .defaults = {{"workers", 1}}}},
    .pictures = {{trace::PictureKind::Heap, "Heap", {"jobs"}},
                 {trace::PictureKind::Places, "Queue", {"jobs", "turn"}}},
    .row = "Q03",
    .before = {"queue-worker-drain"},
    .related = {"starvation", "queue-operations:priority"},
};

} // namespace interleave::scenarios
