// One after the other, in turns, or at the same time.
//
// Three tasks of 4 u each. A processor takes a task from the ready list, works on it for a quantum, and puts it back
// if it is not finished: the tasks take turns. Without a quantum a task keeps its processor until it is finished: one
// after the other. With more processors, some of them are really worked on at the same time.
//
// Look for:  what each processor works on, and when the first task is finished.
// Compare:   the variants `serial`, `concurrent` and `parallel`: one list of tasks, three ways to work on it.
// Source:    A. S. Tanenbaum, "Modern Operating Systems", chapter 2, round-robin scheduling.

#include "core/scenarios/scenario.h"

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

/// What to work on, and what is counted.
struct Machine
{
    Machine(const Parameters& parameters, int longest)
        : work(parameters.whole("work"))
        , quantum(longest)
        , switchCost(parameters.units("switch"))
        , left(static_cast<std::size_t>(parameters.whole("tasks")), work)
        , unfinished("unfinished", parameters.whole("tasks"))
    {}

    int work;    ///< u, of each task
    int quantum; ///< u, after which a processor takes the next task
    sync::Duration switchCost;
    std::vector<int> left; ///< u of work of each task; only the processor that has the task touches it
    sync::Queue<int> ready{"ready"};
    sync::Atomic<int> unfinished;
    sync::Atomic<int> switches{"switches", 0};
    sync::Atomic<int> worked{"worked", 0}; ///< u, on all tasks together
    sync::Atomic<int> working{"working", 0};
    sync::Atomic<int> most{"most at once", 0};
    sync::Atomic<std::string> begun{"begun after", ""}; ///< how much had been worked on all tasks when each was begun
    sync::Atomic<std::string> finished{"finished after", ""};
};

void append(sync::Atomic<std::string>& list, int number)
{
    list.update(
        [&](const std::string& before) { return before + (before.empty() ? "" : ",") + std::to_string(number); });
}

/// For a quantum, or until the task is finished. How much is left of it.
int workOn(Machine& machine, int task)
{
    int& left = machine.left[static_cast<std::size_t>(task - 1)];
    if (left == machine.work)
        append(machine.begun, machine.worked.read());
    const int together = machine.working.fetchAdd(1) + 1;
    machine.most.update([&](int most) { return std::max(most, together); });
    const int time = std::min(left, machine.quantum);
    sync::note("works on task " + std::to_string(task));
    sync::sleepFor(sync::units(time));
    left -= time;
    machine.working.fetchAdd(-1);
    const int worked = machine.worked.fetchAdd(time) + time;
    if (left == 0) {
        sync::note("has finished task " + std::to_string(task) + " at " + sync::inUnits(sync::now()));
        append(machine.finished, worked);
    }
    return left;
}

/// Takes tasks from the ready list until all are finished.
void process(Machine& machine)
{
    int last = 0;
    while (const auto task = machine.ready.getUntilClosed()) {
        if (last != 0 && last != *task) {
            machine.switches.fetchAdd(1);
            if (machine.switchCost > sync::Duration::zero())
                sync::sleepFor(machine.switchCost);
        }
        last = *task;
        if (workOn(machine, *task) > 0)
            machine.ready.put(*task); // behind all the others
        else if (machine.unfinished.fetchAdd(-1) == 1)
            machine.ready.close();
    }
}

void run(const Parameters& parameters, int quantum)
{
    Machine machine{parameters, quantum};
    const int cores = parameters.whole("cores");
    for (int task = 1; task <= parameters.whole("tasks"); ++task)
        machine.ready.put(task);
    sync::ThreadGroup processors;
    for (int i = 0; i < cores; ++i)
        processors.start("CPU " + std::to_string(i), [&] { process(machine); });
    processors.joinAll();
    const int worked = machine.worked.read();
    const auto used = sync::units(100 * worked) / (cores * sync::now());
    sync::note(std::to_string(worked) + " u of work in " + sync::inUnits(sync::now()) + ": " + std::to_string(used) +
               " % of the processors' time");
    sync::outcome("at-once", machine.most.read());
    if (cores == 1) { // else the work done says nothing about the time
        sync::outcome("begun", machine.begun.read());
        sync::outcome("finished", machine.finished.read());
    }
    sync::outcome("switches", machine.switches.read());
    sync::outcome("worked", worked);
}

/// Who has a processor keeps it until the task is finished.
void uninterrupted(const Parameters& parameters)
{
    run(parameters, parameters.whole("work"));
}

void inTurns(const Parameters& parameters)
{
    run(parameters, parameters.whole("quantum"));
}

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
         {.id = "quantum",
          .title = "Quantum",
          .initial = 1,
          .minimum = 1,
          .maximum = 5,
          .unit = "u",
          .hint = "where tasks take turns; one after the other, a task keeps its processor"},
         {.id = "switch", .title = "Cost of a switch", .initial = 0, .maximum = 1, .unit = "u", .isWhole = false}},
    .variants =
        {{.id = "serial",
          .title = "One after the other",
          .promise = {.any = {{.outcome = "at-once=1 begun=0,4,8 finished=4,8,12 switches=2 worked=12"}},
                      .makespan = 12,
                      .note = "finished at 4, 8 and 12 u"},
          .program = uninterrupted},
         {.id = "concurrent",
          .title = "In turns",
          .promise = {.any = {{.outcome = "at-once=1 begun=0,1,2 finished=10,11,12 switches=11 worked=12"}},
                      .makespan = 12,
                      .note = "finished at 10, 11 and 12 u, after 11 switches"},
          .program = inTurns},
         {.id = "parallel",
          .title = "A processor for each",
          .promise = {.any = {{.outcome = "at-once=1 switches=0 worked=12"},
                              {.outcome = "at-once=1 switches=1 worked=12"},
                              {.outcome = "at-once=1 switches=2 worked=12"},
                              {.outcome = "at-once=2 switches=0 worked=12"},
                              {.outcome = "at-once=2 switches=1 worked=12"},
                              {.outcome = "at-once=3 switches=0 worked=12"}},
                      .timed = {{.outcome = "at-once=3 switches=0 worked=12"}},
                      .makespan = 4,
                      .note = "all finished at 4 u; with time ignored one processor may do it all"},
          .program = uninterrupted,
          .defaults = {{"cores", 3}}},
         {.id = "both",
          .title = "More tasks than processors",
          .promise = {.any = {{.outcome = "at-once=1 switches=2 worked=6"},
                              {.outcome = "at-once=1 switches=3 worked=6"},
                              {.outcome = "at-once=1 switches=4 worked=6"},
                              {.outcome = "at-once=1 switches=5 worked=6"},
                              {.outcome = "at-once=2 switches=2 worked=6"},
                              {.outcome = "at-once=2 switches=3 worked=6"},
                              {.outcome = "at-once=2 switches=4 worked=6"}},
                      .timed = {{.outcome = "at-once=2 switches=2 worked=6"},
                                {.outcome = "at-once=2 switches=3 worked=6"},
                                {.outcome = "at-once=2 switches=4 worked=6"}},
                      .makespan = 3,
                      .note = "in turns and at the same time"},
          .program = inTurns,
          .defaults = {{"cores", 2}, {"work", 2}}}},
    .pictures = {{trace::PictureKind::Makespans, "How long"}},
    .row = "F01",
    .related = {"one-chef-kitchen", "gil-handoff:gil-cpu"},
};

} // namespace interleave::scenarios
