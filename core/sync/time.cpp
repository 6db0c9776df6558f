#include "core/sync/time.h"

#include "core/runtime/gate.h"
#include "core/sync/operation.h"

#include <cmath>
#include <thread>

namespace interleave::sync {
namespace {

void sleep(Nanoseconds deadline, Nanoseconds duration, const Where& where)
{
    rules::Request request = runtime::request(Operation::Sleep, ObjectId::none, where);
    request.argument = duration;
    request.deadline = deadline;
    if (!runtime::isLive()) {
        runtime::conduct(request);
        return;
    }
    runtime::Context& here = runtime::context();
    runtime::passGate(here);
    runtime::recordBlocked(here, Operation::Sleep, ObjectId::none, request.source, deadline);
    runtime::sleepUntilLive(here, deadline);
    runtime::record(here, Operation::Sleep, ObjectId::none, request.source, {.value = duration});
    runtime::passGate(here);
}

} // namespace

Duration units(double count)
{
    return Duration(std::llround(count * 1e9));
}

std::string inUnits(Duration duration)
{
    const std::int64_t tenths = (duration + units(0.05)) / units(0.1);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " u";
}

Duration now()
{
    return Duration(runtime::driver().now());
}

void sleepFor(Duration duration, Where where)
{
    sleep(deadlineAfter(duration), std::max<Nanoseconds>(duration.count(), 0), where);
}

void sleepUntil(Duration moment, Where where)
{
    const Nanoseconds current = runtime::driver().now();
    const Nanoseconds deadline = std::max(moment.count(), current);
    sleep(deadline, deadline - current, where);
}

void yield(Where where)
{
    runtime::conduct(runtime::request(Operation::Yield, ObjectId::none, where));
    if (runtime::isLive())
        std::this_thread::yield();
}

} // namespace interleave::sync
