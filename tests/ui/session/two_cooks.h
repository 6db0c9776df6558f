#pragma once

#include "core/trace/trace.h"

#include <memory>
#include <string>

namespace interleave::session {

/// A trace of main and two cooks who take the knife in turn, `rounds` times each.
struct TwoCooks
{
    std::shared_ptr<trace::MemoryStore> store = std::make_shared<trace::MemoryStore>();
    std::shared_ptr<trace::Trace> trace;
    ObjectId knife = ObjectId::none;

    explicit TwoCooks(int rounds, trace::Mode mode = trace::Mode::Controlled)
    {
        trace::RunInfo info;
        info.scenario = "kitchen-deadlock";
        info.variant = "as-written";
        info.mode = mode;
        info.strategy = mode == trace::Mode::Live ? "" : "by-hand";
        trace = std::make_shared<trace::Trace>(store, info);
        addLane("main", trace::LaneKind::Process, LaneId::none, 0);
        addLane("cook 1", trace::LaneKind::Thread, LaneId(0), 0);
        addLane("cook 2", trace::LaneKind::Thread, LaneId(0), 1);
        knife = ObjectId(trace->objectCount());
        trace->appendObject({.kind = trace::ObjectKind::Mutex, .name = addName("knife"), .creator = LaneId(0), .ordinal = 2});
        add(LaneId(0), trace::Operation::Begin, trace->lane(LaneId(0)).object);
        for (const LaneId lane : {LaneId(1), LaneId(2)}) {
            add(LaneId(0), trace::Operation::Start, trace->lane(lane).object);
            add(lane, trace::Operation::Begin, trace->lane(lane).object);
        }
        for (int i = 0; i < rounds; ++i) {
            for (const LaneId lane : {LaneId(1), LaneId(2)}) {
                add(lane, trace::Operation::Lock, knife);
                add(lane, trace::Operation::Unlock, knife);
            }
        }
    }

    NameId addName(const std::string& text)
    {
        trace->appendName(text);
        return NameId(static_cast<std::uint32_t>(trace->nameCount() - 1));
    }
    void addLane(const std::string& text, trace::LaneKind kind, LaneId creator, std::uint32_t ordinal)
    {
        const NameId name = addName(text);
        const auto lane = LaneId(static_cast<std::uint32_t>(trace->laneCount()));
        const auto object = ObjectId(static_cast<std::uint32_t>(trace->objectCount()));
        trace->appendLane({.kind = kind, .name = name, .creator = creator, .ordinal = ordinal, .object = object});
        const bool isProcess = kind == trace::LaneKind::Process;
        trace->appendObject({.kind = isProcess ? trace::ObjectKind::Process : trace::ObjectKind::Thread,
                             .name = name,
                             .creator = creator,
                             .ordinal = ordinal,
                             .lane = lane});
    }
    void add(LaneId lane, trace::Operation operation, ObjectId object)
    {
        trace::Event event{.stamp = trace->size(), .lane = lane, .object = object, .operation = operation};
        trace->appendEvent(store->append(event));
    }
};

} // namespace interleave::session
