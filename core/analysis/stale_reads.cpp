#include "core/analysis/stale_reads.h"

#include "core/analysis/event_text.h"

#include <algorithm>

namespace interleave::analysis {
namespace {

using trace::Operation;
using trace::Way;

} // namespace

OperationSet StaleReads::wantsAfter() const
{
    return {Operation::Read, Operation::Write, Operation::Modify, Operation::CompareExchange, Operation::Await};
}

void StaleReads::after(const Moment& moment)
{
    const trace::Event& event = moment.event;
    if (event.isBlocked() || !moment.trace.knows(event.lane) || !moment.trace.knows(event.object))
        return;
    if (event.operation == Operation::Await) {
        if (event.way() == Way::Suspended)
            ++entry(m_awaits, event.lane);
        return;
    }
    Variable& variable = entry(m_variables, event.object);
    if (event.operation == Operation::Read)
        read(variable, moment);
    else
        change(variable, moment);
}

StaleReads::Look& StaleReads::lookOf(Variable& variable, LaneId lane)
{
    for (Look& look : variable.looks)
        if (look.lane == lane)
            return look;
    variable.looks.push_back({.lane = lane});
    return variable.looks.back();
}

void StaleReads::read(Variable& variable, const Moment& moment)
{
    const trace::Event& event = moment.event;
    const std::uint32_t awaits = index(event.lane) < m_awaits.size() ? m_awaits[index(event.lane)] : 0;
    Look& look = lookOf(variable, event.lane);
    const bool hasAwaited = look.step != noStep && look.awaits != awaits;
    if (hasAwaited && look.early == noStep) {
        look.early = look.step;
        look.earlySource = look.source;
        look.earlyVersion = look.version;
    }
    look.step = moment.step;
    look.source = event.source;
    look.version = variable.version;
    look.awaits = awaits;
}

void StaleReads::change(Variable& variable, const Moment& moment)
{
    const trace::Event& event = moment.event;
    Look& look = lookOf(variable, event.lane);
    if (event.operation == Operation::CompareExchange && event.way() == Way::Failed) {
        look.step = look.early = noStep;
        return;
    }
    const bool isOthers = variable.changedBy != event.lane && !isNone(variable.changedBy);
    const bool isStale = look.step != noStep && look.version != variable.version;
    const bool wasStale = look.early != noStep && look.earlyVersion != variable.version;
    if (isOthers && event.operation != Operation::CompareExchange && (isStale || wasStale)) {
        const bool isLost = isStale && event.operation == Operation::Write;
        report({.kind = isLost ? FindingKind::LostUpdate : FindingKind::StaleCheck,
                .variable = event.object,
                .lane = event.lane,
                .other = variable.changedBy,
                .look = isStale ? look.step : look.early,
                .change = variable.changedAt,
                .act = moment.step,
                .lookSource = isStale ? look.source : look.earlySource,
                .changeSource = variable.changedSource,
                .actSource = event.source,
                .hasAwaited = !isStale});
    }
    look.step = look.early = noStep;
    ++variable.version;
    variable.changedBy = event.lane;
    variable.changedAt = moment.step;
    variable.changedSource = event.source;
}

void StaleReads::report(const Case& seen)
{
    const auto same = std::find_if(m_cases.begin(), m_cases.end(), [&](const Case& other) {
        return other.kind == seen.kind && other.variable == seen.variable && other.lookSource == seen.lookSource
               && other.actSource == seen.actSource;
    });
    if (same == m_cases.end())
        m_cases.push_back(seen);
    else
        ++same->count;
}

void StaleReads::finish(const Conclusion& end, std::vector<Finding>& findings)
{
    for (const Case& seen : m_cases) {
        const bool isLost = seen.kind == FindingKind::LostUpdate;
        const std::string lane = laneText(end.trace, seen.lane);
        const std::string other = laneText(end.trace, seen.other);
        const std::string variable = objectText(end.trace, seen.variable);
        Finding finding{.kind = seen.kind,
                        .severity = isLost ? Severity::Wrong : Severity::Suspicious,
                        .sentence = {},
                        .lanes = {seen.lane, seen.other},
                        .objects = {seen.variable},
                        .steps = {seen.act, seen.change, seen.look},
                        .sources = {},
                        .count = seen.count};
        finding.sentence = lane + " reads " + variable + atText(end.trace, seen.lookSource) + ", " + other
                           + " changes it" + atText(end.trace, seen.changeSource) + ", and " + lane
                           + (isLost ? " writes it" : " changes it") + atText(end.trace, seen.actSource);
        if (isLost)
            finding.sentence += " without having looked again: the change of " + other + " is lost.";
        else if (seen.hasAwaited)
            finding.sentence += ": between the check and the act it awaited, and what it had checked was no longer true.";
        else
            finding.sentence += " without having looked again: what it had checked was no longer true.";
        for (const SourceId source : {seen.actSource, seen.changeSource, seen.lookSource})
            addSource(finding, source);
        findings.push_back(std::move(finding));
    }
}

} // namespace interleave::analysis
