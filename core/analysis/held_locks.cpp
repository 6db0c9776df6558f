#include "core/analysis/held_locks.h"

#include "core/analysis/event_text.h"

#include <algorithm>

namespace interleave::analysis {
namespace {

using trace::ObjectKind;
using trace::Operation;
using trace::Way;

std::uint64_t keyOf(LockSetId set, LockUse use, bool isAdded)
{
    return std::uint64_t{set} << 34 | std::uint64_t{index(use.object)} << 2 | (use.isShared ? 2U : 0U) | (isAdded ? 1U : 0U);
}

ObjectId mutexOf(const trace::Event& event)
{
    return static_cast<ObjectId>(static_cast<std::uint32_t>(event.value));
}

} // namespace

bool HeldLocks::concerns(Operation operation)
{
    return operation >= Operation::Lock && operation <= Operation::Wake;
}

void HeldLocks::after(const trace::Trace& trace, Step step, const trace::Event& event, Nanoseconds time)
{
    if (event.isBlocked() || !trace.knows(event.lane))
        return;
    if (index(event.lane) >= m_lanes.size())
        m_lanes.resize(index(event.lane) + 1);
    Lane& lane = m_lanes[index(event.lane)];
    const bool succeeded = event.way() == Way::Success;
    HeldLock taken{.object = event.object, .step = step, .time = time, .source = event.source};
    switch (event.operation) {
    case Operation::Lock:
    case Operation::TryLock:
        if (succeeded)
            take(lane, taken);
        break;
    case Operation::LockShared:
    case Operation::TryLockShared:
        taken.isShared = true;
        if (succeeded)
            take(lane, taken);
        break;
    case Operation::Unlock:
        if (succeeded)
            giveBack(lane, event.object, false, false);
        break;
    case Operation::UnlockShared:
        if (succeeded)
            giveBack(lane, event.object, true, false);
        break;
    case Operation::Wait:
        if (succeeded && trace.knows(mutexOf(event))) {
            lane.givenUp = std::max(1U, depth(event.lane, mutexOf(event)));
            giveBack(lane, mutexOf(event), false, true);
        }
        break;
    case Operation::Wake:
        // However the wait ended, the mutex was taken again.
        if (trace.object(event.object).kind == ObjectKind::Condition && trace.knows(mutexOf(event))) {
            taken.object = mutexOf(event);
            taken.depth = std::max(1U, lane.givenUp);
            take(lane, taken);
        }
        break;
    default: break;
    }
}

const std::vector<HeldLock>& HeldLocks::of(LaneId lane) const
{
    static const std::vector<HeldLock> nothing;
    return index(lane) < m_lanes.size() ? m_lanes[index(lane)].held : nothing;
}

std::uint32_t HeldLocks::depth(LaneId lane, ObjectId object) const
{
    for (const HeldLock& held : of(lane))
        if (held.object == object)
            return held.depth;
    return 0;
}

void HeldLocks::take(Lane& lane, const HeldLock& taken)
{
    for (HeldLock& held : lane.held) {
        if (held.object == taken.object && held.isShared == taken.isShared) {
            held.depth += taken.depth;
            return;
        }
    }
    lane.held.push_back(taken);
    lane.set = with(lane.set, {taken.object, taken.isShared});
}

void HeldLocks::giveBack(Lane& lane, ObjectId object, bool isShared, bool isAll)
{
    for (auto held = lane.held.begin(); held != lane.held.end(); ++held) {
        if (held->object != object || held->isShared != isShared)
            continue;
        if (!isAll && --held->depth > 0)
            return;
        lane.held.erase(held);
        lane.set = without(lane.set, {object, isShared});
        return;
    }
}

LockSetId HeldLocks::with(LockSetId set, LockUse use)
{
    const auto [place, isNew] = m_steps.try_emplace(keyOf(set, use, true), noLocks);
    if (isNew) {
        std::vector<LockUse> locks = m_sets[set];
        locks.insert(std::lower_bound(locks.begin(), locks.end(), use), use);
        place->second = numberOf(std::move(locks));
    }
    return place->second;
}

LockSetId HeldLocks::without(LockSetId set, LockUse use)
{
    const auto [place, isNew] = m_steps.try_emplace(keyOf(set, use, false), noLocks);
    if (isNew) {
        std::vector<LockUse> locks = m_sets[set];
        std::erase(locks, use);
        place->second = numberOf(std::move(locks));
    }
    return place->second;
}

LockSetId HeldLocks::numberOf(std::vector<LockUse> locks)
{
    const auto [place, isNew] = m_numbers.try_emplace(locks, static_cast<LockSetId>(m_sets.size()));
    if (isNew)
        m_sets.push_back(std::move(locks));
    return place->second;
}

std::string locksText(const trace::Trace& trace, const std::vector<LockUse>& locks)
{
    std::string text;
    for (std::size_t i = 0; i < locks.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == locks.size() ? " and " : ", ") + objectText(trace, locks[i].object);
        if (locks[i].isShared)
            text += " (to read)";
    }
    return text.empty() ? "no lock" : text;
}

} // namespace interleave::analysis
