#pragma once

#include "core/analysis/detector.h"

#include <vector>

namespace interleave::analysis {

/// What part of the run every thread was not waiting, and how many of them on average: the mean parallelism.
///
/// Live: who does not wait runs. Controlled: one lane runs at a time, so it is said how many could have gone on; the
/// measure is steps. Tasks count as the thread that carries them.
class Utilisation final : public Detector
{
public:
    OperationSet wantsAfter() const override { return OperationSet::all(); }
    void after(const Moment& moment) override;
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

private:
    struct Lane
    {
        bool isKnown = false;
        bool isActive = false;
        std::int64_t since = 0;
        std::int64_t active = 0;
    };

    void settle(const Moment& moment, Lane& lane, bool isActive);

    std::vector<Lane> m_lanes;
    std::int64_t m_begin = 0;
    bool m_hasBegun = false;
};

} // namespace interleave::analysis
