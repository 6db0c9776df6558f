#pragma once

#include "core/analysis/analyze.h"
#include "tests/core/analysis/trace_builder.h"

#include <QStringList>

#include <algorithm>

namespace interleave::test {

/// The findings of one kind.
inline std::vector<analysis::Finding> findingsOf(const TraceBuilder& b, analysis::FindingKind kind,
                                                 const trace::Verdict* verdict = nullptr)
{
    std::vector<analysis::Finding> findings = analysis::analyze(b.trace(), analysis::noStep, verdict);
    for (const analysis::Finding& finding : findings)
        if (finding.kind == analysis::FindingKind::AgainstTheRules)
            return findings; // a test whose trace is wrong fails
    std::erase_if(findings, [&](const analysis::Finding& finding) { return finding.kind != kind; });
    return findings;
}

/// Their sentences, for comparing and for seeing what is wrong.
inline QStringList sentences(const std::vector<analysis::Finding>& findings)
{
    QStringList list;
    for (const analysis::Finding& finding : findings)
        list << QString::fromStdString(finding.sentence);
    return list;
}

} // namespace interleave::test
