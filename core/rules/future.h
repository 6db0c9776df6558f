#pragma once

#include "core/rules/request.h"
#include "core/trace/tables.h"

namespace interleave::rules {

class State;

/// A result that comes later: a future, or a task, whose result comes with its end.
///
/// Await goes on at once when it is done; else a task is Suspended until it is, or until its deadline (its loop has a
/// timer then; which of the two it was is seen by `isDone`), and a thread waits. A future with a bound n needs n
/// Resolves; resolving what is done is Misuse. Cancel asks a task to end and makes it ready if it is suspended; a
/// future it ends at once. Cancelling what is done is Failed. The value of a Suspended Await is its deadline.
struct FutureRules
{
    std::int64_t remaining = 1; ///< Resolves still needed
    bool isTask = false;
    bool isDone = false;
    bool isCancelled = false;

    explicit FutureRules(const trace::Object& facts);
    void alternatives(const State& state, const Request& request, AlternativeList& into) const;
    std::int64_t apply(State& state, const Request& request, Alternative alternative);
    Hope hope(const State& state, const Request& request) const;

    /// It is done, whatever was still missing, and who awaits it goes on. `self` is the object that has these rules.
    void resolve(State& state, ObjectId self);

private:
    void suspend(State& state, const Request& request);
    void cancel(State& state, ObjectId self);
};

} // namespace interleave::rules
