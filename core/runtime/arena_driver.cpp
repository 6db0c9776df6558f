#include "core/runtime/arena_driver.h"

#include "core/arena/clock.h"
#include "core/arena/tables.h"
#include "core/base/check.h"
#include "core/runtime/crash.h"
#include "core/runtime/gate.h"
#include "core/runtime/record.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <thread>
#include <vector>

extern char** environ;

namespace interleave::runtime {

constinit bool g_stampIsTsc = false;

namespace {

constinit const arena::Mapping* theMapping = nullptr;

} // namespace

const arena::Mapping& runMapping() { return *theMapping; }

ArenaDriver::ArenaDriver(std::shared_ptr<const arena::Mapping> mapping) : m_mapping(std::move(mapping))
{
    theMapping = m_mapping.get();
    g_gate = &m_mapping->control().gate;
    g_stampIsTsc = m_mapping->control().stampIsTsc.load() != 0;
}

LaneId ArenaDriver::createLane(const trace::Lane& lane) { return arena::appendLane(*m_mapping, lane); }

NewLane ArenaDriver::createLaneWithObject(const trace::Lane& lane, const trace::Object& object)
{
    const arena::LaneWithObject both = arena::appendLaneWithObject(*m_mapping, lane, object);
    return {.lane = both.lane, .object = both.object};
}

std::uint32_t ArenaDriver::nextProcessNumber() { return m_mapping->control().processes.fetch_add(1) + 1; }

ObjectId ArenaDriver::createObject(const trace::Object& object) { return arena::appendObject(*m_mapping, object); }

NameId ArenaDriver::internName(std::string_view text)
{
    const std::lock_guard lock(m_internMutex);
    const auto [place, isNew] = m_names.try_emplace(std::string(text), NameId::none);
    if (isNew)
        place->second = arena::appendName(*m_mapping, text);
    return place->second;
}

SourceId ArenaDriver::internSource(const Where& where)
{
    const trace::Source source{internName(where.file_name()), internName(where.function_name()), where.line(), where.column()};
    const std::string key = std::to_string(index(source.file)) + ":" + std::to_string(source.line) + ":" +
                            std::to_string(source.column) + ":" + std::to_string(index(source.function));
    const std::lock_guard lock(m_internMutex);
    const auto [place, isNew] = m_sources.try_emplace(key, SourceId::none);
    if (isNew)
        place->second = arena::appendSource(*m_mapping, source);
    return place->second;
}

void ArenaDriver::carry(LaneLocal& lane, const std::function<void()>& body)
{
    const SignalStack signalStack;
    Context here;
    here.driver = this;
    here.lane = &lane;
    const std::uint32_t number = arena::appendSlot(*m_mapping, lane.process);
    here.slot = &m_mapping->threadSlots()[number];
    here.slot->lane.store(index(lane.id), std::memory_order_release);
    here.writer = arena::Writer(*m_mapping, number);
    t_context = &here;
    body();
    here.slot->state.store(static_cast<std::uint32_t>(arena::SlotState::Ended), std::memory_order_release);
    t_context = nullptr;
    laneOver(here);
}

void ArenaDriver::startLane(LaneStart start)
{
    aboutToStart();
    const std::uint32_t process = context().lane->process;
    try {
        // Detached: whoever joins waits for the End of the lane, and the end of the process waits for nobody.
        std::thread([this, process, start = std::move(start)] {
            LaneLocal lane;
            lane.id = start.lane;
            lane.process = process;
            carry(lane, start.body);
        }).detach();
    } catch (const std::system_error&) {
        startFailed();
        base::fault("the operating system has room for one more thread");
    }
    started();
}

int ArenaDriver::startProcess(const ProcessStart& start)
{
    std::vector<std::string> words = {"interleave-target",
                                      "--child",
                                      std::to_string(m_mapping->fd()),
                                      std::to_string(m_mapping->capacity().chunks),
                                      std::to_string(index(start.lane)),
                                      std::to_string(index(start.object)),
                                      start.role};
    words.insert(words.end(), start.arguments.begin(), start.arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    // Duplicating a descriptor onto itself makes it survive the exec.
    ::posix_spawn_file_actions_adddup2(&actions, m_mapping->fd(), m_mapping->fd());
    for (const int fd : start.inherited)
        ::posix_spawn_file_actions_adddup2(&actions, fd, fd);
    aboutToStart();
    pid_t pid = 0;
    const int error = ::posix_spawn(&pid, "/proc/self/exe", &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        startFailed();
        base::fault("the operating system has room for one more process");
    }
    started();
    return pid;
}

void ArenaDriver::leave(int exitCode) { ::_exit(exitCode); }

std::int64_t ArenaDriver::storePayload(std::string_view bytes) { return arena::storePayload(*m_mapping, bytes); }
std::string ArenaDriver::payload(std::int64_t handle) { return std::string(arena::payload(*m_mapping, handle)); }

char* ArenaDriver::sharedPlace(std::int64_t handle)
{
    const std::string_view bytes = arena::payload(*m_mapping, handle);
    return bytes.empty() ? nullptr : m_mapping->payloads().data() + (bytes.data() - m_mapping->payloads().data());
}

trace::TimeSetting ArenaDriver::timeSetting() const
{
    const bool isIgnored =
        m_mapping->control().time.load(std::memory_order_relaxed) == static_cast<std::uint32_t>(trace::TimeSetting::Ignored);
    return isIgnored ? trace::TimeSetting::Ignored : trace::TimeSetting::Respected;
}

std::uint64_t ArenaDriver::seed() const { return m_mapping->control().seed.load(std::memory_order_relaxed); }

LiveDriver::LiveDriver(std::shared_ptr<const arena::Mapping> mapping) : ArenaDriver(std::move(mapping)) { g_isLive = true; }

Reply LiveDriver::perform(const rules::Request& request)
{
    passGate(context());
    Reply reply;
    reply.value = request.argument;
    return reply;
}

void LiveDriver::performed(trace::Event event)
{
    event.stamp = nextStamp(context(), stampAfter());
    context().writer.append(event);
}

void LiveDriver::local(trace::Event event)
{
    event.stamp = nextStamp(context(), stamp());
    context().writer.append(event);
}

Nanoseconds LiveDriver::now() { return runNow(); }

ConductedDriver::ConductedDriver(std::shared_ptr<const arena::Mapping> mapping) : ArenaDriver(std::move(mapping))
{
    g_isLive = false;
}

void ConductedDriver::arrive()
{
    arena::FutexWord& owed = mapping().control().owed;
    // At 0 the conductor goes on; at 1 a creator whose child has arrived does.
    if (owed.fetch_sub(1, std::memory_order_acq_rel) <= 2)
        arena::futexWake(owed);
}

Reply ConductedDriver::perform(const rules::Request& request)
{
    Context& here = context();
    arena::ThreadSlot& slot = *here.slot;
    slot.request = {index(request.lane),   static_cast<std::uint32_t>(request.operation),
                    index(request.object), index(request.other),
                    request.argument,      request.deadline,
                    index(request.source), 0};
    const std::uint32_t grant = slot.grant.load(std::memory_order_relaxed);
    slot.state.store(static_cast<std::uint32_t>(arena::SlotState::AtOperation), std::memory_order_release);
    arrive();
    while (slot.grant.load(std::memory_order_acquire) == grant)
        arena::futexWait(slot.grant, grant);
    Reply reply;
    reply.way = static_cast<trace::Way>(slot.reply.way);
    reply.index = static_cast<std::uint16_t>(slot.reply.index);
    reply.value = slot.reply.value;
    reply.now = slot.reply.now;
    here.lane->now = reply.now;
    return reply;
}

void ConductedDriver::record(trace::Event& event)
{
    event.stamp = mapping().control().sequence.fetch_add(1, std::memory_order_relaxed);
    context().writer.append(event);
}

void ConductedDriver::performed(trace::Event event) { record(event); }
void ConductedDriver::local(trace::Event event) { record(event); }

void ConductedDriver::leave(int exitCode)
{
    // Nobody of this process will arrive any more; those who stand at an operation are ended by the rules of Exit.
    context().slot->state.store(static_cast<std::uint32_t>(arena::SlotState::Ended), std::memory_order_release);
    arrive();
    ArenaDriver::leave(exitCode);
}

void ConductedDriver::goOutside()
{
    context().slot->state.store(static_cast<std::uint32_t>(arena::SlotState::Outside), std::memory_order_release);
    arrive();
}

void ConductedDriver::comeBack()
{
    mapping().control().owed.fetch_add(1, std::memory_order_acq_rel);
    context().slot->state.store(static_cast<std::uint32_t>(arena::SlotState::Running), std::memory_order_release);
}

Nanoseconds ConductedDriver::wallTime(Nanoseconds virtualTime) const
{
    const double rate = arena::rateOf(mapping().control().clock);
    return rate > 0 ? static_cast<Nanoseconds>(static_cast<double>(virtualTime) / rate) : virtualTime;
}

Nanoseconds ConductedDriver::now() { return context().lane->now; }

void ConductedDriver::aboutToStart() { mapping().control().owed.fetch_add(1, std::memory_order_acq_rel); }

void ConductedDriver::started()
{
    // Until the new lane stands at its first operation, so that exactly one lane ever runs.
    arena::FutexWord& owed = mapping().control().owed;
    for (std::uint32_t now = owed.load(std::memory_order_acquire); now > 1; now = owed.load(std::memory_order_acquire))
        arena::futexWait(owed, now);
}

void ConductedDriver::startFailed() { arrive(); }
void ConductedDriver::laneOver(Context&) { arrive(); }

} // namespace interleave::runtime
