#pragma once

#include "core/runtime/conduct.h"
#include "core/runtime/monitor.h"

#include <functional>
#include <memory>

namespace interleave::runtime {

/// Where others wait natively for the end of a lane (Live).
struct JoinPoint
{
    Monitor monitor;
    bool hasEnded = false; ///< guarded by the monitor's mutex
};

/// A lane about to be started on a thread or fiber of its own.
struct LaneToRun
{
    LaneId lane = LaneId::none;
    ObjectId object = ObjectId::none;
    std::uint64_t pathHash = 0;
    bool isDaemon = false;
    std::shared_ptr<JoinPoint> joinPoint;
    std::function<void()> body;
};

/// Starts a lane: after its Start was performed, by the lane that performed it.
void startLane(LaneToRun lane);

/// Records Begin, runs `body`, records Fail when an exception leaves it. False after an exception. Abandoned passes.
bool runBody(ObjectId object, const std::function<void()>& body);

/// Records the End of the current lane; 0 normal, 1 after an exception, 2 cancelled.
void recordEnd(ObjectId object, std::int64_t how);

/// Live: waits until every thread of this process that is no daemon has ended, then records the Exit of the process.
void exitLive(ObjectId process, std::int64_t exitCode, const Where& where);

} // namespace interleave::runtime
