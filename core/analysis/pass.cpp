#include "core/analysis/pass.h"

#include "core/analysis/busy_waits.h"
#include "core/analysis/contention.h"
#include "core/analysis/critical_path.h"
#include "core/analysis/endings.h"
#include "core/analysis/guard_use.h"
#include "core/analysis/lock_order.h"
#include "core/analysis/lost_signals.h"
#include "core/analysis/queue_use.h"
#include "core/analysis/races.h"
#include "core/analysis/segment.h"
#include "core/analysis/stale_reads.h"
#include "core/analysis/utilisation.h"
#include "core/analysis/waits.h"

#include <algorithm>
#include <limits>

namespace interleave::analysis {
namespace {

/// Whatever the run allowed is in its events; these options refuse nothing.
rules::Options optionsOf(const trace::RunInfo& info)
{
    rules::Options options;
    options.time = info.mode == trace::Mode::Controlled ? info.time : trace::TimeSetting::Respected;
    options.notifyWakesAny = true;
    options.spuriousWakeUps = std::numeric_limits<std::uint32_t>::max();
    return options;
}

struct Kind
{
    FindingKind kind;
    Severity severity;
};

Kind kindOf(trace::FindingKind kind)
{
    switch (kind) {
    case trace::FindingKind::LockLeak: return {FindingKind::LockLeak, Severity::Wrong};
    case trace::FindingKind::Misuse: return {FindingKind::Misuse, Severity::Wrong};
    case trace::FindingKind::LaneFailed: return {FindingKind::LaneFailed, Severity::Wrong};
    case trace::FindingKind::LostUpdate: return {FindingKind::LostUpdate, Severity::Wrong};
    case trace::FindingKind::Race: return {FindingKind::DataRace, Severity::Wrong};
    case trace::FindingKind::Stuck: return {FindingKind::Stuck, Severity::Wrong};
    // A daemon is there to be cut off; what it left undone may matter.
    case trace::FindingKind::KilledLane: return {FindingKind::KilledLane, Severity::Suspicious};
    case trace::FindingKind::DestroyedInUse: return {FindingKind::DestroyedInUse, Severity::Wrong};
    case trace::FindingKind::BrokenInvariant: return {FindingKind::BrokenInvariant, Severity::Wrong};
    case trace::FindingKind::NeverAwaited: return {FindingKind::NeverAwaited, Severity::Wrong};
    case trace::FindingKind::ExitStatus: return {FindingKind::ExitStatus, Severity::Wrong};
    }
    return {FindingKind::Misuse, Severity::Wrong};
}

bool isSame(const Finding& a, const Finding& b)
{
    return a.kind == b.kind && a.steps == b.steps && a.lanes == b.lanes && a.objects == b.objects;
}

} // namespace

Pass::Pass(const trace::Trace& trace) : m_trace(trace), m_state(optionsOf(trace.info())), m_observer(m_state)
{
    add(std::make_unique<Endings>());
    // The path listens to the order of the races, and has to know of an event before its edges are drawn.
    auto path = std::make_unique<CriticalPath>();
    CriticalPath* listener = path.get();
    add(std::move(path));
    auto races = std::make_unique<Races>(trace, listener);
    listener->follow(races->order());
    add(std::move(races));
    add(std::make_unique<StaleReads>());
    add(std::make_unique<LockOrder>(trace));
    add(std::make_unique<LostSignals>());
    add(std::make_unique<Waits>());
    add(std::make_unique<BusyWaits>());
    add(std::make_unique<Contention>());
    add(std::make_unique<GuardUse>());
    add(std::make_unique<QueueUse>());
    add(std::make_unique<Utilisation>());
}

void Pass::add(std::unique_ptr<Detector> detector)
{
    const OperationSet before = detector->wantsBefore();
    const OperationSet after = detector->wantsAfter();
    for (int i = 0; i < trace::operationCount; ++i) {
        if (before.contains(static_cast<trace::Operation>(i)))
            m_before[static_cast<std::size_t>(i)].push_back(detector.get());
        if (after.contains(static_cast<trace::Operation>(i)))
            m_after[static_cast<std::size_t>(i)].push_back(detector.get());
    }
    m_detectors.push_back(std::move(detector));
}

void Pass::takeUntil(Step step)
{
    const Step last = std::min(step, m_trace.size());
    while (m_step < last)
        takeOne();
}

void Pass::takeOne()
{
    const bool isControlled = m_trace.info().mode == trace::Mode::Controlled;
    const Moment moment{m_trace, m_state, m_locks, m_step, m_trace.event(m_step),
                        isControlled ? m_state.time() : m_trace.timeAt(m_step)};
    const auto number = static_cast<std::size_t>(moment.event.operation);
    m_judge.before(m_trace, m_step, m_state);
    // An event of an unknown operation belongs to nobody.
    const bool isKnown = number < m_before.size();
    if (isKnown)
        for (Detector* detector : m_before[number])
            detector->before(moment);
    std::optional<std::string> complaint = m_observer.observe(m_trace, m_step);
    ++m_step;
    if (complaint) {
        if (!m_complaint) {
            m_complaint = std::move(complaint);
            m_complaintAt = moment.step;
        }
        return;
    }
    if (!isKnown)
        return;
    if (HeldLocks::concerns(moment.event.operation))
        m_locks.after(m_trace, moment.step, moment.event, moment.time);
    for (Detector* detector : m_after[number])
        detector->after(moment);
}

std::vector<Finding> Pass::judged(const trace::Verdict* verdict) const
{
    std::vector<Finding> findings;
    const auto take = [&](const trace::Finding& judged) {
        const Kind kind = kindOf(judged.kind);
        Finding finding{.kind = kind.kind,
                        .severity = kind.severity,
                        .sentence = judged.sentence,
                        .lanes = judged.lanes,
                        .objects = judged.objects};
        if (judged.step && *judged.step < m_step) {
            finding.steps.push_back(*judged.step);
            addSource(finding, m_trace.event(*judged.step).source);
        }
        const auto known = [&](const Finding& other) { return isSame(other, finding); };
        if (std::none_of(findings.begin(), findings.end(), known))
            findings.push_back(std::move(finding));
    };
    for (const trace::Finding& finding : m_judge.findings())
        take(finding);
    if (verdict != nullptr)
        for (const trace::Finding& finding : verdict->findings)
            take(finding);
    return findings;
}

std::vector<Finding> Pass::finish(const trace::Verdict* verdict)
{
    const rules::Stuck stuck = stuckIn(m_state);
    const Conclusion end{m_trace, m_state, m_locks, m_step, verdict, stuck};
    std::vector<Finding> findings;
    for (const auto& detector : m_detectors)
        detector->finish(end, findings);
    for (Finding& finding : judged(verdict)) {
        // The endings say the same with the events that show it.
        const bool isSaid = finding.kind == FindingKind::Stuck
                            && std::any_of(findings.begin(), findings.end(), [](const Finding& other) {
                                   return other.kind == FindingKind::Stuck || other.kind == FindingKind::PartialDeadlock;
                               });
        if (!isSaid)
            findings.push_back(std::move(finding));
    }
    if (m_complaint)
        findings.push_back({.kind = FindingKind::AgainstTheRules,
                            .severity = Severity::Wrong,
                            .sentence = "The record does not fit together: " + *m_complaint,
                            .lanes = {},
                            .objects = {},
                            .steps = {m_complaintAt}});
    return findings;
}

} // namespace interleave::analysis
