#pragma once

#include "core/sync/guards.h"
#include "core/sync/numbered.h"
#include "core/sync/owned_mutex.h"

namespace interleave::sync {

/// A mutex that its owner may lock again; it is free after as many unlocks. Live: a std::recursive_mutex.
using RecursiveMutex = OwnedMutex<std::recursive_mutex, trace::ObjectKind::RecursiveMutex>;

} // namespace interleave::sync
