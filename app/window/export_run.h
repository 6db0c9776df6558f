#pragma once

#include "ui/files/export_dialog.h"

namespace interleave::app {

/// Asks what is to be exported and writes it. `plan` is what was chosen the last time, and is kept up to date.
void exportRun(QWidget& window, session::Session& session, timeline::TimelineView& timeline, files::ExportPlan& plan);

} // namespace interleave::app
