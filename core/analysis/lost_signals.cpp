#include "core/analysis/lost_signals.h"

#include "core/analysis/event_text.h"
#include "core/base/step_number.h"

namespace interleave::analysis {
namespace {

using trace::ObjectKind;
using trace::Operation;
using trace::Way;

std::string stepText(Step step)
{
    return "step " + std::to_string(stepNumber(step));
}

} // namespace

OperationSet LostSignals::wantsAfter() const
{
    return {Operation::Begin, Operation::Wait,     Operation::NotifyOne, Operation::NotifyAll,
            Operation::Set,   Operation::AwaitSet, Operation::Clear};
}

void LostSignals::after(const Moment& moment)
{
    const trace::Event& event = moment.event;
    if (event.isBlocked() || !moment.trace.knows(event.lane) || !moment.trace.knows(event.object))
        return;
    const Signal signal{moment.step, event.lane, event.source};
    switch (event.operation) {
    case Operation::Begin: entry(m_begins, event.lane) = moment.step + 1; break;
    case Operation::Wait:
    case Operation::AwaitSet: entry(m_waits, event.lane) = moment.step; break;
    case Operation::NotifyOne:
    case Operation::NotifyAll:
        if (event.value == 0) {
            Object& condition = entry(m_objects, event.object);
            condition.lost = signal;
            ++condition.count;
        }
        break;
    case Operation::Set: entry(m_objects, event.object).set = signal; break;
    case Operation::Clear: {
        Object& flag = entry(m_objects, event.object);
        if (flag.set.step == noStep)
            break;
        flag.pulse = flag.set;
        flag.set = {};
        flag.cleared = moment.step;
        ++flag.count;
        break;
    }
    default: break;
    }
}

void LostSignals::addWakeUp(const Conclusion& end, LaneId lane, std::vector<Finding>& findings) const
{
    const rules::Request& pending = end.state.lane(lane).pending;
    const auto* condition = end.state.findRules<rules::ConditionRules>(pending.object);
    const auto* waiter = condition == nullptr ? nullptr : condition->waiter(lane);
    if (waiter == nullptr || waiter->isSignalled || index(pending.object) >= m_objects.size())
        return;
    const Object& object = m_objects[index(pending.object)];
    const Step waits = m_waits[index(lane)];
    if (object.lost.step == noStep || object.lost.step > waits)
        return;
    Finding finding{.kind = FindingKind::LostWakeUp,
                    .severity = Severity::Wrong,
                    .sentence = laneText(end.trace, object.lost.lane) + " notified " + objectText(end.trace, pending.object)
                                + atText(end.trace, object.lost.source) + " in " + stepText(object.lost.step)
                                + " when nobody waited for it; " + laneText(end.trace, lane) + " began to wait in "
                                + stepText(waits) + atText(end.trace, pending.source)
                                + " and will never be woken. A notification is not kept.",
                    .lanes = {lane, object.lost.lane},
                    .objects = {pending.object},
                    .steps = {object.lost.step, waits},
                    .sources = {},
                    .count = object.count};
    addSource(finding, object.lost.source);
    addSource(finding, pending.source);
    findings.push_back(std::move(finding));
}

void LostSignals::addPulse(const Conclusion& end, LaneId lane, std::vector<Finding>& findings) const
{
    const rules::Request& pending = end.state.lane(lane).pending;
    const auto* flag = end.state.findRules<rules::EventFlagRules>(pending.object);
    const auto* waiter = flag == nullptr ? nullptr : flag->waiter(lane);
    if (waiter == nullptr || waiter->isReleased || index(pending.object) >= m_objects.size())
        return;
    const Object& object = m_objects[index(pending.object)];
    const Step waits = m_waits[index(lane)];
    const Step begun = index(lane) < m_begins.size() ? m_begins[index(lane)] : 0;
    const bool wasThere = begun <= object.pulse.step + 1;
    if (object.pulse.step == noStep || object.cleared > waits || !wasThere)
        return;
    Finding finding{.kind = FindingKind::MissedPulse,
                    .severity = Severity::Wrong,
                    .sentence = laneText(end.trace, object.pulse.lane) + " set " + objectText(end.trace, pending.object)
                                + atText(end.trace, object.pulse.source) + " in " + stepText(object.pulse.step)
                                + " and it was cleared in " + stepText(object.cleared) + "; "
                                + laneText(end.trace, lane) + " began to wait for it only in " + stepText(waits)
                                + atText(end.trace, pending.source) + " and waits for ever.",
                    .lanes = {lane, object.pulse.lane},
                    .objects = {pending.object},
                    .steps = {object.pulse.step, object.cleared, waits},
                    .sources = {},
                    .count = object.count};
    addSource(finding, object.pulse.source);
    addSource(finding, pending.source);
    findings.push_back(std::move(finding));
}

void LostSignals::finish(const Conclusion& end, std::vector<Finding>& findings)
{
    for (const LaneId lane : end.stuck.lanes) {
        const rules::LaneState& state = end.state.lane(lane);
        if (state.phase != rules::LanePhase::Waiting || state.pending.operation != Operation::Wake
            || index(lane) >= m_waits.size())
            continue;
        addWakeUp(end, lane, findings);
        addPulse(end, lane, findings);
    }
}

} // namespace interleave::analysis
