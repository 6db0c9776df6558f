#pragma once

#include "core/base/result.h"
#include "core/trace/exploration.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::arena {

/// A result that a search is to find a way around.
struct Avoided
{
    trace::Ending ending = trace::Ending::None;
    std::vector<trace::FindingKind> findings;
    std::string outcome;

    /// Whether an execution that ended so is a way around it: it completed, and, when that is how the other one ended,
    /// without any of its findings, or, when it had none, with another outcome.
    bool isAvoidedBy(trace::Ending other, const std::vector<trace::FindingKind>& otherFindings,
                     std::string_view otherOutcome) const;
};

/// What one searching process is asked for.
struct SearchRequest
{
    trace::ExploreSettings settings;   ///< shard and shards: of this process among all
    std::string prefix;                ///< a schedule as text: every execution begins so; empty for none
    std::optional<Avoided> avoided;    ///< the search is over with the first execution that avoids it
};

/// One line for each thing, then the prefix.
std::string toText(const SearchRequest& request);
/// BadFormat for anything but what toText() writes.
base::Result<SearchRequest> parseSearchRequest(std::string_view text);

} // namespace interleave::arena
