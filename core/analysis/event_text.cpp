#include "core/analysis/event_text.h"

#include "core/analysis/waiting.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace interleave::analysis {
namespace {

using trace::Event;
using trace::EventFlag;
using trace::ObjectKind;
using trace::Operation;
using trace::Trace;
using trace::Way;

/// How an operation is said: "{} locks it", "waits to {}". `%` stands for the object, `#` for the value.
struct Words
{
    Operation operation;
    const char* does;  ///< it took effect
    const char* to;    ///< it is going to
};

constexpr Words phrases[] = {
    {Operation::Create, "creates %", "create %"},
    {Operation::Destroy, "destroys %", "destroy %"},
    {Operation::Begin, "begins", "begin"},
    {Operation::End, "ends", "end"},
    {Operation::Fail, "fails: #", "fail"},
    {Operation::Clock, "time goes on to #", "let time go on"},
    {Operation::Resume, "is resumed", "be resumed"},
    {Operation::Callback, "runs a callback", "run a callback"},
    {Operation::Start, "starts %", "start %"},
    {Operation::Join, "joins %", "join %"},
    {Operation::SetDaemon, "sets the daemon flag of % to #", "set the daemon flag of %"},
    {Operation::Kill, "kills %", "kill %"},
    {Operation::Exit, "leaves with #", "leave"},
    {Operation::Sleep, "has slept #", "sleep"},
    {Operation::Yield, "yields", "yield"},
    {Operation::Note, "notes #", "note #"},
    {Operation::Outcome, "reports % = #", "report %"},
    {Operation::Lock, "locks %", "lock %"},
    {Operation::TryLock, "locks %", "try to lock %"},
    {Operation::Unlock, "unlocks %", "unlock %"},
    {Operation::LockShared, "locks % to read", "lock % to read"},
    {Operation::TryLockShared, "locks % to read", "try to lock % to read"},
    {Operation::UnlockShared, "unlocks % after reading", "unlock % after reading"},
    {Operation::Wait, "waits for % and unlocks", "wait for %"},
    {Operation::Wake, "goes on after %", "go on after %"},
    {Operation::NotifyOne, "notifies one at %, woke #", "notify one at %"},
    {Operation::NotifyAll, "notifies all at %, woke #", "notify all at %"},
    {Operation::Acquire, "acquires %", "acquire %"},
    {Operation::TryAcquire, "acquires %", "try to acquire %"},
    {Operation::Release, "releases # of %", "release %"},
    {Operation::AwaitSet, "finds % set", "wait for %"},
    {Operation::Set, "sets %", "set %"},
    {Operation::Clear, "clears %", "clear %"},
    {Operation::IsSet, "looks at %: #", "look at %"},
    {Operation::CountDown, "counts % down by #", "count % down"},
    {Operation::AwaitZero, "finds % at zero", "wait for % to be zero"},
    {Operation::Arrive, "arrives at %, phase #", "arrive at %"},
    {Operation::Pass, "passes %, phase #", "pass %"},
    {Operation::Put, "puts # into %", "put # into %"},
    {Operation::TryPut, "puts # into %", "try to put # into %"},
    {Operation::Get, "gets # from %", "get from %"},
    {Operation::TryGet, "gets # from %", "try to get from %"},
    {Operation::Size, "sees # in %", "look how full % is"},
    {Operation::Close, "closes %", "close %"},
    {Operation::TaskDone, "is done with an item of %", "be done with an item of %"},
    {Operation::AwaitDone, "finds all of % done", "wait until all of % is done"},
    {Operation::Read, "reads %: #", "read %"},
    {Operation::Write, "sets % to #", "set % to #"},
    {Operation::Modify, "changes % to #", "change %"},
    {Operation::CompareExchange, "exchanges %, which was #", "exchange %"},
    {Operation::Await, "has the result of %", "await %"},
    {Operation::Select, "goes on with what is ready", "wait until something is ready"},
    {Operation::Post, "posts to %", "post to %"},
    {Operation::Resolve, "resolves % with #", "resolve %"},
    {Operation::Cancel, "cancels %", "cancel %"},
    {Operation::Send, "sends # over %", "send over %"},
    {Operation::Receive, "receives # from %", "receive from %"},
    {Operation::CloseEnd, "closes its # end of %", "close its # end of %"},
    {Operation::OpenEnd, "passes on the # end of %", "pass on the # end of %"},
    {Operation::EnterOnce, "enters %", "enter %"},
    {Operation::LeaveOnce, "leaves %", "leave %"},
};

const Words* wordsOf(Operation operation)
{
    for (const Words& words : phrases)
        if (words.operation == operation)
            return &words;
    return nullptr;
}

std::string filled(const char* phrase, const std::string& object, const std::string& value)
{
    std::string text;
    for (const char* c = phrase; *c != '\0'; ++c) {
        if (*c == '%')
            text += object;
        else if (*c == '#')
            text += value;
        else
            text += *c;
    }
    return text;
}

std::string valueText(const Trace& trace, Operation operation, std::int64_t value, bool isText)
{
    if (operation == Operation::Fail || operation == Operation::Note || isText) {
        const std::string name(trace.name(static_cast<NameId>(static_cast<std::uint32_t>(value))));
        return operation == Operation::Fail ? name : "\"" + name + "\"";
    }
    switch (operation) {
    case Operation::Clock:
    case Operation::Sleep: return durationText(value);
    case Operation::CloseEnd:
    case Operation::OpenEnd: return (value & 1) != 0 ? "sending" : "receiving";
    // A handle of the message's bytes says nothing to a person.
    case Operation::Send:
    case Operation::Receive: return "a message";
    default: return std::to_string(value);
    }
}

std::string deadlineText(Nanoseconds deadline)
{
    return deadline == never ? std::string() : " until " + durationText(deadline);
}

/// "to lock pot": what is asked for.
std::string toText(const Trace& trace, Operation operation, ObjectId object, const std::string& value)
{
    const Words* words = wordsOf(operation);
    if (words == nullptr)
        return std::string(name(operation));
    return filled(words->to, objectText(trace, object), value);
}

std::string blockedText(const Trace& trace, const Event& event)
{
    if (event.operation == Operation::Sleep)
        return "sleeps" + deadlineText(event.value);
    // The value of a blocked event is its deadline.
    return "waits to " + toText(trace, event.operation, event.object, "something") + deadlineText(event.value);
}

} // namespace

std::string laneText(const Trace& trace, LaneId lane)
{
    const std::string_view name = trace.laneName(lane);
    return name.empty() ? "lane " + std::to_string(index(lane)) : std::string(name);
}

std::string objectText(const Trace& trace, ObjectId object)
{
    if (!trace.knows(object))
        return isNone(object) ? "nothing" : "object " + std::to_string(index(object));
    const std::string_view own = trace.objectName(object);
    if (!own.empty())
        return std::string(own);
    if (trace.knows(trace.object(object).lane))
        return laneText(trace, trace.object(object).lane);
    return std::string(name(trace.object(object).kind)) + " " + std::to_string(index(object));
}

std::string sourceText(const Trace& trace, SourceId source)
{
    if (!trace.knows(source) || trace.source(source).line == 0)
        return {};
    const std::string_view file = trace.name(trace.source(source).file);
    const std::size_t slash = file.rfind('/');
    return std::string(slash == std::string_view::npos ? file : file.substr(slash + 1)) + ":"
           + std::to_string(trace.source(source).line);
}

std::string durationText(Nanoseconds duration)
{
    const double nanoseconds = static_cast<double>(duration);
    struct Unit
    {
        double size;
        const char* name;
    };
    for (const Unit unit : {Unit{1e9, "s"}, Unit{1e6, "ms"}, Unit{1e3, "µs"}}) {
        if (std::abs(nanoseconds) >= unit.size) {
            std::string text = fmt::format("{:.3f}", nanoseconds / unit.size);
            text.erase(text.find_last_not_of('0') + 1);
            if (text.back() == '.')
                text.pop_back();
            return text + " " + unit.name;
        }
    }
    return duration == 0 ? "0 s" : fmt::format("{} ns", duration);
}

std::string eventText(const Trace& trace, const Event& event)
{
    if (event.isBlocked())
        return blockedText(trace, event);
    const Words* words = wordsOf(event.operation);
    if (words == nullptr)
        return "does something unknown";
    const std::string object = objectText(trace, event.object);
    const std::string value = valueText(trace, event.operation, event.value, event.has(EventFlag::Text));
    const std::string to = filled(words->to, object, value);
    switch (event.way()) {
    case Way::Success: break;
    case Way::TimedOut: return "times out: could not " + to;
    case Way::Failed: return "cannot " + (to.starts_with("try to ") ? to.substr(7) : to);
    case Way::Misuse: return "must not " + to;
    case Way::Spurious: return "wakes up from " + object + " without a cause";
    case Way::Closed: return "finds " + object + " closed";
    case Way::Suspended:
        if (event.operation == Operation::AwaitSet)
            return "waits for " + object + deadlineText(event.value);
        if (trace.object(event.object).kind == ObjectKind::Loop)
            return "sleeps" + deadlineText(event.value);
        return "awaits " + object + deadlineText(event.value);
    case Way::Timer: return "a timer is due";
    case Way::Cancelled: return "is cancelled";
    }
    if (event.operation == Operation::End && event.value != 0)
        return event.value == 2 ? "ends, cancelled" : "ends by an exception";
    if (event.operation == Operation::Resolve && event.index == 1)
        return "resolves " + object + " with an exception";
    std::string text = filled(words->does, object, value);
    if (event.operation == Operation::Release && event.value == 1)
        text = "releases " + object;
    if (event.has(EventFlag::EndOfScope))
        text += " (end of scope)";
    return text;
}

std::string eventText(const Trace& trace, const Event& event, const rules::State& state)
{
    std::string text = eventText(trace, event);
    if (!event.isBlocked() || !state.knows(event.lane))
        return text;
    const rules::LaneState& lane = state.lane(event.lane);
    const Lack lack = lackOf(state, lane.pending, lane.phase);
    if (lack.status == LaneStatus::Blocked && !isNone(lack.holder))
        text += lack.holder == event.lane ? ", held by itself" : ", held by " + laneText(trace, lack.holder);
    return text;
}

std::string requestText(const Trace& trace, const rules::Request& request)
{
    const bool isText = request.operation == Operation::Note;
    std::string text = toText(trace, request.operation, request.object,
                              valueText(trace, request.operation, request.argument, isText));
    return text + deadlineText(request.deadline);
}

std::string segmentText(const Trace& trace, const Segment& segment)
{
    std::string text(name(segment.status));
    if (segment.status == LaneStatus::Ended)
        return segment.hasFailed ? "ended by an exception" : text;
    if (isNone(segment.object))
        return text;
    const std::string object = objectText(trace, segment.object);
    switch (segment.status) {
    case LaneStatus::Blocked: text += ": wants " + object; break;
    case LaneStatus::Waiting:
    case LaneStatus::Suspended: text += ": waits for " + object; break;
    default: return text;
    }
    if (segment.status == LaneStatus::Blocked && !isNone(segment.holder))
        text += ", held by " + laneText(trace, segment.holder);
    return text;
}

std::string_view name(LaneStatus status)
{
    static constexpr std::array<std::string_view, laneStatusCount> names = {
        "ready", "running", "blocked", "waiting", "sleeping", "suspended", "ended", "killed"};
    return names[static_cast<std::size_t>(status)];
}

std::string_view name(CauseKind kind)
{
    static constexpr std::array<std::string_view, causeKindCount> names = {
        "spawn", "join", "hand-off", "signal", "permit", "item", "room",
        "message", "resolve", "cancel", "timer", "call", "close"};
    return names[static_cast<std::size_t>(kind)];
}

} // namespace interleave::analysis
