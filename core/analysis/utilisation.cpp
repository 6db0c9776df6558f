#include "core/analysis/utilisation.h"

#include "core/analysis/event_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave::analysis {
namespace {

using trace::Operation;
using trace::Way;

constexpr std::size_t mostListed = 8;

} // namespace

void Utilisation::settle(const Moment& moment, Lane& lane, bool isActive)
{
    if (lane.isActive == isActive)
        return;
    if (lane.isActive)
        lane.active += moment.measure() - lane.since;
    lane.since = moment.measure();
    lane.isActive = isActive;
}

void Utilisation::after(const Moment& moment)
{
    const trace::Event& event = moment.event;
    if (!m_hasBegun) {
        m_hasBegun = true;
        m_begin = moment.measure();
    }
    if (!moment.trace.knows(event.lane))
        return;
    const trace::Lane& facts = moment.trace.lane(event.lane);
    const bool isTask = facts.kind == trace::LaneKind::Task && moment.trace.knows(facts.home);
    Lane& lane = entry(m_lanes, isTask ? facts.home : event.lane);
    lane.isKnown = true;
    // A task that suspends gives its thread to others.
    const bool waits = event.isBlocked() || (event.way() == Way::Suspended && !isTask)
                       || (event.operation == Operation::Wait && event.way() == Way::Success);
    const bool ends = !isTask && (event.operation == Operation::End || event.operation == Operation::Exit);
    settle(moment, lane, !waits && !ends);
    if (event.isBlocked() || (event.operation != Operation::Exit && event.operation != Operation::Kill))
        return;
    for (std::size_t i = 0; i < m_lanes.size(); ++i)
        if (m_lanes[i].isActive && moment.state.knows(LaneId(i)) && !moment.state.lane(LaneId(i)).isAlive())
            settle(moment, m_lanes[i], false);
}

void Utilisation::finish(const Conclusion& end, std::vector<Finding>& findings)
{
    const std::int64_t length = end.measure() - m_begin;
    struct Share
    {
        LaneId lane;
        double share;
    };
    std::vector<Share> shares;
    double sum = 0;
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        Lane& lane = m_lanes[i];
        if (!lane.isKnown)
            continue;
        if (lane.isActive)
            lane.active += end.measure() - lane.since;
        shares.push_back({LaneId(i), static_cast<double>(lane.active) / static_cast<double>(std::max<std::int64_t>(1, length))});
        sum += shares.back().share;
    }
    // One thread alone has nobody to run beside.
    if (shares.size() < 2 || length <= 0)
        return;
    std::stable_sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) { return a.share > b.share; });
    Finding finding{.kind = FindingKind::Utilisation,
                    .severity = Severity::Observation,
                    .sentence = fmt::format("On average {:.1f} of {} threads {}. Not waiting: ", sum, shares.size(),
                                            end.isControlled() ? "could go on" : "ran at the same time"),
                    .lanes = {},
                    .objects = {},
                    .steps = {},
                    .sources = {},
                    .value = sum};
    std::vector<std::string> parts;
    for (const Share& share : shares) {
        finding.lanes.push_back(share.lane);
        if (parts.size() < mostListed)
            parts.push_back(laneText(end.trace, share.lane) + " " + shareText(share.share));
    }
    if (shares.size() > mostListed)
        parts.push_back(std::to_string(shares.size() - mostListed) + " others less");
    finding.sentence += joinedText(parts) + (end.isControlled() ? " of the steps." : " of the time.");
    findings.push_back(std::move(finding));
}

} // namespace interleave::analysis
