#pragma once

#include "ui/timeline/picture.h"

#include <QString>

namespace interleave::timeline {

/// What a segment says: two lines where there is room, one, a short word, or nothing.
struct SegmentWords
{
    QString first;
    QString second;
    QString brief;
};

/// What the `piece`-th segment of a lane says.
SegmentWords segmentWords(const Picture& picture, LaneId lane, std::size_t piece);
/// What a lane does at the playhead, for its header: "blocked on pot"; empty before it began.
QString laneSentence(const Picture& picture, LaneId lane);
/// The status at the playhead; none before the lane began.
std::optional<analysis::LaneStatus> statusAtPlayhead(const Picture& picture, LaneId lane);
/// "mutex · held by cook 1", "queue · 5 slots, FIFO", …
QString objectSentence(const Picture& picture, ObjectId object);
/// "5 of 5 full", "2 of 3 permits", …; empty for what holds no number of things.
QString fillSentence(const Picture& picture, ObjectId object);
/// The title of a head: "Locks", "process 1".
QString headTitle(const Picture& picture, const Row& row);
QString headNote(const Picture& picture, const Row& row);
/// Several lines about what is under the pointer.
QString segmentToolTip(const Picture& picture, LaneId lane, std::size_t piece);
/// The word of a state, and of a kind of cause.
QString stateWord(theme::State state);
QString causeWord(analysis::CauseKind kind);
/// An item of a queue or a value as text.
QString valueText(const trace::Trace& trace, std::int64_t value, bool isName);

} // namespace interleave::timeline
