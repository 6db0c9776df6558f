#include "core/analysis/ledger.h"

#include <algorithm>

namespace interleave::analysis {
namespace {

using rules::LanePhase;
using trace::Event;
using trace::EventFlag;
using trace::ObjectKind;
using trace::Operation;
using trace::Way;

constexpr std::size_t mostActors = 8;

bool isLock(ObjectKind kind)
{
    return kind == ObjectKind::Mutex || kind == ObjectKind::RecursiveMutex || kind == ObjectKind::SharedMutex;
}

bool waits(LanePhase phase)
{
    return phase == LanePhase::Waiting || phase == LanePhase::Suspended;
}

/// Who has the object now, by the rules; a small list that does not allocate for a mutex.
template <typename Visit>
void visitHolders(const rules::State& state, ObjectId id, Visit visit)
{
    if (const auto* mutex = state.findRules<rules::MutexRules>(id)) {
        if (!isNone(mutex->owner))
            visit(mutex->owner);
    } else if (const auto* shared = state.findRules<rules::SharedMutexRules>(id)) {
        if (!isNone(shared->owner))
            visit(shared->owner);
        for (const auto& reader : shared->readers)
            visit(reader.lane);
    } else if (const auto* once = state.findRules<rules::OnceRules>(id)) {
        if (!isNone(once->runner))
            visit(once->runner);
    }
}

bool isHolder(const rules::State& state, ObjectId id, LaneId lane)
{
    bool isFound = false;
    visitHolders(state, id, [&](LaneId holder) { isFound = isFound || holder == lane; });
    return isFound;
}

void addActor(std::vector<LaneId>& actors, LaneId lane)
{
    if (actors.size() < mostActors && std::find(actors.begin(), actors.end(), lane) == actors.end())
        actors.push_back(lane);
}

/// The rules know of no owners of permits: whoever acquires one is taken to have it until a lane gives one back. That is
/// the lane's own, or, when it has none, the one that was taken longest ago.
void notePermits(std::vector<Taking>& takings, Change& change, const Event& event, Step step)
{
    if (event.way() != Way::Success)
        return;
    if (event.operation == Operation::Acquire || event.operation == Operation::TryAcquire) {
        if (takings.size() < Ledger::mostItems)
            takings.push_back({event.lane, step, event.source});
        return;
    }
    for (std::int64_t i = 0; event.operation == Operation::Release && i < event.value && !takings.empty(); ++i) {
        const auto isOwn = [&](const Taking& taking) { return taking.lane == event.lane; };
        auto place = std::find_if(takings.begin(), takings.end(), isOwn);
        if (place == takings.end())
            place = takings.begin();
        // Of several permits the first that was not the lane's own is the one to tell of.
        if (!change.isKnown || change.value == index(event.lane)) {
            change.value = index(place->lane);
            change.isKnown = true;
        }
        takings.erase(place);
    }
}

} // namespace

Ledger::LaneFacts& Ledger::lane(LaneId id)
{
    if (index(id) >= m_lanes.size())
        m_lanes.resize(index(id) + 1);
    return m_lanes[index(id)];
}

Ledger::ObjectFacts& Ledger::object(ObjectId id)
{
    if (index(id) >= m_places.size())
        m_places.resize(index(id) + 1, 0);
    std::uint32_t& place = m_places[index(id)];
    if (place == 0) {
        m_objects.emplace_back();
        place = static_cast<std::uint32_t>(m_objects.size());
    }
    return m_objects[place - 1];
}

const Ledger::LaneFacts& Ledger::find(LaneId id) const
{
    static const LaneFacts nothing;
    return index(id) < m_lanes.size() ? m_lanes[index(id)] : nothing;
}

const Ledger::ObjectFacts& Ledger::find(ObjectId id) const
{
    static const ObjectFacts nothing;
    const bool isKnown = index(id) < m_places.size() && m_places[index(id)] != 0;
    return isKnown ? m_objects[m_places[index(id)] - 1] : nothing;
}

void Ledger::after(const trace::Trace& trace, const Event& event, Step step, const rules::State& state)
{
    if (!state.knows(event.lane))
        return;
    noteLane(event, step, state);
    if (!state.knows(event.object))
        return;
    const ObjectKind kind = state.object(event.object).kind;
    if (event.isBlocked()) {
        const bool asks = event.operation == Operation::Lock || event.operation == Operation::LockShared;
        for (std::size_t i = 0; asks && i < find(event.lane).held.size(); ++i)
            if (find(event.lane).held[i] != event.object)
                m_nesting.note(event.lane, find(event.lane).held[i], event.object, step);
        return;
    }
    if (isLock(kind) || kind == ObjectKind::Once) {
        noteTakings(event.object, event, step, state);
    } else if (kind == ObjectKind::Condition) {
        const auto mutex = static_cast<ObjectId>(static_cast<std::uint32_t>(event.value));
        const bool hasMutex = event.operation == Operation::Wait || event.operation == Operation::Wake;
        if (hasMutex && state.knows(mutex))
            noteTakings(mutex, event, step, state);
    } else if (kind == ObjectKind::Variable) {
        noteVariable(event, step, state);
        return;
    } else if (kind == ObjectKind::Queue) {
        noteItem(trace, event, step, state);
    }
    noteChange(event, step);
    if (kind == ObjectKind::Semaphore)
        notePermits(object(event.object).takings, object(event.object).change, event, step);
    const bool waitsForEnd = event.operation == Operation::Join || event.operation == Operation::Await;
    if (waitsForEnd && event.way() == Way::Success && !isNone(state.object(event.object).lane))
        m_guards.joined(state.object(event.object).lane);
}

void Ledger::noteLane(const Event& event, Step step, const rules::State& state)
{
    LaneFacts& facts = lane(event.lane);
    facts.last = step;
    if (!isNone(event.source))
        facts.source = event.source;
    if (!event.isBlocked())
        facts.waitingSince = noStep;
    if (waits(state.lane(event.lane).phase) && facts.waitingSince == noStep)
        facts.waitingSince = step;
}

void Ledger::noteTakings(ObjectId id, const Event& event, Step step, const rules::State& state)
{
    const bool isDestroyed = event.operation == Operation::Destroy;
    ObjectFacts& facts = object(id);
    const bool isHeldAsLock = isLock(state.object(id).kind);
    std::erase_if(facts.takings, [&](const Taking& taking) {
        if (!isDestroyed && isHolder(state, id, taking.lane))
            return false;
        if (isHeldAsLock)
            std::erase(lane(taking.lane).held, id);
        return true;
    });
    if (isDestroyed)
        return;
    visitHolders(state, id, [&](LaneId holder) {
        const auto isTheirs = [&](const Taking& taking) { return taking.lane == holder; };
        if (std::any_of(facts.takings.begin(), facts.takings.end(), isTheirs))
            return;
        facts.takings.push_back({holder, step, event.source});
        if (!isHeldAsLock)
            return;
        LaneFacts& taker = lane(holder);
        // A try cannot block, so it says nothing about an order.
        const bool isTry = event.operation == Operation::TryLock || event.operation == Operation::TryLockShared;
        for (std::size_t i = 0; !isTry && i < taker.held.size(); ++i)
            m_nesting.note(holder, taker.held[i], id, step);
        taker.held.push_back(id);
    });
}

void Ledger::noteVariable(const Event& event, Step step, const rules::State& state)
{
    using Access = Guards::Access;
    Access access = Access::Read;
    Change& change = object(event.object).change;
    const auto isChangedTo = [&](std::int64_t value, bool isKnown) {
        change = {value, event.lane, step, event.source, isKnown, event.has(EventFlag::Text), false};
    };
    const auto isSeenAs = [&](std::int64_t value) {
        change.value = value;
        change.isKnown = true;
        change.isText = event.has(EventFlag::Text);
    };
    switch (event.operation) {
    case Operation::Read: isSeenAs(event.value); break;
    case Operation::Write:
        isChangedTo(event.value, true);
        access = Access::Write;
        break;
    case Operation::Modify:
        isChangedTo(event.value, true);
        access = Access::Indivisible;
        break;
    case Operation::CompareExchange:
        // The event tells what was found; what was put there instead is not recorded.
        if (event.way() == Way::Success)
            isChangedTo(event.value, false);
        else
            isSeenAs(event.value);
        access = Access::Indivisible;
        break;
    default: return;
    }
    const std::vector<ObjectId>& held = find(event.lane).held;
    const auto isOnlyRead = [&](ObjectId lock) {
        const auto* shared = state.findRules<rules::SharedMutexRules>(lock);
        return shared != nullptr && shared->owner != event.lane;
    };
    if (access == Access::Read || std::none_of(held.begin(), held.end(), isOnlyRead)) {
        m_guards.access(event.object, event.lane, access, held, step);
        return;
    }
    // A lock that is held to read does not protect a change.
    std::vector<ObjectId> protecting = held;
    std::erase_if(protecting, isOnlyRead);
    m_guards.access(event.object, event.lane, access, protecting, step);
}

void Ledger::noteItem(const trace::Trace& trace, const Event& event, Step step, const rules::State& state)
{
    if (event.way() != Way::Success)
        return;
    ObjectFacts& facts = object(event.object);
    const auto* queue = state.findRules<rules::QueueRules>(event.object);
    if (event.operation == Operation::Put || event.operation == Operation::TryPut) {
        facts.isOverfull = facts.isOverfull || facts.items.size() >= mostItems;
        if (facts.isOverfull)
            facts.items.clear();
        else
            facts.items.push_back({event.value, event.lane, step, event.has(EventFlag::Text)});
    } else if (event.operation == Operation::Get || event.operation == Operation::TryGet) {
        const auto isIt = [&](const Item& item) { return item.value == event.value; };
        constexpr std::uint32_t lastInFirstOut = 1;
        if (trace.object(event.object).policy == lastInFirstOut) {
            const auto place = std::find_if(facts.items.rbegin(), facts.items.rend(), isIt);
            if (place != facts.items.rend())
                facts.items.erase(std::next(place).base());
        } else if (const auto place = std::find_if(facts.items.begin(), facts.items.end(), isIt);
                   place != facts.items.end()) {
            facts.items.erase(place);
        }
    }
    if (queue != nullptr && queue->count == 0) {
        facts.items.clear();
        facts.isOverfull = false;
    }
}

void Ledger::noteChange(const Event& event, Step step)
{
    if (event.way() != Way::Success)
        return;
    switch (event.operation) {
    case Operation::Put:
    case Operation::TryPut:
    case Operation::Send:
    case Operation::Release:
    case Operation::Set:
    case Operation::NotifyOne:
    case Operation::NotifyAll:
    case Operation::CountDown:
    case Operation::Resolve: addActor(object(event.object).givers, event.lane); break;
    case Operation::Get:
    case Operation::TryGet:
    case Operation::Receive: addActor(object(event.object).takers, event.lane); break;
    case Operation::Clear:
    case Operation::Close:
    case Operation::Arrive:
    case Operation::LeaveOnce:
    case Operation::Cancel:
    case Operation::Outcome:
    case Operation::Exit:
    case Operation::Kill: break;
    default: return;
    }
    const bool isValue = event.operation == Operation::Resolve || event.operation == Operation::Outcome;
    const bool isException = event.operation == Operation::Resolve && event.index == 1;
    object(event.object).change = {event.value, event.lane, step, event.source, isValue, event.has(EventFlag::Text),
                                   isException};
}

Step Ledger::lastStep(LaneId id) const
{
    return find(id).last;
}

SourceId Ledger::lastSource(LaneId id) const
{
    return find(id).source;
}

Step Ledger::waitingSince(LaneId id) const
{
    return find(id).waitingSince;
}

const std::vector<ObjectId>& Ledger::held(LaneId id) const
{
    return find(id).held;
}

const std::vector<Taking>& Ledger::takings(ObjectId id) const
{
    return find(id).takings;
}

const Taking* Ledger::taking(ObjectId id, LaneId lane) const
{
    for (const Taking& taking : takings(id))
        if (taking.lane == lane)
            return &taking;
    return nullptr;
}

const std::vector<Item>* Ledger::items(ObjectId queue) const
{
    const ObjectFacts& facts = find(queue);
    return facts.isOverfull ? nullptr : &facts.items;
}

const Change& Ledger::lastChange(ObjectId id) const
{
    return find(id).change;
}

const std::vector<LaneId>& Ledger::givers(ObjectId id) const
{
    return find(id).givers;
}

const std::vector<LaneId>& Ledger::takers(ObjectId id) const
{
    return find(id).takers;
}

} // namespace interleave::analysis
