#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

namespace interleave::rules {

class State;

/// How many items a queue holds; the items themselves, and their order, live in the target.
///
/// Put waits for room (none is needed without a bound), Get for an item. Once closed, Put is Closed and Get goes on
/// until the queue is empty. Every Put is unfinished until TaskDone, which is Misuse when nothing is unfinished;
/// AwaitDone waits for the last. The value of Size is the number of items.
struct QueueRules
{
    std::int64_t count = 0;
    std::int64_t bound = 0; ///< 0: none
    std::int64_t unfinished = 0;
    bool isClosed = false;

    explicit QueueRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;

private:
    bool hasRoom() const { return bound <= 0 || count < bound; }
};

} // namespace interleave::rules
