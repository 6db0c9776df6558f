#include "core/rules/shared_mutex.h"

#include "core/rules/state.h"

#include <algorithm>

namespace interleave::rules {
namespace {

bool waitsToWrite(const State& state, LaneId lane)
{
    return state.lane(lane).pending.operation == Operation::Lock;
}

} // namespace

SharedMutexRules::SharedMutexRules(const trace::Object& facts) : writersFirst(facts.policy == 1) {}

bool SharedMutexRules::isRead(LaneId lane) const
{
    return std::any_of(readers.begin(), readers.end(), [&](const Reader& reader) { return reader.lane == lane; });
}

bool SharedMutexRules::isFreeToRead(const State& state, const Request& request) const
{
    if (!isNone(owner))
        return false;
    if (!writersFirst)
        return true;
    const std::vector<LaneId>& waiters = state.object(request.object).waiters;
    return std::none_of(waiters.begin(), waiters.end(), [&](LaneId lane) { return waitsToWrite(state, lane); });
}

void SharedMutexRules::alternatives(const State& state, const Request& request, AlternativeList& into) const
{
    switch (request.operation) {
    case Operation::Lock:
        if (isFreeToWrite())
            into.add({});
        else if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
        break;
    case Operation::LockShared:
        if (isFreeToRead(state, request))
            into.add({});
        else if (request.deadline != never)
            into.add({.way = Way::TimedOut, .due = request.deadline});
        break;
    case Operation::TryLock: into.add({.way = isFreeToWrite() ? Way::Success : Way::Failed}); break;
    case Operation::TryLockShared: into.add({.way = isFreeToRead(state, request) ? Way::Success : Way::Failed}); break;
    case Operation::Unlock: into.add({.way = owner == request.lane ? Way::Success : Way::Misuse}); break;
    case Operation::UnlockShared: into.add({.way = isRead(request.lane) ? Way::Success : Way::Misuse}); break;
    default: break;
    }
}

std::int64_t SharedMutexRules::apply(State& state, const Request& request, Alternative alternative)
{
    if (alternative.way != Way::Success)
        return request.argument;
    switch (request.operation) {
    case Operation::Lock:
    case Operation::TryLock:
        owner = request.lane;
        ++state.lane(owner).held;
        break;
    case Operation::Unlock:
        --state.lane(owner).held;
        owner = LaneId::none;
        break;
    case Operation::LockShared:
    case Operation::TryLockShared: addReader(state, request.lane); break;
    case Operation::UnlockShared: removeReader(state, request.lane); break;
    default: break;
    }
    return request.argument;
}

void SharedMutexRules::addReader(State& state, LaneId lane)
{
    for (Reader& reader : readers) {
        if (reader.lane == lane) {
            ++reader.depth;
            return;
        }
    }
    readers.push_back({lane, 1});
    ++state.lane(lane).held;
}

void SharedMutexRules::removeReader(State& state, LaneId lane)
{
    for (auto reader = readers.begin(); reader != readers.end(); ++reader) {
        if (reader->lane != lane)
            continue;
        if (--reader->depth == 0) {
            readers.erase(reader);
            --state.lane(lane).held;
        }
        return;
    }
}

Hope SharedMutexRules::hope(const State& state, const Request& request) const
{
    Hope hope{Hope::Kind::Owners, {}};
    if (!isNone(owner))
        hope.lanes.push_back(owner);
    if (request.operation == Operation::Lock) {
        for (const Reader& reader : readers)
            hope.lanes.push_back(reader.lane);
    } else if (writersFirst && isNone(owner)) {
        for (const LaneId lane : state.object(request.object).waiters)
            if (waitsToWrite(state, lane))
                hope.lanes.push_back(lane);
    }
    return hope;
}

} // namespace interleave::rules
