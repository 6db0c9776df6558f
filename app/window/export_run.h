#pragma once

#include "ui/session/session.h"
#include "ui/timeline/timeline_view.h"

namespace interleave::app {

/// Asks for a file and writes what is shown into it, the selected range where there is one: Chrome Trace JSON, CSV, or the
/// timeline as SVG, PNG or PDF, by the ending of the name. What went wrong, or well, is said by the session.
void exportRun(QWidget& window, session::Session& session, timeline::TimelineView& timeline);

/// Writes to `path`. Errors: WrongUse for an unknown ending, Unwritable.
base::Result<void> exportTo(const QString& path, session::Session& session, timeline::TimelineView& timeline);

} // namespace interleave::app
