#pragma once

#include "ui/session/session.h"

#include "core/analysis/wait_for_graph.h"
#include "ui/state/block.h"

#include <QString>

#include <vector>

namespace interleave::state {

/// One moment of a run: what the sections of the state describe.
struct Scene
{
    const trace::Trace& trace;
    const rules::State& state;
    const rules::Judge& judge;
    const analysis::Ledger& ledger;
    const analysis::WaitForGraph& graph;
    Step step = 0;          ///< events that happened
    Nanoseconds time = 0;   ///< run time now; in Live runs later than the last event
    int firstPid = 0;       ///< of the process that was started first; 0 when there is none any more
    std::vector<std::pair<LaneId, std::int64_t>> computing; ///< since how many nanoseconds

    bool isControlled() const { return trace.info().mode == trace::Mode::Controlled; }
};

theme::LaneSign signOf(const Scene& scene, LaneId lane);
theme::ResourceSign signOf(const Scene& scene, ObjectId object);
QString nameOf(const Scene& scene, LaneId lane);
QString nameOf(const Scene& scene, ObjectId object);
/// "step 10", in Live runs "16.1 s".
QString momentText(const Scene& scene, Step step);
/// "line 17"; empty when it is unknown.
QString lineText(const Scene& scene, SourceId source);
/// "since step 5, line 17".
QString sinceText(const Scene& scene, Step step, SourceId source = SourceId::none);
/// "2 s" or "2 u": a length of run time.
QString lengthText(const Scene& scene, Nanoseconds length);
/// A value as it was recorded: a number or a text.
QString valueText(const Scene& scene, std::int64_t value, bool isText);
/// "1 lock", "3 locks".
QString countText(std::int64_t count, const QString& one, const QString& several);

} // namespace interleave::state
