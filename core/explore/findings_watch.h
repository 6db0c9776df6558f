#pragma once

#include "core/explore/execution.h"
#include "core/explore/inside_tables.h"
#include "core/rules/state.h"
#include "core/trace/event.h"

#include <string>
#include <vector>

namespace interleave::explore {

/// Collects what is to be said of an execution: the same kinds of findings and the same outcome that rules::Judge finds
/// in a recorded run, without sentences and without a trace. Thread-safety: none.
class FindingsWatch
{
public:
    void reset();

    /// An event that is recorded, before it is taken into the state if it is local.
    void before(const trace::Event& event, const rules::State& state);
    /// A process is about to leave by itself.
    void beforeExit(LaneId lane, std::int64_t exitCode, const rules::State& state);

    FindingSet findings() const { return m_findings; }
    std::string outcome(const InsideTables& tables) const;

private:
    struct Reported
    {
        ObjectId object;
        std::int64_t value = 0;
        bool isText = false;
    };

    void report(const trace::Event& event);
    void judgeEnd(LaneId lane, const rules::State& state);

    FindingSet m_findings;
    std::vector<Reported> m_outcome; ///< in the order of reporting
};

} // namespace interleave::explore
