#include "core/sync/barrier.h"

namespace interleave::sync {

using runtime::Value;

Barrier::Barrier(std::string_view name, std::int64_t parties, Where where)
    : Primitive({.kind = trace::ObjectKind::Barrier, .name = name, .initial = parties, .bound = parties}, where)
    , m_arrivals(parties)
{}

Barrier::Barrier(std::string_view name, std::int64_t parties, std::function<void()> completion, Where where)
    : Primitive(
          {.kind = trace::ObjectKind::Barrier, .name = name, .initial = parties + 1, .bound = parties, .policy = 1},
          where)
    , m_arrivals(parties + 1)
    , m_completion(std::move(completion))
{}

Barrier::Arrival Barrier::arrive(std::uint8_t flags, const Where& where)
{
    Arrival arrival;
    const auto count = [&](bool isClosed, std::int64_t phase) {
        arrival.phase = phase;
        arrival.isBroken = isClosed;
        if (isClosed)
            return;
        ++m_arrived;
        arrival.isLast = m_completion != nullptr && m_arrived == m_arrivals - 1;
        if (m_arrived == m_arrivals) {
            m_arrived = 0;
            ++m_phase;
        }
    };
    const rules::Request arriving = request(Operation::Arrive, where);
    if (!runtime::isLive()) {
        const auto effect = [&](const runtime::Reply& reply) {
            count(reply.way != Way::Success, reply.value);
            return Value(reply.value);
        };
        if (runtime::conduct(arriving, effect, flags).way == Way::Cancelled)
            arrival.isBroken = true;
        return arrival;
    }
    const auto take = [&] {
        Value value(m_phase);
        if (m_isBroken)
            value.way = Way::Closed;
        count(m_isBroken, m_phase);
        return value;
    };
    m_monitor.performNow(arriving, take, runtime::everybody, flags);
    return arrival;
}

bool Barrier::pass(Nanoseconds deadline, const Where& where)
{
    const Arrival arrival = arrive(0, where);
    if (arrival.isBroken)
        return false;
    if (arrival.isLast) {
        m_completion();
        if (arrive(static_cast<std::uint8_t>(trace::EventFlag::Implicit), where).isBroken)
            return false;
    }
    rules::Request pass = request(Operation::Pass, where);
    pass.argument = arrival.phase;
    pass.deadline = deadline;
    return runtime::isLive() ? passLive(pass) : runtime::conduct(pass).succeeded();
}

bool Barrier::passLive(const rules::Request& request)
{
    runtime::Context& here = runtime::context();
    runtime::passGate(here);
    std::unique_lock lock(m_monitor.mutex());
    const auto isOver = [&] { return m_phase > request.argument; };
    const auto ready = [&] { return isOver() || m_isBroken; };
    const bool waits = !ready();
    if (waits) {
        runtime::recordBlocked(here, request.operation, id(), request.source, request.deadline);
        const runtime::SlotStateScope blocked(here, arena::SlotState::BlockedNatively);
        m_monitor.park(lock, request.deadline, ready);
    }
    const Way way = isOver() ? Way::Success : m_isBroken ? Way::Closed : Way::TimedOut;
    runtime::recordAfter(here, request.operation, id(), request.source, {.value = request.argument, .way = way});
    if (way == Way::TimedOut) {
        m_isBroken = true;
        m_monitor.wake(runtime::everybody);
    }
    lock.unlock();
    if (waits)
        runtime::passGate(here);
    return way == Way::Success;
}

} // namespace interleave::sync
