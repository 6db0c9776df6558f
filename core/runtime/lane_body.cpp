#include "core/runtime/lane_body.h"

#include "core/base/check.h"
#include "core/runtime/primitive.h"

#include <exception>
#include <string>

namespace interleave::runtime {
namespace {

/// The threads of this process that it has to wait for at its end. Never destroyed, like everything that daemons touch.
struct ProcessLife
{
    Monitor monitor;
    int lanes = 0; ///< guarded by the monitor's mutex
};

ProcessLife& processLife()
{
    static ProcessLife* const life = new ProcessLife;
    return *life;
}

void recordLocal(trace::Operation operation, ObjectId object, std::int64_t value, bool isText)
{
    trace::Event event;
    event.lane = currentLane();
    event.object = object;
    event.value = value;
    event.operation = operation;
    if (isText)
        event.set(trace::EventFlag::Text);
    driver().local(event);
}

void recordFailure(ObjectId object, const std::string& sentence)
{
    recordLocal(trace::Operation::Fail, object, static_cast<std::int64_t>(index(nameOf(sentence))), true);
}

} // namespace

bool runBody(ObjectId object, const std::function<void()>& body)
{
    recordLocal(trace::Operation::Begin, object, 0, false);
    try {
        body();
        return true;
    } catch (const Abandoned&) {
        throw;
    } catch (const base::EngineFault&) {
        throw;
    } catch (const std::exception& exception) {
        recordFailure(object, exception.what());
    } catch (...) {
        recordFailure(object, "an exception that is no std::exception");
    }
    return false;
}

void recordEnd(ObjectId object, std::int64_t how) { recordLocal(trace::Operation::End, object, how, false); }

void startLane(LaneToRun lane)
{
    if (isLive() && !lane.isDaemon) {
        const std::lock_guard lock(processLife().monitor.mutex());
        ++processLife().lanes;
    }
    Driver& drive = driver();
    drive.startLane({lane.lane, [lane = std::move(lane), started = context().lane->now] {
                         context().lane->pathHash = lane.pathHash;
                         context().lane->now = started; // until its first operation: it may begin with a sleep
                         context().lane->isDaemon = lane.isDaemon;
                         const bool isFine = runBody(lane.object, lane.body);
                         if (!isLive()) {
                             recordEnd(lane.object, isFine ? 0 : 1);
                             return;
                         }
                         {
                             // Ended and recorded at once: who joins sees both or none.
                             const std::lock_guard lock(lane.joinPoint->monitor.mutex());
                             recordEnd(lane.object, isFine ? 0 : 1);
                             lane.joinPoint->hasEnded = true;
                             lane.joinPoint->monitor.wake(everybody);
                         }
                         if (!lane.isDaemon) {
                             const std::lock_guard lock(processLife().monitor.mutex());
                             --processLife().lanes;
                             processLife().monitor.wake(everybody);
                         }
                     }});
}

void exitLive(ObjectId process, std::int64_t exitCode, const Where& where)
{
    rules::Request exit = request(trace::Operation::Exit, process, where);
    exit.argument = exitCode;
    ProcessLife& life = processLife();
    life.monitor.perform(exit, [&] { return life.lanes == 0; }, [&] { return Value(exitCode); }, 0);
}

} // namespace interleave::runtime
