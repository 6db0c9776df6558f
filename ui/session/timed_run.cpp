// First of all: the rules have a member that Qt's keywords would rename.
#include "core/analysis/history.h"

#include "ui/session/timed_run.h"

#include <algorithm>

namespace interleave::session {
namespace {

using analysis::LaneStatus;
using analysis::Segment;

constexpr Step slice = 20'000;        // events between two looks at whether it is still wanted
constexpr Nanoseconds finest = 1'000; // parts of a run that are told apart

bool isAlive(LaneStatus status)
{
    return status != LaneStatus::Ended && status != LaneStatus::Killed;
}

/// Neighbours that do the same become one; so do those that nobody could tell apart, under the name of the longest.
class Pieces
{
public:
    explicit Pieces(Nanoseconds shortest) : m_shortest(shortest) {}

    void add(const TimedPiece& piece)
    {
        const bool isShort = piece.end - piece.begin < m_shortest;
        if (!m_pieces.empty() && m_pieces.back().end == piece.begin) {
            TimedPiece& last = m_pieces.back();
            const bool isLastShort = last.end - last.begin < m_shortest;
            if (last.status == piece.status || (isShort && isLastShort)) {
                if (piece.end - piece.begin > m_longest) {
                    last.status = piece.status;
                    m_longest = piece.end - piece.begin;
                }
                last.end = piece.end;
                return;
            }
        }
        m_pieces.push_back(piece);
        m_longest = piece.end - piece.begin;
    }

    std::vector<TimedPiece> take() { return std::move(m_pieces); }

private:
    Nanoseconds m_shortest;
    Nanoseconds m_longest = 0; ///< of what the last piece was put together from
    std::vector<TimedPiece> m_pieces;
};

/// What a lane did in the time that a segment lasts. Time passes only when nobody can move.
LaneStatus statusInTime(const std::vector<Segment>& segments, std::size_t number, bool isTask)
{
    const LaneStatus status = segments[number].status;
    if (status == LaneStatus::Running) {
        // Who made the last step before time went on stood at its next operation by then.
        const LaneStatus next = number + 1 < segments.size() ? segments[number + 1].status : LaneStatus::Ready;
        const bool isKnown = next != LaneStatus::Ready && next != LaneStatus::Running && isAlive(next);
        return isKnown ? next : isTask ? LaneStatus::Suspended : LaneStatus::Waiting;
    }
    // Nothing keeps a thread from moving but a task that works on it.
    return status == LaneStatus::Ready && !isTask ? LaneStatus::Sleeping : status;
}

TimedLane timedLane(const trace::Trace& trace, const analysis::History& history, LaneId id, TimedRun& run)
{
    TimedLane lane{laneName(trace, id), identityOf(trace, id), {}, {}, 0};
    const bool isTask = trace.lane(id).kind == trace::LaneKind::Task;
    const std::vector<Segment>& segments = history.segments(id);
    Pieces pieces(run.makespan / finest);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Segment& segment = segments[i];
        const Nanoseconds end = segment.end == analysis::noStep ? run.makespan : segment.endTime;
        if (!isAlive(segment.status) || end <= segment.beginTime)
            continue;
        const LaneStatus status = statusInTime(segments, i, isTask);
        const Nanoseconds length = end - segment.beginTime;
        lane.working += status == LaneStatus::Sleeping ? length : 0;
        run.blocked += status == LaneStatus::Blocked ? length : 0;
        pieces.add({segment.beginTime, end, status});
    }
    lane.pieces = pieces.take();
    return lane;
}

} // namespace

TimedRun timedRunOf(const trace::Trace& trace, const std::stop_token& stop)
{
    TimedRun run;
    const Step size = trace.size();
    run.makespan = size == 0 ? 0 : trace.timeAt(size - 1);
    analysis::History history(trace);
    while (history.size() < size) {
        if (stop.stop_requested())
            return {};
        history.extend(std::min(size, history.size() + slice));
    }
    history.finish();

    Nanoseconds working = 0;
    for (std::size_t i = 0; i < trace.laneCount(); ++i) {
        const auto id = static_cast<LaneId>(i);
        TimedLane lane = timedLane(trace, history, id, run);
        if (trace.lane(id).kind != trace::LaneKind::Task) {
            ++run.threads;
            run.busyThreads += lane.working > 0 ? 1 : 0;
            working += lane.working;
        }
        if (i < mostTimedLanes)
            run.lanes.push_back(std::move(lane));
        else
            ++run.hiddenLanes;
    }

    LaneId last = LaneId::none;
    for (Step step = 0; step < size; ++step) {
        const trace::Event event = trace.event(step);
        if (!trace.knows(event.lane) || event.isBlocked() || !trace::isPick(event.operation))
            continue;
        run.switches += !isNone(last) && last != event.lane ? 1 : 0;
        last = event.lane;
        if (index(event.lane) >= run.lanes.size())
            continue;
        std::vector<Nanoseconds>& moments = run.lanes[index(event.lane)].moments;
        const Nanoseconds time = trace.timeAt(step);
        if (moments.empty() || time - moments.back() > run.makespan / finest)
            moments.push_back(time);
    }

    if (run.makespan > 0 && run.busyThreads > 0) {
        run.parallelism = static_cast<double>(working) / static_cast<double>(run.makespan);
        run.utilisation = run.parallelism / static_cast<double>(run.busyThreads);
    }
    return run;
}

} // namespace interleave::session
