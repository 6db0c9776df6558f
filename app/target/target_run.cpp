#include "app/target/target_run.h"

#include "core/arena/tables.h"
#include "core/runtime/arena_driver.h"
#include "core/runtime/crash.h"
#include "core/runtime/primitive.h"
#include "core/runtime/program.h"
#include "core/scenarios/scenario.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <sstream>

namespace interleave::app {
namespace {

struct WhatToRun
{
    std::string scenario;
    std::string variant;
    std::map<std::string, std::string, std::less<>> parameters;
};

WhatToRun readOptions(const arena::Mapping& mapping)
{
    const auto bytes = mapping.options();
    std::istringstream text(std::string(bytes.begin(), std::find(bytes.begin(), bytes.end(), '\0')));
    WhatToRun what;
    for (std::string line; std::getline(text, line);) {
        std::istringstream words(line);
        std::string key;
        words >> key;
        if (key == "scenario") {
            words >> what.scenario;
        } else if (key == "variant") {
            words >> what.variant;
        } else if (key == "set") {
            std::string name;
            std::string value;
            words >> name;
            std::getline(words >> std::ws, value);
            what.parameters[name] = value;
        }
    }
    return what;
}

/// The run's drive on the arena that was handed over; none, with a sentence on stderr, when it is not usable.
std::unique_ptr<runtime::ArenaDriver> attach(const std::string& arenaFd, const std::string& chunks,
                                             std::shared_ptr<arena::Mapping>& mapping)
{
    arena::Capacity capacity;
    capacity.chunks = static_cast<std::uint32_t>(std::strtoul(chunks.c_str(), nullptr, 10));
    auto opened = arena::Mapping::open(std::atoi(arenaFd.c_str()), capacity);
    if (!opened) {
        std::fprintf(stderr, "interleave-target: %s\n", opened.error().message.c_str());
        return nullptr;
    }
    mapping = std::move(*opened);
    runtime::watchForCrashes(*mapping);
    if (mapping->control().drive.load() == static_cast<std::uint32_t>(arena::Drive::Live))
        return std::make_unique<runtime::LiveDriver>(mapping);
    return std::make_unique<runtime::ConductedDriver>(mapping);
}

/// The hash of a lane's creation path, from the table of lanes.
std::uint64_t pathHashOf(const arena::Mapping& mapping, LaneId lane)
{
    const arena::LaneRecord& record = mapping.lanes()[index(lane)];
    const bool isFirst = record.creator == arena::none;
    return runtime::childPathHash(isFirst ? 0 : pathHashOf(mapping, LaneId(record.creator)), record.ordinal);
}

} // namespace

int runFirstProcess(const std::string& arenaFd, const std::string& chunks)
{
    std::shared_ptr<arena::Mapping> mapping;
    // Neither is ever destroyed: the process ends by leaving.
    runtime::ArenaDriver* driver = attach(arenaFd, chunks, mapping).release();
    if (driver == nullptr)
        return 3;
    const WhatToRun what = readOptions(*mapping);
    const scenarios::Scenario* scenario = scenarios::find(what.scenario);
    const scenarios::Variant* variant = scenario == nullptr ? nullptr : scenarios::findVariant(*scenario, what.variant);
    if (variant == nullptr) {
        mapping->reportConfigError("The target has no program \"" + what.scenario + "\" with a variant \"" + what.variant + "\".");
        return 3;
    }

    trace::Lane lane;
    lane.kind = trace::LaneKind::Process;
    lane.name = driver->internName("main");
    trace::Object process;
    process.kind = trace::ObjectKind::Process;
    process.name = driver->internName(what.scenario);
    const runtime::NewLane made = driver->createLaneWithObject(lane, process);
    runtime::LaneLocal local;
    local.id = made.lane;
    local.pathHash = runtime::childPathHash(0, 0);
    driver->carry(local, [&] {
        runtime::runProcess(made.object, [&] {
            variant->program(scenarios::Parameters(what.parameters));
            return 0;
        });
    });
    return 0;
}

int runChildProcess(const std::vector<std::string>& words)
{
    std::shared_ptr<arena::Mapping> mapping;
    runtime::ArenaDriver* driver = attach(words[0], words[1], mapping).release();
    if (driver == nullptr)
        return 3;
    const auto number = [](const std::string& word) { return static_cast<std::uint32_t>(std::strtoul(word.c_str(), nullptr, 10)); };
    const LaneId lane{number(words[2])};
    const ObjectId object{number(words[3])};
    const std::string& name = words[4];
    const auto& roles = scenarios::roles();
    const auto role = std::find_if(roles.begin(), roles.end(), [&](const scenarios::Role& r) { return r.name == name; });
    if (role == roles.end()) {
        mapping->reportConfigError("The target has no role \"" + name + "\" for a child process.");
        return 3;
    }
    const std::vector<std::string> arguments(words.begin() + 5, words.end());
    runtime::LaneLocal local;
    local.id = lane;
    const auto records = mapping->lanes();
    local.process = records[index(lane)].process;
    local.pathHash = pathHashOf(*mapping, lane);
    driver->carry(local, [&] { runtime::runProcess(object, [&] { return role->run(arguments); }); });
    return 0;
}

} // namespace interleave::app
