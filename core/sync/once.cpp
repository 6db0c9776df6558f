#include "core/sync/once.h"

namespace interleave::sync {

using runtime::Value;

Once::Once(std::string_view name, Where where) : Primitive({.kind = trace::ObjectKind::Once, .name = name}, where) {}

void Once::call(const std::function<void()>& initialise, Where where)
{
    if (!enter(where))
        return;
    try {
        initialise();
    } catch (...) {
        if (!runtime::context().isAbandoned)
            leave(true, where);
        throw;
    }
    leave(false, where);
}

bool Once::enter(const Where& where)
{
    const rules::Request enter = request(Operation::EnterOnce, where);
    if (!runtime::isLive())
        return runtime::conduct(enter).value == 1;
    const auto take = [&] {
        m_isRunning = !m_isDone;
        return Value(m_isDone ? 0 : 1);
    };
    return m_monitor.perform(enter, [&] { return m_isDone || !m_isRunning; }, take, 0).value == 1;
}

void Once::leave(bool hasFailed, const Where& where)
{
    rules::Request leave = request(Operation::LeaveOnce, where);
    leave.argument = hasFailed ? 1 : 0;
    if (!runtime::isLive()) {
        runtime::conduct(leave);
        return;
    }
    const auto take = [&] {
        m_isRunning = false;
        m_isDone = !hasFailed;
        return Value(leave.argument);
    };
    m_monitor.performNow(leave, take, runtime::everybody);
}

} // namespace interleave::sync
