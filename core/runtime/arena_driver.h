#pragma once

#include "core/arena/mapping.h"
#include "core/runtime/context.h"
#include "core/runtime/driver.h"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace interleave::runtime {

/// The arena of this process's run. Requires: an ArenaDriver was made.
const arena::Mapping& runMapping();

/// Drives lanes on operating-system threads and keeps tables and events in the arena: what Live and Conducted runs have
/// in common. Lives until its process ends.
class ArenaDriver : public Driver
{
public:
    LaneId createLane(const trace::Lane& lane) override;
    NewLane createLaneWithObject(const trace::Lane& lane, const trace::Object& object) override;
    ObjectId createObject(const trace::Object& object) override;
    NameId internName(std::string_view text) override;
    SourceId internSource(const Where& where) override;
    std::uint32_t nextProcessNumber() override;
    void startLane(LaneStart start) override;
    int startProcess(const ProcessStart& start) override;
    void leave(int exitCode) override;
    std::int64_t storePayload(std::string_view bytes) override;
    std::string payload(std::int64_t handle) override;
    char* sharedPlace(std::int64_t handle) override;
    trace::TimeSetting timeSetting() const override;
    std::uint64_t seed() const override;

    /// Makes the calling thread carry a lane of process `process`; `body` runs with its context installed.
    void carry(LaneLocal& lane, const std::function<void()>& body);

protected:
    explicit ArenaDriver(std::shared_ptr<const arena::Mapping> mapping);

    const arena::Mapping& mapping() const { return *m_mapping; }
    /// Before a lane is created; after the creator did what creates it; when a lane is over.
    virtual void aboutToStart() {}
    virtual void started() {}
    virtual void startFailed() {}
    virtual void laneOver(Context&) {}

private:
    std::shared_ptr<const arena::Mapping> m_mapping;
    std::mutex m_internMutex; // guards m_names and m_sources
    std::unordered_map<std::string, NameId> m_names;
    std::unordered_map<std::string, SourceId> m_sources;
};

/// Primitives block natively and record what they did.
class LiveDriver final : public ArenaDriver
{
public:
    explicit LiveDriver(std::shared_ptr<const arena::Mapping> mapping);

    Reply perform(const rules::Request& request) override;
    void performed(trace::Event event) override;
    void local(trace::Event event) override;
    Nanoseconds now() override;
};

/// Every operation waits in its thread's slot until the host's conductor grants it.
class ConductedDriver final : public ArenaDriver
{
public:
    explicit ConductedDriver(std::shared_ptr<const arena::Mapping> mapping);

    Reply perform(const rules::Request& request) override;
    void performed(trace::Event event) override;
    void local(trace::Event event) override;
    void leave(int exitCode) override;
    Nanoseconds now() override;
    void goOutside() override;
    Nanoseconds wallTime(Nanoseconds virtualTime) const override;
    void comeBack() override;

protected:
    void aboutToStart() override;
    void started() override;
    void startFailed() override;
    void laneOver(Context& context) override;

private:
    void arrive();
    void record(trace::Event& event);
};

} // namespace interleave::runtime
