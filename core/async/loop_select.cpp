// How a loop waits while nothing is ready: for a timer, for something posted, for the world outside.

#include "core/async/loop_core.h"

#include "core/runtime/gate.h"
#include "core/runtime/lane_body.h"
#include "core/runtime/record.h"

#include <algorithm>
#include <chrono>

namespace interleave::async {

using trace::Operation;
using trace::Way;

void LoopCore::select()
{
    if (runtime::isLive())
        selectLive();
    else
        selectGranted();
}

void LoopCore::selectLive()
{
    runtime::Context& here = runtime::context();
    runtime::passGate(here);
    const SourceId source = runtime::sourceOf(here, m_where);
    std::vector<Poller::Answered> answered;
    bool hasWaited = false;
    {
        std::unique_lock lock(m_mutex);
        if (!m_ready.empty())
            return;
        if (!lastDue()) {
            hasWaited = true;
            runtime::recordBlocked(here, Operation::Select, m_id, source,
                                   m_timers.empty() ? never : m_timers.begin()->first.first);
            waitNatively(lock, answered);
        }
        if (!m_ready.empty() || !answered.empty())
            runtime::recordAfter(here, Operation::Select, m_id, source);
        else if (const auto due = lastDue())
            runtime::recordAfter(here, Operation::Select, m_id, source, {.way = Way::Timer, .index = fire(*due)});
    }
    resolveAnswered(answered);
    if (hasWaited)
        runtime::passGate(here);
}

void LoopCore::waitNatively(std::unique_lock<std::mutex>& lock, std::vector<Poller::Answered>& answered)
{
    const bool isOutside = !m_poller.isEmpty();
    const runtime::SlotStateScope waiting(runtime::context(), isOutside ? arena::SlotState::Outside
                                                              : m_timers.empty() ? arena::SlotState::BlockedNatively
                                                                                 : arena::SlotState::Sleeping);
    m_isWaiting = true;
    while (m_ready.empty() && answered.empty()) {
        // The next timer stays the same: only this lane sets timers.
        const std::int64_t slice = runtime::sliceUntil(m_timers.empty() ? never : m_timers.begin()->first.first);
        if (slice == 0)
            break;
        if (isOutside) {
            lock.unlock();
            answered = m_poller.wait(slice);
            lock.lock();
        } else if (m_timers.empty()) {
            m_wake.wait(lock);
        } else {
            m_wake.wait_for(lock, std::chrono::nanoseconds(slice));
        }
    }
    m_isWaiting = false;
}

void LoopCore::fireDueTimers()
{
    const std::lock_guard lock(m_mutex);
    if (const auto due = lastDue()) {
        runtime::Context& here = runtime::context();
        const SourceId source = runtime::sourceOf(here, m_where);
        runtime::recordAfter(here, Operation::Select, m_id, source, {.way = Way::Timer, .index = fire(*due)});
    }
}

void LoopCore::selectGranted()
{
    if (!m_poller.isEmpty()) {
        // Virtual time has no wall: a timer waits for the world no longer than its deadline is away.
        std::int64_t longest = -1;
        {
            const std::lock_guard lock(m_mutex);
            m_isWaiting = true;
            if (!m_ready.empty())
                longest = 0;
            else if (!m_timers.empty())
                longest = runtime::driver().wallTime(
                    std::max<std::int64_t>(0, m_timers.begin()->first.first - runtime::driver().now()));
        }
        runtime::driver().goOutside();
        const std::vector<Poller::Answered> answered = m_poller.wait(longest);
        runtime::driver().comeBack();
        {
            const std::lock_guard lock(m_mutex);
            m_isWaiting = false;
        }
        resolveAnswered(answered);
        if (readyCount() > 0)
            return;
    }
    const rules::Request request = runtime::request(Operation::Select, m_id, m_where);
    const auto way = conduct(request, [&](const runtime::Reply& reply) -> Effect {
        if (reply.way == Way::Timer)
            fire(reply.index);
        return {.way = reply.way, .index = reply.index};
    });
    if (!way)
        throw runtime::Abandoned{};
}

void LoopCore::resolveAnswered(const std::vector<Poller::Answered>& answered)
{
    for (const Poller::Answered& ready : answered)
        if (!isDone(*ready.future))
            resolve(*ready.future, {}, ready.where, [] { return true; });
}

} // namespace interleave::async
