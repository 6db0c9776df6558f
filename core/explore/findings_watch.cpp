#include "core/explore/findings_watch.h"

#include <map>
#include <string_view>

namespace interleave::explore {

using trace::FindingKind;
using trace::Operation;

namespace {

bool isHeld(const rules::ObjectEntry& entry)
{
    if (const auto* mutex = std::get_if<rules::MutexRules>(&entry.rules))
        return !isNone(mutex->owner);
    const auto* shared = std::get_if<rules::SharedMutexRules>(&entry.rules);
    return shared != nullptr && (!isNone(shared->owner) || !shared->readers.empty());
}

} // namespace

void FindingsWatch::reset()
{
    m_findings = {};
    m_outcome.clear();
}

void FindingsWatch::before(const trace::Event& event, const rules::State& state)
{
    if (event.way() == trace::Way::Misuse)
        m_findings.add(FindingKind::Misuse);
    switch (event.operation) {
    case Operation::Outcome: report(event); break;
    case Operation::Fail: m_findings.add(FindingKind::LaneFailed); break;
    case Operation::End: judgeEnd(event.lane, state); break;
    case Operation::Destroy:
        if (state.knows(event.object)
            && (isHeld(state.object(event.object)) || !state.object(event.object).waiters.empty()))
            m_findings.add(FindingKind::DestroyedInUse);
        break;
    default: break;
    }
}

void FindingsWatch::report(const trace::Event& event)
{
    m_outcome.push_back({event.object, event.value, event.has(trace::EventFlag::Text)});
}

void FindingsWatch::judgeEnd(LaneId lane, const rules::State& state)
{
    if (state.knows(lane) && state.lane(lane).held > 0)
        m_findings.add(FindingKind::LockLeak);
}

void FindingsWatch::beforeExit(LaneId lane, std::int64_t exitCode, const rules::State& state)
{
    const std::uint32_t process = state.lane(lane).facts.process;
    for (std::size_t i = 0; i < state.laneCount(); ++i) {
        const rules::LaneState& other = state.lane(LaneId(i));
        if (other.facts.process == process && other.facts.kind == trace::LaneKind::Thread && other.hasStarted()
            && other.isAlive())
            m_findings.add(FindingKind::KilledLane);
    }
    judgeEnd(lane, state);
    if (exitCode != 0 && !isNone(state.lane(lane).facts.creator))
        m_findings.add(FindingKind::ExitStatus);
}

std::string FindingsWatch::outcome(const InsideTables& tables) const
{
    // Two objects of one name are one key, as they are for a reader.
    std::map<std::string_view, const Reported*> last;
    for (const Reported& reported : m_outcome)
        if (tables.knows(reported.object))
            last[tables.name(tables.object(reported.object).name)] = &reported;
    std::string text;
    for (const auto& [key, reported] : last) {
        text += text.empty() ? "" : " ";
        text += key;
        text += "=";
        text += reported->isText ? tables.name(NameId(reported->value)) : std::to_string(reported->value);
    }
    return text;
}

} // namespace interleave::explore
