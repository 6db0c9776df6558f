#pragma once

#include "core/analysis/detector.h"
#include "core/analysis/happens_before.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace interleave::analysis {

/// Locks that lanes take in orders which can close a ring, although this run got through.
///
/// Kept is who asked for which lock while holding which. A ring of such requests is a possible deadlock unless one lane
/// made two of them, or a lock that all of it hold apart keeps two of them from ever happening together (a guard), or one
/// lane was started or joined such that one request is always over before the other. Two readers of a shared mutex do not
/// stand in each other's way; a try does not wait. A ring that did close in this run is not repeated here.
/// Source: K. Havelund, "Using Runtime Analysis to Guide Model Checking of Java Programs", SPIN 2000; S. Bensalem,
///         K. Havelund, "Dynamic Deadlock Analysis of Multi-threaded Programs", HVC 2005.
class LockOrder final : public Detector
{
public:
    explicit LockOrder(const trace::Trace& trace) : m_order(trace) {}

    OperationSet wantsBefore() const override;
    OperationSet wantsAfter() const override;
    void before(const Moment& moment) override;
    void after(const Moment& moment) override { m_order.take(moment.event); }
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

private:
    /// A lane asks for a lock while it holds others.
    struct Ask
    {
        LaneId lane;
        LockUse wanted;
        LockSetId held;
        Step step;
        SourceId source;
        std::vector<HeldLock> holds;
        VectorClock clock; ///< what the lane knew by starts and joins
        Epoch epoch;
        std::uint64_t count = 1;
    };

    void note(const Moment& moment, LockUse wanted);
    bool canMeet(const Conclusion& end, const Ask& a, const Ask& b) const;
    const HeldLock* blocks(const Ask& holder, const Ask& asker) const;
    void search(const Conclusion& end, std::vector<std::size_t>& path, std::vector<Finding>& findings);
    void report(const Conclusion& end, const std::vector<std::size_t>& path, std::vector<Finding>& findings);

    HappensBefore m_order;
    std::vector<Ask> m_asks;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> m_byKey;
    std::vector<std::vector<ObjectId>> m_reported; ///< the rings of locks, sorted
    std::size_t m_tried = 0;
};

} // namespace interleave::analysis
