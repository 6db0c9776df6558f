#include "core/sync/latch.h"

namespace interleave::sync {

using runtime::Value;

Latch::Latch(std::string_view name, std::int64_t count, Where where)
    : Primitive({.kind = trace::ObjectKind::Latch, .name = name, .initial = count}, where)
    , m_count(count)
{}

void Latch::countDown(std::int64_t by, Where where)
{
    rules::Request countDown = request(Operation::CountDown, where);
    countDown.argument = by;
    if (!runtime::isLive()) {
        runtime::conduct(countDown);
        return;
    }
    const auto take = [&] {
        Value value(by);
        if (by < 0 || by > m_count)
            value.way = Way::Misuse;
        else
            m_count -= by;
        return value;
    };
    m_monitor.performNow(countDown, take, runtime::everybody);
}

bool Latch::await(Nanoseconds deadline, const Where& where)
{
    rules::Request await = request(Operation::AwaitZero, where);
    await.deadline = deadline;
    if (!runtime::isLive())
        return runtime::conduct(await).succeeded();
    return m_monitor.perform(await, [&] { return m_count == 0; }, [] { return Value(); }, 0).succeeded();
}

void Latch::arriveAndWait(Where where)
{
    countDown(1, where);
    wait(where);
}

} // namespace interleave::sync
