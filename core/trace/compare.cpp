#include "core/trace/compare.h"

#include <algorithm>

namespace interleave::trace {
namespace {

std::string objectText(const Trace& trace, ObjectId id)
{
    if (!trace.knows(id))
        return "-";
    const Object& object = trace.object(id);
    return trace.lanePath(object.creator) + ":" + std::to_string(object.ordinal) + " \"" + std::string(trace.name(object.name)) + "\"";
}

std::string valueText(const Trace& trace, const Event& event)
{
    if (event.has(EventFlag::Text))
        return "\"" + std::string(trace.name(NameId(event.value))) + "\"";
    // The thread's id, and the mutex's dense number.
    const bool namesMutex = (event.operation == Operation::Wait || event.operation == Operation::Wake) && !event.isBlocked();
    if (event.operation == Operation::Begin)
        return "-";
    if (namesMutex && event.value >= 0 && static_cast<std::size_t>(event.value) < trace.objectCount())
        return objectText(trace, ObjectId(static_cast<std::uint32_t>(event.value)));
    return std::to_string(event.value);
}

std::string sourceText(const Trace& trace, SourceId id)
{
    if (!trace.knows(id))
        return "-";
    const Source& source = trace.source(id);
    return std::string(trace.name(source.file)) + ":" + std::to_string(source.line);
}

} // namespace

std::string canonicalText(const Trace& trace, const Event& event)
{
    std::string text = isNone(event.lane) ? "-" : trace.lanePath(event.lane);
    text += " " + std::string(name(event.operation)) + (event.isBlocked() ? "?" : "") + " " + objectText(trace, event.object);
    text += " " + std::string(name(event.way())) + " " + std::to_string(event.index) + " " + valueText(trace, event);
    text += " " + sourceText(trace, event.source);
    return text;
}

std::optional<Difference> firstDifference(const Trace& a, const Trace& b)
{
    const Step common = std::min(a.size(), b.size());
    for (Step step = 0; step < common; ++step) {
        const std::string left = canonicalText(a, a.event(step));
        const std::string right = canonicalText(b, b.event(step));
        if (left != right)
            return Difference{step, "At step " + std::to_string(step) + " one has \"" + left + "\", the other \"" + right + "\"."};
    }
    if (a.size() != b.size())
        return Difference{common, "One ends after " + std::to_string(common) + " steps, the other goes on to " +
                                      std::to_string(std::max(a.size(), b.size())) + "."};
    return std::nullopt;
}

} // namespace interleave::trace
