#pragma once

#include "core/analysis/segment.h"
#include "core/trace/trace.h"
#include "ui/session/identity.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace interleave::session {

/// A stretch of run time in which a lane did one thing.
struct TimedPiece
{
    Nanoseconds begin = 0;
    Nanoseconds end = 0;
    analysis::LaneStatus status = analysis::LaneStatus::Ready;
};

struct TimedLane
{
    QString name;
    LaneIdentity identity;
    std::vector<TimedPiece> pieces;   ///< in order; nothing where it is not alive
    std::vector<Nanoseconds> moments; ///< at which it made steps, in order, each once
    Nanoseconds working = 0;          ///< for how long it was in the middle of something that takes time
};

/// A Controlled run in which time was respected, as far as time is concerned.
///
/// Steps take no time there: a lane sleeps for as long as its work lasts. So a thread counts as busy while it sleeps, or
/// a task that it carries does; a task that gave its loop back leaves its thread free.
struct TimedRun
{
    std::vector<TimedLane> lanes; ///< at most mostTimedLanes
    std::size_t hiddenLanes = 0;  ///< further ones
    Nanoseconds makespan = 0;
    std::size_t threads = 0;     ///< processes and threads
    std::size_t busyThreads = 0; ///< those that were busy at all
    double utilisation = 0;      ///< of the busy ones: which part of the makespan they were busy, 0 … 1
    double parallelism = 0;      ///< threads busy at the same time, on average
    std::uint64_t switches = 0;  ///< steps whose lane is not that of the step before
    Nanoseconds blocked = 0;     ///< all lanes' waiting for what others have taken
};

inline constexpr std::size_t mostTimedLanes = 48;

/// Sums a trace up. Cost and memory: some hundred bytes for each event while it works. Pieces shorter than a thousandth
/// of the run are put together with their neighbours. Nothing once `stop` is requested.
TimedRun timedRunOf(const trace::Trace& trace, const std::stop_token& stop = {});

} // namespace interleave::session
