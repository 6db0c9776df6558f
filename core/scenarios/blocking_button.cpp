// A button that freezes the window.
//
// A window is a lane that takes one event after the other from its inbox: ten ticks a u, at which it draws itself, and
// a click. What the click asks for takes 5 u. If the handler does it on the spot, no tick is dealt with before it is
// over.
//
// Look for:  the ticks that pile up in the inbox, and the moment at which the window draws again.
// Compare:   the variants `blocks` and `thread`: who does the work is all that differs.
// Source:    the event dispatch threads of Swing and Qt; J. Ousterhout, "Why Threads Are A Bad Idea" (1996).

#include "core/scenarios/scenario.h"

#include "core/async/event_loop.h"
#include "core/async/sleep.h"
#include "core/async/task.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <deque>
#include <string>

namespace interleave::scenarios {
namespace {

struct Window
{
    explicit Window(const Parameters& parameters)
        : tick(parameters.units("tick"))
        , job(parameters.units("job"))
        , ticks(static_cast<int>(job / tick) + 2)
        , left(job)
    {}

    /// One picture. Whoever looks sees it when more than two ticks have passed since the one before.
    void draw()
    {
        const sync::Duration gap = sync::now() - lastDrawn;
        if (gap > 2 * tick)
            sync::note("no picture for " + sync::inUnits(gap));
        longestGap = std::max(longestGap, gap);
        lastDrawn += gap;
        drawn.fetchAdd(1);
    }
    void show()
    {
        sync::note("shows the result");
        hasResult = true;
    }
    void report()
    {
        sync::outcome("drawn", drawn.read());
        sync::outcome("picture", longestGap <= 2 * tick ? "smooth" : longestGap < job ? "jerky" : "frozen");
    }

    sync::Duration tick;
    sync::Duration job;
    int ticks; ///< for as long as the job takes, and a little longer
    sync::Queue<std::string> inbox{"inbox"};
    sync::Shared<int> drawn{"drawn", 0};
    std::deque<sync::Thread> workers;
    bool hasResult = false; // this and what follows are the window's own
    sync::Duration lastDrawn{0};
    sync::Duration longestGap{0};
    sync::Duration left; ///< of the job
};

/// On the window's own lane, all of it.
void blocks(Window& window)
{
    sync::sleepFor(window.job);
    window.show();
}

/// On another lane, which puts the result into the inbox.
void byThread(Window& window)
{
    window.workers.emplace_back("worker", [&window] {
        sync::sleepFor(window.job);
        window.inbox.put("done");
    });
    window.workers.back().start();
}

/// As much of it as fits into a tick, and the rest behind the events that have come in meanwhile.
void inSlices(Window& window)
{
    const sync::Duration slice = std::min(window.left, window.tick);
    sync::sleepFor(slice);
    window.left -= slice;
    window.inbox.put(window.left > sync::Duration::zero() ? "rest" : "done");
}

/// The window: one event after the other, until every tick has come and the result is shown.
void dispatch(Window& window, void (*onClick)(Window&))
{
    for (int ticks = 0; ticks < window.ticks || !window.hasResult;) {
        const std::string event = window.inbox.get();
        if (event == "tick") {
            ++ticks;
            window.draw();
        } else if (event == "done") {
            window.show();
        } else {
            if (event == "click")
                sync::note("clicked");
            onClick(window);
        }
    }
}

template <void (*onClick)(Window&)>
void program(const Parameters& parameters)
{
    Window window{parameters};
    window.inbox.put("click");
    sync::Thread ui{"window", [&window] { dispatch(window, onClick); }};
    sync::Thread clock{"clock", [&window] {
                           for (int i = 0; i < window.ticks; ++i) {
                               sync::sleepFor(window.tick);
                               window.inbox.put("tick");
                           }
                       }};
    ui.start();
    clock.start();
    clock.join();
    ui.join();
    for (sync::Thread& worker : window.workers)
        worker.join();
    window.report();
}

async::Task<> drawAll(Window& window)
{
    for (int i = 0; i < window.ticks; ++i) {
        co_await async::asyncSleep(window.tick);
        window.draw();
    }
}

/// The handler waits for what somebody else does, and gives the loop back meanwhile.
async::Task<> handleClick(Window& window)
{
    sync::note("clicked");
    co_await async::asyncSleep(window.job);
    window.show();
}

async::Task<> handleAll(Window& window)
{
    const auto click = async::createTask("click", handleClick(window));
    const auto drawing = async::createTask("drawing", drawAll(window));
    co_await click;
    co_await drawing;
}

void coroutines(const Parameters& parameters)
{
    Window window{parameters};
    async::EventLoop loop{"window"};
    loop.run(handleAll(window), "main");
    window.report();
}

const Promised smooth = {.outcome = "drawn=52 picture=smooth"};
const Promised jerky = {.outcome = "drawn=52 picture=jerky"};
const Promised frozen = {.outcome = "drawn=52 picture=frozen"};

} // namespace

extern const Scenario blockingButton = {
    .id = "blocking-button",
    .title = "A button that freezes the window",
    .chapter = Chapter::Foundations,
    .summary = "a click that takes 5 u",
    .file = "core/scenarios/blocking_button.cpp",
    .parameters = {{.id = "job", .title = "Job", .initial = 5, .minimum = 1, .maximum = 20, .unit = "u"},
                   {.id = "tick",
                    .title = "Tick",
                    .initial = 0.1,
                    .minimum = 0.1,
                    .maximum = 2,
                    .unit = "u",
                    .isWhole = false,
                    .hint = "how often the window wants to draw itself; nobody notices a job of two ticks"}},
    .variants = {{.id = "blocks",
                  .title = "The handler does it",
                  .mark = Mark::Broken,
                  .promise = {.any = {frozen},
                              .makespan = 5.2,
                              .note = "nothing is drawn for 5 u; what piled up comes in one go"},
                  .program = program<blocks>},
                 {.id = "thread",
                  .title = "A thread does it",
                  .mark = Mark::Fixed,
                  .promise = {.any = {frozen, jerky, smooth},
                              .timed = {smooth},
                              .makespan = 5.2,
                              .note = "the window draws at every tick; the result comes through its inbox"},
                  .program = program<byThread>},
                 {.id = "slices",
                  .title = "The handler does it in slices",
                  .mark = Mark::Fixed,
                  .promise = {.any = {frozen, jerky, smooth},
                              .timed = {smooth},
                              .makespan = 5.2,
                              .note = "never more than two ticks without a picture"},
                  .program = program<inSlices>},
                 {.id = "async",
                  .title = "The handler awaits it",
                  .mark = Mark::Fixed,
                  .promise = {.any = {frozen, jerky, smooth},
                              .timed = {smooth},
                              .makespan = 5.2,
                              .note = "whoever does the work, the loop is free meanwhile"},
                  .program = coroutines}},
    .pictures = {{trace::PictureKind::Makespans, "How long"}},
    .row = "F07",
    .before = {"sync-vs-async-call"},
    .related = {"third-party-gateway", "gather-radio-calls"},
};

} // namespace interleave::scenarios
