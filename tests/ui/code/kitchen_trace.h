#pragma once

#include "core/trace/trace.h"

#include <memory>
#include <string>

namespace interleave::code {

inline constexpr const char* kitchenFile = "tests/sources/kitchen.cpp";
inline constexpr const char* helpFile = "tests/sources/help.cpp";

/// Two cooks who take knife and pot in opposite order, stopped where neither can move. Every event has its line in
/// sources/kitchen.cpp.
struct KitchenTrace
{
    std::shared_ptr<trace::MemoryStore> store = std::make_shared<trace::MemoryStore>();
    std::shared_ptr<trace::Trace> trace;
    LaneId main = LaneId(0);
    LaneId one = LaneId(1);
    LaneId two = LaneId(2);
    ObjectId knife = ObjectId::none;
    ObjectId pot = ObjectId::none;
    std::string file = kitchenFile;

    explicit KitchenTrace(const std::string& path = kitchenFile) : file(path)
    {
        using trace::Operation;
        trace = std::make_shared<trace::Trace>(store,
                                               trace::RunInfo{.scenario = "kitchen", .mode = trace::Mode::Controlled});
        addLane("main", trace::LaneKind::Process, LaneId::none, 0);
        addLane("cook 1", trace::LaneKind::Thread, main, 0);
        addLane("cook 2", trace::LaneKind::Thread, main, 1);
        knife = addMutex("knife", 2);
        pot = addMutex("pot", 3);
        add(main, Operation::Begin, objectOf(main), 0);
        add(main, Operation::Start, objectOf(one), 60);
        add(main, Operation::Start, objectOf(two), 61);
        add(one, Operation::Begin, objectOf(one), 0);
        add(one, Operation::Lock, knife, 11);
        add(one, Operation::Note, ObjectId::none, 12);
        block(one, Operation::Sleep, ObjectId::none, 13, 2'000'000'000);
        block(main, Operation::Join, objectOf(one), 62);
        add(two, Operation::Begin, objectOf(two), 0);
        add(two, Operation::Lock, pot, 22);
        block(two, Operation::Lock, knife, 24);
        add(LaneId::none, Operation::Clock, ObjectId::none, 0, 2'000'000'000);
        add(one, Operation::Sleep, ObjectId::none, 13, 2'000'000'000);
        block(one, Operation::Lock, pot, 14);
    }

    ObjectId objectOf(LaneId lane) const { return trace->lane(lane).object; }

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
        const auto kindOfObject =
            kind == trace::LaneKind::Process ? trace::ObjectKind::Process : trace::ObjectKind::Thread;
        trace->appendObject({.kind = kindOfObject, .name = name, .creator = creator, .ordinal = ordinal, .lane = lane});
    }
    ObjectId addMutex(const std::string& text, std::uint32_t ordinal)
    {
        const NameId name = addName(text);
        trace->appendObject({.kind = trace::ObjectKind::Mutex, .name = name, .creator = main, .ordinal = ordinal});
        return ObjectId(static_cast<std::uint32_t>(trace->objectCount() - 1));
    }
    SourceId source(std::uint32_t line)
    {
        if (line == 0)
            return SourceId::none;
        trace->appendSource({.file = addName(file), .line = line, .column = 5});
        return SourceId(static_cast<std::uint32_t>(trace->sourceCount() - 1));
    }
    void add(LaneId lane, trace::Operation operation, ObjectId object, std::uint32_t line, std::int64_t value = 0)
    {
        append({.stamp = trace->size(),
                .lane = lane,
                .object = object,
                .value = value,
                .source = source(line),
                .operation = operation});
    }
    void block(LaneId lane, trace::Operation operation, ObjectId object, std::uint32_t line,
               Nanoseconds deadline = never)
    {
        trace::Event event{.stamp = trace->size(),
                           .lane = lane,
                           .object = object,
                           .value = deadline,
                           .source = source(line),
                           .operation = operation};
        event.set(trace::EventFlag::Blocked);
        append(event);
    }
    void append(const trace::Event& event) { trace->appendEvent(store->append(event)); }
};

} // namespace interleave::code
