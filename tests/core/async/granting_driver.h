#pragma once

#include "core/async/event_loop.h"
#include "core/rules/observe.h"
#include "core/rules/state.h"
#include "core/runtime/context.h"
#include "core/trace/trace.h"

#include <QtTest>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace interleave::async {

using namespace std::chrono_literals;

/// What a test throws at an operation that can never take effect.
struct Hangs : runtime::Abandoned
{
};

/// Grants every operation of one thread by the rules, as a conductor would, and keeps the trace.
class GrantingDriver final : public runtime::Driver
{
public:
    explicit GrantingDriver(rules::Options options = {})
        : m_options(options), m_store(std::make_shared<trace::MemoryStore>()), trace(m_store), state(options)
    {
        runtime::g_isLive = false;
        trace.mutableInfo().time = options.time;
        m_main.kind = trace::LaneKind::Process;
        m_main.name = internName("main");
        m_local.id = createLane(m_main);
        m_here.driver = this;
        m_here.lane = &m_local;
    }

    /// Runs a program on the first lane; false when it came to an operation that can never take effect.
    bool run(const std::function<void()>& program)
    {
        runtime::t_context = &m_here;
        bool isFine = true;
        try {
            program();
        } catch (const Hangs&) {
            isFine = false;
        } catch (...) {
            runtime::t_context = nullptr;
            throw;
        }
        runtime::t_context = nullptr;
        return isFine;
    }

    /// What the rules have against the recorded trace; empty when they accept it.
    std::string complaint() const
    {
        rules::State replayed(m_options);
        rules::Observer observer(replayed);
        for (Step step = 0; step < trace.size(); ++step)
            if (const auto text = observer.observe(trace, step))
                return *text;
        return {};
    }

    /// How many events there are of an operation, in a way.
    int count(trace::Operation operation, trace::Way way = trace::Way::Success) const
    {
        int found = 0;
        for (Step step = 0; step < trace.size(); ++step)
            found += trace.event(step).operation == operation && trace.event(step).way() == way ? 1 : 0;
        return found;
    }

    LaneId createLane(const trace::Lane& lane) override
    {
        const auto id = LaneId(trace.laneCount());
        trace.appendLane(lane);
        state.addLane(id, lane);
        return id;
    }
    runtime::NewLane createLaneWithObject(const trace::Lane& lane, const trace::Object& object) override
    {
        trace::Lane made = lane;
        trace::Object of = object;
        of.lane = LaneId(trace.laneCount());
        made.object = ObjectId(trace.objectCount());
        createLane(made);
        createObject(of);
        return {of.lane, made.object, 0};
    }
    ObjectId createObject(const trace::Object& object) override
    {
        const auto id = ObjectId(trace.objectCount());
        trace.appendObject(object);
        state.addObject(id, object);
        return id;
    }
    NameId internName(std::string_view text) override
    {
        const auto [place, isNew] = m_names.try_emplace(std::string(text), NameId(m_names.size()));
        if (isNew)
            trace.appendName(std::string(text));
        return place->second;
    }
    SourceId internSource(const runtime::Where& where) override
    {
        trace.appendSource({internName(where.file_name()), internName(where.function_name()), where.line(), where.column()});
        return SourceId(trace.sourceCount() - 1);
    }

    runtime::Reply perform(const rules::Request& request) override
    {
        rules::AlternativeList list;
        state.alternatives(request, list);
        if (list.empty()) {
            // The execution is given up: from here on operations do nothing, and what is parked unwinds.
            runtime::context().isAbandoned = true;
            throw Hangs{};
        }
        std::size_t pick = 0;
        if (list.size() > 1 && !picks.empty()) {
            pick = picks.front() % list.size();
            picks.pop_front();
        }
        const rules::Alternative chosen = list[pick];
        if (m_options.time == trace::TimeSetting::Respected && chosen.due > state.time()) {
            trace::Event clock;
            clock.value = chosen.due;
            clock.operation = trace::Operation::Clock;
            local(clock);
        }
        runtime::Reply reply;
        reply.value = state.apply(request, chosen);
        reply.way = chosen.way;
        reply.index = chosen.index;
        reply.now = state.now(request.lane);
        runtime::context().lane->now = reply.now;
        return reply;
    }
    void performed(trace::Event event) override { append(event); }
    void local(trace::Event event) override
    {
        append(event);
        state.applyLocal(event);
    }

    std::uint32_t nextProcessNumber() override { return 1; }
    void startLane(runtime::LaneStart) override { throw std::logic_error("one thread only"); }
    int startProcess(const runtime::ProcessStart&) override { throw std::logic_error("one process only"); }
    void leave(int) override {}
    Nanoseconds now() override { return runtime::context().lane->now; }
    trace::TimeSetting timeSetting() const override { return m_options.time; }
    std::int64_t storePayload(std::string_view) override { return 0; }
    std::string payload(std::int64_t) override { return {}; }
    std::uint64_t seed() const override { return 1; }

private:
    void append(trace::Event event)
    {
        event.stamp = trace.size();
        trace.appendEvent(m_store->append(event));
    }

    rules::Options m_options;
    std::shared_ptr<trace::MemoryStore> m_store;
    std::map<std::string, NameId> m_names;
    trace::Lane m_main;
    runtime::LaneLocal m_local;
    runtime::Context m_here;

public:
    trace::Trace trace;
    rules::State state;
    std::deque<std::size_t> picks; ///< which alternative to take where there are several; the first when it is empty
};

using Words = std::vector<std::string>;

/// QVERIFY for coroutines, which cannot return in the middle.
#define EXPECT(condition) static_cast<void>(QTest::qVerify((condition), #condition, "", __FILE__, __LINE__))

} // namespace interleave::async
