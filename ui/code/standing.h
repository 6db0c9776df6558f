#pragma once

#include "core/analysis/line_index.h"
#include "core/analysis/segment.h"
#include "core/trace/trace.h"
#include "ui/theme/state.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace interleave::session {
struct Moment;
}

namespace interleave::code {

/// A lane that lives, and the line at which it is.
struct Standing
{
    LaneId lane = LaneId::none;
    analysis::LinePlace place;
    analysis::LaneStatus status = analysis::LaneStatus::Running;
    QString sentence; ///< "blocked: pot is held by cook 2, line 26"; empty while nothing holds it up
    QString brief;    ///< "blocked"

    bool isHeldUp() const { return !sentence.isEmpty(); }
};

/// The number of a place in the text that is shown; none when it has no such line.
using ShownLine = std::function<std::optional<int>(analysis::LinePlace)>;

/// Where every living lane was last seen at a moment, by number; lanes that were at no line yet are left out.
/// Requires: `index` knows the moment's step.
/// Sentences name lines by the numbers that `shownLine` gives them; without one, by their own.
std::vector<Standing> standingsAt(const trace::Trace& trace, const session::Moment& moment,
                                  const analysis::LineIndex& index, const ShownLine& shownLine = {});

/// "main waits at line 36": for a lane whose line is out of sight.
QString whereabouts(const trace::Trace& trace, const Standing& standing, int line);

/// How the state of a lane looks.
theme::State stateOf(analysis::LaneStatus status);

/// "kitchen_deadlock.cpp" of a path.
QString fileTitle(const std::string& path);

} // namespace interleave::code
