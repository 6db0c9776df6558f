#include "core/analysis/waiting.h"

namespace interleave::analysis {
namespace {

using rules::Operation;
using trace::ObjectKind;

/// What is taken and given back, as against what happens.
bool isTaken(Operation operation)
{
    switch (operation) {
    case Operation::Lock:
    case Operation::TryLock:
    case Operation::LockShared:
    case Operation::TryLockShared:
    case Operation::Acquire:
    case Operation::TryAcquire:
    case Operation::Put:
    case Operation::TryPut:
    case Operation::Get:
    case Operation::TryGet:
    case Operation::Send:
    case Operation::Receive:
    case Operation::EnterOnce: return true;
    default: return false;
    }
}

} // namespace

LaneId holderOf(const rules::State& state, ObjectId lock)
{
    if (const auto* mutex = state.findRules<rules::MutexRules>(lock))
        return mutex->owner;
    if (const auto* shared = state.findRules<rules::SharedMutexRules>(lock)) {
        if (!isNone(shared->owner))
            return shared->owner;
        return shared->readers.empty() ? LaneId::none : shared->readers.front().lane;
    }
    if (const auto* once = state.findRules<rules::OnceRules>(lock))
        return once->runner;
    return LaneId::none;
}

Lack lackOf(const rules::State& state, const rules::Request& request, rules::LanePhase phase)
{
    Lack lack{LaneStatus::Waiting, request.object, LaneId::none};
    const bool isKnown = state.knows(request.object);
    const ObjectKind kind = isKnown ? state.object(request.object).kind : ObjectKind::Unknown;
    if (phase == rules::LanePhase::Suspended) {
        lack.status = kind == ObjectKind::Loop ? LaneStatus::Sleeping : LaneStatus::Suspended;
        if (kind == ObjectKind::Task)
            lack.holder = state.object(request.object).lane;
        return lack;
    }
    if (request.operation == Operation::Sleep) {
        lack.status = LaneStatus::Sleeping;
    } else if (request.operation == Operation::Wake) {
        const auto* condition = state.findRules<rules::ConditionRules>(request.object);
        const auto* waiter = condition == nullptr ? nullptr : condition->waiter(request.lane);
        // Who was woken lacks only the mutex.
        if (waiter != nullptr && waiter->isSignalled)
            lack = {LaneStatus::Blocked, waiter->mutex, holderOf(state, waiter->mutex)};
    } else if (isTaken(request.operation)) {
        lack.status = LaneStatus::Blocked;
        lack.holder = holderOf(state, request.object);
    } else if (isKnown && (request.operation == Operation::Join || kind == ObjectKind::Task)) {
        lack.holder = state.object(request.object).lane;
    }
    return lack;
}

bool couldMove(const rules::State& state, const rules::Request& request)
{
    const bool isRespected = state.options().time == trace::TimeSetting::Respected;
    rules::AlternativeList list;
    state.alternatives(request, list);
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].way == rules::Way::Spurious)
            continue;
        // Where time is ignored a time-out is always possible, which says nothing about the wait.
        if (!list[i].isTimed() || (isRespected && list[i].due <= state.time()))
            return true;
    }
    return false;
}

} // namespace interleave::analysis
