#pragma once

#include "core/rules/state.h"

#include <QString>
#include <QtTest>

namespace interleave::rules {

/// A state with a first lane, and short ways to add to it, to ask it and to move it.
struct Rig
{
    State state;

    explicit Rig(Options options = {}) : state(options) { addLane(trace::LaneKind::Process, LaneId::none); }

    /// The first lane of the run.
    static constexpr LaneId main = LaneId(0);

    LaneId addLane(trace::LaneKind kind, LaneId creator, std::uint32_t process = 0, ObjectId related = ObjectId::none,
                   LaneId home = LaneId::none)
    {
        const auto lane = LaneId(state.laneCount());
        const auto object = ObjectId(state.objectCount());
        const auto objectKind = kind == trace::LaneKind::Process  ? trace::ObjectKind::Process
                                : kind == trace::LaneKind::Thread ? trace::ObjectKind::Thread
                                                                  : trace::ObjectKind::Task;
        state.addLane(lane, {.kind = kind, .creator = creator, .object = object, .home = home, .process = process});
        state.addObject(object, {.kind = objectKind, .creator = creator, .lane = lane, .related = related});
        return lane;
    }

    /// A thread that runs.
    LaneId thread()
    {
        const LaneId lane = addLane(trace::LaneKind::Thread, main);
        act(main, Operation::Start, objectOf(lane));
        begin(lane);
        return lane;
    }

    /// The first lane of a process that runs.
    LaneId process(std::uint32_t number)
    {
        const LaneId lane = addLane(trace::LaneKind::Process, main, number);
        act(main, Operation::Start, objectOf(lane));
        begin(lane);
        return lane;
    }

    /// A task that its loop has not resumed yet.
    LaneId task(ObjectId loop, LaneId home = main)
    {
        const LaneId lane = addLane(trace::LaneKind::Task, home, 0, loop, home);
        act(home, Operation::Start, objectOf(lane));
        return lane;
    }

    ObjectId object(trace::ObjectKind kind, std::int64_t initial = 0, std::int64_t bound = 0, std::uint32_t policy = 0)
    {
        const auto id = ObjectId(state.objectCount());
        state.addObject(id, {.kind = kind, .creator = main, .initial = initial, .bound = bound, .policy = policy});
        return id;
    }

    ObjectId objectOf(LaneId lane) const { return state.lane(lane).facts.object; }

    void local(LaneId lane, Operation operation)
    {
        trace::Event event;
        event.lane = lane;
        event.object = objectOf(lane);
        event.operation = operation;
        state.applyLocal(event);
    }
    void begin(LaneId lane) { local(lane, Operation::Begin); }
    void end(LaneId lane) { local(lane, Operation::End); }
    void resume(LaneId task) { local(task, Operation::Resume); }

    static Request request(LaneId lane, Operation operation, ObjectId object, std::int64_t argument = 0,
                           Nanoseconds deadline = never, ObjectId other = ObjectId::none)
    {
        return {lane, operation, object, other, argument, deadline, SourceId::none};
    }

    /// "success", "timed-out@50", "timer 1@70, …"; empty when it has to wait.
    QString ways(const Request& asked) const
    {
        AlternativeList list;
        state.alternatives(asked, list);
        QStringList texts;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string_view word = name(list[i].way);
            QString text = QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
            if (list[i].index != 0)
                text += QString(" %1").arg(list[i].index);
            if (list[i].isTimed())
                text += QString("@%1").arg(list[i].due);
            texts << text;
        }
        return texts.join(", ");
    }
    QString ways(LaneId lane, Operation operation, ObjectId object, std::int64_t argument = 0,
                 Nanoseconds deadline = never) const
    {
        return ways(request(lane, operation, object, argument, deadline));
    }
    /// What a lane that waits could do.
    QString waysOf(LaneId lane) const { return ways(state.lane(lane).pending); }

    /// Takes the `choice`-th alternative, which has to exist.
    std::int64_t act(const Request& asked, std::size_t choice = 0)
    {
        AlternativeList list;
        state.alternatives(asked, list);
        base::check(choice < list.size(), "a test takes an alternative that exists");
        return state.apply(asked, list[choice]);
    }
    std::int64_t act(LaneId lane, Operation operation, ObjectId object = ObjectId::none, std::int64_t argument = 0,
                     Nanoseconds deadline = never)
    {
        return act(request(lane, operation, object, argument, deadline));
    }
    /// A lane that waits goes on.
    std::int64_t goOn(LaneId lane, std::size_t choice = 0) { return act(Request(state.lane(lane).pending), choice); }

    void block(LaneId lane, Operation operation, ObjectId object, std::int64_t argument = 0,
               Nanoseconds deadline = never)
    {
        state.block(request(lane, operation, object, argument, deadline));
    }

    std::int64_t wait(LaneId lane, ObjectId condition, ObjectId mutex, Nanoseconds deadline = never)
    {
        return act(request(lane, Operation::Wait, condition, 0, deadline, mutex));
    }

    template <typename Rules>
    const Rules& rules(ObjectId id) const
    {
        return *state.findRules<Rules>(id);
    }
};

} // namespace interleave::rules
