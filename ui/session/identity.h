#pragma once

#include "core/trace/trace.h"

#include <QString>

#include <vector>

namespace interleave::session {

/// The chip of a lane, the same wherever the lane is shown: the first lane is M, a thread its number, a task the first
/// letter of its name, a further process P.
struct LaneIdentity
{
    QString sign;
    int colour = 0; ///< n-th lane colour of the theme
};
LaneIdentity identityOf(const trace::Trace& trace, LaneId lane);

/// The n-th object of its kind, from 0; decides the colour of its chip.
int ordinalOfKind(const trace::Trace& trace, ObjectId object);

/// The same for many objects: each is counted once, however often it is asked for.
class ObjectOrdinals
{
public:
    int of(const trace::Trace& trace, ObjectId object);

private:
    std::vector<int> m_ordinals; ///< by object
    std::vector<int> m_counts;   ///< by kind
};

/// The name to show, with a stand-in for what has none.
QString laneName(const trace::Trace& trace, LaneId lane);
QString resourceName(const trace::Trace& trace, ObjectId object);

/// Run time in words: "16.9 s" in Live traces, "2 u" in Controlled ones (1 u is a second of the textbook).
QString timeText(const trace::Trace& trace, Nanoseconds time);

} // namespace interleave::session
