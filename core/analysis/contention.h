#pragma once

#include "core/analysis/detector.h"

#include <vector>

namespace interleave::analysis {

/// How often and how long every lock was held and waited for. A lock for which nobody had to wait is not mentioned.
class Contention final : public Detector
{
public:
    OperationSet wantsBefore() const override;
    OperationSet wantsAfter() const override;
    void before(const Moment& moment) override;
    void after(const Moment& moment) override;
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

private:
    struct Lock
    {
        std::uint64_t takings = 0;
        std::uint64_t waits = 0;
        std::int64_t waited = 0; ///< in the moment's measure, as all below
        std::int64_t held = 0;
        std::int64_t longestHold = 0;
        Step longestAt = noStep; ///< where the longest hold began
        LaneId longestBy = LaneId::none;
        SourceId longestSource = SourceId::none;
    };
    struct Asking
    {
        ObjectId object = ObjectId::none;
        std::int64_t since = 0;
    };

    std::vector<Lock> m_locks;
    std::vector<Asking> m_lanes;
};

} // namespace interleave::analysis
