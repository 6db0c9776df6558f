#include "core/analysis/guard_use.h"

#include "core/analysis/event_text.h"
#include "core/base/step_number.h"

#include <algorithm>

namespace interleave::analysis {
namespace {

using trace::Operation;

constexpr OperationSet accesses = {Operation::Read, Operation::Write, Operation::Modify, Operation::CompareExchange};

Guards::Access accessOf(const trace::Event& event)
{
    if (event.operation == Operation::Read || event.way() == trace::Way::Failed)
        return Guards::Access::Read;
    return event.operation == Operation::Write ? Guards::Access::Write : Guards::Access::Indivisible;
}

} // namespace

OperationSet GuardUse::wantsAfter() const
{
    return accesses | OperationSet{Operation::Join};
}

const std::vector<ObjectId>& GuardUse::protecting(const HeldLocks& locks, LockSetId set, bool isWrite)
{
    const auto [place, isNew] = (isWrite ? m_toWrite : m_toRead).try_emplace(set);
    if (isNew)
        for (const LockUse& use : locks.locks(set))
            if (!use.isShared || !isWrite)
                place->second.push_back(use.object);
    return place->second;
}

void GuardUse::after(const Moment& moment)
{
    const trace::Event& event = moment.event;
    if (event.isBlocked() || !moment.trace.knows(event.lane) || !moment.trace.knows(event.object))
        return;
    if (event.operation == Operation::Join) {
        if (event.way() == trace::Way::Success) {
            m_guards.joined(moment.trace.object(event.object).lane);
            ++m_joins;
        }
        return;
    }
    Variable& variable = entry(m_variables, event.object);
    if (variable.accesses++ == 0)
        variable.first = moment.step;
    const Guards::Access access = accessOf(event);
    auto last = std::find_if(variable.last.begin(), variable.last.end(),
                             [&](const Last& one) { return one.lane == event.lane && one.access == access; });
    if (last == variable.last.end())
        last = variable.last.insert(last, Last{.lane = event.lane, .access = access});
    const Last now{event.lane, moment.locks.setOf(event.lane), access, m_joins, variable.last.size()};
    if (*last == now)
        return;
    *last = now;
    m_guards.access(event.object, event.lane, now.access,
                    protecting(moment.locks, now.locks, now.access != Guards::Access::Read), moment.step);
}

std::string GuardUse::sentenceOf(const Conclusion& end, ObjectId variable, const Guard& guard) const
{
    const std::string name = objectText(end.trace, variable);
    std::vector<std::string> locks;
    for (const ObjectId lock : guard.locks)
        locks.push_back(objectText(end.trace, lock));
    switch (guard.kind) {
    case Guard::Kind::Guarded:
        return name + " is guarded by " + joinedText(locks) + ": held at every access since several lanes use it.";
    case Guard::Kind::Indivisible: return name + " needs no lock: every change is one indivisible operation.";
    case Guard::Kind::Unguarded:
        return "No lock guards " + name + ": none was held at all of its accesses, "
               + (guard.lost == noStep ? std::string("from the first one on.")
                                       : "since " + laneText(end.trace, guard.lostBy) + " in step "
                                             + std::to_string(stepNumber(guard.lost))
                                             + atText(end.trace, end.trace.event(guard.lost).source) + ".");
    case Guard::Kind::Untouched:
    case Guard::Kind::OneLane:
    case Guard::Kind::ReadOnly: break;
    }
    return {};
}

void GuardUse::finish(const Conclusion& end, std::vector<Finding>& findings)
{
    for (std::size_t i = 0; i < m_variables.size(); ++i) {
        const Variable& variable = m_variables[i];
        if (variable.accesses == 0)
            continue;
        const Guard guard = m_guards.guardOf(ObjectId(i));
        Finding finding{.kind = FindingKind::Guard,
                        .severity = Severity::Observation,
                        .sentence = sentenceOf(end, ObjectId(i), guard),
                        .lanes = {},
                        .objects = {ObjectId(i)},
                        .steps = {guard.lost == noStep ? variable.first : guard.lost},
                        .sources = {},
                        .value = static_cast<double>(variable.accesses)};
        if (finding.sentence.empty())
            continue;
        finding.objects.insert(finding.objects.end(), guard.locks.begin(), guard.locks.end());
        if (!isNone(guard.lostBy))
            finding.lanes.push_back(guard.lostBy);
        addSource(finding, end.trace.event(finding.steps.front()).source);
        findings.push_back(std::move(finding));
    }
}

} // namespace interleave::analysis
