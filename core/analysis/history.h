#pragma once

#include "core/analysis/follower.h"

#include <vector>

namespace interleave::analysis {

/// Everything that a follower tells of a trace, kept for views.
///
/// Thread-safety: one thread extends and reads.
class History final : private Sink
{
public:
    /// Keeps a reference to the trace.
    explicit History(const trace::Trace& trace) : m_follower(trace, *this) {}

    /// Takes what the trace has gained, at most up to `limit` steps in all.
    void extend(Step limit = noStep) { m_follower.takeUntil(limit); }
    /// The run is over (see Follower).
    void finish() { m_follower.finish(); }

    Step size() const { return m_follower.step(); }
    const rules::State& state() const { return m_follower.state(); }
    const std::optional<std::string>& complaint() const { return m_follower.complaint(); }

    /// The segments of a lane in order, without gaps from its start on; the last may be open.
    const std::vector<Segment>& segments(LaneId lane) const;
    const std::vector<Hold>& holds(ObjectId lock) const;
    const std::vector<Level>& levels(ObjectId object) const;
    /// By effect.
    const std::vector<Cause>& causes() const { return m_causes; }
    /// The causes of one event.
    std::vector<Cause> causesOf(Step effect) const;

private:
    void segmentBegan(const Segment& segment) override;
    void segmentEnded(const Segment& segment) override;
    void holdBegan(const Hold& hold) override;
    void holdEnded(const Hold& hold) override;
    void levelChanged(const Level& level) override;
    void caused(const Cause& cause) override { m_causes.push_back(cause); }

    std::vector<std::vector<Segment>> m_segments;
    std::vector<std::vector<Hold>> m_holds;
    std::vector<std::vector<Level>> m_levels;
    std::vector<Cause> m_causes;
    Follower m_follower;
};

} // namespace interleave::analysis
