// A server that waits for another server.
//
// Ten requests come in. To answer one, the gateway asks a service elsewhere, which takes 1 u. The gateway itself has
// nothing to do meanwhile. How many requests it can have out there at once decides how long the last one waits.
//
// Look for:  the variable `out there`, and the requests that wait in the queue while nobody computes anything.
// Compare:   the variants `one-worker`, `workers` and `async`: 10 u, 3 and 1 for the same requests.
// Source:    J. D. C. Little, "A Proof for the Queuing Formula L = λW", Operations Research 9(3), 1961.

#include "core/scenarios/scenario.h"

#include "core/async/event_loop.h"
#include "core/async/sleep.h"
#include "core/async/task.h"
#include "core/sync/atomic.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

struct Gateway
{
    explicit Gateway(const Parameters& parameters)
        : requests(parameters.whole("requests")), remote(parameters.units("remote"))
    {}

    void ask()
    {
        const int now = outside.fetchAdd(1) + 1;
        most.update([now](int before) { return std::max(before, now); });
    }
    void answer()
    {
        outside.fetchAdd(-1);
        answered.fetchAdd(1);
    }
    void report()
    {
        sync::outcome("answered", answered.read());
        sync::outcome("at-once", most.read());
    }

    int requests;
    sync::Duration remote; ///< until the service elsewhere answers
    sync::Queue<int> waiting{"requests"};
    sync::Atomic<int> outside{"out there", 0};
    sync::Atomic<int> most{"most at once", 0};
    sync::Atomic<int> answered{"answered", 0};
};

/// Takes a request, asks elsewhere, waits, and only then takes the next.
void serve(Gateway& gateway)
{
    while (const auto request = gateway.waiting.getUntilClosed()) {
        sync::note("asks for request " + std::to_string(*request));
        gateway.ask();
        sync::sleepFor(gateway.remote);
        gateway.answer();
    }
}

void program(const Parameters& parameters)
{
    Gateway gateway{parameters};
    for (int request = 1; request <= gateway.requests; ++request)
        gateway.waiting.put(request);
    gateway.waiting.close();
    sync::ThreadGroup workers;
    for (int i = 1; i <= parameters.whole("workers"); ++i)
        workers.start("worker " + std::to_string(i), [&gateway] { serve(gateway); });
    workers.joinAll();
    gateway.report();
}

/// While one request waits for its answer, the same thread asks for the others.
async::Task<> serveAsync(Gateway& gateway)
{
    gateway.ask();
    co_await async::asyncSleep(gateway.remote);
    gateway.answer();
}

async::Task<> serveAll(Gateway& gateway)
{
    std::vector<async::TaskHandle<>> requests;
    for (int request = 1; request <= gateway.requests; ++request)
        requests.push_back(async::createTask("request " + std::to_string(request), serveAsync(gateway)));
    for (const async::TaskHandle<>& request : requests)
        co_await request;
}

void coroutines(const Parameters& parameters)
{
    Gateway gateway{parameters};
    async::EventLoop loop{"gateway"};
    loop.run(serveAll(gateway), "requests");
    gateway.report();
}

const Promised oneOut = {.outcome = "answered=10 at-once=1"};
const Promised fourOut = {.outcome = "answered=10 at-once=4"};

} // namespace

extern const Scenario thirdPartyGateway = {
    .id = "third-party-gateway",
    .title = "A server that waits for another",
    .chapter = Chapter::Foundations,
    .summary = "ten requests, one slow service",
    .file = "core/scenarios/third_party_gateway.cpp",
    .parameters = {{.id = "requests", .title = "Requests", .initial = 10, .minimum = 1, .maximum = 100},
                   {.id = "remote",
                    .title = "Service",
                    .initial = 1,
                    .minimum = 0.1,
                    .maximum = 5,
                    .unit = "u",
                    .isWhole = false,
                    .hint = "how long the service elsewhere takes for an answer"},
                   {.id = "workers", .title = "Workers", .initial = 1, .minimum = 1, .maximum = 32}},
    .variants = {{.id = "one-worker",
                  .title = "One worker that waits",
                  .mark = Mark::Wasteful,
                  .promise = {.any = {oneOut}, .makespan = 10, .note = "one request out there at a time"},
                  .program = program},
                 {.id = "workers",
                  .title = "Four workers that wait",
                  .mark = Mark::Fixed,
                  .promise = {.any = {oneOut,
                                      {.outcome = "answered=10 at-once=2"},
                                      {.outcome = "answered=10 at-once=3"},
                                      fourOut},
                              .timed = {fourOut},
                              .makespan = 3,
                              .note = "rounds of four, four and two"},
                  .program = program,
                  .defaults = {{"workers", 4}}},
                 {.id = "async",
                  .title = "One thread that does not wait",
                  .mark = Mark::Fixed,
                  .promise = {.any = {{.outcome = "answered=10 at-once=10"}},
                              .makespan = 1,
                              .note = "all ten are out there before the first answer is in"},
                  .program = coroutines}},
    .pictures = {{trace::PictureKind::Places, "Requests", {"requests"}},
                 {trace::PictureKind::Levels, "At work", {"out there", "requests", "answered"}},
                 {trace::PictureKind::Makespans, "How long"}},
    .row = "F08",
    .before = {"one-chef-kitchen"},
    .related = {"crawl-throttle", "two-person-room"},
};

} // namespace interleave::scenarios
