#pragma once

#include "core/trace/trace.h"

#include <memory>
#include <string>

namespace interleave::test {

/// Writes a trace by hand, event by event.
class TraceBuilder
{
public:
    explicit TraceBuilder(trace::Mode mode = trace::Mode::Controlled)
        : m_store(std::make_shared<trace::MemoryStore>())
        , m_trace(m_store, trace::RunInfo{.scenario = "by-hand", .variant = "only", .mode = mode})
    {
        m_trace.setClock(0, 1.0);
        main = lane("main", LaneId::none, trace::LaneKind::Process);
    }

    LaneId lane(const std::string& name, LaneId creator, trace::LaneKind kind = trace::LaneKind::Thread,
                LaneId home = LaneId::none, ObjectId loop = ObjectId::none)
    {
        const auto id = static_cast<LaneId>(m_trace.laneCount());
        const auto own = static_cast<ObjectId>(m_trace.objectCount());
        const auto objectKind = kind == trace::LaneKind::Process  ? trace::ObjectKind::Process
                                : kind == trace::LaneKind::Thread ? trace::ObjectKind::Thread
                                                                  : trace::ObjectKind::Task;
        m_trace.appendObject({.kind = objectKind, .name = text(name), .creator = creator, .lane = id, .related = loop});
        m_trace.appendLane({.kind = kind, .name = text(name), .creator = creator, .object = own, .home = home});
        return id;
    }

    ObjectId object(trace::ObjectKind kind, const std::string& name, std::int64_t initial = 0, std::int64_t bound = 0)
    {
        const auto id = static_cast<ObjectId>(m_trace.objectCount());
        m_trace.appendObject({.kind = kind, .name = text(name), .creator = main, .initial = initial, .bound = bound});
        return id;
    }

    NameId text(const std::string& name)
    {
        m_trace.appendName(name);
        return static_cast<NameId>(m_trace.nameCount() - 1);
    }

    /// The step of the event.
    Step add(LaneId lane, trace::Operation operation, ObjectId object = ObjectId::none, std::int64_t value = 0,
             trace::Way way = trace::Way::Success)
    {
        trace::Event event{.stamp = stamp++, .lane = lane, .object = object, .value = value, .operation = operation};
        event.setWay(way);
        m_trace.appendEvent(m_store->append(event));
        return m_trace.size() - 1;
    }

    /// An event whose value is a text.
    Step addText(LaneId lane, trace::Operation operation, ObjectId object, const std::string& words)
    {
        trace::Event event{.stamp = stamp++, .lane = lane, .object = object, .operation = operation};
        event.value = static_cast<std::int64_t>(text(words));
        event.set(trace::EventFlag::Text);
        m_trace.appendEvent(m_store->append(event));
        return m_trace.size() - 1;
    }

    Step blocked(LaneId lane, trace::Operation operation, ObjectId object, Nanoseconds deadline = never)
    {
        trace::Event event{.stamp = stamp++, .lane = lane, .object = object, .value = deadline, .operation = operation};
        event.set(trace::EventFlag::Blocked);
        m_trace.appendEvent(m_store->append(event));
        return m_trace.size() - 1;
    }

    /// Starts a new thread of main, which begins at once.
    LaneId started(const std::string& name)
    {
        const LaneId id = lane(name, main);
        start = add(main, trace::Operation::Start, objectOf(id));
        begin = add(id, trace::Operation::Begin, objectOf(id));
        return id;
    }

    ObjectId objectOf(LaneId lane) const { return m_trace.lane(lane).object; }
    const trace::Trace& trace() const { return m_trace; }
    trace::Trace& trace() { return m_trace; }

    LaneId main = LaneId::none;
    Step start = 0; ///< of the latest started()
    Step begin = 0;
    std::uint64_t stamp = 0;

private:
    std::shared_ptr<trace::MemoryStore> m_store;
    trace::Trace m_trace;
};

} // namespace interleave::test
