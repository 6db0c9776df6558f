#pragma once

#include "core/trace/trace.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace interleave::pictures {

/// Which lanes touched which variables: read, wrote or changed them. Grows by events, in the order of steps.
/// Thread-safety: none.
class TouchIndex
{
public:
    void start(const trace::Trace* trace);
    /// Takes an event; yields whether it is the first of its lane on its variable.
    bool take(const trace::Event& event);
    /// In the order in which they came to it.
    const std::vector<LaneId>& touchers(ObjectId variable) const;

private:
    const trace::Trace* m_trace = nullptr;
    std::vector<std::vector<LaneId>> m_touchers; ///< by object
};

/// A lane, and the variables that are its own.
struct SpaceLane
{
    LaneId lane = LaneId::none;
    std::vector<ObjectId> cells;
};

/// A process, and what is in its memory.
struct Space
{
    std::uint32_t process = 0;
    LaneId main = LaneId::none;   ///< its first lane
    std::vector<ObjectId> shared; ///< variables that any of its lanes may touch: globals, and what lies on the heap
    std::vector<SpaceLane> lanes; ///< those that there are, the first lane first
    bool isAlone = false;         ///< no other lane than the first one is ever in it
};

struct Spaces
{
    std::vector<Space> processes;
    std::vector<ObjectId> between; ///< in memory that several processes have
};

/// Where the variables of a run live. What a trace says of memory is who made a variable and who touched it, so:
///
/// - a variable that lanes of another process than its maker's touched is shared memory;
/// - else one that another lane than its maker touched is the process's (a global, or on the heap);
/// - else, made by a thread or task, it is that lane's own: on its stack, or in the frame of its coroutine;
/// - else the first lane of a process made it, and it counts as the process's: a trace does not tell its stack from
///   globals.
///
/// All that is recorded counts, also what comes later: a variable is what it is before anybody makes use of it.
/// `isThere` says which lanes and variables there are at the moment that is shown.
struct Existence
{
    std::function<bool(LaneId)> lane;
    std::function<bool(ObjectId)> variable;
};
Spaces spacesOf(const trace::Trace& trace, const TouchIndex& touches, const std::vector<ObjectId>& variables,
                const Existence& isThere);

/// Whether a lane can touch a variable that lives where `spaces` says.
bool canTouch(const trace::Trace& trace, const Spaces& spaces, LaneId lane, ObjectId variable);

} // namespace interleave::pictures
