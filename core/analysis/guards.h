#pragma once

#include "core/analysis/segment.h"

#include <vector>

namespace interleave::analysis {

/// What was observed of the accesses to one variable.
struct Guard
{
    enum class Kind {
        Untouched,  ///< nobody used it yet
        OneLane,    ///< only `lane` used it, or everybody before it had been joined
        ReadOnly,   ///< several read it, nobody wrote since
        Guarded,    ///< every access of several lanes happened under each of `locks`
        Indivisible, ///< no lock was held throughout, but every change was one indivisible operation
        Unguarded,  ///< no lock was held at all accesses
    };

    Kind kind = Kind::Untouched;
    LaneId lane = LaneId::none;   ///< the latest to use it
    std::vector<ObjectId> locks;  ///< held at every access that counts; by number
    Step lost = noStep;           ///< the access after which no lock was left
    LaneId lostBy = LaneId::none; ///< whose access that was
};

/// Which locks guard which variable, as observed: the locks that were held at every access.
///
/// A variable that one lane uses, or several only read, needs none. Departing from the source, an access counts for
/// nothing while everybody else who used the variable has been joined: who waited for their end needs no lock.
/// Source: S. Savage, M. Burrows, G. Nelson, P. Sobalvarro, T. Anderson, "Eraser: A Dynamic Data Race Detector for
///         Multithreaded Programs", ACM Transactions on Computer Systems 15(4), 1997.
/// Thread-safety: none; copyable.
class Guards
{
public:
    enum class Access { Read, Write, Indivisible };

    /// A lane used a variable; `held` are the locks that it held in a mode that protects this access.
    void access(ObjectId variable, LaneId lane, Access access, const std::vector<ObjectId>& held, Step step);
    /// The end of a lane was waited for.
    void joined(LaneId lane);

    Guard guardOf(ObjectId variable) const;

private:
    struct Facts
    {
        ObjectId variable = ObjectId::none;
        std::vector<LaneId> users;   ///< not joined yet
        std::vector<ObjectId> locks; ///< held at every access since it was shared
        LaneId lane = LaneId::none;
        bool isShared = false;
        bool isWritten = false;      ///< since it was shared
        bool isIndivisible = true;   ///< every change since it was shared
        Step lost = noStep;
        LaneId lostBy = LaneId::none;
    };

    Facts& factsOf(ObjectId variable);
    const Facts* find(ObjectId variable) const;

    std::vector<Facts> m_facts; ///< by variable
};

} // namespace interleave::analysis
