// A crawler with manners.
//
// Twelve pages are to be fetched from one server, which answers after a while. All at once is fastest, and more than the
// server can take. A semaphore with three permits keeps the number of requests in flight at three.
//
// Look for:  how many requests are in flight, as the server counts them.
// Compare:   the variants `semaphore` and `early-release`: a permit given back before the work is over limits something else;
//            `loopback`, where the server is a real one, on a port of this machine.
// Source:    E. W. Dijkstra, "Cooperating Sequential Processes" (1965); the Semaphore of Python's asyncio.

#include "core/scenarios/scenario.h"

#include "core/async/event_loop.h"
#include "core/async/future.h"
#include "core/async/sleep.h"
#include "core/async/stream.h"
#include "core/async/task.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/random.h"
#include "core/sync/semaphore.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <deque>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

/// What answers, and counts. To see what a semaphore does it is enough that it sleeps.
struct Server
{
    explicit Server(const Parameters& parameters)
        : limit(parameters.whole("limit"))
        , latency(parameters.number("latency"))
        , spread(parameters.number("spread"))
    {}

    /// Half of the time until the answer begins, half until it is read.
    sync::Duration half() const { return sync::randomUnits(latency, latency + spread) / 2; }

    void begin()
    {
        if (inFlight.fetchAdd(1) >= limit)
            isExceeded.write(true);
    }
    void end()
    {
        inFlight.fetchAdd(-1);
        served.fetchAdd(1);
    }
    void report()
    {
        sync::outcome("exceeded", isExceeded.read() ? "yes" : "no");
        sync::outcome("fetched", served.read());
    }

    int limit;
    double latency;
    double spread;
    sync::Shared<int> inFlight{"in flight", 0};
    sync::Shared<int> served{"fetched", 0};
    sync::Shared<bool> isExceeded{"exceeded", false};
};

void fetchAtOnce(Server& server, sync::Semaphore&)
{
    server.begin();
    sync::sleepFor(server.half()); // until the answer begins
    sync::sleepFor(server.half()); // the answer itself
    server.end();
}

void fetchWithPermit(Server& server, sync::Semaphore& permits)
{
    const sync::SemaphoreGuard permit{permits};
    fetchAtOnce(server, permits);
}

/// The permit goes back when the answer begins. The answer still comes in, and keeps the server busy.
void releaseEarly(Server& server, sync::Semaphore& permits)
{
    permits.acquire();
    server.begin();
    sync::sleepFor(server.half());
    permits.release();
    sync::sleepFor(server.half());
    server.end();
}

template <void (*fetch)(Server&, sync::Semaphore&)>
void program(const Parameters& parameters)
{
    Server server{parameters};
    sync::Semaphore permits{"permits", server.limit};
    sync::ThreadGroup crawlers;
    for (int i = 1; i <= parameters.whole("urls"); ++i)
        crawlers.start("page " + std::to_string(i), [&] { fetch(server, permits); });
    crawlers.joinAll();
    server.report();
}

/// A semaphore for coroutines: who finds no permit awaits a future, in order of coming.
class TaskSemaphore
{
public:
    explicit TaskSemaphore(int permits) : m_permits(permits) {}

    async::Task<> acquire()
    {
        if (m_permits > 0) {
            --m_permits;
            co_return;
        }
        async::Future<> turn{"turn"};
        m_waiting.push_back(turn);
        co_await turn;
    }
    void release()
    {
        if (m_waiting.empty()) {
            ++m_permits;
            return;
        }
        m_waiting.front().setResult();
        m_waiting.pop_front();
    }

private:
    int m_permits;
    std::deque<async::Future<>> m_waiting;
};

async::Task<> fetchAsync(Server& server, TaskSemaphore& permits)
{
    co_await permits.acquire();
    server.begin();
    co_await async::asyncSleep(server.half());
    co_await async::asyncSleep(server.half());
    server.end();
    permits.release();
}

async::Task<> crawl(Server& server, TaskSemaphore& permits, int urls)
{
    std::vector<async::TaskHandle<>> pages;
    for (int i = 1; i <= urls; ++i)
        pages.push_back(async::createTask("page " + std::to_string(i), fetchAsync(server, permits)));
    for (const async::TaskHandle<>& page : pages)
        co_await page;
}

void coroutines(const Parameters& parameters)
{
    Server server{parameters};
    TaskSemaphore permits{server.limit};
    async::EventLoop loop{"loop"};
    loop.run(crawl(server, permits, parameters.whole("urls")));
    server.report();
}

/// What a real server does for one that has connected: half of the time until the answer begins, half until it is whole.
async::Task<> answer(Server& server, async::Stream client)
{
    const std::string page = co_await client.readLine();
    server.begin();
    co_await async::asyncSleep(server.half());
    co_await client.write("here is ");
    co_await async::asyncSleep(server.half());
    server.end(); // before the crawler can know
    co_await client.write(page + "\n");
}

async::Task<> serve(Server& server, async::Listener& listener, int requests)
{
    std::vector<async::TaskHandle<>> answers;
    for (int i = 1; i <= requests; ++i) {
        async::Stream client = co_await listener.accept("request " + std::to_string(i));
        answers.push_back(async::createTask("answer " + std::to_string(i), answer(server, std::move(client))));
    }
    for (const async::TaskHandle<>& each : answers)
        co_await each;
}

async::Task<bool> fetchFromPort(std::uint16_t port, TaskSemaphore& permits, std::string page)
{
    co_await permits.acquire();
    async::Stream connection = co_await async::Stream::connect(port, page);
    co_await connection.write(page + "\n");
    const std::string line = co_await connection.readLine();
    permits.release();
    co_return line == "here is " + page;
}

async::Task<> crawlLoopback(Server& server, TaskSemaphore& permits, int urls)
{
    async::Listener listener; // on any port that is free
    const auto serving = async::createTask("server", serve(server, listener, urls));
    std::vector<async::TaskHandle<bool>> pages;
    for (int i = 1; i <= urls; ++i) {
        const std::string page = "page " + std::to_string(i);
        pages.push_back(async::createTask(page, fetchFromPort(listener.port(), permits, page)));
    }
    int right = 0;
    for (const async::TaskHandle<bool>& page : pages)
        right += co_await page ? 1 : 0;
    co_await serving;
    sync::outcome("right", right);
}

template <bool isLimited>
void loopback(const Parameters& parameters)
{
    Server server{parameters};
    TaskSemaphore permits{isLimited ? server.limit : parameters.whole("urls")};
    async::EventLoop loop{"loop"};
    loop.run(crawlLoopback(server, permits, parameters.whole("urls")));
    server.report();
}

const Promised kept = {.outcome = "exceeded=no fetched=12"};
const Promised exceeded = {.outcome = "exceeded=yes fetched=12"};
const Promised keptOutside = {.outcome = "exceeded=no fetched=12 right=12"};
const Promised exceededOutside = {.outcome = "exceeded=yes fetched=12 right=12"};

} // namespace

extern const Scenario crawlThrottle = {
    .id = "crawl-throttle",
    .title = "A crawler with manners",
    .chapter = Chapter::SemaphoresAndEvents,
    .summary = "twelve pages, three at a time",
    .file = "core/scenarios/crawl_throttle.cpp",
    .parameters = {{.id = "urls", .title = "Pages", .initial = 12, .minimum = 1, .maximum = 100},
                   {.id = "limit", .title = "Limit", .initial = 3, .minimum = 1, .maximum = 20},
                   {.id = "latency", .title = "Latency", .initial = 1, .maximum = 5, .unit = "u", .isWhole = false},
                   {.id = "spread",
                    .title = "Spread",
                    .maximum = 5,
                    .unit = "u",
                    .isWhole = false,
                    .hint = "by how much an answer may take longer, at random"}},
    .variants = {{.id = "semaphore",
                  .title = "Three permits",
                  .mark = Mark::Fixed,
                  .promise = {.any = {kept}, .makespan = 4, .note = "never more than three in flight: four rounds"},
                  .program = program<fetchWithPermit>},
                 {.id = "no-limit",
                  .title = "All at once",
                  .mark = Mark::Broken,
                  .promise = {.any = {kept, exceeded},
                              .timed = {exceeded},
                              .makespan = 1,
                              .note = "twelve in flight, unless luck spreads them"},
                  .program = program<fetchAtOnce>},
                 {.id = "early-release",
                  .title = "The permit given back too early",
                  .mark = Mark::Broken,
                  .promise = {.any = {kept, exceeded},
                              .timed = {exceeded},
                              .makespan = 2.5,
                              .note = "three wait for an answer, and as many read one"},
                  .program = program<releaseEarly>},
                 {.id = "coroutines",
                  .title = "Coroutines with three permits",
                  .mark = Mark::Fixed,
                  .promise = {.any = {kept}, .makespan = 4, .note = "the same on one thread"},
                  .program = coroutines},
                 {.id = "loopback",
                  .title = "A real server and three permits",
                  .mark = Mark::Fixed,
                  .promise = {.any = {keptOutside}, .note = "the server itself never saw more than three"},
                  .program = loopback<true>,
                  .asksOutside = true},
                 {.id = "loopback-no-limit",
                  .title = "A real server, all at once",
                  .mark = Mark::Broken,
                  .promise = {.any = {keptOutside, exceededOutside}, .note = "as many as come before the first has its answer"},
                  .program = loopback<false>,
                  .asksOutside = true}},
    .pictures = {{trace::PictureKind::Levels, "In flight", {"in flight", "permits", "fetched"}},
                 {trace::PictureKind::Places, "Permits", {"permits"}},
                 {trace::PictureKind::Makespans, "How long"}},
    .row = "S03",
    .before = {"two-person-room"},
    .related = {"two-person-room:two-seats"},
};

} // namespace interleave::scenarios
