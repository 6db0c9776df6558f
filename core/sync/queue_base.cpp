#include "core/sync/queue_base.h"

namespace interleave::sync {

using runtime::Value;

QueueBase::QueueBase(std::string_view name, const QueueOptions& options, const Where& where)
    : Primitive({.kind = trace::ObjectKind::Queue,
                 .name = name,
                 .bound = static_cast<std::int64_t>(options.capacity),
                 .policy = static_cast<std::uint32_t>(options.order)},
                where)
    , m_options(options)
{}

std::size_t QueueBase::size(Where where)
{
    const rules::Request look = request(Operation::Size, where);
    if (!runtime::isLive())
        return static_cast<std::size_t>(runtime::conduct(look).value);
    const auto count = [&] { return Value(static_cast<std::int64_t>(m_count)); };
    return static_cast<std::size_t>(m_monitor.performNow(look, count, 0).value);
}

bool QueueBase::isClosed(Where where)
{
    // Looking at a queue is one operation, whatever one looks for.
    const rules::Request look = request(Operation::Size, where);
    bool isClosed = false;
    if (!runtime::isLive()) {
        runtime::conduct(look, [&](const runtime::Reply& reply) {
            isClosed = m_isClosed;
            return Value(reply.value);
        });
        return isClosed;
    }
    const auto count = [&] {
        isClosed = m_isClosed;
        return Value(static_cast<std::int64_t>(m_count));
    };
    m_monitor.performNow(look, count, 0);
    return isClosed;
}

void QueueBase::close(Where where)
{
    const rules::Request close = request(Operation::Close, where);
    const auto take = [&] {
        m_isClosed = true;
        return Value();
    };
    if (runtime::isLive())
        m_monitor.performNow(close, take, runtime::everybody);
    else
        runtime::conduct(close, [&](const runtime::Reply&) { return take(); });
}

void QueueBase::taskDone(Where where)
{
    const rules::Request done = request(Operation::TaskDone, where);
    if (!runtime::isLive()) {
        runtime::conduct(done);
        return;
    }
    const auto take = [&] {
        Value value;
        if (m_unfinished == 0)
            value.way = Way::Misuse;
        else
            --m_unfinished;
        return value;
    };
    m_monitor.performNow(done, take, runtime::everybody);
}

bool QueueBase::awaitDone(Nanoseconds deadline, const Where& where)
{
    rules::Request await = request(Operation::AwaitDone, where);
    await.deadline = deadline;
    if (!runtime::isLive())
        return runtime::conduct(await).succeeded();
    return m_monitor.perform(await, [&] { return m_unfinished == 0; }, [] { return Value(); }, 0).succeeded();
}

} // namespace interleave::sync
