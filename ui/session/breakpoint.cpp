#include "ui/session/breakpoint.h"

namespace interleave::session {

bool hits(const Breakpoint& breakpoint, const trace::Trace& trace, SourceId source)
{
    if (breakpoint.kind != Breakpoint::Kind::Line || !trace.knows(source))
        return false;
    const trace::Source& at = trace.source(source);
    return at.line == breakpoint.line && trace.name(at.file) == breakpoint.file;
}

bool hits(const Breakpoint& breakpoint, const trace::Trace& trace, const trace::Event& event)
{
    if (breakpoint.kind == Breakpoint::Kind::Line)
        return hits(breakpoint, trace, event.source);
    if (breakpoint.kind == Breakpoint::Kind::Blocks && !event.isBlocked())
        return false;
    const bool isLane = breakpoint.lane.empty() || trace.laneName(event.lane) == breakpoint.lane;
    const bool isObject = breakpoint.object.empty() || trace.objectName(event.object) == breakpoint.object;
    return isLane && isObject;
}

} // namespace interleave::session
