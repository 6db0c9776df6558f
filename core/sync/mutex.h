#pragma once

#include "core/sync/guards.h"
#include "core/sync/numbered.h"
#include "core/sync/owned_mutex.h"

namespace interleave::sync {

/// A lock with one owner: between lock() and unlock() no other lane has it.
///
/// Live: a std::mutex, so a deadlock of two of these is a deadlock of two std::mutexes.
using Mutex = OwnedMutex<std::mutex, trace::ObjectKind::Mutex>;

} // namespace interleave::sync
