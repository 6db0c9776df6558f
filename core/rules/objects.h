#pragma once

#include "core/rules/barrier.h"
#include "core/rules/condition.h"
#include "core/rules/event_flag.h"
#include "core/rules/future.h"
#include "core/rules/latch.h"
#include "core/rules/loop.h"
#include "core/rules/mutex.h"
#include "core/rules/once.h"
#include "core/rules/pipe.h"
#include "core/rules/queue.h"
#include "core/rules/semaphore.h"
#include "core/rules/shared_mutex.h"
#include "core/rules/variable.h"

#include <variant>

namespace interleave::rules {

/// Objects without a state of their own: processes and threads (their state is their lane's), outcomes, unknown ones.
struct NoRules
{
};

/// The state of any object. Every alternative but NoRules offers the same four members:
///
///     explicit XRules(const trace::Object& facts);
///     void alternatives(const State&, const Request&, AlternativeList& into) const;
///     std::int64_t apply(State&, const Request&, Alternative);
///     Hope hope(const State&, const Request&) const;
using ObjectRules =
    std::variant<NoRules, MutexRules, SharedMutexRules, ConditionRules, SemaphoreRules, EventFlagRules, LatchRules,
                 BarrierRules, QueueRules, VariableRules, LoopRules, FutureRules, PipeRules, OnceRules>;

/// The state in which an object of these facts starts.
ObjectRules makeRules(const trace::Object& facts);

} // namespace interleave::rules
