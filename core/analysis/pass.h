#pragma once

#include "core/analysis/detector.h"
#include "core/analysis/held_locks.h"
#include "core/rules/judge.h"
#include "core/rules/observe.h"
#include "core/rules/state.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave::analysis {

/// One pass over a trace with all detectors: each event once through the rules, the judge, the locks, and to those
/// detectors that want its operation.
///
/// Keeps a reference to the trace, which may grow. Thread-safety: none.
class Pass
{
public:
    explicit Pass(const trace::Trace& trace);
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;

    Step step() const { return m_step; }
    /// Takes events up to `step`, exclusively, or the end of the trace.
    void takeUntil(Step step);
    /// What was found, once and for all. The findings of `verdict`, which may be null, are among it.
    std::vector<Finding> finish(const trace::Verdict* verdict);

private:
    using List = std::vector<Detector*>;

    void add(std::unique_ptr<Detector> detector);
    void takeOne();
    std::vector<Finding> judged(const trace::Verdict* verdict) const;

    const trace::Trace& m_trace;
    rules::State m_state;
    rules::Observer m_observer;
    rules::Judge m_judge;
    HeldLocks m_locks;
    std::vector<std::unique_ptr<Detector>> m_detectors;
    std::array<List, trace::operationCount> m_before;
    std::array<List, trace::operationCount> m_after;
    std::optional<std::string> m_complaint;
    Step m_complaintAt = 0;
    Step m_step = 0;
};

} // namespace interleave::analysis
