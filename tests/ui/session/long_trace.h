#pragma once

#include "core/trace/trace.h"

#include <atomic>
#include <memory>
#include <string>
#include <thread>

namespace interleave::session {

/// Makes events up by their place, and counts how many the thread that made it asked for: a view that looks at all of a
/// long trace is found out.
class CountingStore final : public trace::EventStore
{
public:
    static constexpr std::uint32_t lanes = 4;
    /// Every tenth event is a note; the others lock and unlock the one object.
    trace::Event eventAt(std::uint32_t place) const override
    {
        reads += std::this_thread::get_id() == m_owner ? 1 : 0;
        trace::Event event{.stamp = place, .lane = LaneId(place / 10 % lanes), .operation = trace::Operation::Note};
        if (place % 10 != 0) {
            event.object = ObjectId(lanes);
            event.operation = place % 2 == 1 ? trace::Operation::Lock : trace::Operation::Unlock;
        } else {
            event.value = place % 1000 == 0 ? rareText : commonText;
        }
        return event;
    }

    static constexpr std::int64_t commonText = lanes + 1;
    static constexpr std::int64_t rareText = lanes + 2;
    mutable std::atomic<std::uint64_t> reads{0};

private:
    std::thread::id m_owner = std::this_thread::get_id();
};

struct LongTrace
{
    std::shared_ptr<CountingStore> store = std::make_shared<CountingStore>();
    std::shared_ptr<trace::Trace> trace;

    explicit LongTrace(std::uint32_t length)
    {
        trace = std::make_shared<trace::Trace>(store, trace::RunInfo{.scenario = "long", .mode = trace::Mode::Live});
        trace->setClock(0, 1.0);
        for (std::uint32_t i = 0; i < CountingStore::lanes; ++i) {
            trace->appendName("worker " + std::to_string(i));
            trace->appendLane({.name = NameId(i), .creator = i == 0 ? LaneId::none : LaneId(0), .object = ObjectId(i)});
            trace->appendObject({.kind = trace::ObjectKind::Thread, .name = NameId(i), .lane = LaneId(i)});
        }
        for (const char* name : {"pot", "stirs", "tastes"})
            trace->appendName(name);
        trace->appendObject({.kind = trace::ObjectKind::Mutex, .name = NameId(CountingStore::lanes)});
        for (std::uint32_t i = 0; i < length; ++i)
            trace->appendEvent(i);
    }
};

} // namespace interleave::session
