#include "core/analysis/waits.h"

#include "core/analysis/event_text.h"

#include <algorithm>

namespace interleave::analysis {
namespace {

using trace::Operation;
using trace::Way;

constexpr std::uint64_t fewest = 8; ///< takings by others that make a wait suspicious
constexpr std::size_t mostListed = 5;
constexpr std::size_t mostUsers = 64; ///< more of them are counted as this many

constexpr OperationSet takes = {Operation::Lock,    Operation::TryLock, Operation::LockShared, Operation::TryLockShared,
                                Operation::Acquire, Operation::TryAcquire, Operation::Get,     Operation::TryGet,
                                Operation::Receive};

} // namespace

void Waits::after(const Moment& moment)
{
    const trace::Event& event = moment.event;
    if (!moment.trace.knows(event.lane))
        return;
    Lane& lane = entry(m_lanes, event.lane);
    if (event.isBlocked() || event.way() == Way::Suspended
        || (event.operation == Operation::Wait && event.way() == Way::Success)) {
        if (lane.begin == noStep)
            beginWait(moment, lane);
        return;
    }
    if (lane.begin != noStep)
        endWait(event.lane, lane, moment.step, moment.time, false);
    if (takes.contains(event.operation) && event.way() == Way::Success && moment.trace.knows(event.object)) {
        Object& object = entry(m_objects, event.object);
        ++object.takings;
        if (object.users.size() < mostUsers
            && std::find(object.users.begin(), object.users.end(), event.lane) == object.users.end())
            object.users.push_back(event.lane);
    }
}

void Waits::beginWait(const Moment& moment, Lane& lane)
{
    const trace::Event& event = moment.event;
    // A sleep is as long as it was meant to be, and the end of a process waits for what is told of its threads.
    if (event.operation == Operation::Sleep || event.operation == Operation::Exit || !moment.trace.knows(event.object)
        || moment.trace.object(event.object).kind == trace::ObjectKind::Loop)
        return;
    lane = {event.object, event.source, moment.step, moment.time, entry(m_objects, event.object).takings};
}

void Waits::endWait(LaneId id, Lane& lane, Step step, Nanoseconds time, bool isOpen)
{
    Object& object = entry(m_objects, lane.object);
    const Wait wait{id,          lane.object,        lane.source, lane.begin, step - lane.begin,
                    time - lane.since, object.takings - lane.takings, isOpen};
    const auto isLonger = [](const Wait& a, const Wait& b) {
        return a.time != b.time ? a.time > b.time : a.steps > b.steps;
    };
    if (object.longest.begin == noStep || isLonger(wait, object.longest))
        object.longest = wait;
    if (object.mostOvertaken.begin == noStep || wait.overtaken > object.mostOvertaken.overtaken)
        object.mostOvertaken = wait;
    lane = {};
}

void Waits::addStarvation(const Conclusion& end, const Object& object, std::vector<Finding>& findings) const
{
    const Wait& wait = object.mostOvertaken;
    if (wait.begin == noStep || wait.overtaken < std::max<std::uint64_t>(fewest, 2 * object.users.size()) + 1)
        return;
    Finding finding{.kind = FindingKind::Starvation,
                    .severity = Severity::Suspicious,
                    .sentence = laneText(end.trace, wait.lane) + (wait.isOpen ? " waits for " : " waited for ")
                                + objectText(end.trace, wait.object) + atText(end.trace, wait.source) + " for "
                                + spanText(wait.steps, wait.time, end.isControlled()) + " while others took it "
                                + timesText(wait.overtaken) + ".",
                    .lanes = {wait.lane},
                    .objects = {wait.object},
                    .steps = {wait.begin},
                    .sources = {},
                    .value = static_cast<double>(wait.overtaken)};
    addSource(finding, wait.source);
    findings.push_back(std::move(finding));
}

void Waits::addLongest(const Conclusion& end, std::vector<Finding>& findings) const
{
    std::vector<Wait> waits;
    for (const Object& object : m_objects)
        if (object.longest.begin != noStep && (object.longest.steps > 1 || object.longest.time > 0))
            waits.push_back(object.longest);
    std::stable_sort(waits.begin(), waits.end(), [](const Wait& a, const Wait& b) {
        return a.time != b.time ? a.time > b.time : a.steps > b.steps;
    });
    waits.resize(std::min(waits.size(), mostListed));
    for (const Wait& wait : waits) {
        Finding finding{.kind = FindingKind::LongWait,
                        .severity = Severity::Observation,
                        .sentence = "Longest wait for " + objectText(end.trace, wait.object) + ": "
                                    + laneText(end.trace, wait.lane) + ", "
                                    + spanText(wait.steps, wait.time, end.isControlled())
                                    + atText(end.trace, wait.source) + (wait.isOpen ? ", and it is not over." : "."),
                        .lanes = {wait.lane},
                        .objects = {wait.object},
                        .steps = {wait.begin},
                        .sources = {},
                        .value = wait.time > 0 ? static_cast<double>(wait.time) : static_cast<double>(wait.steps) * 1e-9};
        addSource(finding, wait.source);
        findings.push_back(std::move(finding));
    }
}

void Waits::finish(const Conclusion& end, std::vector<Finding>& findings)
{
    for (std::size_t i = 0; i < m_lanes.size(); ++i)
        if (m_lanes[i].begin != noStep && end.state.knows(LaneId(i)) && end.state.lane(LaneId(i)).isAlive())
            endWait(LaneId(i), m_lanes[i], end.size, end.time(), true);
    for (const Object& object : m_objects)
        addStarvation(end, object, findings);
    addLongest(end, findings);
}

} // namespace interleave::analysis
