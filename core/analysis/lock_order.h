#pragma once

#include "core/analysis/detector.h"
#include "core/analysis/happens_before.h"

#include <cstdint>
#include <set>
#include <unordered_map>
#include <vector>

namespace interleave::analysis {

/// Locks that lanes take in orders which can close a ring, although this run got through.
///
/// Kept is who asked for which lock while holding which. A ring of such requests is a possible deadlock unless one lane
/// made two of them, or a lock that all of it hold apart keeps two of them from ever happening together (a guard), or one
/// lane was started or joined such that one request is always over before the other. Permits guard likewise: a ring whose
/// lanes would hold more of a semaphore's permits between them than it began with can never stand. That holds only where
/// nobody ever released a permit that he had not acquired himself, for nobody owns one.
/// Two readers of a shared mutex do not stand in each other's way; a try does not wait. A ring that did close in this run
/// is not repeated here.
/// Source: K. Havelund, "Using Runtime Analysis to Guide Model Checking of Java Programs", SPIN 2000; S. Bensalem,
///         K. Havelund, "Dynamic Deadlock Analysis of Multi-threaded Programs", HVC 2005.
class LockOrder final : public Detector
{
public:
    explicit LockOrder(const trace::Trace& trace) : m_order(trace) {}

    OperationSet wantsBefore() const override;
    OperationSet wantsAfter() const override;
    void before(const Moment& moment) override;
    void after(const Moment& moment) override;
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

private:
    /// What a lane has acquired of a semaphore and not released.
    struct Permits
    {
        ObjectId semaphore;
        std::int64_t count;
        friend bool operator==(const Permits&, const Permits&) = default;
    };
    /// A lane asks for a lock while it holds others.
    struct Ask
    {
        LaneId lane;
        LockUse wanted;
        LockSetId held;
        Step step;
        SourceId source;
        std::vector<HeldLock> holds;
        std::vector<Permits> permits;
        VectorClock clock; ///< what the lane knew by starts and joins
        Epoch epoch;
        std::uint64_t count = 1;
    };

    void note(const Moment& moment, LockUse wanted);
    bool canMeet(const Conclusion& end, const Ask& a, const Ask& b) const;
    bool exceedsPermits(const Conclusion& end, const std::vector<std::size_t>& path, std::size_t next) const;
    void changePermits(LaneId lane, ObjectId semaphore, std::int64_t change);
    const HeldLock* blocks(const Ask& holder, const Ask& asker) const;
    void search(const Conclusion& end, std::vector<std::size_t>& path, std::vector<Finding>& findings);
    void report(const Conclusion& end, const std::vector<std::size_t>& path, std::vector<Finding>& findings);

    HappensBefore m_order;
    std::vector<std::vector<Permits>> m_permits; ///< by lane
    std::set<ObjectId> m_handedOver;             ///< semaphores of which somebody released what he had not acquired
    std::vector<Ask> m_asks;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> m_byKey;
    std::vector<std::vector<ObjectId>> m_reported; ///< the rings of locks, sorted
    std::size_t m_tried = 0;
};

} // namespace interleave::analysis
