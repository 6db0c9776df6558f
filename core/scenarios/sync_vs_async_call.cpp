// A calls B: wait, or be told.
//
// A wants something of B that takes B 3 u, and has 3 u of work of its own. A may wait for the answer before it goes on,
// or go on and find out about the answer later: by looking, by waiting when there is nothing else to do, by being told,
// or not at all.
//
// Look for:  what A does between its call and the answer, and on whose lane the answer is dealt with.
// Compare:   the variants `synchronous` and `future-awaited`: 6 u and 3. In `fire-and-forget` nobody ever gets the answer.
// Source:    H. C. Baker, C. Hewitt, "The Incremental Garbage Collection of Processes", ACM SIGPLAN Notices 12(8), 1977,
//            for futures.

#include "core/scenarios/scenario.h"

#include "core/sync/event.h"
#include "core/sync/kept.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <functional>
#include <string>

namespace interleave::scenarios {
namespace {

constexpr int slices = 3; ///< of A's own work

/// The answer that will be: a place for it, and a flag that says that it is there.
struct Future
{
    void resolve(int answer)
    {
        value.write(answer);
        isReady.set();
    }
    int get()
    {
        isReady.wait();
        return value.read();
    }

    sync::Shared<int> value{"answer", 0};
    sync::Event isReady{"ready"};
};

struct Call
{
    explicit Call(const Parameters& parameters) : bWork(parameters.units("b-work")), aWork(parameters.units("a-work")) {}

    sync::Duration bWork;
    sync::Duration aWork;
    Future future;
    sync::Queue<int> inbox{"inbox of A"};
    sync::Shared<int> delivered{"delivered", 0}; ///< how often A got the answer; A's own, hence without a lock
};

int compute(Call& call)
{
    sync::note("B works");
    sync::sleepFor(call.bWork);
    return 42;
}

void workOfA(sync::Duration duration)
{
    sync::note("A works");
    sync::sleepFor(duration);
}

/// On A's lane.
void deal(Call& call, int answer)
{
    sync::note("A has the answer");
    call.delivered.fetchAdd(1);
    sync::outcome("answer", answer);
}

sync::Thread callB(Call& call)
{
    sync::Thread b{"B", [&call] { call.future.resolve(compute(call)); }};
    b.start();
    return b;
}

void synchronous(Call& call)
{
    sync::Thread b = callB(call);
    deal(call, call.future.get());
    workOfA(call.aWork);
    b.join();
}

/// A looks now and then, and waits when it has nothing else to do.
void polled(Call& call)
{
    sync::Thread b = callB(call);
    int looks = 0;
    for (int slice = 0; slice < slices; ++slice) {
        workOfA(call.aWork / slices);
        if (!call.future.isReady.isSet())
            ++looks; // in vain
    }
    deal(call, call.future.get());
    sync::outcome("in-vain", looks);
    b.join();
}

void awaited(Call& call)
{
    sync::Thread b = callB(call);
    workOfA(call.aWork);
    deal(call, call.future.get());
    b.join();
}

/// B only leaves word; A calls the function itself, when it comes to its inbox.
void callback(Call& call)
{
    const std::function<void(int)> whenDone = [&call](int answer) { deal(call, answer); };
    sync::Thread b{"B", [&call] { call.inbox.put(compute(call)); }};
    b.start();
    workOfA(call.aWork);
    whenDone(call.inbox.get());
    b.join();
}

/// A neither waits nor asks. B's answer is there, and nobody's.
void fireAndForget(Call& call)
{
    callB(call);
    workOfA(call.aWork);
}

template <void (*talk)(Call&)>
void program(const Parameters& parameters)
{
    Call& call = sync::kept<Call>(parameters);
    sync::Thread a{"A", [&call] {
                       talk(call);
                       sync::outcome("delivered", call.delivered.read());
                   }};
    a.start();
    a.join();
}

const Promised once = {.outcome = "answer=42 delivered=1"};

} // namespace

extern const Scenario syncVsAsyncCall = {
    .id = "sync-vs-async-call",
    .title = "Wait, or be told",
    .chapter = Chapter::Foundations,
    .summary = "A calls B and goes on, or does not",
    .file = "core/scenarios/sync_vs_async_call.cpp",
    .parameters = {{.id = "b-work", .title = "Work of B", .initial = 3, .minimum = 1, .maximum = 10, .unit = "u"},
                   {.id = "a-work", .title = "Work of A", .initial = 3, .maximum = 10, .unit = "u", .isWhole = false}},
    .variants =
        {{.id = "synchronous",
          .title = "A waits",
          .mark = Mark::Wasteful,
          .promise = {.any = {once}, .makespan = 6, .note = "first B works, then A"},
          .program = program<synchronous>},
         {.id = "future-polled",
          .title = "A looks now and then",
          .promise = {.any = {{.outcome = "answer=42 delivered=1 in-vain=0"},
                              {.outcome = "answer=42 delivered=1 in-vain=1"},
                              {.outcome = "answer=42 delivered=1 in-vain=2"},
                              {.outcome = "answer=42 delivered=1 in-vain=3"}},
                      .timed = {{.outcome = "answer=42 delivered=1 in-vain=2"},
                                {.outcome = "answer=42 delivered=1 in-vain=3"}},
                      .makespan = 3,
                      .note = "every look before the answer is there is in vain"},
          .program = program<polled>},
         {.id = "future-awaited",
          .title = "A works, then waits",
          .mark = Mark::Fixed,
          .promise = {.any = {once}, .makespan = 3, .note = "both work at the same time"},
          .program = program<awaited>},
         {.id = "callback",
          .title = "A is told",
          .mark = Mark::Fixed,
          .promise = {.any = {once}, .makespan = 3, .note = "B leaves word, and A's own lane deals with it"},
          .program = program<callback>},
         {.id = "fire-and-forget",
          .title = "A never asks",
          .mark = Mark::Broken,
          .promise = {.any = {{.outcome = "delivered=0"}}, .makespan = 3, .note = "B's answer is lost"},
          .program = program<fireAndForget>}},
    .pictures = {{trace::PictureKind::Makespans, "How long"}},
    .row = "F04",
    .before = {"thread-start-join"},
    .related = {"hotpot-event", "gather-radio-calls:sequential"},
};

} // namespace interleave::scenarios
