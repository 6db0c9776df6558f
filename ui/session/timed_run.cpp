// First of all: the rules have a member that Qt's keywords would rename.
#include "core/analysis/history.h"

#include "ui/session/timed_run.h"

#include <algorithm>
#include <map>

namespace interleave::session {
namespace {

using analysis::LaneStatus;
using analysis::Segment;

constexpr Step slice = 20'000;        // events between two looks at whether it is still wanted
constexpr Nanoseconds finest = 1'000; // parts of a run that are told apart

bool isWorking(LaneStatus status)
{
    return status == LaneStatus::Running || status == LaneStatus::Sleeping;
}

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

TimedLane timedLane(const trace::Trace& trace, const analysis::History& history, LaneId id, TimedRun& run)
{
    TimedLane lane{laneName(trace, id), identityOf(trace, id), {}, {}, 0};
    Pieces pieces(run.makespan / finest);
    for (const Segment& segment : history.segments(id)) {
        const Nanoseconds end = segment.end == analysis::noStep ? run.makespan : segment.endTime;
        if (!isAlive(segment.status) || end <= segment.beginTime)
            continue;
        const Nanoseconds length = end - segment.beginTime;
        lane.working += isWorking(segment.status) ? length : 0;
        run.blocked += segment.status == LaneStatus::Blocked ? length : 0;
        pieces.add({segment.beginTime, end, segment.status});
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

    std::map<LaneId, Nanoseconds> busy; // by thread
    for (std::size_t i = 0; i < trace.laneCount(); ++i) {
        const auto id = static_cast<LaneId>(i);
        TimedLane lane = timedLane(trace, history, id, run);
        const trace::Lane& facts = trace.lane(id);
        const bool isTask = facts.kind == trace::LaneKind::Task;
        busy[isTask && trace.knows(facts.home) ? facts.home : id] += lane.working;
        run.threads += isTask ? 0 : 1;
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

    Nanoseconds working = 0;
    for (const auto& [thread, time] : busy) {
        working += time;
        run.busyThreads += time > 0 ? 1 : 0;
    }
    if (run.makespan > 0 && run.busyThreads > 0) {
        run.parallelism = static_cast<double>(working) / static_cast<double>(run.makespan);
        run.utilisation = run.parallelism / static_cast<double>(run.busyThreads);
    }
    return run;
}

} // namespace interleave::session
