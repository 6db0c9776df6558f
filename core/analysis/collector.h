#pragma once

#include "core/analysis/follower.h"
#include "core/analysis/level_of_detail.h"

#include <unordered_map>

namespace interleave::analysis {

/// Turns what a follower tells into batches for a LevelOfDetail.
///
/// Keeps a reference to the trace. Thread-safety: one thread; it need not be the one that draws.
class Collector final : private Sink
{
public:
    explicit Collector(const trace::Trace& trace) : m_trace(trace), m_follower(trace, *this) {}

    /// Takes up to `most` further events of the trace into `batch`, which it clears first. True when there were any.
    bool collect(Batch& batch, Step most);
    /// The run is over.
    void finish(Batch& batch);

    Step step() const { return m_follower.step(); }
    const rules::State& state() const { return m_follower.state(); }
    const std::optional<std::string>& complaint() const { return m_follower.complaint(); }

private:
    struct Key
    {
        std::uint64_t ids;
        std::uint64_t rest;
        friend bool operator==(const Key&, const Key&) = default;
    };
    struct KeyHash
    {
        std::size_t operator()(const Key& key) const
        {
            return key.ids * 0x9e3779b97f4a7c15ULL ^ key.rest * 0xc2b2ae3d27d4eb4fULL;
        }
    };

    void segmentBegan(const Segment& segment) override;
    void segmentEnded(const Segment& segment) override;
    void holdBegan(const Hold& hold) override;
    void holdEnded(const Hold& hold) override;
    void levelChanged(const Level& level) override;
    void event(Step step, const trace::Event& event, const rules::State& state) override;
    void caused(const Cause& cause) override;

    void addObject(Step step, ObjectId object, LaneId lane, Batch::ObjectChange::Kind kind, std::int64_t value = 0);
    std::uint32_t detailOf(const Segment& segment);

    const trace::Trace& m_trace;
    Follower m_follower;
    Batch* m_batch = nullptr;
    std::unordered_map<Key, std::uint32_t, KeyHash> m_details;
};

} // namespace interleave::analysis
