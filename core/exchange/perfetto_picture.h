#pragma once

#include "core/analysis/follower.h"
#include "core/exchange/packet_sequence.h"

#include <vector>

namespace interleave::exchange::perfetto {

/// What is derived from a run for viewers: tracks, slices of lanes and locks, counters, flows.
///
/// Keeps references. The times of a lane's marks ascend, by a nanosecond at least.
class Picture
{
public:
    Picture(const trace::Trace& trace, std::string& output);

    void putTracks();
    /// When a step is on its lane, in nanoseconds.
    std::int64_t laneTime(LaneId lane, Step step);
    std::int64_t timeOf(Step step) const;

    void segmentBegan(const analysis::Segment& segment);
    void segmentEnded(const analysis::Segment& segment);
    void holdBegan(const analysis::Hold& hold);
    void holdEnded(const analysis::Hold& hold);
    void levelChanged(const analysis::Level& level);
    void caused(const analysis::Cause& cause);
    /// Behind the last step.
    void finish(const analysis::Follower& follower, Step size);

private:
    void putLaneTrack(LaneId lane);
    void putObjectTrack(ObjectId object);
    void begin(std::int64_t time, std::uint64_t track, Category category, std::uint64_t name, SourceId source);
    void end(std::int64_t time, std::uint64_t track);
    void putMark(std::int64_t time, LaneId lane, std::uint64_t name, std::uint32_t flowField, std::uint64_t flow);
    bool isLive() const { return m_trace.info().mode == trace::Mode::Live; }

    const trace::Trace& m_trace;
    std::string& m_output;
    PacketSequence m_packets;
    std::vector<std::int64_t> m_lastTime; ///< by lane
    std::vector<Step> m_lastStep;
    std::vector<bool> m_isOpen;
    std::vector<bool> m_isHeld;
    std::uint64_t m_flows = 0;
};

/// Tracks of lanes and things.
inline std::uint64_t trackOf(LaneId lane) { return firstLaneTrack + index(lane); }
inline std::uint64_t trackOf(ObjectId object) { return firstObjectTrack + index(object); }

} // namespace interleave::exchange::perfetto
