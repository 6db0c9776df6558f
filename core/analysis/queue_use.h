#pragma once

#include "core/analysis/detector.h"

#include <vector>

namespace interleave::analysis {

/// How full queues and pipes were: at most, on average, and what part of the time full or empty.
class QueueUse final : public Detector
{
public:
    OperationSet wantsAfter() const override;
    void after(const Moment& moment) override;
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

private:
    struct Queue
    {
        bool isKnown = false;
        std::int64_t depth = 0;
        std::int64_t most = 0;
        Step mostAt = 0;
        std::uint64_t puts = 0;
        std::uint64_t gets = 0;
        std::int64_t begin = 0; ///< in the moment's measure, as all below
        std::int64_t last = 0;
        std::int64_t full = 0;
        std::int64_t empty = 0;
        double area = 0; ///< depth times duration
    };

    static std::int64_t boundOf(const trace::Trace& trace, ObjectId id);
    static void passTime(Queue& queue, std::int64_t bound, std::int64_t now);

    std::vector<Queue> m_queues;
};

} // namespace interleave::analysis
