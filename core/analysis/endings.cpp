#include "core/analysis/endings.h"

#include "core/analysis/event_text.h"
#include "core/rules/judge.h"

#include <algorithm>

namespace interleave::analysis {
namespace {

using trace::Ending;
using trace::Operation;
using trace::Way;

std::string waitingText(const trace::Trace& trace, const rules::State& state, LaneId lane)
{
    const std::string why = rules::waitText(trace, state, lane);
    return why.empty() ? "" : " " + laneText(trace, lane) + " " + why + atText(trace, state.lane(lane).pending.source) + ".";
}

} // namespace

OperationSet Endings::wantsAfter() const
{
    return OperationSet::all();
}

void Endings::after(const Moment& moment)
{
    const trace::Event& event = moment.event;
    const bool waits = event.isBlocked() || event.way() == Way::Suspended
                       || (event.operation == Operation::Wait && event.way() == Way::Success);
    if (waits && !isNone(event.lane) && moment.trace.knows(event.lane)) {
        if (index(event.lane) >= m_waitsSince.size())
            m_waitsSince.resize(index(event.lane) + 1, noStep);
        m_waitsSince[index(event.lane)] = moment.step;
    }
}

void Endings::before(const Moment& moment)
{
    if (moment.event.isBlocked())
        return;
    const rules::Stuck stuck = stuckIn(moment.state);
    if (!stuck.cycle.empty())
        m_rings.push_back(ringOf(moment.trace, moment.state, stuck));
}

void Endings::addStep(Ring& ring, LaneId lane) const
{
    if (index(lane) < m_waitsSince.size() && m_waitsSince[index(lane)] != noStep)
        ring.steps.push_back(m_waitsSince[index(lane)]);
}

Endings::Ring Endings::ringOf(const trace::Trace& trace, const rules::State& state, const rules::Stuck& stuck) const
{
    Ring ring{.lanes = stuck.cycle, .objects = stuck.cycleObjects, .sentence = {}, .steps = {}, .sources = {}};
    for (std::size_t i = 0; i < ring.lanes.size(); ++i)
        ring.sentence += laneText(trace, ring.lanes[i]) + " → " + objectText(trace, ring.objects[i]) + " → ";
    ring.sentence += laneText(trace, ring.lanes.front());
    std::string reasons;
    for (const LaneId lane : ring.lanes) {
        addStep(ring, lane);
        ring.sources.push_back(state.lane(lane).pending.source);
        reasons += waitingText(trace, state, lane);
    }
    ring.sentence += ": each waits for the next, and none of them can ever move again." + reasons;
    return ring;
}

void Endings::finish(const Conclusion& end, std::vector<Finding>& findings)
{
    const bool isDeadlock = end.verdict != nullptr ? end.verdict->ending == Ending::Deadlock
                                                   : end.stuck.everybody && !end.stuck.cycle.empty();
    if (!end.stuck.cycle.empty())
        m_rings.push_back(ringOf(end.trace, end.state, end.stuck));
    const Step none = noStep;
    for (const Ring& ring : m_rings) {
        const bool isLast = &ring == &m_rings.back() && !end.stuck.cycle.empty();
        Finding finding{.kind = isDeadlock && isLast ? FindingKind::Deadlock : FindingKind::PartialDeadlock,
                        .severity = Severity::Wrong,
                        .sentence = ring.sentence,
                        .lanes = ring.lanes,
                        .objects = ring.objects,
                        .steps = ring.steps};
        if (finding.kind == FindingKind::PartialDeadlock)
            finding.sentence += " The others went on.";
        // Where the ring closed comes first.
        const auto last = std::max_element(finding.steps.begin(), finding.steps.end());
        if (last != finding.steps.end() && *last != none)
            std::iter_swap(finding.steps.begin(), last);
        for (const SourceId source : ring.sources)
            addSource(finding, source);
        findings.push_back(std::move(finding));
    }
    if (end.stuck.cycle.empty())
        addHang(end, findings);
}

void Endings::addHang(const Conclusion& end, std::vector<Finding>& findings) const
{
    if (end.stuck.lanes.empty())
        return;
    const bool isEverybody = end.verdict != nullptr ? end.verdict->ending == Ending::Hang : end.stuck.everybody;
    Finding finding{.kind = isEverybody ? FindingKind::Hang : FindingKind::Stuck,
                    .severity = Severity::Wrong,
                    .sentence = isEverybody ? "Nobody can ever move again, and nobody is left who could help."
                                            : "Some lanes can never move again while others go on.",
                    .lanes = end.stuck.lanes};
    Ring steps;
    for (const LaneId lane : finding.lanes) {
        const rules::Request& pending = end.state.lane(lane).pending;
        if (!isNone(pending.object)
            && std::find(finding.objects.begin(), finding.objects.end(), pending.object) == finding.objects.end())
            finding.objects.push_back(pending.object);
        addStep(steps, lane);
        addSource(finding, pending.source);
        finding.sentence += waitingText(end.trace, end.state, lane);
    }
    finding.steps = std::move(steps.steps);
    findings.push_back(std::move(finding));
}

} // namespace interleave::analysis
