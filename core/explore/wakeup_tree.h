#pragma once

#include "core/explore/act.h"

#include <memory>
#include <vector>

namespace interleave::explore {

/// Sequences of acts that still have to be run from some point on, as an ordered tree.
///
/// A branch is a chain of acts followed by branches: most are never split.
/// Source: Abdulla et al., J. ACM 64(4), 2017, definition 6.1 (wakeup trees) and the operation insert.
class WakeupTree
{
public:
    struct Branch
    {
        std::vector<Act> acts; ///< not empty
        std::size_t first = 0; ///< those before were run
        std::vector<Branch> branches;

        const Act& act() const { return acts[first]; }
    };

    bool empty() const { return m_branches.empty(); }
    const Branch& front() const { return m_branches.front(); }
    /// Takes the first branch out.
    Branch takeFront();
    void clear() { m_branches.clear(); }
    /// What remains of a branch when its first act was run.
    void becomeRest(Branch branch);
    /// Adds a branch of one act behind all others.
    void append(Act act);

    /// Which leaves stand for a sequence.
    enum class Covers {
        Compatible, ///< those after which it can still be run
        Contained,  ///< those that are the beginning of it: for executions that end before there is room for more
    };

    /// Adds a sequence unless a leaf already stands for it; false then.
    bool insert(const rules::State& facts, std::vector<Act> sequence, Covers covers = Covers::Compatible);

private:
    std::vector<Branch> m_branches;
};

/// Whether `act` is a weak initial of `sequence`: some order equivalent to one that continues `sequence` begins with it.
/// When it occurs there, `place` is where.
bool isWeakInitial(const rules::State& facts, const Act& act, const std::vector<Act>& sequence,
                   std::optional<std::size_t>& place);

} // namespace interleave::explore
