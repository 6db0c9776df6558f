#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace interleave::base {

/// The known name that is most like `wrong`, or an empty string when none is near enough to be worth suggesting.
/// Source: V. I. Levenshtein, "Binary codes capable of correcting deletions, insertions and reversals", 1966.
std::string nearest(std::string_view wrong, const std::vector<std::string>& known);

} // namespace interleave::base
