#include "core/analysis/busy_waits.h"

#include "core/analysis/event_text.h"

#include <algorithm>

namespace interleave::analysis {
namespace {

using trace::Operation;
using trace::Way;

constexpr OperationSet snapshots = {Operation::Read, Operation::Size, Operation::IsSet};
constexpr OperationSet tries = {Operation::TryLock, Operation::TryLockShared, Operation::TryAcquire,
                                Operation::TryPut,  Operation::TryGet,        Operation::CompareExchange};
constexpr OperationSet byTheWay = {Operation::Sleep,  Operation::Yield,      Operation::Lock,
                                   Operation::Unlock, Operation::LockShared, Operation::UnlockShared};

} // namespace

void BusyWaits::after(const Moment& moment)
{
    const trace::Event& event = moment.event;
    if (event.isBlocked() || !moment.trace.knows(event.lane))
        return;
    Series& series = entry(m_lanes, event.lane);
    const bool isTry = tries.contains(event.operation) && event.way() == Way::Failed;
    if (snapshots.contains(event.operation) || isTry) {
        const std::int64_t value = isTry ? 0 : event.value;
        if (series.looks > 0 && series.object == event.object && series.value == value) {
            ++series.looks;
            series.last = moment.step;
            return;
        }
        if (series.looks >= fewest)
            close(series);
        series = {event.lane, event.object, event.source, value, moment.step, moment.step, 1, false, isTry};
        return;
    }
    if (series.looks == 0)
        return;
    if (byTheWay.contains(event.operation)) {
        series.hasSlept = series.hasSlept || event.operation == Operation::Sleep;
        return;
    }
    if (series.looks >= fewest)
        close(series);
    series.looks = 0;
}

void BusyWaits::close(Series& series)
{
    const auto same = std::find_if(m_found.begin(), m_found.end(), [&](const Series& other) {
        return other.lane == series.lane && other.object == series.object;
    });
    if (same == m_found.end())
        m_found.push_back(series);
    else if (same->looks < series.looks)
        *same = series;
}

void BusyWaits::finish(const Conclusion& end, std::vector<Finding>& findings)
{
    for (Series& series : m_lanes)
        if (series.looks >= fewest)
            close(series);
    for (const Series& series : m_found) {
        Finding finding{.kind = FindingKind::BusyWait,
                        .severity = Severity::Suspicious,
                        .sentence = laneText(end.trace, series.lane)
                                    + (series.hasFailed ? " tried in vain " : " looked at ")
                                    + (series.hasFailed ? "to have " : "") + objectText(end.trace, series.object) + " "
                                    + std::to_string(series.looks) + " times in a row" + atText(end.trace, series.source)
                                    + (series.hasFailed ? "" : ", and it had not changed")
                                    + (series.hasSlept ? ", sleeping in between." : ".")
                                    + " Waiting to be told would cost nothing.",
                        .lanes = {series.lane},
                        .objects = {series.object},
                        .steps = {series.begin, series.last},
                        .sources = {},
                        .value = static_cast<double>(series.looks)};
        addSource(finding, series.source);
        findings.push_back(std::move(finding));
    }
}

} // namespace interleave::analysis
