#include "tests/core/process/live_run.h"

#include "core/arena/clock.h"
#include "core/arena/reader.h"
#include "core/rules/observe.h"
#include "core/rules/state.h"
#include "core/runtime/arena_driver.h"
#include "core/runtime/kept.h"
#include "core/runtime/lane_body.h"
#include "core/runtime/primitive.h"
#include "core/runtime/program.h"

#include <cstdlib>
#include <thread>

namespace interleave::tests {
namespace {

const arena::Capacity capacity = arena::Capacity::forEvents(200'000);

} // namespace

bool isChild(int argc, char** argv) { return argc > 1 && std::string(argv[1]) == "--child"; }

int runChild(int argc, char** argv, const std::vector<Role>& roles)
{
    auto mapping = arena::Mapping::open(std::atoi(argv[2]), capacity);
    if (!mapping || argc < 7)
        return 99;
    static runtime::LiveDriver driver(*mapping);
    const std::vector<std::string> arguments(argv + 7, argv + argc);
    runtime::LaneLocal lane;
    lane.id = static_cast<LaneId>(std::atoi(argv[4]));
    lane.process = (*mapping)->lanes()[index(lane.id)].process;
    const auto object = static_cast<ObjectId>(std::atoi(argv[5]));
    for (const Role& role : roles)
        if (role.name == argv[6])
            driver.carry(lane, [&] { runtime::runProcess(object, [&] { return role.run(arguments); }); });
    return 98;
}

LiveRun runLive(const std::function<void()>& body)
{
    auto mapping = *arena::Mapping::create(capacity);
    const bool isTsc = arena::hasInvariantTsc();
    mapping->control().stampIsTsc = isTsc ? 1 : 0;
    arena::setRate(mapping->control().clock, 1.0);
    // Outlives the run: threads of it may still be on their way out.
    auto* driver = new runtime::LiveDriver(mapping);
    runtime::keep(std::shared_ptr<runtime::LiveDriver>(driver));
    trace::Lane lane;
    lane.kind = trace::LaneKind::Process;
    lane.name = driver->internName("main");
    trace::Object object;
    object.kind = trace::ObjectKind::Process;
    const runtime::NewLane made = driver->createLaneWithObject(lane, object);
    runtime::LaneLocal local;
    local.id = made.lane;
    LiveRun run;
    driver->carry(local, [&] {
        if (!runtime::runBody(made.object, body))
            run.complaint = "the body ended by an exception";
    });

    arena::Reader reader(mapping);
    trace::RunInfo info;
    info.mode = trace::Mode::Live;
    run.trace = std::make_shared<trace::Trace>(reader.store(), info);
    reader.collect(*run.trace, UINT64_MAX);
    rules::State state;
    rules::Observer observer(state);
    for (Step step = 0; step < run.trace->size() && run.complaint.empty(); ++step)
        run.complaint = observer.observe(*run.trace, step).value_or("");
    return run;
}

int LiveRun::count(trace::Operation operation, trace::Way way) const
{
    int found = 0;
    for (Step step = 0; step < trace->size(); ++step) {
        const trace::Event event = trace->event(step);
        found += event.operation == operation && !event.isBlocked() && event.way() == way ? 1 : 0;
    }
    return found;
}

int LiveRun::countBlocked(trace::Operation operation) const
{
    int found = 0;
    for (Step step = 0; step < trace->size(); ++step)
        found += trace->event(step).operation == operation && trace->event(step).isBlocked() ? 1 : 0;
    return found;
}

void runBeside(const std::string& name, const std::function<void()>& beside, const std::function<void()>& meanwhile)
{
    runtime::LaneToRun lane;
    const runtime::NewLane made = runtime::createLane({.name = name}, runtime::Where::current());
    lane.lane = made.lane;
    lane.object = made.object;
    lane.pathHash = made.pathHash;
    lane.joinPoint = std::make_shared<runtime::JoinPoint>();
    lane.body = beside;
    const rules::Request start = runtime::request(trace::Operation::Start, made.object, runtime::Where::current());
    runtime::conduct(start);
    runtime::startLane(lane);
    meanwhile();
    const rules::Request join = runtime::request(trace::Operation::Join, made.object, runtime::Where::current());
    lane.joinPoint->monitor.perform(
        join, [&] { return lane.joinPoint->hasEnded; }, [] { return runtime::Value(); }, 0);
}

void awaitBlocked()
{
    const auto slots = runtime::runMapping().threadSlots();
    for (;;) {
        for (std::uint32_t i = 0; i < runtime::runMapping().control().threadSlots.load(); ++i)
            if (slots[i].state.load() == static_cast<std::uint32_t>(arena::SlotState::BlockedNatively))
                return;
        std::this_thread::yield();
    }
}

} // namespace interleave::tests
