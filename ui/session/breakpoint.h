#pragma once

#include "core/trace/trace.h"

#include <string>

namespace interleave::session {

/// Where a run is to pause. Named by texts, so that it holds for the next run too.
///
/// A line: someone stands at it (Controlled) or has just done it (Live). An event: any of `lane` and `object` may be ""
/// for anyone and anything.
struct Breakpoint
{
    enum class Kind { Line, Blocks, Acts };
    Kind kind = Kind::Line;
    std::string file; ///< Line: relative to the repository's root
    std::uint32_t line = 0;
    std::string lane;
    std::string object;

    friend bool operator==(const Breakpoint&, const Breakpoint&) = default;
};

/// Whether an event is what a breakpoint waits for.
bool hits(const Breakpoint& breakpoint, const trace::Trace& trace, const trace::Event& event);
/// Whether a lane that stands at a line is what a breakpoint waits for.
bool hits(const Breakpoint& breakpoint, const trace::Trace& trace, SourceId source);

} // namespace interleave::session
