#include "core/analysis/hold_tracker.h"

#include "core/analysis/waiting.h"

namespace interleave::analysis {

std::optional<std::int64_t> levelOf(const rules::State& state, ObjectId object)
{
    if (const auto* queue = state.findRules<rules::QueueRules>(object))
        return queue->count;
    if (const auto* semaphore = state.findRules<rules::SemaphoreRules>(object))
        return semaphore->permits;
    if (const auto* latch = state.findRules<rules::LatchRules>(object))
        return latch->count;
    if (const auto* pipe = state.findRules<rules::PipeRules>(object))
        return static_cast<std::int64_t>(pipe->messages.size());
    return std::nullopt;
}

void HoldTracker::after(const trace::Event& event, ObjectId other, Step step, const rules::State& state,
                        std::vector<Hold>& changed, std::vector<Level>& levels)
{
    if (state.knows(event.object))
        follow(event.object, step, state, changed, levels);
    if (state.knows(other))
        follow(other, step, state, changed, levels);
}

void HoldTracker::follow(ObjectId object, Step step, const rules::State& state, std::vector<Hold>& changed,
                         std::vector<Level>& levels)
{
    if (index(object) >= m_known.size())
        m_known.resize(state.objectCount());
    Known& known = m_known[index(object)];
    if (const auto level = levelOf(state, object); level && level != known.level) {
        known.level = level;
        levels.push_back({object, step, *level});
    }

    Hold now{.object = object, .holder = holderOf(state, object), .begin = step};
    if (const auto* shared = state.findRules<rules::SharedMutexRules>(object); shared != nullptr && isNone(shared->owner)) {
        now.readers = static_cast<std::uint32_t>(shared->readers.size());
        if (now.readers > 1)
            now.holder = LaneId::none;
    }
    const bool isHeld = !isNone(now.holder) || now.readers > 0;
    if (isHeld == known.isHeld && now.holder == known.hold.holder && now.readers == known.hold.readers)
        return;
    if (known.isHeld) {
        known.hold.end = step;
        changed.push_back(known.hold);
    }
    known.isHeld = isHeld;
    known.hold = now;
    if (isHeld)
        changed.push_back(now);
}

Step HoldTracker::heldSince(ObjectId lock) const
{
    return index(lock) < m_known.size() && m_known[index(lock)].isHeld ? m_known[index(lock)].hold.begin : noStep;
}

std::vector<Hold> HoldTracker::open() const
{
    std::vector<Hold> holds;
    for (const Known& known : m_known)
        if (known.isHeld)
            holds.push_back(known.hold);
    return holds;
}

} // namespace interleave::analysis
