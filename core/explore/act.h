#pragma once

#include "core/rules/dependence.h"
#include "core/rules/state.h"

#include <array>
#include <cstdint>

namespace interleave::explore {

/// What a lane does in one step, or would: numbers of lanes and objects are those of PathIds.
struct Act
{
    rules::Request request;
    rules::Alternative alternative; ///< the one that is picked
    /// The way it took, which for a compare-and-swap the rules do not know beforehand; none as long as it was not run.
    rules::KnownWay effect;
    LaneId carrier = LaneId::none; ///< the lane, or the thread that a task runs on: its steps have one order
    trace::ObjectKind kind = trace::ObjectKind::Unknown;
    bool isPlain = false;  ///< concerns its object and nothing else
    bool isAnyWay = false; ///< of a tree only: whichever alternative there is
    /// Of a sleep set only: it sleeps for what was run outside of what this search reverses. See optimal.h.
    bool isForeign = false;
    /// Shared mutexes that let writers go first, at which a lane stands as a writer from this step on.
    std::array<ObjectId, 2> announced{ObjectId::none, ObjectId::none};
};

/// Makes the act of a request in which an alternative is picked; the effect is not known yet.
Act makeAct(const rules::State& facts, const rules::Request& request, const rules::Alternative& alternative);

/// Whether two acts do the same, as far as a search has to tell apart.
inline bool isSame(const Act& a, const Act& b)
{
    return a.request.lane == b.request.lane && a.request.operation == b.request.operation
           && a.request.object == b.request.object
           && (a.isAnyWay || b.isAnyWay
               || (a.alternative.way == b.alternative.way && a.alternative.index == b.alternative.index));
}

/// rules::dependent for acts, and what a writer that comes first means to readers.
bool dependent(const rules::State& facts, const Act& a, const Act& b);

/// Whether an act that was run depends on everything else on its object.
bool dominates(const Act& act);

/// The objects on whose lists an act has to be looked for; none behind the last.
using Keys = std::array<ObjectId, 5>;
Keys keysOf(const rules::State& facts, const Act& act);

/// The lane on which an act works from outside; none when there is none.
LaneId targetOf(const rules::State& facts, const Act& act);

inline bool endsProcess(const Act& act)
{
    return act.request.operation == rules::Operation::Exit || act.request.operation == rules::Operation::Kill;
}

} // namespace interleave::explore
