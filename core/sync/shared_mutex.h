#pragma once

#include "core/runtime/primitive.h"
#include "core/sync/guards.h"
#include "core/sync/numbered.h"
#include "core/sync/operation.h"

#include <pthread.h>

#include <atomic>
#include <mutex>
#include <vector>

namespace interleave::sync {

/// A lock that one writer or any number of readers hold. Readers come first: a waiting writer holds nobody up.
///
/// A lane may read several times. Live: a native read-write lock. Thread-safety: any lane.
class SharedMutex : public runtime::Primitive
{
public:
    explicit SharedMutex(std::string_view name = {}, Where where = Where::current());
    ~SharedMutex();

    /// Waits until nobody writes or reads, and writes. Who holds it already waits for itself, for ever.
    void lock(Where where = Where::current()) { write(never, where); }
    bool tryLock(Where where = Where::current()) { return tryNow(Operation::TryLock, where); }
    bool try_lock(Where where = Where::current()) { return tryLock(where); }
    bool tryLockFor(Duration duration, Where where = Where::current()) { return write(deadlineAfter(duration), where); }
    /// Ends writing. Misuse when this lane does not write: recorded, not carried out.
    void unlock(Where where = Where::current()) { endWriting(where, 0); }

    /// Waits until nobody writes, and reads.
    void lockShared(Where where = Where::current()) { read(never, where); }
    bool tryLockShared(Where where = Where::current()) { return tryNow(Operation::TryLockShared, where); }
    bool tryLockSharedFor(Duration duration, Where where = Where::current())
    {
        return read(deadlineAfter(duration), where);
    }
    /// Ends reading. Misuse when this lane does not read: recorded, not carried out.
    void unlockShared(Where where = Where::current()) { endReading(where, 0); }

    /// The unlocks of guards, shown on the guard's line. Never throw.
    void unlockAtEndOfScope(const Where& where) noexcept;
    void unlockSharedAtEndOfScope(const Where& where) noexcept;

private:
    struct Reader
    {
        LaneId lane;
        std::uint32_t depth;
    };

    bool write(Nanoseconds deadline, const Where& where) { return take(Operation::Lock, deadline, where); }
    bool read(Nanoseconds deadline, const Where& where) { return take(Operation::LockShared, deadline, where); }
    bool take(Operation operation, Nanoseconds deadline, const Where& where);
    bool tryNow(Operation operation, const Where& where);
    bool tryNatively(bool writes);
    bool lockNatively(runtime::Context& here, bool writes, Nanoseconds deadline);
    void taken(runtime::Context& here, Operation operation, bool writes, SourceId source);
    void endWriting(const Where& where, std::uint8_t flags);
    void endReading(const Where& where, std::uint8_t flags);
    /// One level of reading less; false when this lane does not read.
    bool removeReader(LaneId lane);

    pthread_rwlock_t m_native = PTHREAD_RWLOCK_INITIALIZER;
    std::atomic<LaneId> m_writer{LaneId::none}; // written by the writer alone
    std::mutex m_readersMutex;                  // guards m_readers
    std::vector<Reader> m_readers;
};

} // namespace interleave::sync
