// One after the other, in turns, or at the same time.
//
// Three tasks of 4 u each. A processor takes a task from the ready list, works on it for a quantum, and puts it back
// if it is not finished. With a quantum as long as a task, that is one after the other. With a short one, the tasks
// take turns. With more processors, some of them are really worked on at the same time.
//
// Look for:  what each processor works on, and when the first task is finished.
// Compare:   the variants `serial`, `concurrent` and `parallel`: one list of tasks, three ways to work on it.
// Source:    A. S. Tanenbaum, "Modern Operating Systems", chapter 2, round-robin scheduling.

#include "core/scenarios/scenario.h"

#include "core/sync/atomic.h"
#include "core/sync/note.h"
#include "core/sync/outcome.h"
#include "core/sync/queue.h"
#include "core/sync/shared.h"
#include "core/sync/thread.h"
#include "core/sync/time.h"

#include <algorithm>
#include <string>
#include <vector>

namespace interleave::scenarios {
namespace {

struct Machine
{
    explicit Machine(const Parameters& parameters)
        : quantum(parameters.whole("quantum"))
        , switchCost(parameters.units("switch"))
        , left(static_cast<std::size_t>(parameters.whole("tasks")), parameters.whole("work"))
        , unfinished("unfinished", parameters.whole("tasks"))
    {}

    int quantum; ///< u
    sync::Duration switchCost;
    std::vector<int> left; ///< u of work of each task; only the processor that has the task touches it
    sync::Queue<int> ready{"ready"};
    sync::Atomic<int> unfinished;
    sync::Atomic<int> switches{"switches", 0};
    sync::Atomic<int> worked{"worked", 0}; ///< u, on all tasks together
    sync::Atomic<int> working{"working", 0};
    sync::Atomic<int> most{"most at once", 0};
    sync::Shared<std::string> finished{"finished after", ""};
};

/// For a quantum, or until the task is finished. How much had been worked on all tasks by then.
int workOn(Machine& machine, int task)
{
    const int together = machine.working.fetchAdd(1) + 1;
    machine.most.update([&](int most) { return std::max(most, together); });
    int& left = machine.left[static_cast<std::size_t>(task - 1)];
    const int time = std::min(left, machine.quantum);
    sync::note("works on task " + std::to_string(task));
    sync::sleepFor(sync::units(time));
    left -= time;
    machine.working.fetchAdd(-1);
    return machine.worked.fetchAdd(time) + time;
}

void finish(Machine& machine, int task, int worked)
{
    sync::note("has finished task " + std::to_string(task));
    machine.finished.update(
        [&](const std::string& before) { return before + (before.empty() ? "" : ",") + std::to_string(worked); });
    if (machine.unfinished.fetchAdd(-1) == 1)
        machine.ready.close();
}

/// Takes tasks from the ready list until all are finished.
void process(Machine& machine)
{
    int last = 0;
    while (const auto task = machine.ready.getUntilClosed()) {
        if (last != 0 && last != *task) {
            machine.switches.fetchAdd(1);
            sync::sleepFor(machine.switchCost);
        }
        last = *task;
        const int worked = workOn(machine, *task);
        if (machine.left[static_cast<std::size_t>(*task - 1)] == 0)
            finish(machine, *task, worked);
        else
            machine.ready.put(*task); // behind all the others
    }
}

void program(const Parameters& parameters)
{
    Machine machine{parameters};
    for (int task = 1; task <= parameters.whole("tasks"); ++task)
        machine.ready.put(task);
    sync::ThreadGroup processors;
    for (int i = 0; i < parameters.whole("cores"); ++i)
        processors.start("CPU " + std::to_string(i), [&] { process(machine); });
    processors.joinAll();
    sync::outcome("at-once", machine.most.read());
    if (parameters.whole("cores") == 1) // else the work done says nothing about the time
        sync::outcome("finished", machine.finished.read());
    sync::outcome("switches", machine.switches.read());
}

const Promised inTurn = {.outcome = "at-once=1 finished=10,11,12 switches=11"};

} // namespace

extern const Scenario serialConcurrentParallel = {
    .id = "serial-concurrent-parallel",
    .title = "One after the other, in turns, at once",
    .chapter = Chapter::Foundations,
    .summary = "three tasks, one processor or more",
    .file = "core/scenarios/serial_concurrent_parallel.cpp",
    .parameters =
        {{.id = "tasks", .title = "Tasks", .initial = 3, .minimum = 1, .maximum = 8},
         {.id = "work", .title = "Work each", .initial = 4, .minimum = 1, .maximum = 20, .unit = "u"},
         {.id = "cores", .title = "Processors", .initial = 1, .minimum = 1, .maximum = 8},
         {.id = "quantum", .title = "Quantum", .initial = 1, .minimum = 1, .maximum = 20, .unit = "u"},
         {.id = "switch", .title = "Cost of a switch", .initial = 0, .maximum = 1, .unit = "u", .isWhole = false}},
    .variants =
        {{.id = "serial",
          .title = "One after the other",
          .promise = {.any = {{.outcome = "at-once=1 finished=4,8,12 switches=2"}},
                      .makespan = 12,
                      .note = "finished at 4, 8 and 12 u"},
          .program = program,
          .defaults = {{"quantum", 4}}},
         {.id = "concurrent",
          .title = "In turns",
          .promise = {.any = {inTurn}, .makespan = 12, .note = "finished at 10, 11 and 12 u, after 11 switches"},
          .program = program},
         {.id = "parallel",
          .title = "A processor for each",
          .promise = {.any = {{.outcome = "at-once=1 switches=0"},
                              {.outcome = "at-once=1 switches=1"},
                              {.outcome = "at-once=1 switches=2"},
                              {.outcome = "at-once=2 switches=0"},
                              {.outcome = "at-once=2 switches=1"},
                              {.outcome = "at-once=3 switches=0"}},
                      .timed = {{.outcome = "at-once=3 switches=0"}},
                      .makespan = 4,
                      .note = "all finished at 4 u; with time ignored one processor may do it all"},
          .program = program,
          .defaults = {{"cores", 3}, {"quantum", 4}}},
         {.id = "both",
          .title = "More tasks than processors",
          .promise = {.any = {{.outcome = "at-once=1 switches=2"},
                              {.outcome = "at-once=1 switches=3"},
                              {.outcome = "at-once=1 switches=4"},
                              {.outcome = "at-once=1 switches=5"},
                              {.outcome = "at-once=2 switches=2"},
                              {.outcome = "at-once=2 switches=3"},
                              {.outcome = "at-once=2 switches=4"}},
                      .timed = {{.outcome = "at-once=2 switches=2"},
                                {.outcome = "at-once=2 switches=3"},
                                {.outcome = "at-once=2 switches=4"}},
                      .makespan = 3,
                      .note = "in turns and at the same time"},
          .program = program,
          .defaults = {{"cores", 2}, {"work", 2}}}},
    .row = "F01",
};

} // namespace interleave::scenarios
