#include "core/async/state.h"

#include "core/async/loop_core.h"

namespace interleave::async {

void FutureState::append(Waiter& waiter)
{
    waiter.future = this;
    waiter.next = nullptr;
    waiter.previous = m_last;
    (m_last != nullptr ? m_last->next : first) = &waiter;
    m_last = &waiter;
}

void FutureState::remove(Waiter& waiter)
{
    FutureState* from = std::exchange(waiter.future, nullptr);
    if (from == nullptr)
        return;
    (waiter.previous != nullptr ? waiter.previous->next : from->first) = waiter.next;
    (waiter.next != nullptr ? waiter.next->previous : from->m_last) = waiter.previous;
    waiter.previous = waiter.next = nullptr;
}

TaskState::TaskState(std::shared_ptr<LoopCore> loop, const runtime::NewLane& made, std::string name)
    : FutureState(std::move(loop), made.object)
    , extension{m_loop.get(), this}
    , m_name(std::move(name))
{
    lane.id = made.lane;
    lane.pathHash = made.pathHash;
    lane.process = runtime::context().lane->process;
    lane.now = runtime::context().lane->now;
    lane.extension = &extension;
    waiter.task = this;
}

TaskState::~TaskState()
{
    // Whoever had a handle dropped it without asking how the task ended.
    LoopCore::reportFailure(*this);
}

} // namespace interleave::async
