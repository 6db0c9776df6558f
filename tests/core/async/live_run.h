#pragma once

#include "core/arena/clock.h"
#include "core/arena/reader.h"
#include "core/rules/observe.h"
#include "core/rules/state.h"
#include "core/runtime/arena_driver.h"
#include "core/runtime/conduct.h"
#include "core/runtime/primitive.h"

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace interleave::async {

/// A Live run inside this process: an arena, its driver, and the trace afterwards.
class LiveRun
{
public:
    explicit LiveRun(std::uint32_t events = 1 << 20)
        : m_mapping(arena::Mapping::create(arena::Capacity::forEvents(events)).value())
    {
        m_mapping->control().drive.store(static_cast<std::uint32_t>(arena::Drive::Live));
        m_mapping->control().stampIsTsc.store(arena::hasInvariantTsc() ? 1 : 0);
        arena::setRate(m_mapping->control().clock, 1.0);
        // A driver speaks for its whole process, which looks at the arena until it ends.
        static std::vector<std::unique_ptr<runtime::LiveDriver>> drivers;
        m_driver = drivers.emplace_back(std::make_unique<runtime::LiveDriver>(m_mapping)).get();
        trace::Lane lane;
        lane.kind = trace::LaneKind::Process;
        lane.name = m_driver->internName("main");
        m_main.id = m_driver->createLane(lane);
    }

    void run(const std::function<void()>& program) { m_driver->carry(m_main, program); }

    /// Another thread with a lane of its own, which the current lane starts.
    std::thread startThread(std::string_view name, std::function<void()> body)
    {
        const runtime::NewLane made = runtime::createLane({.name = name}, runtime::Where::current());
        runtime::conduct(runtime::request(trace::Operation::Start, made.object, runtime::Where::current()));
        return std::thread([this, made, body = std::move(body)] {
            runtime::LaneLocal lane;
            lane.id = made.lane;
            m_driver->carry(lane, [&] {
                local(made, trace::Operation::Begin);
                body();
                local(made, trace::Operation::End);
            });
        });
    }

    std::unique_ptr<trace::Trace> collect() const
    {
        arena::Reader reader(m_mapping);
        trace::RunInfo info;
        info.mode = trace::Mode::Live;
        auto trace = std::make_unique<trace::Trace>(reader.store(), info);
        reader.collect(*trace, std::numeric_limits<std::uint64_t>::max());
        return trace;
    }

    static std::string complaint(const trace::Trace& trace)
    {
        rules::State state;
        rules::Observer observer(state);
        for (Step step = 0; step < trace.size(); ++step)
            if (const auto text = observer.observe(trace, step))
                return *text;
        return {};
    }

private:
    void local(const runtime::NewLane& made, trace::Operation operation)
    {
        trace::Event event;
        event.lane = made.lane;
        event.object = made.object;
        event.operation = operation;
        m_driver->local(event);
    }

    std::shared_ptr<arena::Mapping> m_mapping;
    runtime::LiveDriver* m_driver;
    runtime::LaneLocal m_main;
};

} // namespace interleave::async
