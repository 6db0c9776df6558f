#include "core/explore/execution.h"

namespace interleave::explore {

std::vector<trace::FindingKind> FindingSet::kinds() const
{
    std::vector<trace::FindingKind> kinds;
    for (int i = 0; i < trace::findingKindCount; ++i)
        if (has(static_cast<trace::FindingKind>(i)))
            kinds.push_back(static_cast<trace::FindingKind>(i));
    return kinds;
}

std::string toText(trace::Ending ending, FindingSet findings, const std::string& outcome)
{
    std::string text(trace::name(ending));
    for (const trace::FindingKind kind : findings.kinds())
        text += " " + std::string(trace::name(kind));
    return outcome.empty() ? text : text + " " + outcome;
}

} // namespace interleave::explore
