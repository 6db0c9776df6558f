#include "core/explore/reversal.h"

namespace interleave::explore {

using rules::Operation;
using rules::Way;
using trace::ObjectKind;

namespace {

constexpr Reversal::Answer no{};

Reversal::Answer yes(Way way = Way::Success)
{
    return {true, {.way = way}};
}

} // namespace

std::optional<Reversal::Answer> Reversal::knownOnMutex(const Act& first, const Act& act) const
{
    const Operation done = first.request.operation;
    const bool succeeded = first.effect == Way::Success;
    const bool took = done == Operation::Wake || (succeeded && (done == Operation::Lock || done == Operation::TryLock));
    const bool released = succeeded && (done == Operation::Unlock || done == Operation::Wait);
    const bool missed = first.effect == Way::Failed || first.effect == Way::TimedOut;
    if (!took && !released && !missed)
        return std::nullopt;
    // Before it was taken it was free; before it was released, or a try failed, another had it.
    switch (act.request.operation) {
    case Operation::Lock:
        if (took)
            return yes();
        return act.request.deadline == never ? no : Answer{true, {.way = Way::TimedOut, .due = act.request.deadline}};
    case Operation::TryLock: return yes(took ? Way::Success : Way::Failed);
    case Operation::Unlock: return Answer{true, act.alternative};
    default: return std::nullopt;
    }
}

std::optional<Reversal::Answer> Reversal::known(const Act& first, const Act& act) const
{
    switch (act.kind) {
    case ObjectKind::Variable:
    case ObjectKind::Outcome: return yes();
    case ObjectKind::Mutex:
        if (act.isPlain && (first.request.object == act.request.object || first.request.other == act.request.object))
            return knownOnMutex(first, act);
        break;
    case ObjectKind::Condition: {
        const bool wakesAny = m_ids.facts().options().notifyWakesAny
                              || m_ids.facts().findRules<rules::ConditionRules>(act.request.object)->wakesAny;
        if (act.request.operation == Operation::NotifyAll || (act.request.operation == Operation::NotifyOne && !wakesAny))
            return yes();
        break;
    }
    case ObjectKind::Thread:
        // A lane is joined when it has ended, so not before a step of its own.
        if (act.request.operation == Operation::Join && act.request.deadline == never
            && targetOf(m_ids.facts(), act) == first.request.lane)
            return no;
        break;
    default: break;
    }
    if (act.request.operation == Operation::Sleep || act.request.operation == Operation::Note
        || act.request.operation == Operation::Yield)
        return Answer{true, act.alternative};
    return std::nullopt;
}

void Reversal::play(std::size_t at, const Record& record)
{
    const RanStep& step = m_happened.step(at);
    m_state.apply(step.asked, step.act.alternative);
    std::erase_if(m_writers, [&](const rules::Request& writer) { return writer.lane == step.asked.lane; });
    const std::size_t lanes = at == 0 ? record.firstLanes : m_happened.step(at - 1).lanes;
    const std::size_t objects = at == 0 ? record.firstObjects : m_happened.step(at - 1).objects;
    const std::size_t locals = at == 0 ? record.firstLocals : m_happened.step(at - 1).locals;
    for (std::size_t i = lanes; i < step.lanes; ++i)
        m_state.addLane(LaneId(i), record.tables->lane(LaneId(i)));
    for (std::size_t i = objects; i < step.objects; ++i)
        m_state.addObject(ObjectId(i), record.tables->object(ObjectId(i)));
    for (std::size_t i = locals; i < step.locals; ++i)
        m_state.applyLocal((*record.locals)[i]);
    m_writers.insert(m_writers.end(), step.writers.begin(), step.writers.end());
    if (!m_writers.empty())
        blockWriters();
}

// As the conductor does before each choice.
void Reversal::blockWriters()
{
    for (const rules::Request& writer : m_writers)
        if (m_state.lane(writer.lane).phase != rules::LanePhase::Waiting && !m_state.canMove(writer))
            m_state.block(writer);
}

Reversal::Answer Reversal::without(std::size_t first, const Act& act, const rules::Request& asked, std::size_t end,
                                   const Record& record)
{
    const Act& before = m_happened.step(first).act;
    if (const auto answer = known(before, act))
        return *answer;
    // A process does not leave before its lanes end, but for daemons.
    if (act.request.operation == Operation::Exit) {
        const rules::LaneState& lane = record.state->lane(m_happened.step(first).asked.lane);
        if (!lane.daemon && lane.facts.kind == trace::LaneKind::Thread
            && lane.facts.process == record.state->lane(asked.lane).facts.process)
            return no;
    }
    m_state.reset(m_ids.facts().options());
    m_writers.clear();
    for (std::size_t i = 0; i < record.firstLanes; ++i)
        m_state.addLane(LaneId(i), record.tables->lane(LaneId(i)));
    for (std::size_t i = 0; i < record.firstObjects; ++i)
        m_state.addObject(ObjectId(i), record.tables->object(ObjectId(i)));
    for (std::size_t i = 0; i < record.firstLocals; ++i)
        m_state.applyLocal((*record.locals)[i]);
    for (std::size_t at = 0; at < end; ++at)
        if (at < first || !m_happened.isAfter(at, first))
            play(at, record);
    m_list.clear();
    m_state.alternatives(asked, m_list);
    if (m_list.empty())
        return no;
    return {true, m_list[0]};
}

} // namespace interleave::explore
