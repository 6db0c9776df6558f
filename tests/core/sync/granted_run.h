#pragma once

#include "core/rules/state.h"
#include "core/runtime/driver.h"
#include "core/trace/trace.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace interleave::tests {

/// A Controlled run inside the test's own process: one lane at a time on real threads, granted by the rules, the picks
/// random with a seed. When nobody can move any more the execution is given up, and its lanes unwind.
class GrantedRun final : public runtime::Driver
{
public:
    GrantedRun(std::uint64_t seed, const std::function<void()>& program, const rules::Options& options = {});

    const trace::Trace& trace() const { return *m_trace; }
    bool isStuck() const { return m_isAbandoned; }
    /// Every event in words, for comparing runs.
    std::vector<std::string> eventsOn(const std::string& object) const;
    std::vector<std::string> valuesOn(const std::string& object) const;
    std::vector<std::string> complaints() const;
    /// The text or number reported last under a key; empty when there is none.
    std::string outcome(const std::string& key) const;

    LaneId createLane(const trace::Lane& lane) override;
    runtime::NewLane createLaneWithObject(const trace::Lane& lane, const trace::Object& object) override;
    ObjectId createObject(const trace::Object& object) override;
    NameId internName(std::string_view text) override;
    SourceId internSource(const runtime::Where& where) override;
    runtime::Reply perform(const rules::Request& request) override;
    void performed(trace::Event event) override;
    void local(trace::Event event) override;
    std::uint32_t nextProcessNumber() override { return 1; }
    void startLane(runtime::LaneStart start) override;
    int startProcess(const runtime::ProcessStart&) override { return 0; }
    void leave(int) override {}
    Nanoseconds now() override;
    std::int64_t storePayload(std::string_view) override { return 0; }
    std::string payload(std::int64_t) override { return {}; }
    std::uint64_t seed() const override { return m_seed; }

private:
    struct Standing
    {
        rules::Request request;
        runtime::Reply reply;
        bool isGranted = false;
    };
    struct Choice
    {
        Standing* standing;
        rules::Alternative alternative;
    };

    void carry(LaneId lane, const std::function<void()>& body);
    void grantSomebody();
    bool grantOne(bool mayAdvanceTime);
    void record(trace::Event event);

    mutable std::mutex m_mutex; // guards everything below
    std::condition_variable m_changed;
    std::uint64_t m_seed;
    std::mt19937_64 m_picks;
    rules::Options m_options;
    rules::State m_state;
    std::shared_ptr<trace::MemoryStore> m_store = std::make_shared<trace::MemoryStore>();
    std::unique_ptr<trace::Trace> m_trace;
    std::map<std::string, NameId, std::less<>> m_names;
    std::map<LaneId, Standing*> m_standing;
    int m_running = 0; // lanes that stand at no operation
    int m_threads = 0;
    std::uint64_t m_stamp = 0;
    bool m_isAbandoned = false;
};

} // namespace interleave::tests
