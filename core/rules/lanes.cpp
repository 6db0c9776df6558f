// What lanes do to lanes: start, join, kill, exit; and what they do alone: sleep, yield, note.

#include "core/rules/state.h"

#include <algorithm>

namespace interleave::rules {

void State::laneAlternatives(const Request& request, AlternativeList& into) const
{
    const auto target = [&]() -> const LaneState* {
        if (!knows(request.object))
            return nullptr;
        const LaneId lane = object(request.object).lane;
        return knows(lane) ? &m_lanes[index(lane)] : nullptr;
    }();

    switch (request.operation) {
    case Operation::Start:
    case Operation::SetDaemon:
        if (target != nullptr)
            into.add({.way = target->hasStarted() ? Way::Misuse : Way::Success});
        break;
    case Operation::Join:
        if (target == nullptr)
            break;
        if (!target->hasStarted() || object(request.object).lane == request.lane)
            into.add({.way = Way::Misuse});
        else if (!target->isAlive())
            into.add({});
        else if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
        break;
    case Operation::Kill:
        if (target != nullptr)
            into.add({.way = target->hasStarted() ? Way::Success : Way::Misuse});
        break;
    case Operation::Exit:
        if (laneHope(request).lanes.empty())
            into.add({});
        break;
    case Operation::Sleep: into.add({.due = request.deadline}); break;
    case Operation::Yield:
    case Operation::Note:
    case Operation::Outcome: into.add({}); break;
    default: break;
    }
}

std::int64_t State::applyToLane(const Request& request, Alternative alternative)
{
    const LaneId target = knows(request.object) ? object(request.object).lane : LaneId::none;
    if (alternative.way != Way::Success)
        return request.argument;
    switch (request.operation) {
    case Operation::Start:
        lane(target).phase = LanePhase::Started;
        lane(target).clock = lane(request.lane).clock;
        if (lane(target).facts.kind == trace::LaneKind::Task)
            schedule(target);
        break;
    case Operation::SetDaemon: lane(target).daemon = request.argument != 0; break;
    case Operation::Join:
        lane(request.lane).clock = std::max(lane(request.lane).clock, lane(target).clock);
        return lane(target).exitCode;
    case Operation::Kill: killProcess(lane(target).facts.process, 128 + request.argument); break;
    case Operation::Exit: killProcess(lane(request.lane).facts.process, request.argument); break;
    case Operation::Sleep: lane(request.lane).clock = std::max(lane(request.lane).clock, request.deadline); break;
    default: break;
    }
    return request.argument;
}

Hope State::laneHope(const Request& request) const
{
    Hope hope{Hope::Kind::Owners, {}};
    if (request.operation == Operation::Join && knows(request.object)) {
        hope.lanes.push_back(object(request.object).lane);
    } else if (request.operation == Operation::Exit) {
        // A process leaves when main has returned and nobody but daemons is left; tasks end with their loop.
        for (std::size_t i = 0; i < m_lanes.size(); ++i) {
            const LaneState& other = m_lanes[i];
            if (other.facts.process == lane(request.lane).facts.process && LaneId(i) != request.lane && !other.daemon
                && other.facts.kind == trace::LaneKind::Thread && other.hasStarted() && other.isAlive())
                hope.lanes.push_back(LaneId(i));
        }
    }
    return hope;
}

void State::endLane(LaneId id, LanePhase phase)
{
    LaneState& ended = lane(id);
    leaveWaiters(id);
    ended.phase = phase;
    if (ended.facts.kind == trace::LaneKind::Task) {
        passClockHome(id);
        if (FutureRules* result = findRules<FutureRules>(ended.facts.object))
            result->resolve(*this, ended.facts.object);
    }
}

void State::killProcess(std::uint32_t process, std::int64_t exitCode)
{
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        LaneState& member = m_lanes[i];
        if (member.facts.process != process || !member.isAlive())
            continue;
        leaveWaiters(LaneId(i));
        // The first lane of a process is the one that ends with its exit code; the others are cut off.
        const bool isFirst = member.facts.kind == trace::LaneKind::Process;
        member.phase = isFirst ? LanePhase::Ended : member.hasStarted() ? LanePhase::Killed : LanePhase::New;
        member.exitCode = exitCode;
    }
    for (ObjectEntry& entry : m_objects)
        if (auto* pipe = std::get_if<PipeRules>(&entry.rules))
            pipe->processEnded(process);
}

void State::wakeUp(LaneId id)
{
    if (knows(id) && lane(id).phase == LanePhase::Waiting)
        lane(id).phase = LanePhase::Active;
}

void State::schedule(LaneId task)
{
    if (!knows(task) || !lane(task).isAlive() || lane(task).phase == LanePhase::Scheduled)
        return;
    leaveWaiters(task);
    lane(task).phase = LanePhase::Scheduled;
    if (LoopRules* loop = loopOf(task))
        loop->schedule(task);
}

} // namespace interleave::rules
