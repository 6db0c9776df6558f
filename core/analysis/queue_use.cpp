#include "core/analysis/queue_use.h"

#include "core/analysis/event_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave::analysis {
namespace {

using trace::Operation;

constexpr OperationSet puts = {Operation::Put, Operation::TryPut, Operation::Send};
constexpr OperationSet gets = {Operation::Get, Operation::TryGet, Operation::Receive};

} // namespace

OperationSet QueueUse::wantsAfter() const
{
    return puts | gets;
}

std::int64_t QueueUse::boundOf(const trace::Trace& trace, ObjectId id)
{
    const trace::Object& object = trace.object(id);
    return object.kind == trace::ObjectKind::Queue ? object.bound : 0;
}

void QueueUse::passTime(Queue& queue, std::int64_t bound, std::int64_t now)
{
    const std::int64_t passed = std::max<std::int64_t>(0, now - queue.last);
    queue.area += static_cast<double>(queue.depth) * static_cast<double>(passed);
    if (queue.depth == 0)
        queue.empty += passed;
    else if (bound > 0 && queue.depth >= bound)
        queue.full += passed;
    queue.last = now;
}

void QueueUse::after(const Moment& moment)
{
    const trace::Event& event = moment.event;
    if (!moment.succeeded() || !moment.trace.knows(event.object))
        return;
    Queue& queue = entry(m_queues, event.object);
    if (!queue.isKnown) {
        const trace::Object& object = moment.trace.object(event.object);
        queue.isKnown = true;
        queue.depth = queue.most = object.kind == trace::ObjectKind::Queue ? object.initial : 0;
        queue.begin = queue.last = moment.measure();
        queue.mostAt = moment.step;
    }
    passTime(queue, boundOf(moment.trace, event.object), moment.measure());
    if (puts.contains(event.operation)) {
        ++queue.puts;
        if (++queue.depth > queue.most) {
            queue.most = queue.depth;
            queue.mostAt = moment.step;
        }
    } else {
        ++queue.gets;
        // In a Live trace a message may be seen received before it is seen sent.
        queue.depth = std::max<std::int64_t>(0, queue.depth - 1);
    }
}

void QueueUse::finish(const Conclusion& end, std::vector<Finding>& findings)
{
    for (std::size_t i = 0; i < m_queues.size(); ++i) {
        Queue& queue = m_queues[i];
        if (!queue.isKnown)
            continue;
        const std::int64_t bound = boundOf(end.trace, ObjectId(i));
        passTime(queue, bound, end.measure());
        const double length = static_cast<double>(std::max<std::int64_t>(1, queue.last - queue.begin));
        Finding finding{.kind = FindingKind::QueueUse,
                        .severity = Severity::Observation,
                        .sentence = fmt::format("{}: {} put, {} got; at most {}{} in it, {:.1f} on average; empty {} of the time",
                                                objectText(end.trace, ObjectId(i)), queue.puts, queue.gets, queue.most,
                                                bound > 0 ? fmt::format(" of {}", bound) : std::string(),
                                                queue.area / length, shareText(static_cast<double>(queue.empty) / length)),
                        .lanes = {},
                        .objects = {ObjectId(i)},
                        .steps = {queue.mostAt},
                        .sources = {},
                        .value = static_cast<double>(queue.most)};
        finding.sentence += bound > 0 ? ", full " + shareText(static_cast<double>(queue.full) / length) + "." : ".";
        findings.push_back(std::move(finding));
    }
}

} // namespace interleave::analysis
