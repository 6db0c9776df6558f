#include "core/rules/observe.h"

#include "core/base/step_number.h"
#include "core/rules/state.h"

#include <algorithm>

namespace interleave::rules {
namespace {

using trace::Event;
using trace::ObjectKind;
using trace::Trace;

std::string nameOf(const Trace& trace, LaneId id)
{
    const std::string_view name = trace.laneName(id);
    return name.empty() ? "lane " + std::to_string(index(id)) : std::string(name);
}

std::string nameOf(const Trace& trace, ObjectId id)
{
    const std::string kind(name(trace.object(id).kind));
    const std::string_view own = trace.objectName(id);
    return own.empty() ? kind + " " + std::to_string(index(id)) : kind + " \"" + std::string(own) + "\"";
}

std::string wayText(Way way, std::uint16_t index)
{
    return std::string(name(way)) + (index == 0 ? "" : " " + std::to_string(index));
}

/// "worker 1: lock of mutex "a"": the start of every complaint.
std::string subjectText(const Trace& trace, const Event& event)
{
    std::string text = nameOf(trace, event.lane) + ": " + std::string(name(event.operation));
    if (!isNone(event.object))
        text += " of " + nameOf(trace, event.object);
    return text;
}

std::string allowedText(const AlternativeList& list)
{
    if (list.empty())
        return "it has to wait";
    std::string text = "the rules allow ";
    for (std::size_t i = 0; i < list.size(); ++i)
        text += (i == 0 ? "" : ", ") + wayText(list[i].way, list[i].index);
    return text;
}

/// Whether the number in the event says which of several alternatives it was.
bool choosesByIndex(Operation operation)
{
    return operation == Operation::NotifyOne || operation == Operation::Select;
}

bool hasValueOfRules(const Trace& trace, const Event& event)
{
    if (event.way() != Way::Success)
        return false;
    switch (event.operation) {
    case Operation::NotifyOne:
    case Operation::NotifyAll:
    case Operation::Arrive:
    case Operation::EnterOnce: return true;
    case Operation::Size:
    case Operation::IsSet: return trace.info().mode == trace::Mode::Controlled;
    default: return false;
    }
}

} // namespace

Request requestOf(const Trace& trace, const Event& event)
{
    Request request{.lane = event.lane, .operation = event.operation, .object = event.object, .source = event.source};
    if (event.isBlocked()) {
        request.deadline = event.value;
        return request;
    }
    request.argument = event.value;
    const bool isWait = event.operation == Operation::Wait || event.operation == Operation::Wake;
    if (isWait && trace.object(event.object).kind == ObjectKind::Condition && event.value >= 0
        && static_cast<std::uint64_t>(event.value) < trace.objectCount())
        request.other = ObjectId(event.value);
    const bool isAwait = event.operation == Operation::Await || event.operation == Operation::AwaitSet;
    if (isAwait && event.way() == Way::Suspended)
        request.deadline = event.value;
    return request;
}

std::optional<std::string> Observer::observe(const Trace& trace, Step step)
{
    const Event event = trace.event(step);
    if (event.operation == Operation::None)
        return std::nullopt;
    const auto complaint = [&](const std::string& text) { return "Step " + std::to_string(stepNumber(step)) + ", " + text + "."; };
    if (!isNone(event.lane) && !trace.knows(event.lane))
        return complaint("lane " + std::to_string(index(event.lane)) + " does not exist");
    if (!isNone(event.object) && !trace.knows(event.object))
        return complaint("object " + std::to_string(index(event.object)) + " does not exist");
    meet(trace, event);

    if (!event.isBlocked() && !isPick(event.operation)) {
        m_state.applyLocal(event);
        return std::nullopt;
    }
    if (isNone(event.lane))
        return complaint(std::string(name(event.operation)) + " was done by nobody");
    // Its process has left or was killed; until the system has ended its threads, they may still record.
    const LaneState& actor = m_state.lane(event.lane);
    const bool isFirstOfProcess = actor.facts.kind == trace::LaneKind::Process;
    const bool isCutOff = actor.phase == LanePhase::Killed || (actor.phase == LanePhase::Ended && isFirstOfProcess);
    if (trace.info().mode == trace::Mode::Live && isCutOff)
        return std::nullopt;
    // A process that died of a signal could not record it: its parent or the host did, whatever its lanes stood at.
    if (event.operation == Operation::Exit && event.has(trace::EventFlag::Implicit)) {
        m_state.killProcess(actor.facts.process, event.value);
        return std::nullopt;
    }
    std::optional<std::string> refusal = refuseLane(trace, event);
    if (!refusal && event.isBlocked())
        m_state.block(completed(trace, event));
    else if (!refusal)
        refusal = take(trace, event);
    if (refusal)
        return complaint(subjectText(trace, event) + *refusal);
    return std::nullopt;
}

void Observer::meet(const Trace& trace, const Event& event)
{
    meetLane(trace, event.lane);
    meetObject(trace, event.object);
    const Request request = requestOf(trace, event);
    meetObject(trace, request.other);
}

void Observer::meetLane(const Trace& trace, LaneId id)
{
    if (!trace.knows(id) || (m_state.knows(id) && m_state.lane(id).isAdded))
        return;
    const trace::Lane& facts = trace.lane(id);
    m_state.addLane(id, facts);
    meetLane(trace, facts.creator);
    meetLane(trace, facts.home);
    meetObject(trace, facts.object);
    // The object of a lane that was known before leads back to it.
    if (m_state.knows(facts.object))
        m_state.object(facts.object).lane = id;
}

void Observer::meetObject(const Trace& trace, ObjectId id)
{
    if (!trace.knows(id) || (m_state.knows(id) && m_state.object(id).isAdded))
        return;
    const trace::Object& facts = trace.object(id);
    // The process of a pipe's creator decides who holds its ends.
    meetLane(trace, facts.creator);
    if (!m_state.knows(id) || !m_state.object(id).isAdded)
        m_state.addObject(id, facts);
    meetLane(trace, facts.lane);
    meetObject(trace, facts.related);
}

/// The request with what the lane said when it began to wait.
Request Observer::completed(const Trace& trace, const Event& event) const
{
    Request request = requestOf(trace, event);
    const LaneState& lane = m_state.lane(event.lane);
    const Request& pending = lane.pending;
    if (lane.phase == LanePhase::Waiting && pending.operation == event.operation && pending.object == event.object) {
        if (isNone(request.other))
            request.other = pending.other;
        if (event.isBlocked())
            request.argument = pending.argument;
        else if (request.deadline == never)
            request.deadline = pending.deadline;
    } else if (event.operation == Operation::Sleep && !event.isBlocked()) {
        request.deadline = m_state.now(event.lane) + std::max<std::int64_t>(event.value, 0);
    }
    // A time-out without a wait before it: the deadline had passed when the operation began.
    if (event.way() == Way::TimedOut && request.deadline == never)
        request.deadline = m_state.now(event.lane);
    return request;
}

std::optional<std::string> Observer::refuseLane(const Trace& trace, const Event& event) const
{
    const LaneState& lane = m_state.lane(event.lane);
    switch (lane.phase) {
    case LanePhase::New: return " came before its start";
    case LanePhase::Ended:
    case LanePhase::Killed: return " came after its end";
    case LanePhase::Suspended:
    case LanePhase::Scheduled: return " came before its loop resumed it";
    case LanePhase::Waiting:
        if (lane.pending.operation != event.operation || lane.pending.object != event.object)
            return " came while it waits for " + std::string(name(lane.pending.operation)) + " of "
                   + nameOf(trace, lane.pending.object);
        break;
    case LanePhase::Started:
    case LanePhase::Active: break;
    }
    return std::nullopt;
}

std::optional<std::string> Observer::take(const Trace& trace, const Event& event)
{
    const Request request = completed(trace, event);
    Alternative chosen{.way = event.way(), .index = choosesByIndex(event.operation) ? event.index : std::uint16_t{0}};
    // Only the target knows the values of variables.
    if (event.operation == Operation::CompareExchange && chosen.way == Way::Failed)
        chosen.way = Way::Success;

    AlternativeList list;
    m_state.alternatives(request, list);
    bool isAllowed = false;
    for (std::size_t i = 0; i < list.size() && !isAllowed; ++i) {
        if (list[i].way == chosen.way && list[i].index == chosen.index) {
            chosen = list[i];
            isAllowed = true;
        }
    }
    if (!isAllowed && !isTolerated(trace, request, chosen))
        return " as " + wayText(chosen.way, chosen.index) + " is against the rules: " + allowedText(list);

    const std::int64_t value = m_state.apply(request, chosen);
    if (hasValueOfRules(trace, event) && value != event.value)
        return " yielded " + std::to_string(event.value) + " where the rules yield " + std::to_string(value);
    return std::nullopt;
}

bool Observer::isTolerated(const Trace& trace, const Request& request, Alternative alternative) const
{
    if (trace.info().mode != trace::Mode::Live || !m_state.knows(request.object))
        return false;
    const bool hasMissed = alternative.way == Way::Failed || alternative.way == Way::TimedOut;
    switch (m_state.object(request.object).kind) {
    case ObjectKind::Mutex:
    case ObjectKind::RecursiveMutex:
    case ObjectKind::SharedMutex:
        return hasMissed && request.operation != Operation::Unlock && request.operation != Operation::UnlockShared;
    case ObjectKind::Semaphore: return alternative.way == Way::Failed && request.operation == Operation::TryAcquire;
    case ObjectKind::Queue:
        return alternative.way == Way::Failed
               && (request.operation == Operation::TryPut || request.operation == Operation::TryGet);
    case ObjectKind::Loop:
        return request.operation == Operation::Select
               && (alternative.way == Way::Timer || alternative.way == Way::Success);
    case ObjectKind::Pipe:
        return (request.operation == Operation::Send || request.operation == Operation::Receive)
               && (alternative.way == Way::Success || alternative.way == Way::Closed
                   || alternative.way == Way::TimedOut);
    case ObjectKind::Condition: {
        const auto* mutex = m_state.findRules<MutexRules>(request.other);
        return request.operation == Operation::Wake && alternative.way == Way::Spurious && mutex != nullptr
               && mutex->isFreeFor(request.lane);
    }
    default: return false;
    }
}

} // namespace interleave::rules
