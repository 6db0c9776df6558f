#include "core/sync/shared_mutex.h"

#include "core/sync/native_wait.h"

#include <cerrno>

namespace interleave::sync {
namespace {

/// The system notices who waits for itself and refuses; here it blocks for ever, as a deadlock of one does.
void blockForEver()
{
    for (;;)
        ::pause();
}

} // namespace

SharedMutex::SharedMutex(std::string_view name, Where where)
    : Primitive({.kind = trace::ObjectKind::SharedMutex, .name = name}, where)
{}

SharedMutex::~SharedMutex()
{
    ::pthread_rwlock_destroy(&m_native);
}

bool SharedMutex::tryNatively(bool writes)
{
    return (writes ? ::pthread_rwlock_trywrlock(&m_native) : ::pthread_rwlock_tryrdlock(&m_native)) == 0;
}

bool SharedMutex::lockNatively(runtime::Context& here, bool writes, Nanoseconds deadline)
{
    const runtime::SlotStateScope blocked(here, arena::SlotState::BlockedNatively);
    if (deadline == never) {
        if ((writes ? ::pthread_rwlock_wrlock(&m_native) : ::pthread_rwlock_rdlock(&m_native)) != 0)
            blockForEver();
        return true;
    }
    return inSlices(deadline, [&](const timespec& until) {
        const int error = writes ? writeUntil(&m_native, until) : readUntil(&m_native, until);
        if (error == EDEADLK)
            ::clock_nanosleep(sliceClock, TIMER_ABSTIME, &until, nullptr);
        return error == 0;
    });
}

void SharedMutex::taken(runtime::Context& here, Operation operation, bool writes, SourceId source)
{
    const LaneId self = here.lane->id;
    if (writes) {
        m_writer.store(self, std::memory_order_relaxed);
    } else {
        const std::lock_guard lock(m_readersMutex);
        const auto known =
            std::find_if(m_readers.begin(), m_readers.end(), [&](const Reader& r) { return r.lane == self; });
        if (known == m_readers.end())
            m_readers.push_back({self, 1});
        else
            ++known->depth;
    }
    runtime::recordAfter(here, operation, id(), source);
}

bool SharedMutex::take(Operation operation, Nanoseconds deadline, const Where& where)
{
    rules::Request lock = request(operation, where);
    lock.deadline = deadline;
    if (!runtime::isLive())
        return runtime::conduct(lock).succeeded();
    runtime::Context& here = runtime::context();
    const bool writes = operation == Operation::Lock;
    runtime::passGate(here);
    if (tryNatively(writes)) {
        taken(here, operation, writes, lock.source);
        return true;
    }
    runtime::recordBlocked(here, operation, id(), lock.source, deadline);
    const bool isTaken = lockNatively(here, writes, deadline);
    if (isTaken)
        taken(here, operation, writes, lock.source);
    else
        runtime::recordAfter(here, operation, id(), lock.source, {.way = Way::TimedOut});
    runtime::passGate(here);
    return isTaken;
}

bool SharedMutex::tryNow(Operation operation, const Where& where)
{
    const rules::Request attempt = request(operation, where);
    if (!runtime::isLive())
        return runtime::conduct(attempt).succeeded();
    runtime::Context& here = runtime::context();
    const bool writes = operation == Operation::TryLock;
    runtime::passGate(here);
    const std::uint64_t start = runtime::stamp();
    if (tryNatively(writes)) {
        taken(here, operation, writes, attempt.source);
        return true;
    }
    const std::uint64_t end = runtime::stampAfter();
    runtime::append(here, end, operation, id(), attempt.source,
                    {.value = intervalSince(start, end), .way = Way::Failed});
    return false;
}

void SharedMutex::endWriting(const Where& where, std::uint8_t flags)
{
    const rules::Request unlock = request(Operation::Unlock, where);
    if (!runtime::isLive()) {
        runtime::conduct(unlock, flags);
        return;
    }
    runtime::Context& here = runtime::context();
    runtime::passGate(here);
    if (m_writer.load(std::memory_order_relaxed) != here.lane->id) {
        recordMisuse(here, unlock.operation, id(), unlock.source, flags);
        return;
    }
    m_writer.store(LaneId::none, std::memory_order_relaxed);
    runtime::record(here, unlock.operation, id(), unlock.source, {.flags = flags});
    ::pthread_rwlock_unlock(&m_native);
}

bool SharedMutex::removeReader(LaneId lane)
{
    const std::lock_guard lock(m_readersMutex);
    const auto reader =
        std::find_if(m_readers.begin(), m_readers.end(), [&](const Reader& r) { return r.lane == lane; });
    if (reader == m_readers.end())
        return false;
    if (--reader->depth == 0)
        m_readers.erase(reader);
    return true;
}

void SharedMutex::endReading(const Where& where, std::uint8_t flags)
{
    const rules::Request unlock = request(Operation::UnlockShared, where);
    if (!runtime::isLive()) {
        runtime::conduct(unlock, flags);
        return;
    }
    runtime::Context& here = runtime::context();
    runtime::passGate(here);
    if (!removeReader(here.lane->id)) {
        recordMisuse(here, unlock.operation, id(), unlock.source, flags);
        return;
    }
    runtime::record(here, unlock.operation, id(), unlock.source, {.flags = flags});
    ::pthread_rwlock_unlock(&m_native);
}

void SharedMutex::unlockAtEndOfScope(const Where& where) noexcept
{
    try {
        endWriting(where, endOfScope);
    } catch (const runtime::Abandoned&) {
        // See OwnedMutex: the lane's next operation throws.
    }
}

void SharedMutex::unlockSharedAtEndOfScope(const Where& where) noexcept
{
    try {
        endReading(where, endOfScope);
    } catch (const runtime::Abandoned&) {
        // See OwnedMutex.
    }
}

} // namespace interleave::sync
