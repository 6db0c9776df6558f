#include "core/analysis/lock_order.h"

#include "core/analysis/event_text.h"

#include <algorithm>

namespace interleave::analysis {
namespace {

using trace::Operation;

constexpr std::size_t mostSegments = 8;    ///< of one request between starts and joins
constexpr std::size_t mostTries = 200'000; ///< steps of the search; more rings than that help nobody
constexpr std::size_t longestRing = 16;

} // namespace

OperationSet LockOrder::wantsBefore() const
{
    return {Operation::Lock, Operation::LockShared, Operation::Wake};
}

OperationSet LockOrder::wantsAfter() const
{
    return HappensBefore::operations(HappensBefore::Edges::StartAndJoin)
           | OperationSet{Operation::Acquire, Operation::TryAcquire, Operation::Release};
}

void LockOrder::after(const Moment& moment)
{
    const trace::Event& event = moment.event;
    switch (event.operation) {
    case Operation::Acquire:
    case Operation::TryAcquire:
        if (moment.succeeded())
            changePermits(event.lane, event.object, 1);
        break;
    case Operation::Release:
        if (moment.succeeded())
            changePermits(event.lane, event.object, -event.value);
        break;
    default: m_order.take(event);
    }
}

void LockOrder::changePermits(LaneId lane, ObjectId semaphore, std::int64_t change)
{
    std::vector<Permits>& own = entry(m_permits, lane);
    const auto known = std::find_if(own.begin(), own.end(), [&](const Permits& one) { return one.semaphore == semaphore; });
    const std::int64_t count = change + (known == own.end() ? 0 : known->count);
    if (count < 0)
        m_handedOver.insert(semaphore);
    if (known != own.end())
        known->count = count;
    else
        own.push_back({semaphore, count});
    std::erase_if(own, [](const Permits& one) { return one.count <= 0; });
}

void LockOrder::before(const Moment& moment)
{
    const trace::Event& event = moment.event;
    // Who waits no longer than until a deadline closes no ring.
    if (moment.locks.setOf(event.lane) == noLocks || (event.isBlocked() && event.value != never))
        return;
    if (!event.isBlocked() && event.way() != trace::Way::Success)
        return;
    const bool hasAsked = moment.state.knows(event.lane) && !event.isBlocked()
                          && moment.state.lane(event.lane).phase == rules::LanePhase::Waiting;
    if (event.operation == Operation::Lock || event.operation == Operation::LockShared) {
        // It was noted when it began to wait.
        if (hasAsked)
            return;
        note(moment, {event.object, event.operation == Operation::LockShared});
    } else if (moment.trace.object(event.object).kind == trace::ObjectKind::Condition && !event.isBlocked()) {
        const auto mutex = static_cast<ObjectId>(static_cast<std::uint32_t>(event.value));
        if (moment.trace.knows(mutex))
            note(moment, {mutex, false});
    }
}

void LockOrder::note(const Moment& moment, LockUse wanted)
{
    const LaneId lane = moment.event.lane;
    if (moment.locks.depth(lane, wanted.object) > 0)
        return; // once more, or a ring of one, which is a deadlock at once
    const LockSetId held = moment.locks.setOf(lane);
    const std::uint64_t key = (std::uint64_t{index(lane)} << 40) ^ (std::uint64_t{held} << 20)
                              ^ (std::uint64_t{index(wanted.object)} << 1) ^ (wanted.isShared ? 1U : 0U);
    const Epoch now = m_order.now(lane);
    const std::vector<Permits>& permits = entry(m_permits, lane);
    std::size_t segments = 0;
    std::vector<std::size_t>& known = m_byKey[key];
    for (const std::size_t number : known) {
        Ask& ask = m_asks[number];
        if (ask.lane != lane || ask.held != held || ask.wanted != wanted || ask.permits != permits)
            continue;
        if (ask.epoch == now || ++segments == mostSegments) {
            ++ask.count;
            return;
        }
    }
    known.push_back(m_asks.size());
    m_asks.push_back({lane, wanted, held, moment.step, moment.event.source, moment.locks.of(lane), permits,
                      m_order.clockOf(lane), now});
}

/// The lock that the holder has and the asker waits for.
const HeldLock* LockOrder::blocks(const Ask& holder, const Ask& asker) const
{
    for (const HeldLock& held : holder.holds)
        if (held.object == asker.wanted.object && !(held.isShared && asker.wanted.isShared))
            return &held;
    return nullptr;
}

bool LockOrder::canMeet(const Conclusion& end, const Ask& a, const Ask& b) const
{
    if (a.lane == b.lane)
        return false;
    const bool aFirst = b.clock.at(a.epoch.carrier) >= a.epoch.time;
    const bool bFirst = a.clock.at(b.epoch.carrier) >= b.epoch.time;
    if (a.epoch.carrier != b.epoch.carrier && (aFirst || bFirst))
        return false;
    for (const LockUse& mine : end.locks.locks(a.held))
        for (const LockUse& theirs : end.locks.locks(b.held))
            if (mine.object == theirs.object && !(mine.isShared && theirs.isShared))
                return false;
    return true;
}

/// Whether the lanes of the path and of one more ask would hold more permits between them than there are.
///
/// Who releases only what he has acquired never has fewer than none, so that any lanes together never have more than the
/// semaphore began with.
bool LockOrder::exceedsPermits(const Conclusion& end, const std::vector<std::size_t>& path, std::size_t next) const
{
    return std::any_of(m_asks[next].permits.begin(), m_asks[next].permits.end(), [&](const Permits& own) {
        if (m_handedOver.contains(own.semaphore))
            return false;
        std::int64_t together = own.count;
        for (const std::size_t number : path)
            for (const Permits& other : m_asks[number].permits)
                together += other.semaphore == own.semaphore ? other.count : 0;
        return together > end.trace.object(own.semaphore).initial;
    });
}

void LockOrder::finish(const Conclusion& end, std::vector<Finding>& findings)
{
    // What did close is said by the endings.
    if (!end.stuck.cycle.empty()) {
        m_reported.push_back(end.stuck.cycleObjects);
        std::sort(m_reported.back().begin(), m_reported.back().end());
    }
    for (std::size_t i = 0; i < m_asks.size(); ++i) {
        std::vector<std::size_t> path{i};
        search(end, path, findings);
    }
}

// Rings are found from their first request on, so that each is met once.
void LockOrder::search(const Conclusion& end, std::vector<std::size_t>& path, std::vector<Finding>& findings)
{
    const Ask& last = m_asks[path.back()];
    if (path.size() > 1 && blocks(m_asks[path.front()], last) != nullptr) {
        report(end, path, findings);
        return;
    }
    if (path.size() == longestRing)
        return;
    for (std::size_t next = path.front() + 1; next < m_asks.size(); ++next) {
        if (++m_tried > mostTries)
            return;
        if (blocks(m_asks[next], last) == nullptr)
            continue;
        const bool fits = std::all_of(path.begin(), path.end(), [&](std::size_t number) {
            return canMeet(end, m_asks[number], m_asks[next]);
        });
        if (!fits || exceedsPermits(end, path, next))
            continue;
        path.push_back(next);
        search(end, path, findings);
        path.pop_back();
    }
}

void LockOrder::report(const Conclusion& end, const std::vector<std::size_t>& path, std::vector<Finding>& findings)
{
    const trace::Trace& trace = end.trace;
    std::vector<ObjectId> ring;
    for (const std::size_t number : path)
        ring.push_back(m_asks[number].wanted.object);
    std::vector<ObjectId> sorted = ring;
    std::sort(sorted.begin(), sorted.end());
    if (std::find(m_reported.begin(), m_reported.end(), sorted) != m_reported.end())
        return;
    m_reported.push_back(sorted);

    Finding finding{.kind = FindingKind::LockOrder, .severity = Severity::Suspicious, .sentence = {}, .lanes = {}, .objects = ring};
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const Ask& ask = m_asks[path[i]];
        const Ask& waiting = m_asks[path[i == 0 ? path.size() - 1 : i - 1]];
        const HeldLock* held = blocks(ask, waiting);
        parts.push_back(laneText(trace, ask.lane) + " asks for " + objectText(trace, ask.wanted.object)
                        + atText(trace, ask.source) + " while holding " + objectText(trace, waiting.wanted.object)
                        + (held == nullptr ? "" : atText(trace, held->source)));
        finding.lanes.push_back(ask.lane);
        finding.steps.push_back(ask.step);
        finding.count = std::max(finding.count, ask.count);
        addSource(finding, ask.source);
        if (held != nullptr)
            addSource(finding, held->source);
    }
    finding.sentence = joinedText(parts) + ": had each taken its first lock before the others took their second, they "
                       "would wait for each other for ever. It did not happen in this run.";
    findings.push_back(std::move(finding));
}

} // namespace interleave::analysis
