#include "core/sync/owned_mutex.h"

#include "core/sync/native_wait.h"

namespace interleave::sync {

bool lockNatively(runtime::Context& here, pthread_mutex_t* native, Nanoseconds deadline)
{
    const runtime::SlotStateScope blocked(here, arena::SlotState::BlockedNatively);
    if (deadline == never)
        return ::pthread_mutex_lock(native) == 0;
    return inSlices(deadline, [native](const timespec& until) { return lockUntil(native, until) == 0; });
}

} // namespace interleave::sync
