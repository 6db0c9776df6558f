#include "core/rules/judge.h"

#include "core/base/step_number.h"

#include <algorithm>

namespace interleave::rules {
namespace {

using trace::Finding;
using trace::FindingKind;
using trace::Trace;

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i)
        text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return text;
}

template <typename Id>
std::string namesOf(const Trace& trace, const std::vector<Id>& ids)
{
    std::vector<std::string> names;
    for (const Id id : ids)
        names.push_back(nameText(trace, id));
    return joined(names);
}

std::string atLine(const Trace& trace, SourceId source)
{
    const std::string line = lineText(trace, source);
    return line.empty() ? "" : " (" + line + ")";
}

/// "wants pot", "waits for the event", …: what a pending operation looks for, without who stands in the way.
std::string wishText(const Trace& trace, const Request& request)
{
    const std::string object = nameText(trace, request.object);
    switch (request.operation) {
    case Operation::Join: return "waits for the end of " + object;
    case Operation::Exit: return "waits for the other threads to end";
    case Operation::Sleep: return "sleeps";
    case Operation::Wake: return "waits to be woken by " + object;
    case Operation::AwaitSet: return "waits until " + object + " is set";
    case Operation::AwaitZero: return "waits until " + object + " is at zero";
    case Operation::Acquire: return "waits for a permit of " + object;
    case Operation::Put: return "waits for room in " + object;
    case Operation::Get: return "waits for an item in " + object;
    case Operation::AwaitDone: return "waits until everything in " + object + " is done";
    case Operation::Pass: return "waits for the others at " + object;
    case Operation::Send: return "waits for room in " + object;
    case Operation::Receive: return "waits for a message from " + object;
    case Operation::Await: return "awaits " + object;
    case Operation::Select: return "has nothing to run";
    default: return "waits for " + object;
    }
}

} // namespace

std::string lineText(const Trace& trace, SourceId source)
{
    if (!trace.knows(source))
        return {};
    std::string_view file = trace.name(trace.source(source).file);
    file.remove_prefix(std::min(file.rfind('/') + 1, file.size()));
    return file.empty() ? "" : std::string(file) + ":" + std::to_string(trace.source(source).line);
}

std::string nameText(const Trace& trace, LaneId lane)
{
    const std::string_view name = trace.laneName(lane);
    return name.empty() ? "lane " + std::to_string(index(lane)) : std::string(name);
}

std::string nameText(const Trace& trace, ObjectId object)
{
    const std::string_view name = trace.objectName(object);
    if (!name.empty())
        return std::string(name);
    return isNone(object) ? "nothing" : std::string(trace::name(trace.object(object).kind)) + " " + std::to_string(index(object));
}

std::vector<LaneId> holders(const State& state, ObjectId object)
{
    std::vector<LaneId> lanes;
    if (const auto* mutex = state.findRules<MutexRules>(object); mutex != nullptr && !isNone(mutex->owner))
        lanes.push_back(mutex->owner);
    if (const auto* shared = state.findRules<SharedMutexRules>(object)) {
        if (!isNone(shared->owner))
            lanes.push_back(shared->owner);
        for (const auto& reader : shared->readers)
            lanes.push_back(reader.lane);
    }
    return lanes;
}

std::vector<ObjectId> locksHeld(const State& state, LaneId lane)
{
    std::vector<ObjectId> locks;
    if (!state.knows(lane) || state.lane(lane).held == 0)
        return locks;
    for (std::size_t i = 0; i < state.objectCount(); ++i) {
        const std::vector<LaneId> owners = holders(state, ObjectId(i));
        if (std::find(owners.begin(), owners.end(), lane) != owners.end())
            locks.push_back(ObjectId(i));
    }
    return locks;
}

std::string waitText(const Trace& trace, const State& state, LaneId lane, const Judge* judge)
{
    if (!state.knows(lane))
        return {};
    const LaneState& waiting = state.lane(lane);
    if (waiting.phase != LanePhase::Waiting && waiting.phase != LanePhase::Suspended)
        return {};
    const Request& request = waiting.pending;
    std::string text = wishText(trace, request);
    const std::vector<LaneId> owners = holders(state, isNone(request.other) ? request.object : request.other);
    if (request.operation != Operation::Wake && !owners.empty()) {
        text += ", held by " + namesOf(trace, owners);
        if (judge != nullptr && owners.size() == 1)
            if (const auto step = judge->takenAt(owners[0], request.object))
                text += " since step " + std::to_string(stepNumber(*step));
        const auto isDead = [&](LaneId owner) { return state.knows(owner) && !state.lane(owner).isAlive(); };
        if (std::all_of(owners.begin(), owners.end(), isDead))
            text += owners.size() == 1 ? ", who has ended" : ", who have ended";
    }
    return text;
}

std::optional<Step> Judge::takenAt(LaneId lane, ObjectId object) const
{
    const auto found = std::find_if(m_taken.begin(), m_taken.end(),
                                    [&](const Taken& taken) { return taken.lane == lane && taken.object == object; });
    return found == m_taken.end() ? std::nullopt : std::optional(found->step);
}

void Judge::before(const Trace& trace, Step step, const State& state)
{
    const trace::Event event = trace.event(step);
    if (event.isBlocked())
        return;
    noteTaken(event, step);
    if (event.way() == Way::Misuse)
        add({FindingKind::Misuse,
             nameText(trace, event.lane) + " did what " + nameText(trace, event.object) + " does not allow: " +
                 std::string(trace::name(event.operation)) + atLine(trace, event.source) + ". It was not carried out.",
             {event.lane},
             {event.object},
             step});
    switch (event.operation) {
    case Operation::Outcome:
        m_outcome.insert_or_assign(nameText(trace, event.object), event.has(trace::EventFlag::Text)
                                                                      ? std::string(trace.name(NameId(event.value)))
                                                                      : std::to_string(event.value));
        break;
    case Operation::Fail:
        add({FindingKind::LaneFailed,
             nameText(trace, event.lane) + " ended with an exception that nobody caught: " +
                 std::string(trace.name(NameId(event.value))) + ".",
             {event.lane},
             {},
             step});
        break;
    case Operation::End: judgeEnd(trace, event.lane, step, state); break;
    case Operation::Exit: judgeExit(trace, event, step, state); break;
    case Operation::Destroy: judgeDestroy(trace, event, step, state); break;
    default: break;
    }
}

void Judge::noteTaken(const trace::Event& event, Step step)
{
    const bool takes = event.operation == Operation::Lock || event.operation == Operation::TryLock ||
                       event.operation == Operation::LockShared || event.operation == Operation::TryLockShared;
    const bool gives = event.operation == Operation::Unlock || event.operation == Operation::UnlockShared;
    if ((!takes && !gives) || event.way() != Way::Success)
        return;
    std::erase_if(m_taken, [&](const Taken& taken) { return taken.lane == event.lane && taken.object == event.object; });
    if (takes)
        m_taken.push_back({event.lane, event.object, step});
}

void Judge::judgeEnd(const Trace& trace, LaneId lane, Step step, const State& state)
{
    const std::vector<ObjectId> locks = locksHeld(state, lane);
    if (!locks.empty())
        add({FindingKind::LockLeak,
             nameText(trace, lane) + " ended and still holds " + namesOf(trace, locks) + ": nobody can ever take " +
                 (locks.size() == 1 ? "it" : "them") + " again.",
             {lane},
             locks,
             step});
}

void Judge::judgeExit(const Trace& trace, const trace::Event& event, Step step, const State& state)
{
    if (!state.knows(event.lane))
        return;
    const std::uint32_t process = state.lane(event.lane).facts.process;
    // A process that was killed cut off everybody; only one that left by itself cuts off its daemons.
    const bool leftByItself = !event.has(trace::EventFlag::Implicit);
    for (std::size_t i = 0; leftByItself && i < state.laneCount(); ++i) {
        const LaneState& other = state.lane(LaneId(i));
        const bool isCutOff = other.facts.process == process && other.facts.kind == trace::LaneKind::Thread &&
                              other.hasStarted() && other.isAlive();
        if (isCutOff)
            add({FindingKind::KilledLane,
                 nameText(trace, LaneId(i)) + " was cut off: its process ended, and nobody waits for a daemon.",
                 {LaneId(i)},
                 {},
                 step});
    }
    if (leftByItself)
        judgeEnd(trace, event.lane, step, state);
    const bool isFirst = isNone(state.lane(event.lane).facts.creator);
    if (event.value != 0 && !isFirst)
        add({FindingKind::ExitStatus,
             nameText(trace, event.lane) +
                 (event.value > 128 ? " was ended by signal " + std::to_string(event.value - 128)
                                    : " ended with status " + std::to_string(event.value)) +
                 ".",
             {event.lane},
             {event.object},
             step});
}

void Judge::judgeDestroy(const Trace& trace, const trace::Event& event, Step step, const State& state)
{
    if (!state.knows(event.object))
        return;
    std::vector<LaneId> users = holders(state, event.object);
    std::string how = "held by ";
    if (users.empty()) {
        users = state.object(event.object).waiters;
        how = "waited for by ";
    }
    if (!users.empty())
        add({FindingKind::DestroyedInUse,
             nameText(trace, event.object) + " was destroyed while it was " + how + namesOf(trace, users) + ".",
             users,
             {event.object},
             step});
}

trace::Verdict stuckVerdict(const Trace& trace, const State& state, const Stuck& stuck, const Judge& judge)
{
    trace::Verdict verdict;
    verdict.findings = judge.findings();
    if (!stuck.cycle.empty()) {
        verdict.ending = trace::Ending::Deadlock;
        verdict.lanes = stuck.cycle;
        verdict.objects = stuck.cycleObjects;
        std::string ring;
        for (std::size_t i = 0; i < stuck.cycle.size(); ++i)
            ring += nameText(trace, stuck.cycle[i]) + " → " + nameText(trace, stuck.cycleObjects[i]) + " → ";
        verdict.sentence = ring + nameText(trace, stuck.cycle.front()) + ": nobody can ever move again.";
    } else {
        verdict.ending = trace::Ending::Hang;
        verdict.lanes = stuck.lanes;
        for (const LaneId lane : stuck.lanes)
            verdict.objects.push_back(state.lane(lane).pending.object);
        verdict.sentence = "Nobody can ever move again, and nobody is left who could help.";
    }
    for (const LaneId lane : stuck.lanes) {
        const std::string why = waitText(trace, state, lane, &judge);
        if (!why.empty())
            verdict.sentence += " " + nameText(trace, lane) + " " + why + atLine(trace, state.lane(lane).pending.source) + ".";
    }
    return verdict;
}

std::string Judge::outcome() const
{
    std::string text;
    for (const auto& [key, value] : m_outcome)
        text += (text.empty() ? "" : " ") + key + "=" + value;
    return text;
}

} // namespace interleave::rules
