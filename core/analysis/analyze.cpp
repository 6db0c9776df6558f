#include "core/analysis/analyze.h"

#include "core/analysis/pass.h"

#include <algorithm>
#include <tuple>

namespace interleave::analysis {

std::vector<Finding> analyze(const trace::Trace& trace, Step limit, const trace::Verdict* verdict,
                             const Progress& progress, std::stop_token stop)
{
    constexpr Step piece = 1 << 16;
    const Step last = std::min(limit, trace.size());
    Pass pass(trace);
    while (pass.step() < last && !stop.stop_requested()) {
        pass.takeUntil(std::min(pass.step() + piece, last));
        if (progress)
            progress(pass.step());
    }
    std::vector<Finding> findings = pass.finish(verdict);
    const auto rank = [](const Finding& finding) {
        return std::tuple(finding.severity, finding.kind, -finding.value.value_or(0.0),
                          finding.steps.empty() ? noStep : finding.steps.front());
    };
    std::stable_sort(findings.begin(), findings.end(),
                     [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
    return findings;
}

bool hasWrong(const std::vector<Finding>& findings)
{
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.severity == Severity::Wrong; });
}

} // namespace interleave::analysis
