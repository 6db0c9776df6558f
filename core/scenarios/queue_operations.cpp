// What a queue can do, one operation after the other.
//
// Main puts 3, 1, 4, 2 and takes them out again. A plain list does the same beside it, and every item that the queue
// hands out has to be the list's next one. Then lanes come in: who puts may have to wait, and a size is old when it
// is read.
//
// Look for:  which item comes out next, and how long a put or a get takes.
// Compare:   the variants `fifo`, `lifo` and `priority`: the same puts, and three orders of getting.
// Source:    C. A. R. Hoare, "Monitors: An Operating System Structuring Concept", Communications of the ACM 17(10),
//            1974.

#include "core/scenarios/scenario.h"

#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <array>
#include <deque>
#include <string>

namespace interleave::scenarios {
namespace {

constexpr std::array items = {3, 1, 4, 2};

void join(std::string& list, int item)
{
    list += (list.empty() ? "" : ",") + std::to_string(item);
}

void sayState(sync::Queue<int>& queue)
{
    const auto size = queue.size();
    const bool isEmpty = queue.isEmpty();
    const bool isFull = queue.isFull();
    sync::note("size " + std::to_string(size) + (isEmpty ? ", empty" : "") + (isFull ? ", full" : ""));
}

/// What has to come out next, from a list that is searched by hand.
int expectedNext(std::deque<int>& model, sync::Order order)
{
    auto next = model.begin();
    if (order == sync::Order::Lifo)
        next = std::prev(model.end());
    else if (order == sync::Order::Priority)
        next = std::min_element(model.begin(), model.end());
    const int item = *next;
    model.erase(next);
    return item;
}

/// The script: "p" puts the next number, "g" gets one.
std::string scriptOf(const Parameters& parameters)
{
    const std::string word = parameters.word("script");
    return word == "fill-then-empty" ? "ppppgggg" : word == "one-by-one" ? "pgpgpgpg" : "ppgppggg";
}

template <sync::Order order>
void script(const Parameters& parameters)
{
    sync::Queue<int> queue{"queue",
                           {.capacity = static_cast<std::size_t>(parameters.whole("capacity")), .order = order}};
    std::deque<int> model;
    std::string got;
    bool isSame = true;
    std::size_t next = 0;
    for (const char step : scriptOf(parameters)) {
        if (step == 'p') {
            const int item = items[next++];
            if (queue.tryPut(item))
                model.push_back(item);
        } else if (const auto item = queue.tryGet()) {
            isSame = isSame && *item == expectedNext(model, order);
            join(got, *item);
        }
        sayState(queue);
    }
    sync::outcome("as-expected", isSame ? "yes" : "no");
    sync::outcome("got", got);
}

/// There is less room than items: whoever puts waits until somebody gets.
void putBlocks(const Parameters& parameters)
{
    sync::Queue<int> queue{"queue", static_cast<std::size_t>(parameters.whole("capacity"))};
    sync::Thread maker{"maker", [&] {
                           for (const int item : items) {
                               queue.put(item);
                               sync::note("has put " + std::to_string(item));
                           }
                       }};
    maker.start();
    std::string got;
    for (std::size_t i = 0; i < items.size(); ++i) {
        sync::sleepFor(sync::units(1));
        join(got, queue.get());
    }
    maker.join();
    sync::outcome("got", got);
}

/// Nobody else is there, so waiting is in vain, and both give up in the end.
void timeouts(const Parameters& parameters)
{
    const auto capacity = static_cast<std::size_t>(parameters.whole("capacity"));
    sync::Queue<int> queue{"queue", capacity};
    const bool hasGot = queue.getFor(sync::units(1)).has_value();
    sync::note(hasGot ? "got one" : "nothing came within 1 u");
    for (std::size_t i = 0; i < capacity; ++i)
        queue.put(items[i % items.size()]);
    const bool hasPut = queue.putFor(5, sync::units(1));
    sync::note(hasPut ? "there was room" : "no room within 1 u");
    sync::outcome("get", hasGot ? "one" : "nothing");
    sync::outcome("put", hasPut ? "done" : "no-room");
}

/// Two lanes, one item. Each looks whether the queue is empty before it takes.
void staleSize(const Parameters&)
{
    sync::Queue<int> queue{"queue"};
    sync::Shared<int> fooled{"fooled", 0};
    queue.put(items[0]);
    sync::ThreadGroup group;
    for (const char* name : {"first", "second"})
        group.start(name, [&] {
            if (queue.isEmpty()) {
                sync::note("sees that it is empty");
            } else if (!queue.tryGet()) {
                sync::note("saw an item, and it is gone");
                fooled.fetchAdd(1);
            }
        });
    group.joinAll();
    sync::outcome("fooled", fooled.read());
}

/// The queue counts what has been dealt with, and main waits for that and not for the lanes.
void taskDone(const Parameters& parameters)
{
    sync::Queue<int> queue{"queue", static_cast<std::size_t>(parameters.whole("capacity"))};
    sync::Shared<int> done{"done", 0};
    sync::ThreadGroup workers;
    for (const char* name : {"worker 1", "worker 2"})
        workers.start(name, [&] {
            while (const auto item = queue.getUntilClosed()) {
                sync::sleepFor(sync::units(1));
                done.fetchAdd(1);
                queue.taskDone();
            }
        });
    for (const int item : items)
        queue.put(item);
    queue.join();
    sync::note("everything has been dealt with");
    sync::outcome("done", done.read());
    queue.close();
    workers.joinAll();
}

} // namespace

extern const Scenario queueOperations = {
    .id = "queue-operations",
    .title = "What a queue can do",
    .chapter = Chapter::Queues,
    .summary = "put, get, size, empty, full, done",
    .file = "core/scenarios/queue_operations.cpp",
    .parameters = {{.id = "capacity", .title = "Capacity", .initial = 4, .minimum = 1, .maximum = 10},
                   {.id = "script",
                    .title = "Script",
                    .maximum = 2,
                    .choices = {"fill-then-empty", "one-by-one", "up-and-down"},
                    .hint = "in the variants of three orders"}},
    .variants =
        {{.id = "fifo",
          .title = "First in, first out",
          .promise = {.any = {{.outcome = "as-expected=yes got=3,1,4,2"}},
                      .makespan = 0,
                      .note = "in the order of coming"},
          .program = script<sync::Order::Fifo>},
         {.id = "lifo",
          .title = "Last in, first out",
          .promise = {.any = {{.outcome = "as-expected=yes got=2,4,1,3"}}, .makespan = 0, .note = "a stack"},
          .program = script<sync::Order::Lifo>},
         {.id = "priority",
          .title = "The smallest first",
          .promise = {.any = {{.outcome = "as-expected=yes got=1,2,3,4"}}, .makespan = 0, .note = "whenever it came"},
          .program = script<sync::Order::Priority>},
         {.id = "put-blocks",
          .title = "A put that waits",
          .promise = {.any = {{.outcome = "got=3,1,4,2"}},
                      .makespan = 4,
                      .note = "no room: whoever puts waits for a get"},
          .program = putBlocks,
          .defaults = {{"capacity", 2}}},
         {.id = "timeouts",
          .title = "Waiting for a while",
          .promise = {.any = {{.outcome = "get=nothing put=no-room"}}, .makespan = 2, .note = "1 u each, in vain"},
          .program = timeouts},
         {.id = "stale-size",
          .title = "Look, then take",
          .mark = Mark::Broken,
          .promise = {.any = {{.outcome = "fooled=0"}, {.outcome = "fooled=1"}},
                      .makespan = 0,
                      .note = "both may see the one item, and one of them gets it"},
          .program = staleSize},
         {.id = "task-done",
          .title = "Wait until all is dealt with",
          .mark = Mark::Fixed,
          .promise = {.any = {{.outcome = "done=4"}}, .makespan = 2, .note = "main goes on after the fourth taskDone"},
          .program = taskDone}},
    .pictures = {{trace::PictureKind::Places, "Queue", {"queue"}},
                 {trace::PictureKind::Heap, "Heap", {"queue"}}},
    .row = "Q04",
    .related = {"steamed-bun-basket"},
};

} // namespace interleave::scenarios
