#include "core/analysis/contention.h"

#include "core/analysis/event_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave::analysis {
namespace {

using trace::Operation;

constexpr std::size_t mostListed = 8;

constexpr OperationSet takes = {Operation::Lock, Operation::TryLock, Operation::LockShared, Operation::TryLockShared};

ObjectId mutexOf(const trace::Event& event)
{
    return static_cast<ObjectId>(static_cast<std::uint32_t>(event.value));
}

std::string amount(std::int64_t measured, bool isControlled)
{
    return isControlled ? std::to_string(measured) + (measured == 1 ? " step" : " steps") : durationText(measured);
}

} // namespace

OperationSet Contention::wantsBefore() const
{
    return {Operation::Unlock, Operation::UnlockShared, Operation::Wait};
}

OperationSet Contention::wantsAfter() const
{
    return takes;
}

void Contention::before(const Moment& moment)
{
    if (!moment.succeeded())
        return;
    const trace::Event& event = moment.event;
    const bool isShared = event.operation == Operation::UnlockShared;
    const ObjectId object = event.operation == Operation::Wait ? mutexOf(event) : event.object;
    for (const HeldLock& held : moment.locks.of(event.lane)) {
        if (held.object != object || held.isShared != isShared)
            continue;
        if (held.depth > 1 && event.operation != Operation::Wait)
            return;
        const std::int64_t since = moment.isControlled() ? static_cast<std::int64_t>(held.step) : held.time;
        const std::int64_t length = moment.measure() - since;
        Lock& lock = entry(m_locks, object);
        lock.held += length;
        if (lock.longestAt == noStep || length > lock.longestHold) {
            lock.longestHold = length;
            lock.longestAt = held.step;
            lock.longestBy = event.lane;
            lock.longestSource = held.source;
        }
        return;
    }
}

void Contention::after(const Moment& moment)
{
    const trace::Event& event = moment.event;
    if (!moment.trace.knows(event.lane) || !moment.trace.knows(event.object))
        return;
    Asking& asking = entry(m_lanes, event.lane);
    if (event.isBlocked()) {
        asking = {event.object, moment.measure()};
        return;
    }
    Lock& lock = entry(m_locks, event.object);
    if (asking.object == event.object) {
        ++lock.waits;
        lock.waited += moment.measure() - asking.since;
    }
    asking.object = ObjectId::none;
    if (event.way() == trace::Way::Success)
        ++lock.takings;
}

void Contention::finish(const Conclusion& end, std::vector<Finding>& findings)
{
    for (const Asking& asking : m_lanes) {
        if (isNone(asking.object))
            continue;
        Lock& lock = entry(m_locks, asking.object);
        ++lock.waits;
        lock.waited += end.measure() - asking.since;
    }
    std::vector<Finding> listed;
    for (std::size_t i = 0; i < m_locks.size(); ++i) {
        const Lock& lock = m_locks[i];
        if (lock.waits == 0)
            continue;
        Finding finding{.kind = FindingKind::Contention,
                        .severity = Severity::Observation,
                        .sentence = {},
                        .lanes = {},
                        .objects = {ObjectId(i)},
                        .steps = {},
                        .sources = {},
                        .value = static_cast<double>(lock.waited)};
        finding.sentence = fmt::format("{} was taken {}; {} somebody had to wait for it, {} in all.",
                                       objectText(end.trace, ObjectId(i)), timesText(lock.takings), timesText(lock.waits),
                                       amount(lock.waited, end.isControlled()));
        if (lock.longestAt != noStep) {
            const double mean = static_cast<double>(lock.held) / static_cast<double>(std::max<std::uint64_t>(1, lock.takings));
            finding.sentence += fmt::format(" It was held for {} on average, for {} at most by {}{}.",
                                            end.isControlled() ? fmt::format("{:.1f} steps", mean)
                                                               : durationText(static_cast<Nanoseconds>(mean)),
                                            amount(lock.longestHold, end.isControlled()),
                                            laneText(end.trace, lock.longestBy), atText(end.trace, lock.longestSource));
            finding.lanes = {lock.longestBy};
            finding.steps = {lock.longestAt};
            addSource(finding, lock.longestSource);
        }
        listed.push_back(std::move(finding));
    }
    std::stable_sort(listed.begin(), listed.end(), [](const Finding& a, const Finding& b) { return a.value > b.value; });
    listed.resize(std::min(listed.size(), mostListed));
    findings.insert(findings.end(), std::make_move_iterator(listed.begin()), std::make_move_iterator(listed.end()));
}

} // namespace interleave::analysis
